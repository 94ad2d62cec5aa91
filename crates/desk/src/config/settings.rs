//! Every threshold and rule of thumb, from `config/default.toml`, with an authority's own changes on top.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use model::case::LookAt;
use model::issue::Severity;
use model::setting::Setting;
use principles::p_robust_process::RobustSettings;
use principles::{Delegation, ReadinessSettings};
use quantity::period::Cadence;
use quantity::{Date, Money};
use serde::Deserialize;
use store::Tx;
use toml::Spanned;

use super::colour::{self, Colour, Theme};
use super::open_data::{self, OpenDataSettings};
use super::{ConfigError, line_of};
use crate::error::DeskError;

const FILE: &str = "config/default.toml";
/// What `wherewithal init` writes.
pub const DEFAULTS: &str = include_str!("../../../../config/default.toml");

/// The value of a setting, in its own kind.
#[derive(Debug, Clone, PartialEq)]
pub enum SettingValue {
    Whole(i64),
    /// A share, 0 to 1.
    Share(f64),
    Money(Money),
    Choice(String),
    YesNo(bool),
    List(Vec<String>),
    Colour(Colour),
}

impl SettingValue {
    /// As it is typed and kept.
    pub fn text(&self) -> String {
        match self {
            SettingValue::Whole(n) => n.to_string(),
            SettingValue::Share(x) => x.to_string(),
            SettingValue::Money(money) => money.in_full(),
            SettingValue::Choice(code) => code.clone(),
            SettingValue::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
            SettingValue::List(codes) => codes.join(", "),
            SettingValue::Colour(colour) => colour.to_string(),
        }
    }
}

/// One setting with all that is known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct SettingEntry {
    /// `readiness.lapse_days`.
    pub key: String,
    pub value: SettingValue,
    pub default: SettingValue,
    /// `days`, `share`, `money`, `choice`, `list`, `yes or no`…
    pub unit: String,
    /// Least and most, both allowed; pence for money.
    pub range: Option<(f64, f64)>,
    pub choices: Vec<String>,
    pub meaning: String,
    /// Why the default is what it is, or why it was changed.
    pub reason: String,
    pub grade: String,
    pub source: String,
    /// Who changed it, and when; absent for the default.
    pub changed: Option<(String, Date)>,
}

impl SettingEntry {
    /// Reads a value as typed: in its own kind, within its range.
    ///
    /// # Errors
    /// A sentence that names the setting, what was typed and the mend.
    pub fn parse(&self, typed: &str) -> Result<SettingValue, String> {
        let typed = typed.trim();
        let value = match self.unit.as_str() {
            "share" => {
                let percent = typed.strip_suffix('%').map(str::trim);
                let number = percent.unwrap_or(typed).parse::<f64>().ok().map(|x| if percent.is_some() { x / 100.0 } else { x });
                number.map(SettingValue::Share).ok_or("write a share between 0 and 1, or a percentage")
            }
            "money" => Money::parse(typed).map(SettingValue::Money).map_err(|_| "write an amount, as £100,000"),
            "choice" | "text" => Ok(SettingValue::Choice(typed.to_owned())),
            "yes or no" => match typed.to_lowercase().as_str() {
                "yes" | "true" => Ok(SettingValue::YesNo(true)),
                "no" | "false" => Ok(SettingValue::YesNo(false)),
                _ => Err("write yes or no"),
            },
            "list" => Ok(SettingValue::List(typed.split(',').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect())),
            "colour" => Colour::parse(typed).map(SettingValue::Colour).ok_or("write it as six hexadecimal digits, as #123f3a"),
            _ => typed.parse().map(SettingValue::Whole).map_err(|_| "write a whole number"),
        };
        let value = value.map_err(|mend| format!("{} cannot be “{typed}”: {mend}.", self.key))?;
        self.check(&value)?;
        Ok(value)
    }

