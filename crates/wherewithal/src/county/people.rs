//! The people of Northvale who sign in: eight, one seat each. They are invented too.

/// Someone who signs in at the sample county.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inhabitant {
    pub name: &'static str,
    /// As shown beside the name on the first page.
    pub job: &'static str,
    pub email: &'static str,
    /// Key of the body they work for.
    pub body: &'static str,
    /// Codes of roles (`config/roles.toml`).
    pub roles: &'static [&'static str],
}

pub const HELEN: &str = "helen.marsh@northvale.example";
pub const DAN: &str = "dan.iqbal@northvale.example";
pub const PRIYA: &str = "priya.nair@northvale.example";
pub const MARCUS: &str = "marcus.webb@northvale.example";
pub const GRACE: &str = "grace.oyelaran@lindletrust.example";
pub const KWAME: &str = "kwame.osei@northvale.example";
pub const JOAN: &str = "joan.pritchard@panel.northvale.example";
pub const AMARA: &str = "amara.singh@icb.northvale.example";

/// In the order of the first page.
pub const INHABITANTS: [Inhabitant; 8] = [
    Inhabitant { name: "Helen Marsh", job: "head of commissioning", email: HELEN, body: "county", roles: &["head_of_commissioning"] },
    Inhabitant { name: "Dan Iqbal", job: "analyst", email: DAN, body: "county", roles: &["analyst"] },
    Inhabitant { name: "Priya Nair", job: "finance business partner", email: PRIYA, body: "county", roles: &["finance_business_partner"] },
    Inhabitant { name: "Marcus Webb", job: "head of procurement", email: MARCUS, body: "county", roles: &["head_of_procurement"] },
    Inhabitant {
        name: "Grace Oyelaran",
        job: "chief officer, Lindle Tenancy Trust",
        email: GRACE,
        body: "lindle_trust",
        roles: &["provider"],
    },
    Inhabitant { name: "Cllr Kwame Osei", job: "chair of scrutiny", email: KWAME, body: "county", roles: &["scrutiny_member"] },
    Inhabitant { name: "Joan Pritchard", job: "residents' panel", email: JOAN, body: "panel", roles: &["panel_member"] },
    Inhabitant {
        name: "Amara Singh",
        job: "ICB strategic commissioning lead",
        email: AMARA,
        body: "icb",
        roles: &["partner_commissioner"],
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::county::organisations::bodies;

    #[test]
    fn everyone_works_for_a_body_of_the_county() {
        let keys: Vec<_> = bodies().into_iter().map(|body| body.key).collect();
        for person in INHABITANTS {
            assert!(keys.contains(&person.body), "{}", person.name);
            assert!(person.email.ends_with(".example"), "{} must never reach anyone", person.email);
        }
    }
}
