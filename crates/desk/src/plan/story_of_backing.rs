//! What stands behind a decision, told whole: who was asked, the skills it takes, the options not chosen, and the plan and the social
//! return that its pack holds.

use jiff::civil::date;
use methods::allocation::OwnSearch;
use model::allocation::MoneyLimit;
use model::buy_in::{Group, Level};
use model::fund::MoneyTerm;
use model::id::OrganisationId;
use model::option_sheet::Family;
use model::organisation::OrganisationKind;
use model::record::Record;
use model::skill::SkillUnit;
use quantity::{Money, Share};
use serde_json::json;

use crate::error::DeskError;
use crate::house::add_organisation::{AddOrganisation, add_organisation};
use crate::house::case::add_choice::{AddChoice, RuleOutChoice, add_choice, rule_out_choice};
use crate::house::case::need_skill::{NeedSkill, need_skill};
use crate::house::case::record_buy_in::{RecordBuyIn, record_buy_in};
use crate::house::check_now::check_now;
use crate::house::take_away::take_everything;
use crate::plan::decide::{Decide, decide};
use crate::plan::money::add_candidates::{AddCandidates, add_candidates};
use crate::plan::money::keep_plan::keep_plan;
use crate::plan::money::open_allocation::{OpenAllocation, open_allocation};
use crate::plan::money::pasted;
use crate::plan::options::start_costing::{StartCosting, start_costing};
use crate::plan::options::value_change::{NameInput, ValueChange, name_input, value_change};
use crate::plan::options::write_sheet::{WriteSheet, write_sheet};
use crate::plan::paper::not_chosen::not_chosen;
use crate::plan::paper::pack;
use crate::plan::paper::questions::questions;
use crate::plan::paper::read_paper::read_paper;
use crate::plan::paper::verify_pack::{Again, Came, verify, verify_decision};
use crate::plan::paper::write_paper::{WritePaper, write_paper};
use crate::plan::story::{FALSE_RECOVERY, Place, place};
use crate::plan::story_of_papers::{asked, decided, excepted, reference};

impl Place {
    async fn version(&self) -> i64 {
        let mut tx = self.desk().read().await.expect("reads");
        store::cases::find(&mut tx, &self.lead.scope, self.case).await.expect("the case").version
    }

    async fn partner(&self, name: &str, provides: bool) -> OrganisationId {
        let ask = AddOrganisation {
            name: name.into(),
            kind: OrganisationKind::Nhs,
            also_called: Vec::new(),
            provides,
            is_partner: true,
            ended: None,
            followed_by: None,
        };
        add_organisation(self.desk(), &self.lead, ask).await.expect("a body")
    }

    async fn choice(&self, title: &str, delivery_model: &str) {
        let ask = AddChoice {
            case: self.case,
            version: self.version().await,
            title: title.into(),
            delivery_model: delivery_model.into(),
            service: self.service,
            part: String::new(),
            leaves_issues: Vec::new(),
            outcome: String::new(),
            cost: None,
            affects: String::new(),
            how_sure: String::new(),
            ground: None,
            transfer_to_fix: None,
        };
        add_choice(self.desk(), &self.lead, ask).await.expect("a choice");
    }

    async fn sheet(&self, option: &str, pounds: i64, why_not: &str) {
        let ask = WriteSheet {
            case: self.case,
            version: self.version().await,
            option: option.into(),
            outcome: "Homes kept".into(),
            affects: String::new(),
            how_sure: String::new(),
            cost: None,
            contributed_by: Vec::new(),
            like_for_like: None,
            builds_on: String::new(),
            estimated_value: Some(Money::from_pounds(pounds)),
            why_not: why_not.into(),
        };
        write_sheet(self.desk(), &self.lead, ask).await.expect("written");
    }

    async fn asking(&self, group: Group, who: &str, figures: [u32; 5]) -> Result<(), DeskError> {
        record_buy_in(self.desk(), &self.lead, self.said(group, who, figures).await).await.map(|_| ())
    }

