//! Markets in which each need is bought by itself: care packages, placements, school routes.

use std::collections::BTreeMap;
use std::sync::Arc;

use exchange::tables::Answer;
use methods::market::call_off::{self, Figures, Request};
use model::data_set::DataSetKind;
use model::role::Permission;
use quantity::Date;
use serde::Serialize;

use super::choice::Choice;
use super::ground::{SetNamed, asked, chosen, ground};
use super::judged::{self, Fares, Signs, told};
use super::read_market::AskedOf;
use super::remembered::remembered;
use super::rows::{Columns, date, flag, money, number, text, whole};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;

#[derive(Debug, Clone, Serialize)]
pub struct CallOffsView {
    pub asked: AskedOf,
    pub services: Vec<ServiceCalledOff>,
    /// Each service's indicators, each by itself.
    #[serde(serialize_with = "told")]
    pub fares: Result<Fares, String>,
    /// The last day the files are of: what is not answered by then is still waiting.
    pub on: Date,
    pub far_miles: f64,
    /// `market-call-off, edition 1`.
    pub method: String,
    pub sets: Vec<SetNamed>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ServiceCalledOff {
    /// As files name it; empty where they do not.
    pub service: String,
    #[serde(serialize_with = "told")]
    pub reading: Result<call_off::Reading, String>,
    /// Those that took most requests first.
    pub suppliers: Vec<TakerLine>,
    /// Requests that say they were answered before they were made: their days are not counted.
    pub answered_before: u64,
}

/// A supplier of placements, packages or routes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TakerLine {
    pub key: String,
    pub name: String,
    pub taken: u64,
    /// Of them, those that tell.
    pub told_of_hand_back: u64,
    pub handed_back: u64,
}

pub async fn read_call_offs(desk: &Desk, actor: &Actor, choice: &Choice) -> Result<Arc<CallOffsView>, DeskError> {
    actor.may(Permission::ReadCases)?;
    remembered(desk, actor, ("call-offs", choice, ""), worked(desk, actor, choice)).await
}

async fn worked(desk: &Desk, actor: &Actor, choice: &Choice) -> Result<CallOffsView, DeskError> {
    let ground = ground(desk, actor).await?;
    let chosen = chosen(desk, actor, &ground, choice).await?;
    let sets = ground.of(&[DataSetKind::Placements]);
    let on = sets.iter().filter_map(|set| set.last).max().unwrap_or_else(|| desk.today());
    let services =
        if sets.is_empty() { Vec::new() } else { services(&asked(desk, &ground, "placement-requests", &chosen.placed).await?, on)? };
    let settings = super::settings::settings().map_err(|why| DeskError::refused("configuration", why))?;
    Ok(CallOffsView {
        asked: AskedOf::of(&ground, &chosen),
        fares: fares(&services),
        services,
        on,
        far_miles: settings.call_off.far_miles,
        method: call_off::METHOD.with_edition(),
        sets,
    })
}

fn fares(services: &[ServiceCalledOff]) -> Result<Fares, String> {
    let signs: Vec<Signs> = services
        .iter()
        .filter_map(|one| {
            let name = if one.service.is_empty() { "Service not said".to_owned() } else { one.service.clone() };
            Some(Signs { name, called_off: Some(&one.reading.as_ref().ok()?.all), ..Signs::default() })
        })
        .collect();
    judged::fares(&signs)
}

#[derive(Default)]
struct OfService {
    requests: Vec<Request>,
    takers: BTreeMap<String, TakerLine>,
    answered_before: u64,
}

