//! `wherewithal benchmark --area CODE`: a place beside its peers, by one measure or by all.

use std::process::ExitCode;

use anyhow::{Context, bail};
use desk::analyse::places::read_place::read_place;
use desk::analyse::places::read_place_measure::read_place_measure;
use desk::analyse::places::{Choice, Compared, Peers};
use quantity::code::AreaCode;
use report::words::{count, places};
use serde_json::{Value, json};

use crate::arguments::Benchmark;
use crate::output;

pub async fn run(ask: Benchmark, json: bool) -> anyhow::Result<ExitCode> {
    let (desk, actor) = ask.writing.desk_and_actor().await?;
    let area = AreaCode::parse(&ask.area).context("Name the place by its code, for example E08000009")?;
    let own = ask.with.iter().map(|code| AreaCode::parse(code)).collect::<Result<Vec<_>, _>>()?;
    let choice = Choice { list: ask.peers.clone(), own };
    let (name, lines) = match &ask.measure {
        Some(measure) => {
            let group = ask.group.as_deref().unwrap_or_default();
            let view = read_place_measure(&desk, &actor, &area, measure, group, &choice).await;
            let view = view.with_context(|| format!("No figure of {area} by the measure “{measure}” is loaded"))?;
            (view.name, vec![(view.compared, view.peers)])
        }
        None => {
            let view = read_place(&desk, &actor, &area, &choice).await.with_context(|| format!("{area} is not known here"))?;
            (view.name, view.themes.into_iter().flat_map(|theme| theme.lines).collect())
        }
    };
    desk.pool.close().await;
    if let Some(wanted) = &ask.peers
        && !lines.iter().any(|(_, peers)| peers.list.as_deref() == Some(wanted))
    {
        bail!("No loaded list called “{wanted}” holds {name}. Leave --peers out to take the list that suits each measure.");
    }
    if json {
        let told: Vec<Value> = lines.iter().map(|(one, peers)| told(one, peers)).collect();
        output::json(&json!({ "area": area, "name": name, "measures": told }))?;
        return Ok(ExitCode::SUCCESS);
    }
    if lines.is_empty() {
        output::line(&format!("No figure of {name} is loaded yet."))?;
    }
    for (one, peers) in &lines {
        output::line(&said(one, peers))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn told(one: &Compared, peers: &Peers) -> Value {
    json!({
        "measure": one.measure.code,
        "title": one.title(),
        "unit": one.measure.unit.code(),
        "period": &*one.period.text,
        "source": one.measure.source,
        "edition": one.measure.vintage,
        "value": one.value,
        "peers": { "list": peers.list, "title": peers.title, "why": peers.why, "areas": peers.areas },
        "compared": one.answer(),
        "trend": one.trend_answer(),
        "funnel": one.funnel_answer(),
        "without": one.without.iter().map(|(place, why)| json!({ "place": place, "why": why })).collect::<Vec<_>>(),
        "noticed": one.odd,
    })
}

fn said(one: &Compared, peers: &Peers) -> String {
    let mut lines = vec![format!("{} ({}, {})", one.title(), one.period.text, one.measure.code)];
    match &one.reading {
        Ok(reading) => {
            lines.push(format!("  {}.", places::headline(reading, &one.measure.unit, one.places())));
            lines.push(format!("  {}. {}", count::sentence(&places::quarters(reading.quarters)), places::distance(reading.distance)));
        }
        Err(why) => lines.push(format!("  {}. {why}", count::amount(&one.measure.unit, one.value, one.places()))),
    }
    lines.push(match &one.trend {
        Ok(found) => format!("  {}.", places::trend(found, &one.measure.unit, one.places())),
        Err(why) => format!("  {why}"),
    });
    lines.push(format!("  Peers: {}. {}", peers.title, peers.why));
    lines.extend(one.odd.iter().map(|odd| format!("  {odd}")));
    lines.join("\n")
}