    async fn said(&self, group: Group, who: &str, figures: [u32; 5]) -> RecordBuyIn {
        let [asked, answered, support, doubts, oppose] = figures.map(Some);
        RecordBuyIn {
            case: self.case,
            version: self.version().await,
            group: Some(group),
            who: who.into(),
            how: "A survey, open for two weeks".into(),
            asked,
            answered,
            support,
            doubts,
            oppose,
            words: "We would try it with one scheme.".into(),
            on: Some(date(2026, 10, 20)),
            source: "Survey of 20 October".into(),
            withdraw: false,
        }
    }

    /// What the trail says of the last thing that was done.
    async fn last_line(&self) -> String {
        let mut tx = self.desk().read().await.expect("reads");
        let trail = store::audit::of_record(&mut tx, self.case.uuid()).await.expect("a trail");
        trail.into_iter().max_by_key(|entry| entry.sequence).map(|entry| format!("{entry:?}")).unwrap_or_default()
    }

    async fn skill(&self, skill: &str, lender: Option<OrganisationId>, role: &str) -> Result<(), DeskError> {
        need_skill(self.desk(), &self.lead, self.needed(skill, lender, role).await).await.map(|_| ())
    }

    async fn needed(&self, skill: &str, lender: Option<OrganisationId>, role: &str) -> NeedSkill {
        NeedSkill {
            case: self.case,
            version: self.version().await,
            skill: skill.into(),
            option: String::new(),
            amount: Some(12.0),
            unit: Some(SkillUnit::Days),
            by: Some(date(2027, 1, 15)),
            lender,
            role: role.into(),
            withdraw: false,
        }
    }

    async fn deciding(&self) -> Decide {
        Decide { version: self.version().await, ..decided(self, None) }
    }
}

fn fields<T: std::fmt::Debug>(outcome: Result<T, DeskError>) -> Vec<&'static str> {
    match outcome {
        Err(DeskError::Faults(faults)) => faults.iter().map(|fault| fault.field).collect(),
        other => panic!("faults were expected: {other:?}"),
    }
}

fn differs(figures: &[Again], method: &str) -> String {
    let found = figures.iter().find(|again| again.method.starts_with(method)).expect("the result");
    match &found.came {
        Came::Otherwise(differs) => differs.join("; "),
        other => panic!("it differs: {other:?}"),
    }
}

#[tokio::test]
async fn what_cannot_be_so_of_who_was_asked_is_refused_by_field_and_small_numbers_are_never_taken_away() {
    let place = place(&FALSE_RECOVERY).await;
    let nhs = place.partner("Vale Community Trust", false).await;
    assert_eq!(fields(place.asking(Group::Staff, "", [0, 0, 0, 0, 0]).await), ["asked"]);
    assert_eq!(fields(place.asking(Group::Staff, "", [10, 12, 3, 3, 3]).await), ["answered"]);
    assert_eq!(fields(place.asking(Group::Staff, "", [30, 20, 10, 8, 3]).await), ["support"]);
    assert_eq!(fields(place.asking(Group::Political { leads: true }, " ", [30, 20, 10, 8, 2]).await), ["who"]);
    place.asking(Group::Staff, "support workers", [32, 19, 12, 5, 2]).await.expect("kept");
    place.asking(Group::Partner { organisation: nhs, level: Level::Leaders }, "", [3, 3, 3, 0, 0]).await.expect("kept");
    // The same part on the same day: the later takes the place of the earlier.
    place.asking(Group::Staff, "Support workers", [32, 20, 12, 6, 2]).await.expect("kept");

    let taken = take_everything(place.desk(), &place.lead).await.expect("taken");
    let kept = taken["cases"][0]["buy_in"].as_array().expect("both");
    let shown: Vec<_> =
        kept.iter().map(|one| json!([one["asked"], one["answered"], one["support"], one["doubts"], one["oppose"]])).collect();
    assert_eq!(
        shown,
        [json!([null, null, null, null, null]), json!([32, 20, 12, null, null])],
        "two are against: that is nobody’s to know"
    );
    assert!(kept[0]["words"].is_null() && kept[1]["words"].is_string(), "the words of three people are theirs: {kept:?}");
}

