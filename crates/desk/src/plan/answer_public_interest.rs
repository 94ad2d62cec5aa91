//! Answering the questions of a Public Interest Test: could the authority run the service itself? Kept with the readiness check.

use model::id::CheckId;
use model::public_interest::{Indication, InterestAnswer, PublicInterest};
use model::readiness::ReadinessCheck;
use model::record::Record;
use model::role::Permission;
use quantity::Money;

use crate::actor::Actor;
use crate::config::public_interest_test;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{TEXT, Typed};

pub struct AnswerPublicInterest {
    pub check: CheckId,
    pub version: i64,
    /// Of the whole life of the contract, VAT included.
    pub estimated_value: Option<Money>,
    /// Why the test does not apply; empty where it does.
    pub excluded: String,
    /// Questions left out, and those with nothing in them, stay unanswered.
    pub answers: Vec<InterestAnswer>,
    pub indication: Indication,
    pub reasons: String,
}

/// Some now and some later: what is kept is what was answered, and the record says what was not.
pub async fn answer_public_interest(
    desk: &Desk,
    actor: &Actor,
    ask: AnswerPublicInterest,
) -> Result<Record<CheckId, ReadinessCheck>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let test = public_interest_test::defaults().map_err(|error| DeskError::refused("configuration_unreadable", error.to_string()))?;
    let mut typed = Typed::new();
    typed.ask("estimated_value", ask.estimated_value.is_none_or(|value| value >= Money::ZERO), "Use nothing or more");
    let excluded = typed.optional("excluded", &ask.excluded, TEXT);
    let mut reasons = typed.optional("reasons", &ask.reasons, TEXT);
    if ask.indication != Indication::NotYetSaid {
        reasons = typed.text("reasons", &reasons, TEXT, "Say why the test points there");
    }
    let mut answers = Vec::new();
    for answer in ask.answers {
        let Some(question) = test.questions().find(|question| question.code == answer.code) else {
            typed.fault("answers", format!("“{}” is not a question of this test: take it out", answer.code));
            continue;
        };
        let because = typed.optional("answers", &answer.because, TEXT);
        let evidence = typed.optional("answers", &answer.evidence, TEXT);
        typed.ask("answers", answer.points.is_none() || !because.is_empty(), format!("Say why the answer points there: {}", question.asks));
        if answer.points.is_some() || !because.is_empty() || !evidence.is_empty() {
            answers.push(InterestAnswer { code: answer.code, points: answer.points, because, evidence });
        }
    }
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let mut record = store::readiness_checks::find(&mut write.tx, &actor.scope, ask.check).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    let answered = answers.iter().filter(|answer| answer.points.is_some()).count();
    let mut said = PublicInterest {
        estimated_value: ask.estimated_value,
        excluded,
        answers,
        indication: ask.indication,
        reasons,
        by_role: actor.role.clone(),
        on: desk.today(),
        version: 1,
        approved: None,
        earlier: Vec::new(),
    };
    let mut after_approval = String::new();
    if let Some(mut before) = record.noun.public_interest.take() {
        said.version = before.version;
        said.earlier = std::mem::take(&mut before.earlier);
        if before.approved.is_some() {
            if said.says_what(&before) {
                return Err(DeskError::refused("nothing_changed", "These are the answers that were approved: nothing was changed."));
            }
            said.version = before.version.saturating_add(1);
            after_approval =
                format!(" This is version {}: version {} stays approved as it was, and this one is a draft.", said.version, before.version);
            said.earlier.push(before);
        }
    }
    record.noun.public_interest = Some(said);
    record.changed_at = desk.now();
    let record = store::readiness_checks::save(&mut write.tx, &record).await?;
    let line = format!("{answered} of {} questions of the Public Interest Test are answered.{after_approval}", test.questions().count());
    write.commit("answer_public_interest", "readiness check", Some(record.id.uuid()), line).await?;
    Ok(record)
}
