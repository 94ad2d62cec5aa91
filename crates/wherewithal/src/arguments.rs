//! What the command line takes, with help that teaches.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

const ABOUT: &str = "The means to an end: a workbench for strategic commissioning.";

const LONG: &str = "\
Wherewithal holds the whole thread from need to outcome to option to decision to result, in a case: \
one living page for one question about a group of people.

Start here:
  wherewithal init --dir my-place      a place of your own, and a one-time link for its first administrator
  wherewithal serve --dir my-place     its pages, at http://127.0.0.1:7400

Without a database, for analysts:
  wherewithal calc spc question.json   what a control chart says, with its working";

#[derive(Debug, Parser)]
#[command(name = "wherewithal", version, about = ABOUT, long_about = LONG, propagate_version = true, disable_help_subcommand = true)]
pub struct Arguments {
    /// Print the answer as JSON, for another program to read.
    #[arg(long, global = true)]
    pub json: bool,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Open the sample county of Northvale, invented and labelled so on every page.
    #[command(long_about = "Open the sample county of Northvale: twelve services, three years of figures, eight people to sign in as. \
                            Everything in it is invented. Its clock stands still at the date in its banner, so that its answers do not age; \
                            --today moves it. Demo and real data never share a folder.")]
    Demo(Demo),
    /// Set up a place of your own in an empty folder.
    #[command(
        long_about = "Set up a place of your own: its records, its settings (written with their meaning, unit and range) and a one-time \
                            link with which the first administrator chooses a password. Nothing is served until somebody holds that link."
    )]
    Init(Init),
    /// Serve a place's pages.
    Serve(Serve),
    /// Load a file: `wherewithal load performance FILE`, and spend, indicators, population, areas or neighbours.
    #[command(subcommand)]
    Load(Load),
    /// Work out a method on a question file, with no database.
    #[command(
        subcommand,
        long_about = "Work out a method on a question file: nothing is stored. The file holds `options` and `input`; the answer has the same \
                      names as the published cases, beside the method's code, edition, parameters and working. A question that cannot be \
                      answered prints a refusal with its name, and the program ends with 2."
    )]
    Calc(Calc),
    /// Print a case, by its reference: `wherewithal case C-1`.
    Case(CaseArguments),
    /// Ask whether a service is ready for a change of operator: are we solving it, or moving it?
    #[command(
        long_about = "The readiness check of a service, asked of staying as we are or of a change of delivery model: ready, not ready, \
                            evidence points the other way, or not known, with the reasons, the earliest date, and the lawful things that can be \
                            done meanwhile. Printed, not recorded: it is recorded when a person asks it on a page."
    )]
    Ready(Ready),
    /// Set a place beside its peers: `wherewithal benchmark --area E08000009 --measure CODE`.
    #[command(
        long_about = "A place beside places like it, from the public figures that are loaded: each figure with its range, the spread of its peers, \
                            in which quarter it may lie, how far it is from their middle, what the years say. Nobody's rank is worked out. Without \
                            --measure, every measure of the place. Each measure takes the list of neighbours that suits it, unless --peers names \
                            one, or --with names places of your own choice."
    )]
    Benchmark(Benchmark),
    /// Ask the market records of a place in SQL.
    #[command(subcommand)]
    Lake(Lake),
    /// The market: who supplies what, how contested it is, what lapses: `wherewithal market --cpv 85 --place E08000009`.
    #[command(
        long_about = "What the market records in force say: payments, awards, contracts and grants, each by itself and never added up; how \
                            concentrated and how contested, with the share of value it rests on; suppliers by kind; what lapses. With --json, every \
                            figure of the page, money in pence. `wherewithal market shape FILE` reads a file of notices without a place."
    )]
    Market(MarketArguments),
    /// Write a paper to a file: `wherewithal export paper D-1 --format docx`.
    #[command(subcommand)]
    Export(Export),
    /// Work every figure of a decision out again from its frozen evidence: `wherewithal verify D-1`.
    #[command(
        long_about = "Work every figure of a decision out again from the inputs in its evidence pack, and from nothing else, and say whether each \
                            is equal to the last bit. A pack whose bytes were altered is refused. Ends with 2 where a figure differs."
    )]
    Verify(VerifyArguments),
    /// The audit trail.
    #[command(subcommand)]
    Audit(Audit),
    /// Write everything to one file: records, kept files, and the head of the audit trail.
    Backup(Backup),
    /// Set up an empty folder or database from a back-up.
    Restore(Restore),
    /// Say what is wrong with a place, and how to mend it.
    Doctor(Place),
}

