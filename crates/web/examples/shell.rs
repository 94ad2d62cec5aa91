//! The pages that need no records, on their own: `cargo run -p web --example shell -- 127.0.0.1:7401`.

use web::app::{App, Shell, router};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let listen = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:7401".into());
    let today = jiff::civil::date(2026, 11, 21);
    let listener = tokio::net::TcpListener::bind(&listen).await?;
    println!("http://{listen}/library/components");
    axum::serve(listener, router(App::new(Shell::demo("Northvale", today)), axum::Router::new())).await?;
    Ok(())
}
