//! Fenwold votes: from the plan to what changed, with what goes wrong on the way.

use std::net::IpAddr;

use jiff::civil::date;
use model::ballot::{LeftOver, Vote, VoteChoice, VoteKind};
use model::id::InvolvementId;
use model::involvement::{AskedGroup, Channel, Depth, Involvement, NotUp, Stage};
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use quantity::{Money, Share};

use super::answers::Typed;
use super::bring_in_ballots::{Alike, BringInBallots, bring_in_ballots};
use super::cast_ballot::{CastBallot, cast_ballot, look_at_ballot};
use super::close_involvement::{CloseInvolvement, close_involvement};
use super::code::Code;
use super::count::Counted;
use super::enter_paper::{EnterPaper, Entered, SettlePaper, enter_paper, settle_paper};
use super::make_codes::{MakeCodes, make_codes};
use super::open_involvement::{OpenInvolvement, open_involvement};
use super::plan_involvement::{Plan, plan_involvement};
use super::published::{As, published_ballots};
use super::read_involvement::read_involvement;
use super::read_public::{read_public, read_public_result};
use super::set_vote::{SetVote, set_vote};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::rework::{Rework, of_result};
use crate::house::sign_in::Origin;
use crate::plan::thread::add_priority::{AddPriority, add_priority};
use crate::plan::thread::take_voice::{TakeVoice, offered, take_voice};
use crate::testing::{bench, may_everything, person, role};

type Round = Record<InvolvementId, Involvement>;

fn fenwold() -> Vote {
    let choice = |code: &str, thousands: i64| VoteChoice {
        code: code.into(),
        title: code.into(),
        about: String::new(),
        cost: Some(Money::from_pounds(thousands * 1000)),
    };
    let costs = [("hall", 62), ("pitch", 54), ("path", 48), ("bus", 36), ("youth", 32), ("lights", 27), ("garden", 14), ("cafe", 9)];
    Vote {
        kind: VoteKind::Approval,
        budget: Some(Money::from_pounds(180_000)),
        points: None,
        choices: costs.map(|(code, cost)| choice(code, cost)).to_vec(),
        left_over: LeftOver::ToMostVotes,
        takes_words: true,
    }
}

async fn opened(desk: &Desk, actor: &Actor, vote: Vote) -> Round {
    let group = |name: &str, percent| AskedGroup {
        name: name.into(),
        population: Share::from_percent(percent).ok(),
        asked: None,
        took_part: vec![],
    };
    let plan = Plan {
        title: "How should Fenwold spend £180,000?".into(),
        about: "Pick what you would pay for.".into(),
        stage: Stage::Plan,
        depth: Depth::Empower,
        case: String::new(),
        service: String::new(),
        priority: String::new(),
        opens: date(2026, 10, 1),
        closes: date(2026, 11, 30),
        answer_by: date(2027, 1, 15),
        decided_by: "Five parishes".into(),
        decided_on: Some(date(2026, 12, 20)),
        not_up: vec![NotUp { what: "The total".into(), because: "It is set.".into() }],
        other_ways: "On paper at the library.".into(),
        groups: vec![group("town", 50.0), group("villages", 35.0), group("young", 15.0)],
        supports: vec![],
        powers: vec![],
        time_reason: String::new(),
    };
    let record = plan_involvement(desk, actor, plan).await.expect("planned");
    let record = set_vote(desk, actor, SetVote { involvement: reference(&record), version: record.version, vote }).await.expect("a vote");
    open_involvement(desk, actor, OpenInvolvement { involvement: reference(&record), version: record.version }).await.expect("opened")
}

fn reference(record: &Round) -> Reference {
    record.reference.clone().expect("a reference")
}

async fn now(desk: &Desk, actor: &Actor, of: &Round) -> Round {
    read_involvement(desk, actor, &reference(of)).await.expect("reads").of
}

async fn codes(desk: &Desk, actor: &Actor, of: &Round, how_many: i64) -> Vec<Code> {
    make_codes(desk, actor, MakeCodes { involvement: reference(of), version: of.version, how_many }).await.expect("codes")
}

fn ballot(of: &Round, code: &str, group: &str, picks: &[&str]) -> CastBallot {
    let answers = picks.iter().map(|code| ((*code).to_owned(), "yes".to_owned())).collect();
    CastBallot {
        involvement: reference(of),
        code: code.into(),
        typed: Typed { group: group.into(), answers, words: String::new() },
        from: Origin::default(),
    }
}

