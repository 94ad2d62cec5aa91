//! The calculator: an answer and 0, or a refusal by name and 2.

use serde_json::json;

use crate::ours::{Folder, run};

fn batch(series: usize, points: usize) -> String {
    let mut text = String::from("series,date,value\n");
    for series in 0..series {
        for point in 0..points {
            text.push_str(&format!("s{series},{}-{:02}-01,{}\n", 2024 + point / 12, point % 12 + 1, 50 + (point * 7 + series) % 5));
        }
    }
    text
}

#[test]
fn a_question_file_is_answered_without_a_database() {
    let ran = run(&["calc", "spc", "docs/methods/examples/spc-xmr.json", "--json"]).well();
    let answer = ran.json();
    assert_eq!((&answer["method"], &answer["chart"]), (&json!("spc-xmr"), &json!("xmr")));
    assert_eq!(ran.out.lines().count(), 1);
    let read = run(&["calc", "spc", "docs/methods/examples/spc-xmr.json"]).well();
    assert_eq!(read.json(), answer, "for the eye the same, indented");
    assert!(read.out.lines().count() > 100);
}

#[test]
fn a_refused_question_ends_with_two_and_its_name() {
    let folder = Folder::new();
    let file = folder.write("q.json", r#"{"options":{"colour":"red"},"input":{"dates":["2026-01-01"],"values":[1]}}"#);
    let ran = run(&["calc", "spc", &file, "--json"]);
    assert_eq!((ran.code, ran.err.as_str()), (2, ""));
    assert_eq!(ran.json()["refusal"]["code"], "unknown_option");
    let said = run(&["calc", "spc", &file]);
    assert_eq!(said.code, 2);
    assert!(said.out.starts_with("Refused (unknown_option): "), "{said:#?}");
    let file = folder.write("b.csv", "series,date,value\na,2026-01-01,many\n");
    let ran = run(&["calc", "spc", "--batch", &file, "--improvement", "increase", "--json"]);
    assert_eq!(ran.code, 2);
    assert_eq!(ran.json()["refusal"]["code"], "unreadable");
    assert!(ran.out.contains("The value “many” in row 2 is not a number."));
}

#[test]
fn options_are_weighed_and_what_would_turn_the_answer_is_said_in_words() {
    let answer = run(&["calc", "mcda", "docs/methods/examples/mcda-weighted-sum.json", "--json"]).well().json();
    assert_eq!((&answer["method"], &answer["rank"]), (&json!("mcda-weighted-sum"), &json!([4, 3, 2, 1])));
    let said = answer["in_words"].to_string();
    assert!(said.contains("counts for more than 41.2% of the weight (now 33.3%), the others kept in proportion."), "{said}");
    let answer = run(&["calc", "smaa", "docs/methods/examples/smaa.json", "--json"]).well().json();
    assert_eq!((&answer["method"], &answer["draws"]), (&json!("smaa"), &json!(10_000)));
    let folder = Folder::new();
    let question = json!({ "method": "wsm", "input": { "matrix": [[1, 2], [2, 1]], "types": [1, 1], "weights": [0.5, 0.4] } });
    let ran = run(&["calc", "mcda", &folder.write("q.json", question.to_string())]);
    assert_eq!(ran.code, 2);
    assert!(ran.out.starts_with("Refused (weights_do_not_sum): The weights sum to 0.900000, not to 1."), "{ran:#?}");
}

#[test]
fn a_batch_takes_its_settings_from_the_command() {
    let folder = Folder::new();
    let file = folder.write("many.csv", batch(3, 24));
    let options = ["--improvement", "decrease", "--target", "52", "--no-screen", "--trend", "6", "--json"];
    let answer = run(&[&["calc", "spc", "--batch", &file][..], &options].concat()).well().json();
    assert_eq!(answer["series"].as_object().map(|all| all.len()), Some(3));
    let used = &answer["parameters"];
    assert_eq!(
        json!([used["improvement_direction"], used["target"], used["screen_outliers"], used["trend"]]),
        json!(["decrease", 52, false, 6])
    );
    assert_eq!(run(&["calc", "spc", "--batch", &file]).code, 2, "which way is good has to be said");
    assert_eq!(run(&["calc", "spc", "--batch", &file, "--improvement", "increase", "--trend", "5"]).code, 2);
}

#[test]
fn a_file_that_is_not_there_or_not_text_is_named() {
    let folder = Folder::new();
    let err = run(&["calc", "spc", &folder.at("none.json")]).failed();
    assert!(err.contains("none.json cannot be opened"), "{err}");
    let file = folder.write("picture.json", [0xff, 0xd8, 0x00]);
    let err = run(&["calc", "evidence", &file, "--json"]).failed();
    let told: serde_json::Value = serde_json::from_str(&err).expect("an error in JSON");
    assert!(told["error"].as_str().is_some_and(|said| said.contains("is not text in UTF-8")), "{err}");
    assert!(run(&["calc", "spc", folder.text()]).failed().contains("cannot be read"));
}

#[test]
fn options_are_appraised_and_social_return_counted_on_the_command_line() {
    let answer = run(&["calc", "cba", "docs/methods/examples/appraisal-cba.json", "--json"]).well().json();
    assert_eq!((&answer["method"], &answer["choice"]["next"]), (&json!("appraisal-cba"), &json!("as now")));
    assert!(answer["options"]["steady on your feet"]["ledger"]["council"]["pays"].as_f64().is_some_and(|pays| pays > 2_000.0));
    let answer = run(&["calc", "sroi", "docs/methods/examples/sroi.json", "--json"]).well().json();
    assert_eq!((&answer["method"], &answer["outcomes"][3]["not_counted"]), (&json!("sroi"), &json!("nobody_asked")));
    let folder = Folder::new();
    let file = folder.write("q.json", r#"{"options":{"years":1,"discount_schedule":[[null,0.035]]},"input":{"options":[{"id":"a","flows":[{"name":"f","kind":"cost","organisation":"o","amounts":[-1]}]}]}}"#);
    let ran = run(&["calc", "cba", &file]);
    assert_eq!(ran.code, 2);
    assert!(ran.out.starts_with("Refused (negative_cost): The cost “f” of “a” is negative in year 0 (-1)."), "{ran:#?}");
}

#[test]
fn a_vote_in_pabulibs_format_is_counted_with_what_was_noticed_by_line() {
    let folder = Folder::new();
    let vote = "META\nkey;value\nbudget;100\nvote_type;approval\nPROJECTS\nproject_id;cost\nA;60\nB;40\nC;30\nVOTES\nvoter_id;ward;vote\n1;north;A,B\n2;north;A\n3;south;C\n3;south;C\n4;south;C,Z\n";
    let file = folder.write("vote.pb", vote);
    let answer = run(&["calc", "equal-shares", &file, "--completion", "votes", "--group", "ward", "--json"]).well().json();
    assert_eq!((&answer["method"], &answer["people"]), (&json!("equal-shares"), &json!(4)), "a ballot twice counts once");
    assert_eq!(answer["equal_shares"], json!(["C", "A"]), "{answer}");
    assert_eq!(answer["groups"]["south"]["people_with_something"], 2);
    let notes = answer["notes"].to_string();
    assert!(
        notes.contains("Line 15: “3” voted in line 14 already") && notes.contains("Line 16: “Z” is no project of this file"),
        "{notes}"
    );
    let none = run(&["calc", "equal-shares", &folder.write("none.pb", "META\n"), "--json"]);
    assert_eq!((none.code, &none.json()["refusal"]["code"]), (2, &json!("unreadable")));
    let err = run(&["calc", "equal-shares", "docs/methods/examples/equal-shares.json", "--utility", "cost"]).failed();
    assert!(err.contains("are for a .pb file"), "{err}");
}

#[test]
fn a_pipe_that_closes_early_is_a_quiet_end() {
    use std::io::Read;
    let folder = Folder::new();
    let file = folder.write("many.csv", batch(200, 48));
    let mut program = crate::ours::program();
    let mut child = program.args(["calc", "spc", "--batch", &file, "--improvement", "increase"]).spawn().expect("runs");
    let mut first = [0; 64];
    child.stdout.take().expect("its output").read_exact(&mut first).expect("reads a little, and closes");
    let ended = child.wait_with_output().expect("ends");
    assert_eq!((ended.status.code(), String::from_utf8_lossy(&ended.stderr).as_ref()), (Some(0), ""));
}
