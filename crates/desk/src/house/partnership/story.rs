//! Acceptance scenario 5 told whole: council, NHS body and police, three sign-ins, opposite incentives, lists of their own.

use jiff::civil::date;
use methods::relationships::partnership_check::Standing;
use model::fund::{Contribution, MoneyKind, MoneyTerm, Sharing};
use model::id::{OrganisationId, PartnershipId, PriorityId};
use model::organisation::OrganisationKind;
use model::partnership::{Asks, OwnCost, PartIn, Partnership, PaysAndGains, Seat, WhatNext};
use model::record::Record;
use model::role::Permission;
use quantity::{Money, Share};

use super::answer_round::{AnswerRound, answer_round};
use super::look_back::{LookBack, look_back};
use super::name_structure::name_structure_change;
use super::note_joint::note_joint;
use super::open_round::{OpenRound, close_round, open_round};
use super::read_partnership::{PartnershipView, read_partnership};
use super::record_meeting::{RecordMeeting, record_meeting};
use super::set_up_partnership::{PartnershipTyped, change_partnership, set_up_partnership};
use super::settle_list::{SettleList, settle_list};
use super::told_joint::InRecords;
use super::told_rounds::Seen;
use super::write_direction::{sign_direction, write_direction};
use super::write_incentive::{WriteIncentive, write_incentive};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::actors::actor_by_email;
use crate::house::add_organisation::{AddOrganisation, add_organisation};
use crate::house::add_person::{AddPerson, add_person};
use crate::house::choose_password::choose_password;
use crate::house::set_up::operator;
use crate::plan::money::contribute::{Contribute, contribute};
use crate::plan::money::set_up_fund::{SetUpFund, set_up_fund};
use crate::plan::thread::add_priority::{AddPriority, add_priority};
use crate::testing::{Bench, PASSWORD, bench, person};

/// Three bodies, each with somebody who signs in, and one that only looks on.
struct Three {
    bench: Bench,
    council: Actor,
    icb: Actor,
    police: Actor,
    /// Of a body that only looks on.
    district: Actor,
    priorities: Vec<PriorityId>,
    at: Record<PartnershipId, Partnership>,
}

impl Three {
    fn desk(&self) -> &Desk {
        &self.bench.desk
    }

    /// The newest version of the partnership.
    fn now(&self) -> (PartnershipId, i64) {
        (self.at.id, self.at.version)
    }

    async fn seen_by(&self, actor: &Actor) -> PartnershipView {
        read_partnership(self.desk(), actor, self.at.reference.as_ref().expect("a reference")).await.expect("reads")
    }

    fn order(&self, letters: &str) -> Vec<PriorityId> {
        letters.bytes().map(|letter| self.priorities[usize::from(letter - b'A')]).collect()
    }
}

async fn partner(desk: &Desk, name: &str, kind: OrganisationKind, email: &str) -> Actor {
    let ask =
        AddOrganisation { name: name.into(), kind, also_called: vec![], provides: false, is_partner: true, ended: None, followed_by: None };
    let organisation = add_organisation(desk, &operator(desk), ask).await.expect("a body");
    let ask =
        AddPerson { name: name.into(), email: email.into(), job: "lead".into(), organisation, roles: vec!["partner_commissioner".into()] };
    let (_, link) = add_person(desk, &operator(desk), ask).await.expect("a person");
    choose_password(desk, &link.token, PASSWORD).await.expect("a password");
    actor_by_email(desk, email).await.expect("an actor")
}

fn parts(decide: &[&Actor], look_on: &[&Actor]) -> Vec<(OrganisationId, PartIn)> {
    let decide = decide.iter().map(|actor| (actor.organisation, PartIn::Decides));
    decide.chain(look_on.iter().map(|actor| (actor.organisation, PartIn::LooksOn))).collect()
}

