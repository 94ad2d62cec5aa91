//! Asking the pages of the demo as somebody signed in: which there are, and how long each takes at a steady pace.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

use super::http::Connection;

/// Who is signed in, and the addresses they reach.
pub struct Pages {
    pub cookie: String,
    pub paths: Vec<String>,
}

/// Whom the demo's first page names first.
const PERSON: &str = "Helen Marsh";
const MOST: usize = 120;
/// Work on everything at once, or end what we need.
const LEFT_OUT: [&str; 5] = ["/check", "/take", "/export", "/sign", "/assets"];

/// Signs in and follows links from My cases, nearest first.
pub fn of_the_demo(address: &str) -> anyhow::Result<Pages> {
    let mut connection = Connection::to(address)?;
    let page = connection.get("/sign-in", "")?;
    let mut jar: BTreeMap<String, String> = page.cookies().into_iter().collect();
    let text = page.text();
    let token = hidden(&text, "csrf").or_else(|| hidden(&text, "token")).context("the sign-in page has no token")?;
    let before = text.split(PERSON).next().filter(|before| before.len() < text.len()).context("she is not on the sign-in page")?;
    let person = before.rsplit("name=\"person\" value=\"").next().and_then(|rest| rest.split('"').next()).context("her button")?;
    let name = token.0.clone();
    let answer = connection.post("/sign-in/as", &cookies(&jar), &[(&name, &token.1), ("then", "/"), ("person", person)])?;
    if answer.status != 303 {
        bail!("signing in answered {}: {}", answer.status, answer.text());
    }
    jar.extend(answer.cookies());
    let cookie = cookies(&jar);

    let mut waiting = VecDeque::from(["/".to_owned()]);
    let (mut seen, mut paths) = (BTreeSet::from(["/".to_owned()]), Vec::new());
    while let Some(path) = waiting.pop_front() {
        let answer = connection.get(&path, &cookie)?;
        let is_page = answer.headers.iter().any(|(name, value)| name == "content-type" && value.starts_with("text/html"));
        if answer.status != 200 || !is_page {
            continue;
        }
        for link in answer.text().split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let link = link.split('#').next().unwrap_or_default().replace("&amp;", "&");
            let ours = link.starts_with('/') && !link.starts_with("//") && !LEFT_OUT.iter().any(|out| link.starts_with(out));
            if ours && seen.len() < MOST && seen.insert(link.clone()) {
                waiting.push_back(link);
            }
        }
        paths.push(path);
    }
    Ok(Pages { cookie, paths })
}

fn cookies(jar: &BTreeMap<String, String>) -> String {
    jar.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
}

/// Name and value of the first hidden field whose name holds `part`.
fn hidden(text: &str, part: &str) -> Option<(String, String)> {
    text.split("<input").skip(1).filter_map(|rest| rest.split('>').next()).filter(|tag| tag.contains("hidden")).find_map(|tag| {
        let of = |what: &str| tag.split(&format!("{what}=\"")).nth(1).and_then(|rest| rest.split('"').next());
        of("name").filter(|name| name.contains(part)).zip(of("value")).map(|(name, value)| (name.to_owned(), value.to_owned()))
    })
}

/// Times in milliseconds, by path.
#[derive(Default)]
pub struct Asked {
    times: BTreeMap<String, Vec<f64>>,
    /// Answers other than 200.
    pub wrong: usize,
}

impl Asked {
    pub fn count(&self) -> usize {
        self.times.values().map(Vec::len).sum()
    }

    /// The time within which this share of all was answered.
    pub fn percentile(&self, share: f64) -> f64 {
        percentile(self.times.values().flatten().copied().collect(), share)
    }

    pub fn slowest(&self, most: usize) -> Vec<(&str, f64)> {
        let mut all: Vec<(&str, f64)> = self.times.iter().map(|(path, times)| (path.as_str(), percentile(times.clone(), 0.99))).collect();
        all.sort_by(|a, b| b.1.total_cmp(&a.1));
        all.truncate(most);
        all
    }
}

fn percentile(mut times: Vec<f64>, share: f64) -> f64 {
    times.sort_by(f64::total_cmp);
    let at = ((times.len() as f64 * share).ceil() as usize).clamp(1, times.len().max(1)) - 1;
    times.get(at).copied().unwrap_or(f64::NAN)
}

/// Asks every page in turn at a steady pace. Each is due at its moment, and timed from it, whether or not anybody was free to ask.
pub fn ask(address: &str, pages: &Pages, a_second: u64, seconds: u64) -> anyhow::Result<Asked> {
    const CONNECTIONS: usize = 16;
    // Once each, so that what is made at the first use is made.
    let mut connection = Connection::to(address)?;
    for path in &pages.paths {
        connection.get(path, &pages.cookie)?;
    }
    let (next, all) = (AtomicU64::new(0), a_second * seconds);
    let began = Instant::now();
    let done: Vec<anyhow::Result<Asked>> = std::thread::scope(|scope| {
        let one = || -> anyhow::Result<Asked> {
            let mut connection = Connection::to(address)?;
            let mut asked = Asked::default();
            loop {
                let turn = next.fetch_add(1, Ordering::Relaxed);
                let Some(path) = pages.paths.get(turn as usize % pages.paths.len().max(1)).filter(|_| turn < all) else { break };
                let due = Duration::from_nanos(1_000_000_000 / a_second * turn);
                std::thread::sleep(due.saturating_sub(began.elapsed()));
                let status = connection.get(path, &pages.cookie)?.status;
                asked.wrong += usize::from(status != 200);
                asked.times.entry(path.clone()).or_default().push((began.elapsed() - due).as_secs_f64() * 1e3);
            }
            Ok(asked)
        };
        let threads: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(one)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap_or_else(|_| Err(anyhow::anyhow!("a connection was lost")))).collect()
    });
    let mut sum = Asked::default();
    for one in done {
        let one = one?;
        sum.wrong += one.wrong;
        for (path, times) in one.times {
            sum.times.entry(path).or_default().extend(times);
        }
    }
    Ok(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_and_the_percentile_are_found() {
        let page = r#"<form><input type="hidden" name="csrf_token" value="ab12"><input type="hidden" name="then" value="/"></form>"#;
        assert_eq!(hidden(page, "csrf"), Some(("csrf_token".into(), "ab12".into())));
        assert_eq!(hidden(page, "other"), None);
        let times: Vec<f64> = (1..=200).map(f64::from).collect();
        assert_eq!((percentile(times.clone(), 0.99), percentile(times.clone(), 1.0), percentile(times, 0.5)), (198.0, 200.0, 100.0));
    }
}
