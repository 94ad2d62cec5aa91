//! What a reading leans on: settings, the service, measures and names held, layouts remembered.

use std::collections::BTreeSet;
use std::sync::Arc;

use exchange::mapping::Mapping;
use exchange::{Known, KnownMeasure, KnownPart};
use model::id::{MeasureId, ServiceId};
use model::measure::Measure;
use model::organisation::Organisation;
use model::record::Record;
use model::service::Service;
use model::upload::Upload;

use super::Asked;
use super::readings::Question;
use crate::actor::Actor;
use crate::analyse::read_source::limits;
use crate::config::Settings;
use crate::desk::Desk;
use crate::error::DeskError;

/// What a reading leans on, gathered once.
pub(in crate::analyse) struct Ground {
    pub(in crate::analyse) settings: Arc<Settings>,
    pub(super) service: Option<Record<ServiceId, Service>>,
    pub(in crate::analyse) known: Known,
    pub(in crate::analyse) remembered: Vec<Mapping>,
}

impl Ground {
    pub(in crate::analyse) async fn gather(desk: &Desk, actor: &Actor, service: Option<ServiceId>) -> Result<Ground, DeskError> {
        let mut tx = desk.read().await?;
        let scope = &actor.scope;
        let settings = Settings::in_force(&mut tx).await?;
        let service = match service {
            Some(id) => Some(store::services::find(&mut tx, scope, id).await?),
            None => None,
        };
        let measures = match &service {
            Some(service) => store::measures::by_service(&mut tx, scope, service.id).await?,
            None => store::measures::list(&mut tx, scope).await?,
        };
        let bodies = store::organisations::list(&mut tx, scope).await?;
        let named = |id| bodies.iter().find(|body| Some(body.id) == id).map(|body| body.noun.name.clone()).unwrap_or_default();
        let mut parts: Vec<KnownPart> = bodies
            .iter()
            .map(|body| {
                let followed_by = named(body.noun.followed_by);
                let Organisation { name, also_called, ended, .. } = body.noun.clone();
                KnownPart { name, also_called, ended, followed_by }
            })
            .collect();
        let mut named: BTreeSet<String> = parts.iter().map(|part| part.name.to_lowercase()).collect();
        if service.is_some() {
            for measure in &measures {
                for part in store::observations::parts(&mut tx, scope, measure.id).await? {
                    if !part.is_empty() && named.insert(part.to_lowercase()) {
                        parts.push(KnownPart { name: part, ..KnownPart::default() });
                    }
                }
            }
        }
        let known = Known { measures: measures.into_iter().map(known_measure).collect(), parts };
        let profiles = store::profiles::list(&mut tx, scope).await?;
        let remembered = profiles.into_iter().filter_map(|profile| serde_json::from_value(profile.noun.mapping).ok()).collect();
        Ok(Ground { settings, service, known, remembered })
    }

    /// What is asked of the kept bytes of an upload: with the answers given so far, as on the day it was first read.
    pub(super) fn question(&self, desk: &Desk, upload: &Upload, asked: &Asked) -> Question {
        Question {
            name: upload.file_name.clone(),
            bytes_digest: upload.kept_digest.clone(),
            known: self.known.clone(),
            answers: asked.answers.clone(),
            limits: limits(&self.settings),
            today: asked.today.unwrap_or_else(|| desk.today()),
        }
    }
}

fn known_measure(record: Record<MeasureId, Measure>) -> KnownMeasure {
    let Measure { name, also_called, unit, kind, direction, target, floor, .. } = record.noun;
    KnownMeasure { id: record.id, name, also_called, unit, kind, direction, target, floor }
}
