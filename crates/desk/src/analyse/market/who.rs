//! Who is who among the parties of the records in force: matching, with what people say laid on top. Every other question takes it
//! beside its tables.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use exchange::market::MarketTable;
use exchange::tables::{Answer, Asked, Beside, Digest, Question, Within};
use methods::market::matching::{self, Owned, Party, Said, Settings, Totals, Unsure};
use model::role::Permission;
use model::supplier_link::{LinkWord, SupplierLink};
use quantity::{Money, Share};
use serde::Serialize;

pub use methods::market::matching::{Belonging, Confidence, Doubt, METHOD};

use super::ground::{held_by, sets_in_force};
use super::kinds::{Facts, KindTold, told};
use super::rows::{Columns, money, text, whole};
use crate::actor::Actor;
use crate::analyse::places::known::ask;
use crate::config;
use crate::desk::Desk;
use crate::error::DeskError;

/// Parties of the market, as organisations.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WhoIsWho {
    /// By key.
    pub suppliers: BTreeMap<String, Supplier>,
    /// What may be one and was left as it is; the most at stake first.
    pub unsure: Vec<Unsure>,
    pub owned: Vec<Owned>,
    pub totals: Totals,
    /// How far it is known who money went to. Payments, awards and grants are different things, and never added up.
    pub paid: Parts,
    pub awarded: Parts,
    pub granted: Parts,
    /// Words of people that are in force.
    pub said: Vec<SupplierLink>,
    of_party: HashMap<String, String>,
}

/// One organisation.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Supplier {
    pub key: String,
    /// As the party of most value writes it.
    pub name: String,
    /// How files write it; the party its key is of comes first.
    pub spellings: Vec<Spelling>,
    /// What kind of number, and the number.
    pub identifiers: Vec<(String, String)>,
    pub kinds: Vec<KindTold>,
    pub paid: Money,
    pub awarded: Money,
    pub granted: Money,
    /// The name stands for nobody in particular: redacted, various.
    pub is_withheld: bool,
}

/// One party as a file names it, and why it is held to be of this organisation.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Spelling {
    pub party: String,
    pub name: String,
    pub postcode: String,
    /// A whole sentence; empty for the first.
    pub because: String,
    /// Lasting code of the reason.
    pub reason: &'static str,
    /// The name it was held beside.
    pub with: String,
    pub confidence: Option<Confidence>,
}

/// Pence by how far it is known who they went to. Parts of one whole; a net repayment counts as much as a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Parts {
    /// To organisations with a number of a register.
    pub numbered: u64,
    /// To organisations without one that files write in more than one way.
    pub named: u64,
    /// To what is known by one name alone.
    pub alone: u64,
    /// To nobody in particular.
    pub withheld: u64,
}

impl Parts {
    pub fn all(&self) -> u64 {
        self.numbered + self.named + self.alone + self.withheld
    }

    /// The share of what stands alone by one name, or under no name. None where there is no money of the sort.
    pub fn unmatched(&self) -> Option<Share> {
        Share::of(self.alone + self.withheld, self.all())
    }

    pub fn matched(&self) -> Option<Share> {
        Share::of(self.numbered + self.named, self.all())
    }
}

impl WhoIsWho {
    /// The organisation a party is of; the key of any of its parties finds it.
    pub fn supplier(&self, party: &str) -> Option<&Supplier> {
        self.suppliers.get(self.of_party.get(party)?)
    }

    /// The key of the organisation a party is of: its own where nobody knows it.
    pub fn key<'k>(&'k self, party: &'k str) -> &'k str {
        self.of_party.get(party).map_or(party, String::as_str)
    }

    /// What it is called; none where nobody knows it.
    pub fn name(&self, party: &str) -> Option<&str> {
        self.supplier(party).map(|supplier| supplier.name.as_str())
    }

    /// Codes of the kinds a supplier is of.
    pub fn kinds(&self, party: &str) -> Vec<String> {
        self.supplier(party).map(|supplier| supplier.kinds.iter().map(|kind| kind.code.clone()).collect()).unwrap_or_default()
    }

    /// Every key that files name an organisation by.
    pub fn parties(&self, supplier: &str) -> Vec<String> {
        let parties: BTreeSet<String> =
            self.suppliers.get(supplier).iter().flat_map(|one| &one.spellings).map(|s| s.party.clone()).collect();
        if parties.is_empty() { vec![supplier.to_owned()] } else { parties.into_iter().collect() }
    }

