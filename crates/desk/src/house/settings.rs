//! Settings: every threshold with its unit, range, meaning and the grade of its source; changed with a reason, the history kept.

use jiff::civil::Date;
use model::audience::Audience;
use model::id::SettingId;
use model::record::Record;
use model::role::Permission;
use model::setting::Setting;

use crate::actor::Actor;
use crate::analyse::tests_touched;
use crate::config::Settings;
use crate::config::colour::Theme;
use crate::config::settings::SettingEntry;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::house::set_up::kept;
use crate::plan::setting_changed;

/// One setting as its page shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct SettingView {
    pub entry: SettingEntry,
    /// The version of the kept change; 0 where the default is in force.
    pub version: i64,
    /// Every change, the newest first.
    pub history: Vec<SettingChange>,
}

/// One change, as the trail has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingChange {
    pub on: Date,
    pub role: String,
    /// "From 12 to 9 months. Agreed in public on 3 March."
    pub said: String,
}

/// Every setting in force, by key, and what was kept and no longer fits. Open to all who sign in.
pub async fn list_settings(desk: &Desk) -> Result<(Vec<SettingEntry>, Vec<String>), DeskError> {
    let mut tx = desk.read().await?;
    let settings = Settings::in_force(&mut tx).await?;
    Ok((settings.entries().cloned().collect(), settings.problems.clone()))
}

/// The council's own two colours: open to everybody, for they are on every page.
pub async fn theme_in_force(desk: &Desk) -> Result<Theme, DeskError> {
    let mut tx = desk.read().await?;
    Ok(Settings::in_force(&mut tx).await?.theme)
}

/// One setting with its history.
pub async fn read_setting(desk: &Desk, key: &str) -> Result<SettingView, DeskError> {
    let mut tx = desk.read().await?;
    let settings = Settings::in_force(&mut tx).await?;
    let entry = settings.entry(key).cloned().ok_or(DeskError::NotFound)?;
    let Some(record) = store::settings::by_key(&mut tx, key).await? else {
        return Ok(SettingView { entry, version: 0, history: Vec::new() });
    };
    let mut history: Vec<SettingChange> = store::audit::of_record(&mut tx, record.id.uuid())
        .await?
        .into_iter()
        .map(|line| SettingChange { on: desk.day_of(line.at), role: line.role, said: line.details })
        .collect();
    history.reverse();
    Ok(SettingView { entry, version: record.version, history })
}

pub struct ChangeSetting {
    pub key: String,
    /// The version the form was made from; 0 where the default was in force.
    pub version: i64,
    pub value: String,
    pub reason: String,
}

/// Changes a setting, for what is asked from now on. Every open test period it touches is void: a test is judged by what was
/// agreed before it began.
pub async fn change_setting(desk: &Desk, actor: &Actor, ask: ChangeSetting) -> Result<(), DeskError> {
    actor.may(Permission::ManageSettings)?;
    let mut write = desk.write(actor).await?;
    let settings = Settings::in_force(&mut write.tx).await?;
    let entry = settings.entry(&ask.key).cloned().ok_or(DeskError::NotFound)?;
    let there = store::settings::by_key(&mut write.tx, &ask.key).await?;
    if ask.version != there.as_ref().map_or(0, |there| there.version) {
        return Err(DeskError::Stale);
    }
    let reason = ask.reason.trim();
    let mut faults = Vec::new();
    let value = entry.parse(&ask.value).map_err(|said| faults.push(Fault::new("value", said))).ok();
    match reason.chars().count() {
        0 => faults.push(Fault::new("reason", "Say why, in a sentence: it is shown wherever the setting is")),
        1..=500 => {}
        length => faults.push(Fault::new("reason", format!("This is {length} characters long: shorten it to 500 or fewer"))),
    }
    if value.as_ref() == Some(&entry.value) {
        faults.push(Fault::new("value", "This is the value in force: write another, or leave it as it is"));
    }
    DeskError::unless_clean(faults)?;
    let Some(value) = value else { return Err(DeskError::NotFound) };

    let setting =
        Setting { key: ask.key.clone(), value: value.text(), reason: reason.to_owned(), by_role: actor.role.clone(), on: desk.today() };
    let record: Record<SettingId, Setting> = match there {
        Some(there) => Record { changed_at: desk.now(), noun: setting, ..there },
        None => kept(desk, desk.new_id(), Audience::Partners, setting),
    };
    let saved = store::settings::save(&mut write.tx, &record).await?;
    // What would be in force must be readable as a whole before it is kept.
    let after = Settings::in_force(&mut write.tx).await?;
    if let Some(problem) = after.problems.first() {
        return Err(DeskError::Faults(vec![Fault::new("value", problem.trim_end_matches('.').to_owned())]));
    }
    let voided = setting_changed::void_touched(desk, &mut write.tx, &settings, &after, &entry, &value).await?;
    let sentence = format!("{} changed from {} to {} ({}). {reason}", entry.key, entry.value.text(), value.text(), entry.unit);
    let sentence = format!("{sentence} {}", tests_touched::voided_in_words(&voided)).trim_end().to_owned();
    write.commit("change_setting", "setting", Some(saved.id.uuid()), sentence).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{bench, person, role};

    fn ask(version: i64, value: &str, reason: &str) -> ChangeSetting {
        ChangeSetting { key: "evidence.fewest_months".into(), version, value: value.into(), reason: reason.into() }
    }

    #[tokio::test]
    async fn a_setting_is_changed_with_a_reason_within_its_range_and_keeps_its_history() {
        let bench = bench(false).await;
        let desk = &bench.desk;
        role(desk, "lead", &[Permission::ManageSettings]).await;
        role(desk, "officer", &[Permission::ReadCases]).await;
        let (_, lead) = person(desk, "lead@northvale.example", "lead").await;
        let (_, officer) = person(desk, "dan@northvale.example", "officer").await;
        assert!(matches!(change_setting(desk, &officer, ask(0, "9", "Because.")).await, Err(DeskError::MayNot(_))));
        let Err(DeskError::Faults(faults)) = change_setting(desk, &lead, ask(0, "99", " ")).await else { panic!("faults were expected") };
        assert_eq!(faults.iter().map(|fault| fault.field).collect::<Vec<_>>(), ["value", "reason"]);
        change_setting(desk, &lead, ask(0, "18", "Two seasons, agreed in public.")).await.expect("changes");
        assert!(matches!(change_setting(desk, &lead, ask(0, "24", "Again.")).await, Err(DeskError::Stale)));
        change_setting(desk, &lead, ask(1, "12", "One season is enough.")).await.expect("changes");
        let view = read_setting(desk, "evidence.fewest_months").await.expect("reads");
        assert_eq!((view.version, view.entry.value.text()), (2, "12".to_owned()));
        assert_eq!(view.history.len(), 2);
        assert!(view.history[1].said.contains("from 12 to 18 (months). Two seasons"), "{}", view.history[1].said);
    }
}
