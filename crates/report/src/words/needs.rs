//! Needs and strengths in words: how many, how sure, what is missing, who shares the picture; and the whole needs assessment.

use methods::disclosure::{PairShown, Settings as Small, pair};
use model::need::{FigureOf, Need, NeedFigure, NeedLevel, Trend};
use model::need_state::{Confidence, Lacks};
use model::shared_word::SharedWord;
use model::strength::Strength;
use quantity::Date;
use quantity::rounding::shown;

use super::count;
use crate::chart::strengths_map::strengths_map;
use crate::page::{Block, Document, Figure, Level, Text};
use crate::table::{Cell, Column, Table};

/// No method stands behind it: what people counted and wrote, as they wrote it.
pub const EDITION: &str = "records of the shared picture, as written, edition 1";

pub fn confidence(is: Confidence) -> &'static str {
    match is {
        Confidence::None => "not known: there is no evidence",
        Confidence::Low => "low",
        Confidence::Moderate => "moderate",
        Confidence::High => "high",
    }
}

/// Why one may be so sure, in one sentence.
pub fn sure(need: &Need, is_old: bool, is: Confidence, oldest_months: u32) -> String {
    match (need.newest_evidence(), is_old) {
        (None, _) => "Nobody has written down what shows it. Until somebody does, no decision can rest on it.".to_owned(),
        (Some(dated), true) => format!(
            "How sure one may be is {}. The newest evidence is of {}, older than {oldest_months} months: that counts for a step less, and holds back a decision that rests on it.",
            confidence(is),
            count::plain_date(dated)
        ),
        (Some(dated), false) => {
            format!("How sure one may be is {}. The newest evidence is of {}.", confidence(is), count::plain_date(dated))
        }
    }
}

/// `1,340 people`, or fewer than so many.
pub fn people(count: u32, smallest: u32) -> String {
    if count > 0 && count < smallest {
        format!("fewer than {smallest} people")
    } else {
        count::of_things(u64::from(count), "person", "people")
    }
}

fn origin(figure: &NeedFigure) -> String {
    format!("on {} ({})", count::plain_date(figure.on), figure.source)
}

/// `1,340 people on 30 September 2026 (housing register)`.
pub fn how_many(need: &Need, smallest: u32) -> String {
    match need.people_now() {
        Some((found, figure)) => format!("{} {}", count::sentence(&people(found, smallest)), origin(figure)),
        None if need.counts().is_empty() => "Nobody has counted yet".to_owned(),
        None => "Nobody has counted under the definition in force yet".to_owned(),
    }
}

pub fn unmet(need: &Need, smallest: u32) -> String {
    need.unmet_now().map_or_else(
        || "Nobody knows what share is unmet".to_owned(),
        |(_, found)| format!("{} {}", figure(need, found, smallest), origin(found)),
    )
}

/// One figure as it may be shown: `1,340 people`, `38%`, `Rising`; a small number, or a share that gives one away, never.
pub fn figure(need: &Need, found: &NeedFigure, smallest: u32) -> String {
    match found.of {
        FigureOf::People(many) => count::sentence(&people(many, smallest)),
        FigureOf::Trend(trend) => count::sentence(trend.code()),
        FigureOf::Unmet(share) => {
            let small = Small { below: u64::from(smallest).max(2), zero_is_small: false };
            let gives_away = need.people_now().is_some_and(|(people, _)| {
                let part = (f64::from(people) * share.value()).round() as u64;
                !matches!(pair(part, u64::from(people), &small), PairShown::All { .. })
            });
            if gives_away { "Withheld: a small number".to_owned() } else { share.shown(0) }
        }
    }
}

