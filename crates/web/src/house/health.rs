//! `GET /health`: 200 with the version and the state of the database, for whoever watches the machine.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::app::App;

/// 200 where the records answer, 503 where they do not. Says nothing that is not for everybody.
pub async fn show(State(app): State<App>) -> Response {
    let (status, database) = match app.desk.pool.schema().await {
        Ok(step) => (StatusCode::OK, json!({ "engine": app.desk.pool.engine(), "answers": true, "step": step })),
        Err(error) => {
            tracing::error!(%error, "the records did not answer a question about their health");
            (StatusCode::SERVICE_UNAVAILABLE, json!({ "engine": app.desk.pool.engine(), "answers": false }))
        }
    };
    (status, Json(json!({ "version": env!("CARGO_PKG_VERSION"), "database": database }))).into_response()
}
