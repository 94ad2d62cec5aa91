//! Testing how the market would respond: who is able, who would want to, who has room. The prediction is kept as it was made, and sealed.

use methods::market::predicted_bids::{self, Advice, Ask, METHOD, Past, Provider};
use model::audience::Audience;
use model::id::{CaseId, MarketResponseId, SupplyLineId};
use model::market_response::{BidAdvice, MarketResponse, PastTender, PredictedBids, PricesExpected, ProviderAsked};
use model::record::Record;
use model::role::Permission;
use quantity::{Money, Share};

use super::sealed::{SEALED, holds_any, may_see_predictions};
use crate::actor::Actor;
use crate::config::market;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::{kept, unreadable};
use crate::typed::{LINE, TEXT, Typed};

pub struct TestMarket {
    pub case: CaseId,
    pub title: String,
    pub supply: Option<SupplyLineId>,
    /// A line each: `name; able or not able; interest; free; who said so`. An empty interest or free is not known.
    pub providers: String,
    /// A line each: `what; reckoned; bids`.
    pub past: String,
    pub low: Option<Money>,
    pub central: Option<Money>,
    pub high: Option<Money>,
    /// A line each.
    pub in_house_roles: String,
}

/// Most lines of a field.
const MOST: usize = 200;

pub async fn test_market(desk: &Desk, actor: &Actor, ask: TestMarket) -> Result<Record<MarketResponseId, MarketResponse>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let title = typed.text("title", &ask.title, LINE, "Say what would be offered: “Three lots of five places, for seven years”");
    let providers = providers(&mut typed, &ask.providers);
    let past = past(&mut typed, &ask.past);
    let prices = prices(&mut typed, &ask);
    let in_house_roles: Vec<String> = typed
        .optional("in_house_roles", &ask.in_house_roles, TEXT)
        .lines()
        .map(|line| line.trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect();
    typed.done()?;
    let question = Ask {
        providers: providers.iter().filter(|one| one.is_able).map(asked).collect(),
        past: past.iter().map(|one| Past { name: one.what.clone(), reckoned: one.reckoned, came: one.bids }).collect(),
    };
    let rules = market::defaults().map_err(unreadable)?;
    let reading = predicted_bids::read(&question, &rules.predicted_bids)
        .map_err(|refusal| DeskError::Faults(vec![crate::error::Fault::new("providers", refusal.to_string())]))?;
    let whole = |value: f64| if value.is_finite() { value.clamp(0.0, f64::from(u32::MAX)) as u32 } else { u32::MAX };
    let predicted = PredictedBids {
        expected: reading.expected,
        at_least: reading.expected_at_least,
        at_most: reading.expected_at_most,
        low: whole(reading.interval.low),
        high: whole(reading.interval.high),
        two_or_more: reading.chance_of_two,
        none: reading.chance_of_none,
        reckoned: reading.reckoned,
        assumed: u32::try_from(reading.assumed).unwrap_or(u32::MAX),
        advice: match reading.advice {
            Advice::Advised => BidAdvice::Advised,
            Advice::NotKnown => BidAdvice::NotKnown,
            Advice::NotAdvised => BidAdvice::NotAdvised,
        },
        method: METHOD.with_edition(),
        on: desk.today(),
        by_role: actor.role.clone(),
    };
    let mut write = desk.write(actor).await?;
    let case = store::cases::find(&mut write.tx, &actor.scope, ask.case).await?;
    let is_in_house = holds_any(&mut write.tx, actor, &in_house_roles).await?;
    if is_in_house || !may_see_predictions(desk, &mut write.tx, actor, &case.noun).await? {
        return Err(DeskError::refused("predictions_sealed", SEALED));
    }
    if let Some(supply) = ask.supply {
        store::supply_lines::find(&mut write.tx, &actor.scope, supply).await?;
    }
    let noun = MarketResponse { case: case.id, title, supply: ask.supply, providers, past, prices, in_house_roles, predicted, came: None };
    let record = Record { sealed: true, ..kept(desk, desk.new_id(), Audience::Partners, noun) };
    let record = store::market_responses::save(&mut write.tx, &record).await?;
    // The trail is open to more people than the prediction: it names neither figure nor offer.
    let line = format!("How the market would respond was predicted for “{}”, and sealed until award.", case.noun.question);
    write.commit("test_market", "test of the market", Some(record.id.uuid()), line).await?;
    Ok(record)
}

fn asked(one: &ProviderAsked) -> Provider {
    Provider { name: one.name.clone(), interest: one.interest, free: one.free }
}

