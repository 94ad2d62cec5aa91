//! Loading a directory of local services, Open Referral UK or HSDS: each service becomes a strength of the place, known again by the
//! directory's own identifier. What is wrong is told, entry by entry; nothing that names a person is kept.

use exchange::open_referral::{self, Directory, Fault as Oddity, Named, NotADirectory, Service, Status};
use exchange::personal::pattern::person_name;
use model::audience::Audience;
use model::id::{SourceId, StrengthId};
use model::record::Record;
use model::role::Permission;
use model::source::{Source, SourceKind};
use model::strength::{At, Listed, Strength, StrengthKind};

use crate::actor::Actor;
use crate::analyse::load_performance::last_of_path;
use crate::analyse::read_source::limits;
use crate::config::Settings;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::house::set_up::kept;
use crate::typed::{LINE, Typed};

#[derive(Debug, Clone, Default)]
pub struct LoadDirectory {
    /// Name and bytes: one JSON file, or the tables that belong together.
    pub files: Vec<(String, Vec<u8>)>,
    /// Whose directory it is, as people say.
    pub title: String,
    pub licence: String,
}

/// What loading did.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Loaded {
    pub added: Vec<Record<StrengthId, Strength>>,
    pub changed: usize,
    pub the_same: usize,
    /// No longer offered, as the directory itself says.
    pub ended: usize,
    pub repeated: usize,
    /// What was wrong, in the order of the files.
    pub oddities: Vec<Oddity>,
}

/// All of it in one transaction, or none. The same files twice change nothing.
pub async fn load_directory(desk: &Desk, actor: &Actor, ask: LoadDirectory) -> Result<Loaded, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let title = typed.text("title", &ask.title, LINE, "Say whose directory it is");
    let licence = typed.optional("licence", &ask.licence, LINE);
    typed.ask("file", ask.files.iter().any(|(_, bytes)| !bytes.is_empty()), "Choose a file to load");
    typed.done()?;
    let settings = Settings::in_force(&mut desk.read().await?).await?;
    let limits = limits(&settings);
    let files = ask.files;
    let read = tokio::task::spawn_blocking(move || {
        let named: Vec<Named<'_>> = files.iter().map(|(name, bytes)| Named { name, bytes }).collect();
        (open_referral::read(&named, &limits), files)
    });
    let (read, files) = read.await.map_err(|_| fault("The files could not be read. Ask for the directory as JSON and load that"))?;
    let directory = read.map_err(|error: NotADirectory| fault(error.to_string().trim_end_matches('.')))?;
    if directory.services.is_empty() {
        let said: Vec<String> = directory.faults.iter().take(5).map(Oddity::sentence).collect();
        return Err(fault(&format!("No service could be read, and nothing was kept. {}", said.join(" "))));
    }
    keep(desk, actor, directory, &files, &title, licence).await
}

async fn keep(
    desk: &Desk,
    actor: &Actor,
    directory: Directory,
    files: &[(String, Vec<u8>)],
    title: &str,
    licence: String,
) -> Result<Loaded, DeskError> {
    let mut write = desk.write(actor).await?;
    let tx = &mut write.tx;
    let all = store::strengths::list(tx, &desk.own_scope()).await?;
    let mut loaded = Loaded { repeated: directory.repeated, oddities: directory.faults, ..Loaded::default() };
    let main = files.iter().find(|(name, _)| name.to_lowercase().contains("services")).or_else(|| files.first());
    let Some((name, bytes)) = main else { return Err(fault("Choose a file to load")) };
    // Only what speaks of no person's details goes on the shelf: the entries as they were read, not the file.
    let digest = store::files::digest(bytes);
    let card = Source {
        title: title.to_owned(),
        kind: SourceKind::OpenData,
        digest: None,
        received_digest: Some(digest),
        file_name: last_of_path(name),
        bytes: bytes.len() as u64,
        licence,
        dated: None,
        received_at: desk.now(),
        received_by: actor.role.clone(),
    };
    let source = source(desk, tx, card).await?;
    for service in directory.services {
        if is_a_person(&service.name) {
            let says = "Its name seems to be that of a person. It was not kept.".to_owned();
            loaded.oddities.push(Oddity { at: format!("{}.name", service.at), seen: String::new(), says });
            continue;
        }
        let known = all.iter().find(|known| known.noun.listed.as_ref().is_some_and(|listed| listed.id == service.id));
        let is_gone = matches!(service.status, Status::Defunct | Status::Inactive);
        let noun = strength(&service, source, title, desk.today(), known.map(|known| &known.noun));
        match known {
            None if is_gone => loaded.ended += 1,
            None => loaded.added.push(store::strengths::save(tx, &kept(desk, desk.new_id(), Audience::Public, noun)).await?),
            Some(known) if is_same(&known.noun, &noun) => loaded.the_same += 1,
            Some(known) => {
                if noun.ended.is_some() && known.noun.ended.is_none() {
                    loaded.ended += 1;
                } else {
                    loaded.changed += 1;
                }
                store::strengths::save(tx, &Record { noun, changed_at: desk.now(), ..known.clone() }).await?;
            }
        }
    }
    if loaded.added.is_empty() && loaded.changed == 0 && loaded.ended == 0 {
        return Ok(loaded);
    }
    let line = format!(
        "The directory “{title}” was loaded: {} new, {} changed, {} no longer offered, {} as before.",
        loaded.added.len(),
        loaded.changed,
        loaded.ended,
        loaded.the_same
    );
    write.commit("load_directory", "strength", Some(source.uuid()), line).await?;
    Ok(loaded)
}

