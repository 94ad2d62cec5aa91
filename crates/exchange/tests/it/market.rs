//! Market records in any layout: one fixture a fault, and the laws that hold of any file.

use std::io::Cursor;

use exchange::Limits;
use exchange::market::{
    MarketTable, NotRecords, OwnedCell, Party, ReadRecords, Source, Told, payments, placements, providers, register, threesixty,
};
use exchange::tables::{InMemory, RecordWriter, Tables};
use proptest::prelude::*;

type Reader = fn(&mut dyn Source, &Told<'_>, &Limits, &mut dyn RecordWriter, &mut dyn FnMut(u64, u64)) -> Result<ReadRecords, NotRecords>;

/// A reading and its rows.
pub struct Read {
    pub told: ReadRecords,
    tables: InMemory,
    digests: Vec<(MarketTable, exchange::tables::Digest)>,
}

impl Read {
    pub fn rows(&self, table: MarketTable) -> Vec<Vec<OwnedCell>> {
        self.digests.iter().filter(|(of, _)| *of == table).flat_map(|(_, digest)| self.tables.records(digest)).collect()
    }

    /// One column of a table, as text.
    pub fn column(&self, table: MarketTable, name: &str) -> Vec<String> {
        let at = table.columns().iter().position(|column| column.name == name).expect("a column");
        let shown = |cell: &OwnedCell| match cell {
            OwnedCell::None => String::new(),
            OwnedCell::Text(text) => text.clone(),
            OwnedCell::Date(date) => date.to_string(),
            OwnedCell::Money(number) | OwnedCell::Count(number) => number.to_string(),
            OwnedCell::Number(number) => number.to_string(),
            OwnedCell::Flag(flag) => flag.to_string(),
        };
        self.rows(table).iter().map(|row| shown(&row[at])).collect()
    }

    pub fn noted(&self) -> String {
        self.told.notes.iter().map(exchange::note::Note::sentence).collect::<Vec<_>>().join("\n")
    }
}

pub fn read_as(reader: Reader, name: &str, bytes: &[u8], buyer: &str, published: bool) -> Result<Read, NotRecords> {
    let tables = InMemory::default();
    let mut writer = tables.begin_records().expect("a writer");
    let party = Party { name: buyer.to_owned(), ..Party::default() };
    let today = jiff::civil::date(2026, 11, 22);
    let told = Told { file_name: name, bytes: bytes.len() as u64, buyer: &party, published, today };
    let read = reader(&mut Cursor::new(bytes.to_vec()), &told, &Limits::default(), &mut *writer, &mut |_, _| {})?;
    let kept = writer.finish(&[]).expect("kept");
    let digests = kept.into_iter().filter_map(|one| Some((one.table, one.digest?))).collect();
    Ok(Read { told: read, tables, digests })
}

fn payments_of(text: &str) -> Read {
    read_as(payments::read, "spend.csv", text.as_bytes(), "Northvale County Council", true).expect("payments")
}

fn pence(read: &Read) -> Vec<String> {
    read.column(MarketTable::Payments, "amount")
}

#[test]
fn amounts_that_are_negative_reversed_or_credited_are_less_than_nothing() {
    let read = payments_of(
        "Supplier,Date,Net Amount\nAcorn Care Ltd,01/04/2026,\"£1,200.50\"\nAcorn Care Ltd,02/04/2026,-200.50\nAcorn Care Ltd,13/04/2026,(10.00)\n\
         Birch Homes,14/04/2026,5.00-\nBirch Homes,15/04/2026,7.25 CR\n",
    );
    assert_eq!(pence(&read), ["120050", "-20050", "-1000", "-500", "-725"]);
    assert_eq!(read.told.amounts, [("GBP".to_owned(), 97_775)]);
    assert!(read.noted().contains("Cell C4: seen ‘(10.00)’. An amount in brackets: read as less than nothing."), "{}", read.noted());
    assert!(read.noted().contains("its minus behind it") && read.noted().contains("marked CR"));
    assert_eq!(read.column(MarketTable::Parties, "party"), ["name:NORTHVALE COUNTY COUNCIL", "name:ACORN CARE LTD", "name:BIRCH HOMES"]);
}

#[test]
fn two_currencies_are_never_one_sum() {
    let read = payments_of(
        "Payee,Paid Date,Amount,Currency\nAcorn,2026-04-01,100.00,GBP\nChêne SARL,2026-04-02,50.00,EUR\nBirch,2026-04-03,€25.00,\nCedar,2026-04-03,1.00,Groats\n",
    );
    let sums: Vec<(&str, i64)> = read.told.amounts.iter().map(|(currency, sum)| (currency.as_str(), *sum)).collect();
    assert_eq!(sums, [("EUR", 7_500), ("GBP", 10_000), (exchange::market::NO_CURRENCY, 100)]);
    assert!(read.noted().contains("never summed with pounds") && read.noted().contains("‘Groats’"), "{}", read.noted());
}

#[test]
fn days_that_cannot_be_cost_the_day_and_never_the_payment() {
    let read =
        payments_of("Supplier,Date paid,Amount\nAcorn,01/01/1900,1.00\nBirch,31/12/2999,2.00\nCedar,soon,3.00\nDamson,25/04/2026,4.00\n");
    assert_eq!(read.column(MarketTable::Payments, "paid"), ["", "", "", "2026-04-25"]);
    assert_eq!((read.told.read, read.told.unreadable, read.told.amounts[0].1), (4, 0, 1_000));
    let noted = read.noted();
    assert!(noted.contains("Cell B2 and cell B3: seen ‘01/01/1900’. A day that no payment can be of"), "{noted}");
    assert!(noted.contains("Cell B4: seen ‘soon’. No day that can be read"), "{noted}");
}

#[test]
fn the_file_tells_which_of_day_and_month_stands_first() {
    let american = payments_of("Supplier,Payment date,Amount\nAcorn,04/03/2026,1.00\nBirch,04/25/2026,2.00\n");
    assert_eq!(american.column(MarketTable::Payments, "paid"), ["2026-04-03", "2026-04-25"]);
    let either = payments_of("Supplier,Payment date,Amount\nAcorn,04/03/2026,1.00\nBirch,05/06/2026,2.00\n");
    assert_eq!(either.column(MarketTable::Payments, "paid"), ["2026-03-04", "2026-06-05"]);
    assert!(either.noted().contains("Nothing in the file tells day from month"), "{}", either.noted());
}

#[test]
fn titles_second_headings_sums_and_footnotes_are_no_payments() {
    let read = payments_of(
        "Northvale County Council\nPayments over £500,,,\n\nPayment,,Supplier,Net\nDate,Reference,Name,Amount\n2026-04-01,1,Acorn,10.00\n2026-04-02,2,Birch,20.00\n\
         Payment Date,,,\nTotal,,,30.00\n\nSource: ledger\n2026-04-03,3,Total Gas & Power Ltd,5.00\n2026-04-04,4,Grand Total,5.00\n",
    );
    assert_eq!(pence(&read), ["1000", "2000", "500"], "{}", read.noted());
    assert!(read.told.shape.contains("under the headings in row 5"), "{}", read.told.shape);
    assert_eq!((read.told.read, read.told.unreadable), (3, 0), "{:?}", read.told);
    assert!(read.noted().contains("A row that sums up others"), "{}", read.noted());
}

#[test]
fn what_cannot_be_read_is_told_by_row_and_the_rest_is_kept() {
    let read = payments_of(
        "Supplier,Date,Amount\nAcorn,2026-04-01,10.00\nBirch,2026-04-01,TBC\nCedar,2026-04-01,\nDamson,2026-04-01,£\nElm,2026-04-02,20.00\n",
    );
    assert_eq!((read.told.read, read.told.unreadable, pence(&read).len()), (5, 3, 2));
    let rows: Vec<(u64, &str)> = read.told.unread.iter().map(|one| (one.row, one.seen.as_str())).collect();
    assert_eq!(rows, [(3, "TBC"), (4, ""), (5, "£")]);
    assert!(read.told.unread[0].says.contains("Write it in digits"), "{:?}", read.told.unread);
}

#[test]
fn the_same_payment_twice_in_a_file_is_two_payments() {
    let read = payments_of("Supplier,Date,Amount\nAcorn,2026-04-01,10.00\nAcorn,2026-04-01,10.00\n");
    assert_eq!((pence(&read), read.told.amounts[0].1), (vec!["1000".to_owned(), "1000".to_owned()], 2_000));
}

#[test]
fn numbers_of_companies_and_charities_come_before_names_and_categories_keep_their_scheme() {
    let read = payments_of(
        "Organisation Name,Supplier Name,Company Number,Charity Number,ProclassLabel,ProclassCode,Payment Date,Net Amount,VAT Amount\n\
         Northvale CC,Acorn Care,1234567,NA,SOCIAL CARE : Adults,321311,2026-04-01,10.00,2.00\nNorthvale CC,Birch Trust,,1110767,Not Classified,NA,2026-04-01,20.00,4.00\n",
    );
    assert_eq!(read.column(MarketTable::Payments, "supplier"), ["GB-COH-01234567", "GB-CHC-1110767"]);
    assert_eq!(read.column(MarketTable::Payments, "category_code"), ["321311", ""]);
    assert_eq!(read.column(MarketTable::Payments, "category_scheme"), ["ProClass", "ProClass"]);
    assert_eq!((read.told.publisher.as_str(), read.told.amounts[0].1), ("Northvale CC", 3_000));
    assert!(
        read.told.shape.contains("the amount from column H ‘Net Amount’") && read.told.shape.contains("Not read: column I ‘VAT Amount’"),
        "{}",
        read.told.shape
    );
}

#[test]
fn people_are_named_nowhere_but_where_a_council_published_their_names() {
    let text = "Supplier,Date,Amount\nJoan Pritchard,2026-04-01,10.00\nREDACTED,2026-04-01,20.00\nAcorn Care Ltd,2026-04-02,30.00\nRedacted personal data,2026-04-02,5.00\nBirch Homes Ltd,2026-04-02,5.00\n";
    let own = read_as(payments::read, "ledger.csv", text.as_bytes(), "Northvale", false).expect("payments");
    assert_eq!(own.column(MarketTable::Payments, "supplier_name")[0], "Individual, name left out");
    assert!(!own.column(MarketTable::Parties, "name").iter().any(|name| name.contains("Joan")));
    assert_eq!(own.column(MarketTable::Payments, "supplier")[1..4], ["name:REDACTED", "name:ACORN CARE LTD", "name:REDACTED"]);
    assert_eq!(payments_of(text).column(MarketTable::Payments, "supplier_name")[0], "Joan Pritchard");
    let clients = "Supplier,Client,Date,Amount\nAcorn Care Ltd,Joan Pritchard,2026-04-01,10.00\nAcorn Care Ltd,Peter Hale,2026-04-01,10.00\nBirch Ltd,Mary Stone,2026-04-01,10.00\nBirch Ltd,David Moss,2026-04-01,10.00\nBirch Ltd,Susan Clay,2026-04-01,10.00\n";
    let refused = read_as(payments::read, "ledger.csv", clients.as_bytes(), "Northvale", false).err();
    assert!(matches!(&refused, Some(NotRecords::People(place)) if place.contains("Client")), "{refused:?}");
}

#[test]
fn a_file_says_whose_it_is_or_somebody_has_to() {
    let text = b"Supplier,Date,Amount\nAcorn,2026-04-01,10.00\n";
    let refused = read_as(payments::read, "a.csv", text, "", true).err();
    assert_eq!(refused, Some(NotRecords::WhoseIsIt));
    let text = b"nwod_id_uri_code,org_short_name,beneficiary_name,payment_date,amount\nE08000001     ,bolton,Acorn,2026-04-01,10.00\n";
    let read = read_as(payments::read, "a.csv", text, "", true).expect("payments");
    assert_eq!(read.column(MarketTable::Payments, "buyer"), ["GSS-E08000001"]);
}

#[test]
fn a_folder_of_files_is_read_member_by_member_and_a_folder_within_it_is_named() {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, text) in [
        ("april.csv", "Supplier,Date,Amount\nAcorn,2026-04-01,10.00\n"),
        ("may.csv", "Payee;Paid Date;Value\nBirch;01/05/2026;20,50\n"),
        ("more.zip", "PK"),
        ("read me.md", "hello"),
    ] {
        zip.start_file(name, options).expect("a member");
        std::io::Write::write_all(&mut zip, text.as_bytes()).expect("written");
    }
    let bytes = zip.finish().expect("a folder").into_inner();
    let read = read_as(payments::read, "spend.zip", &bytes, "Northvale", true).expect("payments");
    assert_eq!(pence(&read), ["1000", "2050"]);
    assert!(read.noted().contains("A folder within the folder: not opened"), "{}", read.noted());
}

