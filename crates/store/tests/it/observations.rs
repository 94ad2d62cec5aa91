//! Data points by the hundred thousand, corrections, withdrawals, and what is refused.

use model::id::MeasureId;
use model::observation::{Missing, Observation};
use store::observations::{self, Saved, Span};
use store::{Pool, StoreError, Tx, measures, services};
use testkit::{World, nouns};

async fn measure(world: &World, tx: &mut Tx) -> MeasureId {
    world.found(tx).await.expect("founds");
    let service = services::save(tx, &world.record(nouns::service("Supported lodgings", world.council))).await.expect("saves");
    measures::save(tx, &world.record(nouns::measure(service.id, "Weeks before moving on"))).await.expect("saves").id
}

#[tokio::test]
async fn a_hundred_thousand_data_points_are_kept_and_again_change_nothing() {
    for pool in crate::engines().await.pools {
        let world = World::default();
        let mut tx = pool.write().await.expect("writes");
        let measure = measure(&world, &mut tx).await;
        let points = many(&world, measure);
        let saved = observations::save_many(&mut tx, &points).await.expect("saves");
        tx.commit().await.expect("commits");
        assert_eq!(saved, Saved { new: 100_000, corrected: 0, unchanged: 0 });
        let mut tx = pool.write().await.expect("writes");
        let again = observations::save_many(&mut tx, &points).await.expect("saves");
        assert_eq!(again, Saved { new: 0, corrected: 0, unchanged: 100_000 });
        assert_eq!(observations::parts(&mut tx, &world.scope(), measure).await.expect("parts").len(), 1000);
        let one = observations::series(&mut tx, &world.scope(), measure, "Agency 417", Span::ALL).await.expect("reads");
        assert_eq!(one.len(), 100);
        assert!(one.windows(2).all(|pair| pair[0].period < pair[1].period));
    }
}

/// A thousand agencies, a hundred months each.
fn many(world: &World, measure: MeasureId) -> Vec<Observation> {
    let mut points = Vec::with_capacity(100_000);
    for agency in 0..1000 {
        let mut month = nouns::period("2018-01");
        for count in 0..100 {
            let part = format!("Agency {agency}");
            let value = f64::from(agency) * 0.1 + f64::from(count) / 3.0;
            let point = nouns::point(world.id(), measure, "2018-01", value, world.clock.now());
            points.push(Observation { part, period: month, ..point });
            month = month.next();
        }
    }
    points
}

#[tokio::test]
async fn a_value_comes_back_to_the_bit_with_all_that_was_said_of_it() {
    for pool in crate::engines().await.pools {
        let world = World::default();
        let mut tx = pool.write().await.expect("writes");
        let measure = measure(&world, &mut tx).await;
        let source = store::sources::save(&mut tx, &world.record(nouns::source(&"b".repeat(64)))).await.expect("saves");
        let mut points = Vec::new();
        for (period, value) in [
            ("2026-W44", Some(0.1 + 0.2)),
            ("2026-10-31", Some(f64::MIN_POSITIVE)),
            ("2026-Q4", Some(-1e300)),
            ("2026", Some(1.0 / 3.0)),
            ("2026/27", None),
        ] {
            let mut point = nouns::point(world.id(), measure, period, 0.0, world.clock.tick());
            point.value = value;
            point.missing = value.is_none().then_some(Missing::Suppressed);
            point.numerator = Some(i64::MAX);
            point.denominator = Some(i64::MIN);
            point.provisional = value.is_some();
            point.at =
                Some(model::observation::CellRef { source: source.id, sheet: "Übersicht ’26".into(), row: 1_048_576, column: 16_384 });
            points.push(point);
        }
        observations::save_many(&mut tx, &points).await.expect("saves");
        let mut kept = observations::series(&mut tx, &world.scope(), measure, "", Span::ALL).await.expect("reads");
        kept.sort_by_key(|point| point.id);
        assert_eq!(kept, points, "{}", pool.engine());
        assert_eq!(observations::by_source(&mut tx, &world.scope(), source.id).await.expect("reads").len(), 5);
    }
}