/// Which place.
#[derive(Debug, Clone, Args)]
pub struct Place {
    /// The folder of the place: its settings, kept files, and records unless --database is given.
    #[arg(long, value_name = "DIR", default_value = "place")]
    pub dir: PathBuf,
    /// Records in PostgreSQL: postgres://user@host/name. Without it, SQLite in the folder.
    #[arg(long, value_name = "ADDRESS", env = "WHEREWITHAL_DATABASE", hide_env_values = true)]
    pub database: Option<String>,
}

/// In whose name a command writes.
#[derive(Debug, Clone, Args)]
pub struct Writing {
    #[command(flatten)]
    pub place: Place,
    /// The e-mail of the person in whose name this is done. Without it, the operator's, and recorded so.
    #[arg(long = "as", value_name = "EMAIL")]
    pub actor: Option<String>,
}

#[derive(Debug, Clone, Args)]
pub struct Listening {
    /// Where to listen. Only this machine can reach 127.0.0.1.
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:7400")]
    pub listen: String,
}

#[derive(Debug, Args)]
pub struct Benchmark {
    /// The place, by its code.
    #[arg(long, value_name = "CODE")]
    pub area: String,
    /// The measure, by its code. Without it, every measure of the place.
    #[arg(long, value_name = "CODE")]
    pub measure: Option<String>,
    /// The group of people, in the file's own words. Without it, everyone, or the first there is.
    #[arg(long, value_name = "WORDS", requires = "measure")]
    pub group: Option<String>,
    /// The list of neighbours, by its code: global, children, adult…
    #[arg(long, value_name = "LIST", conflicts_with = "with")]
    pub peers: Option<String>,
    /// A place of your own group, by its code. Say it once for each.
    #[arg(long, value_name = "CODE")]
    pub with: Vec<String>,
    #[command(flatten)]
    pub writing: Writing,
}

#[derive(Debug, Subcommand)]
pub enum Lake {
    /// Put a question in SQL: `wherewithal lake query "select count(*) from payments"`
    #[command(
        long_about = "Put a question in SQL to the market records in force: parties, payments, processes, lots, bids, awards, contracts, grants, \
                            providers and placements. It may read and nothing else, a single select. Money is in pounds and exact. The answer says \
                            which data sets it came from; texts are cut in the table, and whole with --json and --csv."
    )]
    Query(LakeQuery),
}

#[derive(Debug, Args)]
pub struct LakeQuery {
    /// The question: a single select.
    pub sql: String,
    /// Print the answer as CSV, for a spreadsheet.
    #[arg(long)]
    pub csv: bool,
    #[command(flatten)]
    pub writing: Writing,
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct MarketArguments {
    #[command(subcommand)]
    pub shape: Option<Market>,
    #[command(flatten)]
    pub picture: MarketPicture,
}

/// Which part of the market in force.
#[derive(Debug, Args)]
pub struct MarketPicture {
    /// A category by its CPV code, or the beginning of one: 85.
    #[arg(long, value_name = "CODE", conflicts_with = "proclass")]
    pub cpv: Option<String>,
    /// A category by its ProClass code, or the beginning of one.
    #[arg(long, value_name = "CODE")]
    pub proclass: Option<String>,
    /// A place, by its code or its name: what its authority buys.
    #[arg(long, value_name = "PLACE")]
    pub place: Option<String>,
    /// A buyer, by its key or its name.
    #[arg(long, value_name = "BUYER")]
    pub buyer: Option<String>,
    /// The first financial year: 2024 is 2024/25.
    #[arg(long, value_name = "YEAR")]
    pub from: Option<i16>,
    /// The last financial year.
    #[arg(long, value_name = "YEAR")]
    pub to: Option<i16>,
    #[command(flatten)]
    pub writing: Writing,
}

#[derive(Debug, Subcommand)]
pub enum Market {
    /// How a market lies, straight from a file of notices: awards, buyers, suppliers, concentration and single tenders by CPV division.
    #[command(
        long_about = "How a market lies, straight from a file with one OCDS release on each line, however large: active awards, their sum, buyers and \
                            suppliers, and for each CPV division its concentration and the share that drew one tenderer. Nothing is kept. A line \
                            that cannot be read is told by its number."
    )]
    Shape(MarketShape),
}

