//! A changed setting of the evidence makes void every open test period it touches: a test is judged by what was agreed before it
//! began, and by nothing agreed since.

use model::reference::Reference;
use quantity::rounding;
use store::Tx;

use crate::analyse::tests_touched;
use crate::config::Settings;
use crate::config::settings::{SettingEntry, SettingValue};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::evidence_rule;

/// In the transaction that changes the setting. A test is touched where it would be locked otherwise under the new settings; that of
/// a closed issue has ended and is not.
pub(crate) async fn void_touched(
    desk: &Desk,
    tx: &mut Tx,
    before: &Settings,
    after: &Settings,
    entry: &SettingEntry,
    value: &SettingValue,
) -> Result<Vec<Reference>, DeskError> {
    let touched = touched(desk, tx, before, after).await?;
    let why = format!(
        "the setting “{}” changed from {} to {}",
        entry.meaning.trim_end_matches('.'),
        said(entry, &entry.value),
        said(entry, value)
    );
    tests_touched::void_those(desk, tx, touched, &why).await
}

type Test = model::record::Record<model::id::TestPeriodId, model::test_period::TestPeriod>;

async fn touched(desk: &Desk, tx: &mut Tx, before: &Settings, after: &Settings) -> Result<Vec<Test>, DeskError> {
    let scope = desk.own_scope();
    let mut touched = Vec::new();
    for test in store::test_periods::list(tx, &scope).await? {
        if test.noun.voided.is_some() {
            continue;
        }
        let issue = store::issues::find(tx, &scope, test.noun.issue).await?;
        let severity = test.noun.severity.unwrap_or(issue.noun.severity);
        let rule = &test.noun.rule;
        let names_too_many = rule.balancing.len() > after.most_balancing as usize;
        let judged_otherwise = evidence_rule::digest(before, rule, severity) != evidence_rule::digest(after, rule, severity);
        if issue.noun.is_open() && (names_too_many || judged_otherwise) {
            touched.push(test);
        }
    }
    Ok(touched)
}

/// `12 months`, `95%`.
fn said(entry: &SettingEntry, value: &SettingValue) -> String {
    match value {
        SettingValue::Share(share) => format!("{}%", rounding::shown(share * 100.0, 1).trim_end_matches(".0")),
        SettingValue::Whole(number) => format!("{number} {}", entry.unit),
        other => other.text(),
    }
}
