//! What people wrote in decision papers, and what was decided on them.

use anyhow::{Context, Result};
use desk::Desk;
use desk::plan::decide::{Decide, Expected, decide};
use desk::plan::paper::clear_paper::{ClearPaper, clear_paper};
use desk::plan::paper::equality_digest;
use desk::plan::paper::write_paper::{AddWord, Word, WritePaper, add_word, write_paper};
use desk::plan::paper::write_section::{WriteSection, write_section};

use super::case_steps::measured;
use super::world::World;
use crate::county::papers::{CABINET_MEMBER, PaperTold};
use crate::county::people::HELEN;

pub async fn play(world: &mut World, desk: &Desk, told: &PaperTold) -> Result<()> {
    let by = world.person(HELEN).await?;
    let case = world.case(told.case)?.clone();
    let service = case.noun.services.first().copied().with_context(|| format!("{} has no service", told.case))?;
    let (paragraph, exempt_until, because) = told.exempt.map_or((None, None, ""), |(n, until, why)| (Some(n), Some(until), why));
    let ask = WritePaper {
        paper: None,
        case: case.id,
        service,
        change: told.change.into(),
        part: String::new(),
        kind: told.kind,
        title: told.title.into(),
        recommends: told.recommends.into(),
        reasons: told.reasons.into(),
        alternatives: told.alternatives.into(),
        decides: told.decides.into(),
        meets_on: told.meets_on,
        listed_on: told.listed_on,
        is_key: told.is_key,
        accountable: CABINET_MEMBER.into(),
        confidence: told.confidence.into(),
        would_change: told.would_change.into(),
        paragraph,
        exempt_until,
        exempt_because: because.into(),
        allocation: world.allocation.as_ref().filter(|_| told.rests_on_the_allocation).map(|record| record.id),
    };
    let mut paper = write_paper(desk, &by, ask).await?;
    for &(of, says, exempt) in &told.sections {
        let ask = WriteSection { paper: paper.id, version: paper.version, of, says: says.into(), exempt: exempt.into() };
        paper = write_section(desk, &by, ask).await?;
    }
    for &(says, set_by) in &told.priorities {
        let word = Word::Priority { says: says.into(), set_by: set_by.into() };
        paper = add_word(desk, &by, AddWord { paper: paper.id, version: paper.version, word }).await?;
    }
    for &(who, says) in &told.not_agreed {
        let word = Word::NotAgreed { says: says.into(), by: who.into() };
        paper = add_word(desk, &by, AddWord { paper: paper.id, version: paper.version, word }).await?;
    }
    for &(office, name, note) in &told.cleared {
        let ask = ClearPaper { paper: paper.id, version: paper.version, office, name: name.into(), note: note.into() };
        paper = clear_paper(desk, &by, ask).await?;
    }
    let Some(decision) = told.decision else { return Ok(()) };
    let (measure, value) = measured(world, Some(decision.measure.0), Some(decision.measure.1))?;
    let ask = Decide {
        case: case.id,
        version: case.version,
        service,
        change: told.change.into(),
        part: String::new(),
        what: decision.what.into(),
        reasons: told.reasons.into(),
        alternatives: told.alternatives.into(),
        decided_on: told.meets_on,
        expects: vec![Expected { what: decision.expects.into(), due: Some(decision.due), measure, value }],
        smallest_test: decision.smallest_test.into(),
        review_on: Some(decision.review_on),
        accountable: CABINET_MEMBER.into(),
        taken_by: told.decides.into(),
        not_agreed: String::new(),
        equality_read: equality_digest(&paper.noun),
        why_not_wider: decision.why_not_wider.into(),
        skills_missing: decision.skills_missing.into(),
    };
    decide(desk, &by, ask).await?;
    Ok(())
}
