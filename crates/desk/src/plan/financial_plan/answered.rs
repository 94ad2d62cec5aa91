//! The lines of the plan held against what decisions promise and what came of it. Nothing is counted twice, and what nobody knows is not £0.

use model::decision::Decision;
use model::financial_plan::{DecidedSaving, PlanLine, PlanLineKind};
use model::id::{DecidedSavingId, DecisionId, PlanLineId};
use model::record::Record;
use quantity::{Date, Money, Period};

/// A sum of amounts of which some may not be known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sum {
    pub known: Money,
    /// How many amounts are not in it.
    pub not_known: usize,
}

impl Sum {
    pub fn of(amounts: impl IntoIterator<Item = Option<Money>>) -> Sum {
        amounts.into_iter().fold(Sum::default(), Sum::and)
    }

    fn and(self, amount: Option<Money>) -> Sum {
        match amount {
            Some(amount) => Sum { known: Money::from_pence(self.known.pence().saturating_add(amount.pence())), ..self },
            None => Sum { not_known: self.not_known + 1, ..self },
        }
    }

    pub fn together(self, other: Sum) -> Sum {
        Sum { not_known: self.not_known + other.not_known, ..self.and(Some(other.known)) }
    }

    /// The sum, where all of it is known.
    pub fn whole(self) -> Option<Money> {
        (self.not_known == 0).then_some(self.known)
    }
}

/// What came of what was promised for one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Came {
    NothingPromised,
    /// The year has not begun.
    ToCome,
    /// As reviews found; what no review has looked at is not known.
    Found(Sum),
}

/// One financial year of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineYear {
    /// The calendar year in which it begins.
    pub year: i16,
    /// None where nobody knows yet.
    pub counted: Option<Money>,
    pub promised: Sum,
    pub came: Came,
}

impl LineYear {
    /// What the plan counts on and no decision promises; none where either is not known.
    pub fn unanswered(&self) -> Option<Money> {
        let short = self.counted?.pence().saturating_sub(self.promised.whole()?.pence());
        Some(Money::from_pence(short.max(0)))
    }
}

/// A line with what stands towards it.
#[derive(Debug, Clone, PartialEq)]
pub struct LineRead {
    pub record: Record<PlanLineId, PlanLine>,
    pub years: Vec<LineYear>,
    /// What decisions that stand promise towards it.
    pub answers: Vec<Record<DecidedSavingId, DecidedSaving>>,
    /// How many more the reader may not see.
    pub sealed: usize,
}

/// One financial year of an organisation's plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanYear {
    pub year: i16,
    /// None where no line says what the gap is.
    pub gap: Option<Sum>,
    pub counted: Sum,
    pub promised: Sum,
    /// Counted on, without a decision: what one line has too much does not fill another.
    pub unanswered: Sum,
    pub came: Came,
}

impl PlanYear {
    /// What of the gap no line of savings closes; none where the gap or a line is not known.
    pub fn without_a_line(&self) -> Option<Money> {
        Some(Money::from_pence(self.gap?.whole()?.pence().saturating_sub(self.counted.whole()?.pence())))
    }
}

/// Of several decisions of a case about the same service, or the same part of it, the last stands: a saving is not promised twice by being
/// decided on twice, nor any longer once something else was decided.
pub fn that_stand(
    savings: Vec<Record<DecidedSavingId, DecidedSaving>>,
    decisions: &[Record<DecisionId, Decision>],
) -> Vec<Record<DecidedSavingId, DecidedSaving>> {
    let of = |decision: &Decision| (decision.case, decision.service, decision.part.clone());
    let when = |decision: &Decision| (decision.decided_on, decision.recorded_at);
    let stands = |saving: &Record<DecidedSavingId, DecidedSaving>| {
        let own = decisions.iter().find(|record| record.id == saving.noun.decision).map(|record| &record.noun);
        own.is_some_and(|own| !decisions.iter().any(|later| of(&later.noun) == of(own) && when(&later.noun) > when(own)))
    };
    savings.into_iter().filter(stands).collect()
}

