//! Who is who: a small worked case, its laws, and a gold set of two councils' suppliers whose numbers are known.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use methods::market::matching::{Confidence, Doubt, Party, Reading, Said, Settings, even, read};
use proptest::prelude::*;

fn party(key: &str, name: &str) -> Party {
    Party { key: key.into(), name: name.into(), value: 100, ..Party::default() }
}

fn company(number: &str, name: &str) -> Party {
    Party { company: number.into(), ..party(&format!("GB-COH-{number}"), name) }
}

fn together(reading: &Reading, parties: &[Party]) -> BTreeSet<BTreeSet<String>> {
    let keys = |one: &methods::market::matching::Organisation| one.members.iter().map(|m| parties[m.at].key.clone()).collect();
    reading.organisations.iter().map(keys).collect()
}

fn matched(parties: &[Party]) -> Reading {
    read(parties, &[], Settings::default()).expect("a reading")
}

/// Whether the two keys are one organisation.
fn are_one(parties: &[Party], a: &str, b: &str) -> bool {
    together(&matched(parties), parties).iter().any(|one| one.contains(a) && one.contains(b))
}

#[test]
fn numbers_names_and_slips_put_together_and_numbers_that_differ_keep_apart() {
    let parties = [
        company("01234567", "Acorn Homes Limited"),
        party("name:ACORN HOMES LTD", "ACORN HOMES LTD"),
        party("a", "Fibrelite (North West) Ltd"),
        party("b", "FIBRELITTE (NORTH WEST) LIMITED"),
        company("02222222", "Beech Care Ltd"),
        company("03333333", "Beech Care Ltd"),
        party("c", "Beech Care"),
        party("d", "Supplies, Office Northern"),
        party("e", "Northern Office Supplies"),
    ];
    for (a, b, one) in [
        ("GB-COH-01234567", "name:ACORN HOMES LTD", true),
        ("a", "b", true),
        ("GB-COH-02222222", "GB-COH-03333333", false),
        ("GB-COH-02222222", "c", false),
        ("d", "e", true),
    ] {
        assert_eq!(are_one(&parties, a, b), one, "{a} {b}");
    }
    let reading = matched(&parties);
    let doubts: Vec<(&str, Doubt)> = reading.unsure.iter().map(|doubt| (doubt.other.as_str(), doubt.why)).collect();
    assert!(
        doubts.iter().any(|(_, why)| *why == Doubt::SeveralOfThatName) && doubts.iter().any(|(_, why)| *why == Doubt::NumbersDiffer),
        "{doubts:?}"
    );
    let acorn = reading.organisations.iter().find(|one| one.key == "GB-COH-01234567").expect("Acorn");
    let step = acorn.members[1].step.as_ref().expect("a step");
    assert_eq!((step.confidence, step.reason.code(), step.with), (Confidence::Named, "name", 0));
    assert_eq!(reading.totals.value(), 900);
}

#[test]
fn what_is_only_nearly_alike_is_left_and_shown() {
    for (a, b) in [
        ("North Care Services Ltd", "South Care Services Ltd"),
        ("Allen Care Services", "Allan Care Services"),
        ("Maria Mallaband 15 Limited", "Maria Mallaband 16 Limited"),
        ("Acorn LLP", "Acorn Limited"),
        ("Redacted personal data", "Redacted Personal Data 2"),
    ] {
        let parties = [party("a", a), party("b", b), party("c", "Oakley Care Services"), party("d", "Mill Care Services")];
        assert!(!are_one(&parties, "a", "b"), "{a} {b}");
    }
    let parties = [party("a", "Acorn Homes"), party("b", "Acorn Homes Group")];
    let reading = matched(&parties);
    assert_eq!((reading.organisations.len(), reading.unsure.len(), reading.unsure[0].why), (2, 1, Doubt::OneWordMore));
}

