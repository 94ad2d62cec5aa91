//! Taking everything away: every record the actor may see, as one JSON document or as a table for each noun.

use methods::disclosure::Settings as Small;
use model::audience::Scope;
use model::case::Case;
use model::id::CaseId;
use model::observation::Missing;
use model::partnership_answer::PartnershipAnswer;
use model::record::Record;
use model::role::Permission;
use model::way_to_market::Although;
use serde::Serialize;
use serde_json::{Map, Value, json};
use store::audit::Filter;
use store::{StoreError, Tx};

use crate::actor::Actor;
use crate::analyse::needs::rolled_up::{RolledRow, may_be_shown, rolled_up};
use crate::analyse::response::sealed::seen_by;
use crate::config::Settings;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::case::told_buy_in::{Asking, askings};
use crate::plan::money::say_what_we_can_bear::speaks_for_its_partner;
use crate::plan::paper::without_exempt_words;
use crate::review::read_measure::figures;

/// One table: a noun, its columns, its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenTable {
    pub name: &'static str,
    pub title: &'static str,
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl TakenTable {
    /// As CSV (RFC 4180), with a byte-order mark so that spreadsheet programs read it as UTF-8. Text that a spreadsheet would run
    /// as a formula is given an apostrophe.
    pub fn csv(&self) -> String {
        let line = |cells: &[String]| cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",");
        let mut text = String::from("\u{feff}");
        for cells in std::iter::once(&self.columns).chain(&self.rows) {
            text.push_str(&line(cells));
            text.push_str("\r\n");
        }
        text
    }
}

/// Every table, in a fixed order: an address of its own each.
pub const TABLES: &[(&str, &str)] = &[
    ("cases", "Cases"),
    ("outcomes", "Outcomes"),
    ("promises", "Promises"),
    ("services", "Services"),
    ("arrangements", "Contracts, grants and agreements"),
    ("measures", "Measures"),
    ("data-points", "Data points"),
    ("issues", "Known issues"),
    ("test-periods", "Test periods"),
    ("engagements", "Help to solve an issue"),
    ("results", "Results"),
    ("checks", "Readiness checks"),
    ("decisions", "Decisions"),
    ("exceptions", "Exceptions"),
    ("replies", "Replies"),
    ("sources", "Sources"),
    ("organisations", "Organisations"),
    ("delivery-models", "Delivery models"),
    ("people", "People who sign in"),
    ("audit-trail", "Who changed what"),
    ("priorities", "Priorities"),
    ("priority-lists", "Lists of priorities"),
    ("costings", "Costs and benefits of options"),
    ("workshops", "Criteria workshops"),
    ("papers", "Papers for a decision"),
    ("funds", "Shared money"),
    ("stress-limits", "What your organisation said it could bear"),
    ("allocations", "Allocations"),
    ("budget-changes", "Changes of several budget lines"),
    ("spending", "What was spent, by service and by who provides it"),
    ("financial-plan", "Lines of the medium-term financial plan"),
    ("decided-savings", "What decisions promise to save"),
    ("having-your-say", "Having your say"),
    ("demand-models", "Models of demand"),
    ("eligibility-tables", "Tables of eligibility"),
    ("system-maps", "Maps of services"),
    ("needs", "Needs"),
    ("strengths", "What is good here"),
    ("shared-words", "Different words for one thing"),
    ("neighbourhoods", "Neighbourhoods that commission"),
    ("data-sets", "Public figures, areas and neighbours that were loaded"),
    ("supplier-words", "What people said of suppliers: which are one organisation, and which are two"),
    ("partnerships", "Partnerships"),
    ("partnership-answers", "What you answered in partnerships"),
    ("skills-held", "Skills that are held, or coming"),
    ("separations", "How bodies keep commissioning and providing apart"),
    ("change-plans", "Moves to a new way of working"),
    ("lines-of-supply", "Capacity against need"),
    ("market-tests", "How the market would respond, once it may be seen"),
    ("ways-to-market", "How cases would go to the market"),
    ("barrier-audits", "What keeps providers out"),
    ("pipeline-lines", "Lines of the pipeline"),
    ("market-meetings", "Meetings with the market"),
    ("shaping-plans", "Market-shaping plans"),
    ("market-statements", "Market position statements"),
    ("statement-editions", "Editions of market position statements"),
];

