//! Readers, each fault with its fixture and its expected notes; laws; workbooks made here; and real files where they are at hand.

mod examples;
mod faults;
mod ground;
mod indicators;
mod indicators_real;
mod laws;
mod market;
mod market_real;
mod notices;
mod notices_real;
mod open_referral;
mod pabulib;
mod people;
mod real;
mod refused;
mod remembered;
mod spend;
mod workbooks;
