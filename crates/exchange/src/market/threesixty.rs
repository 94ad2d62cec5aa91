//! Grants in the 360Giving standard: JSON packages, CSV and Excel with its titles, and lists of grants with headings near to them.

use serde::Deserialize;
use serde_json::Number;

use super::amounts::{amount, currency};
use super::columns::{Holds, Wanted};
use super::days::{self, Order};
use super::numbers::{area, charity, company};
use super::reading::{NotRecords, ReadRecords, Source, Tally, Told};
use super::rows::{head_of, whole};
use super::tabular::{self, At, Rowwise};
use super::{Cell, MarketTable, NO_CURRENCY, Party};
use crate::note::NoteKind;
use crate::table::Place;
use crate::tables::RecordWriter;
use crate::unreadable::{Limits, Unreadable};

const AMOUNT: usize = 0;
const RECIPIENT: usize = 1;
const AWARDED: usize = 2;
const GRANT: usize = 3;
const TITLE: usize = 4;
const APPLIED: usize = 5;
const CURRENCY: usize = 6;
const STARTS: usize = 7;
const ENDS: usize = 8;
const RECIPIENT_ID: usize = 9;
const CHARITY: usize = 10;
const COMPANY: usize = 11;
const POSTCODE: usize = 12;
const FUNDER_ID: usize = 13;
const FUNDER: usize = 14;
const PROGRAMME: usize = 15;
const AREA: usize = 16;
const PLACE: usize = 17;

const fn wanted(words: &'static str, like: &'static [&'static str], never: &'static [&'static str], holds: Holds) -> Wanted {
    Wanted { words, like, never, holds, needed: false }
}

static WANTED: &[Wanted] = &[
    Wanted {
        words: "the amount awarded",
        like: &["amount awarded", "award amount", "grant amount", "amount grant", "awarded amount", "amount", "value", "grant value", "£"],
        never: &["applied", "disbursed", "date", "currency"],
        holds: Holds::Money,
        needed: true,
    },
    Wanted {
        words: "the recipient",
        like: &[
            "recipient org name",
            "recipient organisation name",
            "recipient name",
            "recipient organisation",
            "recipient",
            "organisation name",
            "grantee",
            "organisation",
            "beneficiary",
            "charity name",
            "name",
        ],
        never: &[
            "identifier",
            "number",
            "address",
            "city",
            "county",
            "country",
            "code",
            "description",
            "web",
            "location",
            "funding",
            "programme",
            "id",
            "department",
            "postal",
            "type",
            "project",
            "individual",
        ],
        holds: Holds::Name,
        needed: true,
    },
    wanted(
        "the day of the award",
        &["award date", "date award", "date awarded", "awarded date", "grant date", "decision date", "date"],
        &["start", "end", "planned", "modified"],
        Holds::Day,
    ),
    wanted(
        "the identifier",
        &["identifier", "grant id", "grant reference", "grant ref", "reference", "id"],
        &["recipient", "funding", "programme", "location", "beneficiary", "org", "charity", "company"],
        Holds::Text,
    ),
    wanted(
        "the title",
        &["title", "project title", "project name", "purpose", "description", "summary"],
        &["programme", "recipient", "location", "fund"],
        Holds::Name,
    ),
    wanted("the amount applied for", &["amount applied", "amount requested"], &[], Holds::Money),
    wanted("the currency", &["currency"], &[], Holds::Text),
    wanted("the first day planned", &["planned dates start", "start date", "starts"], &["actual"], Holds::Day),
    wanted("the last day planned", &["planned dates end", "end date", "ends"], &["actual"], Holds::Day),
    wanted("the recipient’s identifier", &["recipient org identifier", "recipient identifier", "recipient id"], &[], Holds::Text),
    wanted("the recipient’s charity number", &["charity number", "charity no", "charity registration"], &[], Holds::Text),
    wanted("the recipient’s company number", &["company number", "company no", "company registration"], &[], Holds::Text),
    wanted(
        "the recipient’s postcode",
        &["recipient postal code", "postal code", "postcode", "post code"],
        &["location", "beneficiary"],
        Holds::Text,
    ),
    wanted("the funder’s identifier", &["funding org identifier", "funder identifier", "funder id"], &[], Holds::Text),
    wanted(
        "the funder",
        &["funding org name", "funding organisation", "funder name", "funder", "awarded by", "funding body"],
        &["identifier", "department", "type"],
        Holds::Name,
    ),
    wanted(
        "the programme",
        &["grant programme title", "programme title", "grant programme", "programme", "fund name", "fund", "scheme"],
        &["code", "url"],
        Holds::Name,
    ),
    wanted(
        "the code of the place",
        &["beneficiary location geographic code", "geographic code", "area code", "ward code", "geo code"],
        &["type"],
        Holds::Text,
    ),
    wanted(
        "the place",
        &["beneficiary location name", "location name", "beneficiary location", "ward", "area", "neighbourhood", "location"],
        &["code", "type", "latitude", "longitude", "country"],
        Holds::Name,
    ),
];

/// Reads grants: JSON whole, tables a row at a time.
pub fn read(
    source: &mut dyn Source,
    told: &Told<'_>,
    limits: &Limits,
    sink: &mut dyn RecordWriter,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<ReadRecords, NotRecords> {
    let head = head_of(source)?;
    let start = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head).trim_ascii_start();
    if start.starts_with(b"{") || start.starts_with(b"[") {
        let bytes = whole(source, limits)?;
        return package(&bytes, told, sink, progress);
    }
    let mut reader = Grants { told: *told, publisher: String::new() };
    let read = tabular::read(source, told, limits, sink, progress, &mut reader)?;
    Ok(ReadRecords { publisher: reader.publisher, ..read })
}

struct Grants<'a> {
    told: Told<'a>,
    publisher: String,
}

/// A grant as either form gives it.
#[derive(Default)]
struct Grant<'a> {
    id: &'a str,
    title: &'a str,
    pence: i64,
    applied: Option<i64>,
    currency: &'a str,
    awarded: &'a str,
    starts: &'a str,
    ends: &'a str,
    order: Order,
    recipient: Party,
    funder: Party,
    programme: &'a str,
    area: &'a str,
    place: &'a str,
}