/// Every record the actor may see, as one document.
pub async fn take_everything(desk: &Desk, actor: &Actor) -> Result<Value, DeskError> {
    let mut tx = desk.read().await?;
    let head = store::audit::head(&mut tx).await?;
    let mut all = Map::new();
    all.insert("place".into(), json!(desk.place.name));
    all.insert("taken_at".into(), json!(desk.now().to_string()));
    all.insert("taken_by_role".into(), json!(actor.role));
    all.insert("audit_head".into(), json!({ "sequence": head.sequence, "digest": head.digest }));
    for (name, _) in TABLES {
        all.insert(name.replace('-', "_"), Value::Array(records(desk, &mut tx, actor, name).await?));
    }
    Ok(Value::Object(all))
}

/// One noun as a table: the columns are what its records hold; what is itself a list or a record is written as JSON.
pub async fn take_table(desk: &Desk, actor: &Actor, name: &str) -> Result<TakenTable, DeskError> {
    let (name, title) = TABLES.into_iter().find(|(known, _)| *known == name).ok_or(DeskError::NotFound)?;
    let mut tx = desk.read().await?;
    let records = records(desk, &mut tx, actor, name).await?;
    Ok(tabled(name, title, &records))
}

/// Rounds of having your say. How few of a group took part is for the authority's own staff; others have it on the page, where small
/// numbers are withheld.
async fn rounds(tx: &mut Tx, scope: &Scope) -> Result<Vec<Value>, DeskError> {
    let mut all = store::involvements::list(tx, scope).await?;
    if !scope.is_owner_staff {
        all.iter_mut().flat_map(|round| &mut round.noun.groups).for_each(|group| group.took_part.clear());
    }
    Ok(written(all))
}