/// What two counts say set side by side, and what a source says of the way it goes.
pub fn which_way(need: &Need, smallest: u32) -> String {
    let mut said = Vec::new();
    if let Some((trend, figure)) = need.trend_now() {
        let word = match trend {
            Trend::Rising => "Rising",
            Trend::Steady => "Steady",
            Trend::Falling => "Falling",
        };
        said.push(format!("{word}, as said {}", origin(figure)));
    }
    if let Some(compared) = need.compared() {
        let both = [compared.before, compared.after].map(|figure| matches!(figure.of, FigureOf::People(n) if n >= smallest));
        if both == [true, true] {
            let change = compared.after_now - compared.before_now;
            let by = shown(change.abs(), 0);
            let least = f64::from(smallest).max(0.5);
            let more = match change {
                change if change >= least => format!("{by} more than"),
                change if change <= -least => format!("{by} fewer than"),
                _ => "About as many as".to_owned(),
            };
            let bridged = if compared.is_bridged { ", earlier counts bridged to what is meant now" } else { "" };
            said.push(format!("{more} on {}{bridged}", count::plain_date(compared.before.on)));
        }
    }
    if said.is_empty() { "Not known: it takes two counts of the same thing".to_owned() } else { said.join(". ") }
}

pub fn lacks(is: Lacks) -> &'static str {
    match is {
        Lacks::Strengths => "what is good about these people",
        Lacks::Capabilities => "what they can do",
        Lacks::People => "how many they are",
        Lacks::Unmet => "what share is unmet",
        Lacks::Evidence => "what shows it",
        Lacks::Voice => "who voiced it",
    }
}

/// What an entry goes without; none where it goes without nothing.
pub fn incomplete(all: &[Lacks]) -> Option<String> {
    let names: Vec<String> = all.iter().map(|one| lacks(*one).to_owned()).collect();
    (!names.is_empty()).then(|| format!("Incomplete: it does not say {}.", count::list(&names)))
}

/// `Not shared: the ICB has not signed edition 3.`
pub fn shared(need: &Need, not_signed: &[String]) -> String {
    if need.shared_with.is_empty() {
        return "Not shared: no partner is asked to sign it.".to_owned();
    }
    if not_signed.is_empty() {
        let partners = count::of_things(need.shared_with.len() as u64, "partner has", "partners have");
        return format!("Shared: {partners} signed edition {}.", need.edition);
    }
    let has = if not_signed.len() == 1 { "has" } else { "have" };
    format!("Not shared: {} {has} not signed edition {}.", count::list(not_signed), need.edition)
}

pub fn level(level: NeedLevel) -> String {
    count::sentence(level.words())
}

/// A part of the place that tells what is lacking and nothing of what is good.
pub fn only_deficits(place: &str) -> String {
    format!("Of {place} only needs are written down. Nothing yet says what is good there, and something is: ask, and add it.")
}

/// One need as the assessment tells it.
pub struct NeedTold<'a> {
    pub need: &'a Need,
    pub confidence: Confidence,
    pub is_old: bool,
    pub lacks: &'a [Lacks],
    pub not_signed: &'a [String],
    pub strengths: Vec<&'a str>,
    pub outcomes: Vec<&'a str>,
}

/// What a needs assessment takes.
pub struct AssessmentTold<'a> {
    pub place: &'a str,
    pub today: Date,
    pub needs: Vec<NeedTold<'a>>,
    pub strengths: Vec<&'a Strength>,
    /// Part of the place, and how many needs and strengths are written of it.
    pub places: Vec<(&'a str, usize, usize)>,
    pub words: Vec<&'a SharedWord>,
    pub smallest: u32,
    pub oldest_months: u32,
    /// For everybody, in plain words: without how partners work on it.
    pub is_public: bool,
}

/// Needs and strengths side by side. The lead counts both.
pub fn assessment(told: &AssessmentTold<'_>) -> Document {
    let title = if told.is_public {
        format!("What people need in {}, and what is good here", told.place)
    } else {
        format!("Needs assessment of {}", told.place)
    };
    let mut page = Document::new(title, lead(told));
    if told.is_public {
        page.paragraph("This page is for everybody. It shows what people told us and what we counted. Where fewer than a few people are meant, we do not give the number.");
    }
    for (place, needs, strengths) in &told.places {
        if *needs > 0 && *strengths == 0 {
            page.push(Block::Note(only_deficits(place).into()));
        }
    }
    page.heading(if told.is_public { "What people need" } else { "Needs" });
    if told.needs.is_empty() {
        page.paragraph("No need is written down yet.");
    }
    for one in &told.needs {
        need(&mut page, one, told);
    }
    page.heading("What is good here");
    strengths(&mut page, told);
    if !told.places.is_empty() {
        page.heading("Side by side, by part of the place");
        page.push(Block::Table(by_place(told)));
    }
    if !told.words.is_empty() {
        page.heading("Different words for one thing");
        page.push(Block::Table(words(&told.words)));
    }
    page.foot.push(format!("As written on {}. {}.", count::plain_date(told.today), count::sentence(EDITION)));
    page
}

