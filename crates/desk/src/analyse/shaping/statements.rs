//! Market position statements: as they are written, with what they still lack; and their editions, as everybody may read them.

use model::audience::Audience;
use model::id::{MarketStatementId, StatementEditionId};
use model::market_statement::{MarketStatement, StatementEdition, StatementFigure};
use model::pipeline_line::PipelineFacts;
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use quantity::money::group_thousands;
use quantity::rounding::shown;
use quantity::{Date, Period};
use store::Tx;

use crate::actor::Actor;
use crate::analyse::demand::read_model::projected;
use crate::analyse::involvement::passer_by;
use crate::config::Settings;
use crate::config::shaping::{self, StatementRule};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::unreadable;

#[derive(Debug, Clone)]
pub struct StatementView {
    pub statement: Record<MarketStatementId, MarketStatement>,
    pub told: StatementTold,
    /// What it lacks before it can be published: the field, and a sentence each.
    pub lacks: Vec<(&'static str, String)>,
    /// The oldest first.
    pub editions: Vec<Record<StatementEditionId, StatementEdition>>,
    pub rule: StatementRule,
    pub today: Date,
}

/// What a statement draws on, as it stands now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StatementTold {
    pub demand: Vec<StatementFigure>,
    pub pipeline: Vec<PipelineFacts>,
    /// Why something named cannot be told, a sentence each.
    pub cannot: Vec<String>,
}

pub async fn list_statements(desk: &Desk, actor: &Actor) -> Result<Vec<Record<MarketStatementId, MarketStatement>>, DeskError> {
    actor.may(Permission::ReadCases)?;
    Ok(store::market_statements::list(&mut desk.read().await?, &actor.scope).await?)
}

pub async fn read_statement(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<StatementView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let statement = store::market_statements::by_reference(&mut tx, &actor.scope, reference).await?;
    let told = told(&mut tx, actor, &statement.noun).await?;
    let rule = shaping::defaults().map_err(unreadable)?.statement;
    let lacks = lacks(&statement.noun, &told, &rule, desk.today());
    let editions = store::statement_editions::by_statement(&mut tx, &actor.scope, statement.id).await?;
    Ok(StatementView { statement, told, lacks, editions, rule, today: desk.today() })
}

/// Demand and pipeline as they stand: needs that everybody may read, lines the market was told of.
pub(super) async fn told(tx: &mut Tx, actor: &Actor, of: &MarketStatement) -> Result<StatementTold, DeskError> {
    let smallest = Settings::in_force(tx).await?.smallest_count;
    let mut told = StatementTold::default();
    for id in &of.models {
        let model = store::demand_models::find(tx, &actor.scope, *id).await?;
        let title = &model.noun.title;
        let ends = projected(&model.noun).ok().and_then(|read| read.years.first().cloned().zip(read.years.last().cloned()));
        let Some((first, last)) = ends else {
            told.cannot.push(format!("“{title}” has no projection yet: state what is missing on its page."));
            continue;
        };
        for year in [first, last] {
            let volume = year.volume;
            told.demand.push(StatementFigure {
                what: format!("{title}, {}", Period::FinancialYear(year.year).in_words()),
                value: format!(
                    "{} {} (from {} to {})",
                    shown(volume.central, 0),
                    model.noun.unit,
                    shown(volume.low, 0),
                    shown(volume.high, 0)
                ),
                source: format!("Model of demand {}", model.reference.as_ref().map(ToString::to_string).unwrap_or_default()),
            });
        }
    }
    for id in &of.needs {
        let need = store::needs::find(tx, &actor.scope, *id).await?;
        let title = &need.noun.title;
        if need.audience != Audience::Public {
            told.cannot.push(format!("“{title}” is not public: open it to everybody first, or leave it out."));
            continue;
        }
        match need.noun.people_now() {
            None => told.cannot.push(format!("Nobody has counted who needs “{title}”: count first, or leave it out.")),
            Some((people, figure)) => told.demand.push(StatementFigure {
                what: title.clone(),
                value: if people > 0 && people < smallest {
                    format!("fewer than {smallest} people")
                } else {
                    format!("{} people", group_thousands(u64::from(people)))
                },
                source: format!("{}, {}", figure.source, quantity::period::in_words(figure.on)),
            }),
        }
    }
    for id in &of.lines {
        let line = store::pipeline_lines::find(tx, &actor.scope, *id).await?.noun;
        if !line.is_published() {
            told.cannot.push(format!("The market was not told of “{}” yet: publish the line first.", line.facts.what));
        } else if !line.is_cancelled() {
            told.pipeline.push(line.facts);
        }
    }
    Ok(told)
}

