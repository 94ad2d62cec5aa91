//! A part of a paper as a file: the same bytes from the page and from the command line.

use desk::plan::paper::view::PaperView;
use papers::PapersError;
use quantity::Date;
use report::page::Document;

use crate::plan::paper_document::{self, Part};
use crate::plan::reference_of;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Word,
    #[cfg(feature = "pdf")]
    Pdf,
    Excel,
}

impl Format {
    /// Those this program was built with.
    pub const ALL: &[Format] = &[
        Format::Word,
        #[cfg(feature = "pdf")]
        Format::Pdf,
        Format::Excel,
    ];

    /// The ending of the file's name.
    pub fn ending(self) -> &'static str {
        match self {
            Format::Word => "docx",
            #[cfg(feature = "pdf")]
            Format::Pdf => "pdf",
            Format::Excel => "xlsx",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            Format::Word => "Word",
            #[cfg(feature = "pdf")]
            Format::Pdf => "PDF",
            Format::Excel => "Excel, the working",
        }
    }

    pub fn kind(self) -> &'static str {
        match self {
            Format::Word => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            #[cfg(feature = "pdf")]
            Format::Pdf => "application/pdf",
            Format::Excel => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    pub fn parse(ending: &str) -> Option<Format> {
        Format::ALL.iter().copied().find(|format| format.ending() == ending)
    }
}

/// The file of one part. It takes a moment where there are charts: not for the thread that serves others.
pub fn bytes(view: &PaperView, part: Part, format: Format) -> Result<Vec<u8>, PapersError> {
    of_document(&paper_document::of(view, part), view.dated, format)
}

/// Any document as a file.
pub fn of_document(document: &Document, dated: Date, format: Format) -> Result<Vec<u8>, PapersError> {
    match format {
        Format::Word => papers::word(document, dated),
        #[cfg(feature = "pdf")]
        Format::Pdf => papers::pdf(document, dated),
        Format::Excel => papers::paper_workbook(document, dated),
    }
}

/// `DP-1-part-1.docx`; `D-1-summary.pdf` of what was decided.
pub fn name(view: &PaperView, part: Part, format: Format) -> String {
    let decided = view.decision.as_ref().map(|decision| reference_of(&decision.reference));
    let reference =
        decided.or_else(|| view.paper.as_ref().map(|paper| reference_of(&paper.reference))).unwrap_or_else(|| "paper".to_owned());
    format!("{reference}-{}.{}", part.code(), format.ending())
}
