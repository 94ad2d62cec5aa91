//! Votes in Pabulib's format: read, what is noticed by line, and written so that the same is read again.

use exchange::pabulib::{VoteType, read, write};
use proptest::prelude::*;
use quantity::Money;

const VOTE: &str = "META
key;value
description;\"Fenwold; a made-up vote\"
budget;180000
vote_type;approval
num_projects;3
num_votes;4
PROJECTS
project_id;cost;votes;name
hall;62000;2;\"A hall, with \"\"stairs\"\"\"
path;48000.50;1;
bus;36000;2;A bus
VOTES
voter_id;age;vote;ward
1;34;hall,path;town
2;;bus;
3;17;\"hall,bus\";villages
4;;;
";

fn notes(text: &str) -> Vec<String> {
    read(text.as_bytes()).expect("reads").notes.iter().map(|note| note.sentence()).collect()
}

#[test]
fn a_vote_is_read_with_its_amounts_in_pence_and_what_is_said_of_voters() {
    let loaded = read(VOTE.as_bytes()).expect("reads");
    assert_eq!(loaded.notes, []);
    let vote = loaded.vote;
    assert_eq!((vote.budget, vote.vote_type), (Money::from_pounds(180_000), VoteType::Approval));
    assert_eq!(vote.projects[1].cost, Money::from_pence(4_800_050));
    assert_eq!(vote.projects[0].name, "A hall, with \"stairs\"");
    assert_eq!(vote.ballots.iter().map(|ballot| ballot.choices.clone()).collect::<Vec<_>>(), [vec![0, 1], vec![2], vec![0, 2], vec![]]);
    assert_eq!(vote.ballots[0].about, [("age".to_owned(), "34".to_owned()), ("ward".to_owned(), "town".to_owned())]);
    let again = read(write(&vote).as_bytes()).expect("reads what was written");
    assert_eq!(
        (again.vote.projects, again.vote.ballots, again.vote.budget, again.notes),
        (vote.projects, vote.ballots, vote.budget, vec![])
    );
}

#[test]
fn nothing_is_counted_twice_and_what_is_left_out_is_said_with_its_line() {
    let with = |votes: &str| notes(&VOTE.replace("num_votes;4\n", "").replace("4;;;\n", votes));
    assert_eq!(with("1;;bus;\n"), ["Line 17: “1” voted in line 14 already; this ballot is left out."]);
    assert_eq!(with("4;;bus,bus;\n"), ["Line 17: “bus” is named twice; it counts once."]);
    assert_eq!(
        with("4;;bus,pond;\n"),
        ["Line 17: “pond” is no project of this file; that choice is left out, the rest of the ballot counts."]
    );
    assert_eq!(with(";;bus;\n"), ["Line 17: the ballot has no voter_id, so it cannot be told from a second one; it is left out."]);
    assert_eq!(notes(&VOTE.replace("num_votes;4", "num_votes;9")), ["The file: META says 9 ballots, and 4 are counted."]);
    let limited = VOTE.replace("num_votes;4\n", "max_length;1\n");
    assert_eq!(notes(&limited)[0], "Line 15: 2 projects, and at most 1 may be chosen; the ballot is left out.");
    let poor = VOTE.replace("budget;180000", "budget;100");
    assert_eq!(notes(&poor), ["The file: the budget of £100 is below the cost of every project, so nothing can be funded."]);
}

#[test]
fn points_belong_to_choices_or_the_ballot_is_left_out() {
    let text = "META\nbudget;10\nvote_type;cumulative\nmax_sum_points;5\nPROJECTS\nproject_id;cost\na;5\nb;6\nVOTES\nvoter_id;vote;points\n1;a,b;2,3\n2;a,b;5\n3;a;6\n4;a;one\n5;b;0\n";
    let loaded = read(text.as_bytes()).expect("reads");
    assert_eq!(loaded.vote.ballots.iter().map(|ballot| ballot.points.clone()).collect::<Vec<_>>(), [vec![2, 3], vec![0]]);
    let lines: Vec<u32> = loaded.notes.iter().map(|note| note.line).collect();
    assert_eq!(lines, [12, 13, 14]);
    let again = read(write(&loaded.vote).as_bytes()).expect("reads");
    assert_eq!(again.vote.ballots, loaded.vote.ballots);
}

#[test]
fn what_cannot_be_read_is_named_by_line_with_the_mend() {
    let fault = |text: &str| read(text.as_bytes()).expect_err("refused");
    assert_eq!(fault(""), "The file is empty. Check that it was saved, then load it again.");
    assert!(fault("a;b\n").starts_with("Line 1 stands before any section."));
    assert!(fault("META\nbudget;5\n").starts_with("The file has no section PROJECTS."));
    let same = VOTE.replace("bus;36000", "hall;36000");
    assert_eq!(
        fault(&same),
        "The project “hall” stands in line 10 and again in line 12. A ballot cannot mean both: give one of them another id."
    );
    assert!(
        fault(&VOTE.replace("36000", "dear")).starts_with("The cost “dear” of project “bus” in line 12 is not an amount above nothing.")
    );
    assert!(fault(&VOTE.replace("budget;180000", "budget;0")).starts_with("The budget “0” in line 4"));
    assert!(fault(&VOTE.replace("budget;180000\n", "")).starts_with("The section META has no budget."));
    assert!(fault(&VOTE.replace("approval", "veto")).starts_with("The vote_type “veto” is not known."));
    assert!(
        fault(&VOTE.replace("voter_id;age", "who;age")).starts_with("The section VOTES has no column voter_id in its heading, line 14.")
    );
    assert!(fault(&VOTE.replace("A bus", "\"A bus")).starts_with("A quotation mark opened in line 12 never closes."));
    assert!(fault(&format!("{VOTE}META\n")).starts_with("The section META begins a second time in line 19."));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes);
    }

    #[test]
    fn no_lines_make_it_panic_and_what_is_read_is_read_again(lines in prop::collection::vec("[A-Za-z0-9;,\"._ ]{0,20}", 0..12)) {
        let text = format!("META\nbudget;10\nvote_type;approval\nPROJECTS\nproject_id;cost\na;3\nb;4\nVOTES\nvoter_id;vote\n{}\n", lines.join("\n"));
        if let Ok(loaded) = read(text.as_bytes()) {
            let again = read(write(&loaded.vote).as_bytes()).expect("reads what was written");
            prop_assert_eq!(again.vote.ballots.len(), loaded.vote.ballots.len());
            let choices = |vote: &exchange::pabulib::Vote| vote.ballots.iter().map(|ballot| ballot.choices.clone()).collect::<Vec<_>>();
            prop_assert_eq!(choices(&again.vote), choices(&loaded.vote));
        }
    }
}
