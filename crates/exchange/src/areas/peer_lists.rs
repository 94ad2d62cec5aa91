//! Published lists of which areas are alike, in the four shapes they come in.

use std::collections::BTreeMap;

use model::area::{PeerList, PeersOf};
use quantity::code::AreaCode;

use super::{Found, Gazetteer, Loaded, NotAreas, slug};
use crate::heading::bare;
use crate::indicators::columns::{self, Columns};
use crate::note::{NoteKind, Notes, Odd};
use crate::open;
use crate::unreadable::Limits;

const CODES: [&str; 8] = ["areacd", "areacode", "gsscode", "code", "lanum", "lanumber", "localauthority", "areaname"];
const NAMES: [&str; 5] = ["areanm", "areaname", "laname", "localauthority", "name"];
/// Beyond this many rows a bare list of areas is no list of one area's peers.
const OF_ONE: usize = 60;

/// What a person said of the file.
#[derive(Debug, Clone, Copy, Default)]
pub struct Told<'a> {
    pub file_name: &'a str,
    /// Which model it is by; empty where nobody said.
    pub model: &'a str,
    /// Whose peers it lists; empty where nobody said.
    pub area: &'a str,
}

/// Reads the lists of a file, each area's peers in the order published.
pub fn peer_lists(bytes: &[u8], told: Told<'_>, areas: &Gazetteer, limits: &Limits) -> Result<Loaded<Vec<PeerList>>, NotAreas> {
    let mut notes = Notes::default();
    let book = open::book(bytes, limits, &mut notes, &mut |_, _| {})?;
    let known = |heading: &str| {
        let heading = bare(heading);
        // A row of bare numbers above the headings is a spreadsheet's own numbering of its columns.
        CODES.contains(&heading.as_str()) || NAMES.contains(&heading.as_str()) || heading.starts_with("sn") && nth(&heading).is_some()
    };
    let table = columns::of_book(&book, known).ok_or(NotAreas::NoList)?;
    let mut reading = Reading { table: &table, areas, told, notes: &mut notes };
    let lists = reading.lists()?;
    if lists.iter().all(|list| list.of.is_empty()) {
        return Err(if areas.areas().is_empty() { NotAreas::NoneKnown } else { NotAreas::NoList });
    }
    let shape = in_words(&lists);
    Ok(Loaded { rows: lists, shape, notes: notes.finish() })
}

/// `1`, `SN1`: which neighbour a column holds.
fn nth(heading: &str) -> Option<usize> {
    heading.strip_prefix("sn").unwrap_or(heading).parse().ok().filter(|nth| (1..=50).contains(nth))
}

fn in_words(lists: &[PeerList]) -> String {
    let one = |list: &PeerList| {
        let most = list.of.iter().map(|of| of.peers.len()).max().unwrap_or(0);
        let kind = if list.is_ordered { format!("up to {most} in order") } else { "groups".to_owned() };
        format!("‘{}’: {} of {} areas", list.title, kind, list.of.len())
    };
    let said = lists.iter().map(one).collect::<Vec<_>>().join("; ");
    if let [_] = lists { format!("A list of neighbours, {said}.") } else { format!("{} lists of neighbours, {said}.", lists.len()) }
}

struct Reading<'a> {
    table: &'a Columns,
    areas: &'a Gazetteer,
    told: Told<'a>,
    notes: &'a mut Notes,
}

