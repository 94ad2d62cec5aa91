//! How fast notices become rows: `cargo run --release -p exchange --example read_notices -- FILE`. Rows are counted and let go, so that the
//! figure is the reader's alone.

use std::fs::File;
use std::time::Instant;

use exchange::Limits;
use exchange::market::{Cell, MarketTable, Party, Told};
use exchange::ocds::{self, Regimes};
use exchange::tables::{Held, KeptTable, RecordWriter, TablesError};

#[derive(Default)]
struct Counted(u64, u64);

impl RecordWriter for Counted {
    fn row(&mut self, _: MarketTable, cells: &[Cell<'_>]) -> Result<(), TablesError> {
        self.0 += 1;
        self.1 += cells.iter().map(|cell| if let Cell::Text(text) = cell { text.len() as u64 } else { 1 }).sum::<u64>();
        Ok(())
    }

    fn finish(self: Box<Self>, _: &[Held]) -> Result<Vec<KeptTable>, TablesError> {
        Ok(Vec::new())
    }
}

fn main() {
    let path = std::env::args().nth(1).expect("name a file");
    let mut file = File::open(&path).expect("a file that can be opened");
    let bytes = file.metadata().expect("its size").len();
    let (nobody, mut rows) = (Party::default(), Counted::default());
    let told = Told { file_name: &path, bytes, buyer: &nobody, published: true, today: jiff::civil::date(2026, 11, 22) };
    let limits = Limits { bytes: u64::MAX, expanded_bytes: u64::MAX, ..Limits::default() };
    let started = Instant::now();
    let read = ocds::read(&mut file, &told, &Regimes::default(), &limits, &mut rows, &mut |_, _| {});
    let seconds = started.elapsed().as_secs_f64();
    match read {
        Ok(read) => {
            println!("{}", read.shape);
            println!("{} rows, {} unreadable, {} notes; {:?}", rows.0, read.unreadable, read.notes.len(), read.amounts);
            println!("{:.1} s on one thread, {:.0} MB a second", seconds, bytes as f64 / 1e6 / seconds);
        }
        Err(error) => println!("{error}"),
    }
}