    fn check(&self, value: &SettingValue) -> Result<(), String> {
        let number = match value {
            SettingValue::Whole(n) => Some(*n as f64),
            SettingValue::Share(x) => Some(*x),
            SettingValue::Money(money) => Some(money.pence() as f64),
            _ => None,
        };
        if let (Some(number), Some((least, most))) = (number, self.range)
            && !(least..=most).contains(&number)
        {
            let shown = |x: f64| if self.unit == "money" { Money::from_pence(x as i64).in_full() } else { x.to_string() };
            return Err(format!(
                "{} cannot be {}: it has to be from {} to {} ({}).",
                self.key,
                value.text(),
                shown(least),
                shown(most),
                self.unit
            ));
        }
        if let SettingValue::Colour(colour) = value {
            colour::check(&self.key, *colour)?;
        }
        if let (SettingValue::Choice(text), "text") = (value, self.unit.as_str()) {
            return match open_data::mend(&self.key, text) {
                Some(mend) => Err(format!("{} cannot be “{text}”: {mend}.", self.key)),
                None => Ok(()),
            };
        }
        let named: &[String] = match value {
            SettingValue::Choice(code) => std::slice::from_ref(code),
            SettingValue::List(codes) => codes,
            _ => &[],
        };
        match named.iter().find(|code| !self.choices.contains(code)) {
            Some(code) => Err(format!("{} cannot be “{code}”: choose from {}.", self.key, self.choices.join(", "))),
            None => Ok(()),
        }
    }
}

/// A stage of a case: data. `group` is the stage of the navigation it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    pub code: String,
    pub title: String,
    pub group: String,
    /// A service is bought, agreed or handed over in it: solving comes first.
    pub hands_over: bool,
    pub says: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    evidence: BTreeMap<String, Raw>,
    #[serde(default)]
    readiness: BTreeMap<String, Raw>,
    #[serde(default)]
    robust: BTreeMap<String, Raw>,
    #[serde(default)]
    chart: BTreeMap<String, Raw>,
    #[serde(default)]
    disclosure: BTreeMap<String, Raw>,
    #[serde(default)]
    open_data: BTreeMap<String, Raw>,
    #[serde(default)]
    upload: BTreeMap<String, Raw>,
    #[serde(default)]
    case: BTreeMap<String, Raw>,
    #[serde(default)]
    involvement: BTreeMap<String, Raw>,
    #[serde(default)]
    needs: BTreeMap<String, Raw>,
    #[serde(default)]
    calendar: BTreeMap<String, Raw>,
    #[serde(default)]
    response: BTreeMap<String, Raw>,
    #[serde(default)]
    session: BTreeMap<String, Raw>,
    #[serde(default)]
    theme: BTreeMap<String, Raw>,
    #[serde(default)]
    stage: Vec<Stage>,
}