impl Rowwise for Grants<'_> {
    fn wanted(&self) -> &'static [Wanted] {
        WANTED
    }

    fn what(&self) -> &'static str {
        "Grants"
    }

    fn needs(&self) -> &'static str {
        "No list of grants was found. It needs the titles of the 360Giving standard, or headings with a recipient and an amount awarded."
    }

    fn names(&self) -> Option<usize> {
        Some(RECIPIENT)
    }

    fn summed(&self) -> Option<usize> {
        Some(AMOUNT)
    }

    fn row(&mut self, tally: &mut Tally<'_>, at: &At<'_>) -> Result<(), NotRecords> {
        let written = at.cell(AMOUNT);
        let Some(read) = amount(written) else {
            tally.unread(at.place(AMOUNT), written, NO_AMOUNT);
            return Ok(());
        };
        let mut recipient = Party {
            name: at.cell(RECIPIENT).to_owned(),
            charity: charity(at.cell(CHARITY)),
            company: company(at.cell(COMPANY)),
            postcode: at.cell(POSTCODE).to_owned(),
            ..Party::default()
        };
        identified(&mut recipient, at.cell(RECIPIENT_ID));
        let mut funder = Party { name: at.cell(FUNDER).to_owned(), ..Party::default() };
        identified(&mut funder, at.cell(FUNDER_ID));
        if funder == Party::default() {
            funder = self.told.buyer.clone();
        }
        if self.publisher.is_empty() {
            self.publisher = funder.name.clone();
        }
        let currency = currency(at.cell(CURRENCY)).or(read.currency).unwrap_or("GBP");
        let grant = Grant {
            id: at.cell(GRANT),
            title: at.cell(TITLE),
            pence: read.pence,
            applied: amount(at.cell(APPLIED)).map(|read| read.pence),
            currency,
            awarded: at.cell(AWARDED),
            starts: at.cell(STARTS),
            ends: at.cell(ENDS),
            order: at.found.order(AWARDED),
            recipient,
            funder,
            programme: at.cell(PROGRAMME),
            area: area(at.cell(AREA)).unwrap_or_default(),
            place: at.cell(PLACE),
        };
        write(tally, &grant, at.number(), at.place(AWARDED))
    }
}

