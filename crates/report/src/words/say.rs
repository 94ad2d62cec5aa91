//! Having your say, in words that a child of eleven can read: what is open, how it is counted, what came of it.

use quantity::rounding::shown;
use quantity::{Date, Money};

use super::count;

/// When people can take part, seen from today.
pub fn when(opens: Date, closes: Date, closed: Option<Date>, today: Date) -> String {
    match closed {
        Some(on) => format!("This closed on {}.", count::plain_date(on)),
        None if today < opens => format!("This opens on {}.", count::plain_date(opens)),
        None if today > closes => format!("This closed on {}. We are counting the answers.", count::plain_date(closes)),
        None if today == closes => "This is the last day to take part.".to_owned(),
        None => format!("You can take part until {}.", count::plain_date(closes)),
    }
}

/// When an answer comes, and who gives it.
pub fn answer(by: Date, decided_by: &str, decided_on: Option<Date>) -> String {
    let decides = match decided_on {
        Some(on) => format!("{decided_by} will decide on {}.", count::plain_date(on)),
        None => format!("{decided_by} will decide."),
    };
    format!("{decides} We will tell you what came of it by {}.", count::plain_date(by))
}

/// Whether every group whose answers can be shown puts the same thing first.
pub fn groups_differ(groups: usize, other: &[String]) -> String {
    match (groups, other) {
        (1, []) => "The one group we can show put the same thing first.".to_owned(),
        (_, []) => "Every group we can show put the same thing first.".to_owned(),
        (_, names) => format!("Not every group put the same thing first. Another came first for people {}.", count::list(names)),
    }
}

/// What the money comes to so far.
pub fn purse(budget: Money, spent: Money, chosen: usize) -> (String, String) {
    let left = budget.pence().saturating_sub(spent.pence());
    let amount = Money::from_pence(left.abs()).in_full();
    let first = match left {
        0 => "All spent".to_owned(),
        left if left < 0 => format!("{amount} too much"),
        _ => format!("{amount} left"),
    };
    let second = match (chosen, left < 0) {
        (0, _) => "Nothing picked yet".to_owned(),
        (chosen, true) => format!("{chosen} picked. Take something out to go on."),
        (chosen, false) => format!("{chosen} picked so far"),
    };
    (first, second)
}

/// How a vote with real money is counted, said before anybody votes.
pub fn how_money_is_counted(goes_to_most_votes: bool) -> Vec<String> {
    let left = match goes_to_most_votes {
        true => "If money is left at the end, it goes to what most people picked of the things that still fit.",
        false => "If money is left at the end, it is not spent.",
    };
    vec![
        "We count it in two ways, and show you both.".to_owned(),
        "Most picks first: what most people picked is paid for first, then the next thing that fits.".to_owned(),
        "Equal shares: each person has the same share of the money. The people who picked a thing pay for it from their shares. So a small group that agrees can win something.".to_owned(),
        left.to_owned(),
        "If two things come out the same, the one whose short name comes first in the alphabet wins.".to_owned(),
    ]
}

/// What came out, in one to three sentences.
pub fn money_came_out(people: u64, most: (&[String], Money), equal: (&[String], Money)) -> String {
    let (most_names, most_cost) = most;
    let (equal_names, equal_cost) = equal;
    format!(
        "{} people took part. With most picks first we would pay for {}: {}. With equal shares we would pay for {}: {}.",
        quantity::money::group_thousands(people),
        count::list(most_names),
        most_cost.in_full(),
        count::list(equal_names),
        equal_cost.in_full()
    )
}

pub fn order_came_out(people: u64, first: Option<&str>) -> String {
    let people = quantity::money::group_thousands(people);
    match first {
        Some(first) => format!("{people} people took part. This came first: {first}."),
        None => format!("{people} people took part. No order can be made from their answers."),
    }
}

/// How an order came about.
pub fn how_order_is_counted(kind: OrderBy) -> &'static str {
    match kind {
        OrderBy::Places => "We add up the places each thing was given. The thing with the best place on average comes first.",
        OrderBy::Pairs => {
            "We look at how often each thing was chosen, and what it was chosen over. A win over something strong counts for more."
        }
        OrderBy::Points => "We add up the points. The thing with most points comes first.",
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderBy {
    Places,
    Pairs,
    Points,
}

/// A share of people or of money: `18%`, `less than 1%`.
pub fn share(of: f64) -> String {
    if of > 0.0 && of < 0.005 { "less than 1%".to_owned() } else { format!("{}%", shown(of * 100.0, 0)) }
}

/// Groups too small to show.
pub fn too_few(count: usize) -> String {
    match count {
        1 => "One group is too small to show. We leave it out, so that nobody can be picked out.".to_owned(),
        count => format!("{count} groups are left out, so that nobody in a small group can be picked out."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn when_to_take_part_is_said_as_it_stands_today() {
        let (opens, closes) = (date(2026, 11, 2), date(2026, 12, 6));
        assert_eq!(when(opens, closes, None, date(2026, 11, 1)), "This opens on 2 November 2026.");
        assert_eq!(when(opens, closes, None, date(2026, 11, 21)), "You can take part until 6 December 2026.");
        assert_eq!(when(opens, closes, None, closes), "This is the last day to take part.");
        assert_eq!(when(opens, closes, None, date(2026, 12, 7)), "This closed on 6 December 2026. We are counting the answers.");
        assert_eq!(when(opens, closes, Some(date(2026, 11, 30)), date(2026, 12, 7)), "This closed on 30 November 2026.");
    }

    #[test]
    fn the_purse_says_what_is_left_or_too_much() {
        let pounds = Money::from_pounds;
        assert_eq!(purse(pounds(180_000), pounds(130_000), 3), ("£50,000 left".into(), "3 picked so far".into()));
        assert_eq!(purse(pounds(180_000), pounds(190_000), 4).0, "£10,000 too much");
        assert_eq!(purse(pounds(10), pounds(10), 1).0, "All spent");
    }
}
