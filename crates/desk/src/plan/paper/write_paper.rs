//! Beginning a decision paper, and changing what it asks.

use model::audience::Audience;
use model::id::{AllocationId, CaseId, PaperId, ServiceId};
use model::paper::{Exempt, NotAgreed, Paper, PaperKind, PolicyPriority};
use model::record::Record;
use model::role::Permission;
use quantity::Date;

use crate::actor::Actor;
use crate::config::deciding::deciding;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::kept;
use crate::plan::gather::{self, Asked};
use crate::plan::paper::change_paper::{change_paper, keep, open_to_change};
use crate::plan::paper::{goes_to_members, sees_part_2};
use crate::typed::{LINE, TEXT, Typed};

/// Most of paragraphs 1 to 7 of Schedule 12A that a paper may name.
const PARAGRAPHS: std::ops::RangeInclusive<u8> = 1..=7;

pub struct WritePaper {
    /// The paper and the version it was read at; none to begin one.
    pub paper: Option<(PaperId, i64)>,
    pub case: CaseId,
    pub service: ServiceId,
    pub change: String,
    pub part: String,
    pub kind: PaperKind,
    pub title: String,
    pub recommends: String,
    pub reasons: String,
    pub alternatives: String,
    /// Code of who decides.
    pub decides: String,
    pub meets_on: Option<Date>,
    pub listed_on: Option<Date>,
    pub is_key: bool,
    pub accountable: String,
    pub confidence: String,
    pub would_change: String,
    /// Paragraph of Schedule 12A, until when, and why; all three or none.
    pub paragraph: Option<u8>,
    pub exempt_until: Option<Date>,
    pub exempt_because: String,
    /// The allocation of shared money it rests on, where it rests on one.
    pub allocation: Option<AllocationId>,
}

/// For partners until its entry in the forward plan is published, for members from then on. A paper without a named accountable member, or without saying how sure it is and what would change it, is refused.
pub async fn write_paper(desk: &Desk, actor: &Actor, ask: WritePaper) -> Result<Record<PaperId, Paper>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let today = desk.today();
    let rules = deciding()?;
    let mut typed = Typed::new();
    let title = typed.text("title", &ask.title, LINE, "Give the paper a title, as it stands on the agenda");
    let recommends = typed.text("recommends", &ask.recommends, TEXT, "Say what is asked, one sentence a line");
    let reasons = typed.text("reasons", &ask.reasons, TEXT, "Say why: a recommendation without reasons cannot be relied on");
    let alternatives = typed.text("alternatives", &ask.alternatives, TEXT, "Say what else was considered, and why it is not recommended");
    let accountable =
        typed.text("accountable", &ask.accountable, LINE, "Name the elected member who answers for what is valued here, with their office");
    let confidence = typed.text("confidence", &ask.confidence, TEXT, "Say how sure this is, and what that rests on");
    let would_change = typed.text("would_change", &ask.would_change, TEXT, "Say what would change the recommendation");
    let because = typed.optional("exempt_because", &ask.exempt_because, TEXT);
    let body = rules.body(&ask.decides);
    typed.ask("decides", body.is_some(), "Choose who decides");
    let members_only = body.is_none_or(|body| !ask.is_key || body.takes_key_decisions);
    typed.ask("decides", members_only, "A key decision is for members who may take one: choose another body, or say that it is not key");
    typed.ask("listed_on", ask.listed_on.is_none_or(|on| on <= today), "Use a date that is today or earlier");
    let exempt = match (ask.paragraph, ask.exempt_until, because.is_empty()) {
        (None, None, true) => None,
        (Some(paragraph), Some(until), false) if PARAGRAPHS.contains(&paragraph) && until > today => {
            Some(Exempt { paragraph, until, because })
        }
        (paragraph, until, is_empty) => {
            typed.ask("paragraph", paragraph.is_some_and(|n| PARAGRAPHS.contains(&n)), "Name the paragraph of Schedule 12A, 1 to 7");
            typed.ask("exempt_until", until.is_some_and(|until| until > today), "Say until when it is kept back: a date after today");
            typed.ask("exempt_because", !is_empty, "Say why keeping it back outweighs the public’s interest in knowing");
            None
        }
    };
    typed.done()?;

    let mut write = desk.write(actor).await?;
    let case = store::cases::find(&mut write.tx, &actor.scope, ask.case).await?;
    // The question has to be one that can be asked: a service of the case, a delivery model that is there.
    let asked = Asked { case: Some(case.id), service: ask.service, change: ask.change.clone(), part: ask.part.clone() };
    gather::work_out(desk, &mut write.tx, &asked).await?;
    if let Some(allocation) = ask.allocation {
        store::allocations::find(&mut write.tx, &actor.scope, allocation).await?;
    }
    let mut record = match ask.paper {
        Some(read_at) => open_to_change(&mut write.tx, actor, read_at).await?,
        None => kept(desk, desk.new_id(), Audience::Partners, blank(&asked, case.id)),
    };
    if record.noun.case != case.id {
        return Err(DeskError::NotFound);
    }
    let holds_words = record.noun.sections.iter().any(|section| !section.exempt.is_empty());
    if holds_words && exempt != record.noun.exempt {
        let mut typed = Typed::new();
        typed.ask(
            "exempt_until",
            sees_part_2(&actor.scope, &record),
            "Your role does not see what is exempt: leave this to someone whose does",
        );
        typed.ask(
            "paragraph",
            exempt.is_some(),
            "Exempt words stand in this paper: empty them first, or say under which paragraph they are kept back",
        );
        typed.done()?;
    }
    let before = record.noun;
    record.noun = Paper {
        kind: ask.kind,
        title,
        recommends,
        reasons,
        alternatives,
        decides: ask.decides,
        meets_on: ask.meets_on,
        listed_on: ask.listed_on,
        is_key: ask.is_key,
        accountable,
        confidence,
        would_change,
        exempt,
        allocation: ask.allocation,
        ..before
    };
    let goes = record.noun.listed_on.is_some() && goes_to_members(&mut record);
    let to_members = if goes { " It is listed, and members see it from now on." } else { "" };
    let line = format!("The paper “{}”, answered for by {}.{to_members}", record.noun.title, record.noun.accountable);
    keep(desk, write, record, "write_paper", line).await
}

