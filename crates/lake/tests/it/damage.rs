//! What is gone, altered or made by others is told by name, never a panic.

use exchange::tables::{Digest, IndicatorTable, Tables, TablesError, Wanted};
use exchange::{Limits, Unreadable};
use lake::Lake;
use proptest::prelude::*;

fn kept(folder: &std::path::Path) -> (Lake, Digest) {
    let lake = Lake::at(folder);
    let digest = lake.keep(&IndicatorTable::default()).expect("kept");
    (lake, digest)
}

#[test]
fn a_data_set_that_is_gone_or_altered_is_told_with_the_mend() {
    let folder = tempfile::tempdir().expect("a folder");
    let (lake, digest) = kept(folder.path());
    assert_eq!(lake.rows(&digest, &Wanted::default()), Ok(Vec::new()));
    let missing: Digest = "0".repeat(64).into();
    assert_eq!(lake.measures_of(&missing), Err(TablesError::Missing(missing.clone())));
    assert_eq!(lake.measures_of(&"../secrets".into()), Err(TablesError::Missing("../secrets".into())));
    let path = folder.path().join(&*digest);
    let mut bytes = std::fs::read(&path).expect("its bytes");
    bytes.truncate(bytes.len() / 2);
    std::fs::write(&path, bytes).expect("altered");
    let told = lake.rows(&digest, &Wanted::default()).expect_err("damaged");
    assert!(matches!(told, TablesError::Damaged { .. }) && told.to_string().contains("Bring it back from a back-up"), "{told}");
}

#[test]
fn a_columnar_file_of_ours_can_be_read_as_anybodys_and_limits_hold() {
    let folder = tempfile::tempdir().expect("a folder");
    let (lake, digest) = kept(folder.path());
    let bytes = std::fs::read(folder.path().join(&*digest)).expect("its bytes");
    let columns = lake.columns_of(&bytes, &Limits::default()).expect("columns");
    assert_eq!((columns.columns[0].heading.as_str(), columns.len()), ("measure", 0));
    assert!(matches!(
        lake.columns_of(&bytes, &Limits { columns: 3, ..Limits::default() }),
        Err(Unreadable::TooManyColumns { limit: 3, .. })
    ));
    assert!(matches!(lake.columns_of(&bytes, &Limits { bytes: 9, ..Limits::default() }), Err(Unreadable::TooLarge { limit: 9, .. })));
    let told = lake.columns_of(b"PAR1 and nothing more", &Limits::default()).expect_err("refused").to_string();
    assert!(told.contains("save it as CSV"), "{told}");
}

#[test]
fn a_columnar_file_packed_with_zstandard_is_read_like_any_other() {
    use arrow_array::{ArrayRef, RecordBatch, StringArray};
    use parquet::basic::{Compression, ZstdLevel};
    let names: ArrayRef = std::sync::Arc::new(StringArray::from(vec!["Aldermoor", "Birchen"]));
    let batch = RecordBatch::try_from_iter([("area", names)]).expect("a table");
    let packed = parquet::file::properties::WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::default())).build();
    let mut bytes = Vec::new();
    let mut writer = parquet::arrow::ArrowWriter::try_new(&mut bytes, batch.schema(), Some(packed)).expect("a writer");
    writer.write(&batch).expect("written");
    writer.close().expect("closed");
    let lake = Lake::at("nowhere");
    let columns = lake.columns_of(&bytes, &Limits::default()).expect("columns");
    assert_eq!((columns.len(), columns.columns[0].heading.as_str()), (2, "area"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_altered_byte_makes_the_reader_panic(at in 0usize..4000, byte in any::<u8>()) {
        let folder = tempfile::tempdir().expect("a folder");
        let (lake, digest) = kept(folder.path());
        let mut bytes = std::fs::read(folder.path().join(&*digest)).expect("its bytes");
        let at = at % bytes.len();
        bytes[at] = byte;
        let _ = lake.columns_of(&bytes, &Limits::default());
    }
}