#[tokio::test]
async fn what_was_written_by_mistake_is_taken_away_and_the_trail_says_of_whom_and_when() {
    let place = place(&FALSE_RECOVERY).await;
    let (desk, lead) = (place.desk(), &place.lead);
    let figures = [32, 19, 12, 5, 2];
    place.asking(Group::Staff, "support workers", figures).await.expect("kept");
    let line = place.last_line().await;
    assert!(line.contains("What staff (support workers) said of the change when asked on 20 October 2026 was written down."), "{line}");
    place.asking(Group::Staff, "Support workers", figures).await.expect("kept");
    let line = place.last_line().await;
    assert!(line.contains("It takes the place of what was written of that day."), "{line}");
    let nobody = RecordBuyIn { withdraw: true, ..place.said(Group::Staff, "drivers", figures).await };
    assert_eq!(fields(record_buy_in(desk, lead, nobody).await), ["withdraw"]);
    let mistake = RecordBuyIn { withdraw: true, ..place.said(Group::Staff, "support workers", figures).await };
    assert!(record_buy_in(desk, lead, mistake).await.expect("taken away").noun.buy_in.is_empty());
    assert!(place.last_line().await.contains("was taken away: it was written by mistake"));

    place.skill("Law of leases", None, "").await.expect("kept");
    let little = NeedSkill { amount: Some(0.004), ..place.needed("Law of leases", None, "").await };
    assert_eq!(fields(need_skill(desk, lead, little).await), ["amount"]);
    let other = NeedSkill { withdraw: true, ..place.needed("Law of charities", None, "").await };
    assert_eq!(fields(need_skill(desk, lead, other).await), ["withdraw"]);
    let mistake = NeedSkill { withdraw: true, ..place.needed("law of leases", None, "").await };
    assert!(need_skill(desk, lead, mistake).await.expect("taken away").noun.skills.is_empty());
    assert!(place.last_line().await.contains("was taken away from the skills the plan needs: it was written by mistake"));
}

#[tokio::test]
async fn a_skill_that_nobody_lends_is_asked_about_before_the_decision_and_stands_beside_it() {
    let place = place(&FALSE_RECOVERY).await;
    let desk = place.desk();
    let nhs = place.partner("Vale Community Trust", true).await;
    assert_eq!(fields(place.skill("Law of leases", None, "Head of law").await), ["lender"]);
    assert_eq!(fields(place.skill("Law of leases", Some(nhs), "").await), ["role"]);
    place.skill("Law of leases", None, "").await.expect("kept");
    place.skill("Moving staff to another employer", Some(nhs), "Head of people").await.expect("kept");
    place.asking(Group::Staff, "", [40, 30, 20, 10, 0]).await.expect("kept");
    excepted(&place).await;
    let bare = Decide { why_not_wider: String::new(), ..place.deciding().await };
    assert_eq!(fields(decide(desk, &place.lead, bare).await), ["why_not_wider", "skills_missing"]);

    let ask = Decide { skills_missing: "Bought for twelve days from the county’s panel of solicitors.".into(), ..place.deciding().await };
    let made = decide(desk, &place.lead, ask).await.expect("decided");
    assert!(made.noun.skills_missing.contains("panel of solicitors"));
    let mut tx = desk.read().await.expect("reads");
    let trail = format!("{:?}", store::audit::of_record(&mut tx, made.id.uuid()).await.expect("a trail"));
    for wanted in [
        "Why there is no option of these kinds was written on the case: ",
        Family::Community.words(),
        ": Nobody else in the county does this",
    ] {
        assert!(trail.contains(wanted), "“{wanted}” is missing: {trail}");
    }
    let case = store::cases::find(&mut tx, &place.lead.scope, place.case).await.expect("the case").noun;
    drop(tx);
    let kinds: Vec<Family> = case.not_considered.iter().map(|kept| kept.family).collect();
    assert!(kinds.contains(&Family::Community) && !kinds.contains(&Family::AsNow), "{kinds:?}");
    assert!(case.not_considered.iter().all(|kept| kept.reason.starts_with("Nobody else in the county")));

    // What was so when it was decided is frozen with it, whatever is found afterwards.
    place.skill("Law of leases", Some(nhs), "Head of law").await.expect("found");
    let seen = read_paper(desk, &place.lead, &reference("D-1")).await.expect("reads");
    assert_eq!(seen.skills.missing(), ["Law of leases (12 days, by 15 January 2027)"]);
    assert!(seen.skills.notices[0].contains("Vale Community Trust, which also provides services"), "{:?}", seen.skills.notices);
    assert_eq!(seen.buy_in.not_asked, ["political groups"]);
    let asked = questions(&seen).join(" ");
    assert!(
        asked.contains("Nobody lends these skills yet: Law of leases") && asked.contains("who were not asked: political groups"),
        "{asked}"
    );
}

