//! Solving an issue and commissioning a service are two pieces of work: each side complete on its own, what stands on both, and
//! whether who helped may bid on a level field (S0.31 to S0.33).

use model::arrangement::Arrangement;
use model::engagement::Engagement;
use model::id::{ArrangementId, EngagementId, IssueId, OrganisationId, ServiceId};
use model::issue::KnownIssue;
use model::organisation::Organisation;
use model::readiness::Reason;
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use model::service::Service;
use principles::p_delineation::{Side, Tagged, TaggedKind, delineation};
use principles::p_level_field::level_field;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;

#[derive(Debug, Clone)]
pub struct TwoSidesView {
    pub service: Record<ServiceId, Service>,
    pub issues: Vec<Record<IssueId, KnownIssue>>,
    pub engagements: Vec<Record<EngagementId, Engagement>>,
    /// Documents of solving: what set a test out.
    pub solving_documents: Vec<String>,
    pub arrangements: Vec<Record<ArrangementId, Arrangement>>,
    pub organisations: Vec<Record<OrganisationId, Organisation>>,
    /// A spend line or document that stands on both sides.
    pub on_both: Vec<Reason>,
    /// A helper who may bid, with nothing on record that keeps the field level.
    pub not_level: Vec<Reason>,
}

impl TwoSidesView {
    pub fn name(&self, id: OrganisationId) -> String {
        self.organisations
            .iter()
            .find(|kept| kept.id == id)
            .map_or_else(|| "An organisation not shared with you".to_owned(), |kept| kept.noun.name.clone())
    }
}

pub async fn read_two_sides(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<TwoSidesView, DeskError> {
    actor.may(Permission::ReadPerformance)?;
    let mut tx = desk.read().await?;
    let scope = &actor.scope;
    let service = store::services::by_reference(&mut tx, scope, reference).await?;
    let issues = store::issues::by_service(&mut tx, scope, service.id).await?;
    let engagements = store::engagements::by_service(&mut tx, scope, service.id).await?;
    let arrangements = store::arrangements::by_service(&mut tx, scope, service.id).await?;
    let organisations = store::organisations::list(&mut tx, scope).await?;
    let mut solving_documents = Vec::new();
    for issue in &issues {
        for test in store::test_periods::by_issue(&mut tx, scope, issue.id).await? {
            solving_documents.extend(test.noun.late.map(|late| late.document));
        }
    }
    let services: Vec<Service> = store::services::list(&mut tx, &desk.own_scope()).await?.into_iter().map(|kept| kept.noun).collect();
    let tagged = tagged(&engagements, &solving_documents, &arrangements, &services);
    // Whoever provides services may bid: that is said of nobody in particular.
    let may_bid: Vec<OrganisationId> = organisations.iter().filter(|kept| kept.noun.provides).map(|kept| kept.id).collect();
    let helped: Vec<(EngagementId, Engagement)> = engagements.iter().map(|kept| (kept.id, kept.noun.clone())).collect();
    Ok(TwoSidesView {
        on_both: delineation(&tagged),
        not_level: level_field(&helped, &may_bid),
        service,
        issues,
        engagements,
        solving_documents,
        arrangements,
        organisations,
    })
}

/// The commissioning side's spend lines are those that services are paid from, of any service: help with one paid from the line of
/// another stands on both sides too. A service is known by its name where nobody has named its line. Arrangements are documents.
fn tagged(
    engagements: &[Record<EngagementId, Engagement>],
    documents: &[String],
    arrangements: &[Record<ArrangementId, Arrangement>],
    services: &[Service],
) -> Vec<Tagged> {
    let tag = |kind, name: &str, side| Tagged { kind, name: name.to_owned(), side };
    let lines = engagements.iter().map(|kept| tag(TaggedKind::SpendLine, &kept.noun.budget_line, Side::ProblemSolving));
    let papers = documents.iter().map(|name| tag(TaggedKind::Document, name, Side::ProblemSolving));
    let contracts = arrangements.iter().map(|kept| tag(TaggedKind::Document, &kept.noun.title, Side::Commissioning));
    let paid = services.iter().flat_map(|service| [&service.name, &service.budget_line]);
    let paid = paid.filter(|name| !name.trim().is_empty()).map(|name| tag(TaggedKind::SpendLine, name, Side::Commissioning));
    lines.chain(papers).chain(contracts).chain(paid).collect()
}

/// One engagement, for the form on it.
pub async fn find_engagement(
    desk: &Desk,
    actor: &Actor,
    reference: &Reference,
) -> Result<(Record<EngagementId, Engagement>, Record<IssueId, KnownIssue>, String), DeskError> {
    actor.may(Permission::ReadPerformance)?;
    let mut tx = desk.read().await?;
    let engagement = store::engagements::by_reference(&mut tx, &actor.scope, reference).await?;
    let issue = store::issues::find(&mut tx, &actor.scope, engagement.noun.issue).await?;
    let helper = store::organisations::find(&mut tx, &actor.scope, engagement.noun.helper).await?;
    Ok((engagement, issue, helper.noun.name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::audience::Audience;
    use testkit::nouns;

    fn record<I, T>(id: I, noun: T) -> Record<I, T> {
        Record {
            id,
            reference: None,
            owner: OrganisationId(uuid::Uuid::from_u128(1)),
            audience: Audience::Partners,
            about: None,
            sealed: false,
            version: 1,
            changed_at: nouns::moment("2026-11-21T09:30:00Z"),
            noun,
        }
    }

    #[test]
    fn a_line_that_pays_for_solving_and_for_a_service_is_named_whatever_the_arrangement_is_called() {
        let (service, issue, helper) =
            (ServiceId(uuid::Uuid::from_u128(2)), IssueId(uuid::Uuid::from_u128(3)), OrganisationId(uuid::Uuid::from_u128(4)));
        let mut engagement = record(EngagementId(uuid::Uuid::from_u128(5)), nouns::engagement(service, issue, helper));
        let arrangement = record(ArrangementId(uuid::Uuid::from_u128(6)), nouns::arrangement(service, helper));
        let (mut home_care, other) = (nouns::service("Home care", helper), nouns::service("Reablement at home", helper));
        home_care.budget_line = "AX 41".into();
        let services = [home_care, other];
        let both = |engagement: &Record<_, _>, documents: &[String]| {
            delineation(&tagged(std::slice::from_ref(engagement), documents, std::slice::from_ref(&arrangement), &services))
        };
        assert!(both(&engagement, &[]).is_empty());
        engagement.noun.budget_line = "Rooms in Fell Street".into();
        assert!(both(&engagement, &[]).is_empty(), "the title of an arrangement is no line of a budget");
        for line in [" ax 41", "home care ", "Reablement at home"] {
            engagement.noun.budget_line = line.into();
            let said = both(&engagement, &[]);
            assert_eq!(said.len(), 1, "{line}");
            assert!(said[0].text.contains("spend line"), "{said:?}");
        }
        assert_eq!(both(&engagement, &["Rooms in Fell Street".into()]).len(), 2, "the line and the document");
    }
}
