//! Stating what drives demand in one group of people: low, central, high, and where it comes from. A figure without a source is not taken.

use methods::demand::Range;
use methods::demand::cohort::{self, Driver};
use model::demand::{DemandDriver, DemandGroup, DemandModel, DriverKind, DriverValue};
use model::id::DemandModelId;
use model::record::Record;
use model::role::Permission;
use quantity::{Money, Share};

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{LINE, TEXT, Typed};

pub struct StateDriver {
    pub model: DemandModelId,
    pub version: i64,
    pub group: String,
    pub kind: DriverKind,
    /// As typed: `10,000`; `2%`; `34 per 1,000`; `£27.10`. Low and high may be left empty: then they are the central one.
    pub low: String,
    pub central: String,
    pub high: String,
    pub source: String,
}

/// A driver of the same kind takes the place of the one before.
pub async fn state_driver(desk: &Desk, actor: &Actor, ask: StateDriver) -> Result<Record<DemandModelId, DemandModel>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let group = typed.text("group", &ask.group, LINE, "Name the group: “85 and over”");
    let source = typed.text("source", &ask.source, TEXT, "Say where the figure comes from: a figure without a source is not taken");
    let value = value(&mut typed, ask.kind, [&ask.low, &ask.central, &ask.high]);
    typed.done()?;
    let Some(value) = value else { return Err(DeskError::refused("no_value", "The figure could not be read.")) };
    let mut write = desk.write(actor).await?;
    let mut record = store::demand_models::find(&mut write.tx, &actor.scope, ask.model).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    let line = format!("{group}: {} was stated, from {source}.", ask.kind.words().to_lowercase());
    let driver = DemandDriver { kind: ask.kind, value, source, on: desk.today(), by_role: actor.role.clone() };
    let groups = &mut record.noun.groups;
    let place = match groups.iter().position(|kept| kept.name == group) {
        Some(place) => place,
        None => {
            groups.push(DemandGroup { name: group, drivers: Vec::new() });
            groups.len() - 1
        }
    };
    if let Some(group) = groups.get_mut(place) {
        match group.drivers.iter_mut().find(|kept| kept.kind == driver.kind) {
            Some(kept) => *kept = driver,
            None => group.drivers.push(driver),
        }
        group.drivers.sort_by_key(|driver| driver.kind);
    }
    record.changed_at = desk.now();
    let record = store::demand_models::save(&mut write.tx, &record).await?;
    write.commit("state_driver", "demand model", Some(record.id.uuid()), line).await?;
    Ok(record)
}

const FIELDS: [&str; 3] = ["low", "central", "high"];

/// Three figures of one kind, or their faults at the fields.
fn value(typed: &mut Typed, kind: DriverKind, said: [&str; 3]) -> Option<DriverValue> {
    let [low, central, high] = said.map(str::trim);
    typed.ask("central", !central.is_empty(), "Write the central figure: what you expect");
    // What was left empty is the central figure, and is not at fault for it.
    let is_typed = [!low.is_empty(), true, !high.is_empty()];
    let said = [if low.is_empty() { central } else { low }, central, if high.is_empty() { central } else { high }];
    let mut read = |of: fn(&str) -> Result<f64, String>| {
        let mut found = [0.0; 3];
        let mut is_whole = !central.is_empty();
        for (((place, field), said), is_typed) in found.iter_mut().zip(FIELDS).zip(said).zip(is_typed) {
            match of(said) {
                Ok(value) => *place = value,
                Err(mend) => {
                    is_whole = false;
                    if is_typed && !said.is_empty() {
                        typed.fault(field, mend);
                    }
                }
            }
        }
        is_whole.then_some(found)
    };
    let found = match kind {
        DriverKind::Population | DriverKind::Intensity => read(plain)?,
        DriverKind::Growth => read(per_cent)?,
        DriverKind::Rate => read(rate)?,
        DriverKind::Eligible | DriverKind::TakeUp => read(share)?,
        DriverKind::UnitCost => read(pounds)?,
    };
    let [low, central, high] = found;
    let of_method = driver(kind);
    // Growth is kept in per cent and worked as a share.
    let scale = if kind == DriverKind::Growth { 0.01 } else { 1.0 };
    if let Err(fault) = cohort::check(of_method, &Range::of(low * scale, central * scale, high * scale)) {
        typed.fault("low", format!("{} {fault}", kind.words()));
        return None;
    }
    Some(match kind {
        DriverKind::Population | DriverKind::Intensity | DriverKind::Growth => DriverValue::Number { low, central, high },
        DriverKind::Rate | DriverKind::Eligible | DriverKind::TakeUp => {
            DriverValue::Share { low: Share::new(low).ok()?, central: Share::new(central).ok()?, high: Share::new(high).ok()? }
        }
        DriverKind::UnitCost => {
            let money = |pounds: f64| Money::from_pence((pounds * 100.0).round() as i64);
            DriverValue::Cost { low: money(low), central: money(central), high: money(high) }
        }
    })
}

