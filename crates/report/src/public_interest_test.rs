//! The record of a Public Interest Test (Cabinet Office, PPN 024 of 17 June 2026): could the service be run in-house?
//!
//! The note's facts and what it asks are dated data passed in ([`Basis`], [`Part`], [`Field`]). The record is an early indication,
//! before any commitment to let a contract; it decides nothing.

pub use model::public_interest::{Indication, Leaning};
use model::readiness::Answer;
use quantity::{Date, Money};
use serde::{Deserialize, Serialize};

use crate::page::{Block, Document, Text};
use crate::table::{Cell, Column, Table};
use crate::words::count;

/// What the test rests on, as data with its dates: never a constant in a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// `PPN 024: The Public Interest Test and Insourcing Strategy`.
    pub title: String,
    pub published: Date,
    /// From when it binds those it binds.
    pub in_force: Date,
    /// Services estimated above this, VAT included.
    pub above: Money,
    /// Is it binding on this authority, or followed by choice?
    pub binding: bool,
    pub source: String,
    /// When somebody last checked it against the source; none means that somebody still has to.
    pub verified_on: Option<Date>,
    /// What of it still has to be checked, in words that end no sentence.
    #[serde(default)]
    pub still_to_check: Option<String>,
}

/// The record, to be kept with the case and exported.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PublicInterestTest {
    pub basis: Basis,
    pub authority: String,
    pub service: String,
    /// How it is run now: `in-house`, `by a provider under contract`, `new`.
    pub run_now: String,
    /// Whole life of the contract, VAT included.
    pub estimated_value: Option<Money>,
    pub is_re_let: bool,
    /// Why the test does not apply, where it does not.
    pub excluded: Option<String>,
    /// What the records themselves say, field by field.
    pub fields: Vec<Field>,
    pub parts: Vec<Part>,
    pub indication: Indication,
    pub reasons: String,
    /// What the readiness check answered when the test was made, and when.
    pub readiness: Option<(Answer, Date)>,
    pub made_on: Date,
    pub by_role: String,
    /// From 1: answers changed after an approval are the next.
    pub version: u32,
    /// Who approved it; none while it is a draft.
    pub approved: Option<Approval>,
    /// Versions approved before this one, oldest first.
    pub earlier: Vec<Earlier>,
}

/// Who stands behind the answers, and since when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    pub name: String,
    pub role: String,
    pub on: Date,
    pub note: String,
}

/// A version that was approved, and changed since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    pub version: u32,
    pub indication: Indication,
    pub reasons: String,
    pub approved: Option<Approval>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub title: String,
    pub questions: Vec<Question>,
}

/// A field of the record, filled from the records where they know; what they do not know is said so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    pub code: String,
    pub title: String,
    pub required: bool,
    pub says: Option<String>,
}

/// One question, with its answer and what that rests on. Unanswered is said so, never left blank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    pub code: String,
    pub asks: String,
    pub answer: Option<Leaning>,
    pub because: String,
    pub evidence: String,
}

impl PublicInterestTest {
    /// Does the note ask for this test? None where the value is not known.
    pub fn is_asked_for(&self) -> Option<bool> {
        if self.excluded.is_some() {
            return Some(false);
        }
        self.estimated_value.map(|value| value > self.basis.above)
    }

    fn unanswered(&self) -> usize {
        self.parts.iter().flat_map(|part| &part.questions).filter(|question| question.answer.is_none()).count()
    }

