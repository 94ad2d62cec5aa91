//! The calculator: a question file straight to a method. Nothing is stored, and nobody needs to be signed in.

use serde_json::{Value, json};

/// The answer, or the refusal (`{"refusal": {"code", "message"}}`) that the command line prints before it ends with 2.
pub type Answer = Result<Value, Value>;

/// A control chart of one series: `options` and `input` as in `docs/methods/spc-xmr.md`.
pub fn spc(question: &str) -> Answer {
    methods::calc::spc(question)
}

/// The evidence standard on one baseline and one test period: as in `docs/methods/evidence-standard.md`.
pub fn evidence(question: &str) -> Answer {
    methods::calc::evidence(question)
}

/// Options weighed on several criteria: as in `docs/methods/mcda-weighted-sum.md`, `mcda-topsis.md` and `mcda-promethee.md`.
pub fn mcda(question: &str) -> Answer {
    methods::calc::mcda(question)
}

/// How often an option is best under weights drawn at random: as in `docs/methods/smaa.md`.
pub fn smaa(question: &str) -> Answer {
    methods::calc::smaa(question)
}

/// A table of counts of people, with small ones withheld: as in `docs/methods/disclosure-small-counts.md`.
pub fn disclosure(question: &str) -> Answer {
    methods::calc::disclosure(question)
}

/// The best use of a shared budget, found by the caller's solver: as in `docs/methods/allocation.md`.
pub fn allocate(question: &str, solver: &dyn methods::allocation::Solve) -> Answer {
    methods::calc::allocate(question, solver)
}

/// Costs and benefits of options, and who pays and gains: as in `docs/methods/appraisal-cba.md`.
pub fn cba(question: &str) -> Answer {
    methods::calc::cba(question)
}

/// Who took part, against the people it is about: as in `docs/methods/voice-reach.md`.
pub fn reach(question: &str) -> Answer {
    methods::calc::reach(question)
}

/// Social return on investment: as in `docs/methods/sroi.md`.
pub fn sroi(question: &str) -> Answer {
    methods::calc::sroi(question)
}

/// What a budget funds by equal shares and by the usual count: as in `docs/methods/equal-shares.md`.
pub fn equal_shares(question: &str) -> Answer {
    methods::calc::equal_shares(question)
}

/// The same of a Pabulib file, with what was noticed in it; `by` names the column of VOTES that says which group a ballot is of.
pub fn equal_shares_of_votes(bytes: &[u8], by: Option<&str>, options: &Value) -> Answer {
    let loaded = exchange::pabulib::read(bytes).map_err(|fault| refusal("unreadable", &fault))?;
    let mut answer = methods::calc::equal_shares_of(&election(&loaded.vote, by), options)?;
    if let Some(answer) = answer.as_object_mut() {
        let mut notes: Vec<String> = loaded.notes.iter().map(exchange::pabulib::LineNote::sentence).collect();
        if loaded.vote.vote_type != exchange::pabulib::VoteType::Approval {
            notes.push(format!(
                "The file: votes are {}; each project that a ballot puts anywhere is taken as approved of.",
                loaded.vote.vote_type.code()
            ));
        }
        answer.insert("notes".to_owned(), json!(notes));
    }
    Ok(answer)
}

/// A vote of a file as the methods take it: whoever chose a project, or gave it a point, approves of it.
pub fn election(vote: &exchange::pabulib::Vote, by: Option<&str>) -> methods::voice::Election {
    let mut groups: Vec<String> = Vec::new();
    let mut ballots = Vec::with_capacity(vote.ballots.len());
    for ballot in &vote.ballots {
        let named = by.and_then(|by| ballot.about.iter().find(|(name, _)| name.eq_ignore_ascii_case(by))).map(|(_, value)| value);
        let group = named.map(|name| {
            groups.iter().position(|known| known == name).unwrap_or_else(|| {
                groups.push(name.clone());
                groups.len() - 1
            })
        });
        let given = |at: usize| ballot.points.get(at).is_none_or(|points| *points > 0);
        let approves = ballot.choices.iter().enumerate().filter(|(at, _)| given(*at)).map(|(_, choice)| *choice).collect();
        ballots.push(methods::voice::Ballot { approves, group, weight: 1 });
    }
    let projects = vote.projects.iter().map(|project| methods::voice::Project { id: project.id.clone(), cost: project.cost }).collect();
    methods::voice::Election { budget: vote.budget, projects, ballots, groups }
}

