//! Serving: connections in, pages out, until told to stop.

use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// How long what is being answered may take once the program was told to stop. Whoever keeps a connection open for longer is cut off.
pub const LAST_ANSWERS: Duration = Duration::from_secs(10);

/// Serves `pages` until `stop` ends; then takes no new connection, lets what is being answered finish, and returns.
pub async fn serve(listener: TcpListener, pages: Router, stop: impl Future<Output = ()> + Send + 'static) -> std::io::Result<()> {
    let (told, hears) = watch::channel(false);
    let stopping = async move {
        stop.await;
        let _ = told.send(true);
    };
    // Throttling of sign-in counts by address, so that each request carries its own.
    let pages = pages.into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, pages).with_graceful_shutdown(stopping);
    tokio::select! {
        ended = serving.into_future() => ended,
        () = too_late(hears) => Ok(()),
    }
}

async fn too_late(mut hears: watch::Receiver<bool>) {
    if hears.wait_for(|told| *told).await.is_err() {
        // Nobody can tell us any more, because serving has ended by itself.
        std::future::pending::<()>().await;
    }
    tokio::time::sleep(LAST_ANSWERS).await;
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpStream;
    use tokio::sync::oneshot;

    #[tokio::test]
    async fn what_is_being_answered_finishes_and_then_nobody_is_let_in() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let here = listener.local_addr().expect("an address");
        let (entered, in_the_page) = oneshot::channel::<()>();
        let entered = std::sync::Arc::new(std::sync::Mutex::new(Some(entered)));
        let slow = move || {
            let entered = entered.clone();
            async move {
                if let Some(entered) = entered.lock().expect("ours").take() {
                    let _ = entered.send(());
                }
                tokio::time::sleep(Duration::from_millis(150)).await;
                "whole"
            }
        };
        let pages = Router::new().route("/", get(slow));
        let (stop, stopped) = oneshot::channel::<()>();
        let served = tokio::spawn(serve(listener, pages, async move {
            let _ = stopped.await;
        }));
        let mut asking = TcpStream::connect(here).await.expect("connects");
        asking.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.expect("asks");
        in_the_page.await.expect("is being answered");
        stop.send(()).expect("is told to stop");
        let mut answer = String::new();
        asking.read_to_string(&mut answer).await.expect("answers");
        assert!(answer.ends_with("whole"), "{answer}");
        served.await.expect("ends").expect("well");
        assert!(TcpStream::connect(here).await.is_err());
    }
}
