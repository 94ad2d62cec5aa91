//! Red flags: procurements, suppliers and buyers that are worth a second look. None says that anybody did wrong.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use exchange::tables::Answer;
use methods::market::flags::{self, Bid, Process, Status};
use model::data_set::DataSetKind;
use model::role::Permission;
use quantity::{Money, Share};
use serde::Serialize;

use super::choice::Choice;
use super::ground::{SetNamed, asked, chosen, ground};
use super::judged::{is_competed, told};
use super::read_market::AskedOf;
use super::remembered::remembered;
use super::rows::{Columns, date, money, text, whole};
use super::who::WhoIsWho;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;

pub use methods::market::flags::{About, CARDS, Card};

#[derive(Debug, Clone, Serialize)]
pub struct FlagsView {
    pub asked: AskedOf,
    #[serde(serialize_with = "told")]
    pub flags: Result<Vec<FlagLine>, String>,
    /// Procurements and lots that were looked at.
    pub processes: usize,
    /// Those with most flags first; nothing is added up to a score.
    pub by_process: Vec<ProcessLine>,
    /// `red-flags, edition 1`.
    pub method: String,
    pub settings: flags::Settings,
    pub sets: Vec<SetNamed>,
}

#[derive(Debug, Clone, Serialize)]
pub struct FlagLine {
    pub card: Card,
    pub about: About,
    /// How many could be judged, of how many.
    pub judged: usize,
    pub of: usize,
    pub coverage: Option<Share>,
    pub limit: Option<f64>,
    pub raised: Vec<RaisedLine>,
}

#[derive(Debug, Clone, Serialize)]
pub struct RaisedLine {
    /// The procurement, or the key of a bidder, buyer or supplier.
    pub id: String,
    /// Its title, or its name.
    pub name: String,
    pub figure: Option<f64>,
    pub processes: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProcessLine {
    pub process: String,
    pub lot: String,
    pub title: String,
    pub buyer: String,
    pub value: Option<Money>,
    /// Codes of its flags.
    pub flags: Vec<String>,
}

pub async fn read_flags(desk: &Desk, actor: &Actor, choice: &Choice) -> Result<Arc<FlagsView>, DeskError> {
    // Where to look twice is for those who look over others' work: providers and the public are not shown it.
    actor.may(Permission::ReadAudit)?;
    remembered(desk, actor, ("flags", choice, ""), worked(desk, actor, choice)).await
}

async fn worked(desk: &Desk, actor: &Actor, choice: &Choice) -> Result<FlagsView, DeskError> {
    let ground = ground(desk, actor).await?;
    let chosen = chosen(desk, actor, &ground, choice).await?;
    let rules = super::settings::settings().map_err(|why| DeskError::refused("configuration", why))?;
    let settings = rules.flag_settings(&desk.place.country, desk.today());
    let sets = ground.of(&[DataSetKind::Notices]);
    let mut looked = Looked::default();
    if !sets.is_empty() {
        looked = Looked::of(&asked(desk, &ground, "competition", &chosen.bought).await?)?;
        looked.with_bids(&asked(desk, &ground, "bids-made", &chosen.bought).await?)?;
        looked.with_awards(&asked(desk, &ground, "awards-made", &chosen.bought).await?)?;
    }
    let processes = looked.processes.len();
    let (flags, by_process) = looked.judged(&settings, &ground.who);
    Ok(FlagsView {
        asked: AskedOf::of(&ground, &chosen),
        flags,
        processes,
        by_process,
        method: flags::METHOD.with_edition(),
        settings,
        sets,
    })
}

/// Procurements, lot by lot, as the method takes them; and what they are called.
#[derive(Default)]
struct Looked {
    processes: Vec<Process>,
    lines: Vec<ProcessLine>,
    /// Where a lot of a procurement stands.
    at: HashMap<(String, String), usize>,
    /// Where the first lot of a procurement stands, and how many it has.
    lots: HashMap<String, (usize, usize)>,
}

impl Looked {
    fn of(answer: &Answer) -> Result<Looked, DeskError> {
        let words = Columns::of(answer, ["process", "lot", "title", "buyer", "buyer_name", "method"])?;
        let rest = Columns::of(answer, ["published", "closes", "awarded_on", "value", "bids"])?;
        let mut looked = Looked::default();
        for (words, [published, closes, awarded, value, bids]) in words.rows(answer).zip(rest.rows(answer)) {
            let [process, lot, title, buyer, buyer_name, method] = words.map(text);
            let value = money(value).filter(|value| value.pence() >= 0);
            let at = looked.processes.len();
            looked.processes.push(Process {
                id: if lot.is_empty() { process.clone() } else { format!("{process} · {lot}") },
                buyer,
                is_competed: is_competed(&method),
                published: date(published),
                closes: date(closes),
                awarded: date(awarded),
                value_pence: value.map(Money::pence),
                bids_received: whole(bids).and_then(|bids| u32::try_from(bids).ok()),
                ..Process::default()
            });
            looked.lots.entry(process.clone()).or_insert((at, 0)).1 += 1;
            looked.at.insert((process.clone(), lot.clone()), at);
            looked.lines.push(ProcessLine { process, lot, title, buyer: buyer_name, value, flags: Vec::new() });
        }
        Ok(looked)
    }

    /// The lot a bid or an award is of; the only one of its procurement, where it names none.
    fn find(&mut self, process: String, lot: String) -> Option<&mut Process> {
        let only = self.lots.get(&process).filter(|(_, lots)| *lots == 1).map(|(at, _)| *at);
        let at = self.at.get(&(process, lot)).copied().or(only)?;
        self.processes.get_mut(at)
    }

