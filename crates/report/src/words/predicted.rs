//! Whether the answers predicted anything, in words: shares with their 95% intervals, and no claim where those overlap.

use methods::numeric::special::{Z95, wilson};

use quantity::rounding::shown;

use super::count;

/// Answers of one kind, and how many were followed by trouble.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    pub answers: u32,
    pub troubled: u32,
}

impl Kind {
    /// 95% interval of the share, by Wilson's method. `None` of no answers.
    fn range(self) -> Option<(f64, f64)> {
        wilson(u64::from(self.troubled), u64::from(self.answers), Z95)
    }

    /// “3 of 12 (25%; 9% to 53%)”.
    pub fn in_words(self) -> String {
        let Some((low, high)) = self.range() else { return "None".to_owned() };
        let percent = |share: f64| format!("{}%", shown(share * 100.0, 0));
        let share = f64::from(self.troubled) / f64::from(self.answers);
        format!("{} of {} ({}; {} to {})", self.troubled, self.answers, percent(share), percent(low), percent(high))
    }
}

/// What can be said of both kinds together.
pub fn says(ready: Kind, not_ready: Kind) -> String {
    let (Some(of_ready), Some(of_not)) = (ready.range(), not_ready.range()) else {
        return match ready.answers + not_ready.answers {
            0 => "No answer is old enough to tell.".to_owned(),
            _ => "Only one of the two answers is old enough to tell, so there is nothing to hold it against.".to_owned(),
        };
    };
    if of_ready.1 < of_not.0 {
        return "The answer predicted something here: trouble followed “ready” less often than “not ready”, by more than chance."
            .to_owned();
    }
    if of_not.1 < of_ready.0 {
        return "The answer predicted the wrong way here: trouble followed “ready” more often than “not ready”. Look at the settings."
            .to_owned();
    }
    let all = count::number(u64::from(ready.answers + not_ready.answers));
    format!("Nothing can be told yet from {all} answers: the ranges overlap.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(answers: u32, troubled: u32) -> Kind {
        Kind { answers, troubled }
    }

    #[test]
    fn a_share_comes_with_its_range_and_nothing_is_claimed_where_ranges_overlap() {
        assert_eq!(kind(12, 3).in_words(), "3 of 12 (25%; 9% to 53%)");
        assert_eq!(kind(0, 0).in_words(), "None");
        for (ready, not_ready, part) in [
            (kind(0, 0), kind(0, 0), "No answer is old enough"),
            (kind(4, 1), kind(0, 0), "Only one of the two"),
            (kind(4, 1), kind(4, 3), "Nothing can be told yet from eight answers"),
            (kind(20, 1), kind(20, 17), "predicted something"),
            (kind(20, 17), kind(20, 1), "the wrong way"),
        ] {
            let said = says(ready, not_ready);
            assert!(said.contains(part), "{said}");
        }
    }
}
