//! Limits of every sort on a plan of two years, what each thing costs, reaches and takes, and what members set.

use std::collections::BTreeMap;

use model::allocation::{Allocation, MoneyLimit};
use model::id::{AllocationId, OrganisationId};
use model::organisation::OrganisationKind;
use model::record::Record;
use quantity::Money;

use super::add_candidates::{AddCandidates, add_candidates};
use super::describe_candidates::{DescribeCandidates, describe_candidates};
use super::keep_plan::keep_plan;
use super::open_allocation::{OpenAllocation, open_allocation};
use super::read_allocation::{AllocationView, read_allocation};
use super::read_members_priorities::read_members_priorities;
use super::set_limits::{SetLimits, set_limits};
use super::set_members_priority::{SetMembersPriority, set_members_priority};
use super::{candidate_lines, limit_lines, pasted};
use crate::error::DeskError;
use crate::house::add_organisation::{AddOrganisation, add_organisation};
use crate::testing::{Bench, bench, may_everything};

const FIVE: &str = "A; Hall repairs; 100,000 / 0; one-off capital; 30
B; Strength classes; 60,000 / 60,000; recurrent; 40
C; Volunteer drivers; 50,000 / 50,000; recurrent; 25
D; Ramps and rails; 80,000 / 0; one-off capital; 20
E; Strength classes, small; 30,000 / 30,000; recurrent; 22";

const SAID: &str = "A; costs; 2027/28; 100,000; one-off capital
B; version of; classes
B; costs; 2027/28; 60,000; recurrent
B; costs; 2028/29; 60,000; recurrent; Care Board
B; reaches; people aged 80 and over in Northvale East; 120
B; uses; physiotherapists; 2
C; costs; 2027/28; 50,000; recurrent
C; costs; 2028/29; 50,000; recurrent
C; reaches; people aged 80 and over in Northvale East; 40
D; costs; 2027/28; 80,000; one-off capital; ; Disabled facilities grant
E; version of; classes
E; costs; 2027/28; 30,000; recurrent
E; costs; 2028/29; 30,000; recurrent
E; reaches; people aged 80 and over in Northvale East; 60
E; uses; physiotherapists; 1";

const MONEY: &str = "all money; 300,000
recurrent money; 100,000 / 100,000; recurrent
grant; 100,000; one-off capital; ; Disabled facilities grant; D";

struct Plan {
    bench: Bench,
    names: BTreeMap<OrganisationId, String>,
    record: Record<AllocationId, Allocation>,
}

impl Plan {
    async fn opened() -> Plan {
        let bench = bench(true).await;
        let us = may_everything(&bench.desk);
        let ask = AddOrganisation {
            name: "Care Board".into(),
            kind: OrganisationKind::Nhs,
            also_called: Vec::new(),
            provides: false,
            is_partner: true,
            ended: None,
            followed_by: None,
        };
        let board = add_organisation(&bench.desk, &us, ask).await.expect("a body");
        let ask = OpenAllocation {
            title: "Places to meet".into(),
            purpose: "Fewer people alone".into(),
            fund: None,
            case: None,
            year: 2027,
            years: 2,
            points_mean: "Agreed by nine people".into(),
            accountable: "Cllr Ada North".into(),
            limits: vec![MoneyLimit { name: "all money".into(), amounts: vec![Money::from_pounds(300_000)], ..MoneyLimit::default() }],
            floors: Vec::new(),
        };
        let record = open_allocation(&bench.desk, &us, ask).await.expect("opened");
        let ask = AddCandidates {
            allocation: record.id,
            version: record.version,
            candidates: pasted::candidates(FIVE, 2).expect("five"),
            needs: Vec::new(),
            not_together: Vec::new(),
            at_least_one: Vec::new(),
            today: vec!["C".into()],
        };
        let record = add_candidates(&bench.desk, &us, ask).await.expect("added");
        Plan { bench, names: [(board, "Care Board".to_owned())].into(), record }
    }

