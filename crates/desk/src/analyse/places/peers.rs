//! Who a place's peers are, and why: a published list, or the person's own group.

use model::area::{PeerList, PeersOf};
use quantity::code::AreaCode;

use crate::config::peer_models::PeerModels;

/// More are no group that anybody chose.
pub const MOST_CHOSEN: usize = 60;

/// What the reader asked for. Nothing: the list that suits the measure.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choice {
    /// Code of a published list.
    pub list: Option<String>,
    /// The person's own group.
    pub own: Vec<AreaCode>,
}

/// The peers in use.
#[derive(Debug, Clone, PartialEq)]
pub struct Peers {
    /// Code of the list; none for the person's own group.
    pub list: Option<String>,
    pub title: String,
    /// Nearest first where the list is in order.
    pub areas: Vec<AreaCode>,
    /// How near each is, in the publisher's word; empty, or one for each.
    pub closeness: Vec<String>,
    pub is_ordered: bool,
    /// What its group is called, where the list is of groups.
    pub group: String,
    /// Why this list, in a sentence.
    pub why: String,
}

impl Peers {
    /// Where no loaded list holds the place.
    pub fn none() -> Peers {
        Peers {
            list: None,
            title: "no list of neighbours".to_owned(),
            areas: Vec::new(),
            closeness: Vec::new(),
            is_ordered: false,
            group: String::new(),
            why: "No list that is loaded holds this place.".to_owned(),
        }
    }
}

/// The peers of `area` for a measure told by `about` (its source, theme and title). None where no loaded list holds the area.
pub fn peers_of(area: &AreaCode, about: &str, choice: &Choice, lists: &[PeerList], models: &PeerModels) -> Option<Peers> {
    if !choice.own.is_empty() {
        let mut areas: Vec<AreaCode> = Vec::new();
        choice.own.iter().filter(|code| *code != area).for_each(|code| {
            if !areas.contains(code) {
                areas.push(code.clone());
            }
        });
        areas.truncate(MOST_CHOSEN);
        return Some(Peers { title: "your own group".to_owned(), areas, why: "You chose these places.".to_owned(), ..Peers::none() });
    }
    let holding = || lists.iter().filter_map(|list| Some((list, list.of(area).filter(|of| !of.peers.is_empty())?)));
    if let Some(wanted) = &choice.list
        && let Some((list, of)) = holding().find(|(list, _)| list.code == *wanted)
    {
        return Some(taken(list, of, "You chose this list.".to_owned()));
    }
    for model in models.fitting(about) {
        if let Some((list, of)) = holding().find(|(list, _)| list.code.contains(&model.list)) {
            return Some(taken(list, of, model.reason.clone()));
        }
    }
    let otherwise = holding().find(|(list, _)| list.code.contains(&models.otherwise));
    if let Some((list, of)) = otherwise {
        return Some(taken(list, of, "It is made for whole councils, and no list for this service holds this place.".to_owned()));
    }
    // Rather one that is made for no one service.
    let (list, of) = holding().find(|(list, _)| !models.is_of_a_service(&list.code)).or_else(|| holding().next())?;
    Some(taken(list, of, "No list that is made for this measure holds this place.".to_owned()))
}

fn taken(list: &PeerList, of: &PeersOf, why: String) -> Peers {
    Peers {
        list: Some(list.code.clone()),
        title: list.title.clone(),
        areas: of.peers.clone(),
        closeness: of.closeness.clone(),
        is_ordered: list.is_ordered,
        group: of.group.clone(),
        why,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyse::places::compared::tests::code;
    use crate::config::peer_models::defaults;

    fn list(name: &str, peers: &[u32]) -> PeerList {
        let of = PeersOf { area: code(1), group: String::new(), peers: peers.iter().map(|at| code(*at)).collect(), closeness: vec![] };
        PeerList { code: name.into(), title: name.into(), is_ordered: true, of: vec![of] }
    }

    #[test]
    fn the_list_suits_the_service_and_what_a_person_chose_comes_first() {
        let models = defaults().expect("models");
        let lists = [list("global", &[2, 3]), list("childrens-statistical-neighbours", &[4, 5]), list("adult-social-care", &[])];
        let of =
            |about: &str, choice: &Choice| peers_of(&code(1), about, choice, &lists, &models).and_then(|p| p.list.or(Some("own".into())));
        let usual = Choice::default();
        assert_eq!(of("Pupils absent", &usual).as_deref(), Some("childrens-statistical-neighbours"));
        assert_eq!(of("Adult social care: admissions", &usual).as_deref(), Some("global"), "its own list does not hold the place");
        assert_eq!(of("Pupils absent", &Choice { list: Some("global".into()), own: vec![] }).as_deref(), Some("global"));
        let own = Choice { list: None, own: vec![code(1), code(9), code(9)] };
        assert_eq!(of("Pupils absent", &own).as_deref(), Some("own"));
        assert_eq!(peers_of(&code(1), "", &own, &lists, &models).map(|p| p.areas), Some(vec![code(9)]));
        assert_eq!(peers_of(&code(7), "Pupils", &usual, &lists, &models), None);
    }
}
