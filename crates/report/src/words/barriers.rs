//! Barriers in words: who is shut out by what, who comes in if it goes, what a bid costs, and what smaller lots would do.

use methods::market::{barriers, lots};
use quantity::rounding::shown;
use quantity::{Money, Unit};

use super::count;
use crate::chart::Chart;
use crate::chart::bar_chart::{BarPart, BarRow, BarsOf, bar_chart, described, key, words};
use crate::chart::ink::{BLUE, LILAC};
use crate::page::{Block, Document, Figure, Level, Text};
use crate::table::{Cell, Column, Table};

pub struct Told<'a> {
    pub reading: &'a Result<barriers::Reading, String>,
    pub lots: &'a Result<lots::Reading, String>,
    /// Where facts about providers are from.
    pub sources: String,
    pub csv_at: String,
}

fn providers(many: usize) -> String {
    count::of_things(many as u64, "provider", "providers")
}

fn method(of: &methods::Method) -> String {
    of.with_edition()
}

/// The answer in one to three sentences.
pub fn lead(reading: &Result<barriers::Reading, String>) -> String {
    let reading = match reading {
        Ok(reading) => reading,
        Err(why) => return format!("Nobody can say yet who is shut out. {why}"),
    };
    let all = reading.able.len() + reading.not_known.len() + reading.shut_out.len();
    let shut = reading.shut_out.len();
    if shut == 0 {
        return format!("Nobody of {} is known to be shut out by what is asked.{}", providers(all), unknown(reading));
    }
    let are = if shut == 1 { "is" } else { "are" };
    let small = match reading.small_shut_out {
        0 => String::new(),
        small => format!(", {} of them small or medium", count::number(small as u64)),
    };
    let best = reading.requirements.iter().max_by_key(|one| (one.alone.len(), std::cmp::Reverse(one.name.clone())));
    let goes = match best {
        Some(best) if !best.alone.is_empty() => format!(
            " If “{}” goes, {}.",
            best.name,
            match best.alone.len() {
                1 => "one more comes in".to_owned(),
                many => format!("{} more come in", count::number(many as u64)),
            }
        ),
        _ => " No single requirement lets anybody in by going alone.".to_owned(),
    };
    format!("{} of {} {are} shut out{small}.{goes}{}", count::sentence(&count::number(shut as u64)), providers(all), unknown(reading))
}

fn unknown(reading: &barriers::Reading) -> String {
    match reading.not_known.len() {
        0 => String::new(),
        1 => " Of one other, something is not known: it counts as neither in nor out.".to_owned(),
        many => format!(" Of {} others, something is not known: they count as neither in nor out.", count::number(many as u64)),
    }
}

fn names(all: &[String]) -> Cell {
    if all.is_empty() { Cell::words("Nobody") } else { Cell::words(count::list(all)) }
}

/// One requirement a row.
pub fn by_requirement(reading: &barriers::Reading) -> Table {
    let columns = vec![
        Column::words("What is asked"),
        Column::number("Shut out", "providers"),
        Column::number("Come in if it goes", "providers"),
        Column::number("Of them small or medium", "providers"),
        Column::words("Who comes in"),
        Column::number("Not known", "providers"),
    ];
    let row = |one: &barriers::RequirementRead| {
        vec![
            Cell::words(one.name.clone()),
            Cell::Whole(one.shuts_out.len() as u64),
            Cell::Whole(one.alone.len() as u64),
            Cell::Whole(one.small_alone as u64),
            names(&one.alone),
            Cell::Whole(one.not_known as u64),
        ]
    };
    Table::new("Who is shut out by which requirement", columns, reading.requirements.iter().map(row).collect())
}

