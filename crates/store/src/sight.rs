//! Who may see a row: the rule of `model::audience::Scope::may_see`, said in SQL. A test holds the two together.

use model::audience::Scope;

use crate::tx::Value;

/// The values every scoped statement binds first: `$1` the actor's organisation, `$2` today. A clause of its own begins at `$3`.
pub(crate) fn values(scope: &Scope) -> Vec<Value> {
    vec![Value::text(scope.organisation), Value::day(scope.today)]
}

/// A condition on the table (or alias) `of`. Flags of the scope are written into it; both values are always used, since
/// PostgreSQL asks the type of each.
pub(crate) fn rule(scope: &Scope, of: &str) -> String {
    let sealed_too = scope.sees_sealed && !scope.is_provider;
    let drafts = scope.sees_drafts;
    let staff_or_drafts = scope.is_owner_staff || scope.sees_drafts;
    let partner = scope.is_partner;
    let partner_or_member = scope.is_partner || scope.is_member;
    let member = scope.is_member;
    let exempt = scope.sees_exempt;
    format!(
        "(({sealed_too} or not {of}.sealed) and (\
         ({of}.about_id = $1 and {of}.audience <> 'working_draft') \
         or {of}.audience = 'public' \
         or ({of}.audience = 'working_draft' and {of}.owner_id = $1 and {drafts}) \
         or ({of}.audience = 'partners' and (({of}.owner_id = $1 and {staff_or_drafts}) or {partner})) \
         or ({of}.audience = 'members' and ({of}.owner_id = $1 or {partner_or_member})) \
         or ({of}.audience = 'exempt' and {of}.exempt_until >= $2 and {exempt} and ({of}.owner_id = $1 or {member})) \
         or ({of}.audience = 'exempt' and {of}.exempt_until < $2 and ({of}.owner_id = $1 or {partner_or_member}))))"
    )
}
