//! Registers of contracts, in any column layout.

mod layout;

use quantity::Date;

use super::amounts::{amount, currency};
use super::columns::{self, Found, Wanted};
use super::days;
use super::numbers::{charity, company, yes};
use super::people::{Held, is_redacted};
use super::reading::{NotRecords, ReadRecords, Source, Tally, Told};
use super::tabular::{self, At, Rowwise};
use super::{Cell, MarketTable, Party};
use crate::note::NoteKind;
use crate::personal::pattern::is_postcode;
use crate::tables::RecordWriter;
use crate::unreadable::Limits;
use layout::*;

/// Reads a register, a row at a time: each row is a contract, or a supplier's part of one.
pub fn read(
    source: &mut dyn Source,
    told: &Told<'_>,
    limits: &Limits,
    sink: &mut dyn RecordWriter,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<ReadRecords, NotRecords> {
    let mut reader = Register { told: *told, scheme: "", publisher: String::new() };
    let read = tabular::read(source, told, limits, sink, progress, &mut reader)?;
    Ok(ReadRecords { publisher: reader.publisher, ..read })
}

struct Register<'a> {
    told: Told<'a>,
    scheme: &'static str,
    publisher: String,
}

/// A day of a register, and the text where there is none.
struct Last {
    day: Option<Date>,
    text: String,
}

impl Rowwise for Register<'_> {
    fn wanted(&self) -> &'static [Wanted] {
        WANTED
    }

    fn what(&self) -> &'static str {
        "Contracts"
    }

    fn needs(&self) -> &'static str {
        "No register of contracts was found. It needs a row of headings with the contract’s title, and beside it the supplier, the days it runs from and to, or its value."
    }

    fn names(&self) -> Option<usize> {
        Some(SUPPLIER)
    }

    fn summed(&self) -> Option<usize> {
        Some(AMOUNT)
    }

    fn least(&self) -> usize {
        3
    }

    fn begin(&mut self, found: &Found, _held: &Held) {
        let heading = |role: usize| {
            found.at.get(role).copied().flatten().and_then(|column| found.headings.get(column)).map(|text| columns::said(text))
        };
        let said: Vec<String> = heading(CODE).into_iter().chain(heading(CATEGORY)).flatten().collect();
        let says = |word: &str| said.iter().any(|one| one == word);
        self.scheme = if says("proclass") {
            "ProClass"
        } else if says("cpv") {
            "CPV"
        } else {
            ""
        };
    }

    fn row(&mut self, tally: &mut Tally<'_>, at: &At<'_>) -> Result<(), NotRecords> {
        let (title, name) = (at.cell(TITLE), at.cell(SUPPLIER));
        if title.is_empty() && name.is_empty() {
            tally.unread(
                at.place(TITLE),
                "",
                "Neither a title nor a supplier stands here: the row is not kept. Write at least one of them.",
            );
            return Ok(());
        }
        if is_confidential(at) {
            tally.unread(
                at.place(SEEN_BY),
                at.cell(SEEN_BY),
                "Marked as not for publication: the row is not kept. Load it from a register of your own without the mark.",
            );
            return Ok(());
        }
        let money = currency(at.cell(CURRENCY)).unwrap_or("GBP");
        let whole = value(tally, at, AMOUNT);
        let whole = tally.maybe_amount(money, whole);
        let annual = value(tally, at, ANNUAL);
        let starts = last(tally, at, STARTS);
        let (ends, now) = (last(tally, at, ENDS), last(tally, at, NOW_ENDS));
        let at_most = last(tally, at, AT_MOST);
        let text = if now.text.is_empty() { ends.text } else { now.text };
        let ends = now.day.or(ends.day);
        tally.day(starts.day);
        let body = at.cell(BUYER);
        if self.publisher.is_empty() {
            self.publisher = body.to_owned();
        }
        let own = Party { name: body.to_owned(), ..Party::default() };
        let buyer = tally.party(if body.is_empty() { self.told.buyer } else { &own }, at.number())?;
        if buyer.is_empty() {
            return Err(NotRecords::WhoseIsIt);
        }
        let supplier = self.supplier(tally, at, name)?;
        let code = at.cell(CODE);
        let may_be_taken =
            [EXTENSION, EXTENSIONS].into_iter().map(|role| (role, at.cell(role))).filter(|(_, text)| !matches!(*text, "" | "0"));
        let extensions = may_be_taken.map(|(role, text)| in_its_words(at, role, text)).collect::<Vec<_>>().join("; ");
        let signed = last(tally, at, SIGNED);
        let (kind, regime) = (kind(at), regime(at));
        let cells = [
            Cell::text(at.cell(REFERENCE)),
            Cell::None,
            Cell::None,
            Cell::Text(&buyer),
            Cell::text(&supplier),
            Cell::text(name),
            Cell::text(title),
            Cell::text(kind),
            Cell::text(regime),
            Cell::text(at.cell(ROUTE)),
            Cell::text(status(at.cell(STATUS))),
            Cell::maybe_date(starts.day),
            Cell::maybe_date(ends),
            if ends.is_none() { Cell::text(&text) } else { Cell::None },
            Cell::maybe_date(at_most.day),
            Cell::text(&extensions),
            Cell::maybe_date(signed.day),
            Cell::maybe_money(whole),
            Cell::maybe_money(annual),
            Cell::Text(money),
            Cell::None,
            Cell::text(if code.is_empty() { "" } else { self.scheme }),
            Cell::text(code),
            Cell::text(at.cell(CATEGORY)),
            Cell::text(at.cell(SERVICE)),
            Cell::maybe_flag(yes(at.cell(SME))),
            Cell::maybe_flag(yes(at.cell(VCSE))),
            Cell::Count(at.number() as i64),
        ];
        tally.row(MarketTable::Contracts, &cells)?;
        Ok(())
    }
}