impl File {
    fn keyed(self) -> (BTreeMap<String, Raw>, Vec<Stage>) {
        let sections = [
            ("evidence", self.evidence),
            ("readiness", self.readiness),
            ("robust", self.robust),
            ("chart", self.chart),
            ("disclosure", self.disclosure),
            ("open_data", self.open_data),
            ("upload", self.upload),
            ("case", self.case),
            ("involvement", self.involvement),
            ("needs", self.needs),
            ("calendar", self.calendar),
            ("response", self.response),
            ("session", self.session),
            ("theme", self.theme),
        ];
        let keyed = sections.into_iter().flat_map(|(name, raws)| raws.into_iter().map(move |(key, raw)| (format!("{name}.{key}"), raw)));
        (keyed.collect(), self.stage)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    value: Spanned<toml::Value>,
    unit: Option<String>,
    range: Option<[toml::Value; 2]>,
    choices: Option<Vec<String>>,
    meaning: Option<String>,
    reason: Option<String>,
    grade: Option<String>,
    source: Option<String>,
}

/// What was written, as it would be typed.
fn as_typed(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Array(items) => items.iter().map(as_typed).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

/// Every setting in force, as data for the page of settings and as typed values for the rules that use them.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    entries: BTreeMap<String, SettingEntry>,
    pub stages: Vec<Stage>,
    pub readiness: ReadinessSettings,
    pub robust: RobustSettings,
    pub delegation: Delegation,
    /// C2, C3: points in a row.
    pub shift: u32,
    pub trend: u32,
    pub baseline_periods: u32,
    pub baseline_quarters: u32,
    pub other_way_below: f64,
    pub alike: f64,
    pub late_points: u32,
    pub completeness: f64,
    pub most_balancing: u32,
    pub agree: f64,
    pub agree_lower: f64,
    pub everyone_below: u32,
    pub fixed_told_not_ready: f64,
    pub unfixed_passes: f64,
    pub simulated_runs: u32,
    pub watch_after_fix_days: u32,
    pub base_rate_fewest: u32,
    pub looked_back_days: u32,
    /// `nhs_excel` or `r_package`.
    pub chart_preset: String,
    pub trial_below: u32,
    /// Counts of people from 1 up to, and not including, this are hidden.
    pub smallest_count: u32,
    pub open_data: OpenDataSettings,
    pub upload_bytes: u64,
    pub upload_expanded_bytes: u64,
    pub upload_columns: u32,
    pub upload_cells: u64,
    /// A case under this cost in a year is light.
    pub light_limit: Money,
    /// Of a group that was asked: with a smaller share of answers, what it thinks is unknown.
    pub least_response: f64,
    /// Before the end of what is in force.
    pub ends_within_days: u32,
    pub provider_reply_working_days: u32,
    /// Days people have to answer, and days between closing and deciding: with fewer, a test of fair consultation is not met.
    pub involvement_fewest_days: u32,
    pub involvement_fewest_days_to_weigh: u32,
    /// From one network address within an hour.
    pub ballots_an_hour: i64,
    /// Evidence of a need that is older than so many months lowers confidence and holds decisions back.
    pub need_oldest_months: u32,
    /// Months after which a need is looked at again, where nobody says otherwise.
    pub need_refresh_months: u32,
    /// A contract that ends within so many months lapses soon.
    pub lapse_months: u32,
    /// What letting anew takes, counted back from the end of what is in force.
    pub prepare_weeks: u32,
    pub bid_weeks: u32,
    pub decide_weeks: u32,
    pub mobilise_weeks: u32,
    /// Usable capacity over need, as a percentage: under the first there is too little, under the second only just enough.
    pub capacity_short_below: u32,
    pub capacity_tight_below: u32,
    /// Sources from outside the authority, for what is known of a market: with fewer, it is said that the evidence looks inward.
    pub fewest_outward: u32,
    pub session_hours: i64,
    pub session_idle_hours: i64,
    pub free_tries_email: i64,
    pub free_tries_address: i64,
    pub longest_wait_minutes: i64,
    /// Whether the address a proxy names is believed.
    pub forwarded_address: bool,
    pub password_fewest: usize,
    /// The council's own two colours.
    pub theme: Theme,
    /// Kept settings that no longer fit their range, each as a sentence; the default stands in for them. For `doctor` and the page.
    pub problems: Vec<String>,
}

impl Settings {
    /// The built-in defaults, read once.
    ///
    /// # Errors
    /// None but for a fault in the built-in files.
    pub fn defaults() -> Result<Settings, ConfigError> {
        // Read once: every use case asks for the settings in force.
        static ONCE: OnceLock<Result<Settings, ConfigError>> = OnceLock::new();
        ONCE.get_or_init(Settings::read_defaults).clone()
    }

    fn read_defaults() -> Result<Settings, ConfigError> {
        let (raws, stages) = super::read::<File>(FILE, DEFAULTS)?.keyed();
        let mut entries = BTreeMap::new();
        for (key, raw) in raws {
            let line = Some(line_of(DEFAULTS, raw.value.span().start));
            let entry = described(&key, raw).map_err(|text| ConfigError::new(FILE, line, text))?;
            entries.insert(key, entry);
        }
        build(entries, stages)
    }

    /// The defaults with a place's own file on top: values and reasons are taken from it, and its stages where it has any.
    ///
    /// # Errors
    /// By line: an unknown key, a value of the wrong kind or out of range.
    pub fn read(text: &str) -> Result<Settings, ConfigError> {
        let base = Settings::defaults()?;
        let (raws, stages) = super::read::<File>(FILE, text)?.keyed();
        let mut entries = base.entries;
        for (key, raw) in raws {
            let line = Some(line_of(text, raw.value.span().start));
            let Some(entry) = entries.get_mut(&key) else {
                return Err(ConfigError::new(FILE, line, format!("{key} is not a setting: remove it, or mend its spelling")));
            };
            entry.value = entry.parse(&as_typed(raw.value.get_ref())).map_err(|text| ConfigError::new(FILE, line, text))?;
            entry.reason = raw.reason.unwrap_or_else(|| entry.reason.clone());
        }
        build(entries, if stages.is_empty() { base.stages } else { stages })
    }