#[derive(Debug, Args)]
pub struct MarketShape {
    /// One OCDS release on each line (JSON lines).
    pub file: PathBuf,
}

#[derive(Debug, Args)]
pub struct Demo {
    /// Where to keep the demo. Without it, a folder of its own beside the system's temporary files.
    #[arg(long, value_name = "DIR")]
    pub dir: Option<PathBuf>,
    #[command(flatten)]
    pub listening: Listening,
    /// Do not open a browser.
    #[arg(long)]
    pub no_open: bool,
    /// The day on which the demo's clock stands.
    #[arg(long, value_name = "DATE", default_value = "2026-11-21")]
    pub today: Date,
}

#[derive(Debug, Args)]
pub struct Init {
    #[command(flatten)]
    pub place: Place,
    /// The place's name, for example Northvale. Asked for where it is not given.
    #[arg(long)]
    pub name: Option<String>,
    /// Whose workbench this is, for example "Northvale County Council".
    #[arg(long)]
    pub authority: Option<String>,
    /// The country, which decides whose law is shown.
    #[arg(long, default_value = "England")]
    pub country: String,
    /// The time zone in which days and months are counted.
    #[arg(long, default_value = "Europe/London")]
    pub zone: String,
}

#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    pub place: Place,
    #[command(flatten)]
    pub listening: Listening,
    /// Served over https by a proxy in front: cookies are then sent over https only.
    #[arg(long)]
    pub https: bool,
}

#[derive(Debug, Subcommand)]
pub enum Load {
    /// Read a performance spreadsheet (CSV or Excel, any layout), say what was noticed, and accept it.
    #[command(
        long_about = "Read a performance spreadsheet: CSV or Excel, months down or across, with titles, merged headings, several tabs. \
                            Everything odd is said with its cell. Where nothing has to be asked the figures are accepted, in one transaction; \
                            where something has, or people's details were seen, the program ends with 2 and says how to go on. The same file \
                            twice changes nothing; a corrected month keeps the old figure behind it."
    )]
    Performance(LoadPerformance),
    /// Read what an authority spent in a year, by service and by who provides it, and keep it.
    #[command(
        long_about = "Read a revenue outturn or expenditure return: a row for each service with a column for each kind of provider; services down and \
                            authorities across; or a row for each authority with a column for each service. Sums are told from their parts and left \
                            out, and what nobody classified is shown as that. The same file twice changes nothing; other figures under the same \
                            headings correct it and keep the old."
    )]
    Spend(LoadSpendArguments),
    /// Read procurement notices (OCDS of any vintage: packages, records, JSON lines, gzip or zip) and keep them as columns.
    #[command(
        long_about = "Read procurement notices in the Open Contracting Data Standard: release packages, record packages, bare releases or JSON lines, \
                            plain, gzip or zip, of any size. Releases of one process become its present state. What cannot be read is told by its number \
                            and counted. The same file twice adds nothing; a later one adds what is new."
    )]
    Notices(LoadRecordsArguments),
    /// Read a register of contracts, in any column layout.
    #[command(
        long_about = "Read a register of contracts in any column layout, CSV or Excel. Which column was taken for what is said; ‘TBC’ where a day should \
                            stand is kept as it is; a contract marked as not for publication is left out. Where the register does not say whose it is, say \
                            so: --buyer “Northvale County Council”."
    )]
    Register(LoadRecordsArguments),
    /// Read grants in the 360Giving standard (JSON, CSV or Excel).
    Grants(LoadRecordsArguments),
    /// Read a list of registered providers: of Ofsted, of the Care Quality Commission, of charities, or of your own.
    Providers(LoadRecordsArguments),
    /// Read requests for placements, packages and routes, with what was offered, from a brokerage system.
    #[command(
        long_about = "Read an extract of a brokerage or placement system in any column layout: the day of each request, what was asked for, offers, the day \
                            one was taken, the provider, the weekly fee, miles from home. A file that seems to hold people’s details is refused, and nothing \
                            of it is kept."
    )]
    Placements(LoadRecordsArguments),
    /// Read a directory of local services (Open Referral UK or HSDS) and keep each service as a strength of the place.
    #[command(
        long_about = "Read a directory of local services: Open Referral UK or HSDS, one JSON file or the tables services.csv, organizations.csv, \
                            locations.csv, service_at_location.csv, addresses.csv together. Every fault is said with its place; what is wrong is left out \
                            and the rest is kept. Names and addresses of people are not read. The same directory twice changes nothing."
    )]
    Directory(LoadDirectoryArguments),
    /// Read a file of public indicators (CSV, Excel or Parquet, tidy or wide), say what was noticed, and keep it as columns.
    #[command(
        long_about = "Read indicators of any publisher: Fingertips, Explore Local Statistics, the Local Authority Interactive Tool, the Scottish \
                            benchmarking framework, or any table with areas, periods and figures. Its shape is guessed and said, and everything odd is \
                            told with its cell: areas that no longer exist, two definitions under one name, percentages over 100, rates without \
                            denominators, figures held back. The same file twice adds nothing; a later one adds what is new, and a corrected figure keeps \
                            the old one behind it. Load a register of areas first, so that names have codes: wherewithal load areas FILE."
    )]
    Indicators(LoadDataSetArguments),
    /// Read how many people live where, by age and sex.
    #[command(
        long_about = "Read a population: a row for each area (and sex) with a column for each year of age, or a row for each age. Where the file does \
                            not say of which year it is, say so: --period mid-2020."
    )]
    Population(LoadDataSetArguments),
    /// Read a register of authorities: codes, names, who replaced whom, and codes that changed.
    Areas(LoadDataSetArguments),
    /// Read a published list of which areas are alike.
    #[command(
        long_about = "Read neighbours in the order published: twenty in columns 1 to 20, the Department for Education’s ten with their closeness, \
                            groups whose members are alike, or the peers of one area (--area E08000009)."
    )]
    Neighbours(LoadDataSetArguments),
}