async fn records(desk: &Desk, tx: &mut Tx, actor: &Actor, name: &str) -> Result<Vec<Value>, DeskError> {
    let scope = &actor.scope;
    let needs = match name {
        "measures" | "data-points" | "results" | "sources" | "replies" => Some(Permission::ReadPerformance),
        "organisations" | "delivery-models" => None,
        "people" => Some(Permission::ManagePeople),
        "audit-trail" => Some(Permission::ReadAudit),
        _ => Some(Permission::ReadCases),
    };
    if needs.is_some_and(|permission| !actor.can(permission)) {
        return Ok(Vec::new());
    }
    Ok(match name {
        "cases" => cases(tx, scope).await?,
        "outcomes" => written(store::outcomes::list(tx, scope).await?),
        "promises" => written(store::promises::list(tx, scope).await?),
        "services" => written(store::services::list(tx, scope).await?),
        "arrangements" => written(store::arrangements::list(tx, scope).await?),
        "measures" => written(store::measures::list(tx, scope).await?),
        "data-points" => data_points(desk, tx, actor).await?,
        "issues" => written(store::issues::list(tx, scope).await?),
        "test-periods" => written(store::test_periods::list(tx, scope).await?),
        "engagements" => written(store::engagements::list(tx, scope).await?),
        "results" => written(store::findings::list(tx, scope).await?),
        "checks" => written(store::readiness_checks::list(tx, scope).await?),
        "decisions" => written(store::decisions::list(tx, scope).await?),
        "exceptions" => written(store::exceptions::list(tx, scope).await?),
        "replies" => written(store::replies::list(tx, scope).await?),
        "sources" => written(store::sources::list(tx, scope).await?),
        "organisations" => written(store::organisations::list(tx, scope).await?),
        "delivery-models" => written(store::delivery_models::list(tx, scope).await?),
        // A password's hash is kept apart from the person, and is never taken away.
        "people" => written(store::people::list(tx, scope).await?),
        "audit-trail" => trail(tx).await?,
        "priorities" => written(store::priorities::list(tx, scope).await?),
        "priority-lists" => written(store::priority_lists::list(tx, scope).await?),
        "having-your-say" => rounds(tx, scope).await?,
        "costings" => written(store::costings::list(tx, scope).await?),
        "workshops" => workshops(tx, scope).await?,
        "papers" => papers(tx, scope).await?,
        "funds" => written(store::funds::list(tx, scope).await?),
        "stress-limits" => stress_limits(tx, actor).await?,
        "allocations" => written(store::allocations::list(tx, scope).await?),
        "budget-changes" => written(store::budget_changes::list(tx, scope).await?),
        "spending" => written(store::spends::list(tx, scope).await?),
        "financial-plan" => written(store::financial_plan::list(tx, scope).await?),
        "decided-savings" => written(store::decided_savings::list(tx, scope).await?),
        "demand-models" => written(store::demand_models::list(tx, scope).await?),
        "eligibility-tables" => eligibility_tables(tx, scope).await?,
        "system-maps" => written(store::system_maps::list(tx, scope).await?),
        "needs" => needs_without_small_counts(desk, tx, scope).await?,
        "strengths" => strengths_without_small_counts(tx, scope).await?,
        "shared-words" => written(store::shared_words::list(tx, scope).await?),
        "neighbourhoods" => written(store::neighbourhoods::list(tx, scope).await?),
        "data-sets" => written(store::data_sets::list(tx, scope).await?),
        "supplier-words" => written(store::supplier_links::list(tx, scope).await?),
        "partnerships" => written(store::partnerships::list(tx, scope).await?),
        "partnership-answers" => partnership_answers(tx, actor).await?,
        "skills-held" => written(store::skill_supplies::list(tx, scope).await?),
        "separations" => written(store::separations::list(tx, scope).await?),
        "change-plans" => written(store::change_plans::list(tx, scope).await?),
        "lines-of-supply" => supply_lines(tx, scope).await?,
        "market-tests" => {
            let all = store::market_responses::list(tx, scope).await?;
            written(seen_by(desk, tx, actor, all).await?)
        }
        "ways-to-market" => ways_to_market(tx, scope).await?,
        "barrier-audits" => written(store::barrier_audits::list(tx, scope).await?),
        "pipeline-lines" => written(store::pipeline_lines::list(tx, scope).await?),
        "market-meetings" => written(store::market_meetings::list(tx, scope).await?),
        "shaping-plans" => written(store::shaping_plans::list(tx, scope).await?),
        "market-statements" => written(store::market_statements::list(tx, scope).await?),
        "statement-editions" => written(store::statement_editions::list(tx, scope).await?),
        _ => return Err(DeskError::from(StoreError::NotFound { noun: "table" })),
    })
}

/// Lines of supply; what each provider has is kept from those who provide themselves.
async fn supply_lines(tx: &mut Tx, scope: &Scope) -> Result<Vec<Value>, DeskError> {
    let mut all = store::supply_lines::list(tx, scope).await?;
    if scope.is_provider {
        all.iter_mut().for_each(|line| line.noun.capacity.clear());
    }
    Ok(written(all))
}

/// Ways to the market; that few bids were expected is kept from those who may not see what is sealed.
async fn ways_to_market(tx: &mut Tx, scope: &Scope) -> Result<Vec<Value>, DeskError> {
    let mut all = store::ways_to_market::list(tx, scope).await?;
    if scope.is_provider || !scope.sees_sealed {
        all.iter_mut().for_each(|way| way.noun.going_on.retain(|one| one.although != Although::FewBids));
    }
    Ok(written(all))
}