    /// The record as a document.
    pub fn document(&self) -> Document {
        let by =
            |approval: &Approval| format!("{}, {}, on {}", approval.name, in_a_sentence(&approval.role), count::plain_date(approval.on));
        let state = match (&self.approved, self.earlier.last()) {
            (Some(approval), _) => format!("Approved by {}.", by(approval)),
            (None, Some(last)) => format!("Changed since version {} was approved: a draft again, not approved yet.", last.version),
            (None, None) => "Draft: not approved yet.".to_owned(),
        };
        let mut page = Document::new(format!("Public Interest Test: {}", self.service), format!("{}. {state}", self.indication.words()));
        let or_unknown = |text: &str| if text.trim().is_empty() { "Not known".to_owned() } else { text.trim().to_owned() };
        let asked = match (&self.excluded, self.is_asked_for()) {
            (Some(why), _) => format!("The test does not apply: {}", why.trim()),
            (None, Some(true)) if self.basis.binding => format!("Asked for: the estimate is above {}", self.basis.above.in_full()),
            (None, Some(true)) => {
                format!("Encouraged, not binding on this authority: the estimate is above {}", self.basis.above.in_full())
            }
            (None, Some(false)) => format!("Not asked for: the estimate is not above {}; made by choice", self.basis.above.in_full()),
            (None, None) => "Not known: no estimate has been given".to_owned(),
        };
        let fact = |name: &str, said: String| (name.to_owned(), Text::plain(said));
        page.push(Block::Facts(vec![
            fact("Authority", or_unknown(&self.authority)),
            fact("Service", or_unknown(&self.service)),
            fact("Run now", or_unknown(&self.run_now)),
            fact("Estimated value, VAT included", self.estimated_value.map_or_else(|| "Not known".to_owned(), Money::in_full)),
            fact("A contract let again", if self.is_re_let { "Yes" } else { "No" }.to_owned()),
            fact("Is the test asked for?", asked),
            fact(
                "Readiness check",
                match self.readiness {
                    Some((answer, on)) => format!("{} on {}", answer.words(), count::plain_date(on)),
                    None => "Not asked yet".to_owned(),
                },
            ),
        ]));
        if !self.fields.is_empty() {
            page.heading("What the records say");
            let said = |field: &Field| match (&field.says, field.required) {
                (Some(says), _) => says.clone(),
                (None, true) => "Not known yet, and the record asks for it".to_owned(),
                (None, false) => "Nothing".to_owned(),
            };
            page.push(Block::Facts(self.fields.iter().map(|field| fact(&field.title, said(field))).collect()));
        }
        for part in &self.parts {
            page.heading(part.title.clone());
            let rows = part
                .questions
                .iter()
                .map(|question| {
                    vec![
                        Cell::words(question.asks.clone()),
                        question.answer.map_or_else(|| Cell::Missing("Not answered yet".to_owned()), |answer| Cell::words(answer.words())),
                        Cell::words(or_unknown(&question.because)),
                        Cell::words(or_unknown(&question.evidence)),
                    ]
                })
                .collect();
            let columns = ["Question", "It points", "Because", "Evidence"].map(Column::words).to_vec();
            page.push(Block::Table(Table::new(part.title.clone(), columns, rows)));
        }
        page.heading("What the test indicates").paragraph(format!("{}.", self.indication.words()));
        page.paragraph(or_unknown(&self.reasons));
        let open = self.unanswered() as u64;
        if open > 0 {
            let verb = if open == 1 { "is" } else { "are" };
            let text = format!("{} {verb} not answered yet.", count::sentence(&count::of_things(open, "question", "questions")));
            page.push(Block::Note(Text::plain(text)));
        }
        page.heading("Who stands behind it");
        let approved = match &self.approved {
            Some(approval) => format!("Version {}: approved by {}. “{}”", self.version, by(approval), approval.note.trim()),
            None => format!("Version {}: nobody has approved it yet.", self.version),
        };
        page.paragraph(approved);
        for earlier in self.earlier.iter().rev() {
            let approved =
                earlier.approved.as_ref().map_or_else(|| "not approved".to_owned(), |approval| format!("approved by {}", by(approval)));
            page.paragraph(format!(
                "Version {}, {approved}: {}. {}",
                earlier.version,
                earlier.indication.words(),
                or_unknown(&earlier.reasons)
            ));
        }
        page.push(Block::Note(
            "This is an early indication. It informs the appraisal of options and the business case; it does not replace them.".into(),
        ));
        let checked = match self.basis.verified_on {
            Some(on) => format!("checked on {}", count::plain_date(on)),
            None => "not yet checked against the source".to_owned(),
        };
        let open = self.basis.still_to_check.as_ref().map_or_else(String::new, |what| format!(" Still to be checked: {what}."));
        page.foot.push(format!(
            "Basis: {}, published {}, in force {}; {checked}. {}{open}",
            self.basis.title,
            count::plain_date(self.basis.published),
            count::plain_date(self.basis.in_force),
            self.basis.source
        ));
        page.foot.push(format!("Made on {} by {}.", count::plain_date(self.made_on), or_unknown(&self.by_role)));
        page
    }
}

