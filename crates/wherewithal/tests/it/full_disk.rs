//! A full disk: it is said, nothing is half kept, and once there is room the same command works.

use std::path::Path;
use std::process::Command;

use crate::ours::{Folder, run};

/// A small disk of its own under a folder, where this account may have one; gone when dropped.
struct Disk(Folder);

impl Disk {
    fn of_megabytes(size: u32) -> Option<Disk> {
        let folder = Folder::new();
        let size = format!("size={size}m");
        let done = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs", folder.text()]).output();
        match done {
            Ok(output) if output.status.success() => Some(Disk(folder)),
            _ => {
                println!("skipped: this account may not mount a small disk");
                None
            }
        }
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.text()).output();
    }
}

/// Fills the disk to the last page, and then gives so many bytes back.
fn fill(path: &Path, but: u64) {
    use std::io::Write;
    let mut file = std::fs::File::create(path).expect("a file");
    for size in [1 << 16, 1 << 12] {
        while file.write_all(&vec![7; size]).is_ok() {}
    }
    let size = file.metadata().expect("its size").len();
    file.set_len(size.saturating_sub(but)).expect("gives back");
}

#[test]
fn on_a_full_disk_nothing_is_half_kept_and_room_mends_it() {
    let Some(disk) = Disk::of_megabytes(12) else { return };
    let dir = disk.0.at("place");
    run(&["init", "--dir", &dir, "--name", "Northvale", "--authority", "Northvale County Council"]).well();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let address = format!("sqlite:{dir}/wherewithal.db");
        let desk = desk::Desk::open(&address, Path::new(&dir), desk::Clock::System).await.expect("a place");
        crate::ours::service(&desk, "Home care").await;
        desk.pool.close().await;
    });
    let mut text = String::from("Month,Agency,Visits\n");
    for agency in 0..400 {
        for month in 1..=12 {
            text.push_str(&format!("2025-{month:02},Agency {agency},{}\n", 100 + (agency * 7 + month) % 40));
        }
    }
    let outside = Folder::new();
    let file = outside.write("visits.csv", text);
    let ask = ["load", "performance", &file, "--dir", &dir, "--service", "S-1", "--accept", "--json"];
    let filler = Path::new(&dir).join("filler");
    // No room at all; room to open the records but not for the file; for the file but not for its figures.
    for but in [0, 120_000, 240_000, 480_000] {
        fill(&filler, but);
        let err = run(&ask).failed();
        assert!(err.contains("the disk is full: nothing was kept; make room and try again"), "{but}: {err}");
        let err = run(&["backup", &disk.0.at("place.zip"), "--dir", &dir]);
        let left = |name: &str| Path::new(&disk.0.at(name)).exists();
        assert!(err.code == 0 || (err.failed().contains("disk is full") && !left("place.zip")), "{but}");
        assert!(!left("place.zip.part"));
        let _ = std::fs::remove_file(disk.0.at("place.zip"));
        std::fs::remove_file(&filler).expect("room");
        assert_eq!(run(&["audit", "verify", "--dir", &dir, "--json"]).well().json()["whole"], true, "{but}");
    }
    let kept = run(&ask).well().json();
    assert_eq!((kept["state"].as_str(), kept["saved"]["new"].as_i64()), (Some("accepted"), Some(4800)));
}
