//! Publishers whose files are known by their headings, and what their files do not say because everybody knows.

use super::columns::Columns;
use super::stretch::YearKind;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Publisher {
    /// Office for Health Improvement and Disparities: 27 columns.
    Fingertips,
    /// Office for National Statistics, Explore Local Statistics.
    OnsLocal,
    /// Department for Education, Local Authority Interactive Tool.
    Lait,
    /// Improvement Service, Local Government Benchmarking Framework.
    Lgbf,
    /// Office for Local Government.
    Oflog,
    Other,
}

impl Publisher {
    pub fn of(table: &Columns) -> Publisher {
        let has = |names: &[&str]| names.iter().all(|name| table.find(&[name]).is_some());
        match () {
            () if has(&["indicatorid", "timeperiod", "areacode"]) => Publisher::Fingertips,
            () if has(&["areacd", "indicator", "observation"]) => Publisher::OnsLocal,
            () if has(&["shortdesc", "dataitem", "years"]) => Publisher::Lait,
            () if has(&["indicatorcashla", "localauthority"]) => Publisher::Lgbf,
            () if has(&["madsfrommedian", "financialyear"]) => Publisher::Oflog,
            () => Publisher::Other,
        }
    }

    /// As people say it; empty for others.
    pub fn name(self) -> &'static str {
        match self {
            Publisher::Fingertips => "Fingertips",
            Publisher::OnsLocal => "Office for National Statistics, Explore Local Statistics",
            Publisher::Lait => "Department for Education, Local Authority Interactive Tool",
            Publisher::Lgbf => "Improvement Service, Local Government Benchmarking Framework",
            Publisher::Oflog => "Office for Local Government",
            Publisher::Other => "",
        }
    }

    /// What codes of its measures begin with.
    pub fn prefix(self) -> &'static str {
        match self {
            Publisher::Fingertips => "fingertips",
            Publisher::OnsLocal => "ons",
            Publisher::Lait => "lait",
            Publisher::Lgbf => "lgbf",
            Publisher::Oflog => "oflog",
            Publisher::Other => "",
        }
    }

    /// Which year its plain years are, where no dictionary says.
    pub fn years(self) -> YearKind {
        if self == Publisher::Lgbf { YearKind::Financial } else { YearKind::AsWritten }
    }

    /// Writes 84% as 0.84.
    pub fn writes_shares(self) -> bool {
        self == Publisher::Lgbf
    }
}