/// A line held against what stands towards it.
pub fn line_read(
    record: Record<PlanLineId, PlanLine>,
    answers: Vec<Record<DecidedSavingId, DecidedSaving>>,
    sealed: usize,
    today: Date,
) -> LineRead {
    let counted = record.noun.years.iter().map(|(year, _)| *year);
    let promised = answers.iter().flat_map(|saving| saving.noun.counts.iter().map(|(year, _)| *year));
    let mut years: Vec<i16> = counted.chain(promised).collect();
    years.sort_unstable();
    years.dedup();
    let of_year = |year: i16| {
        let begins = |saving: &Record<DecidedSavingId, DecidedSaving>| {
            saving.noun.counts.iter().find(|(of, _)| *of == year).map(|(_, amount)| *amount)
        };
        let found = |saving: &Record<DecidedSavingId, DecidedSaving>| {
            saving.noun.delivered.iter().find(|found| found.year == year).map(|found| found.amount)
        };
        let hidden = std::iter::repeat_n(None, sealed);
        let promising: Vec<_> = answers.iter().filter(|saving| begins(saving).is_some_and(|amount| amount != Money::ZERO)).collect();
        let came = if promising.is_empty() && sealed == 0 {
            Came::NothingPromised
        } else if Period::FinancialYear(year).first_day() > today {
            Came::ToCome
        } else {
            Came::Found(Sum::of(promising.iter().map(|saving| found(saving)).chain(hidden.clone())))
        };
        LineYear {
            year,
            counted: record.noun.in_year(year),
            promised: Sum::of(promising.iter().map(|saving| begins(saving)).chain(hidden)),
            came,
        }
    };
    LineRead { years: years.into_iter().map(of_year).collect(), record, answers, sealed }
}

/// The years of one organisation's plan, from its lines that are in it: none left out between the first and the last.
pub fn plan_years(lines: &[&LineRead]) -> Vec<PlanYear> {
    let all = || {
        lines
            .iter()
            .filter(|line| line.record.noun.is_in_the_plan())
            .flat_map(|line| line.years.iter().map(|year| (line.record.noun.kind, year)))
    };
    let (Some(first), Some(last)) = (all().map(|(_, year)| year.year).min(), all().map(|(_, year)| year.year).max()) else {
        return Vec::new();
    };
    let of_year = |year: i16| {
        let of = |kind: PlanLineKind| all().filter(move |(of, line)| *of == kind && line.year == year).map(|(_, line)| *line);
        let gaps: Vec<LineYear> = of(PlanLineKind::Gap).collect();
        let savings: Vec<LineYear> = of(PlanLineKind::Saving).collect();
        PlanYear {
            year,
            gap: (!gaps.is_empty()).then(|| Sum::of(gaps.iter().map(|line| line.counted))),
            counted: Sum::of(savings.iter().map(|line| line.counted)),
            promised: savings.iter().fold(Sum::default(), |sum, line| sum.together(line.promised)),
            unanswered: Sum::of(savings.iter().map(LineYear::unanswered)),
            came: savings.iter().fold(Came::NothingPromised, |came, line| both(came, line.came)),
        }
    };
    (first..=last).map(of_year).collect()
}

