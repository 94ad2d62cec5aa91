//! The binary: wires the desk, serves its pages, and is the command line.

mod arguments;
mod audit;
mod backup;
mod benchmark;
mod calc;
mod case;
mod county;
mod demo;
mod doctor;
mod export;
mod export_open_data;
mod init;
mod lake_query;
mod load;
mod load_data_set;
mod load_directory;
mod load_records;
mod load_spend;
mod market_picture;
mod market_shape;
mod output;
mod place;
mod ready;
mod serve;
mod verify;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use model::data_set::DataSetKind;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let json = arguments.json;
    match run(arguments) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{}", output::complaint(&error, json));
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let json = arguments.json;
    // The calculator and the shape of a file need neither a database nor a runtime.
    if let Command::Calc(ask) = arguments.command {
        return calc::run(ask, json);
    }
    if let Command::Market(arguments::MarketArguments { shape: Some(arguments::Market::Shape(ask)), .. }) = arguments.command {
        return market_shape::run(ask, json);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match arguments.command {
            Command::Demo(ask) => demo::run(ask).await,
            Command::Init(ask) => init::run(ask, json).await,
            Command::Serve(ask) => serve::run(ask).await,
            Command::Load(arguments::Load::Performance(ask)) => load::run(ask, json).await,
            Command::Load(arguments::Load::Spend(ask)) => load_spend::run(ask, json).await,
            Command::Load(arguments::Load::Notices(ask)) => load_records::run(DataSetKind::Notices, ask, json).await,
            Command::Load(arguments::Load::Register(ask)) => load_records::run(DataSetKind::Contracts, ask, json).await,
            Command::Load(arguments::Load::Grants(ask)) => load_records::run(DataSetKind::Grants, ask, json).await,
            Command::Load(arguments::Load::Providers(ask)) => load_records::run(DataSetKind::Providers, ask, json).await,
            Command::Load(arguments::Load::Placements(ask)) => load_records::run(DataSetKind::Placements, ask, json).await,
            Command::Load(arguments::Load::Directory(ask)) => load_directory::run(ask, json).await,
            Command::Load(arguments::Load::Indicators(ask)) => load_data_set::run(DataSetKind::Indicators, ask, json).await,
            Command::Load(arguments::Load::Population(ask)) => load_data_set::run(DataSetKind::Population, ask, json).await,
            Command::Load(arguments::Load::Areas(ask)) => load_data_set::run(DataSetKind::Areas, ask, json).await,
            Command::Load(arguments::Load::Neighbours(ask)) => load_data_set::run(DataSetKind::Neighbours, ask, json).await,
            Command::Calc(ask) => calc::run(ask, json),
            Command::Lake(arguments::Lake::Query(ask)) => lake_query::run(ask, json).await,
            Command::Market(arguments::MarketArguments { shape: Some(arguments::Market::Shape(ask)), .. }) => market_shape::run(ask, json),
            Command::Market(arguments::MarketArguments { picture, .. }) => market_picture::run(picture, json).await,
            Command::Case(ask) => case::run(ask, json).await,
            Command::Benchmark(ask) => benchmark::run(ask, json).await,
            Command::Ready(ask) => ready::run(ask, json).await,
            Command::Export(arguments::Export::Paper(ask)) => export::run(ask, json).await,
            Command::Export(arguments::Export::Ocds(ask)) => export_open_data::run(ask, export_open_data::What::Contracts, json).await,
            Command::Export(arguments::Export::Grants(ask)) => export_open_data::run(ask, export_open_data::What::Grants, json).await,
            Command::Verify(ask) => verify::run(ask, json).await,
            Command::Audit(arguments::Audit::Verify(ask)) => audit::run(ask, json).await,
            Command::Backup(ask) => backup::back_up(ask, json).await,
            Command::Restore(ask) => backup::restore(ask, json).await,
            Command::Doctor(ask) => doctor::run(ask, json).await,
        }
    })
}
