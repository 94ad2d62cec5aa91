//! Lists of registered providers: of inspectorates, of the register of charities, of a council's own directory.

use super::columns::{self, Found, Holds, Wanted};
use super::numbers::{area, charity, company};
use super::payments::read_day;
use super::people::{Held, REDACTED, is_redacted};
use super::reading::{NotRecords, ReadRecords, Source, Tally, Told};
use super::tabular::{self, At, Rowwise};
use super::{Cell, MarketTable, Party};
use crate::note::NoteKind;
use crate::personal::pattern::is_postcode;
use crate::tables::RecordWriter;
use crate::unreadable::Limits;

const NAME: usize = 0;
const URN: usize = 1;
const KIND: usize = 2;
const OWNER: usize = 3;
const SECTOR: usize = 4;
const AREA: usize = 5;
const AREA_NAME: usize = 6;
const REGION: usize = 7;
const POSTCODE: usize = 8;
const PLACES: usize = 9;
const RATING: usize = 10;
const RATED: usize = 11;
const STATUS: usize = 12;
const REGISTERED: usize = 13;
const VACANCIES: usize = 14;
const COMPANY: usize = 15;
const CHARITY: usize = 16;

const fn wanted(words: &'static str, like: &'static [&'static str], never: &'static [&'static str], holds: Holds) -> Wanted {
    Wanted { words, like, never, holds, needed: false }
}

static WANTED: &[Wanted] = &[
    Wanted {
        words: "the name",
        like: &[
            "location name",
            "charity name",
            "provision name",
            "setting name",
            "home name",
            "service name",
            "name",
            "provider name",
            "provider",
            "organisation name",
            "organisation",
        ],
        never: &[
            "number",
            "id",
            "type",
            "owns",
            "owner",
            "area",
            "authority",
            "region",
            "contact",
            "manager",
            "street",
            "postcode",
            "ward",
            "constituency",
            "ccg",
            "brand",
            "web",
        ],
        holds: Holds::Name,
        needed: true,
    },
    wanted(
        "the number in the register",
        &["urn", "cqc id", "location id", "registration number", "unique reference number", "provider id", "register number"],
        &["company", "charity", "education", "linked", "telephone"],
        Holds::Text,
    ),
    wanted(
        "what it is",
        &[
            "provision type",
            "location type",
            "service type",
            "type service",
            "provider type",
            "charity type",
            "care home type",
            "type",
            "service types",
            "primary category",
            "kind",
        ],
        &["inspection", "event", "ownership", "sector", "link"],
        Holds::Name,
    ),
    wanted(
        "who owns it",
        &["organisation owns", "owner", "provider name", "provider", "owned by", "parent", "group name", "brand name"],
        &["id", "number", "type", "address", "postcode", "telephone", "provider level"],
        Holds::Name,
    ),
    wanted("the sector", &["sector", "ownership type", "ownership"], &[], Holds::Name),
    wanted("the code of the authority", &["area code", "local authority code", "la code", "lad code", "authority code"], &[], Holds::Text),
    wanted(
        "the authority",
        &["local authority", "area name", "authority name", "authority", "council", "borough", "district", "area"],
        &["code", "responsible", "number"],
        Holds::Name,
    ),
    wanted("the region", &["government office region", "region"], &["code"], Holds::Name),
    wanted("the postcode", &["location postcode", "postcode", "postal code", "post code"], &["provider"], Holds::Text),
    wanted(
        "the places",
        &["registered places", "number beds", "care homes beds", "beds", "places", "capacity", "maximum users"],
        &["vacant", "vacancies", "premises", "free"],
        Holds::Number,
    ),
    wanted(
        "the latest judgement",
        &["overall rating", "overall effectiveness", "overall experiences", "latest overall", "rating", "judgement", "outcome"],
        &["date", "education", "previous"],
        Holds::Name,
    ),
    wanted(
        "the day of the judgement",
        &[
            "latest full inspection date",
            "inspection date",
            "date latest inspection",
            "last inspection",
            "latest check",
            "latest inspection date",
            "publication date",
            "rating date",
        ],
        &["publication"],
        Holds::Day,
    ),
    wanted("the status", &["registration status", "location status", "status"], &[], Holds::Name),
    wanted(
        "the day of registration",
        &["registration date", "date registration", "registered date", "date registered", "start date", "hsca start"],
        &[],
        Holds::Day,
    ),
    wanted(
        "the places free",
        &["vacancies", "vacant places", "places free", "free places", "available beds", "vacant beds"],
        &[],
        Holds::Number,
    ),
    wanted("the company number", &["company registration", "company number", "companies house"], &[], Holds::Text),
    wanted("the charity number", &["registered charity number", "charity number", "charity registration"], &["company"], Holds::Text),
];

pub fn read(
    source: &mut dyn Source,
    told: &Told<'_>,
    limits: &Limits,
    sink: &mut dyn RecordWriter,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<ReadRecords, NotRecords> {
    let mut reader = Providers { told: *told, register: String::new(), publisher: "" };
    let read = tabular::read(source, told, limits, sink, progress, &mut reader)?;
    let shape = format!("{} Kept as the register ‘{}’.", read.shape, reader.register);
    Ok(ReadRecords { publisher: reader.publisher.to_owned(), shape, ..read })
}

struct Providers<'a> {
    told: Told<'a>,
    register: String,
    publisher: &'static str,
}

impl Rowwise for Providers<'_> {
    fn wanted(&self) -> &'static [Wanted] {
        WANTED
    }

    fn what(&self) -> &'static str {
        "Providers"
    }

    fn needs(&self) -> &'static str {
        "No list of providers was found. It needs a row of headings with a name, and beside it two more of: number in a register, what it is, where it lies, places, rating."
    }

    fn names(&self) -> Option<usize> {
        Some(NAME)
    }

    fn least(&self) -> usize {
        2
    }

    fn begin(&mut self, found: &Found, _held: &Held) {
        let said: Vec<String> = found.headings.iter().flat_map(|heading| columns::said(heading)).collect();
        let says = |word: &str| said.iter().any(|one| one == word);
        let is_charities = found.column(URN) == 0 && found.column(CHARITY) > 0;
        (self.register, self.publisher) = match () {
            () if says("ofsted") => ("ofsted".to_owned(), "Ofsted"),
            () if says("cqc") || (says("location") && says("hsca")) => ("cqc".to_owned(), "Care Quality Commission"),
            () if is_charities => ("charities".to_owned(), "Charity Commission"),
            () => {
                let stem = self.told.file_name.rsplit_once('.').map_or(self.told.file_name, |(stem, _)| stem);
                (stem.replace(['_', '-'], " "), "")
            }
        };
    }

    fn row(&mut self, tally: &mut Tally<'_>, at: &At<'_>) -> Result<(), NotRecords> {
        let is_charity = self.register == "charities";
        let (name, urn) = (at.cell(NAME), at.cell(if is_charity { CHARITY } else { URN }));
        if name.is_empty() && urn.is_empty() {
            tally.unread(at.place(NAME), "", "Neither a name nor a number stands here: the row is not kept. Write at least one of them.");
            return Ok(());
        }
        let postcode = at.cell(POSTCODE).to_uppercase();
        let redacted = is_redacted(name);
        let mut party = Party {
            name: if redacted { REDACTED.to_owned() } else { name.to_owned() },
            company: company(at.cell(COMPANY)),
            charity: charity(at.cell(CHARITY)),
            postcode: if is_postcode(&postcode) { postcode } else { String::new() },
            region: at.cell(REGION).to_owned(),
            ..Party::default()
        };
        if !urn.is_empty() && !is_charity {
            party.other = format!("{}-{urn}", self.register.to_uppercase().replace(' ', "-"));
        }
        let provider = tally.party(&party, at.number())?;
        let owner = at.cell(OWNER);
        let owner = if owner.is_empty() || is_redacted(owner) {
            String::new()
        } else {
            tally.party(&Party { name: owner.to_owned(), ..Party::default() }, at.number())?
        };
        let registered = read_day(at.cell(REGISTERED), at.found.order(REGISTERED), tally, at, REGISTERED);
        let rated = read_day(at.cell(RATED), at.found.order(RATED), tally, at, RATED);
        tally.day(registered);
        let (places, vacancies) = (count(tally, at, PLACES), count(tally, at, VACANCIES));
        let written = at.cell(AREA);
        let code = area(written);
        if code.is_none() && !written.is_empty() {
            let read_as = "No code of an area (a letter and eight digits): left out.";
            tally.note(NoteKind::UnknownArea, written, written, read_as, at.place(AREA));
        }
        let kind = at.cell(KIND);
        let kind = if is_charity { "charity" } else { kind };
        let cells = [
            Cell::text(&self.register),
            Cell::text(urn),
            Cell::text(&provider),
            Cell::text(&owner),
            Cell::text(name),
            Cell::text(kind),
            Cell::text(sector(at.cell(SECTOR), is_charity)),
            Cell::maybe_text(code),
            Cell::text(at.cell(AREA_NAME)),
            Cell::text(at.cell(REGION)),
            Cell::text(&party.postcode),
            Cell::maybe_count(places),
            Cell::text(at.cell(RATING)),
            Cell::maybe_date(rated),
            Cell::text(at.cell(STATUS)),
            Cell::maybe_date(registered),
            Cell::maybe_count(vacancies),
            Cell::Count(at.number() as i64),
        ];
        tally.row(MarketTable::Providers, &cells)?;
        Ok(())
    }
}

fn count(tally: &mut Tally<'_>, at: &At<'_>, role: usize) -> Option<i64> {
    let written = at.cell(role);
    if written.is_empty() {
        return None;
    }
    let whole =
        written.strip_suffix(".0").unwrap_or(written).replace(',', "").parse::<i64>().ok().filter(|count| (0..1_000_000).contains(count));
    if whole.is_none() {
        tally.note(NoteKind::NotWhole, "", written, "No whole number of places: left out.", at.place(role));
    }
    whole
}

fn sector(text: &str, is_charity: bool) -> &'static str {
    let lower = text.to_lowercase();
    match () {
        () if lower.is_empty() => {
            if is_charity {
                "voluntary"
            } else {
                ""
            }
        }
        () if lower.contains("private") || lower.contains("for profit") && !lower.contains("not") || lower.contains("independent") => {
            "private"
        }
        () if lower.contains("volunt") || lower.contains("charit") || lower.contains("third") || lower.contains("not for profit") => {
            "voluntary"
        }
        () if lower.contains("local authority") || lower.contains("council") || lower == "la" => "local authority",
        () if lower.contains("health") || lower.contains("nhs") => "health",
        () => "",
    }
}
