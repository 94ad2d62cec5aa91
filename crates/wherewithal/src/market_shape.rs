//! `wherewithal market shape FILE.jsonl`: how a market lies, straight from lines of OCDS, with no place and nothing kept.

use std::fs::File;
use std::io;
use std::process::ExitCode;

use anyhow::{Context, bail};
use lake::shape::{ShapeOfFile, of_lines};
use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use crate::arguments::MarketShape;
use crate::output;

pub fn run(ask: MarketShape, json: bool) -> anyhow::Result<ExitCode> {
    let name = ask.file.display();
    let file = File::open(&ask.file).with_context(|| format!("{name} cannot be opened"))?;
    let found = of_lines(file).with_context(|| format!("{name} could not be read to its end"))?;
    for (line, why) in &found.told {
        eprintln!("Line {line} could not be read: {why}");
    }
    if found.unread > 0 {
        eprintln!("{} of {} lines could not be read and are not counted in.", found.unread, found.lines);
    }
    if found.unread > 0 && found.unread == found.lines {
        bail!("{name} holds no lines of OCDS. It takes one release on each line; load packages with wherewithal load notices FILE.");
    }
    if json {
        let mut text = Vec::new();
        found.shape.serialize(&mut Serializer::with_formatter(&mut text, Spaced))?;
        output::line(&String::from_utf8(text)?)?;
    } else {
        output::line(&said(&found))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// With a space after each comma and colon, as the scripts print that this is compared with byte by byte.
struct Spaced;

impl Formatter for Spaced {
    fn begin_object_key<W: io::Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object_value<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }
}

fn said(found: &ShapeOfFile) -> String {
    let shape = &found.shape;
    let mut lines = vec![
        format!("{} awards worth £{:.2}, of {} buyers to {} suppliers.", shape.n, shape.sum, shape.buyers, shape.suppliers),
        "CPV division: concentration (HHI, 0 to 1), share with one tenderer".to_owned(),
    ];
    let divisions = shape.hhi.iter().zip(shape.single.values());
    lines.extend(divisions.map(|((code, hhi), single)| format!("  {code}: {hhi:.4}, {:.1}%", single * 100.0)));
    lines.join("\n")
}