fn faults(outcome: Result<(), DeskError>) -> Vec<(&'static str, String)> {
    match outcome {
        Err(DeskError::Faults(faults)) => faults.into_iter().map(|fault| (fault.field, fault.message)).collect(),
        other => panic!("faults were expected: {other:?}"),
    }
}

fn refused<T: std::fmt::Debug>(outcome: Result<T, DeskError>) -> &'static str {
    match outcome {
        Err(DeskError::Refused { code, .. }) => code,
        other => panic!("a refusal was expected: {other:?}"),
    }
}

fn funded(counted: &Counted) -> (Vec<&str>, Vec<&str>) {
    let budget = counted.budget.as_ref().expect("a budget");
    let codes = |way: &super::count::Way| way.funded.iter().map(|one| one.code.clone()).collect::<Vec<_>>();
    let name = |codes: Vec<String>| {
        let mut codes: Vec<&'static str> = codes
            .into_iter()
            .map(|code| {
                ["hall", "pitch", "path", "bus", "youth", "lights", "garden", "cafe"]
                    .into_iter()
                    .find(|known| *known == code)
                    .expect("known")
            })
            .collect();
        codes.sort_unstable();
        codes
    };
    (name(codes(&budget.most_votes)), name(codes(&budget.equal_shares)))
}

async fn bring_in(desk: &Desk, actor: &Actor, of: &Round, lines: &[(u32, &str, &str)]) -> Result<Round, DeskError> {
    let alike = lines
        .iter()
        .map(|(people, group, codes)| Alike {
            people: *people,
            group: (*group).into(),
            codes: codes.split(',').map(str::to_owned).collect(),
        })
        .collect();
    let ask =
        BringInBallots { involvement: reference(of), version: of.version, by: Channel::Paper, counted_by: "Two clerks".into(), alike };
    bring_in_ballots(desk, actor, ask).await
}

const FENWOLD: [(u32, &str, &str); 7] = [
    (118, "town", "hall,path"),
    (56, "town", "hall,lights"),
    (46, "town", "path,lights,cafe"),
    (70, "villages", "bus,garden"),
    (48, "villages", "bus,lights"),
    (52, "young", "youth,pitch"),
    (22, "young", "youth,cafe"),
];

#[tokio::test]
async fn fenwold_s_412_ballots_give_the_hall_bus_lights_and_youth_space_by_equal_shares_and_reproduce_from_what_is_published() {
    let bench = bench(false).await;
    let (desk, staff) = (&bench.desk, may_everything(&bench.desk));
    let round = opened(desk, &staff, fenwold()).await;
    let round = bring_in(desk, &staff, &round, &FENWOLD).await.expect("brought in");
    let ask = CloseInvolvement { involvement: reference(&round), version: round.version, early_because: "To try it.".into() };
    let round = close_involvement(desk, &staff, ask).await.expect("closed");

    let (_, counted) = read_public_result(desk, &reference(&round)).await.expect("public").counted.expect("a count");
    assert_eq!(counted.people, 412);
    assert_eq!(funded(&counted), (vec!["bus", "hall", "lights", "path"], vec!["bus", "cafe", "garden", "hall", "lights", "youth"]));
    let budget = counted.budget.as_ref().expect("a budget");
    assert_eq!((budget.most_votes.cost, budget.equal_shares.cost), (Money::from_pounds(173_000), Money::from_pounds(180_000)));
    let from_left: Vec<&str> = budget.equal_shares.funded.iter().filter(|one| one.from_left_over).map(|one| one.code.as_str()).collect();
    assert_eq!(from_left, ["garden", "cafe"]);
    let young = |way: &super::count::Way| way.groups.iter().find(|gets| gets.name == "young").cloned().expect("the young");
    assert_eq!((young(&budget.most_votes).with_something, young(&budget.equal_shares).with_something), (Some(0), Some(74)));

    // The kept result is what the ballots give again.
    let mut tx = desk.read().await.expect("reads");
    let kept = store::findings::by_subject(&mut tx, &desk.own_scope(), round.id.uuid()).await.expect("reads");
    assert_eq!(kept.len(), 1);
    assert_eq!(of_result(desk, &mut tx, &kept[0].noun).await.expect("works again"), Rework::Same);
    drop(tx);

    // And so are the published ballots: counted from the file alone, in another order, they give the same.
    let file = published_ballots(desk, &reference(&round), As::Pabulib).await.expect("a file");
    let read = exchange::pabulib::read(file.as_bytes()).expect("reads");
    assert!(read.notes.is_empty() && read.vote.budget == Money::from_pounds(180_000), "{:?}", read.notes);
    let again = opened(desk, &staff, fenwold()).await;
    let code = |at: &usize| read.vote.projects[*at].id.clone();
    let group =
        |about: &[(String, String)]| about.iter().find(|(name, _)| name == "group").map(|(_, value)| value.clone()).unwrap_or_default();
    let votes: Vec<(u32, String, String)> = read
        .vote
        .ballots
        .iter()
        .rev()
        .map(|one| (1, group(&one.about), one.choices.iter().map(code).collect::<Vec<_>>().join(",")))
        .collect();
    assert_eq!(votes.len(), 412);
    let lines: Vec<(u32, &str, &str)> = votes.iter().map(|(people, group, codes)| (*people, group.as_str(), codes.as_str())).collect();
    let again = bring_in(desk, &staff, &again, &lines).await.expect("brought in");
    let ask = CloseInvolvement { involvement: reference(&again), version: again.version, early_because: "To try it.".into() };
    close_involvement(desk, &staff, ask).await.expect("closed");
    let (_, counted_again) = read_public_result(desk, &reference(&again)).await.expect("public").counted.expect("a count");
    assert_eq!(counted_again, counted);
}