    async fn limits(&mut self, money: &str, floors: &str, capacities: &str) -> Result<(), DeskError> {
        let ask = SetLimits {
            allocation: self.record.id,
            version: self.record.version,
            years: 2,
            limits: limit_lines::money(money, &self.names).expect("limits"),
            floors: limit_lines::floors(floors).expect("floors"),
            capacities: limit_lines::capacities(capacities).expect("capacities"),
        };
        self.record = set_limits(&self.bench.desk, &may_everything(&self.bench.desk), ask).await?;
        Ok(())
    }

    async fn described(&mut self, text: &str) -> Result<(), DeskError> {
        let described = candidate_lines::described(text, 2027, &self.names).expect("lines");
        let ask = DescribeCandidates { allocation: self.record.id, version: self.record.version, described };
        self.record = describe_candidates(&self.bench.desk, &may_everything(&self.bench.desk), ask).await?;
        Ok(())
    }

    async fn members(&mut self, code: &str, is_done: Option<bool>) -> Result<(), DeskError> {
        let ask = SetMembersPriority {
            allocation: self.record.id,
            version: self.record.version,
            code: code.into(),
            is_done,
            says: "The hall can wait".into(),
            set_by: "Cabinet, 3 November".into(),
        };
        self.record = set_members_priority(&self.bench.desk, &may_everything(&self.bench.desk), ask).await?;
        Ok(())
    }

    async fn view(&self) -> AllocationView {
        let reference = self.record.reference.clone().expect("a reference");
        read_allocation(&self.bench.desk, &may_everything(&self.bench.desk), &reference, None).await.expect("a page")
    }

    /// Codes of the plan and its points.
    async fn best(&self) -> (String, Option<i64>) {
        let view = self.view().await;
        let worked = view.worked.expect("worked");
        (sorted(&worked.planned.chosen), worked.planned.answer.plan.as_ref().map(|plan| plan.outcome))
    }
}

/// Codes in order of the alphabet, whatever service they are versions of.
fn sorted(codes: &[String]) -> String {
    let mut codes = codes.to_vec();
    codes.sort();
    codes.concat()
}

fn fault(refused: Result<(), DeskError>) -> String {
    let Err(DeskError::Faults(faults)) = refused else { panic!("it should be refused: {refused:?}") };
    faults.into_iter().map(|fault| fault.message).collect::<Vec<String>>().join(" ")
}

#[tokio::test]
async fn limits_on_years_grants_people_and_staff_hold_and_what_each_holds_back_is_known() {
    let mut plan = Plan::opened().await;
    plan.limits(MONEY, "", "physiotherapists; 2").await.expect("set");
    plan.described(SAID).await.expect("described");
    assert_eq!(candidate_lines::written(&plan.record.noun, &plan.names).replace('£', ""), SAID, "what is kept is what was said");
    // A, D and B spend all £300,000; B and E are versions of one service, and B and C are more than a year’s recurrent money.
    assert_eq!(plan.best().await, ("ABD".to_owned(), Some(90)));
    let view = plan.view().await;
    assert_eq!(view.from_funds(), [("Disabled facilities grant", Money::from_pounds(80_000))].into());
    let worked = view.worked.expect("worked");
    let next = worked.margins.iter().find(|margin| margin.budget == "all money").expect("a margin");
    assert_eq!((next.gain.at_least, sorted(&next.gain.comes_in)), (7, "CE".to_owned()));
    // One physiotherapist: the small classes, and one more would bring the large ones back.
    plan.limits(MONEY, "people aged 80 and over in Northvale East; 100", "physiotherapists; 1").await.expect("set");
    assert_eq!(plan.best().await, ("ACE".to_owned(), Some(77)));
    let worked = plan.view().await.worked.expect("worked");
    let gains: Vec<(Option<i64>, i64, i64)> = worked.eased.iter().map(|one| (one.more, one.gain.at_least, one.gain.at_most)).collect();
    assert_eq!(gains, [(Some(1), 0, 0), (None, 0, 0), (Some(1), 13, 13), (None, 13, 13)], "floor, then physiotherapists");
    // A year that has too little, unless the year before may leave it some.
    let uneven = |carried: &str| MONEY.replace("100,000 / 100,000; recurrent", &format!("100,000 / 20,000; recurrent; ; ; ; {carried}"));
    plan.limits(&uneven(""), "", "physiotherapists; 2").await.expect("set");
    assert_eq!(plan.best().await, ("AD".to_owned(), Some(50)));
    plan.limits(&uneven("40,000"), "", "physiotherapists; 2").await.expect("set");
    assert_eq!(plan.best().await, ("ABD".to_owned(), Some(90)));
    // A kept plan holds up against its question with all of that in it.
    let reference = plan.record.reference.clone().expect("a reference");
    let kept = keep_plan(&plan.bench.desk, &may_everything(&plan.bench.desk), &reference).await.expect("kept");
    assert_eq!(kept.noun.statement, "The plan is worth 90 points, and no plan is worth more.");
}

