//! A small fictional world: a council, a provider, identifiers that count up, and a clock that stands still.

use std::sync::atomic::{AtomicU64, Ordering};

use model::audience::{Audience, Scope};
use model::id::{AuditId, OrganisationId, PersonId};
use model::organisation::OrganisationKind;
use model::record::Record;
use store::audit::{Deed, Signature};
use store::{StoreError, Tx, organisations, people, places};
use uuid::Uuid;

use crate::{Clock, nouns};

/// Everything made in it is the same at every run.
pub struct World {
    pub clock: Clock,
    count: AtomicU64,
    pub council: OrganisationId,
    /// A home-care provider.
    pub provider: OrganisationId,
    /// The council's head of commissioning.
    pub head: PersonId,
}

impl Default for World {
    fn default() -> World {
        let mut world = World {
            clock: Clock::default(),
            count: AtomicU64::new(0),
            council: OrganisationId(Uuid::nil()),
            provider: OrganisationId(Uuid::nil()),
            head: PersonId(Uuid::nil()),
        };
        (world.council, world.provider, world.head) = (world.id(), world.id(), world.id());
        world
    }
}

impl World {
    /// The next identifier: version 7 in form, in order of making.
    pub fn id<I: From<Uuid>>(&self) -> I {
        let count = self.count.fetch_add(1, Ordering::Relaxed) + 1;
        I::from(Uuid::from_u128((0x0193_5000_0000_7000_8000_u128 << 48) | u128::from(count)))
    }

    /// The same council, provider and head, with identifiers counted from further on: for somebody who acts at the same time.
    pub fn apart(&self, from: u64) -> World {
        let (clock, count) = (Clock::default(), AtomicU64::new(from));
        World { clock, count, council: self.council, provider: self.provider, head: self.head }
    }

    /// A new record of the council's, open to partners.
    pub fn record<I: From<Uuid>, T>(&self, noun: T) -> Record<I, T> {
        Record {
            id: self.id(),
            reference: None,
            owner: self.council,
            audience: Audience::Partners,
            about: None,
            sealed: false,
            version: 0,
            changed_at: self.clock.now(),
            noun,
        }
    }

    /// Sees everything the council owns.
    pub fn scope(&self) -> Scope {
        Scope {
            organisation: self.council,
            is_owner_staff: true,
            sees_drafts: true,
            sees_sealed: true,
            sees_exempt: true,
            is_partner: false,
            is_member: true,
            is_provider: false,
            today: self.clock.today(),
        }
    }

    /// A provider of the market, that sees what speaks of itself and what is public.
    pub fn provider_scope(&self) -> Scope {
        Scope {
            organisation: self.provider,
            is_owner_staff: false,
            sees_drafts: false,
            sees_sealed: false,
            sees_exempt: false,
            is_partner: false,
            is_member: false,
            is_provider: true,
            today: self.clock.today(),
        }
    }

    /// The head of commissioning signs, a second later than the last.
    pub fn signature(&self) -> Signature {
        let id: AuditId = self.id();
        let at = self.clock.tick();
        Signature { id, at, person: Some(self.head), role: "Head of commissioning".into(), organisation: self.council }
    }

    /// Writes an audit entry of a deed.
    pub async fn sign(&self, tx: &mut Tx, action: &str, noun: &str, record: Option<Uuid>, details: &str) -> Result<(), StoreError> {
        let deed = Deed { action: action.into(), noun: noun.into(), record, details: details.into() };
        store::audit::append(tx, &self.signature(), &deed).await.map(|_| ())
    }

    /// Keeps the place, the council, the provider and the head of commissioning.
    pub async fn found(&self, tx: &mut Tx) -> Result<(), StoreError> {
        let council = nouns::organisation("Northvale County Council", OrganisationKind::County);
        organisations::save(tx, &Record { id: self.council, ..self.record(council) }).await?;
        let provider = nouns::organisation("Fellside Home Care", OrganisationKind::Company);
        organisations::save(tx, &Record { id: self.provider, ..self.record(provider) }).await?;
        places::save(tx, &self.record(nouns::place())).await?;
        let head = nouns::person("Ruth Adeyemi", "ruth.adeyemi@northvale.example", self.council);
        people::save(tx, &Record { id: self.head, ..self.record(head) }).await?;
        Ok(())
    }
}