fn lead(told: &AssessmentTold<'_>) -> String {
    let needs = count::of_things(told.needs.len() as u64, "need", "needs");
    let strengths = count::of_things(told.strengths.len() as u64, "strength", "strengths");
    if told.is_public {
        return format!("{} and {strengths} of this place are written down here.", count::sentence(&needs));
    }
    let shared = told.needs.iter().filter(|one| one.need.is_shared()).count() as u64;
    let old = told.needs.iter().filter(|one| one.is_old).count() as u64;
    let rest = match old {
        0 => String::new(),
        old => format!(" Of {}, the evidence is older than {} months or missing.", count::number(old), told.oldest_months),
    };
    format!(
        "{} and {strengths}. {} shared by every partner asked.{rest}",
        count::sentence(&needs),
        count::sentence(&count::of_things(shared, "need is", "needs are"))
    )
}

fn need(page: &mut Document, one: &NeedTold<'_>, told: &AssessmentTold<'_>) {
    let need = one.need;
    page.push(Block::Heading { level: Level::Three, text: need.title.clone() });
    let says = need.definition().map(|definition| definition.says.clone()).unwrap_or_default();
    page.paragraph(format!("Whose it is: {}. {says}", need.people));
    let or_nobody = |text: &str| if text.trim().is_empty() { "Nobody has written this yet".to_owned() } else { text.to_owned() };
    let places = if need.places.is_empty() { "Everywhere".to_owned() } else { count::list(&need.places) };
    let mut facts: Vec<(String, Text)> = vec![
        ("How many".into(), how_many(need, told.smallest).into()),
        ("Of it unmet".into(), unmet(need, told.smallest).into()),
        ("Which way it goes".into(), which_way(need, told.smallest).into()),
        ("Where".into(), places.into()),
        ("What people hope for".into(), or_nobody(&need.hopes).into()),
        ("What is good about them".into(), or_nobody(&need.strengths).into()),
        ("What they can do".into(), or_nobody(&need.capabilities).into()),
    ];
    if !one.strengths.is_empty() {
        facts.push(("Good here, and could help".into(), one.strengths.join("; ").into()));
    }
    if !need.voices.is_empty() {
        let mut groups: Vec<String> = need.voices.iter().map(|voice| voice.group.clone()).collect();
        groups.dedup();
        facts.push(("Who told us".into(), groups.join("; ").into()));
    }
    facts.push(("How sure this is".into(), sure(need, one.is_old, one.confidence, told.oldest_months).into()));
    if !told.is_public {
        facts.push(("Who shares it".into(), shared(need, one.not_signed).into()));
        let outcomes = if one.outcomes.is_empty() { "No outcome answers it yet".to_owned() } else { one.outcomes.join("; ") };
        facts.push(("Outcomes that answer it".into(), outcomes.into()));
    }
    page.push(Block::Facts(facts));
    if let Some(said) = incomplete(one.lacks) {
        page.push(Block::Note(said.into()));
    }
    if !told.is_public && !need.evidence.is_empty() {
        page.push(Block::Table(evidence(need)));
    }
}

/// What shows it, newest first.
pub fn evidence(need: &Need) -> Table {
    let mut all: Vec<_> = need.evidence.iter().collect();
    all.sort_by_key(|one| std::cmp::Reverse(one.dated));
    let rows = all.into_iter().map(|one| {
        vec![
            Cell::words(one.says.clone()),
            Cell::words(count::sentence(one.grade.code())),
            Cell::words(count::plain_date(one.dated)),
            Cell::words(one.source.clone()),
        ]
    });
    let columns = ["What it shows", "Grade", "Of which day", "Where it can be read"].map(Column::words).to_vec();
    Table::new(format!("Evidence of “{}”", need.title), columns, rows.collect())
}

