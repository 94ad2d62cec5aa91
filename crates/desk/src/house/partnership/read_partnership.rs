//! A partnership as one reader sees it: everything gathered and told, and nothing that was said blind before its time.

use std::collections::BTreeMap;

use methods::relationships::collaboration::{self, Answer, Because, Reading};
use methods::relationships::partnership_check;
use model::case::Case;
use model::id::{CaseId, OrganisationId, PartnershipId, PriorityId};
use model::partnership::{Asks, PartIn, Partnership};
use model::partnership_answer::PartnershipAnswer;
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use quantity::rounding::shown;
use quantity::{Money, period};

use super::look_back::question;
use super::told_incentives::{self, IncentiveTold};
use super::told_joint::{self, JointPoint};
use super::told_meetings::{self, MeetingsTold};
use super::told_rounds::{self, RoundTold};
use super::{rules, speaks_as};
use crate::actor::Actor;
use crate::config::relationships::Relationships;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::money::read_fund::{FundView, read_fund};

#[derive(Debug, Clone)]
pub struct PartnershipView {
    pub partnership: Record<PartnershipId, Partnership>,
    pub names: BTreeMap<OrganisationId, String>,
    pub priorities: BTreeMap<PriorityId, String>,
    pub rules: Relationships,
    pub editions: Editions,
    pub meetings: MeetingsTold,
    pub rounds: Vec<RoundTold>,
    pub joint: Vec<JointPoint>,
    pub incentives: Vec<IncentiveTold>,
    /// None: no fund is named, or the reader cannot see it.
    pub fund: Option<FundView>,
    /// Cases it works on that the reader can see.
    pub cases: Vec<Record<CaseId, Case>>,
    pub worth: Option<WorthTold>,
    /// Whether there is one list of priorities, in a sentence; empty before anybody was asked.
    pub one_list: String,
    /// Changes of structure without anything done for relationships, in sentences.
    pub structure_only: Vec<String>,
    /// What the reader's organisation may do here, where the reader speaks for it.
    pub speaks_as: Option<PartIn>,
    pub may_write: bool,
}

/// By which method and edition each figure is worked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editions {
    pub check: String,
    pub incentives: String,
    pub worth: String,
}

/// What the last looks back say together.
#[derive(Debug, Clone, PartialEq)]
pub struct WorthTold {
    pub reading: Reading,
    pub sentence: String,
}

impl PartnershipView {
    pub fn name(&self, body: OrganisationId) -> String {
        self.names.get(&body).cloned().unwrap_or_else(|| "a body you cannot see".to_owned())
    }

    pub fn title(&self, priority: PriorityId) -> String {
        self.priorities.get(&priority).cloned().unwrap_or_else(|| "a priority you cannot see".to_owned())
    }

    /// The newest round of a kind.
    pub fn newest(&self, asks: Asks) -> Option<&RoundTold> {
        self.rounds.iter().rev().find(|round| round.round.asks == asks)
    }
}

/// All partnerships the actor may see.
pub async fn list_partnerships(desk: &Desk, actor: &Actor) -> Result<Vec<Record<PartnershipId, Partnership>>, DeskError> {
    actor.may(Permission::ReadCases)?;
    Ok(store::partnerships::list(&mut desk.read().await?, &actor.scope).await?)
}

