//! What happened in Northvale, in order.

use jiff::civil::{Date, date};

use super::need_steps::OfNeeds;
use super::voice_steps;
use crate::county::cases::cases;
use crate::county::files::{self, Sent};
use crate::county::issues::issues;
use crate::county::measures::measures;
use crate::county::money::FUNDS;
use crate::county::needs;
use crate::county::options::{AFTER_COSTS_ON, LISTED_ON, NAMED_ON, options};
use crate::county::papers::{PaperTold, papers};
use crate::county::{correction, demand, financial_plan, public_interest, supply};

use super::partnership_steps::{OfPartnership, steps as steps_of_partnership};
use super::shaping_steps::{self, OfShaping};

/// One thing that somebody did.
#[derive(Clone)]
pub enum Step {
    Load(Box<Sent>),
    /// Limits set again for a measure, by its key.
    Rebase(&'static str),
    /// One agency's wider definition of on time is written down.
    Redefine,
    /// A figure that came wrong is corrected; somebody outside the service looks.
    Correct,
    CheckCorrection,
    /// The record of the Public Interest Test of the housing transfer.
    AnswerInterest,
    ApproveInterest,
    /// A provider answers a draft judgement of its own performance.
    Reply,
    /// Areas, neighbours and indicators of other counties, to compare with.
    PublicFigures,
    /// The records of the market: payments, the register, notices, grants, providers, placements.
    Market,
    /// More of the same counties, and which of them are alike for children's and for adult services.
    Compared,
    Issue(&'static str, OfIssue),
    Case(&'static str, OfCase),
    Money(OfMoney),
    /// People had their say, by the key of the round.
    Voice(&'static str, OfVoice),
    Demand(OfDemand),
    /// Who could provide homes for people who leave long-stay hospital, and whether anybody would come.
    Supply,
    /// Options of a case, written down, costed and weighed in one sitting.
    Options(&'static str, Date),
    /// Needs and strengths, and the neighbourhood that commissions.
    Needs(Date, OfNeeds),
    /// What the place puts first, and whose list says so.
    Priorities(Date),
    /// The order kept once costs are known.
    AfterCosts(Date),
    /// What could be put first is named, before anybody puts it in order.
    NamePriorities(Date),
    Partnership(OfPartnership),
    /// Barriers, the pipeline, meetings, plans and statements.
    Shaping(OfShaping),
    /// The readiness check, asked and affirmed.
    Ask {
        case: &'static str,
        change: &'static str,
        part: &'static str,
        affirm: Option<&'static str>,
    },
    /// A decision paper, written, cleared and, where it was, decided on.
    Paper(Box<PaperTold>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OfIssue {
    Raise,
    Triage,
    Material,
    Fix(usize),
    /// A test that was agreed, and given up before it began.
    LockFirst,
    VoidFirst,
    Lock,
    Mechanism,
    Asked(usize),
    Checked,
    Moved,
    Explained,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OfMoney {
    Fund(usize),
    PutIn(usize, usize),
    /// What a partner could bear of the fund for adults in crisis.
    Bear,
    Open,
    Forty,
    /// The plan is kept, with what shows that it holds.
    Keep,
    Nine,
    /// What was spent last year, loaded from its file.
    Outturn,
    /// Places to meet, over three years.
    Places,
    /// The lines of the financial plans.
    Plan,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OfVoice {
    /// Planned, with its vote, and opened to the public.
    Plan,
    Step(usize),
    Vote,
    Close,
    Changed,
}

/// Who may have what, and how much will be needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OfDemand {
    /// Roads treated in winter, with the people who live along them.
    Winter,
    /// Care and support, whose threshold is national.
    Care,
    HomeCare,
    /// Who goes where after a stay in hospital.
    Map,
    /// Starts of reablement, measured so that they can be carried on.
    Starts,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OfCase {
    Open,
    Outcome(usize),
    Promise(usize),
    Room(usize),
    Look(usize),
    Plan,
    Choice(usize),
    RuleOut(usize),
    Way(usize),
    Saving,
    Result(usize),
    Lesson(usize),
    Asked(usize),
    Skill(usize),
    Next,
}

impl std::fmt::Debug for Step {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Step::Load(sent) => write!(f, "load {}", sent.name),
            Step::Rebase(key) => write!(f, "set the limits of {key} again"),
            Step::Redefine => f.write_str("write a changed definition down"),
            Step::Correct => f.write_str("correct a figure"),
            Step::CheckCorrection => f.write_str("check a correction from outside"),
            Step::AnswerInterest => f.write_str("answer the Public Interest Test"),
            Step::ApproveInterest => f.write_str("approve the Public Interest Test"),
            Step::Reply => f.write_str("reply"),
            Step::PublicFigures => f.write_str("load public figures of other counties"),
            Step::Market => f.write_str("load the records of the market"),
            Step::Issue(key, part) => write!(f, "{part:?} of the issue {key}"),
            Step::Case(key, part) => write!(f, "{part:?} of the case {key}"),
            Step::Voice(key, part) => write!(f, "{part:?} of the round {key}"),
            Step::Money(part) => write!(f, "{part:?} of the shared money"),
            Step::Demand(part) => write!(f, "{part:?} of demand"),
            Step::Supply => f.write_str("look at the market for homes"),
            Step::Options(key, _) => write!(f, "options of the case {key}"),
            Step::NamePriorities(_) => f.write_str("name priorities"),
            Step::Shaping(part) => write!(f, "{part:?} of the shaping of markets"),
            Step::Partnership(part) => write!(f, "{part:?} of the partnership"),
            Step::Compared => f.write_str("load more to compare with"),
            Step::Priorities(_) => f.write_str("put priorities in order"),
            Step::Needs(_, part) => write!(f, "{part:?} of the needs"),
            Step::AfterCosts(_) => f.write_str("keep the order of priorities after costs"),
            Step::Paper(told) => write!(f, "write the paper {}", told.title),
            Step::Ask { case, change, .. } => write!(f, "ask the readiness check of {change} in {case}"),
        }
    }
}

/// Everything, oldest first. On one day: figures come first, then issues, cases and questions, as listed here.
pub fn script() -> Vec<(Date, Step)> {
    let mut steps = Vec::new();
    steps.extend(of_figures());
    steps.extend(of_issues());
    steps.extend(of_cases());
    steps.push((NAMED_ON, Step::NamePriorities(NAMED_ON)));
    steps.push((LISTED_ON, Step::Priorities(LISTED_ON)));
    steps.push((AFTER_COSTS_ON, Step::AfterCosts(AFTER_COSTS_ON)));
    steps.extend(options().into_iter().map(|told| (told.on, Step::Options(told.case, told.on))));
    steps.extend(of_questions());
    steps.extend(of_money());
    steps.extend(voice_steps::script().into_iter().map(|(on, key, part)| (on, Step::Voice(key, part))));
    steps.extend(
        [OfDemand::Winter, OfDemand::Care, OfDemand::HomeCare, OfDemand::Map, OfDemand::Starts]
            .map(|part| (demand::ON, Step::Demand(part))),
    );
    steps.push((supply::ON, Step::Supply));
    steps.extend(of_needs());
    steps.extend(steps_of_partnership().into_iter().map(|(on, part)| (on, Step::Partnership(part))));
    steps.extend(shaping_steps::steps().map(|(on, part)| (on, Step::Shaping(part))));
    steps.extend(papers().into_iter().map(|told| (told.on, Step::Paper(Box::new(told)))));
    // Stable: what stands first above happens first on the same day.
    steps.sort_by_key(|(on, _)| *on);
    steps
}

fn of_figures() -> Vec<(Date, Step)> {
    let mut loads: Vec<(Date, Step)> = files::returns().into_iter().map(|sent| (sent.on, Step::Load(Box::new(sent)))).collect();
    if let Ok(bytes) = files::housing_october() {
        let sent =
            Sent { name: "housing-support-october.xlsx".into(), bytes, service: crate::county::services::HOUSING, on: files::OCTOBER };
        loads.push((sent.on, Step::Load(Box::new(sent))));
    }
    loads.push((date(2025, 10, 21), Step::Redefine));
    // Agreed when the tests were locked; set once half a year of figures has followed.
    loads.extend(measures().into_iter().filter(|fact| fact.rebased.is_some()).map(|fact| (files::SEPTEMBER, Step::Rebase(fact.key))));
    loads.push((correction::CORRECTED, Step::Correct));
    loads.push((correction::CHECKED, Step::CheckCorrection));
    loads.push((files::OCTOBER, Step::Reply));
    loads.push((files::OCTOBER, Step::PublicFigures));
    loads.push((files::OCTOBER, Step::Compared));
    loads.push((files::OCTOBER, Step::Market));
    loads
}

fn of_money() -> Vec<(Date, Step)> {
    let mut steps = Vec::new();
    for (at, fund) in FUNDS.iter().enumerate() {
        steps.push((date(2026, 10, 5), Step::Money(OfMoney::Fund(at))));
        steps.extend((0..fund.puts_in.len()).map(|part| (date(2026, 10, 5), Step::Money(OfMoney::PutIn(at, part)))));
    }
    let later = [
        (financial_plan::WRITTEN, OfMoney::Plan),
        (date(2026, 10, 12), OfMoney::Bear),
        (date(2026, 11, 9), OfMoney::Open),
        (date(2026, 11, 9), OfMoney::Forty),
        (date(2026, 11, 10), OfMoney::Keep),
        (date(2026, 11, 12), OfMoney::Nine),
        (date(2026, 11, 12), OfMoney::Outturn),
        (date(2026, 11, 16), OfMoney::Places),
    ];
    steps.extend(later.map(|(on, part)| (on, Step::Money(part))));
    steps
}

fn of_needs() -> Vec<(Date, Step)> {
    [
        (needs::WRITTEN, OfNeeds::Write),
        (needs::LOADED, OfNeeds::Directory),
        (needs::REDEFINED, OfNeeds::Redefine),
        (needs::COUNTED, OfNeeds::Choices),
        (needs::SIGNED, OfNeeds::Sign),
        (needs::DELEGATED, OfNeeds::Neighbourhood),
        (needs::LINKED, OfNeeds::Link),
    ]
    .map(|(on, part)| (on, Step::Needs(on, part)))
    .into()
}

fn of_issues() -> Vec<(Date, Step)> {
    let mut steps = Vec::new();
    for issue in issues() {
        let mut add = |on: Date, part: OfIssue| steps.push((on, Step::Issue(issue.key, part)));
        add(issue.raised_on, OfIssue::Raise);
        if let Some((on, _)) = issue.triage {
            add(on, OfIssue::Triage);
        }
        if let Some((on, _)) = issue.material {
            add(on, OfIssue::Material);
        }
        let Some(test) = &issue.test else { continue };
        // Named with the test, started when it says.
        if let Some(first) = test.first {
            add(first.locked_on, OfIssue::LockFirst);
            add(first.voided_on, OfIssue::VoidFirst);
        }
        (0..issue.fixes.len()).for_each(|at| add(test.locked_on, OfIssue::Fix(at)));
        add(test.locked_on, OfIssue::Lock);
        if let Some((on, _)) = test.mechanism {
            add(on, OfIssue::Mechanism);
        }
        for (at, asked) in test.asked.iter().enumerate() {
            add(asked.5, OfIssue::Asked(at));
        }
        if let Some((on, _)) = test.data_checked {
            add(on, OfIssue::Checked);
        }
        if let Some((on, ..)) = test.moved {
            add(on, OfIssue::Moved);
        }
        if let Some((.., on)) = test.explained {
            add(on, OfIssue::Explained);
        }
    }
    steps
}

fn of_cases() -> Vec<(Date, Step)> {
    let mut steps = Vec::new();
    for case in cases() {
        let mut add = |on: Date, part: OfCase| steps.push((on, Step::Case(case.key, part)));
        add(case.opened, OfCase::Open);
        (0..case.outcomes.len()).for_each(|at| add(case.opened, OfCase::Outcome(at)));
        case.promises.iter().enumerate().for_each(|(at, promise)| add(promise.made_on, OfCase::Promise(at)));
        case.rooms.iter().enumerate().for_each(|(at, room)| add(room.2, OfCase::Room(at)));
        case.looks.iter().enumerate().for_each(|(at, look)| add(look.1, OfCase::Look(at)));
        if let Some(first) = case.choices.iter().map(|choice| choice.on).min() {
            add(first, OfCase::Plan);
            if case.saving_counted.is_some() {
                add(first, OfCase::Saving);
            }
        }
        for (at, choice) in case.choices.iter().enumerate() {
            add(choice.on, OfCase::Choice(at));
            if choice.ruled_out.is_some() {
                add(choice.on, OfCase::RuleOut(at));
            }
        }
        case.lessons.iter().enumerate().for_each(|(at, lesson)| add(lesson.2, OfCase::Lesson(at)));
        case.asked.iter().enumerate().for_each(|(at, asked)| add(asked.on, OfCase::Asked(at)));
        case.skills.iter().enumerate().for_each(|(at, skill)| add(skill.on, OfCase::Skill(at)));
        if let Some(next) = case.next {
            (0..case.ways.len()).for_each(|at| add(next.on, OfCase::Way(at)));
            add(next.on, OfCase::Next);
        }
        for (at, promise) in case.promises.iter().enumerate() {
            if let Some((.., on)) = promise.result {
                add(on, OfCase::Result(at));
            }
        }
    }
    steps
}

fn of_questions() -> Vec<(Date, Step)> {
    let ask = |on: Date, case, change, part, affirm| (on, Step::Ask { case, change, part, affirm });
    vec![
        ask(files::SEPTEMBER, "housing", "transfer_voluntary", "", Some("Not ready: eleven of twelve months, and empty flats have six.")),
        ask(
            files::OCTOBER,
            "housing",
            "transfer_voluntary",
            "",
            Some("I agree. October has to be explained before anything is concluded."),
        ),
        ask(
            files::OCTOBER,
            "reablement",
            "section_75",
            "",
            Some("I agree: both issues are shown to be fixed, and the same measures are in the agreement."),
        ),
        ask(files::OCTOBER, "school_transport", "as_now", "", None),
        ask(files::OCTOBER, "leaving_hospital", "as_now", "", None),
        ask(files::OCTOBER, "home_care", "as_now", "", None),
        ask(files::OCTOBER, "supported_living", "re_let", "Lot C", None),
        // Of the answer that was kept and affirmed.
        (public_interest::ANSWERED, Step::AnswerInterest),
        (public_interest::APPROVED, Step::ApproveInterest),
    ]
}