/// Needs without counts of a few people, nor what would give one away: what people chose is shown as on the page of the need.
async fn needs_without_small_counts(desk: &Desk, tx: &mut Tx, scope: &Scope) -> Result<Vec<Value>, DeskError> {
    let settings = Settings::in_force(tx).await?;
    let small = Small { below: u64::from(settings.smallest_count).max(2), zero_is_small: false };
    let all = store::needs::list(tx, &desk.own_scope()).await?;
    let mut seen = store::needs::list(tx, scope).await?;
    let mut choices = Vec::new();
    for need in &mut seen {
        let shown = rolled_up(&all, need.id, &small).rows.into_iter().filter(|row| row.need == need.id);
        let told = |row: RolledRow| {
            json!({ "what": row.choice.what, "people": row.people, "budgets": row.budgets, "is_independence": row.choice.is_independence,
                "on": row.choice.on, "source": row.choice.source, "by_role": row.choice.by_role })
        };
        choices.push(shown.map(told).collect::<Vec<_>>());
        let noun = need.noun.clone();
        need.noun.figures.retain(|figure| may_be_shown(&noun, figure, &small));
        need.noun.choices.clear();
    }
    let mut rows = written(seen);
    for (row, choices) in rows.iter_mut().zip(choices) {
        if let Some(row) = row.as_object_mut() {
            row.insert("choices".into(), Value::Array(choices));
        }
    }
    Ok(rows)
}

async fn strengths_without_small_counts(tx: &mut Tx, scope: &Scope) -> Result<Vec<Value>, DeskError> {
    let smallest = Settings::in_force(tx).await?.smallest_count;
    let mut all = store::strengths::list(tx, scope).await?;
    for strength in &mut all {
        strength.noun.people = strength.noun.people.filter(|people| *people == 0 || *people >= smallest);
    }
    Ok(written(all))
}

/// Each record flat: what is kept around it, then the noun's own fields.
fn written<I: Serialize, T: Serialize>(records: Vec<Record<I, T>>) -> Vec<Value> {
    records.into_iter().filter_map(|record| serde_json::to_value(&record).ok()).map(flat).collect()
}

fn flat(record: Value) -> Value {
    let Value::Object(mut around) = record else { return record };
    if let Some(Value::Object(noun)) = around.remove("noun") {
        for (name, value) in noun {
            around.insert(name, value);
        }
    }
    Value::Object(around)
}

/// The whole trail, the first entry first: each with its digest and that of the one before, so that it can be checked elsewhere.
async fn trail(tx: &mut Tx) -> Result<Vec<Value>, DeskError> {
    const AT_ONCE: u32 = 1_000;
    let (mut entries, mut before) = (Vec::new(), None);
    loop {
        let page = store::audit::list(tx, &Filter { before, ..Filter::default() }, AT_ONCE).await?;
        before = page.last().map(|entry| entry.sequence);
        let is_last = page.len() < AT_ONCE as usize;
        entries.extend(page.into_iter().filter_map(|entry| serde_json::to_value(entry).ok()));
        if is_last {
            break;
        }
    }
    entries.reverse();
    Ok(entries)
}

/// Of each measure what its page shows, small counts of people withheld with whatever would give them away.
async fn data_points(desk: &Desk, tx: &mut Tx, actor: &Actor) -> Result<Vec<Value>, DeskError> {
    let scope = &actor.scope;
    let smallest = Settings::in_force(tx).await?.smallest_count;
    let here = Small { below: u64::from(smallest), zero_is_small: false }.in_words();
    let says = format!("Hidden so that nobody is recognised: in the file it came from, or here. {here}");
    let bodies = store::organisations::list(tx, scope).await?;
    let services = store::services::list(tx, scope).await?;
    let mut rows = Vec::new();
    for measure in store::measures::list(tx, scope).await? {
        let Some(service) = services.iter().find(|service| service.id == measure.noun.service) else { continue };
        let points = figures(desk, tx, scope, &measure, service, &bodies, smallest).await?;
        rows.extend(points.into_iter().map(|point| {
            json!({
                "measure": measure.id.to_string(),
                "measure_name": measure.noun.name,
                "part": point.part,
                "period": point.period.to_string(),
                "value": point.value,
                "numerator": point.numerator,
                "denominator": point.denominator,
                "missing": point.missing,
                "withheld": (point.missing == Some(Missing::Suppressed)).then_some(&says),
                "provisional": point.provisional,
                "revision": point.revision,
                "source": point.at.as_ref().map(|at| at.source.to_string()),
                "cell": point.at.as_ref().map(|at| model::observation::cell_name(at.row, at.column)),
            })
        }));
    }
    Ok(rows)
}

