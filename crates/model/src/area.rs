//! Areas of the country: who governs them, what their codes were and are, and which are alike as somebody published it.

use quantity::Date;
use quantity::code::AreaCode;
use serde::{Deserialize, Serialize};

/// An area with a code of the Office for National Statistics: an authority, a region, a nation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    pub code: AreaCode,
    pub name: String,
    /// `Metropolitan district`, `County`, `Region`, as the register says.
    pub kind: String,
    pub nation: String,
    pub region: String,
    /// Other spellings, and short codes of other registers.
    #[serde(default)]
    pub also_called: Vec<String>,
    #[serde(default)]
    pub starts: Option<Date>,
    /// Its last day, where it was abolished.
    #[serde(default)]
    pub ends: Option<Date>,
    /// Codes the same ground had before: a figure under one of them is a figure of this area.
    #[serde(default)]
    pub former_codes: Vec<AreaCode>,
    /// Who governs its ground since: a figure of this area is no figure of theirs.
    #[serde(default)]
    pub replaced_by: Vec<AreaCode>,
}

/// A published list of which areas are alike, by one model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeerList {
    /// `global`, `children`, `adult-social-care`: lasting.
    pub code: String,
    pub title: String,
    /// The first peer is the nearest. No: a group whose members are alike.
    pub is_ordered: bool,
    pub of: Vec<PeersOf>,
}

/// The peers of one area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeersOf {
    pub area: AreaCode,
    /// What its group is called, where the list is of groups.
    #[serde(default)]
    pub group: String,
    /// In the order published.
    pub peers: Vec<AreaCode>,
    /// How near each is, in the publisher's word; empty, or one for each peer.
    #[serde(default)]
    pub closeness: Vec<String>,
}

impl Area {
    /// Governed on that day, as far as the register says.
    pub fn is_there(&self, day: Date) -> bool {
        self.starts.is_none_or(|starts| starts <= day) && self.ends.is_none_or(|ends| day <= ends)
    }
}

impl PeerList {
    /// The peers of an area; none where the list does not hold it.
    pub fn of(&self, area: &AreaCode) -> Option<&PeersOf> {
        self.of.iter().find(|of| of.area == *area)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_is_there_from_its_first_day_to_its_last() {
        let code = AreaCode::parse("E06000028").expect("a code");
        let area = Area {
            code: code.clone(),
            name: "Bournemouth".into(),
            kind: String::new(),
            nation: "England".into(),
            region: String::new(),
            also_called: vec![],
            starts: None,
            ends: Some(jiff::civil::date(2019, 3, 31)),
            former_codes: vec![],
            replaced_by: vec![],
        };
        assert!(area.is_there(jiff::civil::date(2019, 3, 31)) && !area.is_there(jiff::civil::date(2019, 4, 1)));
        let list = PeerList { code: "global".into(), title: String::new(), is_ordered: true, of: vec![] };
        assert_eq!(list.of(&code), None);
    }
}
