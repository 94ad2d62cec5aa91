//! The tables that market records are kept in: names, columns and what each means.

use ColumnKind::{Count, Date, Flag, Money, Number, Text};

/// A table of market records. Each is kept as columns under its own name, and asked of in SQL by that name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MarketTable {
    /// Organisations as files name them.
    Parties,
    /// Payments of an authority.
    Payments,
    /// Procurement processes in their present state.
    Processes,
    /// Lots of a process, with how many bid.
    Lots,
    Bids,
    /// Awards: a row for each supplier of each award.
    Awards,
    /// Contracts and agreements, from notices and from registers.
    Contracts,
    Grants,
    /// Registered providers: homes, agencies, charities.
    Providers,
    /// Requests for placements, packages and routes, with what was offered.
    Placements,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    Text,
    Date,
    /// Decimal(18, 2) of the row's currency.
    Money,
    Count,
    /// A double: nothing is summed over it.
    Number,
    Flag,
}

impl ColumnKind {
    pub fn name(self) -> &'static str {
        match self {
            Text => "text",
            Date => "date",
            Money => "money",
            Count => "count",
            Number => "number",
            Flag => "flag",
        }
    }

    pub fn is_number(self) -> bool {
        matches!(self, Money | Count | Number)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    pub name: &'static str,
    pub kind: ColumnKind,
    pub meaning: &'static str,
}

const fn column(name: &'static str, kind: ColumnKind, meaning: &'static str) -> Column {
    Column { name, kind, meaning }
}

impl MarketTable {
    pub const ALL: [MarketTable; 10] = [
        MarketTable::Parties,
        MarketTable::Payments,
        MarketTable::Processes,
        MarketTable::Lots,
        MarketTable::Bids,
        MarketTable::Awards,
        MarketTable::Contracts,
        MarketTable::Grants,
        MarketTable::Providers,
        MarketTable::Placements,
    ];

    /// As SQL names it.
    pub fn name(self) -> &'static str {
        match self {
            MarketTable::Parties => "parties",
            MarketTable::Payments => "payments",
            MarketTable::Processes => "processes",
            MarketTable::Lots => "lots",
            MarketTable::Bids => "bids",
            MarketTable::Awards => "awards",
            MarketTable::Contracts => "contracts",
            MarketTable::Grants => "grants",
            MarketTable::Providers => "providers",
            MarketTable::Placements => "placements",
        }
    }

    /// The table of a name.
    pub fn named(name: &str) -> Option<MarketTable> {
        MarketTable::ALL.into_iter().find(|table| table.name() == name)
    }

    /// In the order rows are given. The last of each is `source_row`: the line, the row or the release of its file, counted from one.
    pub fn columns(self) -> &'static [Column] {
        match self {
            MarketTable::Parties => PARTIES,
            MarketTable::Payments => PAYMENTS,
            MarketTable::Processes => PROCESSES,
            MarketTable::Lots => LOTS,
            MarketTable::Bids => BIDS,
            MarketTable::Awards => AWARDS,
            MarketTable::Contracts => CONTRACTS,
            MarketTable::Grants => GRANTS,
            MarketTable::Providers => PROVIDERS,
            MarketTable::Placements => PLACEMENTS,
        }
    }
}

const SOURCE_ROW: Column = column("source_row", Count, "the line, row or release of its file, counted from one");

const PARTIES: &[Column] = &[
    column("party", Text, "key that other tables name it by"),
    column("name", Text, "as the file writes it"),
    column("company", Text, "Companies House number, eight characters"),
    column("charity", Text, "charity number"),
    column("mutual", Text, "Mutuals Public Register number"),
    column("ppon", Text, "number in the central register of suppliers and buyers"),
    column("vat", Text, "VAT number"),
    column("other", Text, "any other identifier, SCHEME-id"),
    column("postcode", Text, "postcode of its address"),
    column("region", Text, "region of its address, as the file writes it"),
    column("scale", Text, "sme or large, as the file says"),
    column("vcse", Flag, "voluntary, community or social enterprise, as the file says"),
    SOURCE_ROW,
];