#[tokio::test]
async fn limits_that_cannot_hold_together_are_the_fewest_that_do_not_and_what_cannot_stand_is_refused_with_its_mend() {
    let mut plan = Plan::opened().await;
    plan.limits(MONEY, "people aged 80 and over in Northvale East; 150", "physiotherapists; 2").await.expect("set");
    plan.described(SAID).await.expect("described");
    let worked = plan.view().await.worked.expect("worked");
    let conflict = worked.planned.conflict.as_ref().expect("a conflict");
    assert!(conflict.smallest && conflict.rows.len() == 2, "{conflict:?}");
    assert!(conflict.could[0].contains("can reach 120"), "{conflict:?}");

    for (text, part) in [
        (
            SAID.replace("D; costs; 2027/28; 80,000; one-off capital; ; Dis", "D; costs; 2027/28; 80,000; one-off capital; ; dis"),
            "no limit says what there is of that",
        ),
        (
            SAID.replace(
                "A; costs; 2027/28; 100,000; one-off capital",
                "A; costs; 2027/28; 100,000; one-off capital; ; Disabled facilities grant",
            ),
            "“A” spends money of “grant”, which may pay for D only",
        ),
        (SAID.replace("2028/29; 50,000", "2030/31; 50,000"), "“C” has a cost in 2030/31, and the plan ends with 2028/29"),
        (SAID.replace("E; uses; physiotherapists", "E; uses; nurses"), "“E” uses “nurses”, and nothing says how much of that there is"),
        (SAID.replace("A; costs; 2027/28; 100,000; one-off capital\n", ""), "What “A” costs is missing"),
        (format!("{SAID}\nZ; costs; 2027/28; 1; recurrent"), "“Z” is not among what could be done"),
        (format!("{SAID}\nA; gains; Care Board; 31"), "“A” does 30 points, and 31 are given"),
    ] {
        let said = fault(plan.described(&text).await);
        assert!(said.contains(part), "{part}: {said}");
    }
    let floors = "people aged 80 and over in Northvale East; 150";
    for (money, capacities, part) in [
        (
            MONEY.replace("100,000 / 100,000", "1 / 2 / 3"),
            "physiotherapists; 2",
            "“recurrent money” has 3 amounts, and the plan has 2 years",
        ),
        (format!("{MONEY}; 5"), "physiotherapists; 2", "“grant” is one amount for all years together"),
        (format!("{MONEY}\nall money; 5"), "physiotherapists; 2", "“all money”"),
        (MONEY.replace("grant; D", "grant; D Q"), "physiotherapists; 2", "“grant” names “Q”, which is not among what could be done"),
        (MONEY.replace("all money; 300,000\n", ""), "physiotherapists; 2", "No limit on money covers what “A” costs in 2027/28"),
        (MONEY.to_owned(), "nurses; 2", "“B” uses “physiotherapists”"),
        (
            MONEY.replace("all money; 300,000", "all one-off; 300,000; one-off"),
            "physiotherapists; 2",
            "Add a line that names no kind of money, for all there is to spend: all money; 1,200,000",
        ),
    ] {
        let said = fault(plan.limits(&money, floors, capacities).await);
        assert!(said.contains(part), "{part}: {said}");
    }
    // A grant that may pay for one version of a service pays for no other, unless it names the service.
    let small = format!("{SAID}\nE; costs; 2027/28; 5,000; one-off capital; ; Disabled facilities grant");
    plan.limits(&MONEY.replace("grant; D", "grant; D B"), "", "physiotherapists; 2").await.expect("set");
    let said = fault(plan.described(&small).await);
    assert!(said.contains("“E” spends money of “grant”, which may pay for D, B only. Take its cost from other money"), "{said}");
    plan.limits(&MONEY.replace("grant; D", "grant; D classes"), "", "physiotherapists; 2").await.expect("set");
    plan.described(&small).await.expect("the service is named");
    // Of two limits on all money the smaller one is what there is to spend.
    plan.limits(&format!("{MONEY} classes\nwhat is released; 150,000"), "", "physiotherapists; 2").await.expect("set");
    assert_eq!(plan.view().await.total(), Money::from_pounds(150_000));
    let stale = SetLimits {
        allocation: plan.record.id,
        version: 1,
        years: 2,
        limits: plan.record.noun.limits.clone(),
        floors: Vec::new(),
        capacities: Vec::new(),
    };
    assert!(matches!(set_limits(&plan.bench.desk, &may_everything(&plan.bench.desk), stale).await, Err(DeskError::Stale)));
}