#[derive(Debug, Args)]
pub struct LoadDirectoryArguments {
    /// The files: one JSON file, or the tables that belong together.
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Whose directory it is, as people say.
    #[arg(long, value_name = "NAME")]
    pub title: String,
    /// The licence it comes under.
    #[arg(long, value_name = "LICENCE", default_value = "", hide_default_value = true)]
    pub licence: String,
    #[command(flatten)]
    pub writing: Writing,
}

#[derive(Debug, Args)]
pub struct LoadDataSetArguments {
    /// The files, as they came: CSV, Excel or Parquet. What is said below is said of each.
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// A file that describes its measures: a dictionary with polarity, unit and definition, or metadata as JSON.
    #[arg(long, value_name = "FILE")]
    pub about: Option<PathBuf>,
    /// What to call it. Without it, the file's name.
    #[arg(long, default_value = "", hide_default_value = true)]
    pub title: String,
    /// Who publishes it, where its headings do not say. Codes of its measures begin with it.
    #[arg(long, default_value = "", hide_default_value = true)]
    pub publisher: String,
    /// The licence it is published under. Without one it is shown to partners alone.
    #[arg(long, value_name = "LICENCE", default_value = "", hide_default_value = true)]
    pub licence: String,
    /// Which edition it is: a date, a year, provisional.
    #[arg(long, default_value = "", hide_default_value = true)]
    pub edition: String,
    /// When its figures are of, where no column says so: 2020, 2024/25, mid-2020.
    #[arg(long, default_value = "", hide_default_value = true)]
    pub period: String,
    /// Whose peers it lists, where it does not say: a code or a name.
    #[arg(long, default_value = "", hide_default_value = true)]
    pub area: String,
    /// By which model its neighbours are, where it does not say.
    #[arg(long, default_value = "", hide_default_value = true)]
    pub model: String,
    /// How it writes 84%, where its figures do not make it plain.
    #[arg(long, value_parser = ["84", "0.84"])]
    pub percentages: Option<String>,
    /// Read it and say what was noticed, but keep nothing.
    #[arg(long)]
    pub dry_run: bool,
    #[command(flatten)]
    pub writing: Writing,
}

