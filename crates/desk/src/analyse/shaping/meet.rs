//! Writing down a meeting with the market: who was met, what was asked and what was learned. What one supplier said is shown to no other.

use model::audience::Audience;
use model::id::{BarrierAuditId, MarketMeetingId, PipelineLineId};
use model::market_meeting::{ConfidenceSurvey, MarketMeeting, MeetingKind};
use model::record::Record;
use model::role::Permission;
use quantity::Date;

use super::{lines, may_see_sealed};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::kept;
use crate::typed::{LINE, TEXT, Typed};

pub struct Meet {
    pub title: String,
    pub kind: Option<MeetingKind>,
    pub on: Option<Date>,
    /// Bodies, a line each.
    pub met: String,
    pub line: Option<PipelineLineId>,
    pub audit: Option<BarrierAuditId>,
    /// Lines, as `lines` reads them.
    pub learned: String,
    pub stranded: String,
    /// Where suppliers were asked how sure they are.
    pub survey_question: String,
    pub asked: Option<u32>,
    pub answered: Option<u32>,
    pub would_invest: Option<u32>,
}

pub async fn meet(desk: &Desk, actor: &Actor, ask: Meet) -> Result<Record<MarketMeetingId, MarketMeeting>, DeskError> {
    actor.may(Permission::WriteCases)?;
    may_see_sealed(actor)?;
    let mut typed = Typed::new();
    let title = typed.text("title", &ask.title, LINE, "Say what it was about");
    typed.ask("kind", ask.kind.is_some(), "Choose how they were met");
    let on = typed.past("on", ask.on, desk.today(), "Say when it was");
    let met = typed.text("met", &ask.met, TEXT, "Name the bodies that were met, a line each");
    let met: Vec<String> = met.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
    let learned = typed.lines("learned", &ask.learned, lines::learning);
    let stranded = typed.lines("stranded", &ask.stranded, lines::stranded);
    let confidence = survey(&mut typed, &ask);
    typed.done()?;
    let mut typed = Typed::new();
    typed.ask("learned", !learned.is_empty(), "Write at least one thing that was asked, and what was learned");
    typed.done()?;
    let Some(kind) = ask.kind else { return Err(DeskError::NotFound) };
    let mut write = desk.write(actor).await?;
    if let Some(line) = ask.line {
        store::pipeline_lines::find(&mut write.tx, &actor.scope, line).await?;
    }
    if let Some(audit) = ask.audit {
        store::barrier_audits::find(&mut write.tx, &actor.scope, audit).await?;
    }
    let noun = MarketMeeting { title, kind, on, met, line: ask.line, audit: ask.audit, learned, confidence, stranded };
    let record = Record { sealed: true, ..kept(desk, desk.new_id(), Audience::Partners, noun) };
    let record = store::market_meetings::save(&mut write.tx, &record).await?;
    let line = format!("A meeting with the market was written down: “{}”.", record.noun.title);
    write.commit("meet", "meeting with the market", Some(record.id.uuid()), line).await?;
    Ok(record)
}

fn survey(typed: &mut Typed, ask: &Meet) -> Option<ConfidenceSurvey> {
    let question = typed.optional("survey_question", &ask.survey_question, LINE);
    let figures = [ask.asked, ask.answered, ask.would_invest];
    if question.is_empty() && figures.iter().all(Option::is_none) {
        return None;
    }
    let [asked, answered, would_invest] = figures.map(|figure| figure.unwrap_or(0));
    typed.ask("survey_question", !question.is_empty(), "Write the question as it was put");
    typed.ask("asked", ask.asked.is_some_and(|asked| asked > 0), "Say how many were asked");
    typed.ask("answered", ask.answered.is_some() && answered <= asked, "Say how many answered: no more than were asked");
    typed.ask("would_invest", ask.would_invest.is_some() && would_invest <= answered, "Say how many said yes: no more than answered");
    Some(ConfidenceSurvey { question, asked, answered, would_invest })
}
