//! Reading together: those who want the same thing while somebody reads it wait for the next reading, and
//! share that. Nobody is given what was read before they asked.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::{Mutex as Turnstile, OnceCell};

/// The readings that have not begun, and the turns of those that have.
pub(super) struct Rounds<K, T>(Arc<Mutex<HashMap<K, Waiting<T>>>>);

/// What the waiting for one thing have in common.
struct Waiting<T> {
    /// Whoever holds it reads.
    turn: Arc<Turnstile<()>>,
    /// The reading that has not begun yet; whoever comes now shares it.
    next: Arc<OnceCell<Option<T>>>,
}

impl<K, T> Clone for Rounds<K, T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<K, T> Default for Rounds<K, T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<K: Eq + Hash + Copy, T: Clone> Rounds<K, T> {
    /// What `read` gives for `key`, read by oneself or by another who began after this was asked.
    pub(super) async fn share<E, F>(&self, key: K, read: impl FnOnce() -> F) -> Result<Option<T>, E>
    where
        F: Future<Output = Result<Option<T>, E>>,
    {
        let (turn, round) = self.join(key);
        let answer = round.get_or_try_init(|| async {
            let _mine = turn.lock().await;
            self.begin(key, &round);
            read().await
        });
        answer.await.cloned()
    }

    fn join(&self, key: K) -> (Arc<Turnstile<()>>, Arc<OnceCell<Option<T>>>) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let for_this = waiting.entry(key).or_insert_with(|| Waiting {
            turn: Arc::default(),
            next: Arc::default(),
        });
        (for_this.turn.clone(), for_this.next.clone())
    }

    /// The reading begins: whoever comes from now on waits for another.
    fn begin(&self, key: K, round: &Arc<OnceCell<Option<T>>>) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(for_this) = waiting.get_mut(&key)
            && Arc::ptr_eq(&for_this.next, round)
        {
            for_this.next = Arc::default();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[tokio::test]
    async fn nobody_is_given_what_was_read_before_they_asked() {
        let (rounds, begun) = (
            Rounds::<u8, usize>::default(),
            Arc::new(AtomicUsize::new(0)),
        );
        let ask = || {
            let (rounds, begun) = (rounds.clone(), begun.clone());
            tokio::spawn(async move {
                let asked_at = begun.load(Ordering::SeqCst);
                let read = || async {
                    let number = begun.fetch_add(1, Ordering::SeqCst) + 1;
                    tokio::task::yield_now().await;
                    Ok::<_, ()>(Some(number))
                };
                let number = rounds.share(1, read).await.unwrap().unwrap();
                assert!(number > asked_at, "{number} was begun before it was asked");
            })
        };
        for _ in 0..50 {
            let asking: Vec<_> = (0..8).map(|_| ask()).collect();
            for one in asking {
                one.await.unwrap();
            }
        }
        let readings = begun.load(Ordering::SeqCst);
        assert!(readings < 400, "400 questions took {readings} readings");
    }

    #[tokio::test]
    async fn a_reading_that_fails_or_is_given_up_leaves_nobody_waiting() {
        let rounds = Rounds::<u8, u8>::default();
        let failed = rounds.share(1, || async { Err::<Option<u8>, _>("no") });
        assert_eq!(failed.await, Err("no"));
        let given_up = rounds.share(1, || async {
            futures::future::pending::<()>().await;
            Ok::<_, ()>(Some(1))
        });
        let short = std::time::Duration::from_millis(5);
        assert!(tokio::time::timeout(short, given_up).await.is_err());
        let answer = rounds.share(1, || async { Ok::<_, ()>(Some(2)) });
        assert_eq!(answer.await, Ok(Some(2)));
    }
}