    /// `identities(party, supplier, name, reason, confidence)`: a row for each party of an organisation that files name by more than one
    /// key; and `kinds(supplier, kind)`.
    pub fn beside(&self) -> Vec<Beside> {
        let mut identities = Vec::new();
        let mut kinds = Vec::new();
        for supplier in self.suppliers.values() {
            kinds.extend(supplier.kinds.iter().map(|kind| vec![Some(supplier.key.clone()), Some(kind.code.clone())]));
            let parties: BTreeMap<&str, &Spelling> =
                supplier.spellings.iter().rev().map(|spelling| (spelling.party.as_str(), spelling)).collect();
            if parties.len() < 2 {
                continue;
            }
            identities.extend(parties.into_iter().map(|(party, spelling)| {
                let confidence = spelling.confidence.map(|class| class.code().to_owned());
                let reason = Some(spelling.reason.to_owned()).filter(|reason| !reason.is_empty());
                vec![Some(party.to_owned()), Some(supplier.key.clone()), Some(supplier.name.clone()), reason, confidence]
            }));
        }
        vec![
            Beside { name: "identities", columns: &["party", "supplier", "name", "reason", "confidence"], rows: identities },
            Beside { name: "kinds", columns: &["supplier", "kind"], rows: kinds },
        ]
    }
}

/// What an answer follows from: kept columns, words in force, and the place.
type AskedOf = (Vec<(MarketTable, Digest)>, Vec<(String, String, bool)>, String);

/// Kept by what it follows from, so that a write elsewhere does not make it be worked again. A few: it is large.
pub(crate) type Known = store::Remembered<(), AskedOf, Arc<WhoIsWho>, 4>;

/// Who is who among all parties whose records are in force for whoever asks.
pub async fn who_is_who(desk: &Desk, actor: &Actor) -> Result<Arc<WhoIsWho>, DeskError> {
    actor.may(Permission::ReadCases)?;
    let held = held_by(&sets_in_force(desk, actor).await?);
    let mut tx = desk.read().await?;
    let links = in_force(store::supplier_links::list(&mut tx, &actor.scope).await?.into_iter().map(|record| record.noun).collect());
    drop(tx);
    let said: Vec<Said> =
        links.iter().map(|link| Said { a: link.one.clone(), b: link.other.clone(), are_one: link.word == LinkWord::AreOne }).collect();
    let asked: AskedOf = (
        held.iter().map(|one| (one.table, one.digest.clone())).collect(),
        said.iter().map(|word| (word.a.clone(), word.b.clone(), word.are_one)).collect(),
        desk.place.name.clone(),
    );
    if let Some(known) = desk.memory.who.of(&(), &asked) {
        return Ok(known);
    }
    let mut found = if held.is_empty() {
        WhoIsWho::default()
    } else {
        let place = desk.place.name.clone();
        ask(desk, move |tables| {
            let question = Question { asked: Asked::Named("parties"), of: &held, within: &Within::default(), beside: &[] };
            Ok(worked(&tables.ask(&question)?, &said, &place))
        })
        .await??
    };
    found.said = links;
    let found = Arc::new(found);
    desk.memory.who.keep(&(), asked, found.clone());
    Ok(found)
}

/// The latest word on each two keys; what was left to matching is no word.
fn in_force(links: Vec<SupplierLink>) -> Vec<SupplierLink> {
    let mut latest: BTreeMap<(String, String), SupplierLink> = BTreeMap::new();
    for link in links {
        let (one, other) = link.pair();
        latest.insert((one.to_owned(), other.to_owned()), link);
    }
    latest.into_values().filter(|link| link.word != LinkWord::LeaveToMatching).collect()
}

const COLUMNS: [&str; 18] = [
    "party",
    "name",
    "company",
    "charity",
    "mutual",
    "ppon",
    "vat",
    "other",
    "postcode",
    "sme",
    "large",
    "vcse",
    "sector",
    "owner",
    "owner_name",
    "paid",
    "awarded",
    "granted",
];

/// What files say of one party, beside what matching asks.
#[derive(Default)]
struct Row {
    is_sme: bool,
    is_large: bool,
    is_vcse: bool,
    sector: String,
    owner_name: String,
    paid: Money,
    awarded: Money,
    granted: Money,
}