    fn with_bids(&mut self, answer: &Answer) -> Result<(), DeskError> {
        let columns = Columns::of(answer, ["process", "lot", "bidder", "status", "amount"])?;
        for [process, lot, bidder, status, amount] in columns.rows(answer) {
            let bid = Bid {
                bidder: text(bidder),
                pence: money(amount).map(Money::pence).filter(|pence| *pence >= 0),
                status: match text(status).as_str() {
                    "valid" => Status::Valid,
                    "disqualified" => Status::Disqualified,
                    "withdrawn" => Status::Withdrawn,
                    // Who was only asked to bid did not bid.
                    "invited" => continue,
                    _ => Status::NotTold,
                },
            };
            if let Some(process) = self.find(text(process), text(lot)).filter(|_| !bid.bidder.is_empty()) {
                process.bids.push(bid);
            }
        }
        Ok(())
    }

    fn with_awards(&mut self, answer: &Answer) -> Result<(), DeskError> {
        let columns = Columns::of(answer, ["process", "lot", "supplier", "cpv"])?;
        for [process, lot, supplier, cpv] in columns.rows(answer) {
            let Some(process) = self.find(text(process), text(lot)) else { continue };
            let (supplier, cpv) = (text(supplier), text(cpv));
            if !process.winners.contains(&supplier) {
                process.winners.push(supplier);
            }
            if !cpv.is_empty() && !process.classes.contains(&cpv) {
                process.classes.push(cpv);
            }
        }
        Ok(())
    }

    fn judged(self, settings: &flags::Settings, who: &WhoIsWho) -> (Result<Vec<FlagLine>, String>, Vec<ProcessLine>) {
        let Looked { processes, mut lines, .. } = self;
        if processes.is_empty() {
            return (Err("No notice of what was let is loaded: nothing could be looked at.".to_owned()), lines);
        }
        let places: HashMap<String, usize> = processes.iter().enumerate().map(|(at, process)| (process.id.clone(), at)).collect();
        let buyers: BTreeMap<String, String> =
            processes.iter().zip(&lines).map(|(p, line)| (p.buyer.clone(), line.buyer.clone())).collect();
        let reading = match flags::read(&flags::Ask { processes }, settings) {
            Ok(reading) => reading,
            Err(refusal) => return (Err(refusal.to_string()), Vec::new()),
        };
        let mut found = Vec::new();
        for flag in reading.flags {
            let Some(card) = CARDS.into_iter().find(|card| card.code == flag.code) else { continue };
            for id in flag.raised.iter().flat_map(|one| &one.processes) {
                if let Some(line) = places.get(id).and_then(|at| lines.get_mut(*at))
                    && !line.flags.iter().any(|code| code == card.code)
                {
                    line.flags.push(card.code.to_owned());
                }
            }
            let name = |id: &str| match flag.about {
                About::Process => places.get(id).and_then(|at| lines.get(*at)).map(|line| line.title.clone()),
                About::Buyer => buyers.get(id).cloned(),
                About::Bidder | About::Supplier => who.name(id).map(str::to_owned),
            };
            let raised = flag.raised.iter().map(|one| RaisedLine {
                id: one.id.clone(),
                name: name(&one.id).filter(|name| !name.is_empty()).unwrap_or_else(|| one.id.clone()),
                figure: one.figure,
                processes: one.processes.clone(),
            });
            let raised = raised.collect();
            let (judged, of, coverage, limit) = (flag.judged, flag.of, flag.coverage, flag.limit);
            found.push(FlagLine { card, about: flag.about, judged, of, coverage, limit, raised });
        }
        lines.retain(|line| !line.flags.is_empty());
        lines.sort_by(|a, b| (b.flags.len(), b.value, &a.process, &a.lot).cmp(&(a.flags.len(), a.value, &b.process, &b.lot)));
        (Ok(found), lines)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use exchange::market::{ColumnKind, OwnedCell};
    use exchange::tables::AnswerColumn;

    fn answer(names: &[&str], rows: Vec<Vec<OwnedCell>>) -> Answer {
        let columns = names.iter().map(|name| AnswerColumn { name: (*name).into(), kind: ColumnKind::Text }).collect();
        Answer { columns, rows }
    }

    #[test]
    fn a_single_bid_is_flagged_with_how_many_could_be_judged_and_the_bid_of_the_only_lot_is_its_own() {
        let word = |text: &str| OwnedCell::Text(text.into());
        let row = |process: &str, bids: OwnedCell| {
            let head = [word(process), word("1"), word("Care"), word("B"), word("Vale"), word("open")];
            head.into_iter().chain([OwnedCell::None, OwnedCell::None, OwnedCell::None, OwnedCell::Money(5_00), bids]).collect()
        };
        let names = ["process", "lot", "title", "buyer", "buyer_name", "method", "published", "closes", "awarded_on", "value", "bids"];
        let mut looked =
            Looked::of(&answer(&names, vec![row("ocds-1", OwnedCell::Count(1)), row("ocds-2", OwnedCell::None)])).expect("reads");
        let bids = vec![vec![word("ocds-2"), OwnedCell::None, word("S-1"), word("valid"), OwnedCell::Money(5_00)]];
        looked.with_bids(&answer(&["process", "lot", "bidder", "status", "amount"], bids)).expect("reads");
        assert_eq!(looked.processes[1].bids.len(), 1);
        let (flags, by_process) = looked.judged(&flags::Settings::default(), &WhoIsWho::default());
        let flags = flags.expect("judged");
        let single = flags.iter().find(|flag| flag.card.code == "R018").expect("the flag");
        assert!(single.raised.iter().any(|raised| raised.id == "ocds-1 · 1" && raised.name == "Care"));
        assert!(single.judged >= 1 && single.of == 2);
        assert!(by_process.iter().any(|line| line.process == "ocds-1" && line.flags.contains(&"R018".to_owned())));
    }
}