    /// An authority's kept changes on top. Keys without a dot are not settings of ours and are passed over; a change that
    /// no longer fits is not used and is named in `problems`.
    pub fn with(self, changes: &[Setting]) -> Result<Settings, ConfigError> {
        let (mut entries, mut problems) = (self.entries, self.problems);
        for change in changes.iter().filter(|change| change.key.contains('.')) {
            let Some(entry) = entries.get_mut(&change.key) else {
                problems.push(format!("{} is kept and is no longer a setting.", change.key));
                continue;
            };
            match entry.parse(&change.value) {
                Ok(value) => {
                    entry.value = value;
                    entry.reason.clone_from(&change.reason);
                    entry.changed = Some((change.by_role.clone(), change.on));
                }
                Err(problem) => problems.push(problem),
            }
        }
        let mut settings = build(entries, self.stages)?;
        // Each may be fine by itself and the two not seen apart.
        if let Err(problem) = settings.theme.check() {
            problems.push(problem);
            settings.theme = Theme::default();
        }
        Ok(Settings { problems, ..settings })
    }

    /// What is in force: the defaults with what this place has changed.
    pub async fn in_force(tx: &mut Tx) -> Result<Arc<Settings>, DeskError> {
        /// Every use case asks, and seldom has anything changed: the last answer, with the changes it was built from.
        static LAST: Mutex<Option<(Vec<Setting>, Arc<Settings>)>> = Mutex::new(None);
        let changes: Vec<Setting> = store::settings::list(tx).await?.into_iter().map(|record| record.noun).collect();
        let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, settings)) = last.as_ref().filter(|(of, _)| *of == changes) {
            return Ok(settings.clone());
        }
        let settings = Settings::defaults().and_then(|defaults| defaults.with(&changes));
        let settings = Arc::new(settings.map_err(|error| DeskError::refused("settings_unreadable", error.to_string()))?);
        *last = Some((changes, settings.clone()));
        Ok(settings)
    }

    /// Every setting, by key.
    pub fn entries(&self) -> impl Iterator<Item = &SettingEntry> {
        self.entries.values()
    }

    pub fn entry(&self, key: &str) -> Option<&SettingEntry> {
        self.entries.get(key)
    }

    /// Fewest periods of a test (C1); days count as weeks of evidence do, and a year as four quarters.
    pub fn fewest_periods(&self, cadence: Cadence) -> u32 {
        let key = match cadence {
            Cadence::Day | Cadence::Week => "evidence.fewest_weeks",
            Cadence::Month => "evidence.fewest_months",
            Cadence::Quarter | Cadence::Year => "evidence.fewest_quarters",
        };
        small(&self.entries, key).unwrap_or(u32::MAX)
    }

    /// Fewest days of a test (C1).
    pub fn fewest_days(&self, cadence: Cadence) -> u32 {
        let key =
            if matches!(cadence, Cadence::Quarter | Cadence::Year) { "evidence.fewest_days_quarterly" } else { "evidence.fewest_days" };
        small(&self.entries, key).unwrap_or(u32::MAX)
    }

    /// The chance asked by C4, as a share, by severity.
    pub fn level(&self, severity: Severity) -> quantity::Share {
        let key = match severity {
            Severity::Low | Severity::Medium => "evidence.level_medium",
            Severity::High => "evidence.level_high",
            Severity::Critical => "evidence.level_critical",
        };
        share(&self.entries, key).ok().and_then(|level| quantity::Share::new(level).ok()).unwrap_or(quantity::Share::ALL)
    }

    pub fn stage(&self, code: &str) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.code == code)
    }
}

