//! What each group said of the change, as pages and papers tell it: the newest asking of each, side by side, small numbers withheld.
//! Where nobody asked, or too few answered, it is unknown. No figure here is of two groups together.

use methods::disclosure::{Cell, Settings as Small, differs_by_small, withhold};
use model::buy_in::{BuyIn, Group, Level};
use model::case::Case;
use model::id::OrganisationId;
use quantity::{Date, Share, period};
use serde::{Deserialize, Serialize};
use store::Tx;

use crate::config::Settings;
use crate::desk::Desk;
use crate::error::DeskError;

const POLITICAL: &str = "Political groups";

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct BuyInTold {
    /// Staff first, then partners, then political groups. Empty only in what was frozen before this was asked.
    pub rows: Vec<Row>,
    /// Groups that nobody asked: “staff”, a partner’s name, “political groups”.
    pub not_asked: Vec<String>,
    /// What else is unknown, in whole sentences.
    pub notices: Vec<String>,
}

/// One group, or one part of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// “Staff, therapists”.
    pub group: String,
    /// None: nobody asked.
    pub said: Option<Said>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Said {
    pub on: Date,
    pub how: String,
    pub source: String,
    pub by_role: String,
    pub words: String,
    pub counts: Counts,
    /// Of those who were asked, who answered; none where either is withheld.
    pub response: Option<Share>,
    /// Why what they think is unknown though they were asked; empty where it is known.
    pub unknown: String,
    /// What they said the time before, in a sentence; empty where they were asked once.
    pub before: String,
}

/// Counts of people that may be shown; none: withheld, as small or as giving a small one away.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub asked: Option<u32>,
    pub answered: Option<u32>,
    pub support: Option<u32>,
    pub doubts: Option<u32>,
    pub oppose: Option<u32>,
}

/// What may be shown of one asking, standing alone.
fn counts(kept: &BuyIn, small: &Small) -> Counts {
    if small.is_small(u64::from(kept.asked)) {
        return Counts::default();
    }
    let asked = Some(kept.asked);
    if small.is_small(u64::from(kept.answered)) {
        return Counts { asked, ..Counts::default() };
    }
    let sides = [kept.support, kept.doubts, kept.oppose, kept.neither()].map(u64::from).to_vec();
    let shown = withhold(&[sides], small).ok().and_then(|table| table.cells.into_iter().next()).unwrap_or_default();
    let at = |at: usize, count: u32| shown.get(at).copied().filter(|cell| matches!(cell, Cell::Shown(_))).map(|_| count);
    Counts { asked, answered: Some(kept.answered), support: at(0, kept.support), doubts: at(1, kept.doubts), oppose: at(2, kept.oppose) }
}

impl Counts {
    /// Everything that can be read from them, who took no side among it.
    fn figures(&self) -> [Option<u32>; 6] {
        let sides = self.support.zip(self.doubts).zip(self.oppose);
        let sides = sides.map(|((support, doubts), oppose)| support.saturating_add(doubts).saturating_add(oppose));
        let neither = self.answered.zip(sides).map(|(answered, sides)| answered.saturating_sub(sides));
        [self.asked, self.answered, self.support, self.doubts, self.oppose, neither]
    }
}

/// One asking with what may be shown of it beside all the others.
pub(crate) struct Asking<'a> {
    kept: &'a BuyIn,
    pub said: Said,
    /// Its figures would give a few people away beside a later asking of the same part.
    is_near_later: bool,
    /// It is of the whole group, and its figures would give a few people away beside a part of it.
    is_near_part: bool,
}

/// Every asking in the order they are kept: what two of them would give away by their difference is withheld.
pub(crate) fn askings<'a>(kept: &'a [BuyIn], small: &Small, least: f64) -> Vec<Asking<'a>> {
    let alone: Vec<(&'a BuyIn, Said)> = kept.iter().map(|one| (one, Said::of(one, small, least))).collect();
    let asking = |one: &'a BuyIn, said: &Said| {
        let is_near_later = kept.iter().any(|other| {
            let near = |a: u32, b: u32| differs_by_small(u64::from(a), u64::from(b), small);
            one.is_of_the_same(other) && other.on > one.on && (near(one.asked, other.asked) || near(one.answered, other.answered))
        });
        let is_near_part = one.who.is_empty() && gives_a_part_away(one, &said.counts, &alone, small);
        let said = if is_near_later || is_near_part { said.clone().withheld() } else { said.clone() };
        Asking { kept: one, said, is_near_later, is_near_part }
    };
    alone.iter().map(|&(one, ref said)| asking(one, said)).collect()
}