#[tokio::test]
async fn a_need_whose_evidence_is_old_holds_the_decision_back_until_somebody_accountable_says_why_it_may_go_on() {
    use crate::analyse::needs::add_evidence::{AddEvidence, add_evidence};
    use crate::analyse::needs::record_need::{NeedTyped, RecordNeed, record_need};
    use crate::plan::thread::answer_needs::{AnswerNeeds, answer_needs};
    use crate::plan::waive_need::{WaiveNeed, waive_need};
    use model::need::{EvidenceGrade, NeedLevel};
    use model::option_sheet::Contributor;

    let place = place(&FALSE_RECOVERY).await;
    let (desk, lead) = (place.desk(), &place.lead);
    let typed = NeedTyped {
        title: "A home of one’s own".into(),
        people: "Single adults".into(),
        level: Some(NeedLevel::Strategic),
        refresh_months: Some(12),
        ..NeedTyped::default()
    };
    let ask = RecordNeed { typed, definition: "No tenancy".into(), reason: "First".into(), came_from: Some(Contributor::Officers) };
    let need = record_need(desk, lead, ask).await.expect("a need");
    let ask = crate::house::case::add_outcome::AddOutcome {
        case: place.case,
        statement: "They have a home".into(),
        people: "Single adults".into(),
        kind: model::outcome::OutcomeKind::Outcome,
        measure: None,
        baseline: None,
        target: None,
        by: None,
    };
    let outcome = crate::house::case::add_outcome::add_outcome(desk, lead, ask).await.expect("an outcome");
    answer_needs(desk, lead, AnswerNeeds { outcome: outcome.id, version: outcome.version, needs: vec![need.id] }).await.expect("linked");
    excepted(&place).await;
    let held = decide(desk, lead, place.deciding().await).await;
    assert!(matches!(&held, Err(DeskError::Refused { code: "need_is_old", sentence }) if sentence.contains("(N-1)")), "{held:?}");

    let evidence = |version, dated| AddEvidence {
        need: need.id,
        version,
        says: "Counted".into(),
        grade: Some(EvidenceGrade::Strong),
        dated: Some(dated),
        source: "Register".into(),
    };
    let need = add_evidence(desk, lead, evidence(need.version, date(2021, 3, 31))).await.expect("old evidence");
    assert!(matches!(decide(desk, lead, place.deciding().await).await, Err(DeskError::Refused { code: "need_is_old", .. })));
    let waive = |until| WaiveNeed {
        need: need.id,
        version: need.version,
        case: place.case,
        reason: "The roof will not last the winter.".into(),
        meanwhile: "The districts count again in January.".into(),
        until: Some(until),
    };
    assert_eq!(fields(waive_need(desk, lead, waive(date(2025, 1, 1))).await), ["until"]);
    let officer = crate::Actor { permissions: [model::role::Permission::WriteCases].into(), ..lead.clone() };
    assert!(matches!(waive_need(desk, &officer, waive(date(2027, 1, 31))).await, Err(DeskError::MayNot(_))));
    waive_need(desk, lead, waive(date(2027, 1, 31))).await.expect("waived");
    decide(desk, lead, place.deciding().await).await.expect("decided");
    let seen = read_paper(desk, lead, &reference("D-1")).await.expect("reads");
    assert_eq!(seen.needs[0].waived.as_ref().map(|waived| waived.reason.as_str()), Some("The roof will not last the winter."));
    assert_eq!(seen.without_sealed().needs[0].title, "A need that partners keep among themselves", "it is for partners only");
}

