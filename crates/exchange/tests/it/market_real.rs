//! Real files of the market, where they are at hand: to the penny and to the row.

use std::collections::HashSet;
use std::path::PathBuf;

use exchange::market::{MarketTable, payments, providers, register, threesixty};

use crate::market::{Read, read_as};

fn bytes_of(path: &str) -> Option<Vec<u8>> {
    let whole = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(path);
    let bytes = std::fs::read(whole).ok();
    if bytes.is_none() {
        println!("skipped: ../shared is not here");
    }
    bytes
}

fn payments_of(path: &str, buyer: &str) -> Option<Read> {
    let name = path.rsplit('/').next().unwrap_or(path);
    Some(read_as(payments::read, name, &bytes_of(path)?, buyer, true).unwrap_or_else(|error| panic!("{path}: {error}")))
}

fn sums(read: &Read) -> Vec<(&str, i64)> {
    read.told.amounts.iter().map(|(currency, sum)| (currency.as_str(), *sum)).collect()
}

#[test]
fn a_year_of_payments_out_of_a_zip_folder_is_read_to_the_penny() {
    let Some(read) = payments_of("spend_trafford/trafford-supplier-spend-2024-25.zip", "") else { return };
    assert_eq!((read.told.read, read.told.unreadable, sums(&read)), (210_068, 0, vec![("GBP", 56_521_957_374)]));
    let amounts = read.column(MarketTable::Payments, "amount");
    assert_eq!(amounts.iter().filter(|pence| pence.starts_with('-')).count(), 25_107);
    assert_eq!(read.column(MarketTable::Payments, "supplier_name").iter().collect::<HashSet<_>>().len(), 2_328);
    assert_eq!((read.told.publisher.as_str(), read.told.first.map(|day| day.to_string())), ("Trafford Council", Some("2024-04-02".into())));
    let schemes = read.column(MarketTable::Payments, "category_scheme");
    assert!(schemes.iter().all(|scheme| scheme == "ProClass"));
}

#[test]
fn payments_matched_to_companies_keep_their_numbers() {
    for (path, rows, pence, numbered) in [
        ("spend_gm_matched/gmca/bolton_2019.csv", 17_035, 17_531_734_801, 11_909),
        ("spend_gm_matched/gmca/oldham_2019.csv", 16_864, 22_411_891_165, 0),
    ] {
        let Some(read) = payments_of(path, "") else { return };
        assert_eq!((read.told.read, read.told.unreadable, sums(&read)), (rows, 0, vec![("GBP", pence)]), "{path}");
        let with_number = read.column(MarketTable::Payments, "supplier").iter().filter(|key| key.starts_with("GB-COH-")).count();
        assert!(numbered == 0 || with_number == numbered, "{path}: {with_number}");
    }
}

#[test]
fn seven_layouts_of_seven_councils_are_read_to_the_penny() {
    for (path, rows, pence) in [
        ("calderdale/clean/2022-05.csv", 1_697, 1_395_660_664),
        ("calderdale/clean/2022-06.csv", 1_652, 1_272_097_017),
        ("calderdale/clean/2022-07.csv", 1_582, 1_494_840_924),
        ("calderdale/clean/2022-08.csv", 1_956, 1_590_150_875),
        ("darlington/clean/2022-09.csv", 1_487, 1_128_165_447),
        ("gateshead/clean/2022-08.csv", 8_053, 3_046_672_283),
        ("harrogate/clean/2022-08.csv", 1_873, 538_527_074),
        ("manchester/clean/2022-05.csv", 3_564, 9_740_022_710),
        ("newcastle/clean/2022-08.csv", 6_568, 4_801_302_497),
        ("northtyneside/clean/2022-07_i.csv", 18_400, 5_362_286_647),
        ("northtyneside/clean/2022-07_p.csv", 16_082, 35_529_983),
    ] {
        let Some(read) = payments_of(&format!("spend_northern_councils/{path}"), "The council itself") else { return };
        assert_eq!((read.told.read, read.told.unreadable, sums(&read)), (rows, 0, vec![("GBP", pence)]), "{path}: {}", read.told.shape);
        let days = read.column(MarketTable::Payments, "paid");
        assert!(days.iter().filter(|day| day.starts_with("2022-")).count() * 100 >= days.len() * 99, "{path}: {}", read.told.shape);
        let named = read.column(MarketTable::Payments, "supplier");
        assert!(named.iter().filter(|key| !key.is_empty()).count() * 100 >= named.len() * 95, "{path}: {}", read.told.shape);
    }
    let Some(small) = payments_of("spend_northern_councils/northtyneside/clean/2022-07_i.csv", "North Tyneside Council") else { return };
    assert_eq!(small.told.left_out, 1_599, "rows of filling are no payments");
}

