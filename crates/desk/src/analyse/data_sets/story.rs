//! A register, a table and its correction, from the file to the figures in force.

use exchange::tables::Wanted;
use model::data_set::{DataSetKind, DataSetState, Holds, Percentages, ValuesHeld};
use model::role::Permission;

use super::accept_data_set::{accept_data_set, came_of_it};
use super::ground::{data_sets_in_force, read_areas, read_peer_lists};
use super::list_data_sets::{list_data_sets, see_data_set};
use super::read_data_set::{ReadDataSet, look_at_data_set, read_data_set};
use super::set_data_set_aside::set_data_set_aside;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::testing::{bench, may_everything, person, role};

const REGISTER: &str = "local-authority-code,nice-name,gss-code,end-date,replaced-by,former-gss-codes\n\
                        ALD,Aldermoor,E08000051,,,E08000041\nBIR,Birchen,E08000052,,,\nOLD,Oldham Vale,E10000053,2019-03-31,BIR,\n";
const TABLE: &str = "area_code,area_name,period,indicator,measure,unit,value\n\
                     E08000041,Aldermoor,2022/23,Pupils absent,Percentage,Pupils,12.5\n\
                     E08000052,Birchen,2022/23,Pupils absent,Percentage,Pupils,c\n\
                     E10000053,Oldham Vale,2017/18,Pupils absent,Percentage,Pupils,120\n\
                     X,Nowhere,2022/23,Pupils absent,Percentage,Pupils,3\n";

fn sent(kind: DataSetKind, name: &str, text: &str) -> ReadDataSet {
    ReadDataSet { publisher: "Northvale schools".into(), licence: "OGL v3.0".into(), ..ReadDataSet::of(kind, name, text.into()) }
}

fn quiet() -> crate::analyse::look_at_file::Progress {
    Box::new(|_, _| {})
}

async fn load(desk: &Desk, actor: &Actor, ask: ReadDataSet) -> model::data_set::DataSet {
    let read = read_data_set(desk, actor, ask, quiet()).await.expect("is read");
    accept_data_set(desk, actor, read.id, read.version).await.expect("is accepted").noun
}

fn held(noun: &model::data_set::DataSet) -> &ValuesHeld {
    match &noun.holds {
        Holds::Values(held) => held,
        other => panic!("figures, not {other:?}"),
    }
}

#[tokio::test]
async fn a_file_is_shown_first_comes_into_force_when_accepted_and_a_correction_keeps_the_old_value() {
    let bench = bench(false).await;
    let desk = &bench.desk;
    let actor = may_everything(desk);
    load(desk, &actor, sent(DataSetKind::Areas, "areas.csv", REGISTER)).await;
    assert_eq!(
        read_areas(desk, &actor).await.expect("areas").resolve("", "birchen").code().map(|code| code.to_string()),
        Some("E08000052".into())
    );

    let read = read_data_set(desk, &actor, sent(DataSetKind::Indicators, "absence.csv", TABLE), quiet()).await.expect("is read");
    assert_eq!((&read.noun.state, held(&read.noun).rows, held(&read.noun).digest.is_none()), (&DataSetState::Waiting, 3, true));
    let noticed = read.noun.noticed.join("\n");
    for said in [
        "Cell A2: seen ‘E08000041’. The code E08000041 is now E08000051, Aldermoor: the same ground.",
        "Cell G3: seen ‘c’. Read as saying a number held back by its publisher, not a nought.",
        "Oldham Vale was abolished on 31 March 2019. Its figures stay under its own code. Its ground is now governed by Birchen",
        "More than 100% of ‘Pupils absent’",
        "Cell A5: seen ‘Nowhere’. Left out",
    ] {
        assert!(noticed.contains(said), "{said}\n{noticed}");
    }
    assert!(
        data_sets_in_force(desk, &actor, DataSetKind::Indicators).await.expect("names").is_empty(),
        "nothing is in use before it is accepted"
    );

    let accepted = accept_data_set(desk, &actor, read.id, read.version).await.expect("is accepted");
    let first = held(&accepted.noun).digest.clone().expect("a name");
    let again = load(desk, &actor, sent(DataSetKind::Indicators, "absence.csv", TABLE)).await;
    assert_eq!(held(&again).digest.as_deref(), Some(first.as_str()), "the same file again is the same data set");
    assert_eq!(list_data_sets(desk, &actor).await.expect("lists").len(), 2);

    let corrected = TABLE.replace("12.5", "13.5") + "E08000052,Birchen,2023/24,Pupils absent,Percentage,Pupils,9\n";
    let second = load(desk, &actor, sent(DataSetKind::Indicators, "absence-2.csv", &corrected)).await;
    assert_eq!((held(&second).rows, held(&second).corrected, held(&second).same), (4, 1, 2));
    assert_eq!(
        came_of_it(&second),
        "4 figures of 1 measure in 3 areas: 1 new, 1 corrected, whose former values stay behind them, 2 held before just so."
    );
    let names = data_sets_in_force(desk, &actor, DataSetKind::Indicators).await.expect("names");
    let aldermoor = Wanted { areas: vec![quantity::code::AreaCode::parse("E08000051").expect("a code")], ..Wanted::default() };
    let in_force = desk.tables.values(&names, &aldermoor).expect("figures");
    assert_eq!(in_force.iter().map(|value| value.value).collect::<Vec<_>>(), [Some(0.135)]);
    assert_eq!(desk.tables.every_vintage(&names, &aldermoor).expect("figures").len(), 2);
    assert_eq!(&*in_force[0].measure, "northvale-schools:pupils-absent");
    let reference = accepted.reference.expect("a reference");
    let seen = see_data_set(desk, &actor, &reference).await.expect("is seen");
    assert_eq!((seen.measures.len(), seen.source.expect("its file").noun.file_name.as_str()), (1, "absence.csv"));
}

