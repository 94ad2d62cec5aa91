//! What people did about the market that is empty: who could provide it, how many would bid, how mature it is, and from whom that was learned.

use anyhow::Result;
use desk::Desk;
use desk::analyse::response::learn_from::{LearnFrom, learn_from};
use desk::analyse::response::rate_market::{RateMarket, rate_market};
use desk::analyse::response::start_supply::{StartSupply, start_supply};
use desk::analyse::response::state_capacity::{StateCapacity, state_capacity};
use desk::analyse::response::state_need::{CellTyped, StateNeed, state_need};
use desk::analyse::response::test_market::{TestMarket, test_market};
use desk::house::case::add_outcome::{AddOutcome, add_outcome};
use model::outcome::OutcomeKind;
use model::supply::Confidence;
use quantity::Money;

use super::world::World;
use crate::county::people::HELEN;
use crate::county::services::SUPPORTED_LIVING;
use crate::county::supply as told;

pub async fn play(world: &mut World, desk: &Desk) -> Result<()> {
    let by = world.person(HELEN).await?;
    let case = world.case(told::CASE)?.id;
    let ask = AddOutcome {
        case,
        statement: told::OUTCOME.into(),
        people: told::OUTCOME_PEOPLE.into(),
        kind: OutcomeKind::Outcome,
        measure: None,
        baseline: None,
        target: None,
        by: Some(jiff::civil::date(2028, 12, 31)),
    };
    let outcome = add_outcome(desk, &by, ask).await?;
    let ask = StartSupply {
        title: told::TITLE.into(),
        service: Some(world.service(SUPPORTED_LIVING)?),
        outcomes: vec![outcome.id],
        unit: told::UNIT.into(),
    };
    let mut line = start_supply(desk, &by, ask).await?;
    let cell = |year: i64| CellTyped { year, place: String::new(), lot: told::LOT.into() };
    for (year, low, central, high, source) in told::NEEDED {
        let (low, central, high) = (Some(low), Some(central), Some(high));
        let ask = StateNeed { line: line.id, version: line.version, of: cell(year), central, low, high, source: source.into() };
        line = state_need(desk, &by, ask).await?;
        for (provider, can, is_able, usable, source) in told::CAPACITY {
            let ask = StateCapacity {
                line: line.id,
                version: line.version,
                of: cell(year),
                provider: provider.into(),
                supplier: String::new(),
                can: can.into(),
                is_able: Some(is_able),
                usable: Some(usable),
                source: source.into(),
                on: Some(told::ASKED),
                confidence: Some(if is_able { Confidence::High } else { Confidence::Medium }),
            };
            line = state_capacity(desk, &by, ask).await?;
        }
    }
    for (title, providers) in [(told::SMALLER, told::SMALLER_ASKED), (told::AS_IT_IS, told::AS_IT_IS_ASKED)] {
        let ask = TestMarket {
            case,
            title: title.into(),
            supply: Some(line.id),
            providers: providers.into(),
            past: String::new(),
            low: Some(Money::from_pounds(2_900_000)),
            central: Some(Money::from_pounds(3_100_000)),
            high: Some(Money::from_pounds(3_600_000)),
            in_house_roles: String::new(),
        };
        test_market(desk, &by, ask).await?;
    }
    let answers = told::MATURITY.iter().map(|(points, because)| (Some(*points), (*because).to_owned())).collect();
    let mut way = rate_market(desk, &by, RateMarket { case, version: 0, answers }).await?;
    for (kind, from, what) in told::LEARNED {
        let ask = LearnFrom { case, version: way.version, kind: Some(kind), what: what.into(), from: from.into(), on: Some(told::ASKED) };
        way = learn_from(desk, &by, ask).await?;
    }
    Ok(())
}
