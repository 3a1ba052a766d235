//! A program sends a request with a key: it is done once, and everybody who sends it again has the first answer.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::sync::watch;

use super::Desk;
use crate::{
    id::TokenId,
    store::{Doing, KEPT_FOR, KeptAnswer, KeptRequest, RequestKey, StoreError, once},
};

/// How often somebody looks whether another program has the answer.
const LOOK: Duration = Duration::from_millis(50);

/// How a request with a key is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Once {
    /// It was done now.
    First(KeptAnswer),
    /// It had been done, and this was the answer.
    Again(KeptAnswer),
    /// The key belongs to another request.
    Differs,
    /// The same request is still being done.
    Running,
}

/// The requests that are being done by this program.
#[derive(Debug, Clone, Default)]
pub(super) struct OnTheWay(Arc<Mutex<BTreeMap<(TokenId, String), Waited>>>);

/// A request that others with the same key wait for.
#[derive(Debug, Clone)]
struct Waited {
    fingerprint: String,
    answer: watch::Receiver<Option<KeptAnswer>>,
}

/// Whoever does a request. When it is dropped without an answer, somebody who waits does the request.
struct Place {
    way: OnTheWay,
    of: (TokenId, String),
    answer: watch::Sender<Option<KeptAnswer>>,
}

impl OnTheWay {
    /// A place to do the request, or whoever does it already.
    fn take(&self, key: &RequestKey) -> Result<Place, Waited> {
        let of = (key.token, key.key.clone());
        let mut way = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(waited) = way.get(&of) {
            return Err(waited.clone());
        }
        let (sender, answer) = watch::channel(None);
        let fingerprint = key.fingerprint.clone();
        let waited = Waited {
            fingerprint,
            answer,
        };
        way.insert(of.clone(), waited);
        Ok(Place {
            way: self.clone(),
            of,
            answer: sender,
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut way = self.way.0.lock().unwrap_or_else(PoisonError::into_inner);
        way.remove(&self.of);
    }
}

/// Answers a request that has a key: with what was answered before, or by doing it.
///
/// The key is kept in the transaction of the effect, so that a crash leaves both or neither; the answer is
/// kept next. A program that was stopped in between left what the effect came to, and whoever sends the
/// request again has the answer made from that. Only success is kept: what was refused changed nothing and
/// may be tried again. Whoever sends what is on its way already waits for it, for as long as `patience`.
pub async fn answer_once(
    desk: &Desk,
    key: &RequestKey,
    patience: Duration,
    answer: impl Future<Output = KeptAnswer>,
) -> Result<Once, StoreError> {
    let place = loop {
        match desk.on_the_way.take(key) {
            Ok(place) => break place,
            Err(waited) if waited.fingerprint != key.fingerprint => return Ok(Once::Differs),
            Err(mut waited) => {
                let answered = waited.answer.wait_for(Option::is_some);
                match tokio::time::timeout(patience, answered).await {
                    Err(_) => return Ok(Once::Running),
                    Ok(Ok(answer)) => {
                        if let Some(answer) = answer.clone() {
                            return Ok(Once::Again(answer));
                        }
                    }
                    // Whoever did it is gone without an answer.
                    Ok(Err(_)) => {}
                }
            }
        }
    };
    let answered = do_once(desk, key, patience, answer).await?;
    if let Once::First(answer) | Once::Again(answer) = &answered {
        place.answer.send_replace(Some(answer.clone()));
    }
    Ok(answered)
}

async fn do_once(
    desk: &Desk,
    key: &RequestKey,
    patience: Duration,
    answer: impl Future<Output = KeptAnswer>,
) -> Result<Once, StoreError> {
    let now = desk.now();
    let known = desk.store.kept_request(key, now - KEPT_FOR).await?;
    if let Some(told) = known.as_ref().and_then(|known| told(known, key)) {
        return Ok(told);
    }
    let doing = Doing::new(key.clone(), now, known.and_then(|known| known.outcome));
    let answer = Box::pin(once(doing.clone(), answer)).await;
    if doing.is_elsewhere() {
        return from_elsewhere(desk, key, patience).await;
    }
    if !(200..300).contains(&answer.status) {
        return Ok(Once::First(answer));
    }
    let key = key.clone();
    let kept = desk
        .store
        .write(move |tx| Box::pin(async move { tx.keep_answer((&key, now), answer).await }));
    Ok(Once::First(kept.await?))
}

/// What a kept request says to the one with this key, if it says anything yet.
fn told(known: &KeptRequest, key: &RequestKey) -> Option<Once> {
    if known.fingerprint != key.fingerprint {
        return Some(Once::Differs);
    }
    known.answer.clone().map(Once::Again)
}

/// The answer of another program that does the same request.
async fn from_elsewhere(
    desk: &Desk,
    key: &RequestKey,
    patience: Duration,
) -> Result<Once, StoreError> {
    let waiting = async {
        loop {
            let since = desk.now() - KEPT_FOR;
            let known = desk.store.kept_request(key, since).await?;
            if let Some(told) = known.as_ref().and_then(|known| told(known, key)) {
                return Ok(told);
            }
            tokio::time::sleep(LOOK).await;
        }
    };
    tokio::time::timeout(patience, waiting)
        .await
        .unwrap_or(Ok(Once::Running))
}

/// Forgets the requests whose keys were kept long enough.
pub(super) async fn forget_requests(desk: &Desk) -> Result<(), StoreError> {
    let until = desk.now() - KEPT_FOR;
    if !desk.store.has_old_requests(until).await? {
        return Ok(());
    }
    desk.store
        .write(move |tx| Box::pin(async move { tx.forget_requests(until).await }))
        .await
}