/// Whether the whole of a group less one part of it, or less all of its newest parts that are shown, is a few people.
fn gives_a_part_away(whole: &BuyIn, shown: &Counts, all: &[(&BuyIn, Said)], small: &Small) -> bool {
    let parts: Vec<&(&BuyIn, Said)> = all.iter().filter(|(part, _)| part.group == whole.group && !part.who.is_empty()).collect();
    let is_newest = |part: &BuyIn| !parts.iter().any(|(other, _)| other.is_of_the_same(part) && other.on > part.on);
    let mut sum: [Option<u32>; 6] = [None; 6];
    for (_, said) in parts.iter().filter(|(part, _)| is_newest(part)) {
        for (sum, figure) in sum.iter_mut().zip(said.counts.figures()) {
            if let Some(figure) = figure {
                *sum = Some(sum.unwrap_or_default().saturating_add(figure));
            }
        }
    }
    let near = |figures: [Option<u32>; 6]| {
        let pairs = shown.figures().into_iter().zip(figures).filter_map(|(one, other)| one.zip(other));
        pairs.map(|(one, other)| (u64::from(one), u64::from(other))).any(|(one, other)| differs_by_small(one, other, small))
    };
    near(sum) || parts.iter().any(|(_, said)| near(said.counts.figures()))
}

impl Said {
    fn of(kept: &BuyIn, small: &Small, least: f64) -> Said {
        let counts = counts(kept, small);
        let response = counts.asked.zip(counts.answered).and_then(|(asked, answered)| Share::of(u64::from(answered), u64::from(asked)));
        let true_response = Share::of(u64::from(kept.answered), u64::from(kept.asked)).unwrap_or(Share::NONE);
        let is_withheld = counts.answered.is_none();
        let unknown = if is_withheld {
            // Whether a few people answered, or nearly all of them, is theirs.
            String::new()
        } else if kept.answered == 0 {
            "Unknown: nobody answered".to_owned()
        } else if true_response.value() < least {
            "Unknown: too few answered".to_owned()
        } else {
            String::new()
        };
        Said {
            on: kept.on,
            how: kept.how.clone(),
            source: kept.source.clone(),
            by_role: kept.by_role.clone(),
            words: if is_withheld { String::new() } else { kept.words.clone() },
            // What too few said is no figure of the group.
            counts: if unknown.is_empty() { counts } else { Counts { support: None, doubts: None, oppose: None, ..counts } },
            response,
            unknown,
            before: String::new(),
        }
    }

    /// Without its figures and its words.
    fn withheld(self) -> Said {
        Said { words: String::new(), counts: Counts::default(), response: None, unknown: String::new(), ..self }
    }

    /// Neither its words nor who took which side may be shown.
    pub fn is_withheld(&self) -> bool {
        self.counts.answered.is_none()
    }

    /// “19 of 32 answered (59%)”.
    pub fn answered_in_words(&self) -> String {
        match (self.counts.asked, self.counts.answered, self.response) {
            (Some(asked), Some(answered), Some(response)) => format!("{answered} of {asked} answered ({})", response.shown(0)),
            (Some(asked), ..) => format!("{asked} asked; how many answered is withheld as a small number"),
            _ => "How many were asked is withheld to protect small numbers".to_owned(),
        }
    }

    /// “12 for it, 5 with doubts, 2 against”.
    pub fn sides_in_words(&self) -> String {
        if !self.unknown.is_empty() {
            return self.unknown.clone();
        }
        let shown: Vec<String> = [(self.counts.support, "for it"), (self.counts.doubts, "with doubts"), (self.counts.oppose, "against")]
            .into_iter()
            .filter_map(|(count, side)| Some(format!("{} {side}", count?)))
            .collect();
        match shown.len() {
            0 => "what they said is withheld to protect small numbers".to_owned(),
            3 => shown.join(", "),
            _ => format!("{}; the rest is withheld as small numbers", shown.join(", ")),
        }
    }
}

impl Row {
    /// One whole sentence.
    pub fn in_words(&self) -> String {
        match &self.said {
            None => format!("{}: unknown, nobody has asked.", self.group),
            Some(said) => format!("{}: {}; {}.", self.group, lower_first(&said.answered_in_words()), lower_first(&said.sides_in_words())),
        }
    }
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().collect::<String>() + letters.as_str())
}