fn blank(asked: &Asked, case: CaseId) -> Paper {
    Paper {
        case,
        service: asked.service,
        change: asked.change.clone(),
        part: asked.part.clone(),
        kind: PaperKind::OptionsAppraisal,
        title: String::new(),
        recommends: String::new(),
        reasons: String::new(),
        alternatives: String::new(),
        decides: String::new(),
        meets_on: None,
        listed_on: None,
        is_key: false,
        accountable: String::new(),
        confidence: String::new(),
        would_change: String::new(),
        sections: Vec::new(),
        exempt: None,
        clearances: Vec::new(),
        priorities: Vec::new(),
        not_agreed: Vec::new(),
        allocation: None,
    }
}

/// One thing that members say beside the evidence.
pub enum Word {
    /// Set by members, entered on their authority.
    Priority {
        says: String,
        set_by: String,
    },
    NotAgreed {
        says: String,
        by: String,
    },
}

pub struct AddWord {
    pub paper: PaperId,
    pub version: i64,
    pub word: Word,
}

/// Keeps a policy priority set by members, or who does not agree and what they say.
pub async fn add_word(desk: &Desk, actor: &Actor, ask: AddWord) -> Result<Record<PaperId, Paper>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let (says, who) = match &ask.word {
        Word::Priority { says, set_by } => (says, set_by),
        Word::NotAgreed { says, by } => (says, by),
    };
    let says = typed.text("says", says, TEXT, "Say what they say, in their words");
    let who = typed.text("by", who, LINE, "Say who says it: a member or body, by name or office");
    typed.done()?;
    change_paper(desk, actor, (ask.paper, ask.version), "add_word", |record| {
        let on = desk.today();
        Ok(match ask.word {
            Word::Priority { .. } => {
                let line = format!("A policy priority set by {who} stands in the paper “{}”.", record.noun.title);
                record.noun.priorities.push(PolicyPriority { says, set_by: who, on });
                line
            }
            Word::NotAgreed { .. } => {
                let line = format!("The paper “{}” is not agreed by {who}.", record.noun.title);
                record.noun.not_agreed.push(NotAgreed { by: who, says, on });
                line
            }
        })
    })
    .await
}
