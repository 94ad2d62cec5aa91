//! Pages about the product itself, open to everybody.

use axum::Router;

use crate::app::App;

pub fn routes() -> Router<App> {
    Router::new()
}
