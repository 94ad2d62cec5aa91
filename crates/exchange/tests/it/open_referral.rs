//! Directories of services: what is read, and every fault named with its place.

use std::path::Path;

use exchange::Limits;
use exchange::open_referral::{Directory, Named, Status, read};
use proptest::prelude::*;

fn json(text: &str) -> Directory {
    read(&[Named { name: "list.json", bytes: text.as_bytes() }], &Limits::default()).expect("a directory")
}

fn said(directory: &Directory) -> Vec<String> {
    directory.faults.iter().map(exchange::open_referral::Fault::sentence).collect()
}

const WHOLE: &str = r#"{ "id": "a1", "name": "Kettle on", "status": "active", "url": "https://kettle.example/on", "email": "tea@kettle.example",
  "organization": { "id": "o1", "name": "Fen Neighbours" }, "minimum_age": 55, "last_modified": "2026-03-01T10:00:00Z",
  "service_at_locations": [{ "location": { "location_type": "physical", "name": "Hall", "latitude": 52.9, "longitude": 0.1, "addresses": [{ "city": "Fenwold", "address_1": "1 High Street" }] } }] }"#;

#[test]
fn a_whole_service_is_read_without_a_fault_and_without_its_street_or_its_people() {
    let directory = json(WHOLE);
    assert_eq!(said(&directory), Vec::<String>::new());
    let one = &directory.services[0];
    assert_eq!((one.name.as_str(), one.organisation.as_str(), one.status), ("Kettle on", "Fen Neighbours", Status::Active));
    assert_eq!((one.for_whom.as_str(), one.sites[0].town.as_str(), one.sites[0].at), ("From 55 years", "Fenwold", Some((52.9, 0.1))));
    assert!(!format!("{directory:?}").contains("High Street") && !format!("{directory:?}").contains("tea@"));
}