#[test]
fn a_postcode_bears_out_what_a_name_alone_does_not() {
    let at = |key: &str, name: &str, postcode: &str| Party { postcode: postcode.into(), ..party(key, name) };
    assert!(are_one(&[at("a", "Acorn Lodge", "NV1 2AB"), at("b", "Acorn Lodge Nursing Home Ltd", "nv12ab")], "a", "b"));
    assert!(!are_one(&[at("a", "Acorn Lodge", "NV1 2AB"), at("b", "Acorn Lodge Nursing Home Ltd", "NV9 9ZZ")], "a", "b"));
    assert!(
        !are_one(&[at("a", "Acorn Lodge Ltd", "NV1 2AB"), at("b", "Acorn Lodge Homes Ltd", "NV1 2AB")], "a", "b"),
        "each says that it is a company"
    );
}

#[test]
fn a_person_goes_before_matching_and_a_group_is_not_one_body() {
    let parties = [
        company("01111111", "Acorn Ltd"),
        party("name:ACORN", "ACORN"),
        company("02222222", "Beech Ltd"),
        Party { vat: "GB999".into(), ..company("03333333", "Cedar Ltd") },
        Party { vat: "GB999".into(), ..company("04444444", "Damson Ltd") },
        party("f", "Fir School (part of Cedar)"),
    ];
    let said = |a: &str, b: &str, are_one: bool| Said { a: a.into(), b: b.into(), are_one };
    let words = [said("GB-COH-01111111", "name:ACORN", false), said("name:ACORN", "GB-COH-02222222", true)];
    let reading = read(&parties, &words, Settings::default()).expect("a reading");
    let found = together(&reading, &parties);
    let set = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<BTreeSet<String>>();
    assert!(found.contains(&set(&["name:ACORN", "GB-COH-02222222"])) && found.contains(&set(&["GB-COH-01111111"])), "{found:?}");
    let owners: Vec<(&str, &str)> = reading.owned.iter().map(|one| (one.organisation.as_str(), one.owner.as_str())).collect();
    assert_eq!(owners, [("GB-COH-04444444", "GB-COH-03333333"), ("f", "GB-COH-03333333")]);
}

#[test]
fn what_cannot_be_matched_is_refused_by_name() {
    let code = |parties: &[Party], settings: Settings| read(parties, &[], settings).map_or_else(|r| r.code(), |_| "read");
    assert_eq!(code(&[], Settings::default()), "no_party");
    assert_eq!(code(&[party("", "Acorn")], Settings::default()), "no_key");
    let much = Party { value: i64::MAX, ..party("a", "Acorn") };
    assert_eq!(code(&[much.clone(), Party { name: "Acorn Ltd".into(), ..much }], Settings::default()), "too_much");
    assert_eq!(code(&[party("a", "Acorn")], Settings { most_alike: 1, ..Settings::default() }), "setting_out_of_range");
}

