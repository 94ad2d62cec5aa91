//! A release, borrowed from the bytes it stands in: what the market's tables ask of one, in every vintage of the standard (1.0 with its
//! buyer and suppliers written out where they stand, 1.1 with its list of parties) and with the UK extension's fields.

use serde::Deserialize;

use super::loose::{Amount, Flag, List, Maybe, Number, There, Txt, listed};

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Release<'a> {
    #[serde(borrow)]
    pub ocid: Txt<'a>,
    #[serde(borrow)]
    pub id: Txt<'a>,
    #[serde(borrow)]
    pub date: Txt<'a>,
    #[serde(borrow)]
    pub tag: List<Txt<'a>>,
    #[serde(borrow)]
    pub parties: List<Organisation<'a>>,
    #[serde(borrow)]
    pub buyer: Maybe<Organisation<'a>>,
    #[serde(borrow)]
    pub tender: Maybe<Tender<'a>>,
    #[serde(borrow)]
    pub bids: Maybe<Bids<'a>>,
    #[serde(borrow)]
    pub awards: List<Award<'a>>,
    #[serde(borrow)]
    pub contracts: List<Contract<'a>>,
    /// As some early publishers spell it.
    #[serde(borrow)]
    pub contract: List<Contract<'a>>,
    pub planning: There,
    // Not of a release: what tells a record or a package from one.
    pub compiled_release: There,
    pub versioned_release: There,
    pub releases: There,
    pub records: There,
    #[serde(borrow)]
    pub url: Txt<'a>,
}

impl Release<'_> {
    pub fn is_wrapped(&self) -> bool {
        self.compiled_release.0 || self.versioned_release.0 || self.releases.0 || self.records.0
    }

    /// Says something of a process beyond its name.
    pub fn says_something(&self) -> bool {
        self.planning.0
            || self.tender.0.is_some()
            || self.buyer.0.is_some()
            || self.bids.0.is_some()
            || !(self.awards.is_empty() && self.contracts.is_empty() && self.contract.is_empty() && self.parties.is_empty())
    }

    /// A mere address of a release that is elsewhere.
    pub fn is_link(&self) -> bool {
        !self.url.get().is_empty() && !self.says_something()
    }

    pub fn is_compiled(&self) -> bool {
        self.tag.iter().any(|tag| tag.get() == "compiled")
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Organisation<'a> {
    #[serde(borrow)]
    pub id: Txt<'a>,
    #[serde(borrow)]
    pub name: Txt<'a>,
    #[serde(borrow)]
    pub identifier: Maybe<Identifier<'a>>,
    #[serde(borrow)]
    pub additional_identifiers: List<Identifier<'a>>,
    #[serde(borrow)]
    pub address: Maybe<Address<'a>>,
    #[serde(borrow)]
    pub details: Maybe<Details<'a>>,
    #[serde(borrow)]
    pub roles: List<Txt<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Identifier<'a> {
    #[serde(borrow)]
    pub scheme: Txt<'a>,
    #[serde(borrow)]
    pub id: Txt<'a>,
    #[serde(borrow)]
    pub legal_name: Txt<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Address<'a> {
    #[serde(borrow)]
    pub region: Txt<'a>,
    #[serde(borrow)]
    pub postal_code: Txt<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Details<'a> {
    #[serde(borrow)]
    pub scale: Txt<'a>,
    pub vcse: Flag,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Tender<'a> {
    #[serde(borrow)]
    pub title: Txt<'a>,
    #[serde(borrow)]
    pub status: Txt<'a>,
    #[serde(borrow)]
    pub procuring_entity: Maybe<Organisation<'a>>,
    #[serde(borrow)]
    pub value: Maybe<Value<'a>>,
    #[serde(borrow)]
    pub procurement_method: Txt<'a>,
    #[serde(borrow)]
    pub procurement_method_details: Txt<'a>,
    #[serde(borrow)]
    pub main_procurement_category: Txt<'a>,
    #[serde(borrow)]
    pub date_published: Txt<'a>,
    #[serde(borrow)]
    pub tender_period: Maybe<Period<'a>>,
    #[serde(borrow)]
    pub contract_period: Maybe<Period<'a>>,
    pub number_of_tenderers: Number,
    /// As some publishers of 1.0 spell it.
    pub number_of_tenders: Number,
    #[serde(borrow)]
    pub items: List<Item<'a>>,
    #[serde(borrow)]
    pub classification: Maybe<Classification<'a>>,
    #[serde(borrow)]
    pub lots: List<Lot<'a>>,
    pub suitability: Maybe<Suitability>,
    pub x_classifications: Maybe<EarlySuitability>,
    pub above_threshold: Flag,
    #[serde(borrow)]
    pub special_regime: List<Txt<'a>>,
    #[serde(borrow)]
    pub legal_basis: Maybe<Classification<'a>>,
    pub techniques: Maybe<Techniques>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Techniques {
    pub has_framework_agreement: Flag,
    pub framework_agreement: There,
    pub has_dynamic_purchasing_system: Flag,
    pub dynamic_purchasing_system: There,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Suitability {
    pub sme: Flag,
    pub vcse: Flag,
}

/// As the first Contracts Finder said it.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct EarlySuitability {
    pub is_suitable_for_sme: Flag,
    pub is_suitable_for_vco: Flag,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Lot<'a> {
    #[serde(borrow)]
    pub id: Txt<'a>,
    #[serde(borrow)]
    pub title: Txt<'a>,
    #[serde(borrow)]
    pub value: Maybe<Value<'a>>,
    #[serde(borrow)]
    pub contract_period: Maybe<Period<'a>>,
    pub suitability: Maybe<Suitability>,
    #[serde(borrow)]
    pub renewal: Maybe<Described<'a>>,
}

/// An option to extend, in words.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Described<'a> {
    #[serde(borrow)]
    pub description: Txt<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Item<'a> {
    #[serde(borrow)]
    pub classification: Maybe<Classification<'a>>,
    #[serde(borrow)]
    pub additional_classifications: List<Classification<'a>>,
    #[serde(borrow)]
    pub delivery_addresses: List<Address<'a>>,
    #[serde(borrow)]
    pub delivery_address: Maybe<Address<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Classification<'a> {
    #[serde(borrow)]
    pub scheme: Txt<'a>,
    #[serde(borrow)]
    pub id: Txt<'a>,
    #[serde(borrow)]
    pub description: Txt<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Value<'a> {
    #[serde(borrow)]
    pub amount: Amount<'a>,
    /// With tax, where only that is told (UK extension).
    #[serde(borrow)]
    pub amount_gross: Amount<'a>,
    #[serde(borrow)]
    pub currency: Txt<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Period<'a> {
    #[serde(borrow)]
    pub start_date: Txt<'a>,
    #[serde(borrow)]
    pub end_date: Txt<'a>,
    #[serde(borrow)]
    pub max_extent_date: Txt<'a>,
}