impl BuyInTold {
    /// What nobody asked, as one whole sentence; none where every group was asked.
    pub fn gap(&self) -> Option<String> {
        (!self.not_asked.is_empty()).then(|| format!("Nobody has asked what these think of it: {}", self.not_asked.join("; ")))
    }
}

/// Gathered for the desk's own eyes: a partner that may not be seen is never named by who reads.
pub(crate) async fn told_buy_in(desk: &Desk, tx: &mut Tx, case: &Case) -> Result<BuyInTold, DeskError> {
    let settings = Settings::in_force(tx).await?;
    let names = store::organisations::list(tx, &desk.own_scope()).await?;
    let name = |id: OrganisationId| names.iter().find(|kept| kept.id == id).map_or("A partner", |kept| kept.noun.name.as_str()).to_owned();
    let small = Small { below: u64::from(settings.smallest_count).max(2), zero_is_small: false };
    Ok(told(case, &name, &small, settings.least_response))
}

/// Pure: the same records tell the same.
fn told(case: &Case, name: &dyn Fn(OrganisationId) -> String, small: &Small, least: f64) -> BuyInTold {
    let mut told = BuyInTold::default();
    let all = askings(&case.buy_in, small, least);
    let of = |wanted: &dyn Fn(Group) -> bool| -> Vec<&Asking<'_>> { all.iter().filter(|asking| wanted(asking.kept.group)).collect() };
    let titled = |title: &str, who: &str| if who.is_empty() { title.to_owned() } else { format!("{title}, {who}") };

    let staff = of(&|group| group == Group::Staff);
    told.add("Staff", &staff, |kept| titled("Staff", &kept.who));

    let mut partners = case.partners.clone();
    let others = case.buy_in.iter().filter_map(|kept| match kept.group {
        Group::Partner { organisation, .. } => Some(organisation),
        Group::Staff | Group::Political { .. } => None,
    });
    others.for_each(|other| {
        if !partners.contains(&other) {
            partners.push(other)
        }
    });
    for partner in partners {
        let title = name(partner);
        let level = |group: Group| match group {
            Group::Partner { organisation, level } if organisation == partner => Some(level),
            _ => None,
        };
        let mut said = of(&|group| level(group).is_some());
        said.sort_by_key(|asking| level(asking.kept.group));
        told.add(&title, &said, |kept| titled(&titled(&title, level(kept.group).map_or("", Level::words)), &kept.who));
        let asked: Vec<Level> = said.iter().filter_map(|asking| level(asking.kept.group)).collect();
        if asked.first() == Some(&Level::Leaders) && asked.iter().all(|level| *level == Level::Leaders) {
            told.notices.push(format!("Of {title} only leaders were asked: what its managers and its front line think is unknown."));
        }
    }

    let mut political = of(&|group| matches!(group, Group::Political { .. }));
    political.sort_by_key(|asking| asking.kept.group != Group::Political { leads: true });
    told.add(POLITICAL, &political, |kept| titled("Members", &kept.who));
    if !political.is_empty() && political.iter().all(|asking| asking.kept.group == Group::Political { leads: true }) {
        told.notices.push("Only the political group that leads the authority was asked: what the others think is unknown.".to_owned());
    }
    told
}