#[tokio::test]
async fn a_correction_keeps_what_it_replaced_and_the_final_figure_replaces_the_provisional_one() {
    for pool in crate::engines().await.pools {
        let world = World::default();
        let mut tx = pool.write().await.expect("writes");
        let measure = measure(&world, &mut tx).await;
        let at = world.clock.now();
        let provisional = Observation { provisional: true, ..nouns::point(world.id(), measure, "2026-09", 31.0, at) };
        let last = Observation { id: world.id(), provisional: false, ..provisional.clone() };
        let corrected = Observation { id: world.id(), value: Some(30.5), ..last.clone() };
        for (point, saved) in [
            (&provisional, Saved { new: 1, ..Saved::default() }),
            (&last, Saved { corrected: 1, ..Saved::default() }),
            (&corrected, Saved { corrected: 1, ..Saved::default() }),
            (&corrected, Saved { unchanged: 1, ..Saved::default() }),
        ] {
            assert_eq!(observations::save_many(&mut tx, std::slice::from_ref(point)).await.expect("saves"), saved);
        }
        let history = observations::history(&mut tx, &world.scope(), measure, "", nouns::period("2026-09")).await.expect("reads");
        let seen: Vec<_> = history.iter().map(|p| (p.id, p.revision, p.current)).collect();
        assert_eq!(seen, [(provisional.id, 1, false), (last.id, 2, false), (corrected.id, 3, true)]);
    }
}

#[tokio::test]
async fn a_withdrawn_data_point_stays_in_the_history_and_does_not_come_back_by_being_sent_again() {
    for pool in crate::engines().await.pools {
        let world = World::default();
        let mut tx = pool.write().await.expect("writes");
        let measure = measure(&world, &mut tx).await;
        let point = nouns::point(world.id(), measure, "2026-09", 31.0, world.clock.now());
        observations::save_many(&mut tx, std::slice::from_ref(&point)).await.expect("saves");
        observations::withdraw(&mut tx, point.id, "Counted twice").await.expect("withdraws");
        assert!(matches!(observations::withdraw(&mut tx, point.id, "Again").await, Err(StoreError::NotFound { .. })));
        let again = Observation { id: world.id(), ..point.clone() };
        assert_eq!(observations::save_many(&mut tx, &[again]).await.expect("saves"), Saved { unchanged: 1, ..Saved::default() });
        assert!(observations::series(&mut tx, &world.scope(), measure, "", Span::ALL).await.expect("reads").is_empty());
        let mended = Observation { id: world.id(), value: Some(29.0), ..point };
        assert_eq!(observations::save_many(&mut tx, &[mended]).await.expect("saves"), Saved { corrected: 1, ..Saved::default() });
        let history = observations::history(&mut tx, &world.scope(), measure, "", nouns::period("2026-09")).await.expect("reads");
        let seen: Vec<_> = history.iter().map(|p| (p.revision, p.current, p.withdrawn.as_deref())).collect();
        assert_eq!(seen, [(1, false, Some("Counted twice")), (2, true, None)]);
    }
}

#[tokio::test]
async fn what_is_no_number_and_what_comes_twice_with_two_values_is_refused() {
    let pool: Pool = store::open("sqlite::memory:").await.expect("opens");
    let world = World::default();
    let mut tx = pool.write().await.expect("writes");
    let measure = measure(&world, &mut tx).await;
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let point = nouns::point(world.id(), measure, "2026-09", value, world.clock.now());
        let refused = observations::save_many(&mut tx, &[point]).await;
        assert!(matches!(refused, Err(StoreError::NotANumber { ref period }) if period == "2026-09"), "{refused:?}");
    }
    let twice = [31.0, 32.0].map(|value| nouns::point(world.id(), measure, "2026-09", value, world.clock.now()));
    let refused = observations::save_many(&mut tx, &twice).await;
    assert!(matches!(refused, Err(StoreError::TwiceInOneLoad { .. })), "{refused:?}");
    let same = [31.0, 31.0].map(|value| nouns::point(world.id(), measure, "2026-09", value, world.clock.now()));
    assert_eq!(observations::save_many(&mut tx, &same).await.expect("saves").new, 1);
    let nobody = nouns::point(world.id(), world.id(), "2026-09", 1.0, world.clock.now());
    assert!(matches!(observations::save_many(&mut tx, &[nobody]).await, Err(StoreError::Refers(_))));
}