fn strengths(page: &mut Document, told: &AssessmentTold<'_>) {
    if told.strengths.is_empty() {
        page.push(Block::Note("Nothing is written down yet of what is good here. A picture of needs alone is half a picture.".into()));
        return;
    }
    if let Some(chart) = strengths_map(&told.strengths, told.place) {
        page.push(Block::Figure(Box::new(Figure {
            chart,
            unit: "places".to_owned(),
            source: "what is written down as good here, with the coordinates it came with".to_owned(),
            edition: EDITION.to_owned(),
            csv_at: None,
            level: Level::Three,
        })));
    }
    page.push(Block::Table(strengths_table(&told.strengths)));
}

pub fn strengths_table(all: &[&Strength]) -> Table {
    let anywhere = |text: &str, none: &str| Cell::words(if text.trim().is_empty() { none.to_owned() } else { text.to_owned() });
    let rows = all.iter().map(|one| {
        vec![
            Cell::words(one.name.clone()),
            Cell::words(count::sentence(one.kind.words())),
            Cell::words(one.what.clone()),
            anywhere(&one.for_whom, "Anybody"),
            anywhere(&one.place, "Everywhere"),
        ]
    });
    let columns = ["What", "Sort", "What it does", "For whom", "Where"].map(Column::words).to_vec();
    Table::new("What is good here", columns, rows.collect())
}

fn by_place(told: &AssessmentTold<'_>) -> Table {
    let rows = told
        .places
        .iter()
        .map(|(place, needs, strengths)| vec![Cell::words(*place), Cell::Whole(*needs as u64), Cell::Whole(*strengths as u64)]);
    let columns = vec![Column::words("Part of the place"), Column::number("Needs", ""), Column::number("Strengths", "")];
    Table::new("Needs and strengths by part of the place", columns, rows.collect())
}

