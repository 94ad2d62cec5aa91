//! Questions and their rows as text (`tests/slt`), put to the small market.
//!
//! `query` is followed by SQL, or `named` by the name of one of our own questions; lines `within SIDE VALUE` and `beside NAME COLUMN,… VALUE,…`
//! may come before; `----` and the rows follow, cells parted by ` | `, or `error` and words of the refusal.

use exchange::market::OwnedCell;
use exchange::tables::{Asked, Beside, Held, Question, Tables, Within};
use lake::Lake;

use crate::{made_up, picture};

fn shown(cell: &OwnedCell) -> String {
    match cell {
        OwnedCell::None => "–".to_owned(),
        OwnedCell::Text(text) => text.clone(),
        OwnedCell::Date(date) => date.to_string(),
        OwnedCell::Money(pence) => format!("£{}{}.{:02}", if *pence < 0 { "-" } else { "" }, pence.abs() / 100, pence.abs() % 100),
        OwnedCell::Count(count) => count.to_string(),
        OwnedCell::Number(number) => format!("{number:.6}"),
        OwnedCell::Flag(flag) => flag.to_string(),
    }
}

fn told(within: &mut Within, side: &str, value: &str) {
    let list = || value.split(',').map(str::to_owned).collect();
    let day = || Some(value.parse().expect("a day"));
    match side {
        "buyers" => within.buyers = list(),
        "suppliers" => within.suppliers = list(),
        "category" => within.category = value.split_once(' ').map(|(scheme, code)| (scheme.into(), code.into())),
        "service" => within.service = value.into(),
        "from" => within.from = day(),
        "to" => within.to = day(),
        "areas" => within.areas = list(),
        "currency" => within.currency = value.into(),
        other => panic!("no side is called {other}"),
    }
}

fn beside(line: &str) -> Beside {
    let [name, columns, rows] = line.splitn(3, ' ').collect::<Vec<_>>()[..] else { panic!("{line}") };
    let leak = |text: &str| -> &'static str { text.to_owned().leak() };
    let columns: Vec<&'static str> = columns.split(',').map(leak).collect();
    let cell = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let rows = rows.split(';').map(|row| row.split(',').map(cell).collect()).collect();
    Beside { name: leak(name), columns: columns.leak(), rows }
}

#[test]
fn every_question_answers_with_the_rows_beside_it() {
    assert!(every_question("", made_up::market) >= 30);
}

#[test]
fn what_the_pages_of_the_market_ask_is_told_from_a_market_of_a_row_or_two() {
    assert!(every_question("/picture", picture::market) >= 20);
}

/// How many were asked of the files of a folder.
fn every_question(of: &str, market: fn(&Lake) -> Vec<Held>) -> usize {
    let folder = tempfile::tempdir().expect("a folder");
    let lake = Lake::at(folder.path());
    let held = market(&lake);
    let files = format!("{}/tests/slt{of}", env!("CARGO_MANIFEST_DIR"));
    let (mut asked, mut wrong) = (0, Vec::new());
    for file in std::fs::read_dir(files).expect("questions") {
        let path = file.expect("a file").path();
        if path.is_dir() {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("text");
        for block in text.split("\n\n").filter(|block| block.lines().any(|line| !line.starts_with('#') && !line.is_empty())) {
            let (mut within, mut tables, mut sql, mut expected) = (Within::default(), Vec::new(), String::new(), None::<Vec<&str>>);
            let (mut named, mut refused) = (None, None);
            for line in block.lines() {
                match (&mut expected, line) {
                    (Some(rows), row) => rows.push(row),
                    (None, "----") => expected = Some(Vec::new()),
                    (None, "query") => {}
                    (None, line) if line.starts_with('#') => {}
                    (None, line) => match line.split_once(' ') {
                        Some(("within", rest)) => {
                            let (side, value) = rest.split_once(' ').expect("a side and a value");
                            told(&mut within, side, value);
                        }
                        Some(("beside", rest)) => tables.push(beside(rest)),
                        Some(("named", name)) => named = Some(name),
                        Some(("error", words)) => refused = Some(words),
                        _ => sql = format!("{sql}{line}\n"),
                    },
                }
            }
            let question = Question { asked: named.map_or(Asked::Sql(&sql), Asked::Named), of: &held, within: &within, beside: &tables };
            let answer = lake.ask(&question);
            asked += 1;
            match (answer, refused) {
                (Ok(answer), None) => {
                    let rows: Vec<String> = answer.rows.iter().map(|row| row.iter().map(shown).collect::<Vec<_>>().join(" | ")).collect();
                    if rows != expected.unwrap_or_default() {
                        wrong.push(format!("{block}\nanswered:\n{}\n", rows.join("\n")));
                    }
                }
                (Err(error), Some(words)) if error.to_string().contains(words) => {}
                (answer, _) => wrong.push(format!("{block}\nanswered: {answer:?}\n")),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    asked
}