const NO_AMOUNT: &str = "No amount awarded that can be read: the grant is not kept. Write it in digits, for example 1234.50.";

fn write(tally: &mut Tally<'_>, grant: &Grant<'_>, number: u64, place: Place) -> Result<(), NotRecords> {
    if !tally.amount(grant.currency, grant.pence) {
        tally.unread(place, grant.id, "The sum of the amounts is beyond what can be counted: the grant is not kept. Check the amounts.");
        return Ok(());
    }
    let read = |text: &str| days::day(text, grant.order).map(days::Told::date);
    let awarded = read(grant.awarded);
    if awarded.is_none() {
        let read_as = "No day of an award that can be read: the grant is kept without one.";
        tally.note(NoteKind::UnreadablePeriod, "award", grant.awarded, read_as, place);
    }
    tally.day(awarded);
    let funder = tally.party(&grant.funder, number)?;
    if funder.is_empty() {
        return Err(NotRecords::WhoseIsIt);
    }
    let recipient = tally.party(&grant.recipient, number)?;
    let cells = [
        Cell::text(grant.id),
        Cell::Text(&funder),
        Cell::text(&recipient),
        Cell::text(&grant.recipient.name),
        Cell::text(grant.title),
        Cell::Money(grant.pence),
        Cell::maybe_money(grant.applied),
        Cell::Text(grant.currency),
        Cell::maybe_date(awarded),
        Cell::maybe_date(read(grant.starts)),
        Cell::maybe_date(read(grant.ends)),
        Cell::text(grant.programme),
        Cell::text(grant.area),
        Cell::text(grant.place),
        Cell::Count(number as i64),
    ];
    tally.row(MarketTable::Grants, &cells)?;
    Ok(())
}

/// `GB-COH-07597525` is a company's number, `GB-CHC-1110767` a charity's; any other stands as it is.
fn identified(party: &mut Party, id: &str) {
    let id = id.trim();
    if let Some(number) = id.strip_prefix("GB-COH-") {
        if party.company.is_empty() {
            party.company = company(number);
        }
    } else if let Some(number) = ["GB-CHC-", "GB-SC-", "GB-NIC-"].iter().find_map(|scheme| id.strip_prefix(scheme)) {
        if party.charity.is_empty() {
            party.charity = charity(number);
        }
    } else {
        party.other = id.to_owned();
    }
}

