//! Extracts of brokerage and placement systems: what was asked for, who offered, what it costs. One request a row, and nobody's name.

use super::amounts::amount;
use super::columns::{self, Found, Holds, Wanted};
use super::numbers::{company, yes};
use super::payments::read_day;
use super::people::{Held, is_person, is_redacted};
use super::reading::{NotRecords, ReadRecords, Source, Tally, Told};
use super::tabular::{self, At, Rowwise};
use super::{Cell, MarketTable, Party};
use crate::note::NoteKind;
use crate::tables::RecordWriter;
use crate::unreadable::Limits;

const ASKED: usize = 0;
const SERVICE: usize = 1;
const REQUEST: usize = 2;
const PLACE: usize = 3;
const OFFERS: usize = 4;
const SOURCED: usize = 5;
const SUPPLIER: usize = 6;
const ENDED: usize = 7;
const BACK: usize = 8;
const FEE: usize = 9;
const COST: usize = 10;
const MILES: usize = 11;
const BUYER: usize = 12;
const COMPANY: usize = 13;

const fn wanted(words: &'static str, like: &'static [&'static str], never: &'static [&'static str], holds: Holds) -> Wanted {
    Wanted { words, like, never, holds, needed: false }
}

static WANTED: &[Wanted] = &[
    Wanted {
        words: "the day of the request",
        like: &[
            "request date",
            "date request",
            "date requested",
            "requested",
            "date asked",
            "referral date",
            "date referral",
            "date sent",
            "asked",
            "date received",
            "received",
            "opened",
            "created",
        ],
        never: &["start", "end", "sourced", "birth", "dob", "closed"],
        holds: Holds::Day,
        needed: true,
    },
    Wanted {
        words: "what was asked for",
        like: &[
            "service type",
            "care type",
            "type care",
            "placement type",
            "package type",
            "type placement",
            "service",
            "category",
            "support type",
            "need type",
            "type",
            "lot",
        ],
        never: &["user", "date", "provider", "fee", "end"],
        holds: Holds::Name,
        needed: true,
    },
    wanted(
        "the request’s reference",
        &[
            "request reference",
            "request ref",
            "request id",
            "package reference",
            "package id",
            "package ref",
            "placement reference",
            "placement id",
            "requirement id",
            "route reference",
            "route number",
            "route id",
            "reference",
            "request",
            "ref",
            "route",
        ],
        &["date", "provider", "type", "name", "client", "user", "person", "child", "pupil", "nhs", "upn"],
        Holds::Text,
    ),
    wanted(
        "the place",
        &["zone", "place", "area", "locality", "district", "ward", "neighbourhood", "patch", "location"],
        &["provider", "postcode", "date"],
        Holds::Text,
    ),
    wanted(
        "the offers",
        &["number offers", "offers received", "offers", "bids", "responses", "number responses", "quotes"],
        &["date", "accepted"],
        Holds::Number,
    ),
    wanted(
        "the day one was taken",
        &[
            "date sourced",
            "sourced date",
            "sourced",
            "placed date",
            "date placed",
            "date filled",
            "filled",
            "accepted date",
            "date accepted",
            "start date",
            "date start",
        ],
        &["how", "offers"],
        Holds::Day,
    ),
    wanted(
        "the provider",
        &["provider name", "supplier name", "provider", "supplier", "awarded provider", "placed with", "operator", "agency", "home"],
        &["number", "code", "id", "date", "type", "miles", "distance", "from", "care", "company"],
        Holds::Name,
    ),
    wanted("the day it ended", &["end date", "date end", "ended", "date ended", "closed date", "date closed"], &[], Holds::Day),
    wanted("whether it was handed back", &["handed back", "hand back", "handback", "returned provider", "notice given"], &[], Holds::Text),
    wanted(
        "the fee of a week",
        &["weekly fee", "fee week", "weekly cost", "weekly price", "weekly rate", "price week", "cost week", "fee", "price", "rate"],
        &["care", "expected"],
        Holds::Money,
    ),
    wanted(
        "what a week is reckoned to cost",
        &["cost care", "fair cost", "expected cost", "benchmark cost", "expected weekly"],
        &[],
        Holds::Money,
    ),
    wanted("the miles from home", &["miles home", "miles", "distance miles", "distance home", "distance"], &[], Holds::Number),
    wanted(
        "who asks",
        &["council", "authority", "local authority", "commissioner", "buyer", "organisation"],
        &["provider", "code", "type"],
        Holds::Name,
    ),
    wanted("the provider’s company number", &["company number", "company no"], &[], Holds::Text),
];

pub fn read(
    source: &mut dyn Source,
    told: &Told<'_>,
    limits: &Limits,
    sink: &mut dyn RecordWriter,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<ReadRecords, NotRecords> {
    let mut reader = Placements { told: *told, month_fee: false };
    tabular::read(source, told, limits, sink, progress, &mut reader)
}

struct Placements<'a> {
    told: Told<'a>,
    /// Fees are of another stretch than a week, by their heading.
    month_fee: bool,
}

impl Rowwise for Placements<'_> {
    fn wanted(&self) -> &'static [Wanted] {
        WANTED
    }

    fn what(&self) -> &'static str {
        "Requests and placements"
    }

    fn needs(&self) -> &'static str {
        "No list of requests or placements was found. It needs a row of headings with the day of the request and what was asked for; offers, the day one was taken, the provider, the weekly fee and miles are read where they are there."
    }

    fn names(&self) -> Option<usize> {
        Some(SUPPLIER)
    }

    fn least(&self) -> usize {
        3
    }

    fn near_people(&self) -> bool {
        true
    }

    fn begin(&mut self, found: &Found, _held: &Held) {
        let heading = found.at.get(FEE).copied().flatten().and_then(|column| found.headings.get(column));
        let said = heading.map(|heading| columns::said(heading)).unwrap_or_default();
        self.month_fee =
            said.iter().any(|word| matches!(word.as_str(), "month" | "monthly" | "annual" | "year" | "daily" | "day" | "hour" | "hourly"));
    }

    fn row(&mut self, tally: &mut Tally<'_>, at: &At<'_>) -> Result<(), NotRecords> {
        let written = at.cell(ASKED);
        let Some(asked) = read_day(written, at.found.order(ASKED), tally, at, ASKED) else {
            tally.unread(at.place(ASKED), written, "No day of a request that can be read: the row is not kept. Write it as 2026-04-30.");
            return Ok(());
        };
        let body = at.cell(BUYER);
        let own = Party { name: body.to_owned(), ..Party::default() };
        let buyer = tally.party(if body.is_empty() { self.told.buyer } else { &own }, at.number())?;
        if buyer.is_empty() {
            return Err(NotRecords::WhoseIsIt);
        }
        tally.day(Some(asked));
        let name = at.cell(SUPPLIER);
        let person = is_person(name) || is_redacted(name);
        if person {
            let read_as = "A person’s name stands where a provider’s should: the request is kept, the name is not.";
            tally.note(NoteKind::Suppressed, "provider", "", read_as, at.place(SUPPLIER));
        }
        let name = if person { "" } else { name };
        let party = Party { name: name.to_owned(), company: company(at.cell(COMPANY)), ..Party::default() };
        let supplier = tally.party(&party, at.number())?;
        let request = at.cell(REQUEST);
        let request = if is_person(request) { "" } else { request };
        let fee = if self.month_fee { None } else { money(tally, at, FEE) };
        if self.month_fee && !at.cell(FEE).is_empty() {
            let read_as = "A fee that is not of a week, by its heading: not read. Give the fee of a week.";
            tally.note(NoteKind::UnitSaid, "fee", "", read_as, at.place(FEE));
        }
        let fee = tally.maybe_amount("GBP", fee);
        let back = at.cell(BACK);
        // A date of handing back says that it was handed back.
        let handed_back = yes(back).or_else(|| (back.len() > 5 && back.bytes().any(|byte| byte.is_ascii_digit())).then_some(true));
        let cells = [
            Cell::text(request),
            Cell::Text(&buyer),
            Cell::text(at.cell(SERVICE)),
            Cell::text(at.cell(PLACE)),
            Cell::Date(asked),
            Cell::maybe_count(offers(tally, at)),
            Cell::maybe_date(read_day(at.cell(SOURCED), at.found.order(SOURCED), tally, at, SOURCED)),
            Cell::text(&supplier),
            Cell::text(name),
            Cell::maybe_date(read_day(at.cell(ENDED), at.found.order(ENDED), tally, at, ENDED)),
            Cell::maybe_flag(handed_back),
            Cell::maybe_money(fee),
            Cell::maybe_money(money(tally, at, COST)),
            miles(tally, at).map_or(Cell::None, Cell::Number),
            Cell::Count(at.number() as i64),
        ];
        tally.row(MarketTable::Placements, &cells)?;
        Ok(())
    }
}

