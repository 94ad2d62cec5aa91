//! Every noun is kept whole, found by what it hangs on, and changed only from the version it was read at.

use model::audience::Audience;
use model::id::OrganisationId;
use model::organisation::OrganisationKind;
use model::record::Record;
use quantity::Date;
use store::{
    StoreError, arrangements, cases, decisions, delivery_models, engagements, exceptions, findings, issues, measures, organisations,
    outcomes, people, places, profiles, promises, readiness_checks, replies, roles, services, settings, sources, test_periods, uploads,
};
use testkit::{World, nouns};

/// Keeps a new record, finds it as it was kept, and gives it back.
macro_rules! kept {
    ($tx:expr, $scope:expr, $noun:ident, $record:expr) => {{
        let saved = $noun::save(&mut $tx, &$record).await.expect("saves");
        assert_eq!(saved.version, 1);
        assert_eq!($noun::find(&mut $tx, &$scope, saved.id).await.expect("is found"), saved);
        assert!($noun::list(&mut $tx, &$scope).await.expect("lists").contains(&saved));
        saved
    }};
}

#[tokio::test]
async fn every_noun_comes_back_as_it_was_kept() {
    for pool in crate::engines().await.pools {
        let world = World::default();
        let scope = world.scope();
        let mut tx = pool.write().await.expect("writes");
        world.found(&mut tx).await.expect("founds");
        let service = kept!(tx, scope, services, world.record(nouns::service("Supported lodgings", world.council)));
        let exempt = Audience::Exempt { paragraph: 3, until: nouns::day("2027-03-31") };
        let case = Record {
            audience: exempt,
            sealed: true,
            about: Some(world.provider),
            ..world.record(nouns::case("Sooner?", vec![service.id]))
        };
        let case = kept!(tx, scope, cases, case);
        let measure = kept!(tx, scope, measures, world.record(nouns::measure(service.id, "Weeks before moving on")));
        let outcome = kept!(tx, scope, outcomes, world.record(nouns::outcome(case.id, Some(measure.id))));
        let issue = kept!(tx, scope, issues, world.record(nouns::issue(service.id, "People stay too long", world.council)));
        let test = kept!(tx, scope, test_periods, world.record(nouns::test_period(issue.id, measure.id)));
        let finding = kept!(tx, scope, findings, world.record(nouns::finding(measure.id.uuid())));
        let check = kept!(tx, scope, readiness_checks, world.record(nouns::readiness_check(case.id, service.id, Some(issue.id))));
        let exception = kept!(tx, scope, exceptions, world.record(nouns::exception(case.id, service.id, check.id)));
        let mut decision = nouns::decision(case.id, service.id);
        (decision.check, decision.exception) = (Some(check.id), Some(exception.id));
        let decision = kept!(tx, scope, decisions, world.record(decision));
        let mut promise = nouns::promise(case.id);
        (promise.decision, promise.service, promise.measure) = (Some(decision.id), Some(service.id), Some(measure.id));
        let promise = kept!(tx, scope, promises, world.record(promise));
        let arrangement = kept!(tx, scope, arrangements, world.record(nouns::arrangement(service.id, world.provider)));
        let engagement = kept!(tx, scope, engagements, world.record(nouns::engagement(service.id, issue.id, world.provider)));
        let reply = kept!(tx, scope, replies, world.record(nouns::reply(measure.id, world.provider)));
        let source = kept!(tx, scope, sources, world.record(nouns::source(&"c".repeat(64))));
        let upload = kept!(tx, scope, uploads, world.record(nouns::upload(&"d".repeat(64))));
        let profile = kept!(tx, scope, profiles, world.record(nouns::profile("month|value")));
        let model = kept!(tx, scope, delivery_models, world.record(nouns::delivery_model("in_house")));

        let references = [
            &case.reference,
            &service.reference,
            &measure.reference,
            &outcome.reference,
            &issue.reference,
            &test.reference,
            &finding.reference,
            &check.reference,
            &exception.reference,
            &decision.reference,
            &promise.reference,
            &arrangement.reference,
            &engagement.reference,
            &upload.reference,
        ];
        let said: Vec<String> = references.iter().map(|reference| reference.as_ref().expect("a reference").to_string()).collect();
        assert_eq!(said.join(" "), "C-1 S-1 M-1 O-1 I-1 T-1 F-1 R-1 X-1 D-1 P-1 A-1 E-1 U-1");
        assert!([&reply.reference, &source.reference, &profile.reference, &model.reference].iter().all(|reference| reference.is_none()));

        assert_eq!(cases::by_reference(&mut tx, &scope, &"c-1".parse().expect("a reference")).await.expect("is found"), case);
        for missing in ["S-1", "C-2"] {
            let missing = cases::by_reference(&mut tx, &scope, &missing.parse().expect("a reference")).await;
            assert!(matches!(missing, Err(StoreError::NotFound { noun: "case" })));
        }
        assert_eq!(services::by_operator(&mut tx, &scope, world.council).await.expect("lists"), std::slice::from_ref(&service));
        assert_eq!(measures::by_service(&mut tx, &scope, service.id).await.expect("lists"), std::slice::from_ref(&measure));
        assert_eq!(outcomes::by_case(&mut tx, &scope, case.id).await.expect("lists"), std::slice::from_ref(&outcome));
        assert_eq!(outcomes::by_measure(&mut tx, &scope, measure.id).await.expect("lists"), [outcome]);
        assert_eq!(issues::by_service(&mut tx, &scope, service.id).await.expect("lists"), std::slice::from_ref(&issue));
        assert_eq!(issues::by_holder(&mut tx, &scope, world.council).await.expect("lists"), std::slice::from_ref(&issue));
        assert!(issues::by_measure(&mut tx, &scope, measure.id).await.expect("lists").is_empty());
        assert_eq!(
            issues::waiting_for_triage(&mut tx, &scope, nouns::day("2026-10-12")).await.expect("lists"),
            std::slice::from_ref(&issue)
        );
        assert!(issues::waiting_for_triage(&mut tx, &scope, nouns::day("2026-10-11")).await.expect("lists").is_empty());
        assert_eq!(test_periods::by_issue(&mut tx, &scope, issue.id).await.expect("lists"), std::slice::from_ref(&test));
        assert_eq!(test_periods::by_measure(&mut tx, &scope, measure.id).await.expect("lists"), [test]);
        assert_eq!(findings::by_subject(&mut tx, &scope, measure.id.uuid()).await.expect("lists"), std::slice::from_ref(&finding));
        assert_eq!(findings::latest(&mut tx, &scope, measure.id.uuid(), "spc-xmr", "").await.expect("finds"), Some(finding));
        assert_eq!(readiness_checks::by_case(&mut tx, &scope, case.id).await.expect("lists"), std::slice::from_ref(&check));
        assert_eq!(readiness_checks::by_service(&mut tx, &scope, service.id).await.expect("lists"), std::slice::from_ref(&check));
        assert_eq!(exceptions::by_case(&mut tx, &scope, case.id).await.expect("lists"), std::slice::from_ref(&exception));
        assert_eq!(exceptions::by_service(&mut tx, &scope, service.id).await.expect("lists"), std::slice::from_ref(&exception));
        assert_eq!(exceptions::by_check(&mut tx, &scope, check.id).await.expect("lists"), [exception]);
        assert_eq!(decisions::by_case(&mut tx, &scope, case.id).await.expect("lists"), std::slice::from_ref(&decision));
        assert_eq!(decisions::by_service(&mut tx, &scope, service.id).await.expect("lists"), std::slice::from_ref(&decision));
        assert_eq!(promises::by_case(&mut tx, &scope, case.id).await.expect("lists"), std::slice::from_ref(&promise));
        assert_eq!(promises::by_decision(&mut tx, &scope, decision.id).await.expect("lists"), std::slice::from_ref(&promise));
        assert_eq!(promises::by_service(&mut tx, &scope, service.id).await.expect("lists"), std::slice::from_ref(&promise));
        assert_eq!(promises::due(&mut tx, &scope, nouns::day("2027-03-31")).await.expect("lists"), [promise]);
        assert!(promises::due(&mut tx, &scope, nouns::day("2027-03-30")).await.expect("lists").is_empty());
        assert_eq!(arrangements::by_service(&mut tx, &scope, service.id).await.expect("lists"), std::slice::from_ref(&arrangement));
        assert_eq!(arrangements::by_organisation(&mut tx, &scope, world.provider).await.expect("lists"), [arrangement]);
        assert_eq!(engagements::by_service(&mut tx, &scope, service.id).await.expect("lists"), std::slice::from_ref(&engagement));
        assert_eq!(engagements::by_issue(&mut tx, &scope, issue.id).await.expect("lists"), [engagement]);
        assert_eq!(replies::by_measure(&mut tx, &scope, measure.id).await.expect("lists"), [reply]);
        assert_eq!(sources::by_digest(&mut tx, &scope, &"c".repeat(64)).await.expect("finds"), Some(source));
        assert_eq!(uploads::by_digest(&mut tx, &scope, &"d".repeat(64)).await.expect("lists"), std::slice::from_ref(&upload));
        assert_eq!(uploads::waiting(&mut tx, &scope).await.expect("lists"), [upload]);
        assert_eq!(profiles::by_signature(&mut tx, &scope, "month|value").await.expect("finds"), Some(profile));
        assert_eq!(delivery_models::by_code(&mut tx, &scope, "in_house").await.expect("finds"), Some(model));

        let role = roles::save(&mut tx, &world.record(nouns::role("head_of_commissioning"))).await.expect("saves");
        assert_eq!(roles::by_code(&mut tx, "head_of_commissioning").await.expect("finds"), Some(role.clone()));
        assert_eq!(roles::list(&mut tx).await.expect("lists"), [role]);
        let setting = settings::save(&mut tx, &world.record(nouns::setting("readiness.fewest_months", "12"))).await.expect("saves");
        assert_eq!(settings::by_key(&mut tx, "readiness.fewest_months").await.expect("finds"), Some(setting.clone()));
        assert_eq!(settings::list(&mut tx).await.expect("lists"), [setting]);
        assert!(places::the_place(&mut tx).await.expect("finds").is_some_and(|place| place.noun.is_sample));
        let head = people::for_sign_in(&mut tx, " Ruth.Adeyemi@northvale.example").await.expect("finds").expect("a person");
        assert_eq!(people::for_session(&mut tx, head.id).await.expect("finds"), Some(head.clone()));
        assert_eq!(people::list(&mut tx, &scope).await.expect("lists"), std::slice::from_ref(&head));
        assert!(people::list(&mut tx, &world.provider_scope()).await.expect("lists").is_empty());
        assert!(matches!(people::find(&mut tx, &world.provider_scope(), head.id).await, Err(StoreError::NotFound { noun: "person" })));
        assert_eq!(people::count(&mut tx).await.expect("counts"), 1);
    }
}

