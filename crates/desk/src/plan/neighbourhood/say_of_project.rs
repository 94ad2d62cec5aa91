//! What is decided of a project: by the neighbourhood within its budget; above its limit, by the authority too.

use model::id::NeighbourhoodId;
use model::neighbourhood::{Neighbourhood, NeighbourhoodWord, ProjectState};
use model::record::Record;
use model::role::Permission;
use quantity::Money;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{TEXT, Typed};

/// Whose word it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordOf {
    Neighbourhood,
    Authority,
}

pub struct SayOfProject {
    pub neighbourhood: NeighbourhoodId,
    pub version: i64,
    /// Its place in the list, from 0.
    pub project: usize,
    pub word_of: WordOf,
    pub yes: Option<bool>,
    /// Where the word stands: minutes, a record of decision.
    pub note: String,
}

/// The neighbourhood's word is entered by those who may change cases; the authority's by those who may decide for it.
pub async fn say_of_project(desk: &Desk, actor: &Actor, ask: SayOfProject) -> Result<Record<NeighbourhoodId, Neighbourhood>, DeskError> {
    actor.may(match ask.word_of {
        WordOf::Neighbourhood => Permission::WriteCases,
        WordOf::Authority => Permission::Decide,
    })?;
    let mut typed = Typed::new();
    typed.ask("yes", ask.yes.is_some(), "Choose what was decided");
    let note = typed.text("note", &ask.note, TEXT, "Say where the decision stands, and why it was taken");
    typed.done()?;
    let yes = ask.yes == Some(true);
    let mut write = desk.write(actor).await?;
    let mut record = store::neighbourhoods::find(&mut write.tx, &actor.scope, ask.neighbourhood).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    let noun = &record.noun;
    let project = noun.projects.get(ask.project).ok_or(DeskError::NotFound)?;
    may_be_said(noun, project, ask.word_of, yes)?;
    let (title, place) = (project.title.clone(), noun.place.clone());
    let word = NeighbourhoodWord { yes, note, by_role: actor.role.clone(), on: desk.today() };
    let Some(project) = record.noun.projects.get_mut(ask.project) else { return Err(DeskError::NotFound) };
    let who = match ask.word_of {
        WordOf::Neighbourhood => {
            project.decided = Some(word);
            // What was agreed to was another decision.
            project.agreed = None;
            place
        }
        WordOf::Authority => {
            project.agreed = Some(word);
            "the authority".to_owned()
        }
    };
    record.changed_at = desk.now();
    let record = store::neighbourhoods::save(&mut write.tx, &record).await?;
    let answer = if yes { "yes" } else { "no" };
    write.commit("say_of_project", "neighbourhood", Some(record.id.uuid()), format!("“{title}”: {answer}, says {who}.")).await?;
    Ok(record)
}

fn may_be_said(
    of: &Neighbourhood,
    project: &model::neighbourhood::NeighbourhoodProject,
    word_of: WordOf,
    yes: bool,
) -> Result<(), DeskError> {
    match word_of {
        WordOf::Neighbourhood if yes => {
            let is_counted = matches!(of.state(project), ProjectState::GoesAhead | ProjectState::Waiting);
            let left = of.left() + if is_counted { project.cost } else { Money::ZERO };
            if project.cost > left {
                return Err(DeskError::refused(
                    "budget_is_spent",
                    format!(
                        "“{}” costs {} and {} is left of the budget of {}. Say no to another first, or put it forward smaller.",
                        project.title,
                        project.cost.in_full(),
                        left.in_full(),
                        of.place
                    ),
                ));
            }
            Ok(())
        }
        WordOf::Neighbourhood => Ok(()),
        WordOf::Authority if !of.is_above_limit(project) => Err(DeskError::refused(
            "within_the_limit",
            format!("“{}” costs no more than {}: the neighbourhood decides on it alone.", project.title, of.limit.in_full()),
        )),
        WordOf::Authority if !project.decided.as_ref().is_some_and(|word| word.yes) => Err(DeskError::refused(
            "neighbourhood_first",
            format!("The neighbourhood has not chosen “{}”: its word comes first.", project.title),
        )),
        WordOf::Authority => Ok(()),
    }
}