#[derive(Debug, Args)]
pub struct LoadSpendArguments {
    /// The files: CSV, Excel or a zip folder, as they came. Payments and yearly returns are told apart by the file itself.
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Whose spending, as the file names it or part of that name. Without it, the authorities of the file are named.
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    pub authority: String,
    /// The financial year of the figures, for example 2014-15. Payments carry their own days.
    #[arg(long, value_name = "YYYY-YY", default_value = "", hide_default_value = true)]
    pub year: String,
    /// What its figures count, where the file does not say or says otherwise.
    #[arg(long, value_parser = ["pounds", "thousands"])]
    pub unit: Option<String>,
    #[command(flatten)]
    pub said: SaidOfRecords,
    #[command(flatten)]
    pub writing: Writing,
}

#[derive(Debug, Args)]
pub struct LoadRecordsArguments {
    /// The files, as they came, of any size. What is said below is said of each.
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub said: SaidOfRecords,
    #[command(flatten)]
    pub writing: Writing,
}

/// What a person says of a file of market records.
#[derive(Debug, Clone, Args)]
pub struct SaidOfRecords {
    /// What to call it. Without it, the file's name.
    #[arg(long, default_value = "", hide_default_value = true)]
    pub title: String,
    /// Who publishes it, where the file does not say.
    #[arg(long, default_value = "", hide_default_value = true)]
    pub publisher: String,
    /// The licence it is published under. Without one it is shown to partners alone, and no person's name is read.
    #[arg(long, value_name = "LICENCE", default_value = "", hide_default_value = true)]
    pub licence: String,
    /// Which edition it is: a date, a year, provisional.
    #[arg(long, default_value = "", hide_default_value = true)]
    pub edition: String,
    /// Whose records they are, where the file does not say: a name, or an area's code such as E08000009.
    #[arg(long, value_name = "NAME-OR-CODE", default_value = "", hide_default_value = true)]
    pub buyer: String,
    /// Read it and say what was noticed, but keep nothing.
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct LoadPerformance {
    /// The spreadsheet.
    pub file: PathBuf,
    /// The service it is of, by reference (S-3); without it, every measure of the place is looked for.
    #[arg(long, value_name = "SERVICE")]
    pub service: Option<String>,
    /// Read it and say what was noticed, but keep nothing.
    #[arg(long, conflicts_with_all = ["accept", "leave_out_people"])]
    pub dry_run: bool,
    /// Accept it although things ask for an answer: the safe answers stand.
    #[arg(long)]
    pub accept: bool,
    /// Go on without the columns in which people's details were seen.
    #[arg(long)]
    pub leave_out_people: bool,
    #[command(flatten)]
    pub writing: Writing,
}

#[derive(Debug, Subcommand)]
pub enum Calc {
    /// A control chart (XmR, P′, T or G): limits, signals, variation and assurance.
    Spc(CalcSpc),
    /// Whether an issue is shown to be fixed: criteria C1 to C6 over a baseline and a test period.
    Evidence(Question),
    /// Options weighed on several criteria: additive value, weighted sum, TOPSIS or PROMETHEE II, as the file's `method` says.
    Mcda(Question),
    /// How often each option comes first when weights, and scores, are uncertain.
    Smaa(Question),
    /// A table of counts of people with small ones withheld, and whatever would give them away.
    Disclosure(Question),
    /// Costs and benefits of options: present values, who pays and who gains, what the choice turns on.
    Cba(Question),
    /// Social return on investment: the ratio, what is not counted, and what brings it to 1:1.
    Sroi(Question),
    /// A series carried on: exponential smoothing chosen by AICc, the season before beside it, and which did better on values kept back.
    Forecast(Question),
    /// Demand from people, rates, take-up and intensity: low, central and high by year, and which driver moves it most.
    Cohort(Question),
    /// What prevention, deflection, self-service or a charge saves when fixed costs stay.
    DemandManagement(Question),
    /// Who gains and who loses when a threshold of eligibility moves; a national one is refused.
    Eligibility(Question),
    /// What a cut at one service brings to others, month by month.
    SystemLoad(Question),
    /// How much is missing, part by part: need against the usable capacity of those able.
    Capacity(Question),
    /// The partnership check, the gap in skills, or what a collaboration is worth, as the file's `method` says.
    Relationships(Question),
    /// One place beside its peers: spread, distance, quarters, trend; never a rank.
    Benchmark(Question),
    /// Proportions, rates and age-standardised rates, each with its range.
    Rates(Question),
    /// Which places are most like one, on features you choose.
    Neighbours(Question),
    /// A funnel plot: which places differ by more than chance.
    Funnel(Question),
    /// Which suppliers are one organisation, and why.
    Matching(Question),
    /// How concentrated spending is: shares, the index, and what could not be matched.
    Concentration(Question),
    /// How contested lots are: one bid, none, direct awards, each with the value it covers.
    Competition(Question),
    /// Who comes and who goes: entry, exit, incumbents kept, first awards by kind.
    Flows(Question),
    /// Who depends on whom, and what if the largest supplier leaves.
    Dependency(Question),
    /// Care, transport and placements: offers, days to source, hand-backs, distance, fee against cost.
    CallOffs(Question),
    /// How a market fares sector by sector, each indicator against its thresholds.
    Health(Question),
    /// Which procurements are worth a second look, and why it may mean nothing.
    Flags(Question),
    /// How many would bid, with an interval and the chance of two or more.
    PredictedBids(Question),
    /// How mature a market is, from five items.
    Maturity(Question),
    /// How long a procurement needs, counted back from its first day.
    LeadTime(Question),
    /// Who is shut out by which requirement, and who comes in if it goes.
    Barriers(Question),
    /// How large a lot should be: who is large enough, and what smaller ones cost.
    Lots(Question),
    /// What is offered against what suppliers are asked to invest.
    Commitment(Question),
    /// How long a policy is likely to last.
    Durability(Question),
    /// How far a published pipeline can be relied on.
    Pipeline(Question),
    /// The best use of a shared budget within every limit, with how much better any plan could be.
    Allocate(CalcAllocate),
    /// A budget decided by votes: what equal shares funds, and the usual count beside it.
    EqualShares(CalcEqualShares),
    /// What comes first, from choices between two: strengths with their standard errors, for all and for each group.
    BradleyTerry(Question),
    /// Ordered lists counted together: Borda, mean place, and each pair by majority.
    Ranking(Question),
    /// Points given out among items, by group.
    Points(Question),
    /// How far lists agree, two by two and all together, and where they differ.
    Agreement(Question),
    /// Who took part against the people it is about, by group, with the gap and whether it is more than chance.
    Reach(Question),
}

#[derive(Debug, Args)]
pub struct CalcEqualShares {
    /// A question file (JSON with `options` and `input`), or a vote in Pabulib's format (.pb).
    pub file: PathBuf,
    /// Of a .pb file: what a funded project is worth to each who approves of it.
    #[arg(long, value_parser = ["cost", "cardinality"])]
    pub utility: Option<String>,
    /// Of a .pb file: what is done with money left over.
    #[arg(long, value_parser = ["none", "votes", "utilitarian_greedy"])]
    pub completion: Option<String>,
    /// Of a .pb file: which of two that stand alike goes first.
    #[arg(long, value_parser = ["by_id", "cheapest", "most_votes"])]
    pub ties: Option<String>,
    /// Of a .pb file: the column of its votes that says which group a ballot is of.
    #[arg(long, value_name = "COLUMN")]
    pub group: Option<String>,
}

#[derive(Debug, Args)]
pub struct CalcAllocate {
    /// A question file: JSON with `options` and `input`.
    pub file: PathBuf,
    /// Stop after so many seconds with the best plan known then. What was done is kept in the answer.
    #[arg(long, value_name = "SECONDS", default_value_t = 20.0)]
    pub seconds: f64,
}

#[derive(Debug, Args)]
pub struct Question {
    /// A question file: JSON with `options` and `input`.
    pub file: PathBuf,
}

#[derive(Debug, Args)]
pub struct CalcSpc {
    /// A question file: JSON with `options` and `input`.
    #[arg(required_unless_present = "batch", conflicts_with = "batch")]
    pub file: Option<PathBuf>,
    /// Many series at once: CSV with the columns series,date,value.
    #[arg(long, value_name = "FILE.csv", requires = "improvement")]
    pub batch: Option<PathBuf>,
    /// Which way is good, for every series of the batch.
    #[arg(long, value_enum)]
    pub improvement: Option<Improvement>,
    /// The aim, for every series of the batch, in the series' own unit.
    #[arg(long)]
    pub target: Option<f64>,
    /// Keep outlying moving ranges, as NHS England's own workbook does.
    #[arg(long)]
    pub no_screen: bool,
    /// How many points rising or falling make a trend.
    #[arg(long, value_parser = ["6", "7"])]
    pub trend: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Improvement {
    Increase,
    Decrease,
    Neutral,
}

impl Improvement {
    pub fn code(self) -> &'static str {
        match self {
            Improvement::Increase => "increase",
            Improvement::Decrease => "decrease",
            Improvement::Neutral => "neutral",
        }
    }
}

#[derive(Debug, Args)]
pub struct CaseArguments {
    /// The case's reference, for example C-1.
    pub case: String,
    #[command(flatten)]
    pub writing: Writing,
}

#[derive(Debug, Args)]
pub struct Ready {
    /// The service's reference, for example S-1.
    pub service: String,
    /// The change asked of: the code of a delivery model. Without it, the service's staying as it is.
    #[arg(long, value_name = "MODEL", default_value = "as_now")]
    pub change: String,
    /// The case it is asked in, for example C-1: its looks, circumstances and terms count.
    #[arg(long, value_name = "CASE")]
    pub case: Option<String>,
    /// What goes, where only a part does, as the case names it.
    #[arg(long, value_name = "PART", default_value = "")]
    pub part: String,
    #[command(flatten)]
    pub writing: Writing,
}

#[derive(Debug, Subcommand)]
pub enum Export {
    /// A decision paper: the same bytes as its page gives.
    #[command(
        long_about = "The paper of a decision (D-1), as it was decided on, or a paper that is still being written (DP-1). In Word, in PDF \
                            (tagged, PDF/UA-1) or in Excel, with a sheet for each working. Part 2 is what is exempt; the summary is two pages for a councillor."
    )]
    Paper(ExportPaper),
    /// Published contracts, as OCDS 1.1 with the UK extension.
    Ocds(ExportOpenData),
    /// Published grants, as 360Giving.
    Grants(ExportOpenData),
}

