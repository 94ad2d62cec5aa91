//! Payments from the file to what is in force: read and shown, accepted, and loaded again with more.

use std::io::Cursor;

use model::audience::Audience;
use model::data_set::{DataSet, DataSetKind, DataSetState, Holds, RecordsHeld};
use model::role::Permission;

use super::accept_data_set::{accept_data_set, came_of_it};
use super::list_data_sets::see_data_set;
use super::load_records::{LoadRecords, held_by, is_payments, load_records, look_at_records, read_records};
use super::set_data_set_aside::set_data_set_aside;
use crate::analyse::look_at_file::Progress;
use crate::error::DeskError;
use crate::testing::{bench, may_everything, person, role};

const APRIL: &str =
    "Supplier,Date,Net Amount\nAcorn Care Ltd,2026-04-01,100.00\nBirch Homes Ltd,2026-04-02,-20.50\nCedar Ltd,2026-04-03,TBC\n";

fn quiet() -> Progress {
    Box::new(|_, _| {})
}

fn ask() -> LoadRecords {
    LoadRecords {
        licence: "OGL v3.0".into(),
        buyer: "Northvale County Council".into(),
        ..LoadRecords::of(DataSetKind::Payments, "../april.csv")
    }
}

fn held(noun: &DataSet) -> &RecordsHeld {
    match &noun.holds {
        Holds::Records(held) => held,
        other => panic!("records, not {other:?}"),
    }
}

fn rows(noun: &DataSet) -> Vec<(&str, u64, u64)> {
    held(noun).tables.iter().map(|table| (table.table.as_str(), table.rows, table.same)).collect()
}

#[tokio::test]
async fn an_upload_is_shown_first_and_its_records_are_in_use_when_it_is_accepted() {
    let bench = bench(false).await;
    let desk = &bench.desk;
    let actor = may_everything(desk);
    let read = read_records(desk, &actor, ask(), APRIL.into(), quiet()).await.expect("is read");
    assert_eq!((&read.noun.state, read.noun.title.as_str(), &read.audience), (&DataSetState::Waiting, "april.csv", &Audience::Public));
    let told = held(&read.noun);
    assert_eq!((told.read, told.unreadable, &told.amounts), (3, 1, &vec![("GBP".to_owned(), 7_950)]));
    assert_eq!((told.unread[0].row, told.unread[0].seen.as_str(), held_by(&read.noun).len()), (4, "TBC", 0));
    assert!(read.noun.shape.contains("the amount from column C ‘Net Amount’"), "{}", read.noun.shape);
    let accepted = accept_data_set(desk, &actor, read.id, read.version).await.expect("is accepted");
    assert_eq!(rows(&accepted.noun), [("parties", 3, 0), ("payments", 2, 0)]);
    assert_eq!(
        (held_by(&accepted.noun).len(), came_of_it(&accepted.noun)),
        (2, "3 records (1 could not be read and is not kept); parties: 3 new; payments: 2 new.".into())
    );
    let again = read_records(desk, &actor, ask(), APRIL.into(), quiet()).await.expect("is read");
    assert_eq!(again.id, accepted.id, "the very file again is the same data set");
    let seen = see_data_set(desk, &actor, &accepted.reference.expect("a reference")).await.expect("is seen");
    assert!(seen.source.is_some_and(|source| source.noun.digest.is_some()));
}

#[tokio::test]
async fn a_later_file_adds_only_what_is_new_and_one_set_aside_counts_as_not_held() {
    let bench = bench(false).await;
    let desk = &bench.desk;
    let actor = may_everything(desk);
    let first = load_records(desk, &actor, ask(), Box::new(Cursor::new(APRIL)), quiet()).await.expect("is loaded");
    assert!(!first.was_here && first.data_set.noun.is_accepted());
    let again = load_records(desk, &actor, ask(), Box::new(Cursor::new(APRIL)), quiet()).await.expect("is loaded");
    assert!(again.was_here && again.data_set.id == first.data_set.id);
    let may = format!("{APRIL}Acorn Care Ltd,2026-05-01,100.00\nAcorn Care Ltd,2026-04-01,100.00\n");
    let aside = read_records(desk, &actor, ask(), format!("{may}Elm Ltd,2026-05-02,1.00\n").into(), quiet()).await.expect("is read");
    set_data_set_aside(desk, &actor, aside.id, aside.version, "A slip").await.expect("is set aside");
    let second = load_records(desk, &actor, ask(), Box::new(Cursor::new(may.clone())), quiet()).await.expect("is loaded");
    // A payment that stands twice in the later file and once in what is held is new once.
    assert_eq!(rows(&second.data_set.noun), [("parties", 0, 3), ("payments", 2, 2)]);
    assert!(came_of_it(&second.data_set.noun).ends_with("payments: 2 new, 2 held before just so."));
}