impl Reading<'_> {
    fn lists(&mut self) -> Result<Vec<PeerList>, NotAreas> {
        let table = self.table;
        let headings: Vec<String> = table.columns.iter().map(|column| bare(&column.heading)).collect();
        let ordered: Vec<usize> = headings.iter().enumerate().filter(|(_, heading)| nth(heading).is_some()).map(|(at, _)| at).collect();
        let area = table.find(&CODES).ok_or(NotAreas::NoList)?;
        if ordered.len() >= 3 {
            return Ok(vec![self.in_order(area, &ordered, headings.iter().any(|heading| heading == "sn1"))?]);
        }
        if let (Some(group), Some(member)) = (table.find(&["familygroup", "group", "cluster"]), table.find(&NAMES)) {
            return Ok(self.groups(member, group, table.find(&["type", "model"])));
        }
        let name = table.find(&NAMES);
        let others: Vec<usize> = (0..headings.len())
            .filter(|at| Some(*at) != name && *at != area)
            .filter(|at| table.get(*at).is_some_and(|column| !column.heading.is_empty() && column.words.len() * 3 < table.len()))
            .collect();
        if !others.is_empty() {
            return Ok(others.into_iter().flat_map(|group| self.groups_of_column(area, group)).collect());
        }
        self.of_one(area, name)
    }

    /// A row for each area, its neighbours beside it.
    fn in_order(&mut self, area: usize, ordered: &[usize], is_children: bool) -> Result<PeerList, NotAreas> {
        let table = self.table;
        // Numbers of the Department for Education are told by the names beside them.
        let name = table.find(&["laname", "areanm", "areaname"]);
        let numbers: BTreeMap<String, String> =
            (0..table.len()).map(|row| (number(table.text(Some(area), row)), table.text(name, row).to_owned())).collect();
        let mut of = Vec::new();
        for row in 0..table.len() {
            let said = table.text(Some(area), row).to_owned();
            if said.is_empty() {
                continue;
            }
            let Some(code) = self.code(&said, table.text(name, row), area, row) else { continue };
            let (mut peers, mut closeness) = (Vec::new(), Vec::new());
            for at in ordered {
                let seen = table.text(Some(*at), row).to_owned();
                if seen.is_empty() {
                    continue;
                }
                let named = numbers.get(&number(&seen)).cloned().unwrap_or_default();
                let Some(peer) = self.code(&seen, &named, *at, row) else { continue };
                let beside = table.get(at + 1).filter(|column| matches!(bare(&column.heading).as_str(), "snp" | "closeness"));
                closeness.extend(beside.map(|column| column.text(row).to_owned()));
                peers.push(peer);
            }
            if closeness.len() != peers.len() {
                closeness.clear();
            }
            of.push(PeersOf { area: code, group: String::new(), peers, closeness });
        }
        let (code, title) = self.model(is_children.then_some("children’s statistical neighbours"))?;
        Ok(PeerList { code, title, is_ordered: true, of })
    }

    /// Whose model it is: as told, as the reader knows, or from the file's name, with a note.
    fn model(&mut self, known: Option<&str>) -> Result<(String, String), NotAreas> {
        let told = self.told.model.trim();
        if !told.is_empty() {
            return Ok((slug(told), told.to_owned()));
        }
        if let Some(known) = known {
            let mut letters = known.chars();
            let title = letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default();
            return Ok((slug(known), title));
        }
        let name = self.told.file_name.rsplit(['/', '\\']).next().unwrap_or_default();
        let stem = name.split('.').next().unwrap_or_default();
        let model = stem.strip_suffix("-neighbours").or_else(|| stem.strip_suffix("_neighbours")).unwrap_or_default();
        if model.is_empty() {
            return Err(NotAreas::WhichModel);
        }
        let read_as = format!("The table does not say which model it is by. ‘{model}’ was taken from the file’s name.");
        self.notes
            .add(&Odd { kind: NoteKind::MeasureFromTitle, about: "model", seen: name, read_as: &read_as }, self.table.heading_place(0));
        Ok((slug(model), model.to_owned()))
    }

    /// A row for each member, with its group and perhaps the model the group is by.
    fn groups(&mut self, member: usize, group: usize, model: Option<usize>) -> Vec<PeerList> {
        let table = self.table;
        let mut found: BTreeMap<String, Vec<(String, AreaCode)>> = BTreeMap::new();
        for row in 0..table.len() {
            let (said, group) = (table.text(Some(member), row).to_owned(), table.text(Some(group), row).to_owned());
            if said.is_empty() || group.is_empty() {
                continue;
            }
            let Some(code) = self.code("", &said, member, row) else { continue };
            found.entry(table.text(model, row).to_owned()).or_default().push((group, code));
        }
        let title = |model: String| if model.is_empty() { self.told.model.trim().to_owned() } else { model };
        found.into_iter().map(|(model, members)| alike(title(model), members)).collect()
    }

    fn groups_of_column(&mut self, area: usize, group: usize) -> Option<PeerList> {
        let table = self.table;
        let mut members = Vec::new();
        for row in 0..table.len() {
            let (said, group) = (table.text(Some(area), row).to_owned(), table.text(Some(group), row).to_owned());
            if group.is_empty() {
                continue;
            }
            if let Some(code) = self.code(&said, "", area, row) {
                members.push((group, code));
            }
        }
        let heading = table.get(group).map(|column| column.heading.clone()).unwrap_or_default();
        (!members.is_empty()).then(|| alike(heading, members))
    }

    /// The peers of one area, one in a row, whose they are being told.
    fn of_one(&mut self, area: usize, name: Option<usize>) -> Result<Vec<PeerList>, NotAreas> {
        let table = self.table;
        if table.len() > OF_ONE {
            return Err(NotAreas::NoList);
        }
        let told = self.told.area.trim();
        if told.is_empty() {
            return Err(NotAreas::WhosePeers(table.len()));
        }
        let whose = self.areas.resolve(told, told).code().ok_or_else(|| NotAreas::UnknownArea(told.to_owned()))?;
        let (code, title) = self.model(None)?;
        let mut peers = Vec::new();
        for row in 0..table.len() {
            let (said, named) = (table.text(Some(area), row).to_owned(), table.text(name, row).to_owned());
            if !said.is_empty() {
                peers.extend(self.code(&said, &named, area, row));
            }
        }
        peers.retain(|peer| *peer != whose);
        let of = vec![PeersOf { area: whose, group: String::new(), peers, closeness: vec![] }];
        Ok(vec![PeerList { code, title, is_ordered: true, of }])
    }

    /// The area a cell means. What is not known is left out, with a note; a former code is followed, with a note.
    fn code(&mut self, said: &str, name: &str, column: usize, row: usize) -> Option<AreaCode> {
        let at = self.table.place(column, row);
        let found = self.areas.resolve(said, name);
        let odd = match &found {
            Found::Unknown => {
                let seen = if name.is_empty() { said } else { name };
                Some((NoteKind::UnknownArea, seen.to_owned(), "Left out: it is no area that is known here.".to_owned()))
            }
            Found::Recoded { was, area } => {
                let read_as = format!("The code {was} is now {}, {}: the same ground. Read as that.", area.code, area.name);
                Some((NoteKind::RecodedArea, was.to_string(), read_as))
            }
            Found::Area(area) if area.ends.is_some() => {
                let ended = area.ends.map(quantity::period::in_words).unwrap_or_default();
                let read_as = format!("{} was abolished on {ended}. It stays in the list as published.", area.name);
                Some((NoteKind::AbolishedPlace, area.code.to_string(), read_as))
            }
            Found::Several(areas) => {
                let others = areas.iter().skip(1).map(|area| area.code.to_string()).collect::<Vec<_>>().join(", ");
                let read_as = format!("Others have had this name ({others}). The one that is there today is meant.");
                Some((NoteKind::AmbiguousArea, name.to_owned(), read_as))
            }
            Found::Area(_) | Found::Code(_) => None,
        };
        if let Some((kind, seen, read_as)) = odd {
            self.notes.add(&Odd { kind, about: &seen, seen: &seen, read_as: &read_as }, at);
        }
        found.code()
    }
}