#[tokio::test]
async fn a_change_made_from_a_stale_version_is_a_conflict_that_says_both_versions() {
    for pool in crate::engines().await.pools {
        let world = World::default();
        let mut tx = pool.write().await.expect("writes");
        world.found(&mut tx).await.expect("founds");
        let first = cases::save(&mut tx, &world.record(nouns::case("Sooner?", vec![]))).await.expect("saves");
        let mut mine = first.clone();
        mine.noun.stage = "deliver".into();
        let mine = cases::save(&mut tx, &mine).await.expect("saves");
        assert_eq!((mine.version, &mine.reference), (2, &first.reference));
        let mut theirs = first.clone();
        theirs.noun.stage = "analyse".into();
        let refused = cases::save(&mut tx, &theirs).await;
        assert!(matches!(refused, Err(StoreError::Conflict { noun: "case", asked: 1, kept: 2 })), "{refused:?}");
        // The transaction lives on, on both engines, and what is kept is what was kept first.
        assert_eq!(cases::find(&mut tx, &world.scope(), first.id).await.expect("is found"), mine);
        let unknown = Record { id: world.id(), version: 4, ..first };
        assert!(matches!(cases::save(&mut tx, &unknown).await, Err(StoreError::NotFound { noun: "case" })));
    }
}