fn worked(answer: &Answer, said: &[Said], place: &str) -> Result<WhoIsWho, DeskError> {
    let columns = Columns::of(answer, COLUMNS)?;
    let (mut parties, mut rows): (Vec<Party>, Vec<Row>) = (Vec::new(), Vec::new());
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for [
        party,
        name,
        company,
        charity,
        mutual,
        ppon,
        vat,
        other,
        postcode,
        sme,
        large,
        vcse,
        sector,
        owner,
        owner_name,
        paid,
        awarded,
        granted,
    ] in columns.rows(answer)
    {
        let key = text(party);
        if key.is_empty() {
            continue;
        }
        // A party's money stands on each of its rows, and is taken once.
        let first = seen.insert(key.clone());
        let once = |cell| money(cell).filter(|_| first).unwrap_or_default();
        let row = Row {
            is_sme: whole(sme) == Some(1),
            is_large: whole(large) == Some(1),
            is_vcse: whole(vcse) == Some(1),
            sector: text(sector),
            owner_name: text(owner_name),
            paid: once(paid),
            awarded: once(awarded),
            granted: once(granted),
        };
        let most = [row.paid, row.awarded, row.granted].into_iter().map(Money::pence).max_by_key(|pence| pence.unsigned_abs());
        parties.push(Party {
            key,
            name: text(name),
            company: text(company),
            charity: text(charity),
            mutual: text(mutual),
            ppon: text(ppon),
            vat: text(vat),
            other: text(other),
            postcode: text(postcode),
            owner: text(owner),
            value: most.unwrap_or(0),
        });
        rows.push(row);
    }
    if parties.is_empty() {
        return Ok(WhoIsWho::default());
    }
    let reading =
        matching::read(&parties, said, Settings::default()).map_err(|refusal| DeskError::refused(refusal.code(), refusal.to_string()))?;
    let kinds = config::provider_kinds::defaults().map_err(|error| DeskError::refused("configuration", error.to_string()))?;
    let mut found = WhoIsWho { unsure: reading.unsure, owned: reading.owned, totals: reading.totals, ..WhoIsWho::default() };
    for organisation in reading.organisations {
        let mut supplier =
            Supplier { key: organisation.key, name: organisation.name, is_withheld: organisation.is_withheld, ..Supplier::default() };
        let mut facts = Facts::default();
        let mut identifiers = BTreeSet::new();
        for member in &organisation.members {
            let Some((party, row)) = parties.get(member.at).zip(rows.get(member.at)) else { continue };
            found.of_party.insert(party.key.clone(), supplier.key.clone());
            gather(&mut facts, &mut identifiers, party, row);
            supplier.paid = supplier.paid + row.paid;
            supplier.awarded = supplier.awarded + row.awarded;
            supplier.granted = supplier.granted + row.granted;
            let with = member.step.as_ref().and_then(|step| parties.get(step.with));
            supplier.spellings.push(Spelling {
                party: party.key.clone(),
                name: party.name.clone(),
                postcode: party.postcode.clone(),
                because: member.step.as_ref().map(|step| step.reason.sentence()).unwrap_or_default(),
                reason: member.step.as_ref().map_or("", |step| step.reason.code()),
                with: with.map(|with| with.name.clone()).unwrap_or_default(),
                confidence: member.step.as_ref().map(|step| step.confidence),
            });
        }
        let keys = supplier.spellings.iter().map(|spelling| spelling.party.as_str()).collect::<BTreeSet<_>>().len();
        for (parts, sum) in
            [(&mut found.paid, supplier.paid), (&mut found.awarded, supplier.awarded), (&mut found.granted, supplier.granted)]
        {
            let part = match (organisation.is_withheld, organisation.is_numbered, keys) {
                (true, ..) => &mut parts.withheld,
                (_, true, _) => &mut parts.numbered,
                (_, _, 1) => &mut parts.alone,
                _ => &mut parts.named,
            };
            *part = part.saturating_add(sum.pence().unsigned_abs());
        }
        supplier.identifiers = identifiers.into_iter().collect();
        supplier.kinds = told(&kinds, place, &facts);
        found.suppliers.insert(supplier.key.clone(), supplier);
    }
    Ok(found)
}

fn gather(facts: &mut Facts, identifiers: &mut BTreeSet<(String, String)>, party: &Party, row: &Row) {
    let add = |set: &mut BTreeSet<String>, value: &str| {
        if !value.is_empty() {
            set.insert(value.to_owned());
        }
    };
    add(&mut facts.names, &party.name);
    add(&mut facts.companies, &party.company);
    add(&mut facts.charities, &party.charity);
    add(&mut facts.mutuals, &party.mutual);
    add(&mut facts.postcodes, &party.postcode);
    add(&mut facts.sectors, &row.sector);
    add(&mut facts.owners, &row.owner_name);
    facts.is_sme |= row.is_sme;
    facts.is_large |= row.is_large;
    facts.is_vcse |= row.is_vcse;
    for (what, number) in [
        ("Company number", &party.company),
        ("Charity number", &party.charity),
        ("Mutuals Public Register", &party.mutual),
        ("Central register of suppliers (PPON)", &party.ppon),
        ("VAT number", &party.vat),
        ("Other identifier", &party.other),
    ] {
        if !number.is_empty() {
            identifiers.insert((what.to_owned(), number.clone()));
        }
    }
}
