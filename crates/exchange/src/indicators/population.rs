//! How many people live in an area, by age and sex: a row for each area and sex, with a column for each year of age.

use model::observation::Missing;
use quantity::code::AreaCode;
use quantity::{Direction, Unit};

use super::about::About;
use super::columns::Columns;
use super::places::Places;
use super::plan::{Figures, Plan};
use super::raw::{self, At, Stretches};
use super::stretch::{self, YearKind};
use super::{NotIndicators, Read, Told};
use crate::areas::Gazetteer;
use crate::heading::bare;
use crate::note::{NoteKind, Notes, Odd};
use crate::number::{self, Figure};
use crate::tables::{Breakdown, Digest, IndicatorMeasure, IndicatorTable, IndicatorValue, Text};

/// Code of the measure, whoever publishes it: people who live there, by sex and age. Age is empty for all ages, `7`, or `90+`.
pub const MEASURE: &str = "population";

/// Fewer columns of ages than this are groups of a file of another shape.
const AGES: usize = 15;

/// Reads a population.
pub fn read(table: &Columns, areas: &Gazetteer, told: &Told<'_>, mut notes: Notes) -> Result<Read, NotIndicators> {
    let ages: Vec<(usize, Text)> =
        table.columns.iter().enumerate().filter_map(|(at, column)| Some((at, single_age(&column.heading)?))).collect();
    let publisher = told.publisher.to_owned();
    if ages.len() < AGES {
        // A row for each age: the same shape as any indicator, under the one code.
        let plan = Plan::of(table, &Told { title: "Population", ..*told }, &mut notes)?;
        let shape = plan.in_words(table);
        let mut made = super::figures::read(table, &plan, &About::default(), areas, told, &mut notes)?;
        if made.measures.len() != 1 {
            return Err(NotIndicators::NoTable);
        }
        made.measures = vec![measure(told)];
        made.values.iter_mut().for_each(|value| value.measure = MEASURE.into());
        return Ok(Read { table: made, shape, publisher, notes: notes.finish() });
    }
    let mut plan = Plan::named_only(table)?;
    plan.figures = ages.iter().map(|(value, _)| Figures { value: *value, ..Figures::default() }).collect();
    if plan.period.is_none() && told.period.is_none() {
        return Err(NotIndicators::NoPeriod);
    }
    let total = table.find(&["allages", "totalpopulation", "total", "all"]);
    let mut reading =
        Reading { table, plan: &plan, places: Places::new(table, &plan, areas), stretches: Stretches::default(), values: Vec::new() };
    for row in 0..table.len() {
        reading.row(row, &ages, total, told, &mut notes);
    }
    let Reading { places, values, .. } = reading;
    if values.is_empty() {
        return Err(match places.unknown {
            (count, name) if count > 0 => NotIndicators::NoAreas(count, name),
            _ => NotIndicators::NoRows("ages".to_owned()),
        });
    }
    let shape = format!(
        "A population of {} areas, with a column for each of {} ages{}.",
        places.named.len(),
        ages.len(),
        if plan.sex.is_some() { " and a row for each sex" } else { ", both sexes together" }
    );
    let table = IndicatorTable { measures: vec![measure(told)], areas: places.named, values };
    Ok(Read { table, shape, publisher, notes: notes.finish() })
}

fn measure(told: &Told<'_>) -> IndicatorMeasure {
    IndicatorMeasure {
        code: MEASURE.to_owned(),
        title: "Population".to_owned(),
        unit: Unit::Count("people".to_owned()),
        polarity: Some(Direction::Neither),
        aim: None,
        places: Some(0),
        source: told.publisher.to_owned(),
        licence: told.licence.to_owned(),
        vintage: told.edition.to_owned(),
        theme: "Population".to_owned(),
        definition: "People who live in the area, by sex and single year of age.".to_owned(),
    }
}

/// `7`, `90+`, `90 and over` as `90+`; none for bands and totals.
fn single_age(heading: &str) -> Option<Text> {
    let heading = heading.trim();
    let digits: String = heading.chars().take_while(char::is_ascii_digit).collect();
    let age: u32 = digits.parse().ok().filter(|age| *age <= 120)?;
    match bare(heading.get(digits.len()..).unwrap_or_default()).as_str() {
        "" if heading.ends_with('+') => Some(format!("{age}+").into()),
        "" if heading.len() == digits.len() => Some(age.to_string().into()),
        "andover" | "andabove" | "plus" => Some(format!("{age}+").into()),
        _ => None,
    }
}

struct Reading<'a> {
    table: &'a Columns,
    plan: &'a Plan,
    places: Places<'a>,
    stretches: Stretches,
    values: Vec<IndicatorValue>,
}

