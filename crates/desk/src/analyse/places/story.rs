//! From a register, a list of neighbours and a table to a profile, a measure, its peers and where somebody should look.

use methods::benchmark::Standing;
use model::data_set::DataSetKind;
use model::role::Permission;
use quantity::code::AreaCode;

use super::Choice;
use super::read_notices::read_notices;
use super::read_peers::read_peers;
use super::read_place::{list_places, read_place};
use super::read_place_measure::read_place_measure;
use crate::actor::Actor;
use crate::analyse::data_sets::accept_data_set::accept_data_set;
use crate::analyse::data_sets::read_data_set::{ReadDataSet, read_data_set};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::testing::{bench, may_everything, person, role};

const OWN: &str = "E08000101";
const HOME: &str = "northvale-figures:still-at-home";

fn code(text: &str) -> AreaCode {
    AreaCode::parse(text).expect("a code")
}

async fn load(desk: &Desk, actor: &Actor, kind: DataSetKind, name: &str, text: String) {
    let ask =
        ReadDataSet { publisher: "Northvale figures".into(), licence: "OGL v3.0".into(), ..ReadDataSet::of(kind, name, text.into_bytes()) };
    let read = read_data_set(desk, actor, ask, Box::new(|_, _| {})).await.expect("is read");
    accept_data_set(desk, actor, read.id, read.version).await.expect("is accepted");
}

/// Thirteen places, the last abolished; a list of peers; one share with counts over six years, and one figure alone.
async fn loaded(desk: &Desk, actor: &Actor) {
    let mut register = String::from("local-authority-code,nice-name,gss-code,local-authority-type-name,end-date,replaced-by\n");
    let mut peers = String::from("AREACD,1,2,3,4,5,6,7,8,9,10,11,12\nE08000101");
    let mut table = String::from("area_code,period,indicator,unit,value,count,denominator\n");
    for at in 1..=13 {
        let ended = if at == 13 { "2021-03-31,A12" } else { "," };
        register.push_str(&format!("A{at},Place {at},E080001{at:02},County,{ended}\n"));
        if at > 1 {
            peers.push_str(&format!(",E080001{at:02}"));
        }
        for year in 2019..=2024 {
            if at == 13 && year > 2020 {
                continue;
            }
            let part = if at == 1 { 330 - (year - 2019) * 14 } else { 322 + at * 2 };
            let share = f64::from(part) / 4.0;
            table.push_str(&format!("E080001{at:02},{year}/{:02},Still at home,%,{share},{part},400\n", (year + 1) % 100));
            table.push_str(&format!("E080001{at:02},{year}/{:02},Cost a head,£,{},,\n", (year + 1) % 100, 500 + at * 3));
        }
    }
    load(desk, actor, DataSetKind::Areas, "areas.csv", register).await;
    load(desk, actor, DataSetKind::Neighbours, "global-neighbours.csv", peers + "\n").await;
    load(desk, actor, DataSetKind::Indicators, "figures.csv", table).await;
}

#[tokio::test]
async fn a_place_stands_beside_its_peers_by_every_measure_and_no_abolished_place_is_counted_among_them() {
    let bench = bench(false).await;
    let desk = &bench.desk;
    let actor = may_everything(desk);
    loaded(desk, &actor).await;
    let found = list_places(desk, &actor, "place 1").await.expect("places");
    assert_eq!(
        found.places.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(),
        ["Place 1", "Place 10", "Place 11", "Place 12", "Place 13"]
    );
    assert!(found.places.last().is_some_and(|p| p.ended.is_some()));

    let view = read_place(desk, &actor, &code(OWN), &Choice::default()).await.expect("a profile");
    let lines: Vec<_> = view.themes.iter().flat_map(|theme| &theme.lines).collect();
    assert_eq!((view.name.as_str(), lines.len()), ("Place 1", 2));
    let (home, peers) = lines.iter().find(|(one, _)| one.measure.code == HOME).expect("the share");
    let reading = home.reading.as_ref().expect("a reading");
    assert_eq!((reading.spread.count, peers.list.as_deref()), (11, Some("global")));
    // Nobody said which way is good, so it is lower and not worse.
    assert_eq!(reading.standing, Standing::Lower);
    assert!(
        home.odd.iter().any(|odd| odd.contains("Place 13 was abolished on 31 March 2021") && odd.contains("Place 12 took its place")),
        "{:?}",
        home.odd
    );
    let gone = read_place(desk, &actor, &code("E08000113"), &Choice::default()).await.expect("a profile");
    assert_eq!(gone.since, [(code("E08000112"), "Place 12".to_owned())]);
    assert!(matches!(read_place(desk, &actor, &code("E99999999"), &Choice::default()).await, Err(DeskError::NotFound)));
}

#[tokio::test]
async fn one_measure_has_its_years_its_funnel_and_the_group_a_person_chose() {
    let bench = bench(false).await;
    let desk = &bench.desk;
    let actor = may_everything(desk);
    loaded(desk, &actor).await;
    let own = Choice { list: None, own: (2..=6).map(|at| code(&format!("E080001{at:02}"))).collect() };
    let view = read_place_measure(desk, &actor, &code(OWN), HOME, "", &own).await.expect("a measure");
    assert_eq!(view.compared.reading.as_ref().map(|r| (r.spread.count, r.quarters)), Ok((5, None)), "five are too few for quarters");
    assert!(view.compared.is_notable() && view.compared.side() == -1, "{:?}", view.compared.funnel);
    assert_eq!((view.peers_by_period.len(), view.peers_by_period.iter().flatten().count()), (6, 6));
    assert!(view.chart.is_none(), "six years are no control chart");
    assert_eq!(view.card.as_ref().map(|card| card.noun.publisher.as_str()), Some("Northvale figures"));
    assert!(matches!(read_place_measure(desk, &actor, &code(OWN), "no:such", "", &own).await, Err(DeskError::NotFound)));
}

#[tokio::test]
async fn peers_are_told_by_list_and_by_distance_and_notices_name_what_is_far() {
    let bench = bench(false).await;
    let desk = &bench.desk;
    let actor = may_everything(desk);
    loaded(desk, &actor).await;
    let features = [(HOME.to_owned(), 1.0), ("northvale-figures:cost-a-head".to_owned(), 2.0)];
    let view = read_peers(desk, &actor, &code(OWN), &features).await.expect("peers");
    assert_eq!((view.lists.len(), view.lists[0].peers.len(), view.features.len(), view.alike.len()), (1, 12, 2, 11));
    let nearest = view.own.expect("asked").expect("a distance");
    assert_eq!((nearest.nearest[0].name.as_str(), nearest.nearest.len()), ("Place 2", 11));
    assert!(read_peers(desk, &actor, &code(OWN), &[]).await.expect("peers").own.is_none());
    let notices = read_notices(desk, &actor, &code(OWN), &Choice::default()).await.expect("notices");
    assert_eq!((notices.looked_at, notices.notices.len(), notices.not_compared), (2, 1, 0));
    assert_eq!(notices.notices[0].compared.measure.code, HOME);

    role(desk, "stranger", &[Permission::LoadPerformance]).await;
    let (_, stranger) = person(desk, "eve@northvale.example", "stranger").await;
    assert!(matches!(read_notices(desk, &stranger, &code(OWN), &Choice::default()).await, Err(DeskError::MayNot(_))));
}
