//! How long a file of 100,000 data points takes: read and kept waiting, then checked and saved, on SQLite in a folder.
//!
//! `cargo bench -p desk --bench load`. Asked: at most 3 seconds for both together.

use std::time::Instant;

use desk::analyse::load_performance::{AcceptUpload, ReadUpload, accept_upload, read_upload};
use desk::analyse::load_performance::{AnswerUpload, answer_upload};
use desk::deliver::add_service::{AddService, add_service};
use desk::house::set_up::{SetUp, operator, set_up};
use desk::{Clock, desk::seeded_chance};
use jiff::civil::date;
use model::organisation::OrganisationKind;
use model::place::Place;
use quantity::Period;

const PROVIDERS: u32 = 2_000;
const MONTHS: u32 = 50;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let zone = jiff::tz::TimeZone::get("Europe/London")?;
        let clock = Clock::still_on(date(2026, 11, 21), &zone);
        let place = Place { name: "Northvale".into(), country: "England".into(), zone: "Europe/London".into(), is_sample: false };
        let ask = SetUp { place, authority: "Northvale County Council".into(), kind: OrganisationKind::County };
        let address = format!("sqlite:{}", folder.path().join("records.db").display());
        let desk = set_up(&address, folder.path(), clock, seeded_chance(1), ask).await?;
        let lead = operator(&desk);
        let ask = AddService {
            name: "Home care".into(),
            describes: "Help at home.".into(),
            operator: None,
            run_by: String::new(),
            delivery_model: "in_house".into(),
            annual_cost: None,
            volume: String::new(),
            since: Some(date(2020, 4, 1)),
            ends: None,
            regime: String::new(),
        };
        let service = add_service(&desk, &lead, ask).await?;
        let bytes = file().into_bytes();
        let size = bytes.len();
        let began = Instant::now();
        let mut upload = read_upload(&desk, &lead, ReadUpload { file_name: "large.csv".into(), bytes, service: Some(service.id) }).await?;
        let read = began.elapsed();
        if upload.noun.state == model::upload::UploadState::PersonalDetails {
            let ask = AnswerUpload { upload: Some(upload.id), version: upload.version, ..AnswerUpload::default() };
            upload = answer_upload(&desk, &lead, ask).await?;
        }
        let began = Instant::now();
        let ask =
            AcceptUpload { upload: upload.id, version: upload.version, new_measures: Vec::new(), licence: String::new(), dated: None };
        let done = accept_upload(&desk, &lead, ask).await?;
        let saved = began.elapsed();
        println!(
            "{} data points of {size} bytes: read {read:.2?}, checked and saved {saved:.2?}, together {:.2?}",
            done.saved.new,
            read + saved
        );
        Ok(())
    })
}

fn file() -> String {
    let first = Period::month(2022, 9).map_or_else(|| Period::Day(date(2022, 9, 1)), |period| period);
    let mut text = String::from("Month,Provider,Measure,Numerator,Denominator,Value\n");
    for month in 0..MONTHS {
        let period = first.plus(month).in_words();
        for provider in 0..PROVIDERS {
            let (part, whole) = (250 + (provider * 7 + month * 13) % 47, 300);
            text.push_str(&format!(
                "{period},Agency {provider:04},Visits within 30 minutes of plan,{part},{whole},{:.4}%\n",
                f64::from(part) / 3.0
            ));
        }
    }
    text
}
