//! Laws of what is asked between partners: nothing hangs on the order people are asked in, and silence never becomes a good answer.

use methods::relationships::collaboration::{self, Review};
use methods::relationships::partnership_check::{self, Answer, Settings, Standing};
use methods::relationships::skills::{self, Need, Supply};
use proptest::prelude::*;

fn sides() -> Vec<String> {
    ["council", "icb", "police"].map(str::to_owned).to_vec()
}

fn answers() -> impl Strategy<Value = Vec<Answer>> {
    let answer = (0usize..3, prop::collection::vec(prop::option::weighted(0.97, 1u8..=4), 36))
        .prop_map(|(side, scores)| Answer { side: sides()[side].clone(), scores });
    prop::collection::vec(answer, 0..7)
}

fn supplies() -> impl Strategy<Value = Vec<Supply>> {
    let supply = (0usize..3, 0usize..3, 0.01f64..2.0, any::<bool>(), any::<bool>(), any::<bool>()).prop_map(
        |(skill, who, full_time, is_coming, provides, interest_declared)| Supply {
            skill: ["Law", "leases", "COUNTING"][skill].into(),
            role: format!("Role {who}"),
            organisation: format!("Body {who}"),
            full_time,
            is_coming,
            provides,
            interest_declared,
        },
    );
    prop::collection::vec(supply, 0..8)
}

fn needs() -> Vec<Need> {
    ["law", "Leases", "Counting"].map(|skill| Need { skill: skill.into(), full_time: 1.0 }).to_vec()
}

proptest! {
    #[test]
    fn the_order_in_which_people_answer_changes_nothing(answers in answers(), turn in 0usize..7) {
        let mut turned = answers.clone();
        if !turned.is_empty() {
            let by = turn % turned.len();
            turned.rotate_left(by);
        }
        let one = partnership_check::read(&sides(), &answers, &Settings::default()).expect("read");
        let other = partnership_check::read(&sides(), &turned, &Settings::default()).expect("read");
        prop_assert_eq!(one.principles, other.principles);
    }

    #[test]
    fn taking_a_sides_answers_away_never_makes_a_principle_seen_alike(answers in answers(), silent in 0usize..3) {
        let fewer: Vec<Answer> = answers.iter().filter(|answer| answer.side != sides()[silent]).cloned().collect();
        let reading = partnership_check::read(&sides(), &fewer, &Settings::default()).expect("read");
        prop_assert!(reading.principles.iter().all(|principle| matches!(principle.standing, Standing::NotKnown | Standing::Apart)));
    }

    #[test]
    fn a_gap_lies_between_nought_and_eighteen_and_a_sides_middle_within_its_ends(answers in answers()) {
        let reading = partnership_check::read(&sides(), &answers, &Settings::default()).expect("read");
        for principle in &reading.principles {
            prop_assert!(principle.gap.is_none_or(|gap| (0.0..=18.0).contains(&gap)));
            for side in &principle.sides {
                if let (Some(low), Some(middle), Some(high)) = (side.lowest, side.middle, side.highest) {
                    prop_assert!(f64::from(low) <= middle && middle <= f64::from(high));
                }
            }
        }
    }

    #[test]
    fn another_supply_never_widens_a_gap_and_order_changes_nothing(supplies in supplies(), more in supplies()) {
        let before = skills::read(&needs(), &supplies).expect("read");
        let mut all = [more, supplies].concat();
        let after = skills::read(&needs(), &all).expect("read");
        let gap = |reading: &skills::Reading, name: &str| {
            reading.skills.iter().find(|skill| skill.skill.eq_ignore_ascii_case(name)).map(|skill| (skill.gap, skill.gap_after)).expect("needed")
        };
        for name in ["law", "leases", "counting"] {
            prop_assert!(gap(&after, name).0 <= gap(&before, name).0 + 1e-9 && gap(&after, name).1 <= gap(&before, name).1 + 1e-9);
        }
        all.reverse();
        let turned = skills::read(&needs(), &all).expect("read");
        for name in ["law", "leases", "counting"] {
            prop_assert!((gap(&turned, name).0 - gap(&after, name).0).abs() < 1e-9);
        }
    }

    #[test]
    fn worth_more_never_turns_carrying_on_into_stopping(hours in 1.0f64..5_000.0, worth in 0i64..10_000_000, more in 0i64..10_000_000) {
        let review = |worth_pence| Review {
            on: "2026-11-10".parse().expect("a date"), hours, hour_pence: 4_500, direct_pence: 0, is_traced: true, worth_pence: Some(worth_pence),
        };
        let answer = |worth| collaboration::read(&[review(worth)], &collaboration::Settings::default()).expect("read").answer;
        if answer(worth) == collaboration::Answer::CarryOn {
            prop_assert_eq!(answer(worth + more), collaboration::Answer::CarryOn);
        }
    }
}

#[test]
fn a_bad_question_about_relationships_is_refused_by_name() {
    let code = |question: serde_json::Value| match methods::calc::relationships(&question.to_string()) {
        Ok(_) => "answered".to_owned(),
        Err(refusal) => refusal["refusal"]["code"].as_str().expect("a code").to_owned(),
    };
    use serde_json::json;
    for (question, want) in [
        (json!({ "input": { "sides": ["a", "b"] } }), "no_method"),
        (json!({ "method": "partnership-check", "input": { "sides": ["a", "b"] } }), "answered"),
        (json!({ "method": "partnership-check", "input": { "sides": ["a"] } }), "too_few_sides"),
        (json!({ "method": "partnership-check", "input": { "sides": [1] } }), "not_a_question"),
        (json!({ "method": "partnership-check", "options": { "apart_from": "far" }, "input": { "sides": ["a", "b"] } }), "bad_option"),
        (json!({ "method": "skills-gap", "input": { "needs": [] } }), "nothing_to_compare"),
        (json!({ "method": "skills-gap", "input": { "needs": [{ "skill": "Law", "full_time": -1 }] } }), "amount_out_of_range"),
        (json!({ "method": "collaboration-worth", "input": { "reviews": [] } }), "no_review"),
        (json!({ "method": "collaboration-worth", "input": { "meetings": [] } }), "unknown_field"),
    ] {
        assert_eq!(code(question.clone()), want, "{question}");
    }
}