fn chart(reading: &barriers::Reading) -> Chart {
    let part = |from: usize, to: usize, fill| BarPart {
        from: from as f64,
        to: to as f64,
        fill,
        label: if to > from { (to - from).to_string() } else { String::new() },
    };
    let rows: Vec<BarRow> = reading
        .requirements
        .iter()
        .map(|one| BarRow {
            label: one.name.clone(),
            parts: vec![part(0, one.alone.len(), BLUE), part(one.alone.len(), one.shuts_out.len(), LILAC)],
            mark: None,
        })
        .collect();
    let said = |one: &barriers::RequirementRead| format!("shuts out {}, {} come in if it goes alone", one.shuts_out.len(), one.alone.len());
    let most = reading.requirements.iter().max_by_key(|one| one.shuts_out.len());
    let headline = match most {
        Some(most) if !most.shuts_out.is_empty() => format!("“{}” keeps out {}", most.name, providers(most.shuts_out.len())),
        _ => "Nothing that is asked is known to keep anybody out".to_owned(),
    };
    let of = BarsOf {
        id: "barriers".to_owned(),
        unit: Unit::Count("providers".to_owned()),
        words: words(
            headline,
            "Providers each requirement is known to shut out, and those of them who come in if it alone goes.".to_owned(),
            "Who is shut out by which requirement".to_owned(),
            described(reading.requirements.iter().map(|one| (one.name.as_str(), said(one)))),
            format!("Method: {}.", method(&barriers::METHOD)),
        ),
        table: by_requirement(reading),
        key: vec![key(BLUE, "Come in if it alone goes"), key(LILAC, "Shut out by something else too")],
        most: 12,
    };
    bar_chart(&rows, of)
}

/// The reading as blocks.
pub fn document(told: &Told<'_>) -> Document {
    let mut page = Document::default();
    if let Ok(reading) = told.reading {
        page.heading("Who is shut out, and by what");
        page.push(Block::Figure(Box::new(Figure {
            chart: chart(reading),
            unit: "providers".to_owned(),
            source: told.sources.clone(),
            edition: method(&barriers::METHOD),
            csv_at: Some(told.csv_at.clone()),
            level: Level::Three,
        })));
        shut_out(&mut page, reading);
        page.push(Block::Folded { title: "Show working".to_owned(), blocks: working(reading) });
        bidding(&mut page, reading);
    }
    page.heading("Lots");
    match told.lots {
        Err(why) => {
            page.paragraph(format!("What smaller lots would do is not known. {why}"));
        }
        Ok(lots) => of_lots(&mut page, lots),
    }
    page
}

fn shut_out(page: &mut Document, reading: &barriers::Reading) {
    for pair in reading.together.iter().take(3) {
        let [one, other] = &pair.names;
        page.paragraph(format!(
            "If “{one}” and “{other}” both go, {} come in: {}.",
            providers(pair.come_in.len()),
            count::list(&pair.come_in)
        ));
    }
    let row = |one: &barriers::ShutOut| {
        let kind = match (one.is_small, one.is_voluntary) {
            (Some(true), Some(true)) => "small or medium, voluntary",
            (Some(true), _) => "small or medium",
            (_, Some(true)) => "voluntary",
            (Some(false), _) => "large",
            _ => "not known",
        };
        vec![
            Cell::words(one.name.clone()),
            Cell::words(kind),
            Cell::words(one.by.join("; ")),
            Cell::words(if one.has_unknown { "something else is not known" } else { "all is known" }),
        ]
    };
    if !reading.shut_out.is_empty() {
        let columns =
            vec![Column::words("Provider"), Column::words("Kind"), Column::words("Shut out by"), Column::words("What else is known")];
        page.push(Block::Table(Table::new("Who is shut out", columns, reading.shut_out.iter().map(row).collect())));
    }
    if !reading.not_known.is_empty() {
        page.paragraph(format!("Not known to be shut out, and something about them is not known: {}.", count::list(&reading.not_known)));
    }
    if !reading.able.is_empty() {
        page.paragraph(format!("Known to meet all that is asked: {}.", count::list(&reading.able)));
    }
}

/// Which to drop first, second and so on.
fn working(reading: &barriers::Reading) -> Vec<Block> {
    let row = |step: &barriers::Step| vec![Cell::words(step.name.clone()), names(&step.come_in), Cell::Whole(step.in_now as u64)];
    let columns = vec![Column::words("Goes next"), Column::words("Who comes in"), Column::number("Not shut out then", "providers")];
    let table = Table::new("One after the other, so that each step lets in the most", columns, reading.order.iter().map(row).collect());
    vec![
        Block::Table(table),
        Block::Paragraph(Text::plain(format!(
            "{}. A provider is shut out by each requirement it is known not to meet, and comes in when the last of them goes. What nobody knows of it is never taken for met.",
            method(&barriers::METHOD)
        ))),
    ]
}