#[derive(Debug, Args)]
pub struct ExportOpenData {
    /// Where the file will be published: its address stands in it.
    #[arg(long, value_name = "ADDRESS", default_value = "https://localhost/open-data")]
    pub address: String,
    /// The file to write. Without it, contracts.json or grants.json. It must not be there yet.
    #[arg(long, value_name = "FILE")]
    pub to: Option<PathBuf>,
    #[command(flatten)]
    pub writing: Writing,
}

#[derive(Debug, Args)]
pub struct ExportPaper {
    /// The decision's reference, for example D-1, or a paper's, for example DP-1.
    pub decision: String,
    /// What kind of file.
    #[arg(long, value_parser = ["docx", "pdf", "xlsx"], default_value = "docx")]
    pub format: String,
    /// Which part.
    #[arg(long, value_parser = ["part-1", "part-2", "summary"], default_value = "part-1")]
    pub part: String,
    /// The file to write. Without it, a file named after the decision and the part. It must not be there yet.
    #[arg(long, value_name = "FILE")]
    pub to: Option<PathBuf>,
    #[command(flatten)]
    pub writing: Writing,
}

#[derive(Debug, Args)]
pub struct VerifyArguments {
    /// The decision's reference, for example D-1.
    pub decision: String,
    #[command(flatten)]
    pub writing: Writing,
}

#[derive(Debug, Subcommand)]
pub enum Audit {
    /// Check every line of the audit trail against the one before it and against its head.
    Verify(Place),
}

#[derive(Debug, Args)]
pub struct Backup {
    /// The file to write. It must not be there yet.
    pub file: PathBuf,
    #[command(flatten)]
    pub writing: Writing,
}

#[derive(Debug, Args)]
pub struct Restore {
    /// The back-up to read.
    pub file: PathBuf,
    #[command(flatten)]
    pub place: Place,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_holds_together() {
        super::Arguments::command().debug_assert();
    }
}
