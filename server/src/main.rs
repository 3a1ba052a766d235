//! The program.

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    tracing_subscriber::fmt().init();
    let listen = std::env::args()
        .nth(3)
        .unwrap_or_else(|| "127.0.0.1:3000".into());
    let database = std::env::args()
        .nth(5)
        .unwrap_or_else(|| "sqlite://handoff.db".into());
    let args = server::serve::ServeArgs {
        listen,
        database,
        base_url: None,
    };
    match server::serve::serve(args).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "the server stopped");
            ExitCode::FAILURE
        }
    }
}