#[tokio::test]
async fn a_file_beyond_the_size_of_an_upload_keeps_its_records_and_its_digest_alone() {
    let bench = bench(false).await;
    let desk = &bench.desk;
    let actor = may_everything(desk);
    let row = "Acorn Care Ltd,2026-04-01,100.00,".to_owned() + &"x".repeat(4_000) + "\n";
    let largest = crate::analyse::load_performance::largest_upload(desk).await.expect("a size");
    let times = usize::try_from(largest).expect("a size") / row.len() + 2;
    let text = format!("Supplier,Date,Net Amount,Purpose\n{}", row.repeat(times));
    let loaded = load_records(desk, &actor, ask(), Box::new(Cursor::new(text)), quiet()).await.expect("is loaded");
    assert_eq!(held(&loaded.data_set.noun).read, times as u64);
    assert!(desk.shelf.digests().expect("a shelf").is_empty());
    let seen = see_data_set(desk, &actor, &loaded.data_set.reference.expect("a reference")).await.expect("is seen");
    let source = seen.source.expect("its card").noun;
    assert_eq!((source.digest.is_none(), source.received_digest.map(|digest| digest.len())), (true, Some(64)));
}

#[tokio::test]
async fn what_cannot_be_taken_names_its_field_and_keeps_nothing() {
    let bench = bench(false).await;
    let desk = &bench.desk;
    let actor = may_everything(desk);
    let of = |kind: DataSetKind, buyer: &str| LoadRecords { buyer: buyer.into(), ..LoadRecords::of(kind, "a.csv") };
    for (ask, text, field, says) in [
        (of(DataSetKind::Payments, ""), APRIL, "buyer", "--buyer"),
        (of(DataSetKind::Payments, "N"), "", "file", "Choose a file"),
        (of(DataSetKind::Payments, "N"), "Month,Visits\nApril,3\n", "file", "an amount and who was paid"),
        (of(DataSetKind::Payments, "N"), "Supplier,Date,Amount\n", "file", "no record under them"),
        (of(DataSetKind::Contracts, "N"), "%PDF-1.7", "file", "PDF"),
        (of(DataSetKind::Areas, "N"), APRIL, "kind", "Choose what is in the file"),
    ] {
        let refused = read_records(desk, &actor, ask, text.into(), quiet()).await;
        let Err(DeskError::Faults(faults)) = refused else { panic!("a fault for {text}") };
        assert!(faults[0].field == field && faults[0].message.contains(says), "{faults:?}");
    }
    assert!(desk.shelf.digests().expect("a shelf").is_empty());
    let looked = look_at_records(desk, &actor, ask(), Box::new(Cursor::new(APRIL)), quiet()).await.expect("is looked at");
    assert_eq!((held(&looked).read, desk.shelf.digests().expect("a shelf").len()), (3, 0));
    role(desk, "reader", &[Permission::ReadCases]).await;
    let (_, reader) = person(desk, "eve@northvale.example", "reader").await;
    assert!(matches!(read_records(desk, &reader, ask(), APRIL.into(), quiet()).await, Err(DeskError::MayNot(_))));
}

#[tokio::test]
async fn payments_are_told_from_a_yearly_return_by_the_file() {
    let bench = bench(false).await;
    let desk = &bench.desk;
    let outturn =
        "Authority,Service,OwnProvision,PrivateProvision,TotalExpenditure\nNorthvale,Home care,10,20,30\nNorthvale,Residential,1,2,3\n";
    assert!(is_payments(desk, Box::new(Cursor::new(APRIL))).await.expect("is looked at"));
    assert!(!is_payments(desk, Box::new(Cursor::new(outturn))).await.expect("is looked at"));
}