#[test]
fn a_workbook_is_read_sheet_by_sheet() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("April").expect("a name");
    for (column, heading) in ["Supplier", "Date", "Amount"].iter().enumerate() {
        sheet.write(0, column as u16, *heading).expect("written");
    }
    sheet.write(1, 0, "Acorn").expect("written");
    let day = rust_xlsxwriter::Format::new().set_num_format("dd/mm/yyyy");
    sheet.write_with_format(1, 1, rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 4, 1).expect("a day"), &day).expect("written");
    sheet.write(1, 2, 1234.56).expect("written");
    let notes = book.add_worksheet();
    notes.set_name("Notes").expect("a name");
    notes.write(0, 0, "Figures exclude VAT").expect("written");
    let bytes = book.save_to_buffer().expect("a workbook");
    let read = read_as(payments::read, "spend.xlsx", &bytes, "Northvale", true).expect("payments");
    assert_eq!((pence(&read), read.column(MarketTable::Payments, "paid")), (vec!["123456".to_owned()], vec!["2026-04-01".to_owned()]));
    assert!(read.noted().contains("Sheet ‘Notes’"), "{}", read.noted());
}

#[test]
fn a_register_keeps_what_stands_where_a_day_should_and_what_is_not_for_publication_is_left_out() {
    let text = "\u{feff}Contract Ref,Contract Title,Supplier,Start Date,End Date,Current Expiry Date,Annual Value,Total Contract Value,Option to extend (months),SME Supplier?,Process Used,Company Number,Visibility\n\
                C1,Home care,Acorn Care Ltd,2024-04-01,2026-03-31,2027-03-31,100000,300000,12,Yes,ITT,1234567,Public\n\
                C2,Respite framework,Various,2024-04-01,TBC,TBC,-,-,0,No,Other,Various,Public\n\
                C3,Repairs,Birch Ltd,2024-04-01,22/04/222,,£1.2m,n/k,24 + 24,No,Direct Call-Off,25459259,Public\n\
                C4,Safe house,Cedar Ltd,2024-04-01,2026-03-31,,1,1,0,No,ITT,,Confidential\n";
    let read = read_as(register::read, "register.csv", text.as_bytes(), "Northvale", true).expect("a register");
    let column = |name: &str| read.column(MarketTable::Contracts, name);
    assert_eq!((read.told.read, read.told.unreadable, column("contract")), (4, 1, vec!["C1".to_owned(), "C2".into(), "C3".into()]));
    assert_eq!(
        (column("ends"), column("ends_text")),
        (vec!["2027-03-31".to_owned(), String::new(), String::new()], vec![String::new(), "TBC".into(), "22/04/222".into()])
    );
    assert_eq!(column("kind"), ["contract", "framework", "call_off"]);
    assert_eq!(column("supplier"), ["GB-COH-01234567", "", "GB-COH-25459259"]);
    assert_eq!(
        (column("amount"), column("annual")),
        (vec!["30000000".to_owned(), String::new(), String::new()], vec!["10000000".to_owned(), String::new(), "120000000".into()])
    );
    assert_eq!(column("extensions"), ["Option to extend (months): 12", "", "24 + 24"]);
    assert!(!read.column(MarketTable::Parties, "name").contains(&"Cedar Ltd".to_owned()));
}