impl BuyInTold {
    /// The newest asking of each part, with what was said the time before; or that nobody asked.
    fn add(&mut self, title: &str, asked: &[&Asking<'_>], named: impl Fn(&BuyIn) -> String) {
        if asked.is_empty() {
            let is_name = title != "Staff" && title != POLITICAL;
            self.not_asked.push(if is_name { title.to_owned() } else { lower_first(title) });
            self.rows.push(Row { group: title.to_owned(), said: None });
        }
        for (at, asking) in asked.iter().enumerate() {
            if asked.iter().take(at).any(|earlier| earlier.kept.is_of_the_same(asking.kept)) {
                continue;
            }
            let mut times: Vec<&Asking<'_>> = asked.iter().copied().filter(|other| other.kept.is_of_the_same(asking.kept)).collect();
            times.sort_by_key(|time| time.kept.on);
            let Some(newest) = times.pop() else { continue };
            let mut said = newest.said.clone();
            if let Some(last) = times.last() {
                let on = period::in_words(last.kept.on);
                said.before = if last.is_near_later {
                    format!("On {on}: withheld, since so few more or fewer answered.")
                } else {
                    let (answered, sides) = (lower_first(&last.said.answered_in_words()), lower_first(&last.said.sides_in_words()));
                    format!("On {on}: {answered}; {sides}.")
                };
            }
            let group = named(newest.kept);
            if newest.is_near_part {
                self.notices.push(format!(
                    "{group}: the figures of the whole are withheld, since beside its parts they would tell of a few people."
                ));
            }
            self.rows.push(Row { group, said: Some(said) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use testkit::nouns;
    use uuid::Uuid;

    const SMALL: Small = Small { below: 5, zero_is_small: false };

    fn asking(group: Group, who: &str, figures: [u32; 5]) -> BuyIn {
        let [asked, answered, support, doubts, oppose] = figures;
        BuyIn {
            group,
            who: who.into(),
            how: "A survey".into(),
            asked,
            answered,
            support,
            doubts,
            oppose,
            words: "We would try it.".into(),
            on: date(2026, 10, 20),
            source: "Survey of 20 October".into(),
            by_role: "Head of commissioning".into(),
        }
    }

    fn partner(number: u128, level: Level) -> Group {
        Group::Partner { organisation: OrganisationId(Uuid::from_u128(number)), level }
    }

    fn of(buy_in: Vec<BuyIn>, partners: &[u128]) -> BuyInTold {
        let mut case = nouns::case("Who?", Vec::new());
        case.partners = partners.iter().map(|number| OrganisationId(Uuid::from_u128(*number))).collect();
        case.buy_in = buy_in;
        told(&case, &|id| format!("Partner {}", id.uuid().as_u128()), &SMALL, 0.5)
    }

    #[test]
    fn where_nobody_asked_it_is_unknown_and_every_group_is_named() {
        let told = of(Vec::new(), &[1, 2]);
        let rows: Vec<String> = told.rows.iter().map(Row::in_words).collect();
        assert_eq!(
            rows,
            [
                "Staff: unknown, nobody has asked.",
                "Partner 1: unknown, nobody has asked.",
                "Partner 2: unknown, nobody has asked.",
                "Political groups: unknown, nobody has asked.",
            ]
        );
        assert_eq!(told.not_asked, ["staff", "Partner 1", "Partner 2", "political groups"]);
    }

    #[test]
    fn no_figure_is_of_two_groups_together() {
        let told = of(
            vec![
                asking(Group::Staff, "therapists", [40, 30, 20, 10, 0]),
                asking(partner(1, Level::Managers), "", [100, 50, 5, 5, 40]),
                asking(Group::Political { leads: false }, "the Civic group", [12, 12, 0, 6, 6]),
            ],
            &[1],
        );
        let text = serde_json::to_string(&told).expect("JSON") + &told.rows.iter().map(Row::in_words).collect::<String>();
        let numbers: std::collections::BTreeSet<&str> =
            text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).collect();
        // Sums and means of any two or of all three: of asked, answered, for, against, and of their shares in per cent.
        for never in ["140", "52", "112", "152", "80", "42", "62", "92", "25", "46", "64", "67", "38", "44", "56", "83", "88"] {
            assert!(!numbers.contains(never), "{never} is a figure of several groups: {text}");
        }
        for own in ["40", "30", "75", "100", "50", "12"] {
            assert!(numbers.contains(own), "{own} is a group’s own: {text}");
        }
    }

    #[test]
    fn small_numbers_are_withheld_with_whatever_would_give_them_away() {
        let of_one = |figures| counts(&asking(Group::Staff, "", figures), &SMALL);
        assert_eq!(of_one([4, 4, 4, 0, 0]), Counts::default(), "four people");
        assert_eq!(of_one([30, 3, 3, 0, 0]), Counts { asked: Some(30), ..Counts::default() });
        let shown = of_one([32, 19, 12, 5, 2]);
        assert_eq!((shown.asked, shown.answered, shown.oppose), (Some(32), Some(19), None));
        assert_eq!(shown.doubts, None, "19 less 12 less 5 is two people: {shown:?}");
        let open = of_one([40, 30, 15, 10, 5]);
        assert_eq!((open.support, open.doubts, open.oppose), (Some(15), Some(10), Some(5)));
        let words = Said::of(&asking(Group::Staff, "", [32, 19, 12, 5, 2]), &SMALL, 0.5).sides_in_words();
        assert_eq!(words, "12 for it; the rest is withheld as small numbers");
    }

    #[test]
    fn too_few_answers_read_unknown_and_a_leaders_yes_is_not_its_front_lines() {
        let told = of(
            vec![
                asking(Group::Staff, "", [100, 20, 20, 0, 0]),
                asking(partner(1, Level::Leaders), "", [6, 6, 6, 0, 0]),
                asking(Group::Political { leads: true }, "the Alliance group", [30, 30, 30, 0, 0]),
            ],
            &[1],
        );
        assert_eq!(told.rows[0].in_words(), "Staff: 20 of 100 answered (20%); unknown: too few answered.");
        let counts = told.rows[0].said.as_ref().expect("asked").counts;
        assert_eq!((counts.answered, counts.support), (Some(20), None));
        assert_eq!(told.rows[1].group, "Partner 1, leaders");
        assert_eq!(told.notices.len(), 2, "{:?}", told.notices);
        assert!(told.notices[0].contains("only leaders were asked") && told.notices[1].contains("what the others think is unknown"));
        assert_eq!(told.gap(), None);
    }

    #[test]
    fn asked_again_the_newest_stands_and_the_time_before_is_told() {
        let mut first = asking(Group::Staff, "Therapists", [40, 30, 10, 10, 10]);
        first.on = date(2026, 5, 4);
        let told = of(vec![asking(Group::Staff, "therapists", [40, 36, 26, 10, 0]), first.clone()], &[]);
        assert_eq!(told.rows[0].group, "Staff, therapists");
        assert_eq!(told.rows.iter().filter(|row| row.said.is_some()).count(), 1);
        let said = told.rows[0].said.as_ref().expect("asked");
        assert_eq!(said.counts.support, Some(26));
        assert_eq!(said.before, "On 4 May 2026: 30 of 40 answered (75%); 10 for it, 10 with doubts, 10 against.");

        first.answered = 34;
        first.asked = 38;
        let told = of(vec![asking(Group::Staff, "therapists", [40, 36, 26, 10, 0]), first], &[]);
        let said = told.rows[0].said.as_ref().expect("asked");
        assert_eq!(said.counts.support, Some(26), "the newest stands");
        assert_eq!(said.before, "On 4 May 2026: withheld, since so few more or fewer answered.");
    }

    #[test]
    fn a_group_of_three_with_one_answer_gives_away_no_words() {
        let told = of(vec![asking(Group::Staff, "therapists", [3, 1, 0, 0, 1])], &[]);
        let said = told.rows[0].said.as_ref().expect("asked");
        assert_eq!((said.words.as_str(), said.unknown.as_str(), said.counts), ("", "", Counts::default()));
        assert!(!serde_json::to_string(&told).expect("JSON").contains("We would try it"));
        let few = of(vec![asking(Group::Staff, "", [30, 2, 2, 0, 0])], &[]);
        let said = few.rows[0].said.as_ref().expect("asked");
        assert_eq!((said.words.as_str(), said.unknown.as_str(), said.counts.asked), ("", "", Some(30)), "two of thirty answered");
    }

    #[test]
    fn the_whole_of_a_group_shows_no_counts_where_a_part_of_it_would_give_a_few_people_away() {
        let whole = || asking(Group::Staff, "", [40, 30, 20, 10, 0]);
        let told = of(vec![whole(), asking(Group::Staff, "therapists", [38, 20, 10, 5, 5])], &[]);
        let counts = |at: usize| told.rows[at].said.as_ref().expect("asked").counts;
        assert_eq!((counts(0), counts(1).answered), (Counts::default(), Some(20)), "40 less 38 is two people");
        assert!(told.notices.iter().any(|notice| notice.starts_with("Staff: the figures of the whole are withheld")), "{:?}", told.notices);
        let told = of(
            vec![whole(), asking(Group::Staff, "therapists", [20, 15, 10, 5, 0]), asking(Group::Staff, "drivers", [17, 8, 8, 0, 0])],
            &[],
        );
        assert_eq!(told.rows[0].said.as_ref().expect("asked").counts, Counts::default(), "40 less 20 less 17 is three people");
        let told = of(vec![whole(), asking(Group::Staff, "therapists", [20, 15, 10, 5, 0])], &[]);
        assert_eq!(told.rows[0].said.as_ref().expect("asked").counts.support, Some(20), "nobody is picked out");
    }
}
