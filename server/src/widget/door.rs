//! The door of the chat: how much one visitor, and one address, may send. Counted in memory: a restart forgets it, and
//! several programs count each for itself.

use std::{
    collections::BTreeMap,
    net::{IpAddr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
};

use app::{form::WITH_FILES_MAX, site::Site};
use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use handoff::{clock::Instant, id::hash_secret};

use super::visitor::Refusal;
use crate::outgoing::{Network, Reach};

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
/// So many times more where a proxy hides who writes.
const CROWD: u64 = 20;
/// Counts kept at once: whoever makes up addresses must not fill the memory.
const ROOM: usize = 20_000;

/// How much visitors may send; 0 is any number.
#[derive(Debug, Clone)]
pub struct Visits {
    pub messages_a_minute: u32,
    pub conversations_a_minute: u32,
    pub megabytes_an_hour: u32,
    /// The proxies that are believed when they say for whom they ask.
    pub proxies: Vec<Network>,
}

impl Default for Visits {
    fn default() -> Self {
        Self {
            messages_a_minute: 60,
            conversations_a_minute: 10,
            megabytes_an_hour: 200,
            proxies: Vec::new(),
        }
    }
}

/// What was sent lately. Cheap to clone.
#[derive(Clone)]
pub(super) struct Door {
    visits: Arc<Visits>,
    counts: Arc<Mutex<BTreeMap<String, Count>>>,
}

/// What is left of an allowance, which fills up evenly.
#[derive(Clone, Copy)]
struct Count {
    left: f64,
    at: Instant,
}

/// So much within so many seconds.
#[derive(Clone, Copy)]
struct Most {
    amount: u64,
    seconds: u64,
}

impl Door {
    pub(super) fn new(visits: Visits) -> Self {
        Self {
            visits: Arc::new(visits),
            counts: Arc::default(),
        }
    }

    /// Takes it off what is left under that name, or says in how many seconds there is enough.
    fn take(&self, name: String, most: Most, amount: u64, now: Instant) -> Result<(), u64> {
        if most.amount == 0 {
            return Ok(());
        }
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() >= ROOM && !counts.contains_key(&name) {
            let oldest = counts.iter().min_by_key(|(_, count)| count.at);
            let oldest = oldest.map(|(name, _)| name.clone());
            oldest.and_then(|name| counts.remove(&name));
        }
        let whole = most.amount as f64;
        let a_second = whole / most.seconds as f64;
        let count = counts.entry(name).or_insert(Count {
            left: whole,
            at: now,
        });
        let passed = (now - count.at).num_milliseconds().max(0) as f64 / 1000.0;
        count.left = (count.left + passed * a_second).min(whole);
        count.at = count.at.max(now);
        // What is more than all of it may go when nothing was sent for long.
        let wanted = (amount as f64).min(whole);
        if count.left + 1e-6 >= wanted {
            count.left -= wanted;
            return Ok(());
        }
        let seconds = ((wanted - count.left) / a_second).ceil();
        Err(std::time::Duration::try_from_secs_f64(seconds).map_or(1, |wait| wait.as_secs().max(1)))
    }

    /// Whose address counts, and how often over: the one that connects, or the one that a trusted proxy names. Many
    /// share an address that is no visitor's own.
    fn address(&self, peer: IpAddr, headers: &HeaderMap) -> (String, u64) {
        let is_trusted = |address: IpAddr| {
            self.visits
                .proxies
                .iter()
                .any(|one| one.holds(address.to_canonical()))
        };
        let mut address = peer;
        if is_trusted(peer) {
            let named = headers.get_all("x-forwarded-for").iter();
            let named: Vec<&str> = named
                .filter_map(|value| value.to_str().ok())
                .flat_map(|value| value.split(','))
                .collect();
            // From the right: whatever stands left of the first stranger is what that one says.
            for name in named.iter().rev() {
                let Ok(next) = name.trim().parse() else { break };
                address = next;
                if !is_trusted(next) {
                    break;
                }
            }
        }
        let is_own = Reach::default().allows(address) || !self.visits.proxies.is_empty();
        (network(address), if is_own { 1 } else { CROWD })
    }

    fn admit(&self, request: &Request, now: Instant) -> Result<(), u64> {
        let (visits, headers) = (&self.visits, request.headers());
        let begins = request.uri().path().ends_with("/conversations");
        let a_minute = |amount: u32, times: u64| Most {
            amount: u64::from(amount) * times,
            seconds: MINUTE,
        };
        if let Some(secret) = headers.get(header::AUTHORIZATION).filter(|_| !begins) {
            let who = hash_secret(&String::from_utf8_lossy(secret.as_bytes()));
            self.take(
                format!("m {who}"),
                a_minute(visits.messages_a_minute, 1),
                1,
                now,
            )?;
        }
        // Without a connection there is no address, as in a test.
        let Some(ConnectInfo(peer)) = request.extensions().get::<ConnectInfo<SocketAddr>>() else {
            return Ok(());
        };
        let (address, times) = self.address(peer.ip(), headers);
        self.take(
            format!("M {address}"),
            a_minute(visits.messages_a_minute, times),
            1,
            now,
        )?;
        if begins {
            self.take(
                format!("C {address}"),
                a_minute(visits.conversations_a_minute, times),
                1,
                now,
            )?;
        }
        let bytes = files(headers);
        let most = Most {
            amount: u64::from(visits.megabytes_an_hour) * 1_000_000 * times,
            seconds: HOUR,
        };
        if bytes > 0 {
            self.take(format!("B {address}"), most, bytes, now)?;
        }
        Ok(())
    }
}

/// How many bytes a form with files brings; where it does not say, as many as it may.
fn files(headers: &HeaderMap) -> u64 {
    let kind = headers.get(header::CONTENT_TYPE);
    if !kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/")) {
        return 0;
    }
    let length = headers.get(header::CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse().ok());
    length.unwrap_or(WITH_FILES_MAX as u64)
}

