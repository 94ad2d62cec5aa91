//! Roles, from `config/roles.toml`.

use std::sync::OnceLock;

use model::role::{Permission, Role};
use serde::Deserialize;

use super::ConfigError;

const FILE: &str = "config/roles.toml";
const DEFAULTS: &str = include_str!("../../../../config/roles.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    role: Vec<Raw>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    code: String,
    title: String,
    permissions: Vec<Permission>,
    #[serde(default)]
    accountable: bool,
    #[serde(default)]
    sees_drafts: bool,
    #[serde(default)]
    sees_sealed: bool,
    #[serde(default)]
    sees_exempt: bool,
    #[serde(default)]
    is_member: bool,
}

/// # Errors
/// None but for a fault in the built-in file.
pub fn defaults() -> Result<Vec<Role>, ConfigError> {
    // Read once: every use case asks for it.
    static ONCE: OnceLock<Result<Vec<Role>, ConfigError>> = OnceLock::new();
    ONCE.get_or_init(|| read(DEFAULTS)).clone()
}

/// # Errors
/// By line: an unknown key or permission, a code used twice.
pub fn read(text: &str) -> Result<Vec<Role>, ConfigError> {
    let file: File = super::read(FILE, text)?;
    if let Some(code) = super::used_twice(file.role.iter().map(|role| role.code.as_str())) {
        return Err(ConfigError::new(FILE, None, format!("the role {code} is there twice: keep one")));
    }
    let role = |raw: Raw| Role {
        code: raw.code,
        title: raw.title,
        permissions: raw.permissions,
        accountable: raw.accountable,
        sees_drafts: raw.sees_drafts,
        sees_sealed: raw.sees_sealed,
        sees_exempt: raw.sees_exempt,
        is_member: raw.is_member,
    };
    Ok(file.role.into_iter().map(role).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(code: &str) -> Role {
        defaults().expect("roles").into_iter().find(|role| role.code == code).unwrap_or_else(|| panic!("no role {code}"))
    }

    #[test]
    fn those_who_run_a_service_do_not_sign_for_it_from_outside() {
        for code in ["head_of_commissioning", "analyst", "provider", "operator"] {
            assert!(!role(code).permissions.contains(&Permission::ConfirmFromOutside), "{code}");
        }
    }

    #[test]
    fn only_those_the_scheme_names_proceed_by_exception_and_the_operator_decides_nothing() {
        let may: Vec<String> = defaults()
            .expect("roles")
            .into_iter()
            .filter(|r| r.permissions.contains(&Permission::ProceedByException))
            .map(|r| r.code)
            .collect();
        assert_eq!(may, ["executive_director", "cabinet"]);
        for permission in [Permission::Decide, Permission::AffirmReadiness] {
            assert!(!role("operator").permissions.contains(&permission));
        }
    }

    #[test]
    fn a_provider_sees_nothing_sealed_and_no_draft() {
        let provider = role("provider");
        assert!(!provider.sees_sealed && !provider.sees_drafts && !provider.sees_exempt);
    }

    #[test]
    fn every_permission_is_some_roles_and_a_role_twice_is_refused() {
        let roles = defaults().expect("roles");
        for permission in Permission::ALL {
            assert!(roles.iter().any(|role| role.permissions.contains(permission)), "{}", permission.code());
        }
        let twice = "[[role]]\ncode = \"a\"\ntitle = \"A\"\npermissions = []\n".repeat(2);
        assert!(read(&twice).expect_err("refused").text.contains("twice"));
    }
}
