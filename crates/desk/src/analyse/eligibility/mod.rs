//! Eligibility: a table people can read, a population, and thresholds moved on paper before they are moved on people.

pub mod lines;
pub mod load_population;
pub mod shown;
pub mod try_thresholds;
pub mod write_table;

use std::collections::BTreeMap;

use methods::demand::eligibility::{self as method, Condition, Fact, Kind, Outcome, People, Row, Table};
use model::eligibility::{EligibilityTable, EligibilityTest, PopulationFile, ThresholdKind};

/// The two by which who gains and who loses is shown, as the population file heads them.
pub const AGE_BAND: &str = "age band";
pub const GROUP: &str = "group";

/// Our table as the question of the method.
pub(crate) fn question(table: &EligibilityTable) -> Table {
    Table {
        results: table
            .results
            .iter()
            .map(|one| Outcome {
                name: one.name.clone(),
                cost: one.cost.pounds(),
                per: (!one.per.is_empty()).then(|| one.per.clone()),
                outcome: one.outcome,
            })
            .collect(),
        thresholds: table
            .thresholds
            .iter()
            .map(|one| method::Threshold { code: one.code.clone(), kind: kind(one.kind), value: one.value, source: one.source.clone() })
            .collect(),
        rows: table
            .rules
            .iter()
            .map(|rule| Row {
                when: rule
                    .when
                    .iter()
                    .map(|condition| {
                        let (fact, against) = (condition.fact.clone(), condition.against.clone());
                        match condition.test {
                            EligibilityTest::AtLeast => Condition::AtLeast { fact, threshold: against },
                            EligibilityTest::Below => Condition::Below { fact, threshold: against },
                            EligibilityTest::Is => Condition::Is { fact, word: against },
                        }
                    })
                    .collect(),
                then: rule.then.clone(),
            })
            .collect(),
    }
}

fn kind(kind: ThresholdKind) -> Kind {
    match kind {
        ThresholdKind::National => Kind::National,
        ThresholdKind::LocalPolicy => Kind::LocalPolicy,
        ThresholdKind::Discretionary => Kind::Discretionary,
        ThresholdKind::Charging => Kind::Charging,
    }
}

/// People of the file, each with every column as a fact.
pub(crate) fn people(file: &PopulationFile) -> Vec<People> {
    file.rows
        .iter()
        .map(|row| {
            let own = [(AGE_BAND, &row.age_band), (GROUP, &row.group), ("need level", &row.need_level)];
            let named = own.into_iter().map(|(name, said)| (name.to_owned(), fact(said)));
            People {
                count: row.count,
                facts: named.chain(row.facts.iter().map(|(name, said)| (name.clone(), fact(said)))).collect(),
                groups: [(AGE_BAND.to_owned(), row.age_band.clone()), (GROUP.to_owned(), row.group.clone())].into(),
            }
        })
        .collect()
}

/// A cell that is a number is one.
pub(crate) fn fact(said: &str) -> Fact {
    match said.replace(',', "").parse::<f64>() {
        Ok(number) if number.is_finite() => Fact::Number(number),
        _ => Fact::Word(said.to_owned()),
    }
}

/// The values of every threshold as they stand.
pub(crate) fn values(table: &EligibilityTable) -> BTreeMap<String, f64> {
    table.thresholds.iter().map(|one| (one.code.clone(), one.value)).collect()
}
