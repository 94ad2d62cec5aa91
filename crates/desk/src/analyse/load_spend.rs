//! Loading what an authority spent, by service and by who provides it: read, checked and kept in one transaction, or not at all.

use exchange::note::Note;
use exchange::spend::{self, Asked, NotSpending, Part, Spending};
use model::audience::Audience;
use model::id::{SourceId, SpendId};
use model::observation::CellRef;
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use model::source::{Source, SourceKind};
use model::spend::{Spend, SpendLine, SpendUnit};
use quantity::Period;

use super::load_performance::last_of_path;
use super::read_source::limits;
use crate::actor::Actor;
use crate::config::Settings;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::house::set_up::kept;
use crate::typed::{LINE, Typed};

#[derive(Debug, Clone, Default)]
pub struct LoadSpend {
    pub file_name: String,
    pub bytes: Vec<u8>,
    /// As the file names it, or part of that name.
    pub authority: String,
    /// The financial year as typed: `2014-15`, `2014/15`.
    pub year: String,
    /// Where the file does not say, or says otherwise.
    pub unit: Option<SpendUnit>,
    pub licence: String,
}

/// What loading did.
#[derive(Debug, Clone)]
pub struct Loaded {
    pub spend: Record<SpendId, Spend>,
    /// The same authority and year of the same file was here: nothing was changed.
    pub was_here: bool,
    /// What it corrects, which stays as it was.
    pub corrects: Option<Reference>,
}

/// Reads a file and keeps one authority's year of it. The same again changes nothing; other figures under the same headings correct it.
pub async fn load_spend(desk: &Desk, actor: &Actor, ask: LoadSpend) -> Result<Loaded, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let licence = typed.optional("licence", &ask.licence, LINE);
    let year = year(&ask.year);
    typed.ask("year", year.is_some(), "Write the financial year of the figures, for example 2014-15");
    typed.ask("file", !ask.bytes.is_empty(), "Choose a file to load");
    typed.done()?;
    let year = year.unwrap_or_default();
    let file_name = last_of_path(&ask.file_name);
    let limits = {
        let mut tx = desk.read().await?;
        let settings = Settings::in_force(&mut tx).await?;
        limits(&settings)
    };
    let asked = Asked { authority: ask.authority.trim().to_owned(), year, unit: ask.unit };
    let (read, bytes) = tokio::task::spawn_blocking(move || (read(&ask.bytes, &asked, &limits), ask.bytes))
        .await
        .map_err(|_| DeskError::Faults(vec![Fault::new("file", "The file could not be read. Save it as CSV and load that")]))?;
    let read = read?;
    // Its bytes are kept first: a figure whose cell is gone leads nowhere.
    let digest = desk.shelf.put(&bytes)?;
    let mut write = desk.write(actor).await?;
    let tx = &mut write.tx;
    let before = store::spends::list(tx, &actor.scope).await?;
    let of_these = before
        .into_iter()
        .filter(|one| one.noun.replaced_by.is_none() && one.noun.year == year && one.noun.authority == clean(&read.authority));
    let alike: Vec<Record<SpendId, Spend>> = of_these.filter(|one| one.noun.headings == read.headings).collect();
    let source = match store::sources::by_digest(tx, &actor.scope, &digest).await? {
        Some(source) => source.id,
        None => {
            let noun = Source {
                title: file_name.clone(),
                kind: SourceKind::File,
                digest: Some(digest),
                received_digest: None,
                file_name: file_name.clone(),
                bytes: bytes.len() as u64,
                licence,
                dated: None,
                received_at: desk.now(),
                received_by: actor.role.clone(),
            };
            store::sources::save(tx, &kept(desk, desk.new_id(), Audience::Partners, noun)).await?.id
        }
    };
    let same = |one: &&Record<SpendId, Spend>| one.noun.source == source && one.noun.unit == read.unit;
    if let Some(same) = alike.iter().find(same) {
        return Ok(Loaded { spend: same.clone(), was_here: true, corrects: None });
    }
    let noun = noun(desk, actor, read, year, source);
    let spend = store::spends::save(tx, &kept(desk, desk.new_id(), Audience::Partners, noun)).await?;
    let mut corrects = None;
    for mut old in alike {
        old.noun.replaced_by = Some(spend.id);
        old.changed_at = desk.now();
        corrects = store::spends::save(tx, &old).await?.reference;
    }
    let line = in_words(&spend.noun, &file_name, corrects.as_ref());
    write.commit("load_spend", "spending", Some(spend.id.uuid()), line).await?;
    Ok(Loaded { spend, was_here: false, corrects })
}