#[test]
fn every_fault_is_named_with_its_place_and_only_that_field_is_left_out() {
    for (from, to, fault) in [
        ("https://kettle.example/on", "kettle/on", "url: seen ‘kettle/on’. This is no web address"),
        (r#""tea@kettle.example""#, "12345", "email: seen ‘12345’. This is no e-mail address."),
        (r#""status": "active","#, "", "status: A service needs status."),
        (r#""active""#, r#""open""#, "status: seen ‘open’. A status is active"),
        ("\"minimum_age\": 55", "\"minimum_age\": 55, \"maximum_age\": 18", "minimum_age: seen ‘55 to 18’. The youngest is older"),
        ("\"minimum_age\": 55", "\"minimum_age\": \"55\"", "minimum_age: seen ‘55’. This is no number from 0 to 130."),
        ("52.9", "152.9", "location.latitude: seen ‘152.9’. This is no number from -90 to 90."),
        ("\"physical\"", "\"barn\"", "location_type: seen ‘barn’. A place is physical"),
        ("2026-03-01T10:00:00Z", "last spring", "last_modified: seen ‘last spring’. This is no date"),
        (r#""name": "Fen Neighbours""#, r#""website": "https://fen.example""#, "organization.name: An organisation needs a name."),
    ] {
        let directory = json(&WHOLE.replace(from, to));
        assert!(said(&directory).len() == 1 && said(&directory)[0].contains(fault), "{fault}: {:?}", said(&directory));
        assert_eq!(directory.services.len(), 1, "{fault}");
    }
    for without in [r#""id": "a1", "#, r#""name": "Kettle on", "#] {
        let directory = json(&WHOLE.replacen(without, "", 1));
        assert!(directory.services.is_empty() && said(&directory).iter().any(|s| s.contains("It was not kept")), "{:?}", said(&directory));
    }
}

#[test]
fn a_list_that_counts_itself_wrongly_repeats_or_is_one_page_of_several_says_so() {
    let list = |total: u32, pages: u32, all: &[&str]| {
        json(&format!(r#"{{ "total_items": {total}, "total_pages": {pages}, "contents": [{}] }}"#, all.join(",")))
    };
    let twice = list(3, 1, &[WHOLE, WHOLE]);
    assert_eq!((twice.services.len(), twice.repeated), (1, 1));
    assert_eq!(said(&twice), ["total_items: seen ‘3’. The list says it holds 3 and it holds 2. What it holds was read."]);
    assert!(said(&list(9, 4, &[WHOLE]))[0].contains("4 pages"));
    let other = WHOLE.replace("Kettle on", "Kettle off");
    assert!(said(&list(2, 1, &[WHOLE, &other]))[0].starts_with("contents[1].id: seen ‘Kettle off’"));
}

#[test]
fn tables_are_put_together_and_a_link_that_leads_nowhere_is_named_by_row_and_column() {
    let file = |name: &'static str, text: &'static str| Named { name, bytes: text.as_bytes() };
    let files = [
        file(
            "services.csv",
            "id,organization_id,name,status,url,minimum_age\na1,o1,Kettle on,active,https://kettle.example/on,55\na2,o9,Shed,active,shed,old\n",
        ),
        file("organizations.csv", "id,name\no1,Fen Neighbours\n"),
        file("locations.csv", "id,location_type,name,latitude,longitude\nl1,physical,Hall,52.9,0.1\n"),
        file("service_at_location.csv", "id,service_id,location_id\nx,a1,l1\n"),
        file("contacts.csv", "id,service_id,name\nc,a1,Ann Persona\n"),
    ];
    let directory = read(&files, &Limits::default()).expect("a directory");
    assert_eq!((directory.services[0].organisation.as_str(), directory.services[0].sites[0].name.as_str()), ("Fen Neighbours", "Hall"));
    assert_eq!(
        said(&directory),
        [
            "services.csv, row 3, column organization_id: seen ‘o9’. There is no such row in organizations.csv.",
            "services.csv, row 3, column url: seen ‘shed’. This is no web address: one begins with https:// and a host. It was left out.",
            "services.csv, row 3, column minimum_age: seen ‘old’. This is no number from 0 to 130. It was left out.",
            "contacts: People to contact are named 1 times. Nothing of it was read or kept.",
        ]
    );
    assert!(!format!("{directory:?}").contains("Ann"));
}

#[test]
fn what_is_no_directory_is_refused_with_the_mend() {
    let refused = |bytes: &[u8]| read(&[Named { name: "f", bytes }], &Limits::default()).expect_err("refused").to_string();
    assert!(refused(b"{ \"contents\": 3 }").contains("no list of services"));
    assert!(refused(b"{ \"contents\": [").contains("cannot be read as JSON"));
    assert!(refused(b"id,name\n1,x\n").contains("services.csv"));
    assert!(refused(b"  ").contains("empty"));
}

#[test]
fn the_standards_own_examples_are_read_and_the_faults_of_the_failing_ones_named() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/service_directory_hsds");
    if !folder.is_dir() {
        println!("skipped: ../shared is not here");
        return;
    }
    let of = |name: &str| {
        let bytes = std::fs::read(folder.join(name)).expect("a file");
        read(&[Named { name, bytes: &bytes }], &Limits::default()).expect("a directory")
    };
    let passing = of("oruk_test/service_list.json");
    assert_eq!((passing.services.len(), passing.repeated), (1, 127));
    assert!(said(&passing)[0].contains("The list says it holds 31 and it holds 128"), "{:?}", said(&passing));
    let whole = said(&of("oruk_fail/service_full.json"));
    let sound = said(&of("oruk_test/service_full.json"));
    let new: Vec<&String> = whole.iter().filter(|fault| !sound.contains(fault)).collect();
    assert!(new.len() == 2 && new.iter().any(|f| f.starts_with("url: ")) && new.iter().any(|f| f.starts_with("email: ")), "{new:?}");
    let list = said(&of("oruk_fail/service_list.json"));
    for (at, fields) in
        [(0, &["name", "url", "email"][..]), (1, &["name", "url", "email"]), (2, &["name", "url", "email"]), (3, &["name", "email"])]
    {
        for field in fields {
            assert!(list.iter().any(|fault| fault.starts_with(&format!("contents[{at}].{field}: "))), "{at} {field}: {list:?}");
        }
    }
    let names = ["services", "organizations", "locations", "service_at_location", "addresses", "cost_options", "contacts"];
    let tables: Vec<(String, Vec<u8>)> = names
        .iter()
        .map(|name| (format!("{name}.csv"), std::fs::read(folder.join(format!("hsds_csv/{name}.csv"))).expect("a table")))
        .collect();
    let files: Vec<Named<'_>> = tables.iter().map(|(name, bytes)| Named { name, bytes }).collect();
    let tables = read(&files, &Limits::default()).expect("a directory");
    // The standard's example stands at 100 degrees north.
    assert_eq!((tables.services[0].name.as_str(), tables.services[0].sites[0].at), ("Community Counselling", None));
    assert!(said(&tables).iter().any(|fault| fault.contains("latitude") && fault.contains("‘100’")), "{:?}", said(&tables));
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), json in "[\\[{][\"a-z:,0-9 \\]}\\[{]{0,120}") {
        let _ = read(&[Named { name: "services.csv", bytes: &bytes }], &Limits::default());
        let _ = read(&[Named { name: "x", bytes: json.as_bytes() }], &Limits::default());
    }
}