#[tokio::test]
async fn a_nul_byte_is_refused_wherever_it_is_and_the_transaction_lives_on() {
    for pool in crate::engines().await.pools {
        let world = World::default();
        let mut tx = pool.write().await.expect("writes");
        world.found(&mut tx).await.expect("founds");
        let in_body = cases::save(&mut tx, &world.record(nouns::case("Soo\0ner?", vec![]))).await;
        assert!(matches!(in_body, Err(StoreError::NulByte)), "{in_body:?}");
        let in_column = people::for_sign_in(&mut tx, "a\0@b").await;
        assert!(matches!(in_column, Err(StoreError::NulByte)), "{in_column:?}");
        let spelled_out = nouns::case("A backslash and u0000: \\u0000 <script>alert('x')</script> \u{1F600}", vec![]);
        let kept = cases::save(&mut tx, &world.record(spelled_out)).await.expect("saves");
        assert_eq!(cases::find(&mut tx, &world.scope(), kept.id).await.expect("is found"), kept);
    }
}

#[tokio::test]
async fn what_is_not_kept_cannot_be_referred_to_and_what_must_be_the_only_one_is() {
    for pool in crate::engines().await.pools {
        let world = World::default();
        let mut tx = pool.write().await.expect("writes");
        world.found(&mut tx).await.expect("founds");
        tx.commit().await.expect("commits");
        let mut tx = pool.write().await.expect("writes");
        let adrift = services::save(&mut tx, &world.record(nouns::service("Adrift", world.id()))).await;
        assert!(matches!(adrift, Err(StoreError::Refers(_))), "{adrift:?}");
        tx.rollback().await.expect("rolls back");
        let mut tx = pool.write().await.expect("writes");
        let twin = nouns::person("Ruth Adeyemi", "ruth.adeyemi@northvale.example", world.council);
        let twin = people::save(&mut tx, &world.record(twin)).await;
        assert!(matches!(twin, Err(StoreError::Twice(_))), "{twin:?}");
        tx.rollback().await.expect("rolls back");
        // Owners are looked for at commit.
        let mut tx = pool.write().await.expect("writes");
        let orphan = nouns::organisation("Nobody's", OrganisationKind::Other);
        organisations::save(&mut tx, &Record { owner: world.id::<OrganisationId>(), ..world.record(orphan) }).await.expect("saves");
        assert!(matches!(tx.commit().await, Err(StoreError::Refers(_))));
    }
}