pub async fn read_partnership(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<PartnershipView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let today = desk.today();
    let rules = rules()?;
    let mut tx = desk.read().await?;
    let scope = &actor.scope;
    let partnership = store::partnerships::by_reference(&mut tx, scope, reference).await?;
    let names: BTreeMap<OrganisationId, String> =
        store::organisations::list(&mut tx, scope).await?.into_iter().map(|body| (body.id, body.noun.name)).collect();
    let priorities = store::priorities::list(&mut tx, scope).await?.into_iter().map(|record| (record.id, record.noun.title)).collect();
    let given: Vec<PartnershipAnswer> =
        store::partnership_answers::all_of(&mut tx, partnership.id).await?.into_iter().map(|record| record.noun).collect();
    let mut cases = store::cases::list(&mut tx, scope).await?;
    cases.retain(|case| partnership.noun.cases.contains(&case.id));
    let fund = match partnership.noun.fund {
        Some(fund) => store::funds::find(&mut tx, scope, fund).await.ok().and_then(|fund| fund.reference),
        None => None,
    };
    drop(tx);
    let fund = match fund {
        Some(reference) => Some(read_fund(desk, actor, &reference).await?),
        None => None,
    };
    let noun = &partnership.noun;
    let meetings = told_meetings::told(noun, &names, &rules.joint, today);
    let rounds = told_rounds::told(noun, &given, &names, actor, &rules, today);
    let joint = told_joint::told(&told_joint::Read {
        partnership: noun,
        names: &names,
        fund: noun.fund.map(|_| fund.as_ref().map(|fund| &fund.fund.noun)),
        rounds: &rounds,
        meetings: &meetings,
        rule: &rules.joint,
        today,
    });
    let incentives = noun.incentives.iter().map(|incentive| told_incentives::told(incentive, &names)).collect();
    Ok(PartnershipView {
        editions: Editions {
            check: partnership_check::METHOD.with_edition(),
            incentives: methods::appraisal::METHOD.with_edition(),
            worth: collaboration::METHOD.with_edition(),
        },
        worth: worth(noun, &rules),
        one_list: one_list(noun),
        structure_only: structure_only(noun),
        speaks_as: speaks_as(actor, noun),
        may_write: actor.can(Permission::WriteCases),
        partnership,
        names,
        priorities,
        rules,
        meetings,
        rounds,
        joint,
        incentives,
        fund,
        cases,
    })
}

fn one_list(partnership: &Partnership) -> String {
    match &partnership.one_list {
        None => String::new(),
        Some(list) if list.order.is_empty() => {
            let meet =
                list.leaders_meet.map_or_else(String::new, |day| format!(" Leaders meet about it on {}.", period::with_weekday(day)));
            format!("One list is not agreed, as of {}. {}{meet}", period::in_words(list.on), stopped(&list.says))
        }
        Some(list) => format!("One list was agreed on {}. {}", period::in_words(list.on), stopped(&list.says)),
    }
}

/// A sentence ends with a stop.
fn stopped(says: &str) -> String {
    let says = says.trim();
    if says.ends_with(['.', '!', '?']) { says.to_owned() } else { format!("{says}.") }
}

fn structure_only(partnership: &Partnership) -> Vec<String> {
    let bare = partnership.structure_changes.iter().filter(|change| change.plan.is_empty());
    bare.map(|change| {
        format!(
            "{} From {}: structure only. Nothing is planned for those who will have to work together.",
            stopped(&change.what),
            period::in_words(change.from)
        )
    })
    .collect()
}

fn worth(partnership: &Partnership, rules: &Relationships) -> Option<WorthTold> {
    let reviews: Vec<_> = partnership.reviews.iter().map(question).collect();
    let reading = collaboration::read(&reviews, &rules.collaboration_settings()).ok()?;
    let (last, next) = (reading.reviews.last()?, partnership.reviews.last()?);
    let cost = Money::from_pence(last.cost_pence).in_full();
    let because = match reading.because {
        Because::NothingTraced => {
            format!("At {} looks back in a row, no outcome for people could be traced to it.", rules.collaboration.without_outcome)
        }
        Because::NothingTracedYet => "The last look back traced no outcome for people to it; one alone does not decide.".to_owned(),
        Because::WorthLessThanItCosts | Because::WorthItsCost => {
            let ratio = last.ratio.map_or_else(|| "not known".to_owned(), |ratio| shown(ratio, 2));
            format!("For each pound it costs, what it brings about is worth £{ratio}.")
        }
        Because::NotValued => "An outcome is traced to it, and nobody has said what that is worth.".to_owned(),
    };
    let asks = match reading.answer {
        Answer::CarryOn => "The figures speak for carrying on.",
        Answer::StopOrFix => "The figures speak for stopping it or fixing it.",
        Answer::NotKnown => "Whether it is worth its cost is not known.",
    };
    let sentence = format!(
        "Since the look back before, working together cost {cost}. {because} {asks} On {} people chose: {}, by {}. {}",
        period::in_words(next.on),
        next.next.words(),
        period::in_words(next.by),
        stopped(&next.because)
    );
    Some(WorthTold { reading, sentence })
}
