//! A throw-away PostgreSQL: its own cluster in a temporary folder, on a port of its own, gone when the last test lets go of it.

use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// An empty database of its own on the cluster that this test binary shares.
pub struct Postgres {
    address: String,
    _cluster: Arc<Cluster>,
}

impl Postgres {
    pub fn address(&self) -> &str {
        &self.address
    }
}

static SHARED: Mutex<Weak<Cluster>> = Mutex::new(Weak::new());
static DATABASES: AtomicU64 = AtomicU64::new(0);
const USER: &str = "wherewithal";

/// A new, empty database. Where PostgreSQL is not installed: none, and the test says it was skipped; in CI (`CI` is set) a panic.
pub fn start() -> Option<Postgres> {
    let Some(programs) = programs() else {
        assert!(std::env::var_os("CI").is_none(), "PostgreSQL is not installed: CI needs its `initdb` and `postgres`");
        println!("skipped: PostgreSQL is not installed");
        return None;
    };
    let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
    let cluster = shared.upgrade().unwrap_or_else(|| Arc::new(Cluster::start(programs)));
    *shared = Arc::downgrade(&cluster);
    drop(shared);
    let name = format!("test_{}", DATABASES.fetch_add(1, Ordering::Relaxed) + 1);
    cluster.run_sql(&format!("create database {name}"));
    Some(Postgres { address: format!("postgres://{USER}@127.0.0.1:{}/{name}", cluster.port), _cluster: cluster })
}

/// The folder with `initdb`, `postgres`, `pg_ctl` and `psql`: on the path, or where Debian keeps them.
fn programs() -> Option<PathBuf> {
    let debian = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|version| version.path().join("bin"));
    let mut found: Vec<PathBuf> = debian.collect();
    found.sort();
    found.reverse();
    let path = std::env::var_os("PATH").unwrap_or_default();
    found.extend(std::env::split_paths(&path));
    found.into_iter().find(|dir| ["initdb", "postgres", "pg_ctl", "psql"].iter().all(|program| dir.join(program).is_file()))
}

struct Cluster {
    programs: PathBuf,
    dir: TempDir,
    port: u16,
    /// PostgreSQL refuses to run as root: then it runs as its own user.
    user: Option<(u32, u32)>,
    server: Child,
}

impl Cluster {
    fn start(programs: PathBuf) -> Cluster {
        let dir = tempfile::Builder::new().prefix("wherewithal-pg-").tempdir().expect("a temporary folder");
        let user = if is_root() { Some(postgres_user().expect("root needs a user named postgres to run it as")) } else { None };
        if let Some((uid, gid)) = user {
            std::os::unix::fs::chown(dir.path(), Some(uid), Some(gid)).expect("the folder is ours to give");
        }
        make(&programs, dir.path(), user);
        for _ in 0..5 {
            let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port").port();
            let mut server = serve(&programs, dir.path(), user, port);
            if answers(&programs, &mut server, port) {
                return Cluster { programs, dir, port, user, server };
            }
            let _ = server.kill();
            let _ = server.wait();
        }
        panic!("PostgreSQL did not start: {}", std::fs::read_to_string(dir.path().join("log")).unwrap_or_default());
    }

    fn run_sql(&self, sql: &str) {
        let output = psql(&self.programs, self.port, sql);
        assert!(output.status.success(), "{sql}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let mut stop = command(&self.programs, "pg_ctl", self.user);
        let data = self.dir.path().join("data");
        let stopped = stop.args(["stop", "-m", "immediate", "-s", "-D"]).arg(data).stdout(Stdio::null()).stderr(Stdio::null()).status();
        if !stopped.is_ok_and(|status| status.success()) {
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
    }
}

/// `initdb`: with English sorting where it can, so that text does not happen to sort as in SQLite.
fn make(programs: &Path, dir: &Path, user: Option<(u32, u32)>) {
    let data = dir.join("data");
    let mut last = None;
    for sorting in [&["--locale-provider=icu", "--icu-locale=en-GB", "--locale=C.UTF-8"][..], &["--locale=C.UTF-8"], &["--locale=C"]] {
        let _ = std::fs::remove_dir_all(&data);
        let mut initdb = command(programs, "initdb", user);
        initdb.args(["-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync", "-D"]).arg(&data).args(sorting);
        let output = initdb.output().expect("initdb runs");
        if output.status.success() {
            return;
        }
        last = Some(output);
    }
    panic!("initdb: {}", last.map(|output| String::from_utf8_lossy(&output.stderr).into_owned()).unwrap_or_default());
}

fn serve(programs: &Path, dir: &Path, user: Option<(u32, u32)>, port: u16) -> Child {
    let log = std::fs::File::create(dir.join("log")).expect("a log file");
    let mut postgres = command(programs, "postgres", user);
    postgres.arg("-D").arg(dir.join("data")).arg("-p").arg(port.to_string()).arg("-F").arg("-k").arg(dir);
    postgres.args(["-h", "127.0.0.1", "-c", "shared_buffers=16MB", "-c", "max_connections=100"]);
    postgres.stdout(Stdio::null()).stderr(log).spawn().expect("postgres runs")
}

fn answers(programs: &Path, server: &mut Child, port: u16) -> bool {
    let began = Instant::now();
    while began.elapsed() < Duration::from_secs(30) {
        if server.try_wait().is_ok_and(|ended| ended.is_some()) {
            return false;
        }
        if TcpStream::connect(("127.0.0.1", port)).is_ok() && psql(programs, port, "select 1").status.success() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(25));
    }
    false
}

fn psql(programs: &Path, port: u16, sql: &str) -> Output {
    let mut psql = Command::new(programs.join("psql"));
    psql.args(["-X", "-q", "-h", "127.0.0.1", "-U", USER, "-d", "postgres", "-p"]).arg(port.to_string()).args(["-c", sql]);
    psql.output().expect("psql runs")
}

fn command(programs: &Path, program: &str, user: Option<(u32, u32)>) -> Command {
    let mut command = Command::new(programs.join(program));
    command.current_dir("/").stdin(Stdio::null());
    if let Some((uid, gid)) = user {
        command.uid(uid).gid(gid);
    }
    command
}

fn is_root() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find_map(|line| line.strip_prefix("Uid:")).is_some_and(|ids| ids.split_whitespace().next() == Some("0"))
}

/// Number of the user `postgres` and of its group.
fn postgres_user() -> Option<(u32, u32)> {
    let users = std::fs::read_to_string("/etc/passwd").ok()?;
    let line = users.lines().find(|line| line.starts_with("postgres:"))?;
    let mut parts = line.split(':').skip(2);
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}