/// How strong items are from choices between two: as in `docs/methods/bradley-terry.md`.
pub fn bradley_terry(question: &str) -> Answer {
    methods::calc::bradley_terry(question)
}

/// Ordered lists counted together: as in `docs/methods/ranked-lists.md`.
pub fn ranking(question: &str) -> Answer {
    methods::calc::ranking(question)
}

/// Points given out among items: as in `docs/methods/points.md`.
pub fn points(question: &str) -> Answer {
    methods::calc::points(question)
}

/// How far lists agree, and where they differ: as in `docs/methods/agreement.md`.
pub fn agreement(question: &str) -> Answer {
    methods::calc::agreement(question)
}

/// A series carried on, with its range: as in `docs/methods/demand-forecast.md`.
pub fn forecast(question: &str) -> Answer {
    methods::calc::forecast(question)
}

/// Demand from people, rates and intensity: as in `docs/methods/demand-cohort.md`.
pub fn cohort(question: &str) -> Answer {
    methods::calc::cohort(question)
}

/// What a way of managing demand saves: as in `docs/methods/demand-management.md`.
pub fn demand_management(question: &str) -> Answer {
    methods::calc::demand_management(question)
}

/// Who gains and who loses when a threshold moves: as in `docs/methods/eligibility-threshold.md`.
pub fn eligibility(question: &str) -> Answer {
    methods::calc::eligibility(question)
}

/// What a cut at one service brings to others: as in `docs/methods/system-load.md`.
pub fn system_load(question: &str) -> Answer {
    methods::calc::system_load(question)
}

/// Need against usable capacity, part by part: as in `docs/methods/capacity-gap.md`.
pub fn capacity(question: &str) -> Answer {
    methods::calc::capacity(question)
}

/// The partnership check, the gap in skills, or what a collaboration is worth: as in `docs/methods/partnership-check.md`,
/// `skills-gap.md` and `collaboration-worth.md`.
pub fn relationships(question: &str) -> Answer {
    methods::calc::relationships(question)
}

/// One place beside its peers: as in `docs/methods/benchmark-peers.md`.
pub fn benchmark(question: &str) -> Answer {
    methods::calc::benchmark(question)
}

/// Proportions, rates and age-standardised rates with their ranges: as in `docs/methods/standardised-rates.md`.
pub fn rates(question: &str) -> Answer {
    methods::calc::rates(question)
}

/// Which places are most like one: as in `docs/methods/nearest-neighbours.md`.
pub fn neighbours(question: &str) -> Answer {
    methods::calc::neighbours(question)
}

/// Which parties are one organisation: as in `docs/methods/matching.md`.
pub fn matching(question: &str) -> Answer {
    methods::calc::matching(question)
}

/// Which places differ by more than chance: as in `docs/methods/funnel.md`.
pub fn funnel(question: &str) -> Answer {
    methods::calc::funnel(question)
}

/// A market judged by the method of a code: as in the page of that code in `docs/methods`.
pub fn market(code: &str, question: &str) -> Answer {
    methods::calc::market(code, question)
}

/// Control charts of many series, from CSV with the columns series, date and value in any order.
/// An empty value, `NA` or `NaN` is a missing point. `options` are those of one question.
pub fn spc_batch(csv: &[u8], options: &Value) -> Answer {
    let rows = exchange::series::read(csv).map_err(|fault| refusal("unreadable", &fault))?;
    let rows: Vec<methods::calc::BatchRow> =
        rows.into_iter().map(|row| methods::calc::BatchRow { series: row.series, date: row.date, value: row.value }).collect();
    methods::calc::spc_batch(&rows, options)
}

fn refusal(code: &str, message: &str) -> Value {
    json!({ "refusal": { "code": code, "message": message } })
}