/// `12`, under `Option to extend (months)`, is `Option to extend (months): 12`.
fn in_its_words(at: &At<'_>, role: usize, text: &str) -> String {
    let heading = at.found.at.get(role).copied().flatten().and_then(|column| at.found.headings.get(column));
    match heading {
        Some(heading) if text.bytes().all(|byte| byte.is_ascii_digit()) => format!("{heading}: {text}"),
        _ => text.to_owned(),
    }
}

impl Register<'_> {
    /// The supplier's key; empty where the register names several in a word, or holds the name back.
    fn supplier(&self, tally: &mut Tally<'_>, at: &At<'_>, name: &str) -> Result<String, NotRecords> {
        let bare = crate::heading::bare(name);
        let several = matches!(
            bare.as_str(),
            "various"
                | "variousproviders"
                | "varioussuppliers"
                | "multiple"
                | "multiplesuppliers"
                | "multipleproviders"
                | "several"
                | "seelist"
        );
        if several {
            let read_as = "Several suppliers in one word: the contract is kept, and counts to no one supplier.";
            tally.note(NoteKind::NotThere, "various", name, read_as, at.place(SUPPLIER));
            return Ok(String::new());
        }
        if is_redacted(name) {
            return Ok(tally.party(&Party { name: super::people::REDACTED.to_owned(), ..Party::default() }, at.number())?);
        }
        let postcode = at.cell(POSTCODE);
        let party = Party {
            name: name.to_owned(),
            company: company(at.cell(COMPANY)),
            charity: charity(at.cell(CHARITY)),
            postcode: if is_postcode(&postcode.to_uppercase()) { postcode.to_uppercase() } else { String::new() },
            scale: if yes(at.cell(SME)) == Some(true) { "sme".to_owned() } else { String::new() },
            vcse: yes(at.cell(VCSE)),
            ..Party::default()
        };
        let number = at.cell(COMPANY);
        if party.company.is_empty() && number.bytes().any(|byte| byte.is_ascii_digit()) {
            let read_as = "No company number of eight characters: left out, and the supplier told by its name.";
            tally.note(NoteKind::Unreadable, "company", number, read_as, at.place(COMPANY));
        }
        Ok(tally.party(&party, at.number())?)
    }
}

