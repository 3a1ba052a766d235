//! Starts the server, and stops it properly.

use std::{io, net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use app::site::Site;
use handoff::{
    actions::{self, Desk, purge_sessions},
    clock::SystemClock,
    delivery::email::host_of,
    id::Entropy,
    store::{Store, StoreError},
};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::{
    assets,
    channel::{self, AnyCourier, ChannelSettings, HttpCourier, KeyFile, MailboxSettings},
    delivery::{self, Post},
    jobs,
    live::Hub,
    llm::{LlmSettings, SetUpError, connect},
    mail::{MailError, MailSettings, Mailer},
    outgoing::{Outgoing, OutgoingError, OutgoingSettings},
    router::router_for,
    telemetry,
    widget::Visits,
};

/// How long requests that are being answered may take once it was told to stop.
const STOP_WITHIN: Duration = Duration::from_secs(8);

/// What the server is started with.
#[derive(Debug, Clone)]
pub struct ServeArgs {
    /// Where to listen, such as `127.0.0.1:3000`.
    pub listen: String,
    /// The database's address, such as `sqlite://handoff.db`.
    pub database: String,
    /// Where people reach it, when that is not where it listens.
    pub base_url: Option<String>,
    /// How many requests a token may send in a minute; 0 for any number.
    pub requests_a_minute: u32,
    /// How much visitors of the chat may send.
    pub visits: Visits,
    /// The language model beside the embedded judge, if there is to be one.
    pub llm: Option<LlmSettings>,
    /// Where webhooks may go and how they are signed.
    pub outgoing: OutgoingSettings,
    /// Where e-mail goes.
    pub mail: MailSettings,
    /// How customers outside are reached.
    pub channel: ChannelSettings,
}

/// Why the server could not start or go on.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Llm(#[from] SetUpError),
    #[error("{0}")]
    Outgoing(#[from] OutgoingError),
    #[error("{0}")]
    Mail(#[from] MailError),
    #[error(
        "it cannot listen on {listen}: {error}. Is another program there? Choose another with --listen."
    )]
    Listen { listen: String, error: io::Error },
    #[error("the services that customers are reached through cannot be called: {0}")]
    Courier(String),
    #[error(
        "the key for credentials could not be made: {0}. Choose another place with HANDOFF_SECRET_KEY_FILE."
    )]
    Key(io::Error),
    #[error("it stopped: {0}")]
    Io(#[from] io::Error),
}

/// Opens the database and serves it until told to stop.
pub async fn serve(args: ServeArgs) -> Result<(), ServeError> {
    telemetry::start();
    let clock = Arc::new(SystemClock);
    let llm = args.llm.as_ref().map(|llm| connect(llm, clock.clone()));
    let llm = llm.transpose()?;
    let store = Store::open(&args.database).await?;
    let desk = Desk::new(store, clock, Arc::new(Entropy::from_system())).with_llm(llm);
    let desk = desk.with_requests_a_minute(args.requests_a_minute);
    serve_desk(desk, &args).await
}

