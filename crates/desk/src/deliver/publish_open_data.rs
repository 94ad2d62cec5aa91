//! Open data: which contracts and grants are published, chosen one by one; and what is published, as it is written into the files. Only what
//! is public goes out; what is sealed never does, whatever its audience.

use exchange::open_data::{Agreement, Body, Publication, value_of_term};
use model::arrangement::Arrangement;
use model::audience::Audience;
use model::id::{ArrangementId, OrganisationId};
use model::organisation::{Organisation, OrganisationKind};
use model::record::Record;
use model::role::Permission;
use model::terms::GroundKind;
use serde_json::Value;

use crate::actor::Actor;
use crate::config::Settings;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::typed::Typed;

/// One contract, grant or agreement that may be chosen.
#[derive(Debug, Clone)]
pub struct Offered {
    pub arrangement: Record<ArrangementId, Arrangement>,
    pub with: String,
    pub is_grant: bool,
}

impl Offered {
    pub fn is_published(&self) -> bool {
        self.arrangement.audience == Audience::Public
    }
}

/// What was chosen: those published from now on, of those that were seen.
pub struct PublishOpenData {
    pub published: Vec<ArrangementId>,
    /// Each that stood on the page, with the version it had there.
    pub seen: Vec<(ArrangementId, i64)>,
    /// Asked for where something is published no longer.
    pub why: String,
}

/// What the actor may choose from: what is public or for partners and is not sealed. In the order of their references.
pub async fn read_offered(desk: &Desk, actor: &Actor) -> Result<Vec<Offered>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut tx = desk.read().await?;
    let bodies = store::organisations::list(&mut tx, &actor.scope).await?;
    let all = store::arrangements::list(&mut tx, &actor.scope).await?;
    Ok(all.into_iter().filter(|one| may_be_chosen(desk, one)).map(|one| offered(one, &bodies)).collect())
}

fn offered(arrangement: Record<ArrangementId, Arrangement>, bodies: &[Record<OrganisationId, Organisation>]) -> Offered {
    let with = bodies.iter().find(|body| body.id == arrangement.noun.with).map(|body| body.noun.name.clone()).unwrap_or_default();
    Offered { with, is_grant: is_grant(&arrangement.noun), arrangement }
}

fn is_grant(arrangement: &Arrangement) -> bool {
    arrangement.delivery_model == GroundKind::Grant.code()
}

/// Sealed, exempt and draft records are not offered; nor is what the authority does itself, which is no contract.
fn may_be_chosen(desk: &Desk, one: &Record<ArrangementId, Arrangement>) -> bool {
    !one.sealed
        && one.owner == desk.authority
        && one.noun.with != desk.authority
        && matches!(one.audience, Audience::Public | Audience::Partners)
}

/// Publishes what was chosen and takes back what was not. Gives how many were changed.
pub async fn publish_open_data(desk: &Desk, actor: &Actor, ask: PublishOpenData) -> Result<usize, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let why = typed.optional("why", &ask.why, 500);
    let mut write = desk.write(actor).await?;
    let (mut out, mut back) = (Vec::new(), Vec::new());
    for (id, version) in ask.seen {
        let record = store::arrangements::find(&mut write.tx, &actor.scope, id).await?;
        if record.version != version {
            return Err(DeskError::Stale);
        }
        let wanted = if ask.published.contains(&id) { Audience::Public } else { Audience::Partners };
        if !may_be_chosen(desk, &record) {
            return Err(DeskError::refused(
                "not_open",
                format!("“{}” is sealed or kept for fewer people: it cannot be published here.", record.noun.title),
            ));
        }
        if record.audience != wanted {
            let changed = if wanted == Audience::Public { &mut out } else { &mut back };
            changed.push(format!("“{}”", record.noun.title));
            store::arrangements::save(&mut write.tx, &Record { audience: wanted, changed_at: desk.now(), ..record }).await?;
        }
    }
    if !back.is_empty() && why.is_empty() {
        let says = format!("Say why {} is published no longer: what was open stays with whoever took it", back.join(", "));
        return Err(DeskError::Faults(vec![Fault::new("why", says)]));
    }
    typed.done()?;
    let changed = out.len() + back.len();
    if changed == 0 {
        return Ok(0);
    }
    let mut line = Vec::new();
    if !out.is_empty() {
        line.push(format!("Published as open data: {}.", out.join(", ")));
    }
    if !back.is_empty() {
        line.push(format!("Published no longer: {}. {why}", back.join(", ")));
    }
    write.commit("publish_open_data", "arrangement", None, line.join(" ")).await?;
    Ok(changed)
}