fn read(bytes: &[u8], asked: &Asked, limits: &exchange::Limits) -> Result<Spending, DeskError> {
    let fault = |field, message: String| DeskError::Faults(vec![Fault::new(field, clean(&message))]);
    if asked.authority.is_empty() {
        let held = spend::authorities(bytes, limits).map_err(|error| fault("file", error.to_string()))?;
        let some = held.iter().take(12).map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ");
        let more = held.len().saturating_sub(12);
        let said = match (held.is_empty(), more) {
            (true, _) => "Name the authority: the file does not say whose spending it is".to_owned(),
            (false, 0) => format!("Name the authority. The file holds {some}"),
            (false, more) => format!("Name the authority. The file holds {some} and {more} others"),
        };
        return Err(fault("authority", said));
    }
    spend::read(bytes, asked, limits).map_err(|error| {
        let field = match error {
            NotSpending::NoSuchAuthority { .. } | NotSpending::SeveralAuthorities { .. } => "authority",
            NotSpending::NoSuchYear { .. } => "year",
            NotSpending::UnitNotSaid => "unit",
            _ => "file",
        };
        fault(field, error.to_string())
    })
}

fn noun(desk: &Desk, actor: &Actor, read: Spending, year: i16, source: SourceId) -> Spend {
    let cell = |at: exchange::table::Place| CellRef { source, sheet: at.sheet, row: at.row, column: at.column };
    let line = |part: Part| SpendLine {
        service: clean(&part.service),
        provided_by: part.provided_by,
        amount: part.amount,
        is_difference: part.is_difference,
        at: cell(part.at),
    };
    let noticed = read.columns.iter().cloned().chain(read.notes.iter().map(Note::sentence));
    Spend {
        authority: clean(&read.authority),
        year,
        unit: read.unit,
        unit_in_file: read.unit_in_file,
        source,
        headings: read.headings,
        noticed: noticed.map(|said| clean(&said)).collect(),
        lines: read.lines.into_iter().map(line).collect(),
        own_total: read.own_total,
        replaced_by: None,
        loaded_at: desk.now(),
        loaded_by: actor.role.clone(),
    }
}

/// What stands in a file is not ours: nothing in it may speak to a terminal.
fn clean(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).collect()
}

/// `2014-15`, `2014/15`, `2014/2015` and `2014`: the year it begins in; none for anything else.
fn year(typed: &str) -> Option<i16> {
    let typed = typed.trim();
    let (first, rest) = typed.split_once(['-', '/', '–']).map_or((typed, None), |(first, rest)| (first.trim(), Some(rest.trim())));
    let year: i16 = first.parse().ok().filter(|year| (1990..=2100).contains(year))?;
    let follows = match rest {
        None => true,
        Some(rest) if rest.len() == 4 => rest.parse() == Ok(year + 1),
        Some(rest) if rest.len() == 2 => rest.parse() == Ok((year + 1) % 100),
        Some(_) => false,
    };
    follows.then_some(year)
}

