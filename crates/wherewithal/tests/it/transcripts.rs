//! What the README and the page of the command line say a command prints is what it prints, on the sample county.

use std::path::Path;

use crate::demo::northvale;
use crate::ours::{Folder, Ran, program, root};

/// A command as the page gives it, and what stands under it.
struct Step {
    command: String,
    printed: Vec<String>,
}

fn steps(text: &str) -> Vec<Step> {
    let blocks = text.split("```console\n").skip(1).filter_map(|rest| rest.split("```").next());
    let mut steps: Vec<Step> = Vec::new();
    for line in blocks.flat_map(str::lines) {
        match (line.strip_prefix("$ "), steps.last_mut()) {
            (Some(command), _) => steps.push(Step { command: command.to_owned(), printed: Vec::new() }),
            (None, Some(step)) => step.printed.push(line.to_owned()),
            (None, None) => panic!("a block begins without a command: {line}"),
        }
    }
    steps
}

/// Words of a command; what stands in double quotes is one.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in command.split('"').enumerate() {
        if at % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

/// Whether a line is the page's, where `…` stands for anything.
fn is_line(page: &str, line: &str) -> bool {
    let Some((head, mut rest)) = page.split_once('…') else { return page.trim_end() == line.trim_end() };
    let Some(mut left) = line.strip_prefix(head) else { return false };
    loop {
        match rest.split_once('…') {
            None => return left.ends_with(rest),
            Some((part, after)) => {
                let Some(at) = left.find(part) else { return false };
                left = &left[at + part.len()..];
                rest = after;
            }
        }
    }
}

/// The first line of the page that is not in what was printed, in order; a line that is `…` alone stands for any lines.
fn missing<'a>(page: &'a [String], printed: &[&str]) -> Option<&'a str> {
    let (mut at, mut anything) = (0, false);
    for line in page {
        if line == "…" {
            anything = true;
            continue;
        }
        let found = if anything {
            printed.get(at..)?.iter().position(|said| is_line(line, said)).map(|ahead| at + ahead)
        } else {
            Some(at).filter(|at| printed.get(*at).is_some_and(|said| is_line(line, said)))
        };
        let Some(place) = found else { return Some(line) };
        (at, anything) = (place + 1, false);
    }
    let rest = printed.get(at..).unwrap_or_default().iter().all(|line| line.trim().is_empty());
    (!anything && !rest).then_some("(the end)")
}

pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("reads").flatten() {
        let there = to.join(entry.file_name());
        match entry.file_type().expect("a kind").is_dir() {
            true => copy(&entry.path(), &there),
            false => {
                std::fs::copy(entry.path(), there).expect("copies");
            }
        }
    }
}

/// Runs every console block of a page in a folder of its own, with the county beside it.
fn follow(page: &str, with_county: bool) -> usize {
    let here = Folder::new();
    if with_county {
        copy(Path::new(northvale().text()), &here.0.path().join("northvale"));
    }
    copy(&root().join("docs/methods"), &here.0.path().join("docs/methods"));
    let text = std::fs::read_to_string(root().join(page)).expect("the page");
    let steps = steps(&text);
    for step in &steps {
        let words = words(&step.command);
        assert_eq!(words.first().map(String::as_str), Some("wherewithal"), "{page}: {}", step.command);
        let ran: Ran = program().args(&words[1..]).current_dir(here.0.path()).output().expect("runs").into();
        assert!(ran.err.is_empty() && [0, 2].contains(&ran.code), "{page}: {}: {ran:#?}", step.command);
        let printed: Vec<&str> = ran.out.lines().collect();
        if let Some(line) = missing(&step.printed, &printed) {
            panic!("{page}: {} does not print “{line}” there:\n{}", step.command, ran.out);
        }
    }
    steps.len()
}

#[test]
fn the_page_of_the_command_line_is_followed_on_the_sample_county() {
    assert!(follow("docs/command-line.md", true) >= 15);
}

#[test]
fn the_readme_sets_a_place_up_as_it_says() {
    assert_eq!(follow("README.md", false), 2);
}

#[test]
fn a_page_that_says_otherwise_is_noticed() {
    let page = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
    let printed = ["one", "two 2 of 3", "three", ""];
    assert_eq!(missing(&page(&["one", "…", "three"]), &printed), None);
    assert_eq!(missing(&page(&["one", "two … of …", "…"]), &printed), None);
    assert_eq!(missing(&page(&["one", "two … of 4", "…"]), &printed), Some("two … of 4"));
    assert_eq!(missing(&page(&["…", "three", "four"]), &printed), Some("four"));
    assert_eq!(missing(&page(&["one"]), &printed), Some("(the end)"));
    assert_eq!(words("a --name \"b c\" d"), ["a", "--name", "b c", "d"]);
}

#[test]
fn every_command_named_in_the_readme_and_on_the_page_has_help() {
    for page in ["README.md", "docs/command-line.md"] {
        for step in steps(&std::fs::read_to_string(root().join(page)).expect("the page")) {
            let words = words(&step.command);
            let is_name = |word: &&String| word.chars().all(|letter| letter.is_ascii_lowercase());
            let command: Vec<&str> = words[1..].iter().take_while(is_name).map(String::as_str).chain(["--help"]).collect();
            let help = crate::ours::run(&command).well().out;
            assert!(help.contains("--json") && help.contains("Usage: wherewithal"), "{command:?}: {help}");
        }
    }
}
