//! A measured figure beside its limit, and the report of them all.

/// One figure, smaller being better.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    pub what: String,
    pub found: f64,
    pub limit: Option<f64>,
    pub unit: &'static str,
}

impl Measured {
    pub fn at_most(what: impl Into<String>, found: f64, limit: f64, unit: &'static str) -> Measured {
        Measured { what: what.into(), found, limit: Some(limit), unit }
    }

    /// Without a limit, always.
    pub fn is_kept(&self) -> bool {
        self.limit.is_none_or(|limit| self.found <= limit)
    }
}

/// Limits of what criterion measures, by the start of its name.
const LIMITS_MS: &[(&str, f64)] = &[
    ("spc: 2,000 series of 48", 10.0),
    ("evidence: 3,000 simulated runs", 50.0),
    ("choice/smaa: 1,000 options", 250.0),
    ("appraisal: 10,000 draws, 12 options sharing 200 flows", 100.0),
    ("appraisal: 10,000 draws, 200 flows spread over 12 options", 100.0),
    ("forecast: a form chosen for one monthly series", 3.0),
    ("choice/promethee: 1,000 options", 1_000.0),
    ("voice/equal shares: 100,000 ballots", 2_000.0),
    ("paper/word: six charts", 300.0),
    ("benchmark/peers: 290 measures", 1_000.0),
];

/// The lines of criterion that hold a time, `name   time: [low middle high]`: its middle figure, in milliseconds.
pub fn of_criterion(printed: &str) -> Vec<Measured> {
    let mut name = String::new();
    let mut found = Vec::new();
    for line in printed.lines() {
        let Some((before, after)) = line.split_once("time:") else {
            // A long name stands on a line of its own.
            if !line.starts_with(' ') && !line.trim().is_empty() {
                name = line.trim().to_owned();
            }
            continue;
        };
        if !before.trim().is_empty() {
            name = before.trim().to_owned();
        }
        let words: Vec<&str> = after.trim().trim_matches(['[', ']']).split_whitespace().collect();
        let [_, _, middle, unit, ..] = words.as_slice() else { continue };
        let in_ms = match *unit {
            "ns" => 1e-6,
            "µs" => 1e-3,
            "ms" => 1.0,
            "s" => 1e3,
            _ => continue,
        };
        let Ok(middle) = middle.parse::<f64>() else { continue };
        let limit = LIMITS_MS.iter().find(|(start, _)| name.starts_with(start)).map(|(_, limit)| *limit);
        found.push(Measured { what: name.clone(), found: middle * in_ms, limit, unit: "ms" });
    }
    found
}

/// Lines of a bench that has its own clock: `what  figure: 0.28 % at most 0.3`.
pub fn of_figures(printed: &str) -> Vec<Measured> {
    let one = |line: &str| {
        let (what, rest) = line.split_once("  figure: ")?;
        let (found, limit) = rest.split_once(" at most ")?;
        let (found, unit) = found.split_once(' ')?;
        let unit = ["s", "ms", "%"].into_iter().find(|known| *known == unit)?;
        Some(Measured::at_most(what.trim(), found.parse().ok()?, limit.trim().parse().ok()?, unit))
    };
    printed.lines().filter_map(one).collect()
}

#[derive(Debug, Default)]
pub struct Report {
    pub machine: String,
    pub program: String,
    pub all: Vec<Measured>,
    pub notes: Vec<String>,
}

impl Report {
    pub fn of_this_machine() -> Report {
        let read = |path: &str, start: &str| {
            let text = std::fs::read_to_string(path).unwrap_or_default();
            text.lines().find_map(|line| line.strip_prefix(start).map(|rest| rest.trim_start_matches([' ', '\t', ':']).trim().to_owned()))
        };
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let processor = read("/proc/cpuinfo", "model name").unwrap_or_else(|| "processor not named".into());
        let memory = read("/proc/meminfo", "MemTotal").and_then(|text| text.split_whitespace().next()?.parse::<f64>().ok());
        let memory = memory.map_or_else(String::new, |kb| format!(", {:.0} GB of memory", kb / 1_048_576.0));
        Report { machine: format!("{processor}, {cores} cores{memory}, {}", std::env::consts::OS), ..Report::default() }
    }

    pub fn note(&mut self, text: String) {
        self.notes.push(text);
    }

    pub fn written(&self) -> String {
        let mut text = format!(
            "# Measured\n\nWritten by `make bench`; not typed. Machine: {}. Program: {}, release build.\n\n| what | found | at most |\n|---|---:|---:|\n",
            self.machine, self.program
        );
        for one in &self.all {
            let limit = one.limit.map_or_else(|| "–".to_owned(), |limit| format!("{limit} {}", one.unit));
            let mark = if one.is_kept() { "" } else { " (over)" };
            text.push_str(&format!("| {} | {:.2} {}{mark} | {limit} |\n", one.what, one.found, one.unit));
        }
        if !self.notes.is_empty() {
            text.push('\n');
        }
        for note in &self.notes {
            text.push_str(&format!("- {note}\n"));
        }
        text.push_str(
            "\nPages are asked over 16 connections on the same machine, and each is timed from the moment it was due, so that a slow page counts \
             against those that wait behind it. Asked are the pages that a signed-in head of commissioning reaches by links from My cases; left out \
             are *check now*, which works everything out again, and *take everything away*.\n",
        );
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn criterion_is_read_with_its_unit_and_limit() {
        let printed = "spc: 2,000 series of 48 with working, nhs_excel\n                        time:   [8.1 ms 8.4 ms 8.9 ms]\nshort  time: [900.0 ns 1.5 µs 2.0 µs]\n                        change: [1% 2% 3%]\n";
        let found = of_criterion(printed);
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].found, found[0].limit, found[0].is_kept()), (8.4, Some(10.0), true));
        assert_eq!((found[1].what.as_str(), found[1].found, found[1].limit), ("short", 0.0015, None));
    }

    #[test]
    fn a_figure_with_its_own_limit_is_read_and_anything_else_is_not() {
        let found = of_figures("gap after 5 s  figure: 0.285 % at most 0.3\nseed 1, 5 s: Some(3) of 4\na  figure: x s at most 1\n");
        assert_eq!(found, [Measured::at_most("gap after 5 s", 0.285, 0.3, "%")]);
    }

    #[test]
    fn what_is_over_its_limit_is_said_to_be() {
        let report = Report { all: vec![Measured::at_most("a", 3.0, 2.0, "s")], ..Report::default() };
        assert!(report.written().contains("| a | 3.00 s (over) | 2 s |"));
        assert!(!report.all[0].is_kept());
    }
}