#[tokio::test]
async fn what_cannot_be_taken_names_its_field_and_keeps_nothing() {
    let bench = bench(false).await;
    let desk = &bench.desk;
    let actor = may_everything(desk);
    let refused = async |ask: ReadDataSet| match look_at_data_set(desk, &actor, ask, quiet()).await {
        Err(DeskError::Faults(faults)) => (faults[0].field, faults[0].message.clone()),
        other => panic!("a fault, not {other:?}"),
    };
    let indicators = |text: &str| ReadDataSet::of(DataSetKind::Indicators, "a.csv", text.into());
    for (ask, field, says) in [
        (indicators(""), "file", "Choose a file"),
        (indicators("Month,Visits\n2026-04,3\n"), "file", "No table of indicators"),
        (indicators("area_code,value\nE08000051,3\n"), "period", "does not say when"),
        (ReadDataSet { period: "soon".into(), ..indicators(TABLE) }, "period", "for example 2020"),
        (indicators("area_name,period,value\nAtlantis,2020,3\n"), "file", "“Atlantis”"),
        (indicators("PAR1 no columns"), "file", "Parquet"),
        (ReadDataSet::of(DataSetKind::Neighbours, "n.csv", b"area_code,area_name\nE08000051,A\n".into()), "area", "Say whose peers"),
        (ReadDataSet { about: Some(("d.csv".into(), b"a,b\n1,2\n".into())), ..indicators(TABLE) }, "about", "No description"),
    ] {
        let (at, message) = refused(ask).await;
        assert!(at == field && message.contains(says), "{at}: {message}");
    }
    assert!(desk.shelf.digests().expect("a shelf").is_empty());
    role(desk, "reader", &[Permission::ReadCases]).await;
    let (_, reader) = person(desk, "eve@northvale.example", "reader").await;
    assert!(matches!(look_at_data_set(desk, &reader, indicators(TABLE), quiet()).await, Err(DeskError::MayNot(_))));
}

#[tokio::test]
async fn neighbours_and_shares_are_as_told_and_what_was_set_aside_is_never_in_use() {
    let bench = bench(false).await;
    let desk = &bench.desk;
    let actor = may_everything(desk);
    load(desk, &actor, sent(DataSetKind::Areas, "areas.csv", REGISTER)).await;
    load(desk, &actor, sent(DataSetKind::Neighbours, "global-neighbours.csv", "AREACD,1,2,3\nE08000051,E08000052,E10000053,E08000054\n"))
        .await;
    let lists = read_peer_lists(desk, &actor).await.expect("lists");
    assert_eq!((lists.len(), lists[0].1[0].code.as_str(), lists[0].1[0].of[0].peers.len()), (1, "global", 3));
    let shares = ReadDataSet {
        percentages: Percentages::OutOfAHundred,
        ..sent(DataSetKind::Indicators, "s.csv", &TABLE.replace("12.5", "0.5").replace("120", "1"))
    };
    let read = read_data_set(desk, &actor, shares, quiet()).await.expect("is read");
    let Err(DeskError::Faults(faults)) = set_data_set_aside(desk, &actor, read.id, read.version, " ").await else {
        panic!("a reason is asked for")
    };
    assert_eq!(faults[0].field, "why");
    let aside = set_data_set_aside(desk, &actor, read.id, read.version, "Last year’s").await.expect("set aside");
    assert!(matches!(accept_data_set(desk, &actor, aside.id, read.version).await, Err(DeskError::Stale)));
    assert!(data_sets_in_force(desk, &actor, DataSetKind::Indicators).await.expect("names").is_empty());
}
