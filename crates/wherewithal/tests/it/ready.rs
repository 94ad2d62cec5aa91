//! `wherewithal ready`: the four answers, printed and not recorded.

use desk::house::set_up::operator;
use desk::plan::raise_issue::{RaiseIssue, raise_issue};
use model::issue::{RaisedBy, Severity};

use crate::ours::{desk, folder_with_service, run};

#[test]
fn where_nothing_is_recorded_it_is_never_ready_and_what_is_missing_is_named() {
    let folder = folder_with_service();
    let before = run(&["audit", "verify", "--dir", folder.text(), "--json"]).well().json();
    for change in ["as_now", "contract", "transfer_public_partner"] {
        let told = run(&["ready", "S-1", "--change", change, "--dir", folder.text(), "--json"]).well().json();
        assert_eq!((told["service"].as_str(), told["change"].as_str()), (Some("S-1"), Some(change)), "{told:#}");
        assert!(["not_known", "not_ready"].contains(&told["answer"].as_str().unwrap_or_default()), "{told:#}");
        let reasons = told["reasons"].as_array().expect("reasons");
        assert!(reasons.iter().any(|reason| reason["code"] == "no_issues_recorded" && reason["mend"]["what"].is_string()), "{told:#}");
    }
    let said = run(&["ready", "S-1", "--change", "contract", "--dir", folder.text()]).well().out;
    let words = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        said.starts_with("Are we solving it, or moving it?\n") && words.contains("No known issue is recorded for this service"),
        "{said}"
    );
    assert!(said.lines().all(|line| line.chars().count() <= 100), "{said}");
    let after = run(&["audit", "verify", "--dir", folder.text(), "--json"]).well().json();
    assert_eq!(before, after, "asking here records nothing");
}

#[test]
fn an_open_issue_of_high_severity_is_not_ready_with_lawful_things_to_do_meanwhile() {
    let folder = folder_with_service();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let desk = desk(&folder).await;
        let actor = operator(&desk);
        let mut tx = desk.read().await.expect("reads");
        let service = store::services::list(&mut tx, &actor.scope).await.expect("services")[0].id;
        drop(tx);
        let ask = RaiseIssue {
            service,
            title: "Flats stand empty too long".into(),
            describes: "Eleven weeks on average.".into(),
            severity: Severity::High,
            raised_by: RaisedBy::Users,
            measure: None,
            part: String::new(),
        };
        raise_issue(&desk, &actor, ask).await.expect("an issue");
        desk.pool.close().await;
    });
    let told = run(&["ready", "S-1", "--change", "contract", "--dir", folder.text(), "--json"]).well().json();
    assert_ne!(told["answer"], "ready", "{told:#}");
    assert_eq!(
        (told["issues"][0]["reference"].as_str(), told["issues"][0]["title"].as_str()),
        (Some("I-1"), Some("Flats stand empty too long"))
    );
    let said = run(&["ready", "S-1", "--change", "contract", "--dir", folder.text()]).well().out;
    assert!(said.contains("What you can do meanwhile") && said.contains("Flats stand empty too long"), "{said}");
}

#[test]
fn what_cannot_be_asked_is_said_to_be_so() {
    let folder = folder_with_service();
    let ready = |words: &[&str]| run(&[&["ready"], words, &["--dir", folder.text()]].concat()).failed();
    assert!(ready(&["S-9"]).starts_with("There is nothing here that you can see."));
    assert!(ready(&["home care"]).starts_with("Name the service by its reference, for example S-1"));
    assert!(ready(&["S-1", "--change", "give_away"]).contains("give_away"));
    assert!(ready(&["S-1", "--case", "C-7"]).starts_with("There is nothing here that you can see."));
}