#[tokio::test]
async fn one_code_is_one_vote_and_what_cannot_be_counted_is_refused_with_the_mend() {
    let bench = bench(false).await;
    let (desk, staff) = (&bench.desk, may_everything(&bench.desk));
    let round = opened(desk, &staff, fenwold()).await;
    let made = codes(desk, &staff, &round, 3).await;
    let first = made[0].shown();
    let unknown = faults(cast_ballot(desk, &ballot(&round, "0000-0000-0000", "town", &["hall"])).await);
    assert!(unknown[0].0 == "code" && unknown[0].1.contains("do not know this code"), "{unknown:?}");
    let project = faults(cast_ballot(desk, &ballot(&round, &first, "town", &["swimming-pool"])).await);
    assert!(project[0].0 == "choices" && project[0].1.contains("“swimming-pool” is not on this list"), "{project:?}");
    let dear = faults(cast_ballot(desk, &ballot(&round, &first, "town", &["hall", "pitch", "path", "bus"])).await);
    assert!(dear[0].1.contains("Take out £20,000 or more"), "{dear:?}");
    let mut named = ballot(&round, &first, "town", &["hall"]);
    named.typed.words = "My neighbour Joan Pritchard cannot get out.".into();
    let name = faults(cast_ballot(desk, &named).await);
    assert!(name[0].0 == "words" && name[0].1.contains("Joan Pritchard"), "{name:?}");
    assert!(faults(cast_ballot(desk, &ballot(&round, &first, "martians", &["hall"])).await)[0].0 == "group");

    let good = ballot(&round, &first.to_lowercase(), "town", &["hall", "path"]);
    look_at_ballot(desk, &good).await.expect("it would be counted");
    cast_ballot(desk, &good).await.expect("counted");
    let twice = faults(cast_ballot(desk, &good).await);
    assert!(twice[0].0 == "code" && twice[0].1.contains("used before"), "{twice:?}");
    let view = read_involvement(desk, &staff, &reference(&round)).await.expect("reads");
    assert_eq!((view.ballots, view.codes), (1, (3, 1)));
    // What can be chosen is fixed once somebody has voted.
    let ask = SetVote { involvement: reference(&round), version: view.of.version, vote: fenwold() };
    assert_eq!(refused(set_vote(desk, &staff, ask).await), "has_ballots");

    let round = now(desk, &staff, &round).await;
    let early = CloseInvolvement { involvement: reference(&round), version: round.version, early_because: String::new() };
    assert_eq!(faults(close_involvement(desk, &staff, early).await.map(drop))[0].0, "early_because");
    let ask = CloseInvolvement { involvement: reference(&round), version: round.version, early_because: "Everybody has voted.".into() };
    close_involvement(desk, &staff, ask).await.expect("closed");
    assert_eq!(refused(cast_ballot(desk, &ballot(&round, &made[1].shown(), "", &["hall"])).await), "closed");
    assert_eq!(read_involvement(desk, &staff, &reference(&round)).await.expect("reads").ballots, 1);
}