/// Tables of eligibility; of their populations, rows of few people without their count.
async fn eligibility_tables(tx: &mut Tx, scope: &Scope) -> Result<Vec<Value>, DeskError> {
    let settings = Settings::in_force(tx).await?;
    let small = Small { below: u64::from(settings.smallest_count).max(2), zero_is_small: false };
    let mut rows = written(store::eligibility_tables::list(tx, scope).await?);
    for alike in rows.iter_mut().filter_map(|row| row.pointer_mut("/population/rows").and_then(Value::as_array_mut)).flatten() {
        if alike["count"].as_u64().is_some_and(|count| small.is_small(count)) {
            alike["count"] = Value::Null;
        }
    }
    Ok(rows)
}

/// Cases with what each group said when it was asked: small counts of people are withheld, with whatever would give them away, and the
/// words of the few.
async fn cases(tx: &mut Tx, scope: &Scope) -> Result<Vec<Value>, DeskError> {
    let settings = Settings::in_force(tx).await?;
    let small = Small { below: u64::from(settings.smallest_count).max(2), zero_is_small: false };
    let shown = |asking: Asking<'_>| {
        let mut shown = json!(asking.said.counts);
        if asking.said.is_withheld() {
            shown["words"] = Value::Null;
        }
        shown
    };
    let cases = store::cases::list(tx, scope).await?;
    let of_case = |case: &Record<CaseId, Case>| -> Vec<Value> {
        askings(&case.noun.buy_in, &small, settings.least_response).into_iter().map(shown).collect()
    };
    let said: Vec<Vec<Value>> = cases.iter().map(of_case).collect();
    let mut rows = written(cases);
    for (row, said) in rows.iter_mut().zip(said) {
        let kept = row.get_mut("buy_in").and_then(Value::as_array_mut).into_iter().flatten();
        for (kept, shown) in kept.zip(said) {
            if let (Some(kept), Value::Object(shown)) = (kept.as_object_mut(), shown) {
                kept.extend(shown);
            }
        }
    }
    Ok(rows)
}

/// Papers without what is exempt, which is read where who may see it is asked.
async fn papers(tx: &mut Tx, scope: &Scope) -> Result<Vec<Value>, DeskError> {
    let mut papers = store::papers::list(tx, scope).await?;
    papers.iter_mut().for_each(|paper| without_exempt_words(&mut paper.noun));
    Ok(written(papers))
}

/// Workshops with what each group's people said, and not who they are.
async fn workshops(tx: &mut Tx, scope: &Scope) -> Result<Vec<Value>, DeskError> {
    let mut workshops = store::workshops::list(tx, scope).await?;
    workshops.iter_mut().flat_map(|workshop| &mut workshop.noun.voices).for_each(|voice| voice.by = None);
    Ok(written(workshops))
}

/// Only what the actor's own organisation said it could bear.
async fn stress_limits(tx: &mut Tx, actor: &Actor) -> Result<Vec<Value>, DeskError> {
    let mut limits = store::stress_limits::list(tx, &actor.scope).await?;
    limits.retain(|limit| limit.noun.partner == actor.organisation && speaks_for_its_partner(actor));
    Ok(written(limits))
}

/// Only the actor's own answer to the check, and the order its organisation gave: what the others said is shown on the partnership's page, in its time.
async fn partnership_answers(tx: &mut Tx, actor: &Actor) -> Result<Vec<Value>, DeskError> {
    let mut own = Vec::new();
    for partnership in store::partnerships::list(tx, &actor.scope).await? {
        let given = store::partnership_answers::all_of(tx, partnership.id).await?;
        let is_own = |answer: &PartnershipAnswer| {
            answer.body == actor.organisation && speaks_for_its_partner(actor) && (!answer.order.is_empty() || answer.by == actor.person)
        };
        own.extend(given.into_iter().filter(|answer| is_own(&answer.noun)));
    }
    own.iter_mut().for_each(|answer| answer.noun.by = None);
    Ok(written(own))
}

