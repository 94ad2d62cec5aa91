//! The nouns of commissioning: what they are, and which combinations cannot exist.
//!
//! Plain structs with public fields, unless an invariant holds. A noun knows nothing of methods, stores or pages.
//! What is kept of a noun is a [`record::Record`]: the noun, with its owner, its audience and its version.

pub mod allocation;
pub mod area;
pub mod arrangement;
pub mod audience;
pub mod audit;
pub mod budget_change;
pub mod buy_in;
pub mod case;
pub mod control;
pub mod costing;
pub mod data_set;
pub mod decision;
pub mod delivery_model;
pub mod engagement;
pub mod finding;
pub mod fund;
pub mod id;
pub mod issue;
pub mod law;
pub mod measure;
pub mod observation;
pub mod option_sheet;
pub mod organisation;
pub mod outcome;
pub mod paper;
pub mod person;
pub mod place;
pub mod priority;
pub mod promise;
pub mod public_interest;
pub mod readiness;
pub mod record;
pub mod reference;
pub mod reply;
pub mod role;
pub mod service;
pub mod setting;
pub mod skill;
pub mod source;
pub mod spend;
pub mod terms;
pub mod test_period;
pub mod upload;
pub mod workshop;