fn parties() -> impl Strategy<Value = Vec<Party>> {
    let words =
        prop::sample::select(vec!["Acorn", "Beech", "Care", "Homes", "Northern", "Services", "Fibrelite", "Fibrelitte", "Oak", "Lodge"]);
    let form = prop::sample::select(vec!["", " Ltd", " Limited", " LLP", " CIC", " plc", " t/a Oak", "#2"]);
    let name = (prop::collection::vec(words, 1..4), form).prop_map(|(words, form)| format!("{}{form}", words.join(" ")));
    let number = prop::option::of(0u8..6);
    prop::collection::vec((name, number.clone(), number, prop::option::of(0u8..3), -500i64..5_000), 1..30).prop_map(|rows| {
        rows.into_iter()
            .enumerate()
            .map(|(at, (name, company, charity, postcode, value))| Party {
                key: format!("k{at:02}"),
                name,
                company: company.map(|n| format!("0000000{}", n + 1)).unwrap_or_default(),
                charity: charity.map(|n| format!("10000{n}")).unwrap_or_default(),
                postcode: postcode.map(|n| format!("NV{n} 1AA")).unwrap_or_default(),
                value,
                ..Party::default()
            })
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_parties_changes_nothing(parties in parties(), by in 0usize..30) {
        let mut turned = parties.clone();
        let length = turned.len();
        turned.rotate_left(by % length);
        prop_assert_eq!(together(&matched(&parties), &parties), together(&matched(&turned), &turned));
    }

    #[test]
    fn numbers_of_one_register_are_never_two_in_one_body_and_no_value_is_lost(parties in parties()) {
        let reading = matched(&parties);
        let mut seen = BTreeSet::new();
        let mut value = 0;
        for one in &reading.organisations {
            let companies: BTreeSet<&str> = one.members.iter().map(|m| parties[m.at].company.as_str()).filter(|n| !n.is_empty()).collect();
            prop_assert!(companies.len() <= 1, "{companies:?}");
            prop_assert!(one.members.iter().all(|m| seen.insert(m.at)));
            value += one.value;
        }
        prop_assert_eq!(seen.len(), parties.len());
        prop_assert_eq!(value, parties.iter().map(|p| p.value).sum::<i64>());
    }

    #[test]
    fn a_word_of_a_person_always_holds(parties in parties(), a in 0usize..30, b in 0usize..30, are_one: bool) {
        let (a, b) = (a % parties.len(), b % parties.len());
        prop_assume!(a != b);
        let said = [Said { a: parties[a].key.clone(), b: parties[b].key.clone(), are_one }];
        let reading = read(&parties, &said, Settings::default()).expect("a reading");
        let found = together(&reading, &parties).iter().any(|one| one.contains(&parties[a].key) && one.contains(&parties[b].key));
        prop_assert_eq!(found, are_one);
    }

    #[test]
    fn no_name_makes_it_panic(name in "\\PC{0,40}") {
        even(&name);
        matched(&[party("a", &name), party("b", &format!("{name} Ltd"))]);
    }
}

/// One council's payments by name: how many rows, how many pence, and the number the gold set gives.
struct Gold {
    name: String,
    council: &'static str,
    number: String,
    registered: String,
    rows: u64,
    pence: u64,
}

fn gold() -> Option<Vec<Gold>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/spend_gm_matched/gmca");
    let mut found: BTreeMap<(&'static str, String, String), Gold> = BTreeMap::new();
    for council in ["bolton", "oldham"] {
        let bytes = std::fs::read(folder.join(format!("{council}_2019.csv"))).ok()?;
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes.as_slice());
        for row in reader.byte_records() {
            let row = row.expect("a row");
            let text = |at: usize| String::from_utf8_lossy(row.get(at).unwrap_or_default()).trim().to_owned();
            let pence = (text(5).parse::<f64>().expect("an amount") * 100.0).round().abs() as u64;
            let (name, number) = (text(3), text(9));
            let one = found.entry((council, name.clone(), number.clone())).or_insert_with(|| Gold {
                name,
                council,
                number,
                registered: text(8),
                rows: 0,
                pence: 0,
            });
            one.rows += 1;
            one.pence += pence;
        }
    }
    Some(found.into_values().collect())
}

/// Right, given and known, by row and by pence.
#[derive(Default, Debug)]
struct Score {
    right: [u64; 2],
    /// Given a number, and the gold set has one.
    given: [u64; 2],
    /// Given a number where the gold set has none: right or wrong, nobody says.
    beyond: [u64; 2],
    known: [u64; 2],
}

impl Score {
    fn precision(&self) -> [f64; 2] {
        [0, 1].map(|at| self.right[at] as f64 / self.given[at] as f64)
    }

    fn recall(&self) -> [f64; 2] {
        [0, 1].map(|at| self.right[at] as f64 / self.known[at] as f64)
    }
}

/// Names without their numbers, beside a list that has them: which number does each come to?
fn score(names: &[&Gold], list: &BTreeMap<String, BTreeSet<String>>) -> Score {
    let mut parties: Vec<Party> = Vec::new();
    for (number, spellings) in list {
        parties.extend(spellings.iter().map(|name| company(number, name)));
    }
    let from = parties.len();
    parties.extend(names.iter().enumerate().map(|(at, gold)| party(&format!("hidden:{at:05}"), &gold.name)));
    let reading = matched(&parties);
    let mut score = Score::default();
    let mut told: BTreeMap<usize, String> = BTreeMap::new();
    for one in &reading.organisations {
        let number = one.members.iter().map(|m| parties[m.at].company.as_str()).find(|number| !number.is_empty());
        for member in one.members.iter().filter(|m| m.at >= from) {
            if let Some(number) = number {
                told.insert(member.at - from, number.to_owned());
            }
        }
    }
    for (at, gold) in names.iter().enumerate() {
        let weigh = |sum: &mut [u64; 2]| {
            sum[0] += gold.rows;
            sum[1] += gold.pence;
        };
        let can_be_known = list.contains_key(&gold.number);
        if can_be_known {
            weigh(&mut score.known);
        }
        match told.get(&at) {
            Some(_) if gold.number.is_empty() => weigh(&mut score.beyond),
            Some(number) => {
                weigh(&mut score.given);
                if *number == gold.number {
                    weigh(&mut score.right);
                } else if std::env::var_os("SHOW").is_some() {
                    println!(
                        "wrong: {} ({}) is {} and was given {number}: {:?}",
                        gold.name,
                        gold.registered,
                        gold.number,
                        list.get(number)
                    );
                }
            }
            None if can_be_known && std::env::var_os("SHOW").is_some() => {
                println!("missed: {} ({}) {:?}", gold.name, gold.registered, list.get(&gold.number));
            }
            None => {}
        }
    }
    score
}

#[test]
fn hidden_numbers_of_two_councils_suppliers_are_found_again() {
    let Some(gold) = gold() else {
        println!("skipped: ../shared is not here");
        return;
    };
    let list = |keep: &dyn Fn(&Gold) -> bool, name: &dyn Fn(&Gold) -> String| {
        let mut list: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for one in gold.iter().filter(|one| !one.number.is_empty() && keep(one)) {
            list.entry(one.number.clone()).or_default().insert(name(one));
        }
        list
    };
    let all: Vec<&Gold> = gold.iter().collect();
    let of = |council: &str| -> Vec<&Gold> { gold.iter().filter(|one| one.council == council).collect() };
    // The register's own names, as a list of companies would have them.
    let registered = score(&all, &list(&|_| true, &|one| one.registered.clone()));
    // What one council knows, given to the other.
    let to_oldham = score(&of("oldham"), &list(&|one| one.council == "bolton", &|one| one.name.clone()));
    let to_bolton = score(&of("bolton"), &list(&|one| one.council == "oldham", &|one| one.name.clone()));
    for (what, score, recall) in [
        ("register", &registered, [0.88, 0.85]),
        ("Bolton to Oldham", &to_oldham, [0.88, 0.89]),
        ("Oldham to Bolton", &to_bolton, [0.95, 0.90]),
    ] {
        println!("{what}: precision {:?}, recall {:?}, {score:?}", score.precision(), score.recall());
        assert!(score.precision().iter().all(|share| *share >= 0.98), "{what}: {:?}", score.precision());
        for (found, least) in score.recall().into_iter().zip(recall) {
            assert!(found >= least, "{what}: {found}");
        }
    }
}

#[test]
fn work_grows_with_the_number_of_names_and_not_with_pairs() {
    let made = |count: usize| -> Vec<Party> {
        (0..count)
            .map(|at| {
                let word = |mut n: usize| {
                    let mut word = String::new();
                    for _ in 0..7 {
                        word.push(char::from(b'A' + (n % 26) as u8));
                        n = n.wrapping_mul(31).wrapping_add(7) / 3;
                    }
                    word
                };
                party(&format!("k{at:07}"), &format!("{} {} Services Ltd", word(at * 7_919), word(at * 104_729 + 13)))
            })
            .collect()
    };
    let time = |count: usize| {
        let parties = made(count);
        let start = std::time::Instant::now();
        let reading = matched(&parties);
        assert!(reading.totals.parties == count as u64);
        start.elapsed().as_secs_f64()
    };
    let (few, many) = (time(10_000), time(80_000));
    println!("10,000 in {few:.3} s, 80,000 in {many:.3} s");
    assert!(many < few * 8.0 * 4.0, "eight times the names took {:.1} times as long", many / few);
}