/// What a statement has to have: both chapters, intentions, money, ways of working, whom to ask, and a day.
pub(super) fn lacks(of: &MarketStatement, told: &StatementTold, rule: &StatementRule, today: Date) -> Vec<(&'static str, String)> {
    let says = &of.says;
    let mut lacks: Vec<(&'static str, String)> = Vec::new();
    let mut ask = |field, holds: bool, mend: &str| {
        if !holds {
            lacks.push((field, mend.to_owned()));
        }
    };
    ask("demand", !says.demand.is_empty(), "The demand chapter says nothing: say what will be needed, and by whom.");
    ask("models", !told.demand.is_empty(), "No figure stands behind demand: choose a model of demand, or a need that was counted.");
    ask("supply", !says.supply.is_empty(), "The supply chapter says nothing: say who provides today, and what is short.");
    ask("figures", !says.figures.is_empty(), "No figure stands behind supply: write at least one, with where it is from.");
    ask("intentions", !says.intentions.is_empty(), "It does not say what the authority means to do.");
    ask("funding", !says.funding.is_empty(), "It does not say what money there is, and for how long.");
    ask("models_wanted", !says.models_wanted.is_empty(), "It does not say which ways of working are wanted.");
    ask("contact", !says.contact.is_empty(), "It does not say whom to ask.");
    ask("dated", says.dated.is_some_and(|dated| dated <= today), "It has no day that it speaks of, today or earlier.");
    let longest = says.dated.and_then(|dated| {
        jiff::Span::new().try_months(i64::from(rule.good_for_months)).ok().and_then(|months| dated.checked_add(months).ok())
    });
    let good = says.good_until.zip(longest).is_some_and(|(until, longest)| until <= longest && until > today);
    let mend = format!(
        "It has to say until when it is good: after today, and at most {} months after the day it speaks of.",
        rule.good_for_months
    );
    ask("good_until", good, &mend);
    lacks.extend(told.cannot.iter().map(|cannot| ("lines", cannot.clone())));
    lacks
}

/// The newest edition of each statement, as everybody may read it: what is good first, then by market.
pub async fn list_public_statements(desk: &Desk) -> Result<Vec<StatementEdition>, DeskError> {
    let all = store::statement_editions::list(&mut desk.read().await?, &passer_by(desk).scope).await?;
    let mut newest: std::collections::BTreeMap<MarketStatementId, StatementEdition> = Default::default();
    for edition in all {
        let is_newer = newest.get(&edition.noun.of).is_none_or(|other| other.edition < edition.noun.edition);
        if is_newer {
            newest.insert(edition.noun.of, edition.noun);
        }
    }
    let mut newest: Vec<StatementEdition> = newest.into_values().collect();
    let today = desk.today();
    newest.sort_by(|a, b| {
        let is_old = |one: &StatementEdition| one.says.good_until.is_some_and(|until| until < today);
        (is_old(a), &a.says.market, &a.reference).cmp(&(is_old(b), &b.says.market, &b.reference))
    });
    Ok(newest)
}

/// One edition, the newest where none is named; and the numbers of all there are.
pub async fn read_public_statement(desk: &Desk, reference: &str, edition: Option<u32>) -> Result<(StatementEdition, Vec<u32>), DeskError> {
    let reference: Reference = reference.parse().map_err(|_| DeskError::NotFound)?;
    let reference = reference.to_string();
    let all = store::statement_editions::list(&mut desk.read().await?, &passer_by(desk).scope).await?;
    let mut of: Vec<StatementEdition> = all.into_iter().map(|one| one.noun).filter(|one| one.reference == reference).collect();
    of.sort_by_key(|one| one.edition);
    let numbers = of.iter().map(|one| one.edition).collect();
    let found = match edition {
        None => of.pop(),
        Some(number) => of.into_iter().find(|one| one.edition == number),
    };
    found.map(|found| (found, numbers)).ok_or(DeskError::NotFound)
}
