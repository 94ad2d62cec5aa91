//! What people say of suppliers that are one, or two.

use model::id::SupplierLinkId;
use model::supplier_link::SupplierLink;

use crate::kept::{Kept, plain_functions};
use crate::tx::Value;

impl Kept for SupplierLink {
    type Id = SupplierLinkId;
    const NOUN: &'static str = "word on who is who";
    const TABLE: &'static str = "supplier_links";
    const PREFIX: Option<&'static str> = Some("SW");
    const COLUMNS: &'static [&'static str] = &[];

    fn columns(&self) -> Vec<Value> {
        vec![]
    }
}

plain_functions!(SupplierLink, SupplierLinkId, by_reference);