impl Reading<'_> {
    fn row(&mut self, row: usize, ages: &[(usize, Text)], total: Option<usize>, told: &Told<'_>, notes: &mut Notes) {
        let table = self.table;
        if ages.iter().all(|(at, _)| table.text(Some(*at), row).is_empty()) {
            return;
        }
        let Some(area) = self.places.of_row(row, notes).and_then(|place| self.places.code(place).cloned()) else { return };
        let told_period = told.period.map(stretch::of_period);
        let figures = Figures::default();
        let found = self.stretches.of(At { table, plan: self.plan, row }, (0, &figures), YearKind::AsWritten, told_period.as_ref(), notes);
        let Some((stretch, _)) = found else { return };
        let sex: Text = raw::sex(table.text(self.plan.sex, row)).into();
        let mut sum = Some(0.0);
        for (at, age) in ages {
            let value = self.people(*at, row, notes);
            sum = sum.zip(value).map(|(sum, value)| sum + value);
            self.push(&area, stretch, Breakdown { sex: sex.clone(), age: age.clone(), ..Breakdown::default() }, value);
        }
        let all = match total {
            Some(at) => self.people(at, row, notes),
            None => sum,
        };
        if let (Some(at), Some(said), Some(sum)) = (total, all, sum)
            && (said - sum).abs() > 0.5
        {
            let read_as = format!("Its ages add up to {sum}, and all ages are given as this. Both are kept as they stand.");
            let seen = table.text(Some(at), row);
            notes.add(&Odd { kind: NoteKind::ValueDisagrees, about: "", seen, read_as: &read_as }, table.place(at, row));
        }
        self.push(&area, stretch, Breakdown { sex, ..Breakdown::default() }, all);
    }

    fn people(&self, column: usize, row: usize, notes: &mut Notes) -> Option<f64> {
        let seen = self.table.text(Some(column), row);
        match number::of_text(seen).0 {
            Figure::Number(number) if number.value >= 0.0 => Some(number.value),
            _ => {
                let read_as = "Not read: it is no number of people.";
                notes.add(&Odd { kind: NoteKind::Unreadable, about: seen, seen, read_as }, self.table.place(column, row));
                None
            }
        }
    }

    fn push(&mut self, area: &AreaCode, stretch: u32, of: Breakdown, value: Option<f64>) {
        let Some(period) = self.stretches.all.get(stretch as usize).cloned() else { return };
        self.values.push(IndicatorValue {
            measure: MEASURE.into(),
            area: area.clone(),
            period,
            of,
            value,
            lower: None,
            upper: None,
            count: value,
            denominator: None,
            missing: value.is_none().then_some(Missing::NotAvailable),
            provisional: false,
            dataset: Digest::default(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicators::columns_of;
    use crate::unreadable::Limits;
    use quantity::Period;

    fn read_text(text: &str, told: &Told<'_>) -> Result<Read, NotIndicators> {
        let mut notes = Notes::default();
        let table = columns_of(text.as_bytes(), &Limits::default(), &mut notes, &mut |_, _| {}).expect("a table");
        read(&table, &Gazetteer::default(), told, notes)
    }

    #[test]
    fn every_age_and_sex_is_a_figure_of_one_measure_and_its_sum_is_checked() {
        let ages = (0..=19).map(|age| age.to_string()).collect::<Vec<_>>().join(",");
        let ones = ["1"; 20].join(",");
        let text = format!(
            "period,area_code,area_name,sex,all_ages,aged_0_to_15,{ages},20 and over\n2024-06-30,E08000009,Trafford,Persons,21,16,{ones},1\n2024-06-30,E08000009,Trafford,Males,99,16,{ones},1\n"
        );
        let made = read_text(&text, &Told::default()).expect("a population");
        assert_eq!((made.table.values.len(), made.table.measures.len()), (2 * 22, 1));
        let of = |sex: &str, age: &str| {
            made.table.values.iter().find(|value| &*value.of.sex == sex && &*value.of.age == age).and_then(|value| value.value)
        };
        assert_eq!((of("", ""), of("Male", "20+"), of("Male", "")), (Some(21.0), Some(1.0), Some(99.0)));
        assert_eq!(made.notes.iter().filter(|note| note.kind == NoteKind::ValueDisagrees).count(), 1);
    }

    #[test]
    fn a_population_of_no_year_is_refused_until_the_year_is_told() {
        let ages = (0..=90).map(|age| age.to_string()).collect::<Vec<_>>().join(",");
        let people = (0..=90).map(|age| (100 + age).to_string()).collect::<Vec<_>>().join(",");
        let text = format!("utla20_code,utla20_name,total_population,{ages}\nE08000009,Trafford,13195,{people}\n");
        assert_eq!(read_text(&text, &Told::default()), Err(NotIndicators::NoPeriod));
        let told = Told { period: Some(Period::CalendarYear(2020)), ..Told::default() };
        let made = read_text(&text, &told).expect("a population");
        assert_eq!((made.table.values.len(), made.notes.len()), (92, 0));
    }
}