#[tokio::test]
async fn two_at_once_with_one_code_are_one_vote() {
    let folder = tempfile::tempdir().expect("a folder");
    let desk = crate::testing::bench_on_disk(folder.path()).await;
    let staff = may_everything(&desk);
    let round = opened(&desk, &staff, fenwold()).await;
    let code = codes(&desk, &staff, &round, 1).await[0].shown();
    let (one, other) = (ballot(&round, &code, "town", &["hall"]), ballot(&round, &code, "villages", &["bus"]));
    let (a, b) = tokio::join!(cast_ballot(&desk, &one), cast_ballot(&desk, &other));
    assert_eq!(usize::from(a.is_ok()) + usize::from(b.is_ok()), 1);
    assert_eq!(read_involvement(&desk, &staff, &reference(&round)).await.expect("reads").ballots, 1);
}

#[tokio::test]
async fn a_round_is_seen_by_the_public_only_once_it_is_opened_and_whole() {
    let bench = bench(false).await;
    let (desk, staff) = (&bench.desk, may_everything(&bench.desk));
    let round = opened(desk, &staff, fenwold()).await;
    assert!(read_public(desk, &reference(&round)).await.expect("public").is_open);
    assert!(matches!(read_public_result(desk, &reference(&round)).await, Err(DeskError::NotFound)));
    assert!(matches!(published_ballots(desk, &reference(&round), As::Csv).await, Err(DeskError::NotFound)));
    let plan = Plan {
        title: "Another".into(),
        about: "What?".into(),
        stage: Stage::Plan,
        depth: Depth::Consult,
        case: String::new(),
        service: String::new(),
        priority: String::new(),
        opens: date(2026, 11, 1),
        closes: date(2026, 12, 30),
        answer_by: date(2027, 1, 15),
        decided_by: "Cabinet".into(),
        decided_on: None,
        not_up: vec![],
        other_ways: String::new(),
        groups: vec![],
        supports: vec![],
        powers: vec![],
        time_reason: String::new(),
    };
    let record = plan_involvement(desk, &staff, plan).await.expect("planned");
    assert!(matches!(read_public(desk, &reference(&record)).await, Err(DeskError::NotFound)));
    let ask = OpenInvolvement { involvement: reference(&record), version: record.version };
    assert_eq!(refused(open_involvement(desk, &staff, ask).await), "not_whole");
    let nobody = Actor { permissions: [Permission::ReadCases].into(), ..staff.clone() };
    assert!(matches!(
        make_codes(desk, &nobody, MakeCodes { involvement: reference(&round), version: round.version, how_many: 1 }).await,
        Err(DeskError::MayNot(_))
    ));
}

#[tokio::test]
async fn a_paper_counts_when_two_people_typed_the_same_and_is_settled_where_they_did_not() {
    let bench = bench(false).await;
    let (desk, staff) = (&bench.desk, may_everything(&bench.desk));
    role(desk, "officer", &[Permission::ReadCases, Permission::WriteCases]).await;
    let (_, ann) = person(desk, "ann@northvale.example", "officer").await;
    let (_, ben) = person(desk, "ben@northvale.example", "officer").await;
    let round = opened(desk, &staff, fenwold()).await;
    let made = codes(desk, &staff, &round, 2).await;
    let paper = |code: &Code, picks: &[&str]| EnterPaper {
        involvement: reference(&round),
        code: code.shown(),
        by: Channel::Paper,
        typed: ballot(&round, "", "villages", picks).typed,
    };
    assert_eq!(enter_paper(desk, &ann, paper(&made[0], &["bus", "garden"])).await.expect("typed"), Entered::First);
    assert!(faults(enter_paper(desk, &ann, paper(&made[0], &["bus", "garden"])).await.map(drop))[0].1.contains("Somebody else"));
    assert_eq!(enter_paper(desk, &ben, paper(&made[0], &["bus", "garden"])).await.expect("typed"), Entered::Counted);
    assert!(faults(enter_paper(desk, &ben, paper(&made[0], &["bus"])).await.map(drop))[0].1.contains("used before"));

    assert_eq!(enter_paper(desk, &ann, paper(&made[1], &["bus", "garden"])).await.expect("typed"), Entered::First);
    assert_eq!(enter_paper(desk, &ben, paper(&made[1], &["bus", "cafe"])).await.expect("typed"), Entered::Differs);
    let view = read_involvement(desk, &staff, &reference(&round)).await.expect("reads");
    assert_eq!((view.ballots, view.waiting.len()), (1, 1));
    let ask = CloseInvolvement { involvement: reference(&round), version: view.of.version, early_because: "Done.".into() };
    assert_eq!(refused(close_involvement(desk, &staff, ask).await), "paper_waits");
    let ask = SettlePaper { involvement: reference(&round), paper: view.waiting[0].id.clone(), first_is_right: false };
    settle_paper(desk, &ann, ask).await.expect("settled");
    let view = read_involvement(desk, &staff, &reference(&round)).await.expect("reads");
    assert_eq!((view.ballots, view.waiting.len(), view.codes), (2, 0, (2, 2)));
    // A code whose paper was counted opens nothing online.
    assert!(faults(cast_ballot(desk, &ballot(&round, &made[1].shown(), "", &["hall"])).await)[0].1.contains("used before"));
}