/// What came of two of them together.
pub fn both(one: Came, other: Came) -> Came {
    match (one, other) {
        (Came::NothingPromised, came) | (came, Came::NothingPromised) => came,
        (Came::Found(one), Came::Found(other)) => Came::Found(one.together(other)),
        (Came::ToCome, came) | (came, Came::ToCome) => came,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;
    use jiff::civil::date;
    use model::audience::Audience;
    use model::financial_plan::Delivered;
    use model::fund::MoneyTerm;
    use model::id::{CaseId, OrganisationId, ServiceId};
    use testkit::nouns;
    use uuid::Uuid;

    const TODAY: Date = date(2028, 11, 21);

    fn pounds(pounds: i64) -> Money {
        Money::from_pounds(pounds)
    }

    fn kept<I: From<Uuid>, T>(id: u128, noun: T) -> Record<I, T> {
        let owner = OrganisationId(Uuid::from_u128(9));
        let (audience, changed_at) = (Audience::Members, Timestamp::UNIX_EPOCH);
        Record {
            id: Uuid::from_u128(id).into(),
            reference: None,
            owner,
            audience,
            about: None,
            sealed: false,
            version: 1,
            changed_at,
            noun,
        }
    }

    fn line(id: u128, kind: PlanLineKind, years: &[(i16, Option<i64>)]) -> Record<PlanLineId, PlanLine> {
        let years = years.iter().map(|(year, amount)| (*year, amount.map(pounds))).collect();
        let noun = PlanLine {
            title: format!("Line {id}"),
            kind,
            organisation: OrganisationId(Uuid::from_u128(9)),
            service: None,
            years,
            term: MoneyTerm::Recurrent,
            source: "Budget report".into(),
            owner_role: "Director".into(),
            taken_out: String::new(),
        };
        kept(id, noun)
    }

    fn saving(id: u128, case: u128, on: Date, counts: &[(i16, i64)], found: &[(i16, i64)]) -> Record<DecidedSavingId, DecidedSaving> {
        let delivered = |(year, amount): &(i16, i64)| Delivered {
            year: *year,
            amount: pounds(*amount),
            source: "Outturn".into(),
            on: TODAY,
            by_role: "Finance".into(),
        };
        let noun = DecidedSaving {
            decision: DecisionId(Uuid::from_u128(id)),
            case: CaseId(Uuid::from_u128(case)),
            service: ServiceId(Uuid::from_u128(1)),
            part: String::new(),
            decided_on: on,
            total: pounds(counts.iter().map(|(_, amount)| amount).sum()),
            line: None,
            counts: counts.iter().map(|(year, amount)| (*year, pounds(*amount))).collect(),
            delivered: found.iter().map(delivered).collect(),
        };
        kept(id, noun)
    }

    #[test]
    fn what_was_decided_on_twice_is_promised_once_and_what_was_decided_otherwise_since_no_longer() {
        let (first, then) = (date(2027, 1, 5), date(2027, 3, 5));
        let decision = |id: u128, case: u128, on: Date| {
            let mut noun = nouns::decision(CaseId(Uuid::from_u128(case)), ServiceId(Uuid::from_u128(1)));
            noun.decided_on = on;
            kept::<DecisionId, _>(id, noun)
        };
        // The third case decided something else later, which saves nothing.
        let decisions = [decision(1, 7, first), decision(2, 7, then), decision(3, 8, first), decision(4, 9, first), decision(5, 9, then)];
        let all = vec![
            saving(2, 7, then, &[(2027, 300)], &[]),
            saving(1, 7, first, &[(2027, 500)], &[]),
            saving(3, 8, first, &[(2027, 40)], &[]),
            saving(4, 9, first, &[(2027, 900)], &[]),
        ];
        let stand: Vec<Money> = that_stand(all, &decisions).into_iter().map(|record| record.noun.total).collect();
        assert_eq!(stand, [pounds(300), pounds(40)]);
    }

    #[test]
    fn a_line_says_year_by_year_what_is_promised_what_came_and_what_is_missing() {
        let counted = line(1, PlanLineKind::Saving, &[(2027, Some(680)), (2028, None), (2029, Some(100))]);
        let answers = vec![
            saving(1, 7, date(2027, 1, 5), &[(2027, 400), (2029, 150)], &[(2027, 390)]),
            saving(2, 8, date(2027, 1, 5), &[(2027, 100)], &[]),
        ];
        let read = line_read(counted, answers, 0, TODAY);
        let [first, second, third] = read.years.as_slice() else { panic!("three years: {:?}", read.years) };
        assert_eq!((first.promised.whole(), first.unanswered()), (Some(pounds(500)), Some(pounds(180))));
        assert_eq!(first.came, Came::Found(Sum { known: pounds(390), not_known: 1 }), "one of the two has not been looked at");
        assert_eq!((second.counted, second.unanswered(), second.came), (None, None, Came::NothingPromised), "not known, and not £0");
        assert_eq!((third.unanswered(), third.came), (Some(Money::ZERO), Came::ToCome), "more than is counted on leaves nothing missing");
    }

    #[test]
    fn what_is_sealed_makes_a_sum_unknown_and_never_smaller() {
        let read = line_read(line(1, PlanLineKind::Saving, &[(2027, Some(680))]), Vec::new(), 1, TODAY);
        assert_eq!((read.years[0].promised, read.years[0].unanswered()), (Sum { known: Money::ZERO, not_known: 1 }, None));
        assert_eq!(read.years[0].came, Came::Found(Sum { known: Money::ZERO, not_known: 1 }));
    }

    #[test]
    fn the_plan_of_a_year_sums_its_lines_and_too_much_in_one_does_not_fill_another() {
        let gap = line_read(line(1, PlanLineKind::Gap, &[(2027, Some(1_000)), (2029, Some(500))]), Vec::new(), 0, TODAY);
        let over = line_read(line(2, PlanLineKind::Saving, &[(2027, Some(300))]), vec![saving(1, 7, TODAY, &[(2027, 400)], &[])], 0, TODAY);
        let short = line_read(line(3, PlanLineKind::Saving, &[(2027, Some(200))]), Vec::new(), 0, TODAY);
        let mut gone = line(4, PlanLineKind::Saving, &[(2027, Some(50))]);
        gone.noun.taken_out = "Dropped by Cabinet.".into();
        let gone = line_read(gone, Vec::new(), 0, TODAY);
        let years = plan_years(&[&gap, &over, &short, &gone]);
        assert_eq!(years.iter().map(|year| year.year).collect::<Vec<_>>(), [2027, 2028, 2029], "none is left out between");
        let first = &years[0];
        assert_eq!(
            (first.counted.whole(), first.promised.whole()),
            (Some(pounds(500)), Some(pounds(400))),
            "what is out of the plan is not in its sums"
        );
        assert_eq!((first.unanswered.whole(), first.without_a_line()), (Some(pounds(200)), Some(pounds(500))));
        assert_eq!((years[1].gap, years[1].without_a_line()), (None, None), "no line says what the gap of 2028/29 is");
        assert!(plan_years(&[]).is_empty());
    }
}