#[tokio::test]
async fn the_options_not_chosen_stand_with_their_value_and_why_and_one_worth_more_is_named_as_such() {
    let place = place(&FALSE_RECOVERY).await;
    place.choice("Let it to a provider", "procurement").await;
    place.choice("Run it better ourselves", "in_house").await;
    place.sheet("A", 200_000, "").await;
    place.sheet("B", 340_000, "").await;
    let open = async || {
        let view = read_paper(place.desk(), &place.lead, &reference("DP-1")).await.expect("reads");
        let said = questions(&view).join(" ");
        let told = not_chosen(&view).into_iter();
        (told.map(|o| (o.title, o.value.map(|v| v.amount.pounds()), o.more.map(Money::pounds), o.why)).collect::<Vec<_>>(), said)
    };
    write_paper(place.desk(), &place.lead, asked(&place)).await.expect("a paper");
    let (_, said) = open().await;
    assert!(said.contains("“Run it better ourselves” is worth £140k more than what is recommended"), "{said}");
    place.sheet("B", 340_000, "It needs eight more posts, and none could be filled in two years.").await;
    let (told, said) = open().await;
    let why = "It needs eight more posts, and none could be filled in two years.".to_owned();
    assert_eq!(
        told,
        [
            ("Stay as we are".to_owned(), None, None, String::new()),
            ("Run it better ourselves".to_owned(), Some(340_000.0), Some(140_000.0), why),
        ]
    );
    assert!(!said.contains("“Run it better ourselves” is worth"), "why is written: {said}");
    let ask = RuleOutChoice {
        case: place.case,
        version: place.version().await,
        title: "Run it better ourselves".into(),
        reason: "Eight posts could not be filled.".into(),
    };
    rule_out_choice(place.desk(), &place.lead, ask).await.expect("ruled out");
    let (told, _) = open().await;
    assert_eq!((told[1].2, told[1].3.as_str()), (Some(140_000.0), "Eight posts could not be filled."), "ruled out, its value is kept");
}

/// Twelve things that could be done with £1.2m, £800,000 of it every year.
async fn shared_money(place: &Place) -> Record<model::id::AllocationId, model::allocation::Allocation> {
    let limit = |name: &str, term, pounds| MoneyLimit {
        name: name.into(),
        term,
        kind: None,
        partner: None,
        fund: String::new(),
        amounts: vec![Money::from_pounds(pounds)],
        carry_at_most: None,
        only_for: Vec::new(),
    };
    let ask = OpenAllocation {
        title: "£1.2m for staying well at home".into(),
        purpose: "What to do with it".into(),
        fund: None,
        case: None,
        year: 2026,
        years: 1,
        points_mean: "A hundredth of the best it could do.".into(),
        accountable: "Cllr Ruth Aldous".into(),
        limits: vec![limit("all money", None, 1_200_000), limit("recurrent", Some(MoneyTerm::Recurrent), 800_000)],
        floors: Vec::new(),
    };
    let record = open_allocation(place.desk(), &place.lead, ask).await.expect("opened");
    let text = "A; Classes; 310,000; r; 62\nB; Checks; 140,000; r; 31\nC; Drivers; 95,000; r; 17\nD; Carers; 120,000; r; 24\n\
                E; Places; 260,000; r; 44\nF; Beds; 420,000; o; 58\nG; Digital; 230,000; o; 33\nH; Connectors; 215,000; r; 41";
    let ask = AddCandidates {
        allocation: record.id,
        version: record.version,
        candidates: pasted::candidates(text, 1).expect("eight"),
        needs: Vec::new(),
        not_together: Vec::new(),
        at_least_one: Vec::new(),
        today: Vec::new(),
    };
    add_candidates(place.desk(), &place.lead, ask).await.expect("added")
}