#[test]
fn a_register_with_words_for_days_and_dashes_for_values_is_read_whole() {
    let Some(bytes) = bytes_of("contract_register_salford/clean/2022-07.csv") else { return };
    let read = read_as(register::read, "register.csv", &bytes, "", true).expect("a register");
    assert_eq!((read.told.read, read.told.unreadable, sums(&read)), (360, 0, vec![("GBP", 159_875_851_562)]), "{}", read.told.shape);
    let column = |name: &str| read.column(MarketTable::Contracts, name);
    let annual: i64 = column("annual").iter().filter_map(|pence| pence.parse::<i64>().ok()).sum();
    assert_eq!((annual, column("amount").iter().filter(|pence| pence.is_empty()).count()), (20_851_595_129, 10));
    assert_eq!(column("ends_text").iter().filter(|text| *text == "TBC").count(), 1);
    assert_eq!(column("buyer").iter().collect::<HashSet<_>>().len(), 15);
    assert_eq!(
        (column("category_code")[0].as_str(), column("category_scheme")[0].as_str(), column("sme")[0].as_str()),
        ("231810", "ProClass", "true")
    );
}

#[test]
fn grants_are_the_same_from_json_and_from_csv() {
    let (Some(json), Some(csv)) = (
        bytes_of("grants_360giving_trafford/trafford_council_voluntary_sector_grants.json"),
        bytes_of("grants_360giving_trafford/trafford_council_voluntary_sector_grants.csv"),
    ) else {
        return;
    };
    let (json, csv) = (
        read_as(threesixty::read, "grants.json", &json, "", true).expect("grants"),
        read_as(threesixty::read, "grants.csv", &csv, "", true).expect("grants"),
    );
    for read in [&json, &csv] {
        assert_eq!((read.told.read, read.told.unreadable, sums(read)), (555, 0, vec![("GBP", 129_143_654)]), "{}", read.told.shape);
    }
    for name in ["grant", "funder", "recipient", "title", "amount", "awarded", "programme", "area", "place"] {
        assert_eq!(json.column(MarketTable::Grants, name), csv.column(MarketTable::Grants, name), "{name}");
    }
}

#[test]
fn lists_of_registered_providers_are_read_to_the_row() {
    for (path, rows, register, places) in [
        ("market_ofsted_childrens_homes/provider_at_march_2025.csv", 5_600, "ofsted", true),
        ("vcse_register_trafford/charities_operating_in_trafford.csv", 736, "charities", false),
        ("vcse_register_trafford/trafford_care_homes.csv", 56, "cqc", false),
        ("vcse_register_trafford/gm_food_banks.csv", 171, "gm food banks", false),
        ("vcse_register_trafford/trafford_mental_health_services.csv", 60, "trafford mental health services", false),
    ] {
        let Some(bytes) = bytes_of(path) else { return };
        let name = path.rsplit('/').next().unwrap_or(path);
        let read = read_as(providers::read, name, &bytes, "", true).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_eq!((read.told.read, read.told.unreadable), (rows, 0), "{path}: {}", read.told.shape);
        let column = |name: &str| read.column(MarketTable::Providers, name);
        assert!(column("register").iter().all(|one| one == register), "{path}: {}", read.told.shape);
        assert!(column("provider").iter().all(|key| !key.is_empty()), "{path}");
        if places {
            assert_eq!(
                (
                    column("rating").iter().filter(|one| *one == "Good").count(),
                    column("places").iter().filter(|one| one.is_empty()).count()
                ),
                (3_059, 408)
            );
            assert!(column("owner").iter().filter(|key| !key.is_empty()).count() > 5_000, "{}", read.told.shape);
        }
    }
}
