//! A figure corrected and checked from outside; the record of a Public Interest Test answered and approved.

use anyhow::{Context, Result};
use desk::Desk;
use desk::analyse::correct_data_point::{CorrectDataPoint, correct_data_point};
use desk::analyse::tests_touched::{CheckCorrection, check_correction};
use desk::plan::answer_public_interest::{AnswerPublicInterest, answer_public_interest};
use desk::plan::approve_public_interest::{ApprovePublicInterest, approve_public_interest};
use desk::plan::read_issue::read_issue;
use desk::review::read_measure::read_measure;
use model::public_interest::{Indication, InterestAnswer};
use model::role::Permission;
use quantity::Period;

use super::world::World;
use crate::county::people::{AMARA, DAN, HELEN};
use crate::county::series::points;
use crate::county::{correction, measures::measures, public_interest};

/// Dan corrects the figure from the document it stands in. Until somebody outside has looked, the test that rests on it is void.
pub async fn correct(world: &mut World, desk: &Desk) -> Result<()> {
    let dan = world.person(DAN).await?;
    let period = Period::parse(correction::PERIOD)?;
    let fact = measures().into_iter().find(|fact| fact.key == correction::MEASURE).context("no such measure")?;
    let right = points(&fact).into_iter().find(|point| point.period == period).context("no such figure")?.value;
    let reference = world.measure_record(correction::MEASURE)?.reference.clone().context("a measure without a reference")?;
    let view = read_measure(desk, &dan, &reference, None).await?;
    let point = view.points.iter().find(|point| point.period == period).context("the figure has not come")?;
    let ask = CorrectDataPoint {
        point: point.id,
        value: Some(right),
        numerator: None,
        denominator: None,
        reason: correction::REASON.into(),
        document: correction::DOCUMENT.into(),
        dated: None,
    };
    correct_data_point(desk, &dan, ask).await?;
    newest_test(world, desk).await
}

/// Amara, of the ICB, looks at the document.
pub async fn check(world: &mut World, desk: &Desk) -> Result<()> {
    let amara = world.person(AMARA).await?;
    let test = world.test(correction::ISSUE)?;
    let ask =
        CheckCorrection { test: test.id, version: test.version, period: Period::parse(correction::PERIOD)?, note: correction::NOTE.into() };
    let test = check_correction(desk, &amara, ask).await?;
    world.tests.insert(correction::ISSUE, test);
    Ok(())
}

/// The test as the correction left it.
async fn newest_test(world: &mut World, desk: &Desk) -> Result<()> {
    let helen = world.person(HELEN).await?;
    let reference = world.issue(correction::ISSUE)?.reference.clone().context("an issue without a reference")?;
    let view = read_issue(desk, &helen, &reference).await?;
    let test = view.tests.into_iter().next_back().context("the issue has no test")?;
    world.tests.insert(correction::ISSUE, test);
    Ok(())
}

pub async fn answer_interest(world: &mut World, desk: &Desk) -> Result<()> {
    let helen = world.person(HELEN).await?;
    let check = world.checks.get("housing").context("the check has not been asked")?;
    let answer = |&(code, points, because, evidence): &public_interest::Told| InterestAnswer {
        code: code.into(),
        points: Some(points),
        because: because.into(),
        evidence: evidence.into(),
    };
    let ask = AnswerPublicInterest {
        check: check.id,
        version: check.version,
        estimated_value: Some(public_interest::VALUE),
        excluded: String::new(),
        answers: public_interest::ANSWERS.iter().map(answer).collect(),
        indication: Indication::InHouse,
        reasons: public_interest::REASONS.into(),
    };
    let check = answer_public_interest(desk, &helen, ask).await?;
    world.checks.insert("housing", check);
    Ok(())
}

pub async fn approve_interest(world: &mut World, desk: &Desk) -> Result<()> {
    let (code, title, name) = public_interest::DIRECTOR;
    let mut director = world.staff(title, Permission::Decide).await?;
    (director.role_codes, director.name) = (vec![code.to_owned()], name.to_owned());
    let check = world.checks.get("housing").context("the check has not been asked")?;
    let ask = ApprovePublicInterest { check: check.id, version: check.version, note: public_interest::APPROVAL.into() };
    let check = approve_public_interest(desk, &director, ask).await?;
    world.checks.insert("housing", check);
    Ok(())
}