/// The bids extension, before and after its values were renamed.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Bids<'a> {
    #[serde(borrow)]
    pub statistics: List<Statistic<'a>>,
    #[serde(borrow)]
    pub details: List<Bid<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Statistic<'a> {
    #[serde(borrow)]
    pub measure: Txt<'a>,
    #[serde(borrow)]
    pub value: Amount<'a>,
    #[serde(borrow)]
    pub value_gross: Amount<'a>,
    #[serde(borrow)]
    pub related_lot: Txt<'a>,
    #[serde(borrow)]
    pub related_lots: List<Txt<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Bid<'a> {
    #[serde(borrow)]
    pub id: Txt<'a>,
    #[serde(borrow)]
    pub date: Txt<'a>,
    #[serde(borrow)]
    pub status: Txt<'a>,
    #[serde(borrow)]
    pub tenderers: List<Organisation<'a>>,
    #[serde(borrow)]
    pub value: Maybe<Value<'a>>,
    #[serde(borrow)]
    pub related_lot: Txt<'a>,
    #[serde(borrow)]
    pub related_lots: List<Txt<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Award<'a> {
    #[serde(borrow)]
    pub id: Txt<'a>,
    #[serde(borrow)]
    pub title: Txt<'a>,
    #[serde(borrow)]
    pub status: Txt<'a>,
    #[serde(borrow)]
    pub date: Txt<'a>,
    #[serde(borrow)]
    pub value: Maybe<Value<'a>>,
    #[serde(borrow)]
    pub suppliers: List<Organisation<'a>>,
    #[serde(borrow)]
    pub items: List<Item<'a>>,
    #[serde(borrow)]
    pub contract_period: Maybe<Period<'a>>,
    #[serde(borrow)]
    pub related_lots: List<Txt<'a>>,
    /// As ProZorro spells it.
    #[serde(borrow, rename = "lotID")]
    pub lot_id: Txt<'a>,
    #[serde(borrow)]
    pub renewal: Maybe<Described<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Contract<'a> {
    #[serde(borrow)]
    pub id: Txt<'a>,
    #[serde(borrow, rename = "awardID")]
    pub award_id: Txt<'a>,
    #[serde(borrow)]
    pub title: Txt<'a>,
    #[serde(borrow)]
    pub status: Txt<'a>,
    #[serde(borrow)]
    pub period: Maybe<Period<'a>>,
    #[serde(borrow)]
    pub value: Maybe<Value<'a>>,
    #[serde(borrow)]
    pub items: List<Item<'a>>,
    #[serde(borrow)]
    pub date_signed: Txt<'a>,
    /// No field of the standard, and written by many.
    #[serde(borrow)]
    pub suppliers: List<Organisation<'a>>,
    #[serde(borrow)]
    pub implementation: Maybe<Implementation<'a>>,
    #[serde(borrow)]
    pub renewal: Maybe<Described<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Implementation<'a> {
    #[serde(borrow)]
    pub transactions: List<Transaction<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Transaction<'a> {
    #[serde(borrow)]
    pub value: Maybe<Value<'a>>,
    /// As 1.0 spelled it.
    #[serde(borrow)]
    pub amount: Maybe<Value<'a>>,
}

listed!(Organisation, Identifier, Item, Classification, Lot, Address, Statistic, Bid, Award, Contract, Transaction);

/// Reads one release where it stands. Unknown fields are passed over unread.
pub fn release(line: &[u8]) -> Result<Release<'_>, serde_json::Error> {
    serde_json::from_slice(line)
}
