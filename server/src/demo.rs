//! Runs a server with a sample world that is thrown away afterwards.

use std::error::Error;

use crate::serve::ServeArgs;

/// Where the demo listens.
#[derive(Debug, Clone)]
pub struct DemoArgs {
    pub listen: String,
}

/// Serves the sample world until the program is told to stop.
pub async fn demo(args: DemoArgs) -> Result<(), Box<dyn Error + Send + Sync>> {
    crate::serve::serve(ServeArgs {
        listen: args.listen,
        database: "sqlite://handoff-demo.db".into(),
        base_url: None,
    })
    .await
}