async fn three() -> Three {
    let bench = bench(false).await;
    let desk = &bench.desk;
    let (_, council) = person(desk, "helen@northvale.example", "head_of_commissioning").await;
    let icb = partner(desk, "The ICB", OrganisationKind::Nhs, "amara@icb.example").await;
    let police = partner(desk, "The police", OrganisationKind::Police, "sam@police.example").await;
    let district = partner(desk, "The district", OrganisationKind::District, "jo@district.example").await;
    let mut priorities = Vec::new();
    for letter in ["A", "B", "C", "D", "E", "F", "G", "H"] {
        let ask = AddPriority { title: format!("Priority {letter}"), people: "Adults in crisis".into(), because: "They said so.".into() };
        priorities.push(add_priority(desk, &council, ask).await.expect("a priority").id);
    }
    let typed = PartnershipTyped {
        name: "Adults in crisis".into(),
        purpose: "One way in.".into(),
        bodies: parts(&[&council, &icb, &police], &[&district]),
        every_weeks: Some(6),
        seniority: "chief officers".into(),
        ..PartnershipTyped::default()
    };
    let alone = PartnershipTyped { bodies: parts(&[&council], &[&icb]), ..typed.clone() };
    let Err(DeskError::Faults(faults)) = set_up_partnership(desk, &council, alone).await else {
        panic!("one that decides is no partnership")
    };
    assert_eq!(faults[0].field, "bodies");
    assert!(matches!(set_up_partnership(desk, &icb, typed.clone()).await, Err(DeskError::MayNot(Permission::WriteCases))));
    let at = set_up_partnership(desk, &council, typed).await.expect("a partnership");
    Three { council, icb, police, district, priorities, at, bench }
}

#[tokio::test]
async fn three_bodies_order_priorities_blind_and_one_list_is_not_agreed() {
    let mut three = three().await;
    let ask = OpenRound { asks: Asks::Order, closes_on: Some(date(2026, 11, 30)), priorities: three.priorities.clone() };
    three.at = open_round(three.desk(), &three.icb, three.now(), ask).await.expect("a partner opens a round");
    let give = async |three: &Three, actor: &Actor, letters: &str| {
        let ask = AnswerRound { partnership: three.at.id, round: 0, scores: vec![], order: three.order(letters) };
        answer_round(three.desk(), actor, ask).await
    };
    give(&three, &three.council, "BAEDCHGF").await.expect("the council's order");
    // Nobody sees another's before giving its own: the ICB has not, and the district never will.
    for actor in [&three.icb, &three.police, &three.district] {
        let view = three.seen_by(actor).await;
        assert!(matches!(view.rounds[0].seen, Seen::Hidden(_)) && view.rounds[0].orders().is_none());
        assert_eq!(view.joint.iter().find(|point| point.question.code == "same_order").map(|point| point.seen), Some(InRecords::NotKnown));
    }
    give(&three, &three.icb, "CABFEGDH").await.expect("the ICB's order");
    let seen = three.seen_by(&three.icb).await;
    let told = seen.rounds[0].orders().expect("after its own, it sees the others'");
    assert_eq!(told.agreement.as_ref().map(|agreement| (100.0 * agreement.pairs[0].2).round() / 100.0), Some(0.21));
    assert!(matches!(three.seen_by(&three.police).await.rounds[0].seen, Seen::Hidden(_)), "the police have not given theirs");
    // Nobody changes an order after hearing the others, leaves one out, or speaks for a body that only looks on.
    assert!(matches!(give(&three, &three.icb, "ABCDEFGH").await, Err(DeskError::Refused { code: "answered_already", .. })));
    assert!(matches!(give(&three, &three.police, "DGHAFCE").await, Err(DeskError::Faults(_))));
    assert!(matches!(give(&three, &three.police, "DGHAFCEE").await, Err(DeskError::Faults(_))));
    assert!(matches!(give(&three, &three.district, "DGHAFCEB").await, Err(DeskError::Refused { code: "not_your_part", .. })));
    give(&three, &three.police, "DGHAFCEB").await.expect("the police's order");
    let early = SettleList { order: vec![], says: "Calls at night.".into(), leaders_meet: Some(date(2026, 12, 10)) };
    assert!(matches!(
        settle_list(three.desk(), &three.council, three.now(), early).await,
        Err(DeskError::Refused { code: "round_open", .. })
    ));
    three.at = close_round(three.desk(), &three.council, three.now(), 0).await.expect("closed");
    let view = three.seen_by(&three.district).await;
    let agreement = view.rounds[0].orders().and_then(|told| told.agreement.clone()).expect("closed: everybody sees");
    let pairs: Vec<f64> = agreement.pairs.iter().map(|(.., tau)| (100.0 * tau).round() / 100.0).collect();
    assert_eq!(pairs, [0.21, -0.36, -0.43]);
    // S = 66 over three orders of eight: 12 × 66 / (9 × 504).
    assert!((agreement.overall - 12.0 * 66.0 / (9.0 * 504.0)).abs() < 1e-12, "{}", agreement.overall);

    // Not agreed needs the day on which leaders meet; then the record says so.
    let bare = SettleList { order: vec![], says: "Calls at night.".into(), leaders_meet: None };
    let Err(DeskError::Faults(faults)) = settle_list(three.desk(), &three.council, three.now(), bare).await else {
        panic!("no meeting named")
    };
    assert_eq!(faults[0].field, "leaders_meet");
    let ask = SettleList { order: vec![], says: "Nobody gives theirs up.".into(), leaders_meet: Some(date(2026, 12, 10)) };
    three.at = settle_list(three.desk(), &three.icb, three.now(), ask).await.expect("on record");
    let said = three.seen_by(&three.police).await.one_list;
    assert_eq!(
        said,
        "One list is not agreed, as of 21 November 2026. Nobody gives theirs up. Leaders meet about it on Thursday 10 December 2026."
    );
}