/// What counts of an address: of the longer ones, whoever has one has all that begin in the same way.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}")
        }
    }
}

/// Lets a visitor send something, or says when they may. Nothing of what is refused is read.
pub(super) async fn admit(
    State((site, door)): State<(Site, Door)>,
    request: Request,
    next: Next,
) -> Response {
    if *request.method() == Method::POST
        && let Err(seconds) = door.admit(&request, site.desk.now())
    {
        return Refusal::TooMuch(seconds).into_response();
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use handoff::clock::from_millis;

    const FOUR: Most = Most {
        amount: 4,
        seconds: 60,
    };

    #[test]
    fn an_allowance_ends_and_fills_up_again() {
        let door = Door::new(Visits::default());
        let take = |at: i64| door.take("a".into(), FOUR, 1, from_millis(at));
        assert!((0..4).all(|_| take(0).is_ok()));
        assert_eq!(take(0), Err(15));
        assert_eq!(take(15_000), Ok(()));
        assert_eq!(door.take("b".into(), FOUR, 1, from_millis(0)), Ok(()));
        let any = Most { amount: 0, ..FOUR };
        assert_eq!(door.take("a".into(), any, 99, from_millis(0)), Ok(()));
    }

    #[test]
    fn only_a_proxy_that_is_trusted_says_for_whom_it_asks() {
        let mut headers = HeaderMap::new();
        headers.insert(
            "x-forwarded-for",
            "1.1.1.1, 93.184.216.34, 10.0.0.2".parse().unwrap(),
        );
        let by = |proxies: &[&str], peer: &str| {
            let proxies = proxies.iter().map(|one| one.parse().unwrap()).collect();
            let door = Door::new(Visits {
                proxies,
                ..Visits::default()
            });
            door.address(peer.parse().unwrap(), &headers)
        };
        assert_eq!(by(&[], "8.8.8.8"), ("8.8.8.8".to_owned(), 1));
        assert_eq!(by(&[], "127.0.0.1"), ("127.0.0.1".to_owned(), CROWD));
        assert_eq!(
            by(&["10.0.0.0/8"], "10.0.0.1"),
            ("93.184.216.34".to_owned(), 1)
        );
        assert_eq!(by(&["10.0.0.0/8"], "8.8.8.8"), ("8.8.8.8".to_owned(), 1));
        assert_eq!(network("2001:db8:1:2::9".parse().unwrap()), "2001:db8:1:2");
    }
}
