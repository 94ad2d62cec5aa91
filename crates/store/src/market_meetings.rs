//! Meetings with the market, and what was learned at them.

use model::id::MarketMeetingId;
use model::market_meeting::MarketMeeting;

use crate::kept::{Kept, plain_functions};
use crate::tx::Value;

impl Kept for MarketMeeting {
    type Id = MarketMeetingId;
    const NOUN: &'static str = "meeting with the market";
    const TABLE: &'static str = "market_meetings";
    const PREFIX: Option<&'static str> = Some("MK");
    const COLUMNS: &'static [&'static str] = &["held_on"];

    fn columns(&self) -> Vec<Value> {
        vec![Value::day(self.on)]
    }
}

plain_functions!(MarketMeeting, MarketMeetingId, by_reference);
