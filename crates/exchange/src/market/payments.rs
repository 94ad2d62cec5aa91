//! Payments of public bodies to suppliers, in any column layout: over £500 as the transparency code asks, or every one.

mod layout;

use quantity::Date;

use super::amounts::{Way, amount, currency};
use super::columns::{self, Found, Wanted};
use super::days::{self, Order};
use super::numbers::{area, charity, company, said, vat, yes};
use super::people::{self, Held, INDIVIDUAL, REDACTED};
use super::reading::{NotRecords, ReadRecords, Source, Tally, Told};
use super::tabular::{self, At, Rowwise};
use super::{Cell, MarketTable, NO_CURRENCY, Party};
use crate::note::NoteKind;
use crate::tables::RecordWriter;
use crate::unreadable::Limits;
use layout::*;

/// Reads payments, a row at a time.
pub fn read(
    source: &mut dyn Source,
    told: &Told<'_>,
    limits: &Limits,
    sink: &mut dyn RecordWriter,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<ReadRecords, NotRecords> {
    let mut reader =
        Payments { told: *told, order: Order::default(), scheme: "", names_are_people: false, has_day: false, publisher: String::new() };
    let read = tabular::read(source, told, limits, sink, progress, &mut reader)?;
    Ok(ReadRecords { publisher: reader.publisher, ..read })
}

/// Whether the first rows of a file look like payments: an amount, who was paid, and a day.
pub fn is_payments(source: &mut dyn Source, told: &Told<'_>, limits: &Limits) -> bool {
    let mut notes = crate::note::Notes::default();
    let mut found = false;
    let looked = super::rows::each_table(source, told, limits, &mut notes, &mut |_, _| {}, &mut |rows, _| {
        let head = rows.head(500)?;
        let Some(table) = columns::find(head, WANTED).filter(|table| table.column(PAID) > 0) else { return Ok(()) };
        let below = || head.iter().filter(|line| table.heading_rows.last().is_none_or(|last| line.number > *last));
        let days = below().filter(|line| {
            matches!(days::day(table.cell(line, PAID), Order::DayFirst), Some(days::Told::Day(_) | days::Told::OtherWay(_)))
        });
        // A return has years or months where payments have days.
        found |= days.count() * 2 > below().count();
        Ok(())
    });
    looked.is_ok() && found
}

struct Payments<'a> {
    told: Told<'a>,
    order: Order,
    scheme: &'static str,
    names_are_people: bool,
    has_day: bool,
    publisher: String,
}

impl Rowwise for Payments<'_> {
    fn wanted(&self) -> &'static [Wanted] {
        WANTED
    }

    fn what(&self) -> &'static str {
        "Payments"
    }

    fn needs(&self) -> &'static str {
        "No table of payments was found. It needs a row of headings with an amount and who was paid: as councils publish what they spend over £500."
    }

    fn names(&self) -> Option<usize> {
        Some(SUPPLIER)
    }

    fn summed(&self) -> Option<usize> {
        Some(AMOUNT)
    }

    fn near_people(&self) -> bool {
        true
    }

    fn begin(&mut self, found: &Found, held: &Held) {
        self.order = found.order(PAID);
        self.names_are_people = held.names;
        self.has_day = found.column(PAID) > 0;
        let heading = |role: usize| {
            found.at.get(role).copied().flatten().and_then(|column| found.headings.get(column)).map(|text| columns::said(text))
        };
        let said = heading(CODE).into_iter().chain(heading(CATEGORY)).flatten().collect::<Vec<_>>();
        let says = |word: &str| said.iter().any(|one| one == word);
        self.scheme = match () {
            () if says("proclass") => "ProClass",
            () if says("cpv") => "CPV",
            () if says("sercop") || says("bvacop") => "SeRCOP",
            () => "",
        };
    }

    fn row(&mut self, tally: &mut Tally<'_>, at: &At<'_>) -> Result<(), NotRecords> {
        let written = at.cell(AMOUNT);
        let Some(read) = amount(written) else {
            let says = match written.is_empty() {
                true => "No amount stands here: the payment is not kept. Ask who made the file for it.",
                false => "This is no amount that can be read: the payment is not kept. Write it in digits, for example 1234.50.",
            };
            tally.unread(at.place(AMOUNT), written, says);
            return Ok(());
        };
        if let Some(read_as) = read.way.read_as() {
            let kind = if read.way == Way::Brackets { NoteKind::Brackets } else { NoteKind::ScaledFigure };
            tally.note(kind, read_as, written, read_as, at.place(AMOUNT));
        }
        let currency = self.currency(tally, at, read.currency);
        if !tally.amount(currency, read.pence) {
            tally.unread(
                at.place(AMOUNT),
                written,
                "The sum of the amounts is beyond what can be counted: the payment is not kept. Check the amounts.",
            );
            return Ok(());
        }
        let paid = if self.has_day { self.day(tally, at) } else { None };
        tally.day(paid);
        let buyer = self.buyer(at);
        let buyer = match &buyer {
            Some(party) => tally.party(party, at.number())?,
            None => tally.party(self.told.buyer, at.number())?,
        };
        if buyer.is_empty() {
            return Err(NotRecords::WhoseIsIt);
        }
        let (party, shown) = self.supplier(tally, at);
        let supplier = tally.party(&party, at.number())?;
        if supplier.is_empty() {
            tally.note(
                NoteKind::NotThere,
                "payee",
                "",
                "Nobody is named as paid: the payment is kept without a supplier.",
                at.place(SUPPLIER),
            );
        }
        let (code, category) = (at.cell(CODE), at.cell(CATEGORY));
        let scheme = if code.is_empty() && self.scheme != "ProClass" { "" } else { self.scheme };
        let cells = [
            Cell::Text(&buyer),
            Cell::text(&supplier),
            Cell::text(&shown),
            Cell::maybe_date(paid),
            Cell::Money(read.pence),
            Cell::Text(currency),
            Cell::text(scheme),
            Cell::text(code),
            Cell::text(category),
            Cell::text(at.cell(SERVICE)),
            Cell::text(at.cell(ACCOUNT)),
            Cell::text(at.cell(PURPOSE)),
            Cell::text(at.cell(REFERENCE)),
            Cell::maybe_flag(yes(at.cell(VCSE))),
            Cell::Count(at.number() as i64),
        ];
        tally.row(MarketTable::Payments, &cells)?;
        Ok(())
    }
}

