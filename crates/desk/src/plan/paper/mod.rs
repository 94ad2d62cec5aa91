//! The decision paper: written, cleared, frozen with its evidence at the decision, and worked out again.

pub(crate) mod change_paper;
pub mod changed;
pub mod clear_paper;
pub mod list_papers;
pub mod not_chosen;
pub mod pack;
pub mod questions;
pub mod read_decision;
pub mod read_paper;
pub mod timetable;
pub mod told_allocation;
pub mod told_options;
pub mod verify_pack;
pub mod view;
pub mod write_paper;
pub mod write_section;

use model::audience::{Audience, Scope};
use model::id::PaperId;
use model::paper::{Clearance, Exempt, Paper, SectionOf};
use model::record::Record;
use serde_json::json;

/// Digest of what an officer clears: all that is written in a paper, but neither who cleared it nor who does not agree.
pub fn digest_of(paper: &Paper) -> String {
    let cleared = Paper { clearances: Vec::new(), not_agreed: Vec::new(), listed_on: None, ..paper.clone() };
    store::files::digest(json!(cleared).to_string().as_bytes())
}

/// Digest of what is said of equality, both parts; of nothing where nobody wrote it.
pub fn equality_digest(paper: &Paper) -> Option<String> {
    let section = paper.section(SectionOf::Equality)?;
    Some(store::files::digest(json!([section.says, section.exempt]).to_string().as_bytes()))
}

/// A clearance holds for the words that were cleared.
pub fn still_clears(paper: &Paper, given: &Clearance) -> bool {
    given.of == digest_of(paper)
}

/// Who may read and write Part 2: whoever may see what is exempt under its paragraph until its date, in the paper's owner or as a member.
pub fn sees_part_2(scope: &Scope, paper: &Record<PaperId, Paper>) -> bool {
    match &paper.noun.exempt {
        Some(Exempt { paragraph, until, .. }) => {
            scope.may_see(paper.owner, &Audience::Exempt { paragraph: *paragraph, until: *until }, None, false)
        }
        None => scope.sees_exempt && (paper.owner == scope.organisation || scope.is_member),
    }
}

/// May it stand in a paper that others read? What is sealed, exempt or a working draft never comes along.
pub(crate) fn is_open<I, T>(record: &Record<I, T>) -> bool {
    !record.sealed && !matches!(record.audience, Audience::Exempt { .. } | Audience::WorkingDraft)
}

/// May it be told beside a paper, to this scope? A paper's own audience governs what stands in it.
pub(crate) fn comes_along<I, T>(scope: &Scope, record: &Record<I, T>) -> bool {
    is_open(record) || scope.may_see(record.owner, &record.audience, record.about, record.sealed)
}

/// A paper begins with partners and goes to members when it is listed or decided on; it is never narrowed again. Has it gone to them now?
pub(crate) fn goes_to_members(paper: &mut Record<PaperId, Paper>) -> bool {
    let goes = paper.audience == Audience::Partners;
    if goes {
        paper.audience = Audience::Members;
    }
    goes
}

/// Takes Part 2 out. A clearance is of both parts: what was cleared reads as cleared afterwards too, and what was not reads as not.
pub(crate) fn without_exempt_words(paper: &mut Paper) {
    let holds: Vec<bool> = paper.clearances.iter().map(|given| still_clears(paper, given)).collect();
    paper.sections.iter_mut().for_each(|section| section.exempt.clear());
    let of = digest_of(paper);
    for (given, holds) in paper.clearances.iter_mut().zip(holds) {
        given.of = if holds { of.clone() } else { String::new() };
    }
}

/// The paper of one question, the latest where there are several.
pub(crate) fn for_question<'a>(
    papers: &'a [Record<PaperId, Paper>],
    service: model::id::ServiceId,
    change: &str,
    part: &str,
) -> Option<&'a Record<PaperId, Paper>> {
    papers.iter().rfind(|paper| paper.noun.service == service && paper.noun.change == change && paper.noun.part == part)
}
