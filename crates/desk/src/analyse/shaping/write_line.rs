//! Writing a line of the pipeline, or changing one. What the market was told once is never taken back: a change is told too, with its reason.

use model::audience::Audience;
use model::id::{PipelineLineId, ServiceId};
use model::pipeline_line::{CommitmentOffer, PipelineFacts, PipelineLine, PipelineTold, PolicyGround};
use model::record::Record;
use model::role::Permission;
use quantity::{Date, Money, Share};

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::kept;
use crate::typed::{LINE, TEXT, Typed};

pub struct WriteLine {
    /// None: a new one.
    pub line: Option<(PipelineLineId, i64)>,
    pub service: Option<ServiceId>,
    pub what: String,
    pub volume: String,
    pub value: Option<Money>,
    pub expected: Option<Date>,
    pub months: Option<u16>,
    pub place: String,
    pub way: String,
    pub contact: String,
    pub cpv: String,
    /// What the policy behind it rests on; what nobody looked at is none.
    pub rests_on: PolicyGround,
    /// None: no investment is asked.
    pub offer: Option<OfferTyped>,
    /// Of a line the market was told of: why it changes.
    pub reason: String,
}

#[derive(Debug, Clone, Default)]
pub struct OfferTyped {
    pub investment: Money,
    pub funding: Option<Money>,
    pub reusable: Option<Money>,
    pub income: Option<Money>,
    pub guaranteed: Option<Share>,
    /// None: nobody knows.
    pub margin: Option<Share>,
    pub months: Option<u32>,
    pub more_months: Option<u32>,
    pub source: String,
}

pub async fn write_line(desk: &Desk, actor: &Actor, ask: WriteLine) -> Result<Record<PipelineLineId, PipelineLine>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let facts = facts(&mut typed, &ask, desk.today());
    let mut rests_on = ask.rests_on.clone();
    let says = [rests_on.law.is_some(), rests_on.funded_until.is_some(), rests_on.parties.is_some(), rests_on.evidence.is_some()];
    typed.ask("law", says.contains(&true), "Say at least one thing the policy behind it rests on: law, money, parties or evidence");
    typed.ask("evidence", rests_on.evidence.is_none_or(|grade| grade <= 6), "Choose a grade from the list");
    let mend = "Say where that is from: the Act, the budget report, the vote";
    rests_on.source = typed.text("ground_source", &rests_on.source, TEXT, mend);
    let offer = ask.offer.as_ref().map(|offer| offered(&mut typed, offer));
    let reason = typed.optional("reason", &ask.reason, TEXT);
    typed.done()?;
    let mut write = desk.write(actor).await?;
    if let Some(service) = ask.service {
        store::services::find(&mut write.tx, &actor.scope, service).await?;
    }
    let line = PipelineLine { facts, told: Vec::new(), rests_on, offer, service: ask.service };
    let (record, said) = match ask.line {
        None => (kept(desk, desk.new_id(), Audience::Partners, line), "was written down".to_owned()),
        Some((id, version)) => {
            let mut record = store::pipeline_lines::find(&mut write.tx, &actor.scope, id).await?;
            if record.version != version {
                return Err(DeskError::Stale);
            }
            if record.noun.is_cancelled() {
                return Err(DeskError::refused(
                    "line_is_cancelled",
                    "The market was told that this will not come. Write a new line for what comes in its place.",
                ));
            }
            let told = std::mem::take(&mut record.noun.told);
            record.noun = PipelineLine { told, ..line };
            record.changed_at = desk.now();
            let said = if record.noun.is_published() {
                let mut typed = Typed::new();
                typed.ask("reason", !reason.is_empty(), "The market was told of this line: say why it changes. The reason is public");
                typed.done()?;
                let facts = record.noun.facts.clone();
                let said = format!("was changed, and the market is told: {reason}");
                record.noun.told.push(PipelineTold { on: desk.today(), facts, is_cancelled: false, reason, by_role: actor.role.clone() });
                said
            } else {
                "was changed".to_owned()
            };
            (record, said)
        }
    };
    let record = store::pipeline_lines::save(&mut write.tx, &record).await?;
    let line = format!("The pipeline line “{}” {said}", record.noun.facts.what);
    let line = format!("{}.", line.trim_end_matches('.'));
    write.commit("write_line", "pipeline line", Some(record.id.uuid()), line).await?;
    Ok(record)
}

fn facts(typed: &mut Typed, ask: &WriteLine, today: Date) -> PipelineFacts {
    let value = ask.value.unwrap_or(Money::ZERO);
    typed.ask("value", value > Money::ZERO, "Say what it is worth over its whole length");
    typed.ask("expected", ask.expected.is_some(), "Say when the market is to be asked");
    let months = ask.months.unwrap_or(0);
    typed.ask("months", (1..=600).contains(&months), "Say for how many months it runs, 1 to 600");
    let cpv = typed.optional("cpv", &ask.cpv, 10);
    let is_code = cpv.is_empty() || (cpv.len() >= 8 && cpv.chars().all(|c| c.is_ascii_digit() || c == '-'));
    typed.ask("cpv", is_code, "Write a code of the common procurement vocabulary, such as 85312000, or leave it empty");
    PipelineFacts {
        what: typed.text("what", &ask.what, LINE, "Say what is coming, as a provider would say it"),
        volume: typed.text("volume", &ask.volume, LINE, "Say how much, with its unit: “9,400 hours a week”"),
        value,
        expected: ask.expected.unwrap_or(today),
        months,
        place: typed.text("place", &ask.place, LINE, "Say where"),
        way: typed.text("way", &ask.way, LINE, "Say which way is thought of: open procedure, framework, grant, “not yet known”"),
        contact: typed.text("contact", &ask.contact, LINE, "Say whom to ask: a role, and an address that is public"),
        cpv,
    }
}

fn offered(typed: &mut Typed, offer: &OfferTyped) -> CommitmentOffer {
    let months = offer.months.unwrap_or(0);
    typed.ask("offer_months", (1..=600).contains(&months), "Say for how many months it is certain, 1 to 600");
    typed.ask("guaranteed", offer.guaranteed.is_some(), "Say how much of the work is promised whatever comes: 0% is an answer too");
    typed.ask("income", offer.income.is_some(), "Say what one supplier would be paid in a year");
    let (funding, reusable) = (offer.funding.unwrap_or(Money::ZERO), offer.reusable.unwrap_or(Money::ZERO));
    let is_positive = [offer.investment, funding, reusable].into_iter().all(|amount| amount >= Money::ZERO);
    let within = is_positive && offer.investment.pence().checked_sub(funding.pence()).is_some_and(|left| left >= reusable.pence());
    typed.ask("investment", within, "What is paid for and what can be used again come to no more than what is to be invested");
    CommitmentOffer {
        investment: offer.investment,
        funding,
        reusable,
        income: offer.income.unwrap_or(Money::ZERO),
        guaranteed: offer.guaranteed.unwrap_or(Share::NONE),
        margin: offer.margin,
        months,
        more_months: offer.more_months.unwrap_or(0),
        source: typed.text("offer_source", &offer.source, LINE, "Say where these figures are from"),
    }
}