fn bidding(page: &mut Document, reading: &barriers::Reading) {
    let Some(bid) = &reading.bidding else {
        page.paragraph("What a bid costs is not known: write down the hours it takes and what an hour costs.");
        return;
    };
    let of_a_year = bid.of_a_year.map_or(String::new(), |share| format!(", {}% of a year’s value", shown(share * 100.0, 1)));
    let a_day = bid.hours_a_day.map_or(String::new(), |hours| format!(" It takes {} hours for each day there is.", shown(hours, 1)));
    page.heading("What it costs to bid");
    page.paragraph(format!(
        "One bid costs about {}{of_a_year}. If everybody who could bid did, the market would spend {} to be chosen from.{a_day}",
        count::money(Money::from_pence(bid.pence)),
        count::money(Money::from_pence(bid.all_able_pence))
    ));
}

fn of_lots(page: &mut Document, read: &lots::Reading) {
    if read.not_known > 0 {
        page.paragraph(format!("The turnover of {} is not known: they are in no count here.", providers(read.not_known)));
    }
    let columns = || {
        vec![
            Column::number("Parts", "lots"),
            Column::number("Worth a year each", "£"),
            Column::number("Turnover it takes", "£"),
            Column::number("Large enough", "providers"),
            Column::number("Of them small or medium", "providers"),
            Column::words("Who comes in"),
            Column::number("Costs more a year", "£"),
        ]
    };
    let money = |pence: i64| Cell::number(Money::from_pence(pence).pounds(), Money::from_pence(pence).in_full());
    let row = |split: &lots::Split| {
        vec![
            Cell::Whole(u64::from(split.parts)),
            money(split.annual_pence),
            money(split.turnover_pence),
            Cell::Whole(split.able as u64),
            Cell::Whole(split.small_able as u64),
            names(&split.come_in),
            money(split.costs_more_pence),
        ]
    };
    for lot in &read.lots {
        page.push(Block::Heading { level: Level::Three, text: lot.name.clone() });
        page.paragraph(lot_in_words(lot));
        let rows = std::iter::once(&lot.whole).chain(&lot.splits).map(row).collect();
        page.push(Block::Table(Table::new(format!("{}, whole and in parts", lot.name), columns(), rows)));
    }
    page.paragraph(Text::plain(format!(
        "{}. A provider is large enough where its turnover is at least so many times a year’s value of the lot as the table’s first row shows.",
        method(&lots::METHOD)
    )));
}

/// Who is too small for a lot, and the smallest split that lets anybody in.
pub fn lot_in_words(lot: &lots::LotRead) -> String {
    let out = match lot.too_small.len() {
        0 => "Nobody whose turnover is known is too small for it.".to_owned(),
        many => format!(
            "{} too small for it: {}.",
            count::sentence(&count::of_things(many as u64, "provider is", "providers are")),
            count::list(&lot.too_small)
        ),
    };
    let lets_in = lot.splits.iter().find(|split| !split.come_in.is_empty()).map_or(String::new(), |split| {
        format!(
            " In {} parts it lets in {}, at {} a year more.",
            count::number(u64::from(split.parts)),
            count::list(&split.come_in),
            count::money(Money::from_pence(split.costs_more_pence))
        )
    });
    out + &lets_in
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_lets_in_whom_it_alone_kept_out_and_what_is_not_known_is_said() {
        let ask: barriers::Ask = serde_json::from_value(serde_json::json!({
            "requirements": [{ "name": "Turnover of £5m", "fact": "turnover", "asks": { "at_least": 5e6 } }, { "name": "A guarantee", "fact": "guarantee", "asks": "held" }],
            "providers": [
                { "name": "Tarrow Care", "is_small": true, "facts": { "turnover": 6e5, "guarantee": true } },
                { "name": "Fell Homes", "facts": { "turnover": 9e6, "guarantee": true } },
                { "name": "Lindle Trust", "facts": { "turnover": 7e6 } }],
        }))
        .expect("a question");
        let reading = barriers::read(&ask).map_err(|refusal| refusal.to_string());
        let says = lead(&reading);
        assert_eq!(
            says,
            "One of three providers is shut out, one of them small or medium. If “Turnover of £5m” goes, one more comes in. Of one other, something is not known: it counts as neither in nor out."
        );
        let html = crate::html::document(&document(&Told {
            reading: &reading,
            lots: &Err("There is no lot.".into()),
            sources: "accounts".into(),
            csv_at: "/x.csv".into(),
        }));
        assert!(
            html.contains("“Turnover of £5m” keeps out one provider") && html.contains("Known to meet all that is asked: Fell Homes."),
            "{html}"
        );
    }
}
