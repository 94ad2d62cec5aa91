//! Who asks. Every use case takes one.

use std::collections::BTreeSet;

use model::audience::Scope;
use model::id::{OrganisationId, PersonId};
use model::role::{Permission, Role};

use crate::error::DeskError;

/// A signed-in person (or the operator of the machine), with what they may do and see, worked out once.
#[derive(Debug, Clone)]
pub struct Actor {
    /// None for the operator at the command line.
    pub person: Option<PersonId>,
    pub name: String,
    pub email: String,
    /// As shown and as recorded: "Head of commissioning", "Operator".
    pub role: String,
    pub role_codes: Vec<String>,
    pub organisation: OrganisationId,
    pub permissions: BTreeSet<Permission>,
    pub scope: Scope,
}

impl Actor {
    pub fn may(&self, permission: Permission) -> Result<(), DeskError> {
        if self.permissions.contains(&permission) { Ok(()) } else { Err(DeskError::MayNot(permission)) }
    }

    pub fn can(&self, permission: Permission) -> bool {
        self.permissions.contains(&permission)
    }

    /// Someone whose word counts as from outside a service run by `operator`.
    pub fn is_outside(&self, operator: OrganisationId) -> bool {
        self.organisation != operator
    }
}

/// What a person may do and see: the union of their roles, within their organisation.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    pub organisation: OrganisationId,
    pub authority: OrganisationId,
    pub is_partner: bool,
    pub provides: bool,
    pub roles: &'a [Role],
    pub today: jiff::civil::Date,
}

impl Standing<'_> {
    pub fn permissions(&self) -> BTreeSet<Permission> {
        self.roles.iter().flat_map(|role| role.permissions.iter().copied()).collect()
    }

    pub fn scope(&self) -> Scope {
        let any = |asks: fn(&Role) -> bool| self.roles.iter().any(asks);
        let staff = self.organisation == self.authority && !any(|role| role.is_member);
        Scope {
            organisation: self.organisation,
            is_owner_staff: staff,
            sees_drafts: staff && any(|role| role.sees_drafts),
            sees_sealed: !self.provides_to_the_authority() && any(|role| role.sees_sealed),
            sees_exempt: any(|role| role.sees_exempt),
            is_partner: self.is_partner && self.organisation != self.authority,
            is_member: any(|role| role.is_member),
            is_provider: self.provides_to_the_authority(),
            today: self.today,
        }
    }

    fn provides_to_the_authority(&self) -> bool {
        self.provides && self.organisation != self.authority
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn role(is_member: bool) -> Role {
        Role {
            code: "some_role".into(),
            title: "Some role".into(),
            permissions: vec![Permission::ReadCases],
            accountable: false,
            sees_drafts: true,
            sees_sealed: true,
            sees_exempt: true,
            is_member,
        }
    }

    #[test]
    fn a_provider_never_sees_what_is_sealed_whatever_its_role_says() {
        let roles = [role(false)];
        let authority = OrganisationId(Uuid::from_u128(1));
        let standing = Standing {
            organisation: OrganisationId(Uuid::from_u128(2)),
            authority,
            is_partner: true,
            provides: true,
            roles: &roles,
            today: jiff::civil::date(2026, 11, 21),
        };
        assert!(!standing.scope().sees_sealed);
        assert!(!standing.scope().sees_drafts);
        assert!(Standing { organisation: authority, ..standing }.scope().sees_sealed);
    }
}