/// What is published, ready to be written.
#[derive(Debug, Clone)]
pub struct OpenData {
    pub contracts: Vec<Agreement>,
    pub grants: Vec<Agreement>,
    /// Contracts, grants and agreements that are for fewer people.
    pub not_public: usize,
    /// Of those, sealed.
    pub sealed: usize,
    pub publication: Publication,
}

impl OpenData {
    /// OCDS 1.1 with the UK extension.
    pub fn contracts_file(&self, desk: &Desk) -> Value {
        exchange::open_data::contracts(&self.contracts, &self.publication, desk.today())
    }

    /// 360Giving; and the references of grants that lack what the standard asks of each, with what they lack.
    pub fn grants_file(&self) -> (Value, Vec<(String, &'static str)>) {
        exchange::open_data::grants(&self.grants, &self.publication)
    }
}

/// What is open to everybody, whoever asks. `address` is where the files are published.
pub async fn read_open_data(desk: &Desk, address: &str) -> Result<OpenData, DeskError> {
    let scope = desk.own_scope();
    let mut tx = desk.read().await?;
    let settings = Settings::in_force(&mut tx).await?.open_data.clone();
    let bodies = store::organisations::list(&mut tx, &scope).await?;
    let services = store::services::list(&mut tx, &scope).await?;
    let decisions = store::decisions::list(&mut tx, &scope).await?;
    let arrangements = store::arrangements::list(&mut tx, &scope).await?;
    drop(tx);
    let named = |id: OrganisationId| bodies.iter().find(|body| body.id == id).map(body_of);
    let publisher = named(desk.authority).ok_or(DeskError::NotFound)?;
    let (mut contracts, mut grants, mut not_public, mut sealed) = (Vec::new(), Vec::new(), 0, 0);
    for record in arrangements.iter().filter(|record| record.owner == desk.authority && record.noun.with != desk.authority) {
        if record.audience != Audience::Public || record.sealed {
            not_public += 1;
            sealed += usize::from(record.sealed);
            continue;
        }
        let noun = &record.noun;
        let Some(with) = named(noun.with) else { continue };
        let service = services.iter().find(|service| service.id == noun.service && service.audience == Audience::Public);
        let decided = decisions
            .iter()
            .filter(|decision| decision.audience == Audience::Public && !decision.sealed && decision.noun.service == noun.service)
            .filter(|decision| noun.awarded.or(noun.starts).is_none_or(|day| decision.noun.decided_on <= day))
            .max_by_key(|decision| decision.noun.decided_on)
            .map(|decision| format!("{} {}", decision.noun.what, decision.noun.reasons).trim().to_owned());
        let agreement = Agreement {
            reference: record.reference.as_ref().map(ToString::to_string).unwrap_or_else(|| record.id.to_string()),
            title: noun.title.clone(),
            describes: service.map(|service| service.noun.describes.clone()).unwrap_or_default(),
            by: publisher.clone(),
            with,
            regime: noun.regime.clone(),
            awarded: noun.awarded,
            starts: noun.starts,
            ends: noun.ends,
            value: value_of_term(noun.annual_value, noun.starts, noun.ends),
            decided,
            changed_at: record.changed_at,
        };
        let list = if is_grant(noun) { &mut grants } else { &mut contracts };
        list.push(agreement);
    }
    let publication = Publication {
        publisher,
        address: address.to_owned(),
        licence: settings.licence,
        ocid_prefix: settings.ocid_prefix,
        grants_prefix: settings.grants_prefix,
        at: desk.now(),
    };
    Ok(OpenData { contracts, grants, not_public, sealed, publication })
}

fn body_of(body: &Record<OrganisationId, Organisation>) -> Body {
    let noun = &body.noun;
    Body {
        reference: body.id.to_string(),
        name: noun.name.clone(),
        company: noun.company.as_ref().map(ToString::to_string).unwrap_or_default(),
        charity: noun.charity.as_ref().map(ToString::to_string).unwrap_or_default(),
        ods: noun.ods.as_ref().map(ToString::to_string).unwrap_or_default(),
        vcse: match noun.kind {
            OrganisationKind::Voluntary | OrganisationKind::Community => Some(true),
            OrganisationKind::County
            | OrganisationKind::District
            | OrganisationKind::Nhs
            | OrganisationKind::Police
            | OrganisationKind::Fire => Some(false),
            OrganisationKind::Company | OrganisationKind::ResidentsPanel | OrganisationKind::Other => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use exchange::Limits;
    use exchange::market::{Cell, MarketTable, Party, Told};
    use exchange::ocds::Regimes;
    use exchange::tables::{Held, KeptTable, RecordWriter, TablesError};
    use quantity::Money;
    use quantity::code::CharityNumber;
    use testkit::nouns;

    use super::*;
    use crate::house::set_up::kept;
    use crate::testing::{bench, may_everything};

    /// A desk with two contracts and two grants, one contract sealed.
    async fn four(desk: &Desk) -> Vec<Record<ArrangementId, Arrangement>> {
        let us = may_everything(desk);
        let mut write = desk.write(&us).await.expect("writes");
        let mut trust = nouns::organisation("Lindle Tenancy Trust", OrganisationKind::Voluntary);
        trust.charity = CharityNumber::parse("1089464").ok();
        let trust = kept(desk, desk.new_id(), Audience::Partners, trust);
        store::organisations::save(&mut write.tx, &trust).await.expect("a body");
        let service = desk.new_id();
        store::services::save(&mut write.tx, &kept(desk, service, Audience::Partners, nouns::service("Rooms", desk.authority)))
            .await
            .expect("a service");
        let day = |text: &str| text.parse().ok();
        let mut all = Vec::new();
        for (title, model, value) in [
            ("Floating support", "let_to_provider", 120_000),
            ("Sealed work", "let_to_provider", 90_000),
            ("Lunch clubs", "grant", 12_000),
            ("No value yet", "grant", 0),
        ] {
            let noun = Arrangement {
                title: title.into(),
                delivery_model: model.into(),
                awarded: day("2025-03-01"),
                starts: day("2025-04-01"),
                ends: day("2028-03-31"),
                annual_value: (value > 0).then(|| Money::from_pounds(value)),
                ..nouns::arrangement(service, trust.id)
            };
            let record = Record { sealed: title == "Sealed work", ..kept(desk, desk.new_id(), Audience::Partners, noun) };
            all.push(store::arrangements::save(&mut write.tx, &record).await.expect("an arrangement"));
        }
        write.commit("prepare", "test", None, "Four.").await.expect("commits");
        all
    }

    #[tokio::test]
    async fn only_what_was_chosen_is_open_and_taking_back_asks_why() {
        let bench = bench(true).await;
        let desk = &bench.desk;
        let us = may_everything(desk);
        let all = four(desk).await;
        let offered = read_offered(desk, &us).await.expect("offered");
        assert!(offered.iter().all(|one| !one.is_published() && one.arrangement.noun.title != "Sealed work"));
        let open = read_open_data(desk, "https://northvale.example/contracts.json").await.expect("open");
        assert_eq!((open.contracts.len(), open.grants.len(), open.not_public), (0, 0, 4));
        let seen = |offered: &[Offered]| offered.iter().map(|one| (one.arrangement.id, one.arrangement.version)).collect::<Vec<_>>();
        let ask = |published: &[usize], seen, why: &str| PublishOpenData {
            published: published.iter().map(|at| all[*at].id).collect(),
            seen,
            why: why.into(),
        };
        assert_eq!(publish_open_data(desk, &us, ask(&[0, 2, 3], seen(&offered), "")).await.ok(), Some(3));
        assert!(matches!(publish_open_data(desk, &us, ask(&[0], seen(&offered), "")).await, Err(DeskError::Stale)));
        let offered = read_offered(desk, &us).await.expect("offered");
        let Err(DeskError::Faults(faults)) = publish_open_data(desk, &us, ask(&[0, 2], seen(&offered), "")).await else {
            panic!("no reason")
        };
        assert!(faults[0].field == "why" && faults[0].message.contains("“No value yet”"), "{faults:?}");
        let sealed = PublishOpenData { published: vec![all[1].id], seen: vec![(all[1].id, all[1].version)], why: String::new() };
        assert!(publish_open_data(desk, &us, sealed).await.is_err());
        let open = read_open_data(desk, "https://northvale.example/contracts.json").await.expect("open");
        assert_eq!((open.contracts.len(), open.grants.len(), open.not_public, open.sealed), (1, 2, 1, 1));
        let (grants, lacking) = open.grants_file();
        assert_eq!(lacking.len(), 1);
        assert_eq!((lacking[0].1, grants["grants"].as_array().map(Vec::len)), ("its value", Some(1)));
        assert_eq!(grants["grants"][0]["amountAwarded"], 36_000);
        assert_eq!(grants["grants"][0]["recipientOrganization"][0]["id"], "GB-CHC-1089464");
        let mut tx = desk.read().await.expect("reads");
        let trail = store::audit::list(&mut tx, &store::audit::Filter::default(), 1).await.expect("a trail");
        assert!(trail[0].details.starts_with("Published as open data: “Floating support”"), "{trail:?}");
    }

    #[derive(Default)]
    struct Rows(Vec<(MarketTable, Vec<String>)>);

    impl RecordWriter for Rows {
        fn row(&mut self, table: MarketTable, cells: &[Cell<'_>]) -> Result<(), TablesError> {
            self.0.push((table, cells.iter().map(|cell| format!("{cell:?}")).collect()));
            Ok(())
        }

        fn finish(self: Box<Self>, _: &[Held]) -> Result<Vec<KeptTable>, TablesError> {
            Ok(Vec::new())
        }
    }

    #[tokio::test]
    async fn what_is_written_reads_back_as_what_was_kept() {
        let bench = bench(true).await;
        let desk = &bench.desk;
        let us = may_everything(desk);
        let all = four(desk).await;
        let ask = PublishOpenData { published: vec![all[0].id], seen: vec![(all[0].id, all[0].version)], why: String::new() };
        publish_open_data(desk, &us, ask).await.expect("published");
        let open = read_open_data(desk, "https://northvale.example/contracts.json").await.expect("open");
        let text = open.contracts_file(desk).to_string();
        let (mut rows, nobody) = (Rows::default(), Party::default());
        let told = Told { file_name: "contracts.json", bytes: text.len() as u64, buyer: &nobody, published: true, today: desk.today() };
        let read = exchange::ocds::read(
            &mut std::io::Cursor::new(text.as_bytes()),
            &told,
            &Regimes::default(),
            &Limits::default(),
            &mut rows,
            &mut |_, _| {},
        )
        .expect("read back");
        assert_eq!((read.read, read.unreadable, read.notes.len()), (1, 0, 0), "{:#?}", read.notes);
        assert_eq!(read.amounts, [("GBP".to_owned(), 36_000_000)]);
        assert_eq!(read.publisher, "Northvale County Council");
        let column = |table: MarketTable, name: &str| {
            let place = table.columns().iter().position(|column| column.name == name).expect("a column");
            rows.0.iter().find(|(of, _)| *of == table).map(|(_, cells)| cells[place].clone()).unwrap_or_default()
        };
        assert_eq!(column(MarketTable::Contracts, "supplier"), "Text(\"GB-CHC-1089464\")");
        assert_eq!(column(MarketTable::Contracts, "title"), "Text(\"Floating support\")");
        assert_eq!(column(MarketTable::Contracts, "ends"), "Date(2028-03-31)");
        assert_eq!(column(MarketTable::Contracts, "vcse"), "Flag(true)");
        assert!(column(MarketTable::Processes, "process").starts_with("Text(\"ocds-sample-A-"));
    }
}
