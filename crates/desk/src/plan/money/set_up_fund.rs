//! Setting up a fund: what the money is for, who runs it, and how what is over or under falls on the partners.

use model::audience::Audience;
use model::fund::{Fund, Sharing};
use model::id::{FundId, OrganisationId};
use model::record::Record;
use model::role::Permission;
use quantity::{Date, Share};

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::kept;
use crate::typed::{LINE, TEXT, Typed};

pub struct SetUpFund {
    pub name: String,
    pub purpose: String,
    /// The financial year: 2026 is 2026/27.
    pub year: i16,
    pub host: Option<OrganisationId>,
    pub manager: String,
    pub sharing: Sharing,
    pub stress: Vec<Share>,
    pub review_on: Option<Date>,
}

pub async fn set_up_fund(desk: &Desk, actor: &Actor, ask: SetUpFund) -> Result<Record<FundId, Fund>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let name = typed.text("name", &ask.name, LINE, "Name the fund as partners do: “Adults in crisis”");
    let purpose = typed.text("purpose", &ask.purpose, TEXT, "Say what the money is for");
    let manager = typed.text("manager", &ask.manager, LINE, "Name the person who runs it for all partners");
    year(&mut typed, ask.year);
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let lead = match &ask.sharing {
        Sharing::LeadFirst { lead, .. } | Sharing::OwnMoney { lead } => Some(*lead),
        Sharing::Contribution => None,
    };
    for body in ask.host.into_iter().chain(lead) {
        store::organisations::find(&mut write.tx, &actor.scope, body).await?;
    }
    let noun = Fund {
        name,
        purpose,
        year: ask.year,
        host: ask.host,
        manager,
        sharing: ask.sharing,
        contributions: Vec::new(),
        stress: ask.stress,
        review_on: ask.review_on,
    };
    let record = store::funds::save(&mut write.tx, &kept(desk, desk.new_id(), Audience::Partners, noun)).await?;
    let line = format!("The fund “{}” was set up.", record.noun.name);
    write.commit("set_up_fund", "fund", Some(record.id.uuid()), line).await?;
    Ok(record)
}

/// A financial year somebody could mean.
pub(super) fn year(typed: &mut Typed, year: i16) {
    typed.ask("year", (2000..=2100).contains(&year), "Write the year it begins in, for example 2027 for 2027/28");
}