fn lines(text: &str) -> impl Iterator<Item = (usize, Vec<&str>)> {
    let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim()));
    lines.filter(|(_, line)| !line.is_empty()).map(|(at, line)| (at, line.split(';').map(str::trim).collect()))
}

fn providers(typed: &mut Typed, text: &str) -> Vec<ProviderAsked> {
    const FIELD: &str = "providers";
    let text = typed.text(FIELD, text, TEXT, "Write down at least one provider you looked at, able or not");
    let mut found: Vec<ProviderAsked> = Vec::new();
    for (at, parts) in lines(&text) {
        let [name, able, interest, free, source] = parts.as_slice() else {
            let have = parts.len();
            typed.fault(FIELD, format!("Line {at} has {have} parts: write name; able or not able; interest; free; who said so"));
            continue;
        };
        let is_able = match able.to_lowercase().as_str() {
            "able" => true,
            "not able" => false,
            other => {
                typed.fault(FIELD, format!("Line {at}: “{other}” is neither “able” nor “not able”"));
                continue;
            }
        };
        let mut share = |what: &str, said: &str| match said.trim_end_matches('%').trim() {
            "" | "?" => None,
            number => match number.parse().ok().and_then(|percent| Share::from_percent(percent).ok()) {
                Some(share) => Some(share),
                None => {
                    typed.fault(FIELD, format!("Line {at}: {what} is “{said}”: write 0% to 100%, or leave it empty where nobody knows"));
                    None
                }
            },
        };
        let (interest, free) = (share("interest", interest), share("what is free", free));
        if name.is_empty() || source.is_empty() {
            typed.fault(FIELD, format!("Line {at}: name the provider, and say who said so and when"));
        }
        if found.iter().any(|one| one.name.eq_ignore_ascii_case(name)) {
            typed.fault(FIELD, format!("Line {at}: “{name}” stands twice: keep one line for each provider"));
        }
        found.push(ProviderAsked { name: (*name).to_owned(), is_able, interest, free, source: (*source).to_owned() });
    }
    typed.ask(FIELD, found.len() <= MOST, format!("Use {MOST} lines or fewer"));
    found
}

fn past(typed: &mut Typed, text: &str) -> Vec<PastTender> {
    const FIELD: &str = "past";
    let text = typed.optional(FIELD, text, TEXT);
    let mut found = Vec::new();
    for (at, parts) in lines(&text) {
        let [what, reckoned, bids] = parts.as_slice() else {
            typed.fault(FIELD, format!("Line {at} has {} parts: write what; reckoned; bids", parts.len()));
            continue;
        };
        let reckoned = reckoned.parse().ok().filter(|value: &f64| *value > 0.0 && *value < 1e6);
        let bids = bids.parse().ok().filter(|bids: &u32| *bids <= 10_000);
        match (reckoned, bids) {
            (Some(reckoned), Some(bids)) if !what.is_empty() => found.push(PastTender { what: (*what).to_owned(), reckoned, bids }),
            _ => typed.fault(FIELD, format!("Line {at}: write what it was, what was reckoned (more than 0), and how many bid, in figures")),
        }
    }
    typed.ask(FIELD, found.len() <= MOST, format!("Use {MOST} lines or fewer"));
    found
}

fn prices(typed: &mut Typed, ask: &TestMarket) -> Option<PricesExpected> {
    let central = ask.central?;
    let (low, high) = (ask.low.unwrap_or(central), ask.high.unwrap_or(central));
    typed.ask("low", Money::ZERO <= low && low <= central && central <= high, "Low, then the expected, then high, none below nothing");
    Some(PricesExpected { low, central, high })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_cannot_be_read_is_named_with_its_mend_and_what_is_not_known_stays_unknown() {
        let mut typed = Typed::new();
        let read = providers(
            &mut typed,
            "Orrin Court; able; 90%; ; Met on 3 November\nSallow; perhaps; 50%; 50%; A letter\nFern; able; 130%; 10%; A call\nOrrin Court; not able; ; ; A list\nAlone",
        );
        assert_eq!((read.len(), read[0].free, read[0].interest), (3, None, Share::new(0.9).ok()));
        let said = typed.done().expect_err("faults").to_string();
        for wanted in ["Line 2: “perhaps”", "Line 3: interest is “130%”", "Line 4: “Orrin Court” stands twice", "Line 5 has 1 parts"]
        {
            assert!(said.contains(wanted), "{wanted}: {said}");
        }
        let mut typed = Typed::new();
        assert_eq!(past(&mut typed, "2019; 1.8; 1\n2021; 0; 2").len(), 1);
        assert!(typed.done().expect_err("faults").to_string().contains("Line 2"));
    }
}
