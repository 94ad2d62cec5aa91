//! A market position statement: published only when it has both chapters and the rest, read by everybody, and kept as it was.

use model::audience::Audience;
use model::role::Permission;
use quantity::Money;

use super::publish_statement::{PublishStatement, publish_statement};
use super::statements::{list_public_statements, read_public_statement, read_statement};
use super::write_line::WriteLine;
use super::write_statement::{WriteStatement, write_statement};
use crate::actor::Actor;
use crate::analyse::shaping::publish_line::{PublishLine, publish_line};
use crate::analyse::shaping::write_line::write_line;
use crate::error::DeskError;
use crate::house::set_up::kept;
use crate::testing::{bench, may_everything};

#[tokio::test]
async fn a_statement_is_published_once_nothing_is_missing_and_old_editions_stay() {
    let bench = bench(false).await;
    let (desk, lead) = (&bench.desk, &may_everything(&bench.desk));
    let bare = WriteStatement { market: "Home care".into(), ..WriteStatement::default() };
    let record = write_statement(desk, lead, bare).await.expect("begun");
    let reference = record.reference.clone().expect("a reference");
    let view = read_statement(desk, lead, &reference).await.expect("a view");
    let fields: Vec<&str> = view.lacks.iter().map(|(field, _)| *field).collect();
    assert_eq!(
        fields,
        ["demand", "models", "supply", "figures", "intentions", "funding", "models_wanted", "contact", "dated", "good_until"]
    );
    let publish = |version| PublishStatement {
        statement: record.id,
        version,
        approved_by: "Cabinet member for adults".into(),
        approved_in: "Decision of 18 November 2026".into(),
    };
    let refused = publish_statement(desk, lead, publish(1)).await.expect_err("refused");
    assert!(
        matches!(&refused, DeskError::Refused { code: "statement_lacks", sentence } if sentence.contains("The supply chapter says nothing")),
        "{refused}"
    );

    // A need everybody may read stands behind demand; another is not public.
    let need: model::need::Need = a_need("Help at home");
    let mut write = desk.write(lead).await.expect("writes");
    let open = store::needs::save(&mut write.tx, &kept(desk, desk.new_id(), Audience::Public, need)).await.expect("a need");
    let closed = kept(desk, desk.new_id(), Audience::Partners, a_need("Help at night"));
    let closed = store::needs::save(&mut write.tx, &closed).await.expect("a need");
    write.commit("test", "need", None, "Two needs.").await.expect("commits");
    let line = write_line(desk, lead, line(desk)).await.expect("a line");

    let whole = |version, needs, until| WriteStatement {
        statement: Some((record.id, version)),
        market: "Home care".into(),
        demand: "More people will need help at home.".into(),
        supply: "One agency takes packages in High Tarrow.".into(),
        figures: "Agencies that take packages; 1; call-off record".into(),
        intentions: "We mean to let two smaller lots.".into(),
        funding: "£9.6m over four years.".into(),
        models_wanted: "Small teams that know their street.".into(),
        contact: "care@northvale.example".into(),
        dated: Some(desk.today()),
        good_until: Some(until),
        needs,
        lines: vec![line.id],
        ..WriteStatement::default()
    };
    let (soon, late) = (jiff::civil::date(2027, 11, 30), jiff::civil::date(2029, 1, 1));
    let changed = write_statement(desk, lead, whole(1, vec![open.id, closed.id], late)).await.expect("changed");
    let lacks = read_statement(desk, lead, &reference).await.expect("a view").lacks;
    let said: Vec<&str> = lacks.iter().map(|(_, says)| says.as_str()).collect();
    assert!(
        said.iter().any(|says| says.contains("at most 24 months"))
            && said.iter().any(|says| says.contains("“Help at night” is not public")),
        "{said:?}"
    );
    assert!(said.iter().any(|says| says.contains("publish the line first")), "{said:?}");

    publish_line(desk, lead, PublishLine { line: line.id, version: 1, all_the_same: String::new() }).await.expect("published");
    let changed = write_statement(desk, lead, whole(changed.version, vec![open.id], soon)).await.expect("changed");
    let officer = Actor { permissions: [Permission::ReadCases, Permission::WriteCases].into(), ..lead.clone() };
    assert!(matches!(publish_statement(desk, &officer, publish(changed.version)).await, Err(DeskError::MayNot(Permission::Decide))));
    let first = publish_statement(desk, lead, publish(changed.version)).await.expect("published");
    assert_eq!((first.noun.edition, first.noun.pipeline.len(), first.noun.demand[0].value.as_str()), (1, 1, "1,340 people"));

    let changed = write_statement(
        desk,
        lead,
        WriteStatement { supply: "Two agencies now.".into(), ..whole(changed.version + 1, vec![open.id], soon) },
    );
    let changed = changed.await.expect("changed");
    let (still, _) = read_public_statement(desk, "ms-1", None).await.expect("public");
    assert_eq!(still.says.supply, "One agency takes packages in High Tarrow.", "what is being written is not what was published");
    publish_statement(desk, lead, publish(changed.version)).await.expect("published");
    let (newest, numbers) = read_public_statement(desk, "MS-1", None).await.expect("public");
    let (old, _) = read_public_statement(desk, "MS-1", Some(1)).await.expect("the old one stays");
    assert_eq!((newest.edition, numbers, old), (2, vec![1, 2], first.noun));
    assert_eq!(list_public_statements(desk).await.expect("lists").len(), 1);
    assert!(matches!(read_public_statement(desk, "MS-2", None).await, Err(DeskError::NotFound)));
}

fn line(desk: &crate::desk::Desk) -> WriteLine {
    WriteLine {
        line: None,
        service: None,
        what: "Home care".into(),
        volume: "9,400 hours a week".into(),
        value: Some(Money::from_pounds(9_600_000)),
        expected: Some(desk.today()),
        months: Some(48),
        place: "High Tarrow".into(),
        way: "Open procedure".into(),
        contact: "care@northvale.example".into(),
        cpv: String::new(),
        rests_on: model::pipeline_line::PolicyGround {
            law: Some(model::pipeline_line::PolicyLaw::Act),
            source: "Care Act 2014".into(),
            ..Default::default()
        },
        offer: None,
        reason: String::new(),
    }
}

fn a_need(title: &str) -> model::need::Need {
    serde_json::from_value(serde_json::json!({
        "title": title, "people": "Older people", "level": "strategic", "part_of": null, "places": [], "priority": null, "measure": null,
        "indicator": "", "hopes": "", "strengths": "", "capabilities": "", "helped_by": [],
        "definitions": [{ "says": "Eligible under the Act", "on": "2026-01-05", "reason": "Law", "came_from": "partners", "series": "first", "by_role": "Analyst" }],
        "figures": [{ "of": { "people": 1340 }, "on": "2026-09-30", "source": "register", "definition": 1, "by_role": "Analyst", "noted_on": "2026-10-01" }], "evidence": [], "voices": [], "shared_with": [], "edition": 1, "signatures": [], "refresh_months": 12, "choices": [], "waivers": [],
    }))
    .expect("a need")
}