async fn social_return(place: &Place) {
    let (desk, lead, case) = (place.desk(), &place.lead, place.case);
    let ask = StartCosting {
        case,
        version: 0,
        first_year: 2027,
        years: 10,
        short_until: 2,
        works_kind: String::new(),
        correct_by_grade: false,
        seed: 1,
        sealed: false,
    };
    let version = start_costing(desk, lead, ask).await.expect("begun").version;
    let share = |percent: f64| Share::from_percent(percent).ok();
    let ask = ValueChange {
        case,
        version,
        option: "A".into(),
        what: "Company every week".into(),
        people: "People who live alone".into(),
        measured_by: "Asked before and after".into(),
        quantity: Some(100.0),
        value_each: Some(Money::from_pounds(500)),
        value_source: "What a class costs elsewhere".into(),
        deadweight: share(20.0),
        displacement: share(5.0),
        attribution: share(10.0),
        drop_off: share(25.0),
        years: Some(5),
        people_asked: Some(30),
        is_harm: false,
        chain: String::new(),
        chain_share: None,
    };
    let version = value_change(desk, lead, ask).await.expect("valued").version;
    let input = NameInput { case, version, option: "A".into(), what: "The grant".into(), amount: Some(Money::from_pounds(50_000)) };
    name_input(desk, lead, input).await.expect("named");
}