fn described(key: &str, raw: Raw) -> Result<SettingEntry, String> {
    let must = |what: Option<String>, name: &str| what.filter(|text| !text.trim().is_empty()).ok_or(format!("{key} has no {name}"));
    let unit = must(raw.unit, "unit")?;
    let bound = |value: &toml::Value| match (unit.as_str(), value) {
        ("money", toml::Value::String(text)) => Money::parse(text).ok().map(|money| money.pence() as f64),
        (_, toml::Value::Integer(n)) => Some(*n as f64),
        (_, toml::Value::Float(x)) => Some(*x),
        _ => None,
    };
    let range = match &raw.range {
        Some([least, most]) => {
            Some(bound(least).zip(bound(most)).filter(|(least, most)| least < most).ok_or(format!("{key} has no range that can be read"))?)
        }
        None => None,
    };
    let mut entry = SettingEntry {
        key: key.to_owned(),
        value: SettingValue::YesNo(false),
        default: SettingValue::YesNo(false),
        range,
        choices: raw.choices.unwrap_or_default(),
        meaning: must(raw.meaning, "meaning")?,
        reason: must(raw.reason, "reason")?,
        grade: must(raw.grade, "grade")?,
        source: must(raw.source, "source")?,
        changed: None,
        unit,
    };
    entry.default = entry.parse(&as_typed(raw.value.get_ref()))?;
    entry.value = entry.default.clone();
    Ok(entry)
}

type Entries = BTreeMap<String, SettingEntry>;

fn missing(key: &str) -> ConfigError {
    ConfigError::new(FILE, None, format!("{key} is missing, or is not of its kind"))
}

fn whole(entries: &Entries, key: &str) -> Result<i64, ConfigError> {
    match entries.get(key).map(|entry| &entry.value) {
        Some(SettingValue::Whole(n)) => Ok(*n),
        _ => Err(missing(key)),
    }
}

fn small(entries: &Entries, key: &str) -> Result<u32, ConfigError> {
    whole(entries, key)?.try_into().map_err(|_| missing(key))
}

fn large(entries: &Entries, key: &str) -> Result<u64, ConfigError> {
    whole(entries, key)?.try_into().map_err(|_| missing(key))
}

fn share(entries: &Entries, key: &str) -> Result<f64, ConfigError> {
    match entries.get(key).map(|entry| &entry.value) {
        Some(SettingValue::Share(x)) => Ok(*x),
        _ => Err(missing(key)),
    }
}

fn choice(entries: &Entries, key: &str) -> Result<String, ConfigError> {
    match entries.get(key).map(|entry| &entry.value) {
        Some(SettingValue::Choice(code)) => Ok(code.clone()),
        _ => Err(missing(key)),
    }
}

fn yes(entries: &Entries, key: &str) -> Result<bool, ConfigError> {
    match entries.get(key).map(|entry| &entry.value) {
        Some(SettingValue::YesNo(yes)) => Ok(*yes),
        _ => Err(missing(key)),
    }
}

fn colour(entries: &Entries, key: &str) -> Result<Colour, ConfigError> {
    match entries.get(key).map(|entry| &entry.value) {
        Some(SettingValue::Colour(colour)) => Ok(*colour),
        _ => Err(missing(key)),
    }
}

fn looks(entries: &Entries, key: &str) -> Result<Vec<LookAt>, ConfigError> {
    match entries.get(key).map(|entry| &entry.value) {
        Some(SettingValue::List(codes)) => codes.iter().map(|code| LookAt::parse(code).ok_or_else(|| missing(key))).collect(),
        _ => Err(missing(key)),
    }
}