fn in_words(spend: &Spend, file_name: &str, corrects: Option<&Reference>) -> String {
    let year = Period::FinancialYear(spend.year).in_words();
    let corrected = corrects.map_or_else(String::new, |old| format!(" It corrects {old}, which stays as it was."));
    format!(
        "What {} spent in {year} was loaded from ‘{file_name}’: {} in {} lines.{corrected}",
        spend.authority,
        spend.total().in_full(),
        spend.lines.len()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyse::read_spend::{list_spends, read_spend};
    use crate::testing::{bench, may_everything, person, role};
    use model::spend::ProvidedBy;
    use quantity::Money;

    const TEXT: &str = "Local authority,Service,In house,Private,Total (£)\nFenwick,Fostering,60,30,100\nFenwick,Adoption,5,5,10\nMarl Vale,Fostering,1,2,3\nMarl Vale,Adoption,1,2,3\n";

    fn ask(text: &str, authority: &str, year: &str) -> LoadSpend {
        LoadSpend {
            file_name: "C:\\spend.csv".into(),
            bytes: text.into(),
            authority: authority.into(),
            year: year.into(),
            ..LoadSpend::default()
        }
    }

    #[test]
    fn a_year_is_read_as_people_write_it_and_never_guessed() {
        for (typed, year) in
            [("2014-15", Some(2014)), ("2014/15", Some(2014)), (" 2014/2015 ", Some(2014)), ("2014", Some(2014)), ("1999-00", Some(1999))]
        {
            assert_eq!(super::year(typed), year, "{typed}");
        }
        for typed in ["", "14-15", "2014-16", "soon", "2014-1", "20145"] {
            assert_eq!(super::year(typed), None, "{typed}");
        }
    }

    #[tokio::test]
    async fn a_file_is_kept_with_its_cells_the_second_time_changes_nothing_and_a_correction_keeps_the_old() {
        let bench = bench(false).await;
        let desk = &bench.desk;
        let actor = may_everything(desk);
        let first = load_spend(desk, &actor, ask(TEXT, "Fenwick", "2024-25")).await.expect("loads");
        let noun = &first.spend.noun;
        assert_eq!(
            (noun.total(), noun.through(|kind| kind == ProvidedBy::NotClassified)),
            (Money::from_pounds(110), Money::from_pounds(10))
        );
        assert_eq!(desk.shelf.get(&store::files::digest(TEXT.as_bytes())).expect("kept"), TEXT.as_bytes());
        let head = async || store::audit::head(&mut desk.read().await.expect("reads")).await.expect("a head").sequence;
        let before = head().await;
        let again = load_spend(desk, &actor, ask(TEXT, "fenwick", "2024/25")).await.expect("loads");
        assert_eq!((again.was_here, again.spend.id, head().await), (true, first.spend.id, before));
        let other = load_spend(desk, &actor, ask(TEXT, "Marl Vale", "2024-25")).await.expect("loads");
        assert_eq!((other.corrects, other.spend.noun.source), (None, noun.source));
        let corrected = load_spend(desk, &actor, ask(&TEXT.replace("60,30,100", "70,30,100"), "Fenwick", "2024-25")).await.expect("loads");
        assert_eq!(corrected.corrects, first.spend.reference);
        let listed = list_spends(desk, &actor).await.expect("lists");
        assert_eq!(listed.len(), 2);
        let old = read_spend(desk, &actor, first.spend.reference.as_ref().expect("a reference")).await.expect("is found");
        assert_eq!((old.spend.noun.total(), old.replaced_by), (Money::from_pounds(110), corrected.spend.reference));
        let cell = crate::analyse::read_source::read_cell(desk, &actor, noun.source, "", 2, 5).await.expect("a cell");
        assert_eq!((cell.seen.as_str(), cell.spent.len()), ("100", 1));
        // Nothing of a file speaks to a terminal, and what was cleaned is still the same authority.
        let odd = TEXT.replace("Fenwick", "Fen\u{1b}[31mwick");
        let loaded = load_spend(desk, &actor, ask(&odd, "Fen\u{1b}[31mwick", "2023-24")).await.expect("loads");
        assert_eq!(loaded.spend.noun.authority, "Fen[31mwick");
        assert!(load_spend(desk, &actor, ask(&odd, "Fen\u{1b}[31mwick", "2023-24")).await.expect("loads").was_here);
    }

    #[tokio::test]
    async fn what_cannot_be_taken_names_its_field_and_keeps_nothing() {
        let bench = bench(false).await;
        let desk = &bench.desk;
        let actor = may_everything(desk);
        let unsaid = TEXT.replace(" (£)", "");
        for (text, authority, year, field, said) in [
            (TEXT, "Fenwick", "soon", "year", "for example 2014-15"),
            (TEXT, "", "2024-25", "authority", "The file holds “Fenwick”, “Marl Vale”"),
            (TEXT, "Aldermoor", "2024-25", "authority", "is not an authority of this file"),
            (unsaid.as_str(), "Fenwick", "2024-25", "unit", "pounds or thousands"),
            ("Month,Visits\n2026-04,3\n", "Fenwick", "2024-25", "file", "No table of spending was found"),
            ("", "Fenwick", "2024-25", "file", "Choose a file"),
        ] {
            let Err(DeskError::Faults(faults)) = load_spend(desk, &actor, ask(text, authority, year)).await else { panic!("{said}") };
            assert!(faults.len() == 1 && faults[0].field == field && faults[0].message.contains(said), "{faults:?}");
        }
        assert!(list_spends(desk, &actor).await.expect("lists").is_empty() && desk.shelf.digests().expect("a shelf").is_empty());
        role(desk, "reader", &[Permission::ReadCases]).await;
        let (_, reader) = person(desk, "eve@northvale.example", "reader").await;
        assert!(matches!(load_spend(desk, &reader, ask(TEXT, "Fenwick", "2024-25")).await, Err(DeskError::MayNot(_))));
    }
}