pub(crate) fn driver(kind: DriverKind) -> Driver {
    match kind {
        DriverKind::Population => Driver::Population,
        DriverKind::Growth => Driver::Growth,
        DriverKind::Rate => Driver::Rate,
        DriverKind::Eligible => Driver::Eligible,
        DriverKind::TakeUp => Driver::TakeUp,
        DriverKind::Intensity => Driver::Intensity,
        DriverKind::UnitCost => Driver::UnitCost,
    }
}

fn figure(said: &str) -> Option<f64> {
    said.replace([',', ' '], "").replace('−', "-").parse().ok().filter(|value: &f64| value.is_finite())
}

fn plain(said: &str) -> Result<f64, String> {
    match figure(said) {
        Some(value) if value < 0.0 => Err(format!("“{said}” is below nought: use nothing or more")),
        Some(value) => Ok(value),
        None => Err(format!("“{said}” is not a number: write it in figures, for example 10,000")),
    }
}

fn per_cent(said: &str) -> Result<f64, String> {
    figure(said.trim_end_matches('%'))
        .ok_or_else(|| format!("“{said}” is not a percentage: write 2% where the group grows, −1% where it shrinks"))
}

/// A rate says of how many: without that it is not taken.
fn rate(said: &str) -> Result<f64, String> {
    if let Some((part, whole)) = said.split_once(" per ") {
        let (part, whole) = (figure(part), figure(whole).filter(|whole| *whole > 0.0));
        return match part.zip(whole) {
            Some((part, _)) if part < 0.0 => Err(format!("“{said}” is below nought: use nothing or more")),
            Some((part, whole)) if part <= whole => Ok(part / whole),
            Some(_) => Err(format!("“{said}” is more than everybody: the first figure is of the second")),
            None => Err(format!("“{said}” is not a rate: write 34 per 1,000, or 3.4%")),
        };
    }
    if said.ends_with('%') { share(said) } else { Err(format!("“{said}” does not say of how many: write 34 per 1,000, or 3.4%")) }
}

fn share(said: &str) -> Result<f64, String> {
    let Some(value) = said.strip_suffix('%').and_then(figure) else {
        return Err(format!("“{said}” is not a percentage: write it as 80%"));
    };
    match Share::from_percent(value) {
        Ok(share) => Ok(share.value()),
        Err(fault) => Err(format!("{fault}: use 0% to 100%")),
    }
}

fn pounds(said: &str) -> Result<f64, String> {
    match Money::parse(said) {
        Ok(money) if money < Money::ZERO => Err(format!("“{said}” is below nothing: use nothing or more")),
        Ok(money) => Ok(money.pounds()),
        Err(fault) => Err(fault.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(kind: DriverKind, said: [&str; 3]) -> String {
        let mut typed = Typed::new();
        assert!(value(&mut typed, kind, said).is_none());
        typed.done().expect_err("is refused").to_string()
    }

    #[test]
    fn a_rate_without_a_denominator_a_share_over_all_and_a_negative_intensity_are_refused_by_field() {
        assert!(
            faults(DriverKind::Rate, ["", "34", ""]).starts_with("central: “34” does not say of how many"),
            "{}",
            faults(DriverKind::Rate, ["", "34", ""])
        );
        assert!(faults(DriverKind::Rate, ["", "34 per 20", ""]).contains("more than everybody"));
        assert!(faults(DriverKind::TakeUp, ["", "80%", "120%"]).starts_with("high: 120% is not between 0% and 100%"));
        assert!(faults(DriverKind::TakeUp, ["", "80", ""]).contains("write it as 80%"));
        assert!(faults(DriverKind::Intensity, ["-5", "10", ""]).starts_with("low: “-5” is below nought"));
        assert!(faults(DriverKind::Rate, ["9%", "5%", ""]).contains("out of order"));
        assert!(faults(DriverKind::UnitCost, ["", "", ""]).contains("Write the central figure"));
        let mut typed = Typed::new();
        let read = value(&mut typed, DriverKind::Rate, ["30 per 1,000", "34 per 1,000", ""]);
        assert_eq!(
            read,
            Some(DriverValue::Share {
                low: Share::new(0.03).expect("a share"),
                central: Share::new(0.034).expect("a share"),
                high: Share::new(0.034).expect("a share")
            })
        );
    }
}
