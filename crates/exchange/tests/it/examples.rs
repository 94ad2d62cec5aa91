//! The files to try that stand at the root of the project read as its README says.

use crate::ground::read;
use exchange::Reading;
use exchange::note::NoteKind;

fn of(name: &str) -> Reading {
    let bytes = std::fs::read(format!("{}/../../examples/{name}", env!("CARGO_MANIFEST_DIR"))).expect("an example");
    read(name, &bytes).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn has(reading: &Reading, kind: NoteKind) -> bool {
    reading.notes.iter().any(|note| note.kind == kind)
}

#[test]
fn the_home_care_return_shows_its_oddities() {
    let reading = of("home-care-april-to-june-2026.csv");
    assert_eq!((reading.personal.len(), reading.summary.rows, reading.sheets[0].heading_rows.as_slice()), (0, 10, [3, 4].as_slice()));
    for kind in [
        NoteKind::DateStyles,
        NoteKind::Suppressed,
        NoteKind::NotThere,
        NoteKind::RepeatedCorrected,
        NoteKind::Provisional,
        NoteKind::Redefined,
        NoteKind::UnknownPart,
    ] {
        assert!(has(&reading, kind), "{kind:?} in {:?}", reading.notes);
    }
    assert!(reading.points.iter().any(|p| p.numerator == Some(921) && p.earlier.len() == 1));
}

#[test]
fn the_other_files_read_as_told() {
    let weeks = of("housing-support-weeks-across.csv");
    assert_eq!((weeks.points.len(), weeks.points.last().and_then(|p| p.value)), (12, Some(32.0)));
    assert_eq!(weeks.summary.last.map(|p| p.to_string()).as_deref(), Some("2026-10"));
    let reablement = of("reablement-long.csv");
    assert_eq!((reablement.points.len(), has(&reablement, NoteKind::AboveWhole)), (6, true));
    let transport = of("school-transport-by-operator.csv");
    assert_eq!(transport.summary.last.map(|p| p.to_string()).as_deref(), Some("2026-W42"));
    assert!(transport.points.iter().any(|p| p.value.is_some() || p.numerator.is_some()));
    let clients = of("packages-with-clients-names.csv");
    assert_eq!(clients.personal.iter().filter_map(|f| f.column).collect::<Vec<_>>(), [3, 4, 6]);
}
