//! The rule of sight in SQL is the rule of the model: every scope, every record.

use model::audience::{Audience, Scope};
use model::case::Case;
use model::id::{CaseId, OrganisationId};
use model::organisation::OrganisationKind;
use model::record::Record;
use store::{cases, organisations};
use testkit::{World, nouns};

#[tokio::test]
async fn what_sql_shows_is_what_the_model_says_may_be_seen_in_every_combination() {
    for pool in crate::engines().await.pools {
        let world = World::default();
        let other: OrganisationId = world.id();
        let mut tx = pool.write().await.expect("writes");
        world.found(&mut tx).await.expect("founds");
        let nhs = nouns::organisation("Northvale Hospitals", OrganisationKind::Nhs);
        organisations::save(&mut tx, &Record { id: other, ..world.record(nhs) }).await.expect("saves");
        let mut records = Vec::new();
        for owner in [world.council, other] {
            for about in [None, Some(world.provider), Some(other)] {
                for sealed in [false, true] {
                    for audience in audiences() {
                        let case: Record<CaseId, Case> = world.record(nouns::case("Which?", vec![]));
                        let case = Record { owner, about, sealed, audience, ..case };
                        records.push(cases::save(&mut tx, &case).await.expect("saves"));
                    }
                }
            }
        }
        tx.commit().await.expect("commits");

        let mut tx = pool.read().await.expect("reads");
        let mut seen = 0;
        for organisation in [world.council, world.provider, other] {
            for flags in 0..128_u32 {
                let scope = scope(&world, organisation, flags);
                let may: Vec<CaseId> = records
                    .iter()
                    .filter(|record| scope.may_see(record.owner, &record.audience, record.about, record.sealed))
                    .map(|record| record.id)
                    .collect();
                let shown: Vec<CaseId> = cases::list(&mut tx, &scope).await.expect("lists").iter().map(|record| record.id).collect();
                assert_eq!(shown, may, "{}: {scope:?}", pool.engine());
                seen += shown.len();
            }
        }
        // Neither all nor nothing, or the comparison would say little.
        assert!(seen > 5_000 && seen < 384 * records.len(), "{seen}");
        assert_eq!(records.len(), 84);
    }
}

fn audiences() -> [Audience; 7] {
    let exempt = |until: &str| Audience::Exempt { paragraph: 3, until: nouns::day(until) };
    [
        Audience::WorkingDraft,
        Audience::Partners,
        Audience::Members,
        Audience::Public,
        exempt("2026-11-20"),
        exempt("2026-11-21"),
        exempt("2026-11-22"),
    ]
}

fn scope(world: &World, organisation: OrganisationId, flags: u32) -> Scope {
    let is = |bit: u32| flags & (1 << bit) != 0;
    Scope {
        organisation,
        is_owner_staff: is(0),
        sees_drafts: is(1),
        sees_sealed: is(2),
        sees_exempt: is(3),
        is_partner: is(4),
        is_member: is(5),
        is_provider: is(6),
        today: world.clock.today(),
    }
}

#[tokio::test]
async fn a_data_point_is_seen_by_whoever_may_see_its_measure() {
    for pool in crate::engines().await.pools {
        let world = World::default();
        let mut tx = pool.write().await.expect("writes");
        world.found(&mut tx).await.expect("founds");
        let service = store::services::save(&mut tx, &world.record(nouns::service("Home care", world.provider))).await.expect("saves");
        let own = Record { about: Some(world.provider), ..world.record(nouns::measure(service.id, "Visits on time")) };
        let own = store::measures::save(&mut tx, &own).await.expect("saves");
        let hidden = store::measures::save(&mut tx, &world.record(nouns::measure(service.id, "Everybody's visits"))).await.expect("saves");
        let points = [own.id, hidden.id].map(|measure| nouns::point(world.id(), measure, "2026-10", 12.0, world.clock.now()));
        store::observations::save_many(&mut tx, &points).await.expect("saves");
        let provider = world.provider_scope();
        let span = store::observations::Span::ALL;
        assert_eq!(store::observations::series(&mut tx, &provider, own.id, "", span).await.expect("reads").len(), 1);
        assert!(store::observations::series(&mut tx, &provider, hidden.id, "", span).await.expect("reads").is_empty());
        assert!(store::observations::parts(&mut tx, &provider, hidden.id).await.expect("reads").is_empty());
        assert!(store::observations::find(&mut tx, &provider, points[0].id).await.is_ok());
        assert!(store::observations::find(&mut tx, &provider, points[1].id).await.is_err());
        assert_eq!(store::observations::counts(&mut tx, &provider).await.expect("counts").len(), 1);
    }
}