fn tabled(name: &'static str, title: &'static str, records: &[Value]) -> TakenTable {
    let mut columns: Vec<String> = Vec::new();
    for record in records.iter().filter_map(Value::as_object) {
        for key in record.keys().filter(|key| !columns.contains(key)).cloned().collect::<Vec<_>>() {
            columns.push(key);
        }
    }
    let rows = records
        .iter()
        .filter_map(Value::as_object)
        .map(|record| columns.iter().map(|column| record.get(column).map(cell).unwrap_or_default()).collect())
        .collect();
    TakenTable { name, title, columns, rows }
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn quoted(cell: &str) -> String {
    let runs = cell.starts_with(['=', '+', '@', '\t', '\r']) || (cell.starts_with('-') && cell.parse::<f64>().is_err());
    let safe = if runs { format!("'{cell}") } else { cell.to_owned() };
    if safe.contains([',', '"', '\n', '\r']) { format!("\"{}\"", safe.replace('"', "\"\"")) } else { safe }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::house::set_up::operator;
    use crate::testing::{bench, person, role};

    #[test]
    fn a_table_is_csv_that_no_spreadsheet_runs() {
        let records = [json!({"a": "=1+1", "b": [1, 2]}), json!({"a": "say \"no\"", "c": -3})];
        let table = tabled("cases", "Cases", &records);
        assert_eq!(table.columns, ["a", "b", "c"]);
        assert_eq!(table.csv(), "\u{feff}a,b,c\r\n'=1+1,\"[1,2]\",\r\n\"say \"\"no\"\"\",,-3\r\n");
    }

    #[tokio::test]
    async fn everything_is_what_the_actor_may_see_and_no_more() {
        let bench = bench(false).await;
        let desk = &bench.desk;
        let all = take_everything(desk, &operator(desk)).await.expect("takes");
        let names: Vec<String> = TABLES.iter().map(|(name, _)| name.replace('-', "_")).collect();
        assert!(names.iter().all(|name| all.get(name).is_some_and(Value::is_array)), "{all}");
        assert!(all["delivery_models"].as_array().is_some_and(|models| models.len() > 10));
        role(desk, "stranger", &[]).await;
        let (_, stranger) = person(desk, "eve@northvale.example", "stranger").await;
        let theirs = take_everything(desk, &stranger).await.expect("takes");
        assert_eq!(theirs["cases"], json!([]));
        let table = take_table(desk, &stranger, "organisations").await.expect("takes");
        assert_eq!((table.rows.len(), table.title), (1, "Organisations"));
        assert!(matches!(take_table(desk, &stranger, "passwords").await, Err(DeskError::NotFound)));
    }

    #[tokio::test]
    async fn people_and_the_trail_are_taken_by_those_who_may_see_them_and_no_password_ever_is() {
        let bench = bench(false).await;
        let desk = &bench.desk;
        role(desk, "administrator", &[Permission::ManagePeople, Permission::ReadAudit]).await;
        role(desk, "analyst", &[Permission::ReadCases]).await;
        let (_, ada) = person(desk, "ada@northvale.example", "administrator").await;
        let (_, dan) = person(desk, "dan@northvale.example", "analyst").await;
        let people = take_table(desk, &ada, "people").await.expect("takes");
        assert_eq!(people.rows.len(), 2);
        assert!(people.csv().contains("dan@northvale.example"));
        let all = take_everything(desk, &ada).await.expect("takes");
        let trail = all["audit_trail"].as_array().expect("the trail");
        assert_eq!(trail.last().map(|entry| &entry["digest"]), Some(&all["audit_head"]["digest"]));
        let sequences: Vec<i64> = trail.iter().filter_map(|entry| entry["sequence"].as_i64()).collect();
        assert_eq!(sequences, (1..=all["audit_head"]["sequence"].as_i64().expect("a number")).collect::<Vec<_>>());
        let text = all.to_string();
        assert!(!text.contains("argon2") && !text.contains("password_hash"), "{text}");
        let theirs = take_everything(desk, &dan).await.expect("takes");
        assert_eq!((&theirs["people"], &theirs["audit_trail"]), (&json!([]), &json!([])));
        assert!(take_table(desk, &dan, "people").await.expect("takes").rows.is_empty());
    }
}