const PAYMENTS: &[Column] = &[
    column("buyer", Text, "key of who paid"),
    column("supplier", Text, "key of who was paid"),
    column("supplier_name", Text, "as the file writes it"),
    column("paid", Date, "day of payment"),
    column("amount", Money, "net of VAT where the file says so; reversals are negative"),
    column("currency", Text, "ISO 4217"),
    column("category_scheme", Text, "ProClass, CPV, SeRCOP, or empty for the file's own words"),
    column("category_code", Text, "code in that scheme"),
    column("category", Text, "category in words"),
    column("service", Text, "directorate or service area"),
    column("account", Text, "cost centre or type of expense"),
    column("purpose", Text, "what it was for"),
    column("reference", Text, "number of the transaction"),
    column("vcse", Flag, "paid to the voluntary sector, as the file says"),
    SOURCE_ROW,
];

const PROCESSES: &[Column] = &[
    column("process", Text, "open contracting identifier"),
    column("released", Date, "day of its last release"),
    column("buyer", Text, "key of the buyer"),
    column("buyer_name", Text, "as the notice writes it"),
    column("title", Text, "title"),
    column("status", Text, "planning, planned, active, cancelled, unsuccessful, complete, withdrawn"),
    column("method", Text, "open, selective, limited or direct"),
    column("method_details", Text, "the procedure in the notice's own words"),
    column(
        "regime",
        Text,
        "act_2023, light_touch, provider_selection, below_threshold, regulations_2015, or empty where it cannot be told",
    ),
    column("category", Text, "goods, services or works"),
    column("cpv", Text, "CPV code of the whole, eight digits"),
    column("value", Money, "estimated value"),
    column("currency", Text, "ISO 4217"),
    column("published", Date, "day the tender was published"),
    column("closes", Date, "last day for bids"),
    column("starts", Date, "first day of the contract sought"),
    column("ends", Date, "last day of the contract sought"),
    column("tenderers", Count, "number of tenderers, where the notice says"),
    column("suits_sme", Flag, "said to suit small and medium bodies"),
    column("suits_vcse", Flag, "said to suit voluntary bodies"),
    column("above_threshold", Flag, "above the threshold, as the notice says"),
    column("region", Text, "where it is to be delivered"),
    column("kind", Text, "contract, framework, dynamic (purchasing system or market), call_off, or empty"),
    SOURCE_ROW,
];

const LOTS: &[Column] = &[
    column("process", Text, "open contracting identifier"),
    column("lot", Text, "lot, or empty for the whole process"),
    column("title", Text, "title"),
    column("value", Money, "estimated value"),
    column("bids", Count, "bids received (at the final stage, where stages are told apart); none where no notice says"),
    column("valid_bids", Count, "valid bids"),
    column("sme_bids", Count, "bids of small and medium bodies"),
    column("vcse_bids", Count, "bids of voluntary bodies"),
    column("lowest", Money, "lowest valid bid"),
    column("highest", Money, "highest valid bid"),
    SOURCE_ROW,
];

const BIDS: &[Column] = &[
    column("process", Text, "open contracting identifier"),
    column("bid", Text, "identifier of the bid"),
    column("lot", Text, "lot, or empty"),
    column("status", Text, "invited, pending, valid, disqualified, withdrawn"),
    column("bidder", Text, "key of the bidder"),
    column("amount", Money, "price bid"),
    column("currency", Text, "ISO 4217"),
    column("made", Date, "day of the bid"),
    SOURCE_ROW,
];

const AWARDS: &[Column] = &[
    column("process", Text, "open contracting identifier"),
    column("award", Text, "identifier of the award"),
    column("lot", Text, "lot, or empty"),
    column("status", Text, "pending, active, cancelled, unsuccessful"),
    column("awarded", Date, "day of the award"),
    column("buyer", Text, "key of the buyer"),
    column("supplier", Text, "key of this supplier"),
    column("supplier_name", Text, "as the notice writes it"),
    column("suppliers", Count, "suppliers of this award"),
    column("amount", Money, "value of the whole award: sum it over one supplier of each, never over all"),
    column("part", Money, "this supplier's part: the value in equal parts, odd pence to the first, where the notice does not divide it"),
    column("currency", Text, "ISO 4217"),
    column("cpv", Text, "CPV code of its first item, else of the process"),
    column("starts", Date, "first day"),
    column("ends", Date, "last day"),
    SOURCE_ROW,
];

