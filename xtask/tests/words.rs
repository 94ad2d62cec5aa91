//! Words never shown to people are not shown.

use xtask::tree::Tree;
use xtask::{listed, words};

#[test]
fn no_page_paper_or_message_uses_a_word_that_is_never_shown() {
    let faults = words::check(&Tree::of_workspace().expect("the workspace"));
    assert!(faults.is_empty(), "{}", listed(&faults));
}

#[test]
fn whole_words_are_found_in_any_letter_case_with_their_plural() {
    assert_eq!(words::never_shown_in("The Verdict is in"), ["verdict"]);
    assert_eq!(words::never_shown_in("Two findings at the house."), ["the house", "finding"]);
    assert!(words::never_shown_in("walking groups, unblocked, finding_id, desktop, the household").is_empty());
}

#[test]
fn code_in_a_template_is_not_a_word_and_what_is_read_aloud_is() {
    let template = "{% for finding in findings %}<p class=\"desk\" aria-label=\"A verdict\">{{ finding.statement }}</p>{# override #}\n<!-- walk -->plain{% endfor %}";
    assert_eq!(words::never_shown_in(&words::visible(template)), ["verdict"]);
    assert_eq!(words::visible(template).lines().count(), 2);
}

#[test]
fn sentences_are_looked_at_and_codes_are_not() {
    let of = |path: &str, text: &str| words::check(&Tree::made(&[(path, text)])).len();
    assert_eq!(of("crates/report/src/a.rs", "const A: &str = \"The verdict is clear.\";"), 1);
    assert_eq!(of("crates/report/src/a.rs", "const A: &str = \"verdict\"; // The verdict is clear."), 0);
    assert_eq!(of("crates/report/src/a.rs", "#[cfg(test)]\nmod tests { const A: &str = \"The verdict is clear.\"; }"), 0);
    assert_eq!(of("crates/report/src/a.rs", "format!(\"It is {verdict} today.\")"), 0);
    assert_eq!(of("crates/store/src/a.rs", "const A: &str = \"select a from finding b\";"), 0);
    assert_eq!(of("docs/methods/a.md", "The `finding` is\n```\nverdict\n```\na walk"), 1);
    assert_eq!(of("config/a.toml", "# the desk\nmeaning = \"A lazy rule\""), 1);
}