/// Serves an open desk until told to stop.
pub async fn serve_desk(desk: Desk, args: &ServeArgs) -> Result<(), ServeError> {
    telemetry::start();
    let outgoing = Outgoing::new(args.outgoing.clone())?;
    let listener = TcpListener::bind(&args.listen).await;
    let listener = listener.map_err(|error| ServeError::Listen {
        listen: args.listen.clone(),
        error,
    })?;
    let address = listener.local_addr()?;
    let base_url = args
        .base_url
        .clone()
        .unwrap_or_else(|| format!("http://{address}"));
    let desk = desk.with_base_url(&base_url);
    let mailer = Mailer::new(&args.mail, host_of(&desk.base_url))?;
    let courier = HttpCourier::new(&args.channel).map_err(ServeError::Courier)?;
    let courier = Arc::new(courier);
    let any = AnyCourier {
        http: courier.clone(),
        mailer: mailer.clone(),
        clock: desk.clock.clone(),
    };
    let reaching = reaching(args, (&desk.base_url, any))?;
    let desk = desk.with_post(reaching);
    let post = Post {
        mailer,
        outgoing,
        courier,
    };
    let site = Site {
        desk: desk.clone(),
        assets: assets::addresses(),
        base_url: desk.base_url.to_string(),
        mail: args.mail.for_people(),
    };
    let stopping = CancellationToken::new();
    let hub = Hub::start(desk.store.clone(), stopping.clone());
    let mailboxes = MailboxSettings::new(args.outgoing.reach.clone());
    let mail = (args.channel.inbound_mail.clone(), mailboxes);
    let working = tokio::spawn(futures::future::join4(
        jobs::run(desk.clone(), stopping.clone()),
        delivery::run(desk.clone(), post, stopping.clone()),
        jobs::look_after_line(desk.clone(), stopping.clone()),
        take_in_mail(desk.clone(), mail, stopping.clone()),
    ));
    seal_webhooks(&desk).await;
    if let Err(error) = purge_sessions(&desk).await {
        tracing::warn!(%error, "old sessions could not be forgotten");
    }
    announce(address, &site.base_url);
    let stop = stopping.clone();
    let router = router_for(site, hub, args.visits.clone());
    let router = router.into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, router).with_graceful_shutdown(async move {
        told_to_stop().await;
        stop.cancel();
    });
    tokio::select! {
        done = serving.into_future() => done?,
        () = too_long(&stopping) => tracing::warn!("requests that did not end in time were cut off"),
    }
    stopping.cancel();
    if let Err(error) = working.await {
        tracing::warn!(%error, "the outgoing work did not stop properly");
    }
    desk.store.close().await;
    Ok(())
}

/// Customers' mail comes in from a folder and from mailboxes, until the server stops.
async fn take_in_mail(
    desk: Desk,
    (folder, settings): (Option<PathBuf>, MailboxSettings),
    stopping: CancellationToken,
) {
    let in_folder = channel::run_mail(desk.clone(), folder, stopping.clone());
    futures::future::join(in_folder, channel::run_mailboxes(desk, settings, stopping)).await;
}

/// Seals what was kept before there was a key.
async fn seal_webhooks(desk: &Desk) {
    let Some(post) = &desk.post else {
        return;
    };
    let ring = match post.keys.keyring() {
        Ok(ring) => ring,
        Err(error) => {
            tracing::warn!(%error, "the secrets of webhooks are kept as they are");
            return;
        }
    };
    match actions::seal_webhooks(desk, &ring).await {
        Ok(0) => {}
        Ok(count) => tracing::info!(count, "the secrets of webhooks were sealed"),
        Err(error) => tracing::warn!(%error, "the secrets of webhooks could not be sealed"),
    }
}

/// What reaches customers outside.
fn reaching(
    args: &ServeArgs,
    (base_url, courier): (&str, AnyCourier),
) -> Result<actions::Post, ServeError> {
    let keys = KeyFile::of(args.channel.key_file.as_deref(), &args.database);
    if keys
        .ensure(&Entropy::from_system())
        .map_err(ServeError::Key)?
        && let Some(path) = keys.path()
    {
        tracing::info!(file = %path.display(), "a key for credentials was made; keep a copy of it beside those of the database, but not with them");
    }
    Ok(actions::Post {
        courier: Arc::new(courier),
        keys: Arc::new(keys),
        base_url: base_url.to_owned(),
    })
}

fn announce(address: SocketAddr, base_url: &str) {
    tracing::info!("Handoff listens on {address}. Open {base_url} in a browser; Ctrl+C stops it.");
}

/// Waits until it was told to stop, and then as long as those who are being answered may take.
async fn too_long(stopping: &CancellationToken) {
    stopping.cancelled().await;
    tokio::time::sleep(STOP_WITHIN).await;
}

/// Waits for Ctrl+C or a request to end.
async fn told_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut ended) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupted => {}
                _ = ended.recv() => {}
            }
            return;
        }
    }
    let _ = interrupted.await;
}