const CONTRACTS: &[Column] = &[
    column("contract", Text, "identifier, or the register's reference"),
    column("process", Text, "open contracting identifier, or empty"),
    column("award", Text, "identifier of its award, or empty"),
    column("buyer", Text, "key of the buyer"),
    column("supplier", Text, "key of the supplier"),
    column("supplier_name", Text, "as the file writes it"),
    column("title", Text, "title"),
    column("kind", Text, "contract, framework, dynamic, call_off, placement, grant, pooled, or empty where it cannot be told"),
    column("regime", Text, "as of processes"),
    column("route", Text, "how it was let, in the file's own words"),
    column("status", Text, "pending, active, cancelled, terminated"),
    column("starts", Date, "first day"),
    column("ends", Date, "last day as it stands"),
    column("ends_text", Text, "what stands where a last day should, where it is no day: TBC"),
    column("ends_extended", Date, "last day were every extension taken"),
    column("extensions", Text, "extension options in the file's own words"),
    column("signed", Date, "day it was signed"),
    column("amount", Money, "whole value"),
    column("annual", Money, "value of a year"),
    column("currency", Text, "ISO 4217"),
    column("paid", Money, "sum of the payments the notice tells of"),
    column("category_scheme", Text, "CPV or ProClass"),
    column("category_code", Text, "code in that scheme"),
    column("category", Text, "category in words"),
    column("service", Text, "directorate or service area"),
    column("sme", Flag, "supplier is small or medium, as the file says"),
    column("vcse", Flag, "supplier is voluntary, as the file says"),
    SOURCE_ROW,
];

const GRANTS: &[Column] = &[
    column("grant", Text, "identifier"),
    column("funder", Text, "key of the funder"),
    column("recipient", Text, "key of the recipient"),
    column("recipient_name", Text, "as the file writes it"),
    column("title", Text, "title"),
    column("amount", Money, "awarded"),
    column("applied", Money, "applied for"),
    column("currency", Text, "ISO 4217"),
    column("awarded", Date, "day of the award"),
    column("starts", Date, "first day planned"),
    column("ends", Date, "last day planned"),
    column("programme", Text, "programme"),
    column("area", Text, "code of the place it is for"),
    column("place", Text, "the place in words"),
    SOURCE_ROW,
];

const PROVIDERS: &[Column] = &[
    column("register", Text, "ofsted, cqc, charities, or the list's own name"),
    column("urn", Text, "number in that register"),
    column("provider", Text, "key of the provider"),
    column("owner", Text, "key of the body that owns it, where the list says"),
    column("name", Text, "as the list writes it"),
    column("kind", Text, "children's home, care home, home care, fostering agency, charity: the list's own words"),
    column("sector", Text, "private, voluntary, local authority, health, or empty"),
    column("area", Text, "code of the authority it lies in"),
    column("area_name", Text, "the authority in words"),
    column("region", Text, "region in words"),
    column("postcode", Text, "postcode"),
    column("places", Count, "registered places"),
    column("rating", Text, "latest judgement in the inspector's words"),
    column("rated", Date, "day of that judgement"),
    column("status", Text, "active, suspended, closed, in the list's words"),
    column("registered", Date, "day of registration"),
    column("vacancies", Count, "places free, where the list says"),
    SOURCE_ROW,
];

const PLACEMENTS: &[Column] = &[
    column("request", Text, "reference of the request: never a person's name or number"),
    column("buyer", Text, "key of who asks"),
    column("service", Text, "what is asked for: home care, a children's placement, a school route"),
    column("place", Text, "for which place or zone"),
    column("asked", Date, "day of the request"),
    column("offers", Count, "offers received"),
    column("sourced", Date, "day one was taken"),
    column("supplier", Text, "key of the provider"),
    column("supplier_name", Text, "as the file writes it"),
    column("ended", Date, "day it ended"),
    column("handed_back", Flag, "handed back by the provider"),
    column("fee", Money, "fee of a week"),
    column("cost_of_care", Money, "what a week is reckoned to cost"),
    column("miles", Number, "miles from home"),
    SOURCE_ROW,
];