#[tokio::test]
async fn each_side_answers_the_check_blind_and_spread_and_gap_are_shown_side_by_side() {
    let mut three = three().await;
    let (_, dan) = person(three.desk(), "dan@northvale.example", "analyst").await;
    let ask = OpenRound { asks: Asks::Check, closes_on: Some(date(2026, 11, 30)), priorities: vec![] };
    three.at = open_round(three.desk(), &three.council, three.now(), ask).await.expect("a round");
    let give = async |three: &Three, actor: &Actor, score: u8| {
        let ask = AnswerRound { partnership: three.at.id, round: 0, scores: vec![Some(score); 36], order: vec![] };
        answer_round(three.desk(), actor, ask).await
    };
    give(&three, &three.council, 4).await.expect("one of the council");
    assert!(matches!(three.seen_by(&dan).await.rounds[0].seen, Seen::Hidden(_)), "a colleague's answer is another's too");
    give(&three, &dan, 3).await.expect("another of the council");
    give(&three, &three.icb, 3).await.expect("the ICB");
    let view = three.seen_by(&three.icb).await;
    let reading = view.rounds[0].check().expect("read");
    let council = &reading.principles[0].sides[0];
    assert_eq!((council.people, council.lowest, council.middle, council.highest), (2, Some(18), Some(21.0), Some(24)));
    assert_eq!(
        (reading.principles[0].gap, reading.principles[0].standing),
        (Some(3.0), Standing::NotKnown),
        "the police are silent: not known"
    );
    give(&three, &three.police, 1).await.expect("the police");
    assert!(matches!(give(&three, &three.police, 5).await, Err(DeskError::Refused { code: "answered_already", .. })));
    let view = three.seen_by(&three.police).await;
    let reading = view.rounds[0].check().expect("read");
    assert_eq!((reading.principles[0].gap, reading.principles[0].standing, reading.apart.len()), (Some(15.0), Standing::Apart, 36));
    // Nothing of what was said stands in the trail.
    let mut tx = three.desk().read().await.expect("reads");
    let trail = store::audit::list(&mut tx, &store::audit::Filter::default(), 50).await.expect("the trail");
    let said: Vec<&str> = trail.iter().filter(|entry| entry.action == "answer_round").map(|entry| entry.details.as_str()).collect();
    assert_eq!(said, ["A body answered a round of “Adults in crisis”."; 4]);
}

