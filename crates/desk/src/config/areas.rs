//! Nations and regions, from `config/areas.toml`: known before any register of authorities is loaded.

use std::sync::OnceLock;

use model::area::Area;
use quantity::code::AreaCode;
use serde::Deserialize;

use super::ConfigError;

const FILE: &str = "config/areas.toml";
const DEFAULTS: &str = include_str!("../../../../config/areas.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    code: AreaCode,
    name: String,
    kind: String,
    #[serde(default)]
    also_called: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    area: Vec<Named>,
}

/// The areas as shipped, read once.
///
/// # Errors
/// Where the file cannot be read, or names a code twice.
pub fn defaults() -> Result<Vec<Area>, ConfigError> {
    static ONCE: OnceLock<Result<Vec<Area>, ConfigError>> = OnceLock::new();
    ONCE.get_or_init(read_defaults).clone()
}

fn read_defaults() -> Result<Vec<Area>, ConfigError> {
    let File { area } = super::read(FILE, DEFAULTS)?;
    if let Some(twice) = super::used_twice(area.iter().map(|one| one.code.as_str())) {
        return Err(ConfigError::new(FILE, None, format!("“{twice}” is the code of two areas. Take one out.")));
    }
    let area_of = |one: Named| Area {
        code: one.code,
        name: one.name,
        kind: one.kind,
        nation: String::new(),
        region: String::new(),
        also_called: one.also_called,
        starts: None,
        ends: None,
        former_codes: Vec::new(),
        replaced_by: Vec::new(),
    };
    Ok(area.into_iter().map(area_of).collect())
}

#[cfg(test)]
mod tests {
    #[test]
    fn nations_and_the_nine_regions_are_known() {
        let areas = super::defaults().expect("areas");
        assert_eq!(areas.iter().filter(|area| area.code.as_str().starts_with("E12")).count(), 9);
        assert!(areas.iter().any(|area| area.name == "England" && area.code.as_str() == "E92000001"));
    }
}
