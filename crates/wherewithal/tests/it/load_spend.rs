//! Loading what an authority spent at the command line.

use crate::ours::{Folder, Ran, desk, run, shared};

const TEXT: &str =
    "Local authority,Service,In house,Private,Total\nFenwick,Fostering,60,30,100\nFenwick,Adoption,5,5,10\nMarl Vale,Fostering,1,2,3\n";

/// A place with somebody in it who may change cases.
fn place() -> Folder {
    let folder = Folder::with_place();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let desk = desk(&folder).await;
        let ask = desk::house::add_person::AddPerson {
            name: "Helen Marsh".into(),
            email: "helen@northvale.example".into(),
            job: "head of commissioning".into(),
            organisation: desk.authority,
            roles: vec!["head_of_commissioning".into()],
        };
        let (_, link) = desk::house::add_person::add_person(&desk, &desk::house::set_up::operator(&desk), ask).await.expect("a person");
        desk::house::choose_password::choose_password(&desk, &link.token, "three calm herons").await.expect("a password");
        desk.pool.close().await;
    });
    folder
}

fn load(folder: &Folder, file: &str, more: &[&str]) -> Ran {
    run(&[&["load", "spend", file, "--dir", folder.text(), "--as", "helen@northvale.example"][..], more].concat())
}

#[test]
fn spending_is_loaded_with_its_unit_said_and_the_same_again_changes_nothing() {
    let folder = place();
    let file = folder.write("spend.csv", TEXT);
    let unsaid = load(&folder, &file, &["--authority", "Fenwick", "--year", "2024-25"]).failed();
    assert!(unsaid.contains("Say which: pounds, or thousands"), "{unsaid}");
    let unnamed = load(&folder, &file, &["--year", "2024-25", "--unit", "pounds"]).failed();
    assert!(unnamed.contains("The file holds “Fenwick”, “Marl Vale”"), "{unnamed}");
    let asked = ["--authority", "Fenwick", "--year", "2024-25", "--unit", "thousands"];
    let said = load(&folder, &file, &asked).well().out;
    for part in [
        "What Fenwick spent in 2024/25\n£110,000 on two services in 2024/25. 31.8% (£35,000) is bought from or granted to others; 59.1% (£65,000) is provided in-house. For 9.1% (£10,000) it cannot be told.",
        "- The file: The file does not say its unit. Every figure is read as thousands of pounds, as you said.",
        "- Cell E2: The parts of ‘Fostering’ come to £90,000, and its total is £100,000. The difference is shown as not classified.",
        "Loaded as SP-1. Its page is /spend/SP-1.",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let again = load(&folder, &file, &[&asked[..], &["--json"]].concat()).well().json();
    assert_eq!(
        (again["state"].as_str(), again["spend"].as_str(), again["total_pence"].as_i64()),
        (Some("here already"), Some("SP-1"), Some(11_000_000))
    );
    let corrected = folder.write("later.csv", TEXT.replace("60,30", "70,30"));
    let said = load(&folder, &corrected, &asked).well().out;
    assert!(said.contains("Loaded as SP-2. It corrects SP-1, which stays as it was."), "{said}");
}

#[test]
fn a_real_council_s_spending_is_loaded_from_files_as_they_came() {
    for (file, authority, year, unit, total, bought, untold) in [
        (
            "data/delivery_mix/children_s251/outturn_1213.csv",
            "Camden",
            "2012-13",
            Some("pounds"),
            5_825_465_300i64,
            1_661_975_200i64,
            190_349_800,
        ),
        (
            "data/delivery_mix/adults/pss-exp-eng-14-15-fin-coun-lev-exp-data.csv",
            "Bristol",
            "2014-15",
            None,
            17_768_600_000,
            13_406_800_000,
            0,
        ),
        ("data/budgets_revenue_outturn/bbc/roall.csv", "Bristol", "2016-17", Some("thousands"), 59_215_700_000, 0, 59_215_700_000i64),
    ] {
        let Some(path) = shared(file) else { return };
        let folder = place();
        let unit: Vec<&str> = unit.map_or_else(Vec::new, |unit| vec!["--unit", unit]);
        let told =
            load(&folder, path.to_str().expect("a path"), &[&["--authority", authority, "--year", year, "--json"], &unit[..]].concat())
                .well()
                .json();
        let by = |kinds: &[&str]| -> i64 {
            let all = told["by_provider"].as_array().expect("kinds");
            all.iter()
                .filter(|one| kinds.contains(&one["provided_by"].as_str().expect("a kind")))
                .filter_map(|one| one["pence"].as_i64())
                .sum()
        };
        assert_eq!(told["total_pence"], total, "{file}");
        assert_eq!((by(&["private", "voluntary", "other_public", "others"]), by(&["not_classified"])), (bought, untold), "{file}");
    }
}