#[tokio::test]
async fn organisations_are_in_the_order_people_expect_on_both_engines() {
    for pool in crate::engines().await.pools {
        let world = World::default();
        let mut tx = pool.write().await.expect("writes");
        world.found(&mut tx).await.expect("founds");
        for name in ["ash Homes", "Zeta", "Ash-Tree", "École", "Beta"] {
            let organisation = nouns::organisation(name, OrganisationKind::Voluntary);
            let _: Record<OrganisationId, _> = organisations::save(&mut tx, &world.record(organisation)).await.expect("saves");
        }
        let names: Vec<String> =
            organisations::list(&mut tx, &world.scope()).await.expect("lists").into_iter().map(|record| record.noun.name).collect();
        assert_eq!(names.join(", "), "ash Homes, Ash-Tree, Beta, Fellside Home Care, Northvale County Council, Zeta, École");
    }
}

#[tokio::test]
async fn days_far_off_are_kept_as_they_are() {
    for pool in crate::engines().await.pools {
        let world = World::default();
        let mut tx = pool.write().await.expect("writes");
        world.found(&mut tx).await.expect("founds");
        let case = cases::save(&mut tx, &world.record(nouns::case("Sooner?", vec![]))).await.expect("saves");
        for due in [Date::MAX, jiff::civil::date(1, 1, 1)] {
            let promise = model::promise::Promise { due, ..nouns::promise(case.id) };
            let kept = promises::save(&mut tx, &world.record(promise)).await.expect("saves");
            assert_eq!(promises::find(&mut tx, &world.scope(), kept.id).await.expect("is found"), kept);
        }
        assert_eq!(promises::due(&mut tx, &world.scope(), nouns::day("2026-11-21")).await.expect("lists").len(), 1);
    }
}

