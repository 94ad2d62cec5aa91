//! A backup brought back into an empty place, on either engine. All of it is checked before any of it is kept.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use serde_json::{Map, Value as Json};

use crate::archive::{Archive, Manifest, damaged, file_entry, table_entry};
use crate::audit::Verified;
use crate::pool::{connect, migrate};
use crate::tables::{self, KEPT};
use crate::tx::Value;
use crate::{FileShelf, StoreError, Tx, chain};

const ROWS_AT_ONCE: usize = 1000;

/// Restores the backup at `path` into the empty database at `address` and the file shelf given.
///
/// Every entry is compared with its digest, the target must hold no record, and the audit trail must verify up to the head the
/// manifest names: only then is anything kept, in one transaction. A backup of an older version is then brought up to this one.
pub async fn restore(address: &str, shelf: &FileShelf, path: &Path) -> Result<Manifest, StoreError> {
    let mut archive = Archive::open(path)?;
    archive.verify()?;
    let pool = connect(address).await?;
    migrate(&pool, Some(archive.manifest.schema)).await?;
    let mut tx = pool.write().await?;
    if let Some(table) = tables::with_rows(&mut tx).await?.first() {
        return Err(StoreError::NotEmpty((*table).to_owned()));
    }
    let cards = archive.manifest.tables.clone();
    if let Some(unknown) = cards.iter().find(|card| !KEPT.contains(&card.name.as_str())) {
        return Err(damaged(&table_entry(&unknown.name), "no such table is known"));
    }
    for table in KEPT.iter().copied() {
        // A table that came with a later step is not in an older backup.
        if let Some(card) = cards.iter().find(|card| card.name == table) {
            read_table(&mut tx, &mut archive, table, card.rows).await?;
        }
    }
    let manifest = archive.manifest.clone();
    let values = vec![Value::number(manifest.head_sequence), Value::text(&manifest.head_digest)];
    tx.run("update audit_head set sequence = $1, digest = $2 where id = 1", values).await?;
    if let Verified::Broken { what, .. } = chain::verify_in(&mut tx).await? {
        return Err(damaged(&table_entry("audit"), what));
    }
    for card in &manifest.files {
        let name = file_entry(&card.digest);
        let mut bytes = Vec::new();
        archive.entry(&name)?.take(card.bytes + 1).read_to_end(&mut bytes).map_err(|error| damaged(&name, error))?;
        if shelf.put(&bytes)? != card.digest {
            return Err(damaged(&name, "its bytes are not those of its digest"));
        }
    }
    tx.commit().await?;
    migrate(&pool, None).await?;
    pool.close().await;
    Ok(manifest)
}

async fn read_table(tx: &mut Tx, archive: &mut Archive, table: &'static str, rows: u64) -> Result<(), StoreError> {
    let name = table_entry(table);
    let columns = tables::columns(tx, table).await?;
    let mut lines = Lines { reader: BufReader::new(archive.entry(&name)?), count: 0 };
    loop {
        let mut some = Vec::with_capacity(ROWS_AT_ONCE);
        while some.len() < ROWS_AT_ONCE {
            let Some(object) = lines.next(&name)? else { break };
            let row = tables::row(&columns, object).map_err(|why| damaged(&name, format!("line {}: {why}", lines.count)))?;
            some.push(row);
        }
        if some.is_empty() {
            break;
        }
        tables::insert(tx, table, &columns, some).await.map_err(|error| match error {
            StoreError::Twice(_) | StoreError::Refers(_) | StoreError::NulByte => damaged(&name, error),
            other => other,
        })?;
    }
    if lines.count == rows { Ok(()) } else { Err(damaged(&name, format!("{rows} rows were written and {} are there", lines.count))) }
}

/// JSON objects, one a line.
struct Lines<R> {
    reader: BufReader<R>,
    count: u64,
}

impl<R: Read> Lines<R> {
    fn next(&mut self, name: &str) -> Result<Option<Map<String, Json>>, StoreError> {
        let mut line = Vec::new();
        if self.reader.read_until(b'\n', &mut line).map_err(|error| damaged(name, error))? == 0 {
            return Ok(None);
        }
        self.count += 1;
        serde_json::from_slice(&line).map(Some).map_err(|error| damaged(name, format!("line {}: {error}", self.count)))
    }
}
