//! `wherewithal export paper` and `wherewithal verify`, on the sample county: the page's own bytes, and evidence that comes out as it was frozen.

use std::path::Path;

use desk::house::set_up::operator;
use desk::plan::paper::read_paper::read_paper;
use desk::plan::paper::view::PaperView;
use desk::{Clock, Desk};
use web::plan::paper_bytes::{Format, bytes};
use web::plan::paper_document::Part;

use crate::demo::northvale;
use crate::ours::{Folder, run};
use crate::transcripts::copy;

pub fn a_copy() -> Folder {
    let folder = Folder::new();
    copy(Path::new(northvale().text()), folder.0.path());
    folder
}

/// What was decided as D-1.
pub fn view_of(folder: &Folder) -> PaperView {
    tokio::runtime::Runtime::new().expect("a runtime").block_on(async {
        let desk = Desk::open(&format!("sqlite:{}", folder.at("wherewithal.db")), folder.0.path(), Clock::System).await.expect("a place");
        let view = read_paper(&desk, &operator(&desk), &"D-1".parse().expect("a reference")).await.expect("a paper");
        desk.pool.close().await;
        view
    })
}

#[test]
fn a_paper_from_the_command_line_is_the_page_s_own_bytes_in_every_format() {
    let folder = a_copy();
    let view = view_of(&folder);
    for format in Format::ALL {
        let file = folder.at(&format!("paper.{}", format.ending()));
        run(&["export", "paper", "D-1", "--dir", folder.text(), "--format", format.ending(), "--to", &file]).well();
        let written = std::fs::read(&file).expect("a file");
        assert!(written == bytes(&view, Part::One, *format).expect("bytes"), "{format:?}: {} bytes", written.len());
        let again = run(&["export", "paper", "D-1", "--dir", folder.text(), "--format", format.ending(), "--to", &file]).failed();
        assert!(again.contains("cannot be written: name another file with --to"), "{again}");
    }
}

#[test]
fn what_cannot_be_exported_is_said_with_the_mend() {
    let dir = northvale().text();
    assert!(run(&["export", "paper", "nothing", "--dir", dir]).failed().starts_with("Name the decision by its reference, for example D-1"));
    assert!(run(&["export", "paper", "D-99", "--dir", dir]).failed().starts_with("There is nothing here that you can see."));
    assert!(run(&["export", "paper", "D-1", "--part", "part-2", "--dir", dir]).failed().contains("there is no part 2"));
}

#[test]
fn the_evidence_of_a_decision_comes_out_equal_and_an_altered_pack_is_refused() {
    let folder = a_copy();
    let told = run(&["verify", "D-1", "--dir", folder.text(), "--json"]).well().json();
    assert_eq!(told["equal"], true, "{told:#}");
    let figures = told["figures"].as_array().expect("figures");
    assert!(figures.len() >= 5, "two issues, each with its chart, and the answer: {told:#}");
    let pack = folder.at(&format!("files/{}", told["pack"].as_str().expect("a digest")));
    let mut altered = std::fs::read(&pack).expect("a pack");
    let middle = altered.len() / 2;
    altered[middle] ^= 1;
    std::fs::write(&pack, altered).expect("writes");
    let refused = run(&["verify", "D-1", "--dir", folder.text()]).failed();
    assert!(refused.contains("was altered") && refused.contains("back-up"), "{refused}");
}