impl Payments<'_> {
    fn currency(&self, tally: &mut Tally<'_>, at: &At<'_>, in_cell: Option<&'static str>) -> &'static str {
        let written = at.cell(CURRENCY);
        let in_column = currency(written);
        if in_column.is_none() && !written.is_empty() {
            let read_as = "A currency that is not known here: the payment is kept as of no known currency, and summed with no other.";
            tally.note(NoteKind::UnitUnsaid, written, written, read_as, at.place(CURRENCY));
            return NO_CURRENCY;
        }
        let said = in_cell.or(in_column).unwrap_or("GBP");
        if said != "GBP" {
            let read_as = "Not in pounds: kept in its own currency, and never summed with pounds.";
            tally.note(NoteKind::UnitSaid, said, said, read_as, at.place(AMOUNT));
        }
        said
    }

    fn day(&self, tally: &mut Tally<'_>, at: &At<'_>) -> Option<Date> {
        let written = at.cell(PAID);
        let read = read_day(written, self.order, tally, at, PAID)?;
        let (first, last) = (jiff::civil::date(1990, 1, 1), self.told.today.saturating_add(jiff::Span::new().days(400)));
        if read < first || read > last {
            let read_as = "A day that no payment can be of: the payment is kept without its day.";
            tally.note(NoteKind::LongAgo, "", written, read_as, at.place(PAID));
            return None;
        }
        Some(read)
    }

    fn buyer(&mut self, at: &At<'_>) -> Option<Party> {
        let name = at.cell(BUYER);
        let code = area(at.cell(BUYER_CODE)).unwrap_or_default();
        if name.is_empty() && code.is_empty() || name.starts_with("http") {
            return None;
        }
        if self.publisher.is_empty() {
            self.publisher = name.to_owned();
        }
        let other = if code.is_empty() { String::new() } else { format!("GSS-{code}") };
        Some(Party { name: name.to_owned(), other, ..Party::default() })
    }

    /// Who was paid, and the name as it is shown.
    fn supplier(&self, tally: &mut Tally<'_>, at: &At<'_>) -> (Party, String) {
        let name = at.cell(SUPPLIER);
        let mut party = Party {
            name: name.to_owned(),
            company: company(at.cell(COMPANY)),
            charity: charity(at.cell(CHARITY)),
            vat: vat(at.cell(VAT)),
            postcode: said(at.cell(POSTCODE)).to_owned(),
            vcse: yes(at.cell(VCSE)),
            ..Party::default()
        };
        let has_number = !(party.company.is_empty() && party.charity.is_empty() && party.vat.is_empty());
        if people::is_redacted(name) && !has_number {
            party = Party { name: REDACTED.to_owned(), ..Party::default() };
            return (party, name.to_owned());
        }
        // What a council publishes of those it pays is public, sole traders among them. A file that nobody published says less.
        let plainly = !self.told.published && !has_number && people::is_person(name);
        if plainly || (self.names_are_people && !has_number && crate::personal::pattern::person_name(name).is_some()) {
            let read_as = "A person is paid here, by the name: the payment is kept, the name is not.";
            tally.note(NoteKind::Suppressed, "person", "", read_as, at.place(SUPPLIER));
            return (Party { name: INDIVIDUAL.to_owned(), ..Party::default() }, INDIVIDUAL.to_owned());
        }
        (party, name.to_owned())
    }
}

/// A day of a cell; what is none, or longer than a day, or the other way about, is noted.
pub(super) fn read_day(written: &str, order: Order, tally: &mut Tally<'_>, at: &At<'_>, role: usize) -> Option<Date> {
    if written.is_empty() {
        return None;
    }
    let Some(read) = days::day(written, order) else {
        let read_as = "No day that can be read: kept without one.";
        tally.note(NoteKind::UnreadablePeriod, "", written, read_as, at.place(role));
        return None;
    };
    match read {
        days::Told::Day(_) => {}
        days::Told::OtherWay(_) => {
            let read_as = "Day and month stand the other way about than in the rest of the column, and can be read in no other way.";
            tally.note(NoteKind::DateStyles, "other", written, read_as, at.place(role));
        }
        days::Told::Longer(_) => {
            let read_as = "Not a day but a month or a year: taken as its first day.";
            tally.note(NoteKind::DatesAsPeriods, "longer", written, read_as, at.place(role));
        }
    }
    Some(read.date())
}