#[tokio::test]
async fn what_members_set_holds_whatever_the_points_say_and_the_plan_without_it_stands_beside_it() {
    let mut plan = Plan::opened().await;
    plan.limits(MONEY, "", "physiotherapists; 2").await.expect("set");
    plan.described(SAID).await.expect("described");
    assert!(fault(plan.members("Z", Some(true)).await).contains("Choose one of the things"));
    assert!(fault(plan.members("A", None).await).contains("nothing to take back"));
    plan.members("A", Some(false)).await.expect("set");
    assert_eq!(plan.best().await, ("CDE".to_owned(), Some(67)));
    // Of a service with versions, the one that members name is done and no other.
    plan.members("A", None).await.expect("taken back");
    plan.members("E", Some(true)).await.expect("set");
    assert_eq!(plan.best().await, ("ACE".to_owned(), Some(77)));
    let reference = plan.record.reference.clone().expect("a reference");
    let view = read_members_priorities(&plan.bench.desk, &may_everything(&plan.bench.desk), &reference).await.expect("both");
    let codes = |side: &Result<std::sync::Arc<super::worked::Planned>, String>| sorted(side.as_ref().expect("a plan").chosen.as_slice());
    assert_eq!((codes(&view.with), codes(&view.without)), ("ACE".to_owned(), "ABD".to_owned()));
    // Members may ask for more than the limits allow: that is said, and neither side is bent.
    plan.limits(&MONEY.replace("all money; 300,000", "all money; 50,000"), "", "physiotherapists; 2").await.expect("set");
    let worked = plan.view().await.worked.expect("worked");
    let conflict = worked.planned.conflict.as_ref().expect("a conflict");
    assert_eq!((conflict.must.as_slice(), conflict.rows.len()), (["classes".to_owned()].as_slice(), 1), "{conflict:?}");
    // The trail holds what was set, and not only how much of it.
    let mut tx = plan.bench.desk.read().await.expect("reads");
    let trail = store::audit::of_record(&mut tx, plan.record.id.uuid()).await.expect("a trail");
    drop(tx);
    for wanted in [
        "were set, over 2 years. Money: all money; £300,000 | recurrent money; £100,000 / £100,000; recurrent | grant; £100,000",
        "Staff and places: physiotherapists; 2.",
        "B; uses; physiotherapists; 2",
        "“Hall repairs” is not to be done under “Places to meet”, as Cabinet, 3 November set: “The hall can wait”.",
    ] {
        assert!(trail.iter().any(|entry| entry.details.contains(wanted)), "{wanted}: {trail:?}");
    }
}