#[tokio::test]
async fn who_pays_and_who_gains_the_shares_of_an_overspend_and_what_it_is_worth_stand_on_one_record() {
    let mut three = three().await;
    let desk = three.desk().clone();
    let ask = SetUpFund {
        name: "Adults in crisis".into(),
        purpose: "One way in".into(),
        year: 2026,
        host: Some(three.council.organisation),
        manager: "Priya Nair".into(),
        sharing: Sharing::Contribution,
        stress: vec![Share::from_percent(10.0).expect("a share")],
        review_on: None,
    };
    let mut fund = set_up_fund(&desk, &three.council, ask).await.expect("a fund");
    let puts_in = [(&three.council, 1_000, "section_75"), (&three.icb, 900, "section_75"), (&three.police, 500, "aligned")];
    for (actor, thousands, basis) in puts_in {
        let contribution = Contribution {
            partner: actor.organisation,
            basis: basis.into(),
            amount: Some(Money::from_pounds(thousands * 1_000)),
            term: MoneyTerm::Recurrent,
            kind: MoneyKind::Revenue,
            conditions: String::new(),
            carry_at_most: None,
        };
        // Police cannot be a party to a section 75 fund.
        if basis == "aligned" {
            let pooled = Contribution { basis: "section_75".into(), ..contribution.clone() };
            let ask = Contribute { fund: fund.id, version: fund.version, contribution: pooled };
            assert!(matches!(contribute(&desk, &three.council, ask).await, Err(DeskError::Faults(_))));
        }
        fund = contribute(&desk, &three.council, Contribute { fund: fund.id, version: fund.version, contribution }).await.expect("put in");
    }
    let typed = PartnershipTyped {
        name: "Adults in crisis".into(),
        purpose: "One way in.".into(),
        bodies: parts(&[&three.council, &three.icb, &three.police], &[&three.district]),
        every_weeks: Some(6),
        seniority: "chief officers".into(),
        fund: Some(fund.id),
        cases: vec![],
    };
    three.at = change_partnership(&desk, &three.council, three.now(), typed).await.expect("changed");

    let lines = [
        (&three.council, 1_000, 15.0, OwnCost::Rises),
        (&three.icb, 900, 55.0, OwnCost::Falls),
        (&three.police, 500, 30.0, OwnCost::Falls),
    ];
    let line = |&(actor, thousands, percent, own_cost): &(&Actor, i64, f64, OwnCost)| PaysAndGains {
        body: actor.organisation,
        pays: Some(Money::from_pounds(thousands * 1_000)),
        gains: Share::from_percent(percent).expect("a share"),
        own_cost,
    };
    let too_much = WriteIncentive {
        outcome: "Fewer reach crisis".into(),
        lines: lines.iter().map(|one| PaysAndGains { gains: Share::from_percent(55.0).expect("a share"), ..line(one) }).collect(),
        source: "A paper".into(),
    };
    assert!(matches!(write_incentive(&desk, &three.icb, three.now(), too_much).await, Err(DeskError::Faults(_))));
    let ask = WriteIncentive { outcome: "Fewer reach crisis".into(), lines: lines.iter().map(line).collect(), source: "A paper".into() };
    three.at = write_incentive(&desk, &three.icb, three.now(), ask).await.expect("written");

    let says = "Help within the hour, told once.";
    three.at = write_direction(&desk, &three.icb, three.now(), says).await.expect("written");
    three.at = sign_direction(&desk, &three.icb, three.now()).await.expect("signed by the ICB");
    assert!(matches!(sign_direction(&desk, &three.icb, three.now()).await, Err(DeskError::Refused { code: "signed_already", .. })));
    assert!(matches!(sign_direction(&desk, &three.district, three.now()).await, Err(DeskError::Refused { code: "not_your_part", .. })));
    three.at = sign_direction(&desk, &three.council, three.now()).await.expect("signed by the council");

    let seat = |actor: &Actor| Seat { body: actor.organisation, is_senior: true, role: "Chief officer".into() };
    for (on, seats) in [(date(2026, 10, 1), vec![seat(&three.council), seat(&three.icb)]), (date(2026, 11, 10), vec![seat(&three.council)])]
    {
        let ask = RecordMeeting { on: Some(on), seats, elected_members: Some(0), decisions: "Open the room; came up".into() };
        three.at = record_meeting(&desk, &three.council, three.now(), ask).await.expect("a meeting");
    }
    three.at = note_joint(&desk, &three.police, three.now(), "sat", "Nobody told us the day.").await.expect("a note");
    three.at = name_structure_change(&desk, &three.council, three.now(), "A joint unit", Some(date(2027, 4, 1))).await.expect("named");
    let back = |traced_to: &str, worth: Option<i64>| LookBack {
        hours: 300.0,
        hour_cost: Money::from_pounds(40),
        direct: Money::ZERO,
        traced_to: traced_to.into(),
        worth: worth.map(Money::from_pounds),
        source: "Diaries".into(),
        next: WhatNext::Fix,
        by: Some(date(2027, 2, 1)),
        because: "Nothing came of it yet.".into(),
    };
    let untraced = look_back(&desk, &three.council, three.now(), back("", Some(9))).await;
    assert!(matches!(untraced, Err(DeskError::Faults(_))), "what is not traced has no worth");
    let looks_on = look_back(&desk, &three.district, three.now(), back("", None)).await;
    assert!(matches!(looks_on, Err(DeskError::Refused { code: "not_your_part", .. })));
    three.at = look_back(&desk, &three.council, three.now(), back("41 people sat there", Some(9_000))).await.expect("looked back");

    let view = three.seen_by(&three.police).await;
    assert_eq!(view.incentives[0].misaligned.map(|m| (100.0 * m).round()), Some(27.0));
    let fund = view.fund.as_ref().expect("the fund");
    // £240,000 over falls as £100,000, £90,000 and £50,000.
    let parts: Vec<Option<Money>> = [100, 90, 50].map(|thousands| Some(Money::from_pounds(thousands * 1_000))).into();
    assert_eq!((fund.stress[0].amount, &fund.stress[0].parts), (Money::from_pounds(240_000), &parts));
    let point = |code: &str| view.joint.iter().find(|point| point.question.code == code).expect("the question");
    assert!(point("direction").seen == InRecords::NotSeen && point("direction").evidence.contains("The police has not signed"));
    assert!(point("money").seen == InRecords::Seen && point("risk").seen == InRecords::Seen);
    assert!(point("sat").seen == InRecords::NotSeen && point("sat").notes[0].1 == "Nobody told us the day.");
    assert!(point("changed").seen == InRecords::NotSeen, "{}", point("changed").evidence);
    assert!(view.structure_only[0].contains("structure only"), "{:?}", view.structure_only);
    assert!(
        view.meetings.sentences.iter().any(|said| said.contains("came up without having been planned")),
        "{:?}",
        view.meetings.sentences
    );
    // 300 hours at £40 against £9,000: 75p for each pound.
    let worth = view.worth.as_ref().expect("looked back");
    assert!(
        worth.sentence.contains("£12,000") && worth.sentence.contains("£0.75") && worth.sentence.contains("fix, by 1 February 2027"),
        "{}",
        worth.sentence
    );
}