/// `301.0` and `301` alike.
fn number(text: &str) -> String {
    text.trim().trim_end_matches(".0").to_owned()
}

/// Groups as lists: the peers of each are the others of its group.
fn alike(title: String, members: Vec<(String, AreaCode)>) -> PeerList {
    let others = |group: &str, code: &AreaCode| {
        members.iter().filter(|(other, member)| other == group && member != code).map(|(_, member)| member.clone()).collect()
    };
    let of = members
        .iter()
        .map(|(group, code)| PeersOf { area: code.clone(), group: group.clone(), peers: others(group, code), closeness: vec![] })
        .collect();
    PeerList { code: slug(&title), title, is_ordered: false, of }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::area::Area;

    fn area(code: &str, name: &str) -> Area {
        Area {
            code: AreaCode::parse(code).expect("a code"),
            name: name.into(),
            kind: String::new(),
            nation: String::new(),
            region: String::new(),
            also_called: vec![],
            starts: None,
            ends: None,
            former_codes: vec![],
            replaced_by: vec![],
        }
    }

    fn areas() -> Gazetteer {
        let names = ["Alder", "Birch", "Cedar", "Damson"];
        Gazetteer::of(names.iter().enumerate().map(|(at, name)| area(&format!("E0800000{at}"), name)))
    }

    fn read(text: &str, told: Told<'_>) -> Result<Loaded<Vec<PeerList>>, NotAreas> {
        peer_lists(text.as_bytes(), told, &areas(), &Limits::default())
    }

    fn peers(list: &PeerList, area: &str) -> Vec<String> {
        let code = AreaCode::parse(area).expect("a code");
        list.of(&code).map(|of| of.peers.iter().map(ToString::to_string).collect()).unwrap_or_default()
    }

    #[test]
    fn neighbours_keep_the_order_they_were_published_in() {
        let ons = "AREACD,1,2,3\nE08000000,E08000002,E08000001,E08000003\nE08000001,E08000003,,E08000002\n";
        let read_ons = read(ons, Told { file_name: "files/global-neighbours.csv", ..Told::default() }).expect("a list");
        let list = &read_ons.rows[0];
        assert_eq!((list.code.as_str(), list.is_ordered, read_ons.notes.len()), ("global", true, 1));
        assert_eq!(peers(list, "E08000000"), ["E08000002", "E08000001", "E08000003"]);
        assert_eq!(peers(list, "E08000001"), ["E08000003", "E08000002"]);
        assert_eq!(read(ons, Told::default()).map(|_| ()), Err(NotAreas::WhichModel));
        let children = "A,B,C,D,E,F,3,4\n1,2,3,4,5,6,7,8\nLA num,LA Name,LA number,SN1,SNP,SN2,SNP,SN3,SNP\n\
                        301,Alder,301,303,Close,302,Somewhat close,304,Not close\n302,Birch,302,301,Close,303,Close,399,Close\n\
                        303,Cedar,303,,,,,,\n304,Damson,304,,,,,,\n";
        let read_children = read(children, Told::default()).expect("a list");
        let list = &read_children.rows[0];
        assert_eq!(peers(list, "E08000000"), ["E08000002", "E08000001", "E08000003"]);
        assert_eq!(list.of[0].closeness, ["Close", "Somewhat close", "Not close"]);
        assert_eq!(peers(list, "E08000001"), ["E08000000", "E08000002"], "a number nobody knows is left out, with a note");
        assert_eq!(read_children.notes.len(), 1);
    }

    #[test]
    fn groups_make_each_of_their_members_the_others_peer() {
        let text = "Family_Group,Local_Authority,Type\nGroup 1,Alder,Environment\nGroup 1,Birch,Environment\nGroup 2,Cedar,Environment\n\
                    Group 1,Cedar,Children\nGroup 1,Alder,Children\nGroup 1,Elsewhere,Children\n";
        let read_groups = read(text, Told::default()).expect("lists");
        assert_eq!(read_groups.rows.iter().map(|list| list.title.as_str()).collect::<Vec<_>>(), ["Children", "Environment"]);
        assert_eq!(peers(&read_groups.rows[1], "E08000000"), ["E08000001"]);
        assert_eq!(peers(&read_groups.rows[0], "E08000000"), ["E08000002"]);
        assert_eq!(read_groups.notes[0].sentence(), "Cell B7: seen ‘Elsewhere’. Left out: it is no area that is known here.");
        let clusters = "AREACD,AREANM,Global,Economic\nE08000000,Alder,A,B\nE08000001,Birch,A,A\nE08000002,Cedar,B,A\nE08000003,Damson,A,A\n\
                        E08000004,Elm,A,A\nE08000005,Fir,A,B\nE08000006,Gorse,B,B\n";
        let lists = read(clusters, Told::default()).expect("lists").rows;
        assert_eq!(lists.iter().map(|list| list.code.as_str()).collect::<Vec<_>>(), ["global", "economic"]);
        assert_eq!(peers(&lists[0], "E08000002"), ["E08000006"]);
    }

    #[test]
    fn the_peers_of_one_area_need_their_owner_told() {
        let text = "area_code,area_name\nE08000001,Birch\nE08000002,Cedar\n";
        assert_eq!(read(text, Told::default()).map(|_| ()), Err(NotAreas::WhosePeers(2)));
        let told = Told { area: "Alder", model: "Adult social care", ..Told::default() };
        let lists = read(text, told).expect("a list").rows;
        assert_eq!(
            (lists[0].code.as_str(), peers(&lists[0], "E08000000")),
            ("adult-social-care", vec!["E08000001".into(), "E08000002".into()])
        );
        assert_eq!(read(text, Told { area: "Atlantis", ..told }).map(|_| ()), Err(NotAreas::UnknownArea("Atlantis".into())));
    }
}