#[tokio::test]
async fn one_address_is_slowed_down_whether_it_guesses_codes_or_empties_a_sheet_of_them() {
    let bench = bench(false).await;
    let (desk, staff) = (&bench.desk, may_everything(&bench.desk));
    let round = opened(desk, &staff, fenwold()).await;
    let made = codes(desk, &staff, &round, 40).await;
    let from = |last: u8| Origin { peer: Some(IpAddr::from([192, 0, 2, last])), forwarded: None };
    let mut guesses = 0;
    loop {
        let ask = CastBallot { from: from(1), ..ballot(&round, "0000-0000-0000", "", &["hall"]) };
        match look_at_ballot(desk, &ask).await {
            Err(DeskError::Faults(_)) => guesses += 1,
            Err(DeskError::Refused { code, sentence }) => {
                assert!(code == "too_many" && sentence.contains("Wait"), "{sentence}");
                break;
            }
            other => panic!("{other:?}"),
        }
        assert!(guesses < 1000, "nobody slowed the guesses down");
    }
    let mut counted = 0;
    for code in &made {
        let ask = CastBallot { from: from(2), ..ballot(&round, &code.shown(), "", &["hall"]) };
        match cast_ballot(desk, &ask).await {
            Ok(()) => counted += 1,
            Err(DeskError::Refused { code: "too_many", .. }) => break,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(counted, 30);
    // Somebody elsewhere is not kept waiting, and an hour later nobody is.
    let last = made[39].shown();
    cast_ballot(desk, &CastBallot { from: from(3), ..ballot(&round, &last, "", &["bus"]) }).await.expect("counted");
    let later = desk.at(crate::Clock::Still(desk.now() + jiff::SignedDuration::from_mins(61)));
    cast_ballot(&later, &CastBallot { from: from(2), ..ballot(&round, &made[30].shown(), "", &["bus"]) }).await.expect("counted");
}

#[tokio::test]
async fn a_group_of_three_is_not_shown_and_its_ballots_are_published_without_it() {
    let bench = bench(false).await;
    let (desk, staff) = (&bench.desk, may_everything(&bench.desk));
    let round = opened(desk, &staff, fenwold()).await;
    let lines = [(40, "town", "hall"), (30, "villages", "bus"), (3, "young", "youth")];
    let round = bring_in(desk, &staff, &round, &lines).await.expect("brought in");
    let ask = CloseInvolvement { involvement: reference(&round), version: round.version, early_because: "To try it.".into() };
    close_involvement(desk, &staff, ask).await.expect("closed");
    let (_, counted) = read_public_result(desk, &reference(&round)).await.expect("public").counted.expect("a count");
    assert!(counted.withheld.contains(&"young".to_owned()), "{counted:?}");
    // Nor can it be worked back: one more group is left out with it.
    assert!(counted.groups.iter().all(|group| group.name != "young") && counted.groups.len() < 2, "{counted:?}");
    let csv = published_ballots(desk, &reference(&round), As::Csv).await.expect("a file");
    assert!(!csv.contains("young") && csv.contains("\"youth\""), "{csv}");
    let reach = read_involvement(desk, &staff, &reference(&round)).await.expect("reads").reach.expect("a reading");
    assert!(reach.likeness.is_none() && reach.groups.iter().filter(|group| group.figures.is_none()).count() >= 2);
}

#[tokio::test]
async fn what_people_picked_becomes_what_they_say_of_a_priority_with_the_round_it_is_from() {
    let bench = bench(false).await;
    let (desk, staff) = (&bench.desk, may_everything(&bench.desk));
    let round = opened(desk, &staff, fenwold()).await;
    let round = bring_in(desk, &staff, &round, &FENWOLD).await.expect("brought in");
    let priority = AddPriority { title: "A warm hall".into(), people: "Fenwold".into(), because: "They said so.".into() };
    let priority = add_priority(desk, &staff, priority).await.expect("a priority");
    assert!(offered(desk, &staff).await.expect("read").is_empty(), "a round that is open says nothing yet");
    let ask = CloseInvolvement { involvement: reference(&round), version: round.version, early_because: "To try it.".into() };
    close_involvement(desk, &staff, ask).await.expect("closed");
    let all = offered(desk, &staff).await.expect("read");
    assert_eq!(all.len(), 8);
    let hall = all.iter().find(|one| one.choice == "hall").expect("the hall");
    let picked = FENWOLD.iter().filter(|(.., picks)| picks.split(',').any(|pick| pick == "hall")).map(|(people, ..)| people).sum::<u32>();
    assert_eq!((hall.chose, hall.answered), (picked, 412));
    let wrong = TakeVoice { priority: priority.id, version: priority.version, choice: "elsewhere".into() };
    assert_eq!(faults(take_voice(desk, &staff, wrong).await.map(drop))[0].0, "choice");
    let ask = TakeVoice { priority: priority.id, version: priority.version, choice: hall.key() };
    let taken = take_voice(desk, &staff, ask).await.expect("taken");
    let voice = &taken.noun.voices[0];
    assert_eq!((voice.chose, voice.answered, voice.round), (picked, 412, Some(round.id)));
    assert!(voice.source.contains("How should Fenwold spend"), "{}", voice.source);
}

#[tokio::test]
async fn pairs_rankings_and_points_are_counted_each_by_its_method() {
    let bench = bench(false).await;
    let (desk, staff) = (&bench.desk, may_everything(&bench.desk));
    let of = |kind| Vote {
        kind,
        budget: None,
        points: Some(10),
        choices: fenwold().choices.into_iter().take(3).collect(),
        left_over: LeftOver::Kept,
        takes_words: false,
    };
    let cases: [(VoteKind, &[(u32, &str, &str)], &str); 3] = [
        (
            VoteKind::Pairs,
            // Of ten who compared each two: 7 to 3, 6 to 4, 8 to 2, as in the worked vector (hall, pitch, path).
            &[
                (7, "", "hall/pitch=hall"),
                (3, "", "hall/pitch=pitch"),
                (6, "", "pitch/path=pitch"),
                (4, "", "pitch/path=path"),
                (8, "", "hall/path=hall"),
                (2, "", "hall/path=path"),
            ],
            "hall",
        ),
        (VoteKind::Ranking, &[(16, "town", "path,hall,pitch"), (11, "villages", "hall,path,pitch")], "path"),
        (VoteKind::Points, &[(5, "", "hall=6,path=4"), (5, "", "path=10")], "path"),
    ];
    for (kind, lines, wins) in cases {
        let round = opened(desk, &staff, of(kind)).await;
        let round = bring_in(desk, &staff, &round, lines).await.expect("brought in");
        let ask = CloseInvolvement { involvement: reference(&round), version: round.version, early_because: "To try it.".into() };
        let round = close_involvement(desk, &staff, ask).await.expect("closed");
        let (_, counted) = read_public_result(desk, &reference(&round)).await.expect("public").counted.expect("a count");
        assert_eq!(counted.refused, None, "{kind:?}");
        let first = counted.choices.iter().find(|choice| choice.place == Some(1)).map(|choice| choice.code.as_str());
        assert_eq!(first, Some(wins), "{kind:?}: {counted:?}");
        if kind == VoteKind::Ranking {
            let places = |name: &str| counted.groups.iter().find(|group| group.name == name).map(|group| group.places.clone());
            assert_eq!(places("town"), Some(vec![Some(2), Some(3), Some(1)]), "hall, pitch, path");
            assert_eq!(places("villages"), Some(vec![Some(1), Some(3), Some(2)]));
        }
        if kind == VoteKind::Pairs {
            let score =
                |code: &str| counted.choices.iter().find(|choice| choice.code == code).and_then(|choice| choice.score).expect("a score");
            assert!((score("hall") - score("path") - 1.33204).abs() < 1e-5 && (score("pitch") - score("path") - 0.44237).abs() < 1e-5);
        }
        let mut tx = desk.read().await.expect("reads");
        let kept = store::findings::by_subject(&mut tx, &desk.own_scope(), round.id.uuid()).await.expect("reads");
        assert_eq!(of_result(desk, &mut tx, &kept[0].noun).await.expect("works again"), Rework::Same);
    }
}