/// A title as it stands within a sentence.
fn in_a_sentence(title: &str) -> String {
    let mut letters = title.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(title: &str, codes: &[&str]) -> Part {
        let question = |code: &&str| Question {
            code: (*code).to_owned(),
            asks: format!("What of the {code}?"),
            answer: None,
            because: String::new(),
            evidence: String::new(),
        };
        Part { title: title.to_owned(), questions: codes.iter().map(question).collect() }
    }

    fn test(value: Option<i64>) -> PublicInterestTest {
        let day = |text: &str| text.parse::<Date>().expect("a date");
        PublicInterestTest {
            basis: Basis {
                title: "PPN 024".into(),
                published: day("2026-06-17"),
                in_force: day("2027-04-01"),
                above: Money::from_pounds(1_000_000),
                binding: false,
                source: "gov.uk".into(),
                verified_on: None,
                still_to_check: None,
            },
            authority: "Northvale County Council".into(),
            service: "Housing-related support".into(),
            run_now: "in-house".into(),
            estimated_value: value.map(Money::from_pounds),
            is_re_let: false,
            excluded: None,
            fields: vec![Field { code: "service".into(), title: "Service".into(), required: true, says: None }],
            parts: vec![part("Part 1: the service", &["value", "market"]), part("Part 2: could we run it?", &["people"])],
            indication: Indication::NotYetSaid,
            reasons: String::new(),
            readiness: Some((Answer::NotReady, day("2026-11-20"))),
            made_on: day("2026-11-21"),
            by_role: "Head of commissioning".into(),
            version: 1,
            approved: None,
            earlier: Vec::new(),
        }
    }

    #[test]
    fn only_a_value_above_the_line_asks_for_the_test() {
        for (value, asked) in [(None, None), (Some(1_000_000), Some(false)), (Some(1_000_001), Some(true))] {
            assert_eq!(test(value).is_asked_for(), asked, "{value:?}");
        }
        assert_eq!(PublicInterestTest { excluded: Some("urgent".into()), ..test(Some(5_000_000)) }.is_asked_for(), Some(false));
    }

    #[test]
    fn what_is_not_answered_is_said_so_in_the_record() {
        let text = crate::text::document(&test(None).document(), 100);
        assert_eq!(text.matches("Not answered yet").count(), 3);
        assert!(text.contains("Three questions are not answered yet."), "{text}");
        assert!(text.contains("Not known yet, and the record asks for it"), "{text}");
        assert!(text.contains("Not ready on 20 November 2026") && text.contains("not yet checked against the source"), "{text}");
    }

    #[test]
    fn a_version_changed_after_its_approval_is_a_draft_again_and_the_approved_one_is_shown_under_it() {
        let approval = Approval {
            name: "Ruth Varley".into(),
            role: "Executive director".into(),
            on: "2026-11-20".parse().expect("a date"),
            note: "Seen the costs.".into(),
        };
        let approved = PublicInterestTest { approved: Some(approval.clone()), indication: Indication::Mixed, ..test(None) };
        let text = crate::text::document(&approved.document(), 300);
        assert!(text.contains("Approved by Ruth Varley, executive director, on 20 November 2026."), "{text}");
        let earlier =
            Earlier { version: 1, indication: Indication::Mixed, reasons: "The flats are ours.".into(), approved: Some(approval) };
        let changed = PublicInterestTest { version: 2, earlier: vec![earlier], indication: Indication::InHouse, ..test(None) };
        let text = crate::text::document(&changed.document(), 300);
        for said in ["Changed since version 1 was approved: a draft again", "Version 2: nobody has approved it yet.", "The flats are ours."]
        {
            assert!(text.contains(said), "“{said}” is missing: {text}");
        }
    }

    #[test]
    fn the_record_is_read_back_as_it_was_written() {
        let made = test(Some(17_000_000));
        let json = serde_json::to_string(&made).expect("written");
        assert_eq!(serde_json::from_str::<PublicInterestTest>(&json).expect("read"), made);
    }
}
