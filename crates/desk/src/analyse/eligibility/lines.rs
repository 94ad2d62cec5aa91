//! A table of eligibility as people type it, a line each with parts between semicolons. What cannot be read names its line and the mend.

use model::eligibility::{
    EligibilityCondition, EligibilityResult, EligibilityRule, EligibilityTest, SamplePerson, Threshold, ThresholdKind,
};
use quantity::Money;

use crate::config::thresholds::Thresholds;

/// Lines a box may hold.
const MOST: usize = 60;

type Read<T> = Result<Vec<T>, Vec<String>>;

fn each<T>(typed: &str, read: impl Fn(&[&str]) -> Result<T, String>) -> Read<T> {
    let lines: Vec<(usize, &str)> =
        typed.lines().enumerate().map(|(at, line)| (at + 1, line.trim())).filter(|(_, line)| !line.is_empty()).collect();
    if lines.len() > MOST {
        return Err(vec![format!("There are {} lines, and at most {MOST} are taken", lines.len())]);
    }
    let (mut found, mut wrong) = (Vec::new(), Vec::new());
    for (number, line) in lines {
        let parts: Vec<&str> = line.split(';').map(str::trim).collect();
        match read(&parts) {
            Ok(one) => found.push(one),
            Err(mend) => wrong.push(format!("Line {number}: {mend}")),
        }
    }
    if wrong.is_empty() { Ok(found) } else { Err(wrong) }
}

fn number(said: &str, what: &str) -> Result<f64, String> {
    let value: Option<f64> = said.replace(',', "").parse().ok().filter(|value: &f64| value.is_finite());
    value.ok_or_else(|| format!("“{said}” is not a number: write {what} as figures"))
}

/// `Road treated; £605.71; km; 58`: what people get, its cost a year, what the cost goes by (empty: people), what it does for each.
///
/// # Errors
/// One sentence a line.
pub fn results(typed: &str) -> Read<EligibilityResult> {
    each(typed, |parts| {
        let [name, cost, per, outcome] = parts else {
            return Err("write four parts: what people get; its cost a year; what the cost goes by; what it does for each".into());
        };
        if name.is_empty() {
            return Err("name what people get".into());
        }
        let cost = Money::parse(cost).map_err(|fault| fault.to_string())?;
        if cost < Money::ZERO {
            return Err("a cost is nothing or more".into());
        }
        let outcome = number(outcome, "what it does for each person")?;
        Ok(EligibilityResult { name: (*name).to_owned(), cost, per: per.to_lowercase(), outcome })
    })
}

/// `vehicles; Vehicles a day; vehicles; 3,000; local policy; Winter service plan 2025`; of a national one the last part is its code in the
/// list of law, and value and source are the law's.
///
/// # Errors
/// One sentence a line.
pub fn thresholds(typed: &str, law: &Thresholds, country: &str) -> Read<Threshold> {
    each(typed, |parts| {
        let [code, name, unit, value, kind, source] = parts else {
            return Err("write six parts: a short code; its name; its unit; its value; its kind; where it is written".into());
        };
        let is_code = !code.is_empty() && code.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        if !is_code {
            return Err(format!("“{code}” is no short code: use small letters, figures and _"));
        }
        let kinds = ThresholdKind::ALL.map(ThresholdKind::words).join(", ");
        let kind = ThresholdKind::parse(kind).ok_or_else(|| format!("“{kind}” is no kind of threshold: write one of {kinds}"))?;
        let value = number(value, "the threshold")?;
        if source.is_empty() {
            return Err("say where it is written".into());
        }
        let mut threshold = Threshold {
            code: (*code).to_owned(),
            name: (*name).to_owned(),
            unit: (*unit).to_owned(),
            value,
            kind,
            source: (*source).to_owned(),
        };
        if kind == ThresholdKind::National {
            let national = law.national(source, country).ok_or_else(|| {
                let known: Vec<&str> = law.threshold.iter().map(|one| one.code.as_str()).collect();
                format!("“{source}” is no national threshold of {country} that is known here: write one of {}", known.join(", "))
            })?;
            if national.value != value {
                return Err(format!("it is set nationally at {}, and cannot be another here ({})", national.value, national.source));
            }
            threshold.source.clone_from(&national.source);
            threshold.unit.clone_from(&national.unit);
        }
        Ok(threshold)
    })
}

/// `vehicles a day at least vehicles; need level is rural; Road treated`: conditions, then what whoever meets them all gets.
///
/// # Errors
/// One sentence a line.
pub fn rules(typed: &str) -> Read<EligibilityRule> {
    each(typed, |parts| {
        let Some((then, conditions)) = parts.split_last().filter(|(then, conditions)| !then.is_empty() && !conditions.is_empty()) else {
            return Err("write at least one condition, then what people get".into());
        };
        Ok(EligibilityRule { when: conditions.iter().map(|said| condition(said)).collect::<Result<_, _>>()?, then: (*then).to_owned() })
    })
}

