//! Help that teaches: every command has it, with what it takes.

use crate::ours::run;

#[test]
fn every_command_has_help_with_its_options_and_says_it_in_sentences() {
    let mut waiting: Vec<Vec<String>> = vec![vec![]];
    let mut seen = 0;
    while let Some(command) = waiting.pop() {
        let mut words: Vec<&str> = command.iter().map(String::as_str).collect();
        words.push("--help");
        let help = run(&words).well().out;
        seen += 1;
        assert!(help.contains("--json"), "{command:?}: {help}");
        let listed = help.split("Commands:\n").nth(1).and_then(|rest| rest.split("\n\n").next()).unwrap_or_default();
        for line in listed.lines() {
            let Some(name) = line.strip_prefix("  ").filter(|line| !line.starts_with(' ')).and_then(|line| line.split_whitespace().next())
            else {
                continue;
            };
            let about = line.trim_start().strip_prefix(name).unwrap_or_default().trim();
            assert!(about.len() > 10 && about.starts_with(char::is_uppercase), "{command:?} {name}: {about}");
            waiting.push(command.iter().cloned().chain([name.to_owned()]).collect());
        }
    }
    assert!(seen >= 14, "only {seen} commands were found");
}

#[test]
fn the_first_page_of_help_says_where_to_start() {
    let help = run(&["--help"]).well().out;
    for line in ["wherewithal init --dir", "wherewithal serve --dir", "wherewithal calc spc"] {
        assert!(help.contains(line), "{help}");
    }
    assert_eq!(run(&["--version"]).well().out, format!("wherewithal {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_word_that_is_no_command_is_answered_with_the_nearest_one() {
    let ran = run(&["audits"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("audit"), "{ran:#?}");
    let ran = run(&["serve", "--port", "80"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("--port"), "{ran:#?}");
}
