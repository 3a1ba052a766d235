//! Runs a server with a sample world that is thrown away afterwards.

use std::{
    io::{self, Write},
    path::PathBuf,
    sync::Arc,
};

use handoff::{
    actions::{Desk, REQUESTS_A_MINUTE},
    clock::{Clock, FixedClock, SystemClock},
    id::Entropy,
    samples::{self, World},
    store::Store,
};

use crate::{
    channel::ChannelSettings,
    llm::{LlmSettings, SetUpError, connect},
    mail::{MailSettings, MailWay},
    outgoing::OutgoingSettings,
    serve::{ServeArgs, ServeError, serve_desk},
    widget::Visits,
};

/// Where the demo listens.
#[derive(Debug, Clone)]
pub struct DemoArgs {
    pub listen: String,
    /// The language model for what is written from now on. The fortnight before was read without one.
    pub llm: Option<LlmSettings>,
    /// Where and how webhooks go.
    pub outgoing: OutgoingSettings,
    /// Where e-mail goes; without a mail server, into the folder that is thrown away.
    pub mail: MailSettings,
    /// How customers outside are reached.
    pub channel: ChannelSettings,
    /// How much visitors of the chat may send.
    pub visits: Visits,
}

/// Why there is no demo.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    #[error("the sample world could not be made: {0}")]
    Sample(#[from] samples::SampleError),
    #[error(transparent)]
    Serve(#[from] ServeError),
    #[error("{0}")]
    Llm(#[from] SetUpError),
    #[error("the throw-away database could not be made: {0}")]
    Folder(#[from] io::Error),
}

/// A folder that is gone when the demo ends.
struct ThrowAway(PathBuf);

impl ThrowAway {
    fn new(entropy: &Entropy) -> io::Result<Self> {
        let folder = std::env::temp_dir().join(format!("handoff-demo-{}", entropy.public_key()));
        std::fs::create_dir(&folder)?;
        Ok(Self(folder))
    }
}

impl Drop for ThrowAway {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, folder = %self.0.display(), "the throw-away database is still there");
        }
    }
}

/// Serves the sample world until the program is told to stop.
pub async fn demo(args: DemoArgs) -> Result<(), DemoError> {
    let entropy = Arc::new(Entropy::from_system());
    let clock = Arc::new(SystemClock);
    let llm = args.llm.as_ref().map(|llm| connect(llm, clock.clone()));
    let llm = llm.transpose()?;
    let folder = ThrowAway::new(&entropy)?;
    let database = format!("sqlite://{}/handoff.db", folder.0.display());
    let store = Store::open(&database).await.map_err(ServeError::from)?;
    let world = fill(store.clone(), entropy.clone()).await?;
    tell(&args.listen, &world)?;
    let desk = Desk::new(store, clock, entropy).with_llm(llm);
    let mail = match args.mail.way {
        MailWay::Folder(_) => MailSettings {
            way: MailWay::Folder(folder.0.join("mail")),
            ..args.mail
        },
        MailWay::Smtp(_) => args.mail,
    };
    let args = ServeArgs {
        requests_a_minute: REQUESTS_A_MINUTE,
        visits: args.visits,
        listen: args.listen,
        database,
        base_url: None,
        llm: args.llm,
        outgoing: args.outgoing,
        mail,
        channel: args.channel,
    };
    Ok(serve_desk(desk, &args).await?)
}

/// Lives the last months of the sample world, on a clock of its own.
async fn fill(store: Store, entropy: Arc<Entropy>) -> Result<World, samples::SampleError> {
    let now = SystemClock.now();
    let clock = Arc::new(FixedClock::at(now));
    let desk = Desk::new(store, clock.clone(), entropy);
    samples::fill_with_past(&desk, &clock, now).await
}

/// Says where it is and who can sign in.
fn tell(listen: &str, world: &World) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "A shop with its conversations, made up and thrown away when you stop (Ctrl+C).\n"
    )?;
    writeln!(out, "  the desk       http://{listen}/")?;
    writeln!(
        out,
        "  the shop       http://{listen}/widget/preview?agent={}\n",
        world.shop
    )?;
    writeln!(
        out,
        "Sign in as one of these, all with the password “{}”:\n",
        samples::PASSWORD
    )?;
    for sign_in in &world.sign_ins {
        writeln!(
            out,
            "  {:<32} {} ({})",
            sign_in.email,
            sign_in.name,
            sign_in.role.as_str()
        )?;
    }
    writeln!(out)?;
    out.flush()
}
