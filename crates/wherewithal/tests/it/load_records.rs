//! Loading records of the market at the command line: kept as columns, and only what is new.

use crate::ours::{Folder, run};

const APRIL: &str =
    "Supplier,Date,Net Amount\nAcorn Care Ltd,2026-04-01,100.00\nBirch Homes Ltd,2026-04-02,-20.50\nCedar Ltd,2026-04-03,TBC\n";
const REGISTER: &str = "Contract Title,Supplier,Purchasing Body,Start Date,End Date,Total Contract Value\n\
                        Home care,Acorn Care Ltd,Northvale CC,2024-04-01,TBC,100000\nRepairs,Birch Ltd,Northvale CC,2024-04-01,2027-03-31,-\n";

#[test]
fn payments_are_told_from_yearly_returns_and_a_later_file_adds_only_what_is_new() {
    let folder = Folder::with_place();
    let load = |file: &str, more: &[&str]| run(&[&["load", "spend", file, "--dir", folder.text()][..], more].concat());
    let april = folder.write("april.csv", APRIL);
    let refused = load(&april, &[]).failed();
    assert!(refused.contains("buyer: The file does not say whose it is"), "{refused}");
    let buyer = ["--buyer", "Northvale CC", "--licence", "OGL v3.0"];
    let looked = load(&april, &[&buyer[..], &["--dry-run"]].concat()).well().out;
    assert!(looked.contains("- Cell C4: seen ‘TBC’.") && looked.contains("nothing was kept"), "{looked}");
    let said = load(&april, &buyer).well().out;
    assert!(said.contains("In force as DS-1: 3 records (1 could not be read and is not kept); parties: 3 new; payments: 2 new. Sum of its amounts: £79.50."), "{said}");
    let again = load(&april, &[&buyer[..], &["--json"]].concat()).well().json();
    assert_eq!((again["state"].as_str(), again["data_set"].as_str()), (Some("here already"), Some("DS-1")));
    let may = folder.write("may.csv", format!("{APRIL}Acorn Care Ltd,2026-05-01,100.00\n"));
    let later = load(&may, &[&buyer[..], &["--json"]].concat()).well().json();
    let tables = later["records"]["tables"].as_array().expect("tables").clone();
    let told: Vec<_> = tables.iter().map(|one| (one["table"].as_str(), one["rows"].as_u64(), one["same"].as_u64())).collect();
    assert_eq!(told, [(Some("parties"), Some(0), Some(3)), (Some("payments"), Some(1), Some(2))]);
    assert_eq!(tables[1]["digest"].as_str().map(str::len), Some(64));
    let missing = run(&["load", "spend", "gone.csv", "--dir", folder.text()]).failed();
    assert!(missing.contains("gone.csv cannot be opened"), "{missing}");
}

#[test]
fn registers_grants_providers_and_requests_are_loaded_each_as_what_it_is() {
    let folder = Folder::with_place();
    let grants = r#"{"grants":[{"id":"g-1","title":"Lunch club","currency":"GBP","amountAwarded":500.5,"awardDate":"2026-01-18","recipientOrganization":[{"id":"GB-CHC-1110767","name":"Lindle Lunch Club"}],"fundingOrganization":[{"id":"GB-LAE-NVC","name":"Northvale CC"}]}]}"#;
    let providers = "URN,Provision type,Name,Postcode,Ofsted Region,Places\n101,Children's home,REDACTED,REDACTED,North West,4\n";
    let requests = "Request ref,Service type,Date requested,Offers,Provider\nR1,Home care,2026-04-01,3,Acorn Care Ltd\n";
    for (verb, name, text, kept) in [
        ("register", "register.csv", REGISTER, "contracts: 2 new"),
        ("grants", "grants.json", grants, "grants: 1 new"),
        ("providers", "ofsted.csv", providers, "providers: 1 new"),
        ("placements", "requests.csv", requests, "placements: 1 new"),
    ] {
        let file = folder.write(name, text);
        let said = run(&["load", verb, &file, "--dir", folder.text(), "--buyer", "Northvale CC"]).well().out;
        assert!(said.contains(kept) && said.contains("In force as DS-"), "{verb}: {said}");
        let other = folder.write("other.csv", "Month,Visits\nApril,3\n");
        let refused = run(&["load", verb, &other, "--dir", folder.text(), "--buyer", "Northvale CC"]).failed();
        assert!(refused.starts_with("error") || refused.contains("file: "), "{verb}: {refused}");
    }
}
