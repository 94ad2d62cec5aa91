//! Plans as lines of text, read and written: what is not up, groups, supports, who had what say, choices, ballots counted together.

use model::ballot::VoteChoice;
use model::involvement::{AskedGroup, Channel, Depth, NotUp, Power, Stage, Support, SupportKind, TookPart};
use quantity::{Money, Share};

use super::bring_in_ballots::Alike;
use crate::plan::money::pasted::each;
use crate::typed::{LINE, TEXT};

type Lines<T> = Result<Vec<T>, Vec<String>>;

fn text(cell: &str, longest: usize, missing: &str) -> Result<String, String> {
    match cell.chars().count() {
        0 => Err(missing.to_owned()),
        long if long > longest => Err(format!("use {longest} characters or fewer: this has {long}")),
        _ if cell.contains('\0') => Err("take out the character that cannot be shown".to_owned()),
        _ => Ok(cell.to_owned()),
    }
}

/// What; why. The last part may hold semicolons.
pub fn not_up(typed: &str) -> Lines<NotUp> {
    each(typed, |cells| {
        let [what, because @ ..] = cells else { return Err("write what is not up for decision; and why".into()) };
        let because = text(&because.join("; "), TEXT, "say why it is not up for decision, after a semicolon")?;
        Ok(NotUp { what: text(what, LINE, "write what is not up for decision")?, because })
    })
}

/// Group; share of the people; how many were asked; online; on paper; by phone; in a meeting. All but the first may be left out.
pub fn groups(typed: &str) -> Lines<AskedGroup> {
    each(typed, |cells| {
        let [name, rest @ ..] = cells else { return Err("write the group".into()) };
        if rest.len() > 6 {
            return Err(format!("seven parts at most are read, and this has {}", cells.len()));
        }
        let part = |at: usize| rest.get(at).copied().filter(|part| !part.is_empty());
        let whole = |at: usize| {
            part(at).map(|text| text.replace(',', "").parse::<u32>().map_err(|_| format!("“{text}” is not a number of people"))).transpose()
        };
        let population = part(0).map(|text| {
            let number = text.trim_end_matches('%').trim().parse::<f64>().ok();
            number
                .and_then(|percent| Share::from_percent(percent).ok())
                .ok_or_else(|| format!("“{text}” is not a percentage from 0 to 100"))
        });
        let mut took_part = Vec::new();
        for (at, by) in Channel::ALL.into_iter().enumerate() {
            if let Some(people) = whole(at + 2)?.filter(|people| *people > 0) {
                took_part.push(TookPart { by, people });
            }
        }
        Ok(AskedGroup { name: text(name, 60, "write the group")?, population: population.transpose()?, asked: whole(1)?, took_part })
    })
}

/// The kind, by its words; what it is; what a seat is paid an hour. The last may be left out.
pub fn supports(typed: &str) -> Lines<Support> {
    each(typed, |cells| {
        let [kind, rest @ ..] = cells else { return Err("write what was offered".into()) };
        let Some(found) = SupportKind::parse(kind) else {
            let all: Vec<&str> = SupportKind::ALL.iter().map(|kind| kind.words()).collect();
            return Err(format!("“{kind}” is none of these: {}", all.join(", ")));
        };
        let says = text(rest.first().copied().unwrap_or_default(), LINE, "say what it is, after a semicolon")?;
        let paid = rest.get(1).filter(|part| !part.is_empty()).map(|part| {
            let amount = part.trim_end_matches("an hour").trim();
            Money::parse(amount).map_err(|error| error.to_string())
        });
        Ok(Support { kind: found, says, paid: paid.transpose()? })
    })
}

/// Who; at which stage (analyse, plan, deliver, review); how far their say reached (inform, consult, involve, collaborate, empower).
pub fn powers(typed: &str) -> Lines<Power> {
    each(typed, |cells| {
        let [who, stage, depth] = cells else {
            return Err(format!("three parts are wanted (who; stage; how far), and this has {}", cells.len()));
        };
        let stage = Stage::parse(&stage.to_lowercase()).ok_or_else(|| format!("“{stage}” is none of analyse, plan, deliver, review"))?;
        let depth = Depth::parse(&depth.to_lowercase())
            .ok_or_else(|| format!("“{depth}” is none of inform, consult, involve, collaborate, empower"))?;
        Ok(Power { who: text(who, LINE, "say who")?, stage, depth })
    })
}