#[test]
fn grants_are_read_from_json_and_from_its_tables_alike() {
    let json = r#"{"grants":[{"id":"360G-n-1","title":"Lunch club","currency":"GBP","amountAwarded":3028.63,"awardDate":"2026-01-18T00:00:00Z","recipientOrganization":[{"id":"GB-CHC-1110767","name":"Lindle Lunch Club"}],"fundingOrganization":[{"id":"GB-LAE-NVC","name":"Northvale County Council"}],"grantProgramme":[{"title":"Small grants"}],"beneficiaryLocation":[{"name":"Lindle","geoCode":"E05000001"}],"plannedDates":[{"startDate":"2026-02-01"}]},{"id":"360G-n-2","amountAwarded":"lots"},{"id":"360G-n-3","title":"No amount"}]}"#;
    let from_json = read_as(threesixty::read, "grants.json", json.as_bytes(), "", true).expect("grants");
    let csv = "Identifier,Title,Currency,Amount Awarded,Award Date,Recipient Org:Identifier,Recipient Org:Name,Funding Org:Identifier,Funding Org:Name,Grant Programme:Title,Beneficiary Location:Name,Beneficiary Location:Geographic Code,Planned Dates:Start Date\n\
               360G-n-1,Lunch club,GBP,3028.63,2026-01-18,GB-CHC-1110767,Lindle Lunch Club,GB-LAE-NVC,Northvale County Council,Small grants,Lindle,E05000001,2026-02-01\n";
    let from_csv = read_as(threesixty::read, "grants.csv", csv.as_bytes(), "", true).expect("grants");
    let without_place = |read: &Read| {
        read.rows(MarketTable::Grants)
            .into_iter()
            .map(|mut row| {
                row.pop();
                row
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(without_place(&from_json), without_place(&from_csv));
    assert_eq!((from_json.told.read, from_json.told.unreadable, from_json.told.amounts[0].1), (3, 2, 302_863));
    assert_eq!((from_json.told.unread[0].row, from_json.told.unread[1].seen.as_str()), (2, "360G-n-3"));
    let cut = read_as(threesixty::read, "grants.json", &json.as_bytes()[..400], "", true).err();
    assert!(matches!(&cut, Some(NotRecords::NotThese(says)) if says.contains("cut off")), "{cut:?}");
}

#[test]
fn lists_of_providers_name_their_register_and_a_name_held_back_is_nobodys() {
    let ofsted = "Title of the list,,,\nWeb link,URN,Provision type,Registration date,Registration status,Name,Postcode,Ofsted Region,Local authority,Sector,Places,Organisation which owns the provider,Overall experiences and progress\n\
                  x,101,Children's home,14/02/2002,Active,REDACTED,REDACTED,North West,Lindle,Private,4,Acorn Childcare Ltd,Good\nx,102,Children's home,31/01/2024,Suspended,REDACTED,REDACTED,North West,Lindle,Voluntary,many,Acorn Childcare Ltd,\n";
    let read = read_as(providers::read, "ofsted.csv", ofsted.as_bytes(), "", true).expect("providers");
    let column = |name: &str| read.column(MarketTable::Providers, name);
    assert_eq!(column("provider"), ["OFSTED-101", "OFSTED-102"]);
    assert_eq!(
        (column("owner"), column("sector")),
        (vec!["name:ACORN CHILDCARE LTD".to_owned(); 2], vec!["private".to_owned(), "voluntary".into()])
    );
    assert_eq!(
        (column("places"), column("registered"), column("rating")),
        (vec!["4".to_owned(), String::new()], vec!["2002-02-14".to_owned(), "2024-01-31".into()], vec!["Good".to_owned(), String::new()])
    );
    let cqc = "Name,Postcode,Service types,Date of latest check,Provider name,Local authority,Region,CQC Location ID (for office use only)\n\
               Fellside Court,LD1 1AA,Nursing homes,2026-01-19,Acorn Care Ltd,Lindle,North West,1-1938268568\n";
    let read = read_as(providers::read, "cqc.csv", cqc.as_bytes(), "", true).expect("providers");
    let column = |name: &str| read.column(MarketTable::Providers, name);
    assert_eq!(
        (column("register"), column("name"), column("owner")),
        (vec!["cqc".to_owned()], vec!["Fellside Court".to_owned()], vec!["name:ACORN CARE LTD".to_owned()])
    );
    assert_eq!(
        (column("provider"), column("rated"), column("kind")),
        (vec!["CQC-1-1938268568".to_owned()], vec!["2026-01-19".to_owned()], vec!["Nursing homes".to_owned()])
    );
    let charities = "registered_charity_number,charity_company_registration_number,charity_name,charity_type,charity_contact_postcode\n1110767,NA,LINDLE LUNCH CLUB,Other,LD1 1AA\n1234567,00738693,MOOR TRUST LIMITED,Charitable company,LD2 2BB\n";
    let read = read_as(providers::read, "charities.csv", charities.as_bytes(), "", true).expect("providers");
    assert_eq!(read.column(MarketTable::Providers, "register"), ["charities", "charities"]);
    assert_eq!(read.column(MarketTable::Providers, "provider"), ["GB-CHC-1110767", "GB-COH-00738693"]);
}

#[test]
fn requests_are_read_without_anybodys_name() {
    let text = "Package Ref,Service type,Zone,Date requested,Offers received,Date sourced,Provider,Weekly fee,Cost of care,Miles from home,Handed back\n\
                P1,Home care,Lindle,01/04/2026,3,04/04/2026,Acorn Care Ltd,£420.50,£430,2.5 miles,No\nP2,Home care,Moor,13/04/2026,0,,,,,,\nP3,Respite,Moor,soon,1,,,,,,\nP4,Home care,Lindle,20/04/2026,x,25/04/2026,Joan Pritchard,400,,3000000,10/05/2026\n";
    let read = read_as(placements::read, "brokerage.csv", text.as_bytes(), "Northvale", false).expect("requests");
    let column = |name: &str| read.column(MarketTable::Placements, name);
    assert_eq!((read.told.read, read.told.unreadable), (4, 1));
    assert_eq!(
        (column("offers"), column("sourced")),
        (vec!["3".to_owned(), "0".into(), String::new()], vec!["2026-04-04".to_owned(), String::new(), "2026-04-25".into()])
    );
    assert_eq!(
        (column("fee"), column("miles")),
        (vec!["42050".to_owned(), String::new(), "40000".into()], vec!["2.5".to_owned(), String::new(), String::new()])
    );
    assert_eq!(
        (column("handed_back"), column("supplier_name")),
        (vec!["false".to_owned(), String::new(), "true".into()], vec!["Acorn Care Ltd".to_owned(), String::new(), String::new()])
    );
    let clients = text
        .replace("Package Ref,", "NHS number,")
        .replace("P1,", "943 476 5919,")
        .replace("P2,", "401 023 2137,")
        .replace("P3,", "987 654 4321,")
        .replace("P4,", "123 456 7881,");
    assert!(matches!(read_as(placements::read, "b.csv", clients.as_bytes(), "Northvale", false), Err(NotRecords::People(_))));
}

#[test]
fn what_is_no_such_file_says_what_it_needs() {
    for (reader, text, says) in [
        (payments::read as Reader, "Month,Visits\nApril,3\nMay,4\n", "an amount and who was paid"),
        (register::read, "Month,Visits\nApril,3\n", "the contract’s title"),
        (providers::read, "Month,Visits\nApril,3\n", "a name"),
        (placements::read, "Month,Visits\nApril,3\n", "the day of the request"),
        (threesixty::read, "Month,Visits\nApril,3\n", "360Giving"),
        (payments::read, "%PDF-1.4", "PDF"),
        (payments::read, "{\"releases\": []}", "JSON"),
        (payments::read, "", "empty"),
    ] {
        let refused = read_as(reader, "a.csv", text.as_bytes(), "Northvale", true).map(|_| ()).expect_err("refused").to_string();
        assert!(refused.contains(says), "{text}: {refused}");
    }
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..600), begins in prop::sample::select(vec!["", "Supplier,Date,Amount\n", "Contract Title,Supplier,End Date,Value\n", "{\"grants\":[", "PK\u{3}\u{4}", "Name,URN,Postcode\n"])) {
        let whole = [begins.as_bytes(), &bytes].concat();
        for reader in [payments::read as Reader, register::read, threesixty::read, providers::read, placements::read] {
            let _ = read_as(reader, "a.csv", &whole, "Northvale", true);
        }
    }

    #[test]
    fn every_row_is_kept_or_counted_and_the_sum_is_that_of_the_kept(
        rows in prop::collection::vec((prop::sample::select(vec!["Acorn", "Birch \"Homes\"", "", "Total", "Çedar, Ltd"]), prop::sample::select(vec!["2026-04-01", "02/04/2026", "soon", ""]), prop::sample::select(vec!["10.00", "-3.5", "(2)", "TBC", "", "£1,000", "5.00-"])), 1..60)
    ) {
        let mut text = "Supplier,Date,Amount\nOak Ltd,2026-04-01,1.00\nOak Ltd,2026-04-01,1.00\nOak Ltd,2026-04-01,1.00\n".to_owned();
        let mut lines = 3u64;
        for (supplier, day, amount) in &rows {
            if supplier.is_empty() && day.is_empty() && amount.is_empty() {
                continue;
            }
            lines += 1;
            text.push_str(&format!("\"{}\",{day},\"{amount}\"\n", supplier.replace('"', "\"\"")));
        }
        // Where most amounts are none there is no table of payments to speak of.
        let Ok(read) = read_as(payments::read, "a.csv", text.as_bytes(), "Northvale", true) else { return Ok(()) };
        let kept = pence(&read);
        prop_assert_eq!(read.told.read + read.told.left_out, lines);
        prop_assert_eq!(read.told.read, kept.len() as u64 + read.told.unreadable);
        let sum: i64 = kept.iter().map(|pence| pence.parse::<i64>().expect("pence")).sum();
        prop_assert_eq!(read.told.amounts.iter().map(|(_, sum)| *sum).sum::<i64>(), sum);
    }
}
