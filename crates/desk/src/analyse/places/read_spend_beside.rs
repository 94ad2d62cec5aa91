//! What a place spends beside an outcome, and both beside its peers: a reason to look, and no more.

use methods::benchmark::quadrant::{self, Pair, Placed};
use model::role::Permission;
use quantity::code::AreaCode;
use quantity::{Direction, Unit};

use super::compared::{Compared, better};
use super::known::known;
use super::peers::{Choice, Peers};
use super::read_place::lines;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;

pub struct SpendBeside {
    pub code: AreaCode,
    pub name: String,
    /// Measures of the place in pounds, and those of which one direction is good, each with its code and title: what can be chosen.
    pub spends: Vec<(String, String)>,
    pub outcomes: Vec<(String, String)>,
    /// None where the place has no measure in pounds, or none with a good direction.
    pub chosen: Option<Beside>,
}

/// One spend beside one outcome.
pub struct Beside {
    pub spend: Compared,
    pub outcome: Compared,
    pub peers: Peers,
    /// The place and those of its peers that have both figures, the place itself first.
    pub pairs: Vec<Pair>,
    /// Where each lies, or why nothing can be said.
    pub placed: Result<Vec<Placed>, String>,
}

/// `spend` and `outcome` are codes of measures; what is empty or is not of the place gives the first there is.
pub async fn read_spend_beside(
    desk: &Desk,
    actor: &Actor,
    code: &AreaCode,
    (spend, outcome): (&str, &str),
    choice: &Choice,
) -> Result<SpendBeside, DeskError> {
    actor.may(Permission::ReadCases)?;
    let known = known(desk, actor).await?;
    let all = lines(desk, &known, code, choice).await?;
    if all.is_empty() && !known.is_named(code) {
        return Err(DeskError::NotFound);
    }
    let (spends, others): (Vec<_>, Vec<_>) =
        all.into_iter().filter(|(one, _)| one.of.is_everyone()).partition(|(one, _)| one.measure.unit == Unit::Pounds);
    let outcomes: Vec<_> = others.into_iter().filter(|(one, _)| better(&one.measure) != Direction::Neither).collect();
    let measures =
        |lines: &[(Compared, Peers)]| lines.iter().map(|(one, _)| (one.measure.code.clone(), one.measure.title.clone())).collect();
    Ok(SpendBeside {
        code: code.clone(),
        name: known.name(code),
        spends: measures(&spends),
        outcomes: measures(&outcomes),
        chosen: of_code(&spends, spend).zip(of_code(&outcomes, outcome)).map(|(spend, outcome)| beside(spend, outcome)),
    })
}

fn of_code<'l>(lines: &'l [(Compared, Peers)], code: &str) -> Option<&'l (Compared, Peers)> {
    lines.iter().find(|(one, _)| one.measure.code == code).or(lines.first())
}

/// By the peers that suit the outcome: who is like it in need matters more than who is like it in money.
fn beside((spend, _): &(Compared, Peers), (outcome, peers): &(Compared, Peers)) -> Beside {
    let own = |one: &Compared| one.reading.as_ref().map_or_else(|_| String::new(), |reading| reading.own.place.clone());
    let name = Some(own(outcome)).filter(|name| !name.is_empty()).unwrap_or_else(|| own(spend));
    let spent = |place: &str| spend.peers.iter().find(|figure| figure.place == place).map(|figure| figure.value);
    let mut pairs = vec![Pair { place: name, spend: spend.value, outcome: outcome.value }];
    pairs.extend(
        outcome
            .peers
            .iter()
            .filter_map(|figure| Some(Pair { place: figure.place.clone(), spend: spent(&figure.place)?, outcome: figure.value })),
    );
    let placed = quadrant::read(&pairs, better(&outcome.measure)).map_err(|refusal| refusal.to_string());
    Beside { spend: spend.clone(), outcome: outcome.clone(), peers: peers.clone(), pairs, placed }
}