#[test]
fn every_call_can_be_made_from_a_server_of_many_threads() {
    fn is_send<T: Send>(_: T) {}
    async fn calls(pool: store::Pool, shelf: store::FileShelf) -> Result<(), StoreError> {
        let world = testkit::World::default().record(nouns::case("Sooner?", vec![]));
        let mut tx = pool.write().await?;
        cases::save(&mut tx, &world).await?;
        store::observations::save_many(&mut tx, &[]).await?;
        tx.commit().await?;
        store::audit::verify(&pool).await?;
        store::backup(&pool, &shelf, std::path::Path::new("x"), world.changed_at).await?;
        store::restore("sqlite:x", &shelf, std::path::Path::new("x")).await?;
        Ok(())
    }
    let _ = |pool, shelf| is_send(calls(pool, shelf));
}

#[tokio::test]
async fn funds_allocations_and_changes_of_budgets_come_back_as_they_were_kept_and_a_break_point_is_its_own_partners() {
    use serde_json::json;
    use store::{allocations, budget_changes, funds, stress_limits};
    for pool in crate::engines().await.pools {
        let world = World::default();
        let scope = world.scope();
        let mut tx = pool.write().await.expect("writes");
        world.found(&mut tx).await.expect("founds");
        let fund: model::fund::Fund = serde_json::from_value(json!({
            "name": "Home first", "purpose": "Fewer falls", "year": 2027, "host": world.council, "manager": "Priya", "sharing": { "by": "contribution" },
            "contributions": [{ "partner": world.council, "basis": "section_75", "amount": null, "term": "one_off", "kind": "capital", "conditions": "", "carry_at_most": null }],
            "stress": [0.1], "review_on": "2027-01-29",
        }))
        .expect("a fund");
        let fund = kept!(tx, scope, funds, world.record(fund));
        assert_eq!(fund.reference.as_ref().map(ToString::to_string).as_deref(), Some("PF-1"));
        let allocation: model::allocation::Allocation = serde_json::from_value(json!({
            "title": "£1.2m", "purpose": "Fewer falls", "fund": fund.id, "case": null, "year": 2027, "years": 1, "points_mean": "agreed",
            "accountable": "Cllr North", "candidates": [], "limits": [],
        }))
        .expect("an allocation");
        let allocation = kept!(tx, scope, allocations, world.record(allocation));
        assert_eq!(allocations::by_fund(&mut tx, &scope, fund.id).await.expect("lists"), [allocation]);
        let change: model::budget_change::BudgetChange =
            serde_json::from_value(json!({ "title": "5%", "year": 2027, "points_mean": "agreed", "lines": [] })).expect("a change");
        kept!(tx, scope, budget_changes, world.record(change));
        let limit: model::fund::StressLimit = serde_json::from_value(json!({
            "fund": fund.id, "partner": world.provider, "can_bear": 100, "said_on": "2026-11-21", "by_role": "lead",
        }))
        .expect("a limit");
        let until = nouns::day("2036-11-21");
        let audience = Audience::Exempt { paragraph: 3, until };
        let limit = Record { owner: world.provider, about: Some(world.provider), audience, ..world.record(limit) };
        stress_limits::save(&mut tx, &limit).await.expect("saves");
        let theirs = model::audience::Scope { organisation: world.provider, is_owner_staff: false, ..scope.clone() };
        assert_eq!(stress_limits::by_fund(&mut tx, &theirs, fund.id).await.expect("lists").len(), 1);
        let others = model::audience::Scope { sees_exempt: false, ..scope.clone() };
        assert!(stress_limits::by_fund(&mut tx, &others, fund.id).await.expect("lists").is_empty());
    }
}