fn offers(tally: &mut Tally<'_>, at: &At<'_>) -> Option<i64> {
    let written = at.cell(OFFERS);
    let read = written.strip_suffix(".0").unwrap_or(written).parse::<i64>().ok().filter(|count| (0..100_000).contains(count));
    if read.is_none() && !written.is_empty() {
        tally.note(NoteKind::NotWhole, "offers", written, "No whole number of offers: left out.", at.place(OFFERS));
    }
    read
}

fn money(tally: &mut Tally<'_>, at: &At<'_>, role: usize) -> Option<i64> {
    let written = at.cell(role);
    let read = amount(written);
    if read.is_none() && !written.is_empty() {
        tally.note(NoteKind::Unreadable, "money", written, "No amount that can be read: left out.", at.place(role));
    }
    read.map(|read| read.pence)
}

fn miles(tally: &mut Tally<'_>, at: &At<'_>) -> Option<f64> {
    let written = at.cell(MILES);
    let read = written.trim_end_matches(|letter: char| letter.is_ascii_alphabetic() || letter == ' ').parse::<f64>().ok();
    let read = read.filter(|miles| (0.0..3_000.0).contains(miles));
    if read.is_none() && !written.is_empty() {
        tally.note(NoteKind::Unreadable, "miles", written, "No number of miles: left out.", at.place(MILES));
    }
    read
}