fn condition(said: &str) -> Result<EligibilityCondition, String> {
    for test in EligibilityTest::ALL {
        let middle = format!(" {} ", test.words());
        if let Some((fact, against)) = said.split_once(middle.as_str()) {
            return Ok(EligibilityCondition { fact: fact.trim().to_lowercase(), test, against: against.trim().to_owned() });
        }
    }
    Err(format!("“{said}” is no condition: write, for example, “vehicles a day at least vehicles”, “… below …” or “need level is high”"))
}

/// `Mrs A, up the lane; vehicles a day = 3,400; heap points = 5`: somebody invented, and what is known of them.
///
/// # Errors
/// One sentence a line.
pub fn samples(typed: &str) -> Read<SamplePerson> {
    each(typed, |parts| {
        let Some((name, facts)) = parts.split_first().filter(|(name, _)| !name.is_empty()) else {
            return Err("begin with a name or a description".into());
        };
        let read = |fact: &&str| -> Result<(String, String), String> {
            let (heading, said) =
                fact.split_once('=').ok_or_else(|| format!("“{fact}” says nothing of them: write “vehicles a day = 3,400”"))?;
            Ok((heading.trim().to_lowercase(), said.trim().to_owned()))
        };
        Ok(SamplePerson { name: (*name).to_owned(), facts: facts.iter().map(read).collect::<Result<_, String>>()? })
    })
}

/// The same lines again, for a form that changes a table.
pub fn written(table: &model::eligibility::EligibilityTable, law: &Thresholds) -> [String; 4] {
    let results = table.results.iter().map(|one| format!("{}; {}; {}; {}", one.name, one.cost.in_full(), one.per, one.outcome));
    let thresholds = table.thresholds.iter().map(|one| {
        let national = law
            .threshold
            .iter()
            .find(|known| one.kind == ThresholdKind::National && known.source == one.source && known.value == one.value);
        let source = national.map_or(one.source.as_str(), |known| known.code.as_str());
        format!("{}; {}; {}; {}; {}; {source}", one.code, one.name, one.unit, one.value, one.kind.words())
    });
    let rules = table.rules.iter().map(|rule| {
        let when = rule.when.iter().map(|one| format!("{} {} {}", one.fact, one.test.words(), one.against));
        when.chain([rule.then.clone()]).collect::<Vec<_>>().join("; ")
    });
    let samples = table.samples.iter().map(|one| {
        let facts = one.facts.iter().map(|(name, said)| format!("{name} = {said}"));
        std::iter::once(one.name.clone()).chain(facts).collect::<Vec<_>>().join("; ")
    });
    let join = |lines: Vec<String>| lines.join("\n");
    [join(results.collect()), join(thresholds.collect()), join(rules.collect()), join(samples.collect())]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::thresholds::defaults;

    #[test]
    fn every_line_is_read_or_refused_by_its_number() {
        let law = defaults().expect("law");
        let read = thresholds("vehicles; Vehicles a day; vehicles; 3,000; local policy; Winter plan\noutcomes; Outcomes; outcomes; 2; national; care_outcomes", &law, "England").expect("reads");
        assert_eq!((read[0].value, read[1].source.contains("S.I. 2015/313")), (3_000.0, true));
        let wrong = thresholds(
            "outcomes; Outcomes; outcomes; 3; national; care_outcomes\nX; a; b; 1; local policy; c\nx; a; b; 1; regional; c",
            &law,
            "England",
        )
        .expect_err("refused");
        assert!(wrong[0].starts_with("Line 1: it is set nationally at 2, and cannot be another here (Care and Support"), "{wrong:?}");
        assert!(
            wrong[1].starts_with("Line 2: “X” is no short code") && wrong[2].contains("national, local policy, discretionary, charging"),
            "{wrong:?}"
        );
        assert!(
            thresholds("o; Outcomes; outcomes; 2; national; care_outcomes", &law, "Scotland").expect_err("refused")[0]
                .contains("no national threshold of Scotland")
        );
        let rules = rules("Vehicles a day at least vehicles; need level is rural; Road treated").expect("reads");
        assert_eq!(
            (rules[0].when[0].fact.as_str(), rules[0].when[1].against.as_str(), rules[0].then.as_str()),
            ("vehicles a day", "rural", "Road treated")
        );
        assert!(super::rules("vehicles over 3,000; Road treated").expect_err("refused")[0].contains("is no condition"));
        assert_eq!(results("Road treated; £605.71; km; 58\nNothing; 0; ; 0").expect("reads")[0].cost, Money::from_pence(60_571));
        assert!(results("Road treated; -5; km; 58").expect_err("refused")[0].contains("nothing or more"));
        assert_eq!(samples("Mrs A; vehicles a day = 3,400").expect("reads")[0].facts[0].1, "3,400");
    }
}