#[tokio::test]
async fn a_plan_that_is_kept_and_does_not_hold_is_named_as_such_and_nothing_is_decided_on_it() {
    let place = place(&FALSE_RECOVERY).await;
    let (desk, lead) = (place.desk(), &place.lead);
    let allocation = shared_money(&place).await;
    let beyond = "I; A new hall; 1,900,000; o; 90";
    let ask = AddCandidates {
        allocation: allocation.id,
        version: allocation.version,
        candidates: pasted::candidates(beyond, 1).expect("one"),
        needs: Vec::new(),
        not_together: Vec::new(),
        at_least_one: vec![vec!["I".into()]],
        today: Vec::new(),
    };
    add_candidates(desk, lead, ask).await.expect("added");
    write_paper(desk, lead, WritePaper { allocation: Some(allocation.id), ..asked(&place) }).await.expect("a paper");
    excepted(&place).await;
    keep_plan(desk, lead, &reference("AL-1")).await.expect("kept");
    let refused = decide(desk, lead, place.deciding().await).await;
    assert!(
        matches!(&refused, Err(DeskError::Refused { code: "plan_does_not_hold", sentence })
            if sentence.contains("(AL-1), whose kept plan says: No plan keeps every limit. Change its limits")),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_pack_holds_the_plan_and_the_social_return_it_rests_on_and_whatever_was_altered_in_either_is_named() {
    let place = place(&FALSE_RECOVERY).await;
    let (desk, lead) = (place.desk(), &place.lead);
    place.choice("Let it to a provider", "procurement").await;
    social_return(&place).await;
    let allocation = shared_money(&place).await;
    write_paper(desk, lead, WritePaper { allocation: Some(allocation.id), ..asked(&place) }).await.expect("a paper");
    excepted(&place).await;
    let refused = decide(desk, lead, place.deciding().await).await;
    assert!(matches!(&refused, Err(DeskError::Refused { code: "plan_not_kept", sentence }) if sentence.contains("AL-1")), "{refused:?}");
    keep_plan(desk, lead, &reference("AL-1")).await.expect("kept");
    let made = decide(desk, lead, place.deciding().await).await.expect("decided");

    let seen = read_paper(desk, lead, &reference("D-1")).await.expect("reads");
    assert!(seen.allocations[0].plan.as_ref().is_some_and(|(said, _)| said.starts_with("The plan is worth ")), "{:?}", seen.allocations);
    assert!(seen.options.said.iter().any(|said| said.contains("£1.92 of what people value comes back")), "{:?}", seen.options.said);
    let verified = verify_decision(desk, lead, &reference("D-1")).await.expect("worked out");
    assert!(verified.is_equal(), "{verified:?}");
    let came = |method: &str| verified.figures.iter().find(|again| again.method.starts_with(method)).map(|again| again.came.clone());
    assert_eq!((came("allocation"), came("sroi")), (Some(Came::Shown), Some(Came::Equal)));
    assert_eq!(check_now(desk, lead).await.expect("checked").packs.same, 1);

    let pack = pack::open_pack(desk, &made.noun, "D-1").expect("opens");
    let question = &pack.worked.iter().find(|kept| kept.method == "sroi").expect("it is there").question;
    for field in [
        "quantity",
        "proxy",
        "deadweight",
        "displacement",
        "attribution",
        "drop_off",
        "duration_years",
        "who",
        "measured_by",
        "proxy_source",
    ] {
        assert!(!question["input"]["outcomes"][0][field].is_null(), "{field} is missing: {question:#}");
    }
    let altered = |method: &str, alter: &dyn Fn(&mut pack::Worked)| {
        let mut pack = pack.clone();
        pack.worked.iter_mut().filter(|kept| kept.method == method).for_each(alter);
        differs(&verify(&pack, &OwnSearch), method)
    };
    let best =
        pack.worked.iter().find(|kept| kept.method == "allocation").expect("it is there").answer["best_known"].as_i64().expect("points");
    let all: Vec<&str> = "ABCDEFGH".split("").filter(|code| !code.is_empty()).collect();
    let everything = altered("allocation", &|kept| kept.answer["chosen"] = json!(all));
    assert!(everything.contains("the plan does not keep every limit") && everything.contains("all money"), "{everything}");
    let points = altered("allocation", &|kept| kept.answer["best_known"] = json!(best + 1));
    assert!(points.contains(&format!("do not sum to {}", best + 1)), "{points}");
    let higher = altered("allocation", &|kept| kept.answer["bound"] = json!(best + 50));
    assert!(higher.contains(&format!("of, bound was kept as {best} and comes out as {}", best + 50)), "{higher}");
    let lower = altered("allocation", &|kept| kept.answer["bound"] = json!(best - 1));
    assert!(lower.contains(&format!("no plan is worth more than {}, and this one is worth {best}", best - 1)), "{lower}");
    let price = altered("allocation", &|kept| kept.answer["working"]["rows"][0]["price"] = json!(99.0));
    assert!(price.contains("price was kept as") && price.contains("comes out as 99"), "{price}");
    let certificate = altered("allocation", &|kept| kept.answer["certificate"]["feasible"] = json!(false));
    assert!(certificate.contains("feasible was kept as"), "{certificate}");
    let ratio = altered("sroi", &|kept| kept.answer["ratio"] = json!(9.0));
    assert!(ratio.contains("ratio was kept as 9"), "{ratio}");
    let deadweight = altered("sroi", &|kept| kept.question["input"]["outcomes"][0]["deadweight"] = json!(0.0));
    assert!(deadweight.contains("was kept as"), "{deadweight}");
}
