//! Running the built program: writing the demo, serving it, loading a file, how much memory it took.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

use super::http::Connection;

pub struct Program {
    pub path: PathBuf,
    /// The folder of the demo.
    pub dir: PathBuf,
}

/// A server under way; ended when dropped.
pub struct Served {
    child: Child,
    pub address: String,
    /// From starting the process until `/health` answered 200.
    pub began: Duration,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Program {
    /// How long it takes to write the sample county.
    pub fn write_demo(&self) -> anyhow::Result<Duration> {
        let served = self.start(&["demo", "--no-open"])?;
        Ok(served.began)
    }

    pub fn serve(&self) -> anyhow::Result<Served> {
        self.start(&["serve"])
    }

    fn start(&self, words: &[&str]) -> anyhow::Result<Served> {
        let began = Instant::now();
        let mut command = Command::new(&self.path);
        command.args(words).arg("--dir").arg(&self.dir).args(["--listen", "127.0.0.1:0"]);
        let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| format!("{} cannot be run", self.path.display()))?;
        let out = child.stdout.take().context("its output")?;
        let mut lines = BufReader::new(out).lines();
        let line = lines.find_map(|line| line.ok().filter(|line| line.contains(" is at http://"))).context("it ended without serving")?;
        let address = line.split("http://").nth(1).and_then(|rest| rest.split_whitespace().next()).context("an address")?.to_owned();
        // Its further lines are read and let go, so that it never waits for us.
        std::thread::spawn(move || lines.count());
        let answer = Connection::to(&address)?.get("/health", "")?;
        if answer.status != 200 {
            bail!("/health answered {}", answer.status);
        }
        Ok(Served { child, address, began: began.elapsed() })
    }

    /// How long the whole command takes to load a file and accept it.
    pub fn load(&self, file: &Path) -> anyhow::Result<Duration> {
        let began = Instant::now();
        let mut command = Command::new(&self.path);
        command.args(["load", "performance"]).arg(file).arg("--dir").arg(&self.dir).args(["--service", "S-1", "--accept", "--json"]);
        let output = command.output()?;
        if !output.status.success() {
            bail!("the load failed: {}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(began.elapsed())
    }
}

impl Served {
    /// The most memory it has held, in MB, as the system counts it.
    pub fn memory_mb(&self) -> anyhow::Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("VmHWM")?;
        let kb: f64 = line.split_whitespace().next().context("a number")?.parse()?;
        Ok(kb / 1024.0)
    }
}
