//! The Department for Education's whole tool as it came: 641,070 rows, where it is beside the workspace.

use std::path::Path;

use exchange::Limits;
use exchange::areas::{self, Gazetteer};
use exchange::indicators::about::About;
use exchange::indicators::{self, Told};
use exchange::note::Notes;
use exchange::tables::{Tables, Wanted};
use lake::Lake;
use quantity::Direction;
use quantity::code::AreaCode;

#[test]
fn the_whole_tool_is_loaded_as_it_came_and_a_place_is_profiled_beside_its_peers() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    if !data.is_dir() {
        println!("skipped: ../shared is not here");
        return;
    }
    let bytes = |file: &str| std::fs::read(data.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
    let limits = Limits::default();
    let folder = tempfile::tempdir().expect("a folder");
    let lake = Lake::at(folder.path());
    let columns = lake.columns_of(&bytes("outcomes_children_lait/bds_long_0.parquet"), &limits).expect("columns");
    assert_eq!(columns.len(), 641_070);
    let register = areas::register(&bytes("uk_councils/uk_local_authorities_current.csv"), &limits).expect("a register").rows;
    let named = |code: &str, name: &str| model::area::Area {
        code: AreaCode::parse(code).expect("a code"),
        name: name.into(),
        kind: "Region".into(),
        nation: String::new(),
        region: String::new(),
        also_called: vec![],
        starts: None,
        ends: None,
        former_codes: vec![],
        replaced_by: vec![],
    };
    let nations = [named("E92000001", "England"), named("E12000002", "North West"), named("E13000001", "Inner London")];
    let gazetteer = Gazetteer::of(register.into_iter().chain(nations));
    let about = About::read(&bytes("outcomes_children_lait/lait_data_dictionary.csv"), &limits).expect("a dictionary");
    let read = indicators::read(&columns, &about, &gazetteer, &Told::default(), Notes::default()).expect("indicators");
    println!("{} figures, {} measures, {} areas", read.table.values.len(), read.table.measures.len(), read.table.areas.len());
    read.notes.iter().filter(|note| note.count > 0).take(60).for_each(|note| println!("{} x {}", note.count, note.sentence()));
    let directed = read.table.measures.iter().filter(|measure| matches!(measure.polarity, Some(Direction::High | Direction::Low))).count();
    assert!(read.table.measures.len() >= 290, "{}", read.table.measures.len());
    assert!(directed * 10 >= read.table.measures.len() * 6, "{directed} of {} have a direction of good", read.table.measures.len());
    let digest = lake.keep(&read.table).expect("kept");
    let trafford = AreaCode::parse("E08000009").expect("a code");
    let of_trafford = Wanted { areas: vec![trafford.clone()], ..Wanted::default() };
    let held = lake.rows(&digest, &of_trafford).expect("figures");
    let told = read.table.values.iter().filter(|value| value.area == trafford).count();
    assert!(told > 1000 && held.len() == told, "{told}");
    let peers: Vec<AreaCode> = ["E08000007", "E10000015", "E92000001"].iter().map(|code| AreaCode::parse(code).expect("a code")).collect();
    let lines = lake.profile(&[digest], &trafford, &peers).expect("a profile");
    let beside_england = lines.iter().filter(|line| line.peers.iter().any(|peer| peer.area.as_str() == "E92000001")).count();
    assert!(lines.len() > 250 && beside_england > 200, "{} lines, {beside_england} with England", lines.len());
}