/// Code; title; about it; and, where there is a budget, its cost in pounds.
pub fn choices(typed: &str) -> Lines<VoteChoice> {
    each(typed, |cells| {
        let [code, title, rest @ ..] = cells else { return Err("a code and a title at least are wanted: hall; Village hall".into()) };
        let cost = rest.get(1).filter(|part| !part.is_empty()).map(|part| Money::parse(part).map_err(|error| error.to_string()));
        Ok(VoteChoice {
            code: text(code, 24, "write a code, as “hall”")?,
            title: text(title, LINE, "write a title")?,
            about: rest.first().copied().unwrap_or_default().chars().take(LINE).collect(),
            cost: cost.transpose()?,
        })
    })
}

/// How many people; group; codes of what they chose, with commas between.
pub fn alike(typed: &str) -> Lines<Alike> {
    each(typed, |cells| {
        let [people, group, codes] = cells else {
            return Err(format!("three parts are wanted (people; group; codes), and this has {}", cells.len()));
        };
        let people = people.replace(',', "").parse().map_err(|_| format!("“{people}” is not a number of people"))?;
        let codes = codes.split(',').map(str::trim).filter(|code| !code.is_empty()).map(str::to_owned).collect();
        Ok(Alike { people, group: (*group).to_owned(), codes })
    })
}

/// As they are typed, to fill a form again.
pub fn of_not_up(all: &[NotUp]) -> String {
    lined(all, |one| format!("{}; {}", one.what, one.because))
}

pub fn of_groups(all: &[AskedGroup]) -> String {
    lined(all, |group| {
        let took = |by: Channel| group.took_part.iter().find(|took| took.by == by).map(|took| took.people.to_string()).unwrap_or_default();
        let percent = |share: Share| quantity::rounding::shown(share.percent(), 6).trim_end_matches('0').trim_end_matches('.').to_owned();
        let share = group.population.map(|share| format!("{}%", percent(share))).unwrap_or_default();
        let mut parts = vec![group.name.clone(), share, group.asked.map(|asked| asked.to_string()).unwrap_or_default()];
        parts.extend(Channel::ALL.map(took));
        while parts.last().is_some_and(String::is_empty) {
            parts.pop();
        }
        parts.join("; ")
    })
}

pub fn of_supports(all: &[Support]) -> String {
    lined(all, |one| {
        let paid = one.paid.map(|paid| format!("; {} an hour", paid.in_full())).unwrap_or_default();
        format!("{}; {}{paid}", one.kind.words(), one.says)
    })
}

pub fn of_powers(all: &[Power]) -> String {
    lined(all, |one| format!("{}; {}; {}", one.who, one.stage.code(), one.depth.code()))
}

pub fn of_choices(all: &[VoteChoice]) -> String {
    lined(all, |one| {
        let cost = one.cost.map(|cost| format!("; {}", cost.in_full().trim_start_matches('£'))).unwrap_or_default();
        format!("{}; {}; {}{cost}", one.code, one.title, one.about)
    })
}

fn lined<T>(all: &[T], line: impl Fn(&T) -> String) -> String {
    all.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back_the_same() {
        let groups = "town; 50%; 1,000; 120; 40\nvillages; 35.25%\naged 16 to 24";
        let read = super::groups(groups).expect("reads");
        assert_eq!((read[0].asked, read[0].took_part.len(), read[2].population), (Some(1000), 2, None));
        assert_eq!(super::groups(&of_groups(&read)).expect("reads again"), read);
        let supports = super::supports("easy read; eight pages\nPaid seats for people who have been through it; nine people; £25 an hour")
            .expect("reads");
        assert_eq!(supports[1].paid, Some(Money::from_pounds(25)));
        assert_eq!(super::supports(&of_supports(&supports)).expect("reads again"), supports);
        let choices = super::choices("hall; Village hall; A new roof; 62,000\nnothing; Nothing").expect("reads");
        assert_eq!(super::choices(&of_choices(&choices)).expect("reads again"), choices);
        let powers = super::powers("Residents; Plan; Empower").expect("reads");
        assert_eq!(super::powers(&of_powers(&powers)).expect("reads again"), powers);
        let not_up = super::not_up("The total; Council set it; in February").expect("reads");
        assert_eq!(not_up[0].because, "Council set it; in February");
        assert_eq!(super::not_up(&of_not_up(&not_up)).expect("reads again"), not_up);
    }

    #[test]
    fn each_wrong_line_is_told_with_its_number_and_the_mend() {
        assert_eq!(groups("town; lots").expect_err("refused"), ["Line 1: “lots” is not a percentage from 0 to 100"]);
        assert!(supports("Balloons; many").expect_err("refused")[0].contains("“Balloons” is none of these: Easy Read"));
        assert!(not_up("The total").expect_err("refused")[0].contains("say why"));
        assert!(alike("many; town; hall").expect_err("refused")[0].contains("“many” is not a number of people"));
    }
}
