//! The decision papers of Northvale: one that waits for named officers, one that was decided on, one whose split is still to be agreed.

use model::paper::{Office, PaperKind, SectionOf};
use quantity::Date;

use crate::county::files::OCTOBER;

/// Who answers for what is valued in adult services.
pub const CABINET_MEMBER: &str = "Cllr Ruth Aldous, cabinet member for adults and housing";

#[derive(Debug, Clone, PartialEq)]
pub struct PaperTold {
    /// Key of the case.
    pub case: &'static str,
    pub change: &'static str,
    pub on: Date,
    pub kind: PaperKind,
    pub title: &'static str,
    pub recommends: &'static str,
    pub reasons: &'static str,
    pub alternatives: &'static str,
    pub decides: &'static str,
    pub meets_on: Option<Date>,
    pub listed_on: Option<Date>,
    pub is_key: bool,
    pub confidence: &'static str,
    pub would_change: &'static str,
    /// Paragraph, until when, why.
    pub exempt: Option<(u8, Date, &'static str)>,
    /// Part 1, then what is exempt.
    pub sections: Vec<(SectionOf, &'static str, &'static str)>,
    pub priorities: Vec<(&'static str, &'static str)>,
    pub not_agreed: Vec<(&'static str, &'static str)>,
    pub cleared: Vec<(Office, &'static str, &'static str)>,
    /// It rests on the plan for the £1.2m.
    pub rests_on_the_allocation: bool,
    pub decision: Option<DecisionTold>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DecisionTold {
    pub what: &'static str,
    pub expects: &'static str,
    pub due: Date,
    /// Key of the measure that tells, and the figure as said.
    pub measure: (&'static str, f64),
    pub smallest_test: &'static str,
    pub review_on: Date,
    /// Why no option of some kinds was looked at, and what is done about skills nobody lends; where there is none of either, empty.
    pub why_not_wider: &'static str,
    pub skills_missing: &'static str,
}

pub fn papers() -> Vec<PaperTold> {
    vec![housing(), reablement(), falls()]
}

const fn day(year: i16, month: i8, day: i8) -> Date {
    jiff::civil::date(year, month, day)
}

/// The tempting transfer: equality, law and money wait for named officers.
fn housing() -> PaperTold {
    PaperTold {
        case: "housing",
        change: "transfer_voluntary",
        on: OCTOBER,
        kind: PaperKind::OptionsAppraisal,
        title: "Housing-related support: who should run it from April 2027?",
        recommends: "Agree in principle to transfer the six schemes to a voluntary organisation.\nAsk for a further report before anything is signed.",
        reasons: "The medium-term plan counts a saving of £680,000 from a transfer.\nA voluntary organisation may raise money that the council cannot.",
        alternatives: "Testing with one scheme first, transferring outreach alone, and staying and improving are all open; none was costed as fully as the transfer.",
        decides: "cabinet",
        meets_on: Some(day(2026, 12, 15)),
        listed_on: Some(day(2026, 11, 16)),
        is_key: true,
        confidence: "Low: October slipped back to 32 weeks, and empty flats have seven of the twelve months agreed.",
        would_change: "An explanation of October that is accepted, and five more months of empty flats at 18 days or fewer, would make the transfer safer; a second month over 30 weeks would rule it out.",
        exempt: Some((3, day(2027, 6, 30), "The council’s view of a price would weaken it in any later negotiation.")),
        sections: vec![
            (
                SectionOf::Consultation,
                "Residents of two schemes and three voluntary organisations were told of the transfer in September. They were not given alternatives to compare, so this is not yet consultation at a formative stage.",
                "",
            ),
            (
                SectionOf::Risk,
                "Three known issues would move with the service, unsolved; the repairs budget that one of the fixes needs would go with it.",
                "Officers expect a bid of about £2.7m a year; below £2.5m they doubt that 62 staff could be kept.",
            ),
            (SectionOf::Background, "Consultant’s letter on the market, March 2025.\nReturn of October 2026.", ""),
        ],
        priorities: vec![("No one who leaves a scheme goes back to sleeping rough.", "Cabinet, 14 July 2026")],
        not_agreed: vec![("The Civic group", "The saving was put in the budget before anybody had looked at the service.")],
        cleared: vec![],
        rests_on_the_allocation: false,
        decision: None,
    }
}

/// The recovery that is shown: decided in principle by the cabinet member; the agreement itself comes to Cabinet.
fn reablement() -> PaperTold {
    PaperTold {
        case: "reablement",
        change: "section_75",
        on: OCTOBER,
        kind: PaperKind::BusinessCase,
        title: "Reablement at home: a section 75 agreement with the NHS, in principle",
        recommends: "Agree in principle that reablement is run under a section 75 agreement with the Integrated Care Board.\nBring the agreement itself to Cabinet before it is signed.",
        reasons: "Both known issues are shown to be fixed and have stayed so for a year.\nOne team from the ward to the front room spares people a second assessment.",
        alternatives: "Staying as we are keeps what works, and two assessments with it. Letting it by contract would part it from the ward again.",
        decides: "cabinet_member",
        meets_on: Some(OCTOBER),
        listed_on: None,
        is_key: false,
        confidence: "High on the service’s figures: twelve months, both under their limits. Middling on the agreement’s cost, which is not yet negotiated.",
        would_change: "First visits later than eight days in any two months running, or an overspend share above the council’s contribution.",
        exempt: None,
        sections: vec![
            (SectionOf::Strategic, "People leave hospital sooner and stay at home: the first of the county’s joint priorities.", ""),
            (
                SectionOf::Economic,
                "The gain is one assessment fewer for some 3,050 people a year: £90,000 of assessors’ time is counted on, and what it spares people is not valued in pounds.",
                "",
            ),
            (SectionOf::Commercial, "No market is opened: section 75 is between the council and NHS bodies only.", ""),
            (
                SectionOf::Financial,
                "£9.6m a year, in the budget; £90,000 of it is to be saved from 2027/28. The share of an overspend is still to be agreed.",
                "",
            ),
            (SectionOf::Management, "The present head of service leads, with the board’s strategic commissioning lead.", ""),
            (
                SectionOf::Consultation,
                "38 people who used the service and 14 staff were asked while staying as we are was still open; 33 of the 38 said that the first visit now comes when they need it.",
                "",
            ),
            (
                SectionOf::Equality,
                "By age: nearly all are over 65 and gain alike. By disability: no change of offer. By sex, race, religion and the other characteristics: no difference was found, and race is recorded for only 71 in 100. Looked at again in May 2027.",
                "",
            ),
            (SectionOf::Legal, "National Health Service Act 2006, section 75, and the 2000 Regulations. Staff stay with the council.", ""),
            (
                SectionOf::Finance,
                "Nothing changes until the agreement is signed. A share of overspend by contribution, after the lead absorbs the first 2%, is the council’s position.",
                "",
            ),
            (SectionOf::Risk, "A deficit of the board becomes pressure on the pool: the agreement needs a way out at twelve months.", ""),
            (SectionOf::Background, "Better Care Fund plan 2026/27.", ""),
        ],
        priorities: vec![],
        not_agreed: vec![("Northvale Independents", "A pool hides who overspends.")],
        cleared: vec![
            (Office::Section151, "Theo Barlow", "On the terms stated under money."),
            (Office::MonitoringOfficer, "Ines Carrow", "In principle; the agreement itself has to be seen."),
        ],
        rests_on_the_allocation: false,
        decision: Some(DecisionTold {
            what: "Reablement is to be run under a section 75 agreement with the Integrated Care Board, in principle",
            expects: "The first visit still comes within seven days on average, every month",
            due: day(2027, 11, 30),
            measure: ("days_to_first_visit", 7.0),
            smallest_test: "Two months running in which the first visit comes later than eight days.",
            review_on: day(2027, 5, 31),
            why_not_wider: "The question was whether one team can be run with the NHS. No community body or company in the county has therapists, and doing without was ruled out in 2024: people stayed in hospital longer.",
            skills_missing: "",
        }),
    }
}

/// Who pays and who gains: the split is agreed before it is decided on.
fn falls() -> PaperTold {
    PaperTold {
        case: "falls",
        change: "section_75",
        on: OCTOBER,
        kind: PaperKind::OptionsAppraisal,
        title: "Steady on your feet: pay for it together, and share what it saves",
        recommends: "Agree to pay for strength classes, home checks and their coordination together with the Integrated Care Board.\nAgree the split that leaves no partner paying for what another gains.",
        reasons: "It avoids about 462 falls a year, most of them in people who would go to hospital.\nThe NHS gains nearly £6 for every £1 the council gains, and the council would pay most: the split mends that.",
        alternatives: "Staying as we are, the council alone, grants to halls and prompts alone are all open, and all avoid fewer falls; a contract was ruled out.",
        decides: "cabinet",
        meets_on: Some(day(2026, 12, 15)),
        listed_on: None,
        is_key: true,
        confidence: "Middling: it turns on how many finish the classes. At 62 of 100 it brings more than it costs; at 45 it does not.",
        would_change: "Fewer than 50 of 100 people finishing the first round of classes, or the board not agreeing to its part of the split.",
        exempt: None,
        sections: vec![
            (
                SectionOf::Consultation,
                "Eleven older people of three villages were asked in June, while every way was open; leaders, managers, crews and political groups from October, each apart.",
                "",
            ),
            (SectionOf::Background, "A survey of halls, June 2026.", ""),
        ],
        priorities: vec![],
        not_agreed: vec![("The Civic group", "The council pays for what the NHS gains.")],
        cleared: vec![],
        rests_on_the_allocation: true,
        decision: None,
    }
}
