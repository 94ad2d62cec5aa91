//! Running the program, and folders for it to work in.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use desk::deliver::add_service::{AddService, add_service};
use desk::house::set_up::operator;
use desk::{Clock, Desk};
use model::id::ServiceId;
use model::record::Record;
use model::service::Service;
use serde_json::Value;
use tempfile::TempDir;

/// The program, from the workspace's own folder, with nothing of this machine's environment that could change what it prints.
pub fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_wherewithal"));
    program.current_dir(root()).env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("COLUMNS", "100");
    program.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    program
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// What came of one command.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// The one JSON value it printed.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:#?}"))
    }

    #[track_caller]
    pub fn well(self) -> Ran {
        assert_eq!(self.code, 0, "{self:#?}");
        self
    }

    /// Failed with a sentence on the error stream and nothing on the other; never by a panic.
    #[track_caller]
    pub fn failed(self) -> String {
        assert_eq!(self.code, 1, "{self:#?}");
        assert_eq!(self.out, "", "{self:#?}");
        assert!(!self.err.contains("panicked"), "{self:#?}");
        self.err
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Ran {
        Ran {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

pub fn run(arguments: &[&str]) -> Ran {
    program().args(arguments).output().expect("the program runs").into()
}

/// A folder of its own for one test.
pub struct Folder(pub TempDir);

impl Folder {
    pub fn new() -> Folder {
        Folder(tempfile::tempdir().expect("a folder"))
    }

    /// With a place set up in it.
    pub fn with_place() -> Folder {
        let folder = Folder::new();
        run(&["init", "--dir", folder.text(), "--name", "Northvale", "--authority", "Northvale County Council"]).well();
        folder
    }

    pub fn text(&self) -> &str {
        self.0.path().to_str().expect("a path")
    }

    pub fn at(&self, name: &str) -> String {
        self.0.path().join(name).to_str().expect("a path").to_owned()
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.at(name);
        std::fs::write(&path, bytes).expect("writes");
        path
    }
}

/// The desk of the place in a folder.
pub async fn desk(folder: &Folder) -> Desk {
    let address = format!("sqlite:{}", folder.at("wherewithal.db"));
    Desk::open(&address, folder.0.path(), Clock::System).await.expect("a place")
}

/// A new service that the authority itself runs.
pub async fn service(desk: &Desk, name: &str) -> Record<ServiceId, Service> {
    let ask = AddService {
        name: name.into(),
        describes: "Help at home for people who need it.".into(),
        operator: None,
        run_by: String::new(),
        delivery_model: "in_house".into(),
        annual_cost: None,
        volume: String::new(),
        since: Some(jiff::civil::date(2020, 4, 1)),
        ends: None,
        regime: String::new(),
    };
    add_service(desk, &operator(desk), ask).await.expect("a service")
}

/// A place with the one service S-1.
pub fn folder_with_service() -> Folder {
    let folder = Folder::with_place();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let desk = desk(&folder).await;
        let added = service(&desk, "Home care").await;
        assert_eq!(added.reference.map(|reference| reference.to_string()).as_deref(), Some("S-1"));
        desk.pool.close().await;
    });
    folder
}

/// A folder of data beside the workspace; none, and said so, where it is not here.
pub fn shared(name: &str) -> Option<PathBuf> {
    let folder = root().join("../shared").join(name);
    if !folder.exists() {
        println!("skipped: ../shared is not here");
        return None;
    }
    Some(folder)
}