fn is_confidential(at: &At<'_>) -> bool {
    let heading =
        at.found.at.get(SEEN_BY).copied().flatten().and_then(|column| at.found.headings.get(column)).map(|text| columns::said(text));
    let says_confidential = heading.is_some_and(|words| words.iter().any(|word| word.starts_with("confidential")));
    let text = at.cell(SEEN_BY).to_lowercase();
    match text.as_str() {
        "" => false,
        text if says_confidential => yes(text) == Some(true),
        text => {
            text.contains("confidential")
                || text.contains("not public")
                || text.contains("private")
                || text.contains("internal")
                || text.contains("restricted")
                || text == "no"
        }
    }
}

/// An amount of a cell; what is none is noted, and the contract kept without it.
fn value(tally: &mut Tally<'_>, at: &At<'_>, role: usize) -> Option<i64> {
    let written = at.cell(role);
    if at.found.column(role) == 0 {
        return None;
    }
    let read = amount(written);
    if read.is_none() {
        let read_as = "No value that can be read: the contract is kept without it.";
        tally.note(NoteKind::NotThere, "value", written, read_as, at.place(role));
    }
    read.map(|read| read.pence)
}

fn last(tally: &mut Tally<'_>, at: &At<'_>, role: usize) -> Last {
    let written = at.cell(role);
    let nothing = |text: &str| Last { day: None, text: text.to_owned() };
    if written.is_empty() {
        return nothing("");
    }
    let range = jiff::civil::date(1950, 1, 1)..=jiff::civil::date(2150, 12, 31);
    match days::day(written, at.found.order(role)).map(days::Told::date).filter(|day| range.contains(day)) {
        Some(day) => Last { day: Some(day), text: String::new() },
        None => {
            let read_as = "No day that can be: the contract is kept with these words where its day should stand.";
            tally.note(NoteKind::UnreadablePeriod, written, written, read_as, at.place(role));
            nothing(written)
        }
    }
}

fn status(text: &str) -> &'static str {
    let lower = text.to_lowercase();
    match () {
        () if lower.is_empty() => "",
        () if lower.contains("terminat") || lower.contains("expired") || lower.contains("ended") || lower.contains("closed") => {
            "terminated"
        }
        () if lower.contains("cancel") || lower.contains("withdrawn") => "cancelled",
        () if lower.contains("pending") || lower.contains("planned") || lower.contains("tender") || lower.contains("awaiting") => "pending",
        () if lower.contains("active") || lower.contains("live") || lower.contains("current") || lower.contains("open") => "active",
        () => "",
    }
}

/// What an entry is, by its own column first, then by its title and how it was let. A register holds contracts where nothing else is said.
fn kind(at: &At<'_>) -> &'static str {
    let of = |text: &str| {
        let lower = text.to_lowercase();
        let has = |mark: &str| lower.contains(mark);
        match () {
            () if has("call-off") || has("call off") || has("mini-comp") || has("mini comp") || has("further competition") => "call_off",
            () if has("dynamic purchasing") || has("dynamic market") || lower.split_whitespace().any(|word| word == "dps") => "dynamic",
            () if has("framework") => "framework",
            () if has("section 75") || has("s75") || has("pooled") => "pooled",
            () if has("spot") || has("placement") => "placement",
            () if has("grant agreement") || lower == "grant" => "grant",
            () => "",
        }
    };
    let told = [at.cell(KIND), at.cell(ROUTE), at.cell(TITLE)].into_iter().map(of).find(|kind| !kind.is_empty());
    told.unwrap_or("contract")
}

fn regime(at: &At<'_>) -> &'static str {
    let said = format!("{} {}", at.cell(ROUTE), at.cell(KIND)).to_lowercase();
    match () {
        () if said.contains("provider selection") || said.contains("psr") => "provider_selection",
        () if said.contains("light touch") => "light_touch",
        () if said.contains("below threshold") => "below_threshold",
        () => "",
    }
}
