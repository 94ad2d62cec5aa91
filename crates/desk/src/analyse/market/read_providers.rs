//! Registered providers: how many places, of which sector, whose, and how they are rated.

use std::collections::BTreeMap;
use std::sync::Arc;

use exchange::tables::Answer;
use methods::funnel::{self, Ask, DataType, Group};
use model::data_set::DataSetKind;
use model::role::Permission;
use quantity::{Date, Share};
use serde::Serialize;

use super::categories;
use super::choice::Choice;
use super::ground::{SetNamed, asked, chosen, ground};
use super::read_market::AskedOf;
use super::remembered::remembered;
use super::rows::{Columns, date, text, whole};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;

#[derive(Debug, Clone, Serialize)]
pub struct ProvidersView {
    pub asked: AskedOf,
    /// Each kind of provider, those with most places first.
    pub kinds: Vec<KindOfProvider>,
    #[serde(skip)]
    pub lines: Vec<ProviderLine>,
    /// Whose words the ratings are.
    pub ratings_source: String,
    pub sets: Vec<SetNamed>,
}

#[derive(Debug, Clone, Serialize)]
pub struct KindOfProvider {
    pub register: String,
    pub kind: String,
    pub providers: u64,
    /// Closed or suspended, in the list's words: in no other figure.
    pub not_active: u64,
    /// Those whose places are told, and how many places.
    pub places_told: u64,
    pub places: u64,
    pub vacancies_told: u64,
    pub vacancies: u64,
    pub sectors: Vec<SectorLine>,
    /// Those with most places first.
    pub owners: Vec<OwnerLine>,
    /// Sectors as a funnel: good or better, of those rated. An error is a sentence.
    #[serde(skip)]
    pub funnel: Result<funnel::Reading, String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SectorLine {
    /// In the list's words; empty where it does not say.
    pub sector: String,
    pub providers: u64,
    pub places: u64,
    pub rated: u64,
    pub good: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OwnerLine {
    pub key: String,
    pub name: String,
    pub providers: u64,
    pub places: u64,
    /// Of all places told.
    pub share: Option<Share>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProviderLine {
    pub register: String,
    pub urn: String,
    pub name: String,
    pub provider: String,
    pub owner: String,
    pub owner_name: String,
    pub kind: String,
    pub sector: String,
    pub area_name: String,
    pub region: String,
    pub places: Option<u64>,
    pub rating: String,
    pub rated: Option<Date>,
    pub status: String,
    pub vacancies: Option<u64>,
}

impl ProviderLine {
    /// A list that says nothing of a status lists what there is.
    fn is_active(&self) -> bool {
        let status = self.status.to_lowercase();
        !["closed", "suspended", "resigned", "cancelled", "removed", "deregistered", "inactive"].iter().any(|word| status.contains(word))
    }
}

pub async fn read_providers(desk: &Desk, actor: &Actor, choice: &Choice) -> Result<Arc<ProvidersView>, DeskError> {
    actor.may(Permission::ReadCases)?;
    remembered(desk, actor, ("providers", choice, ""), worked(desk, actor, choice)).await
}

async fn worked(desk: &Desk, actor: &Actor, choice: &Choice) -> Result<ProvidersView, DeskError> {
    let ground = ground(desk, actor).await?;
    let chosen = chosen(desk, actor, &ground, choice).await?;
    let sets = ground.of(&[DataSetKind::Providers]);
    // Years and buyers are no way to choose among what is registered now.
    let within = exchange::tables::Within { areas: chosen.placed.areas.clone(), ..exchange::tables::Within::default() };
    let lines = if sets.is_empty() { Vec::new() } else { lines(&asked(desk, &ground, "registered-providers", &within).await?)? };
    Ok(ProvidersView {
        asked: AskedOf::of(&ground, &chosen),
        kinds: kinds(&lines),
        lines,
        ratings_source: categories::ratings_source().to_owned(),
        sets,
    })
}

fn lines(answer: &Answer) -> Result<Vec<ProviderLine>, DeskError> {
    const WORDS: [&str; 12] =
        ["register", "urn", "name", "provider", "owner", "owner_name", "kind", "sector", "area_name", "region", "rating", "status"];
    let words = Columns::of(answer, WORDS)?;
    let rest = Columns::of(answer, ["places", "rated", "vacancies"])?;
    Ok(words
        .rows(answer)
        .zip(rest.rows(answer))
        .map(|(words, [places, rated, vacancies])| {
            let [register, urn, name, provider, owner, owner_name, kind, sector, area_name, region, rating, status] = words.map(text);
            let (places, vacancies, rated) = (whole(places), whole(vacancies), date(rated));
            ProviderLine {
                register,
                urn,
                name,
                provider,
                owner,
                owner_name,
                kind,
                sector,
                area_name,
                region,
                places,
                rating,
                rated,
                status,
                vacancies,
            }
        })
        .collect())
}

fn kinds(lines: &[ProviderLine]) -> Vec<KindOfProvider> {
    let mut found: BTreeMap<(&str, &str), Vec<&ProviderLine>> = BTreeMap::new();
    for line in lines {
        found.entry((&line.register, &line.kind)).or_default().push(line);
    }
    let mut kinds: Vec<KindOfProvider> = found.into_iter().map(|((register, kind), lines)| of_kind(register, kind, &lines)).collect();
    kinds.sort_by(|a, b| (b.places, b.providers, &a.register, &a.kind).cmp(&(a.places, a.providers, &b.register, &b.kind)));
    kinds
}

fn of_kind(register: &str, kind: &str, lines: &[&ProviderLine]) -> KindOfProvider {
    let active: Vec<&ProviderLine> = lines.iter().copied().filter(|line| line.is_active()).collect();
    let sum = |of: fn(&ProviderLine) -> Option<u64>| active.iter().filter_map(|line| of(line)).sum::<u64>();
    let told = |of: fn(&ProviderLine) -> Option<u64>| active.iter().filter(|line| of(line).is_some()).count() as u64;
    let places = sum(|line| line.places);
    let sectors = sectors(&active);
    KindOfProvider {
        register: register.to_owned(),
        kind: kind.to_owned(),
        providers: active.len() as u64,
        not_active: (lines.len() - active.len()) as u64,
        places_told: told(|line| line.places),
        places,
        vacancies_told: told(|line| line.vacancies),
        vacancies: sum(|line| line.vacancies),
        owners: owners(&active, places),
        funnel: funnel_of(&sectors),
        sectors,
    }
}

fn sectors(lines: &[&ProviderLine]) -> Vec<SectorLine> {
    let mut found: BTreeMap<&str, SectorLine> = BTreeMap::new();
    for line in lines {
        let of = found.entry(&line.sector).or_insert_with(|| SectorLine {
            sector: line.sector.clone(),
            providers: 0,
            places: 0,
            rated: 0,
            good: 0,
        });
        of.providers += 1;
        of.places += line.places.unwrap_or(0);
        if let Some(is_good) = categories::is_good(&line.rating) {
            of.rated += 1;
            of.good += u64::from(is_good);
        }
    }
    let mut sectors: Vec<SectorLine> = found.into_values().collect();
    sectors.sort_by(|a, b| (b.providers, &a.sector).cmp(&(a.providers, &b.sector)));
    sectors
}

fn owners(lines: &[&ProviderLine], all: u64) -> Vec<OwnerLine> {
    let mut found: BTreeMap<&str, OwnerLine> = BTreeMap::new();
    for line in lines.iter().filter(|line| !line.owner.is_empty()) {
        let of = found.entry(&line.owner).or_insert_with(|| OwnerLine {
            key: line.owner.clone(),
            name: line.owner_name.clone(),
            providers: 0,
            places: 0,
            share: None,
        });
        of.providers += 1;
        of.places += line.places.unwrap_or(0);
    }
    let mut owners: Vec<OwnerLine> = found.into_values().collect();
    for owner in &mut owners {
        owner.share = Share::of(owner.places, all);
    }
    owners.sort_by(|a, b| (b.places, b.providers, &a.name, &a.key).cmp(&(a.places, a.providers, &b.name, &b.key)));
    owners
}

/// Good or better of those rated, sector by sector: a difference within the lines may be chance.
fn funnel_of(sectors: &[SectorLine]) -> Result<funnel::Reading, String> {
    let groups: Vec<Group> = sectors
        .iter()
        .filter(|sector| sector.rated > 0 && !sector.sector.is_empty())
        .map(|sector| Group { name: sector.sector.clone(), numerator: sector.good as f64, denominator: sector.rated as f64 })
        .collect();
    funnel::read(&groups, &Ask { adjust: false, ..Ask::of(DataType::Proportion) }).map_err(|refusal| refusal.message())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn home(owner: &str, sector: &str, places: u64, rating: &str, status: &str) -> ProviderLine {
        let text = String::from;
        ProviderLine {
            register: text("ofsted"),
            urn: text("1"),
            name: text("Home"),
            provider: text(owner),
            owner: text(owner),
            owner_name: text(owner),
            kind: text("Children's home"),
            sector: text(sector),
            area_name: String::new(),
            region: String::new(),
            places: Some(places),
            rating: text(rating),
            rated: None,
            status: text(status),
            vacancies: None,
        }
    }

    #[test]
    fn a_closed_home_is_counted_apart_and_an_unknown_rating_is_in_no_share() {
        let lines = [
            home("A", "Private", 6, "Good", "Active"),
            home("A", "Private", 2, "Not yet inspected", ""),
            home("B", "Voluntary", 2, "Inadequate", "Active"),
            home("B", "Voluntary", 9, "Good", "Closed"),
        ];
        let kinds = kinds(&lines);
        let kind = &kinds[0];
        assert_eq!((kind.providers, kind.not_active, kind.places), (3, 1, 10));
        assert_eq!((kind.sectors[0].rated, kind.sectors[0].good, kind.sectors[1].rated), (1, 1, 1));
        assert_eq!(kind.owners[0].share.map(|share| share.shown(0)), Some("80%".into()));
        assert!(kind.funnel.is_err(), "two sectors make no funnel");
    }
}