#[tokio::test]
async fn spending_comes_back_as_it_was_kept_and_is_found_by_its_file() {
    use serde_json::json;
    use store::{sources, spends};
    for pool in crate::engines().await.pools {
        let world = World::default();
        let scope = world.scope();
        let mut tx = pool.write().await.expect("writes");
        world.found(&mut tx).await.expect("founds");
        let source = sources::save(&mut tx, &world.record(nouns::source("outturn.csv"))).await.expect("saves");
        let spend: model::spend::Spend = serde_json::from_value(json!({
            "authority": "Fenwick", "year": 2024, "unit": "thousands", "unit_in_file": true, "source": source.id, "headings": "abc", "own_total": 900,
            "lines": [{ "service": "Fostering", "provided_by": "others", "amount": -900, "is_difference": true,
                "at": { "source": source.id, "sheet": "", "row": 4, "column": 2 } }],
            "noticed": ["Row 9: left out."], "replaced_by": null, "loaded_at": "2026-11-21T09:30:00Z", "loaded_by": "Operator",
        }))
        .expect("spending");
        let spend = kept!(tx, scope, spends, world.record(spend));
        assert_eq!(spend.reference.as_ref().map(ToString::to_string).as_deref(), Some("SP-1"));
        assert_eq!(spends::by_source(&mut tx, &scope, source.id).await.expect("lists"), [spend.clone()]);
        let replaced = model::spend::Spend { replaced_by: Some(spend.id), ..spend.noun.clone() };
        let again = spends::save(&mut tx, &Record { noun: replaced.clone(), ..spend }).await.expect("saves");
        assert_eq!((again.version, again.noun), (2, replaced));
    }
}

#[tokio::test]
async fn demand_eligibility_and_maps_come_back_as_they_were_kept() {
    use serde_json::json;
    use store::{demand_models, eligibility_tables, system_maps};
    for pool in crate::engines().await.pools {
        let world = World::default();
        let scope = world.scope();
        let mut tx = pool.write().await.expect("writes");
        world.found(&mut tx).await.expect("founds");
        let model: model::demand::DemandModel = serde_json::from_value(json!({
            "title": "Home care", "service": null, "unit": "hours", "first_year": 2026, "years": 5, "groups": [{ "name": "85 and over", "drivers": [
                { "kind": "unit_cost", "value": { "cost": { "low": 2640, "central": 2710, "high": 2860 } }, "source": "Call-offs", "on": "2026-11-13", "by_role": "Analyst" }] }],
        }))
        .expect("a model");
        let kept = kept!(tx, scope, demand_models, world.record(model));
        assert_eq!(kept.reference.as_ref().map(ToString::to_string).as_deref(), Some("DM-1"));
        let table: model::eligibility::EligibilityTable = serde_json::from_value(json!({
            "title": "Roads", "service": null, "year": 2026, "outcome_unit": "nights", "results": [], "thresholds": [
                { "code": "vehicles", "name": "Vehicles", "unit": "vehicles", "value": 3000.0, "kind": "local_policy", "source": "Plan" }], "rules": [],
        }))
        .expect("a table");
        let kept = kept!(tx, scope, eligibility_tables, world.record(table));
        assert_eq!(kept.reference.as_ref().map(ToString::to_string).as_deref(), Some("EL-1"));
        let map: model::system_map::SystemMap = serde_json::from_value(json!({
            "title": "After hospital", "nodes": [{ "name": "Reablement", "load": 254.0, "capacity": 260.0, "source": "Return" }],
            "arrows": [{ "from": "Reablement", "to": "Reablement", "share": 0.1, "delay_months": 1, "source": "Sample" }],
        }))
        .expect("a map");
        let kept = kept!(tx, scope, system_maps, world.record(map));
        assert_eq!(kept.reference.as_ref().map(ToString::to_string).as_deref(), Some("SM-1"));
    }
}