fn services(answer: &Answer, on: Date) -> Result<Vec<ServiceCalledOff>, DeskError> {
    let words = Columns::of(answer, ["service", "place", "supplier", "supplier_name"])?;
    let days = Columns::of(answer, ["asked", "sourced"])?;
    let rest = Columns::of(answer, ["offers", "handed_back", "fee", "cost_of_care", "miles"])?;
    let mut found: BTreeMap<String, OfService> = BTreeMap::new();
    for ((words, days), [offers, back, fee, cost, miles]) in words.rows(answer).zip(days.rows(answer)).zip(rest.rows(answer)) {
        let [service, place, supplier, name] = words.map(text);
        let [asked, mut sourced] = days.map(date);
        let of = found.entry(service).or_default();
        if asked.zip(sourced).is_some_and(|(asked, sourced)| sourced < asked) {
            of.answered_before += 1;
            sourced = None;
        }
        let handed_back = flag(back);
        if !supplier.is_empty() {
            let line = of.takers.entry(supplier.clone()).or_insert_with(|| TakerLine {
                key: supplier,
                name,
                taken: 0,
                told_of_hand_back: 0,
                handed_back: 0,
            });
            line.taken += 1;
            line.told_of_hand_back += u64::from(handed_back.is_some());
            line.handed_back += u64::from(handed_back == Some(true));
        }
        of.requests.push(Request {
            place,
            // A request whose days contradict each other waits for nothing: neither day is counted.
            asked: asked.filter(|_| sourced.is_some() || date(days[1]).is_none()),
            offers: whole(offers).and_then(|offers| u32::try_from(offers).ok()),
            sourced,
            handed_back,
            miles: number(miles).filter(|miles| *miles >= 0.0),
            fee_pence: money(fee).map(|fee| fee.pence()).filter(|fee| *fee >= 0),
            cost_pence: money(cost).map(|cost| cost.pence()).filter(|cost| *cost >= 0),
        });
    }
    let settings = super::settings::settings().map_err(|why| DeskError::refused("configuration", why))?;
    Ok(found
        .into_iter()
        .map(|(service, of)| {
            let reading = call_off::read(&call_off::Ask { requests: of.requests, on }, &settings.call_off);
            let mut suppliers: Vec<TakerLine> = of.takers.into_values().collect();
            suppliers.sort_by(|a, b| (b.taken, &a.name, &a.key).cmp(&(a.taken, &b.name, &b.key)));
            ServiceCalledOff { service, reading: reading.map_err(|why| why.to_string()), suppliers, answered_before: of.answered_before }
        })
        .collect())
}

/// What a page says of one place or of all.
pub type CalledOff = Figures;

#[cfg(test)]
mod tests {
    use super::*;
    use exchange::market::{ColumnKind, OwnedCell};
    use exchange::tables::AnswerColumn;
    use jiff::civil::date as day;

    #[test]
    fn a_request_answered_before_it_was_made_keeps_its_offers_and_loses_its_days() {
        let names =
            ["service", "place", "supplier", "supplier_name", "asked", "sourced", "offers", "handed_back", "fee", "cost_of_care", "miles"];
        let columns = names.map(|name| AnswerColumn { name: name.into(), kind: ColumnKind::Text }).into();
        let word = |text: &str| OwnedCell::Text(text.into());
        let row = |asked: Date, sourced: Date, back: bool| {
            let rest =
                [OwnedCell::Count(2), OwnedCell::Flag(back), OwnedCell::Money(90_000), OwnedCell::Money(100_000), OwnedCell::Number(4.0)];
            let head =
                [word("Home care"), word("High Tarrow"), word("S-1"), word("Acorn"), OwnedCell::Date(asked), OwnedCell::Date(sourced)];
            head.into_iter().chain(rest).collect::<Vec<_>>()
        };
        let rows = vec![row(day(2026, 9, 1), day(2026, 9, 5), true), row(day(2026, 9, 9), day(2026, 9, 1), false)];
        let told = services(&Answer { columns, rows }, day(2026, 10, 31)).expect("reads");
        let figures = &told[0].reading.as_ref().expect("told").all;
        assert_eq!(
            (figures.requests, figures.offers, figures.sourced, figures.days_mean, figures.waiting),
            (2, Some(2.0), 1, Some(4.0), 0)
        );
        assert_eq!((told[0].answered_before, told[0].suppliers[0].taken, told[0].suppliers[0].handed_back), (1, 2, 1));
        assert_eq!(figures.under_cost_share.map(|share| share.shown(0)), Some("100%".into()));
    }
}