fn build(entries: Entries, stages: Vec<Stage>) -> Result<Settings, ConfigError> {
    let e = &entries;
    if let Some(code) = super::used_twice(stages.iter().map(|stage| stage.code.as_str())) {
        return Err(ConfigError::new(FILE, None, format!("the stage {code} is there twice: keep one")));
    }
    let readiness = ReadinessSettings {
        severity_that_holds: Severity::parse(&choice(e, "readiness.severity_that_holds")?)
            .ok_or_else(|| missing("readiness.severity_that_holds"))?,
        full_rule_of_all: yes(e, "readiness.full_rule_of_all")?,
        fewest_material: small(e, "readiness.fewest_material")?,
        most_material: small(e, "readiness.most_material")?,
        lapse_days: small(e, "readiness.lapse_days")?,
        newest_periods: small(e, "readiness.newest_periods")?,
        triage_working_days: small(e, "readiness.triage_working_days")?,
        none_reported_days: small(e, "readiness.none_reported_days")?,
        looks_for_change: looks(e, "readiness.looks_for_change")?,
        looks_for_staying: looks(e, "readiness.looks_for_staying")?,
    };
    let light_limit = match e.get("case.light_limit").map(|entry| &entry.value) {
        Some(SettingValue::Money(money)) => *money,
        _ => return Err(missing("case.light_limit")),
    };
    Ok(Settings {
        readiness,
        robust: RobustSettings { fewest_steps: small(e, "robust.fewest_steps")?, fewest_kinds: small(e, "robust.fewest_kinds")? },
        delegation: super::delegation::defaults()?,
        shift: small(e, "evidence.shift")?,
        trend: small(e, "evidence.trend")?,
        baseline_periods: small(e, "evidence.baseline_periods")?,
        baseline_quarters: small(e, "evidence.baseline_quarters")?,
        other_way_below: share(e, "evidence.other_way_below")?,
        alike: share(e, "evidence.alike")?,
        late_points: small(e, "evidence.late_points")?,
        completeness: share(e, "evidence.completeness")?,
        most_balancing: small(e, "evidence.most_balancing")?,
        agree: share(e, "evidence.agree")?,
        agree_lower: share(e, "evidence.agree_lower")?,
        everyone_below: small(e, "evidence.everyone_below")?,
        fixed_told_not_ready: share(e, "evidence.fixed_told_not_ready")?,
        unfixed_passes: share(e, "evidence.unfixed_passes")?,
        simulated_runs: small(e, "evidence.simulated_runs")?,
        watch_after_fix_days: small(e, "readiness.watch_after_fix_days")?,
        base_rate_fewest: small(e, "readiness.base_rate_fewest")?,
        looked_back_days: small(e, "readiness.looked_back_days")?,
        chart_preset: choice(e, "chart.preset")?,
        trial_below: small(e, "chart.trial_below")?,
        smallest_count: small(e, "disclosure.smallest_count")?,
        open_data: OpenDataSettings {
            ocid_prefix: choice(e, "open_data.ocid_prefix")?,
            grants_prefix: choice(e, "open_data.grants_prefix")?,
            licence: choice(e, "open_data.licence")?,
        },
        upload_bytes: large(e, "upload.largest")?,
        upload_expanded_bytes: large(e, "upload.largest_expanded")?,
        upload_columns: small(e, "upload.most_columns")?,
        upload_cells: large(e, "upload.most_cells")?,
        light_limit,
        least_response: share(e, "case.least_response")?,
        ends_within_days: small(e, "case.ends_within_days")?,
        provider_reply_working_days: small(e, "case.provider_reply_working_days")?,
        involvement_fewest_days: small(e, "involvement.fewest_days")?,
        involvement_fewest_days_to_weigh: small(e, "involvement.fewest_days_to_weigh")?,
        ballots_an_hour: whole(e, "involvement.ballots_an_hour")?,
        need_oldest_months: small(e, "needs.oldest_months")?,
        need_refresh_months: small(e, "needs.refresh_months")?,
        lapse_months: small(e, "calendar.lapse_months")?,
        prepare_weeks: small(e, "calendar.prepare_weeks")?,
        bid_weeks: small(e, "calendar.bid_weeks")?,
        decide_weeks: small(e, "calendar.decide_weeks")?,
        mobilise_weeks: small(e, "calendar.mobilise_weeks")?,
        capacity_short_below: small(e, "response.capacity_short_below")?,
        capacity_tight_below: small(e, "response.capacity_tight_below")?,
        fewest_outward: small(e, "response.fewest_outward")?,
        session_hours: whole(e, "session.lasts_hours")?,
        session_idle_hours: whole(e, "session.idle_hours")?,
        free_tries_email: whole(e, "session.free_tries_email")?,
        free_tries_address: whole(e, "session.free_tries_address")?,
        forwarded_address: yes(e, "session.forwarded_address")?,
        longest_wait_minutes: whole(e, "session.longest_wait_minutes")?,
        password_fewest: small(e, "session.password_fewest")? as usize,
        theme: Theme { brand: colour(e, "theme.brand")?, accent: colour(e, "theme.accent")? },
        problems: Vec::new(),
        stages,
        entries,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn change(key: &str, value: &str) -> Setting {
        Setting {
            key: key.into(),
            value: value.into(),
            reason: "Agreed in public.".into(),
            by_role: "Head of commissioning".into(),
            on: date(2026, 11, 21),
        }
    }

    #[test]
    fn the_defaults_are_those_the_rules_are_written_with() {
        let settings = Settings::defaults().expect("settings");
        assert_eq!(settings.readiness, ReadinessSettings::default());
        assert_eq!(settings.robust, RobustSettings::default());
        assert_eq!((settings.shift, settings.trend, settings.fewest_periods(Cadence::Month)), (7, 6, 12));
        assert_eq!(settings.level(Severity::High).value(), 0.975);
        assert_eq!((settings.light_limit, settings.smallest_count), (Money::from_pounds(100_000), 5));
        assert!(settings.stage("procuring").is_some_and(|stage| stage.hands_over) && settings.problems.is_empty());
    }

    #[test]
    fn every_setting_has_its_unit_meaning_reason_and_grade_and_a_range_or_its_choices() {
        let settings = Settings::defaults().expect("settings");
        for entry in settings.entries() {
            assert!(entry.meaning.ends_with('.') && entry.reason.ends_with('.'), "{}", entry.key);
            assert!(["convention", "opinion", "own"].contains(&entry.grade.as_str()), "{}", entry.key);
            let is_free = ["yes or no", "colour", "text"].contains(&entry.unit.as_str());
            assert!(entry.range.is_some() || !entry.choices.is_empty() || is_free, "{}", entry.key);
            assert_eq!(entry.parse(&entry.value.text()), Ok(entry.value.clone()), "{}", entry.key);
        }
    }

    #[test]
    fn the_thresholds_every_principle_names_are_settings() {
        let settings = Settings::defaults().expect("settings");
        for card in principles::CARDS {
            for key in card.thresholds {
                assert!(settings.entry(key).is_some(), "{} names {key}", card.code);
            }
        }
    }

    #[test]
    fn an_authoritys_change_is_used_with_its_reason_and_one_that_no_longer_fits_is_named() {
        let changes = [
            change("readiness.lapse_days", "60"),
            change("evidence.agree", "75%"),
            change("readiness.most_material", "99"),
            change("gone.away", "1"),
            change("place", "{}"),
        ];
        let settings = Settings::defaults().expect("settings").with(&changes).expect("settings");
        assert_eq!((settings.readiness.lapse_days, settings.agree, settings.readiness.most_material), (60, 0.75, 3));
        assert_eq!(
            settings.entry("readiness.lapse_days").and_then(|e| e.changed.clone()),
            Some(("Head of commissioning".into(), date(2026, 11, 21)))
        );
        assert_eq!(
            settings.problems,
            ["readiness.most_material cannot be 99: it has to be from 1 to 10 (issues).", "gone.away is kept and is no longer a setting."]
        );
    }

    #[test]
    fn a_places_own_file_changes_values_and_is_refused_by_line() {
        let own = "[readiness.triage_working_days]\nvalue = 3\nreason = \"We meet on Tuesdays.\"\n";
        let settings = Settings::read(own).expect("settings");
        assert_eq!(settings.readiness.triage_working_days, 3);
        assert!(Settings::read(DEFAULTS).is_ok_and(|same| same.readiness == ReadinessSettings::default()));
        for (text, line, says) in [
            ("[readiness.lapse_days]\nvalue = 900\n", 2, "from 30 to 365 (days)"),
            ("\n[readiness.lapse_dayz]\nvalue = 90\n", 3, "not a setting"),
            ("[readiness.severity_that_holds]\nvalue = \"huge\"\n", 2, "choose from low, medium, high, critical"),
            ("[case.light_limit]\nvalue = \"lots\"\n", 2, "write an amount"),
            ("[readiness.lapse_days]\nvalue = 90\nvalu = 3\n", 3, "valu"),
            ("[readines.lapse_days]\nvalue = 90\n", 1, "readines"),
            ("[readiness.lapse_days]\nvalue = \n", 2, ""),
        ] {
            let error = Settings::read(text).expect_err(text);
            assert_eq!(error.line, Some(line), "{error}");
            assert!(error.text.contains(says), "{error}");
        }
    }
}
