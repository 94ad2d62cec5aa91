//! Deliver: what is in force between those who commission and those who provide.

pub mod add_service;
pub mod arrangements;
pub mod hand_over;
pub mod open_data;
pub mod payment_shares;
pub mod wrong_order;

use crate::router::Routes;

pub fn routes() -> Routes {
    Routes::new()
        .and(add_service::routes())
        .and(arrangements::routes())
        .and(hand_over::routes())
        .and(open_data::routes())
        .and(wrong_order::routes())
        .and(payment_shares::routes())
}