fn words(all: &[&SharedWord]) -> Table {
    let said = |one: &SharedWord| one.words.iter().map(|of| format!("“{}” ({})", of.word, of.said_by)).collect::<Vec<_>>().join("; ");
    let rows = all.iter().map(|one| vec![Cell::words(one.meaning.clone()), Cell::words(said(one))]).collect();
    Table::new("Different words for one thing", ["What it is", "What people call it"].map(Column::words).to_vec(), rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use serde_json::json;

    fn need(more: serde_json::Value) -> Need {
        let mut whole = json!({
            "title": "A home of one's own", "people": "single adults in supported flats", "level": "strategic", "part_of": null, "places": ["Harrowdene"],
            "priority": null, "measure": null, "indicator": "", "hopes": "", "strengths": "They know the town", "capabilities": "Most have kept a home before",
            "helped_by": [], "figures": [], "evidence": [], "voices": [], "shared_with": [], "edition": 2, "signatures": [], "refresh_months": 12,
            "choices": [], "waivers": [],
            "definitions": [{ "says": "Adults who live in our flats.", "on": "2024-03-01", "reason": "The first", "came_from": "officers", "series": "first", "by_role": "Analyst" }],
        });
        for (key, value) in more.as_object().expect("an object") {
            whole[key] = value.clone();
        }
        serde_json::from_value(whole).expect("a need")
    }

    fn count(people: u32, on: &str) -> serde_json::Value {
        json!({ "of": { "people": people }, "on": on, "source": "Register", "definition": 1, "by_role": "Analyst", "noted_on": on })
    }

    #[test]
    fn a_small_number_is_never_said_nor_given_away_by_a_difference() {
        let small = need(json!({ "figures": [count(40, "2025-03-01"), count(3, "2026-03-01")] }));
        assert_eq!(how_many(&small, 5), "Fewer than 5 people on 1 March 2026 (Register)");
        assert_eq!(which_way(&small, 5), "Not known: it takes two counts of the same thing");
        let large = need(json!({ "figures": [count(40, "2025-03-01"), count(52, "2026-03-01")] }));
        assert_eq!(which_way(&large, 5), "12 more than on 1 March 2025");
    }

    #[test]
    fn the_assessment_says_what_is_missing_who_has_not_signed_and_what_is_good() {
        let partner = "00000000-0000-0000-0000-000000000009";
        let bare = need(json!({ "strengths": "", "shared_with": [partner] }));
        let (today, lacks, not_signed) = (date(2026, 11, 21), bare.lacks(), ["The ICB".to_owned()]);
        let told = |is_public| AssessmentTold {
            place: "Northvale",
            today,
            needs: vec![NeedTold {
                need: &bare,
                confidence: bare.confidence(today, 36),
                is_old: bare.is_old(today, 36),
                lacks: &lacks,
                not_signed: &not_signed,
                strengths: vec![],
                outcomes: vec![],
            }],
            strengths: vec![],
            places: vec![("Harrowdene", 1, 0)],
            words: vec![],
            smallest: 5,
            oldest_months: 36,
            is_public,
        };
        let html = crate::html::document(&assessment(&told(false)));
        for said in [
            "Not shared: The ICB has not signed edition 2.",
            "Incomplete: it does not say what is good about these people",
            "Of Harrowdene only needs are written down",
            "A picture of needs alone is half a picture",
            "no decision can rest on it",
        ] {
            assert!(html.contains(said), "{said}: {html}");
        }
        let public = crate::html::document(&assessment(&told(true)));
        assert!(!public.contains("ICB") && public.contains("what is good here"), "{public}");
    }

    /// Flesch and Kincaid's grade: years of school it takes. Syllables are told by runs of vowels.
    fn grade(text: &str) -> f64 {
        let sentences = text.split(['.', ':', '\n']).filter(|part| part.split_whitespace().count() > 2).count().max(1) as f64;
        let words: Vec<&str> = text.split(|c: char| !c.is_alphabetic() && c != '’').filter(|word| !word.is_empty()).collect();
        let syllables = |word: &&str| {
            let is_vowel = |c: char| "aeiouyAEIOUY".contains(c);
            let runs = word.split(|c: char| !is_vowel(c)).filter(|run| !run.is_empty()).count();
            let silent = usize::from(word.ends_with('e') && !word.ends_with("le") && runs > 1);
            (runs - silent.min(runs)).max(1)
        };
        let spoken: usize = words.iter().map(syllables).sum();
        0.39 * words.len() as f64 / sentences + 11.8 * spoken as f64 / words.len().max(1) as f64 - 15.59
    }

    #[test]
    fn what_everybody_reads_takes_six_years_of_school_at_most() {
        let evidence = json!([{ "says": "Counted", "grade": "weak", "dated": "2021-03-31", "source": "Register", "by_role": "Analyst", "noted_on": "2026-01-01" }]);
        let one = need(json!({ "evidence": evidence, "strengths": "" }));
        let (today, lacks) = (date(2026, 11, 21), one.lacks());
        let page = assessment(&AssessmentTold {
            place: "Northvale",
            today,
            needs: vec![NeedTold {
                need: &one,
                confidence: one.confidence(today, 36),
                is_old: true,
                lacks: &lacks,
                not_signed: &[],
                strengths: vec![],
                outcomes: vec![],
            }],
            strengths: vec![],
            places: vec![("Harrowdene", 1, 0)],
            words: vec![],
            smallest: 5,
            oldest_months: 36,
            is_public: true,
        });
        let html = crate::html::document(&page).replace("</p>", "\n").replace("</dd>", "\n").replace("</div>", "\n");
        let text: String = html.split('<').filter_map(|part| part.split_once('>').map(|(_, said)| said)).collect();
        assert!(text.contains("A picture of needs alone is half a picture."), "{text}");
        assert!(grade(&text) <= 6.0, "{}: {text}", grade(&text));
        // The scale tells plain words from others.
        let hard = "Notwithstanding considerable methodological heterogeneity, longitudinal epidemiological investigations demonstrate deterioration.";
        assert!(grade(hard) > 20.0, "{}", grade(hard));
    }
}