#[tokio::test]
async fn what_shapes_a_market_comes_back_as_it_was_kept_and_an_edition_is_there_once() {
    use serde_json::json;
    use store::{barrier_audits, market_meetings, market_statements, pipeline_lines, shaping_plans, statement_editions};
    for pool in crate::engines().await.pools {
        let world = World::default();
        let scope = world.scope();
        let mut tx = pool.write().await.expect("writes");
        world.found(&mut tx).await.expect("founds");
        let audit: model::barrier_audit::BarrierAudit = serde_json::from_value(json!({
            "title": "Home care, High Tarrow", "service": null, "place": "", "lots": [{ "name": "All", "value": 250000000 }],
            "asks": [{ "kind": "turnover", "level": 5000000.0, "says": "" }],
            "providers": [{ "name": "Tarrow Care", "is_small": true, "turnover": 60000000, "source": "Accounts" }],
            "cost_an_hour": null, "days_to_bid": 30, "answers": [{ "kind": "turnover", "done": "lowered", "reason": "Twice is enough", "on": "2026-11-03", "by_role": "Lead" }],
        }))
        .expect("an audit");
        let sealed = Record { sealed: true, ..world.record(audit) };
        let kept = kept!(tx, scope, barrier_audits, sealed);
        let provider = model::audience::Scope { is_provider: true, organisation: world.provider, ..scope.clone() };
        assert!(barrier_audits::find(&mut tx, &provider, kept.id).await.is_err(), "a provider never sees who is shut out");
        let facts = json!({ "what": "Home care", "volume": "9,400 hours a week", "value": 100, "expected": "2027-02-01", "months": 48,
            "place": "High Tarrow", "way": "Open procedure", "contact": "Commissioning", "cpv": "" });
        let line: model::pipeline_line::PipelineLine = serde_json::from_value(json!({
            "facts": facts, "told": [{ "on": "2026-11-03", "facts": facts, "is_cancelled": false, "reason": "", "by_role": "Lead" }],
            "rests_on": { "law": "act", "funded_until": null, "parties": null, "evidence": 3, "reversals": 1, "source": "Care Act" },
            "offer": null, "service": null,
        }))
        .expect("a line");
        let line = kept!(tx, scope, pipeline_lines, world.record(line));
        let meeting: model::market_meeting::MarketMeeting = serde_json::from_value(json!({
            "title": "Open day", "kind": "open_day", "on": "2026-10-01", "met": ["Tarrow Care"], "line": line.id, "audit": kept.id,
            "learned": [{ "question": "What stops you?", "learned": "Turnover", "came_of_it": null }], "confidence": null, "stranded": [],
        }))
        .expect("a meeting");
        kept!(tx, scope, market_meetings, world.record(meeting));
        let plan: model::shaping_plan::ShapingPlan = serde_json::from_value(json!({
            "title": "More agencies", "service": null, "because": "One", "budget": null, "actions": [], "jobs": [], "entrants": [],
        }))
        .expect("a plan");
        kept!(tx, scope, shaping_plans, world.record(plan));
        let says = model::market_statement::StatementWords { market: "Home care".into(), ..Default::default() };
        let statement: model::market_statement::MarketStatement = serde_json::from_value(json!({
            "service": null, "says": says, "models": [], "needs": [], "lines": [line.id], "editions": 1,
        }))
        .expect("a statement");
        let statement = kept!(tx, scope, market_statements, world.record(statement));
        assert_eq!(statement.reference.as_ref().map(ToString::to_string).as_deref(), Some("MS-1"));
        let edition: model::market_statement::StatementEdition = serde_json::from_value(json!({
            "of": statement.id, "reference": "MS-1", "edition": 1, "place": "Northvale", "says": says, "demand": [], "pipeline": [],
            "published_on": "2026-11-20", "approved_by": "Cabinet member", "approved_in": "Minutes",
        }))
        .expect("an edition");
        let edition = kept!(tx, scope, statement_editions, world.record(edition));
        assert_eq!(statement_editions::by_statement(&mut tx, &scope, statement.id).await.expect("lists"), vec![edition.clone()]);
        assert!(statement_editions::save(&mut tx, &world.record(edition.noun)).await.is_err(), "an edition is published once");
    }
}
