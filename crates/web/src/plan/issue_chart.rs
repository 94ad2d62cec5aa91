//! The chart of a known issue's measure, from before the fix to the end of its test: the same wherever it is shown.

use desk::plan::standing::Found;
use report::chart::Chart;
use report::chart::frame::Room;
use report::chart::spc_chart::{ChartOf, TestTab, spc_chart};
use report::chart::twelve_marks::{TwelveMarks, not_begun, twelve_marks};
use report::words::evidence::Shown;

/// What is drawn, beside the reading. `None` where nobody has agreed a test.
pub fn of(found: &Found, id: &str, room: Room) -> Option<ChartOf> {
    let (test, measure) = (found.test.as_ref()?, found.measure.as_ref()?);
    let rule = &test.noun.rule;
    let accepted = test.noun.explanations.iter().filter(|given| given.accepted.is_some());
    Some(ChartOf {
        floor: rule.floor,
        test: Some(TestTab { starts: rule.starts, fewest: rule.fewest_periods }),
        standing: Some(found.evidence.standing),
        explained: accepted.map(|given| given.period).collect(),
        room,
        ..ChartOf::measure(id, &measure.noun)
    })
}

/// The control chart, where one fits.
pub fn chart(found: &Found, id: &str, room: Room) -> Option<Chart> {
    Some(spc_chart(found.reading.as_ref()?, &of(found, id, room)?))
}

/// The marks of the test period; all still to come where it has not begun.
pub fn marks(found: &Found, id: &str) -> Option<TwelveMarks> {
    let drawn = of(found, id, Room::Column)?;
    let begun = found.reading.as_ref().and_then(|reading| twelve_marks(reading, &drawn));
    begun.or_else(|| drawn.test.map(|test| not_begun(id, test.fewest, test.starts.cadence())))
}

/// How figures of this measure are written.
pub fn shown(found: &Found) -> Option<Shown> {
    let measure = found.measure.as_ref()?;
    let cadence = found.test.as_ref()?.noun.rule.starts.cadence();
    Some(Shown { unit: measure.noun.unit.clone(), places: usize::from(measure.noun.places), cadence })
}