/// Its card: that of the same bytes, where they came before.
async fn source(desk: &Desk, tx: &mut store::Tx, card: Source) -> Result<SourceId, DeskError> {
    let digest = card.received_digest.clone().unwrap_or_default();
    if let Some(same) = store::sources::by_digest(tx, &desk.own_scope(), &digest).await? {
        return Ok(same.id);
    }
    Ok(store::sources::save(tx, &kept(desk, desk.new_id(), Audience::Public, card)).await?.id)
}

/// A childminder is often listed under a name of their own; a hall named after somebody is not a person.
fn is_a_person(name: &str) -> bool {
    let first = name.split(['(', '–', '|', ':']).next().unwrap_or_default();
    person_name(first.trim()) == Some(true)
}

/// A service as a strength. What people wrote of it here stays: its kind, how many it reaches, where it lies where the directory is silent.
fn strength(service: &Service, source: SourceId, title: &str, today: quantity::Date, known: Option<&Strength>) -> Strength {
    let site = service.sites.iter().find(|site| site.at.is_some()).or_else(|| service.sites.first());
    let town = site.map(|site| site.town.clone()).filter(|town| !town.is_empty());
    let at = site.and_then(|site| site.at).map(|(latitude, longitude)| At { latitude, longitude });
    let is_gone = matches!(service.status, Status::Defunct | Status::Inactive);
    let what =
        [service.description.as_str(), &cost(&service.fees)].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    Strength {
        name: shortened(&service.name, 120),
        kind: known.map_or(StrengthKind::Groups, |known| known.kind),
        what: if what.is_empty() { "The directory does not say what it does.".to_owned() } else { what },
        for_whom: service.for_whom.clone(),
        place: town.or_else(|| known.map(|known| known.place.clone())).unwrap_or_default(),
        at: at.or_else(|| known.and_then(|known| known.at)),
        run_by: service.organisation.clone(),
        organisation: known.and_then(|known| known.organisation),
        people: known.and_then(|known| known.people),
        money: known.and_then(|known| known.money),
        address: service.address.clone(),
        source: title.to_owned(),
        dated: today,
        listed: Some(Listed { source, id: service.id.clone(), last_changed: service.last_changed.clone() }),
        ended: is_gone.then(|| known.and_then(|known| known.ended).unwrap_or(today)),
    }
}

fn cost(fees: &str) -> String {
    if fees.is_empty() { String::new() } else { format!("Cost: {fees}.") }
}

fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most { text.to_owned() } else { text.chars().take(most - 1).collect::<String>() + "…" }
}

/// The same but for the day and the file it was read from.
fn is_same(one: &Strength, other: &Strength) -> bool {
    let bare = |strength: &Strength| Strength { dated: quantity::Date::MIN, source: String::new(), listed: None, ..strength.clone() };
    bare(one) == bare(other)
}

fn fault(message: &str) -> DeskError {
    DeskError::Faults(vec![Fault::new("file", message)])
}