#[derive(Deserialize)]
struct Package {
    grants: Vec<serde_json::Value>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Json {
    id: String,
    title: String,
    currency: String,
    amount_awarded: Option<Number>,
    amount_applied_for: Option<Number>,
    award_date: String,
    planned_dates: Vec<JsonDates>,
    recipient_organization: Vec<JsonBody>,
    recipient_individual: Option<serde::de::IgnoredAny>,
    funding_organization: Vec<JsonBody>,
    grant_programme: Vec<JsonProgramme>,
    beneficiary_location: Vec<JsonPlace>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct JsonDates {
    start_date: String,
    end_date: String,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct JsonBody {
    id: String,
    name: String,
    charity_number: String,
    company_number: String,
    postal_code: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct JsonProgramme {
    title: String,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct JsonPlace {
    name: String,
    geo_code: String,
}

impl JsonBody {
    fn party(&self) -> Party {
        let mut party = Party {
            name: self.name.trim().to_owned(),
            charity: charity(&self.charity_number),
            company: company(&self.company_number),
            postcode: self.postal_code.trim().to_owned(),
            ..Party::default()
        };
        identified(&mut party, &self.id);
        party
    }
}

/// One JSON document: `{"grants": […]}`, or the list alone.
fn package(
    bytes: &[u8],
    told: &Told<'_>,
    sink: &mut dyn RecordWriter,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<ReadRecords, NotRecords> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let not = |error: serde_json::Error| {
        let (line, column) = (error.line(), error.column());
        NotRecords::NotThese(match error.classify() {
            serde_json::error::Category::Eof => {
                format!("The JSON stops in line {line} before it is complete: the file seems cut off. Load it again from where it came.")
            }
            _ => format!(
                "The file cannot be read as JSON with a list of grants: it goes wrong in line {line}, column {column}. It should begin {{\"grants\": […]}}, as the 360Giving standard has it."
            ),
        })
    };
    let grants = match serde_json::from_slice::<Package>(bytes) {
        Ok(package) => package.grants,
        Err(error) => serde_json::from_slice::<Vec<serde_json::Value>>(bytes).map_err(|_| not(error))?,
    };
    if grants.is_empty() {
        return Err(Unreadable::Empty.into());
    }
    let mut tally = Tally::of(sink);
    let (mut publisher, all) = (String::new(), grants.len() as u64);
    for (at, grant) in grants.into_iter().enumerate() {
        let number = at as u64 + 1;
        let place = Place::new("", u32::try_from(number).unwrap_or(u32::MAX), 0);
        tally.read += 1;
        if number.is_multiple_of(1_024) {
            progress(number, all);
        }
        let id = grant.get("id").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
        let json = match serde_json::from_value::<Json>(grant) {
            Ok(json) => json,
            Err(error) => {
                let says = format!("This grant is not of the standard’s form ({error}): it is not kept.");
                tally.unread(place, &id, &says);
                continue;
            }
        };
        let Some(read) = json.amount_awarded.as_ref().and_then(|number| amount(&number.to_string())) else {
            tally.unread(place, &id, NO_AMOUNT);
            continue;
        };
        // A grant to a person has no recipient organisation, and names nobody.
        let recipient = match (json.recipient_organization.first(), &json.recipient_individual) {
            (Some(body), _) => body.party(),
            (None, Some(_)) => Party { name: super::people::INDIVIDUAL.to_owned(), ..Party::default() },
            (None, None) => Party::default(),
        };
        let funder = json.funding_organization.first().map(JsonBody::party).unwrap_or_else(|| told.buyer.clone());
        if publisher.is_empty() {
            publisher.clone_from(&funder.name);
        }
        let (dates, place_of) = (json.planned_dates.first(), json.beneficiary_location.first());
        let grant = Grant {
            id: &json.id,
            title: &json.title,
            pence: read.pence,
            applied: json.amount_applied_for.as_ref().and_then(|number| amount(&number.to_string())).map(|read| read.pence),
            currency: if json.currency.is_empty() { "GBP" } else { currency(&json.currency).unwrap_or(NO_CURRENCY) },
            awarded: &json.award_date,
            starts: dates.map_or("", |dates| dates.start_date.as_str()),
            ends: dates.map_or("", |dates| dates.end_date.as_str()),
            recipient,
            funder,
            programme: json.grant_programme.first().map_or("", |programme| programme.title.as_str()),
            area: place_of.and_then(|place| area(&place.geo_code)).unwrap_or_default(),
            place: place_of.map_or("", |place| place.name.as_str()),
            ..Grant::default()
        };
        write(&mut tally, &grant, number, place)?;
    }
    let read = tally.finish("Grants of the 360Giving standard, in JSON.".to_owned());
    Ok(ReadRecords { publisher, ..read })
}
