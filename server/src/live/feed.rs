//! The event log, followed: read once for the whole program, and handed to every stream.

use std::{sync::Arc, time::Duration};

use handoff::{
    event::Event,
    id::{ConversationId, EventId},
    store::{DeliveryMark, Store, StoreError},
};
use tokio::sync::{broadcast, watch};
use tokio_util::sync::CancellationToken;

use super::here::Sign;

/// The most events read at once.
const BATCH: i64 = 200;

/// How many batches a slow stream may lag behind before it reads the log itself again.
const BACKLOG: usize = 64;

/// How often a shared database is asked, since other programs' commits make no sound here.
const POLL: Duration = Duration::from_secs(1);

/// How long a local one is trusted to make a sound.
const REST: Duration = Duration::from_secs(30);

/// Reads the event log as it grows and hands it on. Cheap to clone.
#[derive(Clone)]
pub struct Hub {
    store: Store,
    sender: broadcast::Sender<Arc<Vec<Event>>>,
    /// Who is where; kept nowhere.
    signs: broadcast::Sender<Sign>,
    /// How far deliveries got, for those who watch them.
    deliveries: watch::Sender<DeliveryMark>,
    /// Streams end when the server stops, or it would wait for them for ever.
    stopping: CancellationToken,
}

impl Hub {
    /// Starts reading.
    #[must_use]
    pub fn start(store: Store, stopping: CancellationToken) -> Self {
        let (sender, _) = broadcast::channel(BACKLOG);
        let (signs, _) = broadcast::channel(BACKLOG);
        let hub = Self {
            store,
            sender,
            signs,
            deliveries: watch::Sender::default(),
            stopping,
        };
        tokio::spawn(hub.clone().run());
        tokio::spawn(hub.clone().run_deliveries());
        hub
    }

    /// Tells every page that somebody is there.
    pub fn sign(&self, sign: Sign) {
        // Nobody listening is fine.
        let _ = self.signs.send(sign);
    }

    /// Who is where, from now on.
    #[must_use]
    pub fn signs(&self) -> broadcast::Receiver<Sign> {
        self.signs.subscribe()
    }

    /// How far deliveries got, from now on.
    #[must_use]
    pub fn deliveries(&self) -> watch::Receiver<DeliveryMark> {
        self.deliveries.subscribe()
    }

    /// An attempt is no event, and may be made by another program: so it is asked after, while anybody watches.
    async fn run_deliveries(self) {
        loop {
            if self.deliveries.receiver_count() > 0 {
                match self.store.delivery_mark().await {
                    Ok(mark) => {
                        self.deliveries.send_if_modified(|seen| {
                            let is_new = *seen != mark;
                            *seen = mark;
                            is_new
                        });
                    }
                    Err(error) => {
                        tracing::warn!(%error, "it could not be read how deliveries get on");
                    }
                }
            }
            tokio::select! {
                () = self.stopping.cancelled() => return,
                () = tokio::time::sleep(POLL) => {}
            }
        }
    }

    async fn run(self) {
        let mut watch = self.store.watch();
        let mut after = *watch.borrow_and_update();
        let pause = if self.store.is_shared() { POLL } else { REST };
        loop {
            match self.store.events_after(after, BATCH).await {
                Ok(events) => {
                    if let Some(last) = events.last() {
                        after = last.id;
                        // Nobody listening is fine.
                        let _ = self.sender.send(Arc::new(events));
                        continue;
                    }
                }
                Err(error) => tracing::warn!(%error, "the event log could not be read"),
            }
            tokio::select! {
                () = self.stopping.cancelled() => return,
                _ = watch.changed() => {}
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    /// What happened after `after`, and what happens from now on; with `only`, to one conversation.
    #[must_use]
    pub fn feed(&self, after: EventId, only: Option<ConversationId>) -> Feed {
        let receiver = self.sender.subscribe();
        Feed {
            store: self.store.clone(),
            receiver,
            after,
            only,
            is_behind: true,
            stopping: self.stopping.clone(),
        }
    }
}

/// One stream's way through the event log.
pub struct Feed {
    store: Store,
    receiver: broadcast::Receiver<Arc<Vec<Event>>>,
    after: EventId,
    only: Option<ConversationId>,
    /// Whether it must read the log itself before it can go on with what is handed out.
    is_behind: bool,
    stopping: CancellationToken,
}

impl Feed {
    /// What happened next, in order; waits for it. None when the server stops.
    pub async fn next(&mut self) -> Option<Vec<Event>> {
        loop {
            let events = if self.is_behind {
                self.catch_up().await
            } else {
                self.receive().await?
            };
            if !events.is_empty() {
                return Some(events);
            }
        }
    }

    /// What happened next, or nothing after `pause`. None when the server stops.
    pub async fn next_within(&mut self, pause: Duration) -> Option<Vec<Event>> {
        tokio::time::timeout(pause, self.next())
            .await
            .unwrap_or(Some(Vec::new()))
    }

    async fn catch_up(&mut self) -> Vec<Event> {
        let read = self.read().await.unwrap_or_else(|error| {
            tracing::warn!(%error, "the event log could not be read");
            Vec::new()
        });
        match read.last() {
            Some(last) => self.after = last.id,
            None => self.is_behind = false,
        }
        read
    }

    async fn read(&self) -> Result<Vec<Event>, StoreError> {
        match &self.only {
            Some(conversation) => {
                self.store
                    .conversation_events_after(conversation, self.after, BATCH)
                    .await
            }
            None => self.store.events_after(self.after, BATCH).await,
        }
    }

    async fn receive(&mut self) -> Option<Vec<Event>> {
        let received = tokio::select! {
            () = self.stopping.cancelled() => return None,
            received = self.receiver.recv() => received,
        };
        match received {
            Ok(batch) => {
                let after = self.after;
                self.after = batch.last().map_or(after, |event| event.id.max(after));
                let is_new = |event: &&Event| {
                    event.id > after && (self.only.is_none() || event.conversation == self.only)
                };
                Some(batch.iter().filter(is_new).cloned().collect())
            }
            Err(broadcast::error::RecvError::Lagged(_)) => {
                self.is_behind = true;
                Some(Vec::new())
            }
            Err(broadcast::error::RecvError::Closed) => None,
        }
    }
}
