//! Handoffs become tickets in somebody else's help desk: once each, whatever it does.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, Method, StatusCode, Uri},
    response::{IntoResponse, Response},
};
use chrono::TimeDelta;
use handoff::{
    access::Actor,
    actions::{
        ConnectionDraft, HelpDeskDraft, Post, SaveError, preview_ticket, save_help_desk,
        test_help_desk,
    },
    channel::Settings,
    delivery::{Delivery, DeliveryState, Kind},
    help_desk::{Mask, Part},
    id::{AgentId, ConversationId},
    seal::{Keyring, SealKey},
    store::{DeliveryQuery, SavedHelpDesk},
};
use serde_json::{Value, json};
use server::{
    channel::{ChannelSettings, HttpCourier},
    delivery::{Post as Leaving, deliver_due},
    mail::{MailSettings, MailWay, Mailer},
    outgoing::{Outgoing, OutgoingSettings},
};
use tokio::net::TcpListener;

use crate::support::TestServer;

const SECRET: &str = "6wiIBWbGkBMo1mRDMuVwkw1EPsNkeUj95PIz2akv";

/// What a vendor does with the next request that would make a ticket.
#[derive(Debug, Clone, Copy)]
enum Act {
    Says(u16, &'static str),
    /// The same, and asks to be left alone for so many seconds.
    Waits(u16, u32),
    /// Takes it and does not answer.
    Hangs,
    /// Makes the ticket, and the answer is lost.
    Loses,
}

/// One request, as it came.
#[derive(Debug, Clone)]
struct Asked {
    method: Method,
    path: String,
    headers: HeaderMap,
    body: Value,
}

#[derive(Default)]
struct Inside {
    acts: VecDeque<Act>,
    asked: Vec<Asked>,
    /// The body of every ticket that was made, by the key of the request that made it, if it had one.
    tickets: Vec<(Option<String>, Value)>,
}

/// A help desk on loopback, which speaks as the three vendors' pages say.
#[derive(Clone, Default)]
struct Vendor(Arc<Mutex<Inside>>);

impl Vendor {
    async fn start() -> (Self, String) {
        let vendor = Self::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().fallback(answer).with_state(vendor.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        (vendor, format!("http://{address}"))
    }

    fn then(&self, acts: impl IntoIterator<Item = Act>) {
        self.0.lock().unwrap().acts.extend(acts);
    }

    /// Does nothing of what it still was to do.
    fn forget(&self) {
        self.0.lock().unwrap().acts.clear();
    }

    fn asked(&self) -> Vec<Asked> {
        self.0.lock().unwrap().asked.clone()
    }

    fn tickets(&self) -> Vec<Value> {
        let inside = self.0.lock().unwrap();
        inside
            .tickets
            .iter()
            .map(|(_, body)| body.clone())
            .collect()
    }

    fn looked_up(&self, asked: &Asked) -> Option<Response> {
        let inside = self.0.lock().unwrap();
        let query = asked.path.split_once('?').map_or("", |(_, query)| query);
        let wanted = |name: &str| {
            let mut pairs = form_urlencoded::parse(query.as_bytes());
            let found = pairs.find(|(key, _)| key == name);
            found.map(|(_, value)| value.into_owned())
        };
        let numbered = |(place, (_, body)): (usize, &(Option<String>, Value))| {
            let mut body = body.clone();
            body["id"] = json!(place + 1);
            body
        };
        let all: Vec<Value> = inside.tickets.iter().enumerate().map(numbered).collect();
        if asked.path.starts_with("/api/v2/tickets.json?") {
            let id = wanted("external_id");
            let own = all
                .into_iter()
                .filter(|one| one["external_id"].as_str() == id.as_deref());
            let found: Vec<Value> = own.collect();
            return Some(json!({"tickets": found}).to_string().into_response());
        }
        if asked.path.starts_with("/api/v2/tickets?") {
            let field = if query.starts_with("email") {
                "email"
            } else {
                "unique_external_id"
            };
            let of = wanted(field);
            let own: Vec<Value> = all
                .into_iter()
                .filter(|one| one[field].as_str() == of.as_deref())
                .collect();
            if own.is_empty() {
                let words = json!({"description": "Validation failed", "errors": [{"field": field,
                    "message": "There is no contact matching the given value", "code": "invalid_value"}]});
                return Some((StatusCode::BAD_REQUEST, words.to_string()).into_response());
            }
            return Some(json!(own).to_string().into_response());
        }
        if asked.path == "/tickets/search" {
            let words = asked.body["query"]["value"].as_str().unwrap();
            let own = all.into_iter().filter(|one| {
                one["ticket_attributes"]["_default_title_"]
                    .as_str()
                    .unwrap()
                    .contains(words)
            });
            let own = own.map(|mut one| {
                one["type"] = json!("ticket");
                one["id"] = json!(one["id"].to_string());
                one
            });
            let found: Vec<Value> = own.collect();
            return Some(
                json!({"type": "ticket.list", "tickets": found})
                    .to_string()
                    .into_response(),
            );
        }
        None
    }

    /// Makes the ticket, unless the key says that it was made.
    fn made(&self, asked: &Asked) -> Response {
        let mut inside = self.0.lock().unwrap();
        let key = asked.headers.get("idempotency-key");
        let key = key.map(|key| key.to_str().unwrap().to_owned());
        let known = inside
            .tickets
            .iter()
            .position(|(known, _)| key.is_some() && *known == key);
        let place = known.unwrap_or_else(|| {
            let body = asked.body.get("ticket").unwrap_or(&asked.body).clone();
            inside.tickets.push((key, body));
            inside.tickets.len() - 1
        });
        let id = place + 1;
        let body = match asked.path.as_str() {
            "/api/v2/tickets.json" => json!({"ticket": {"id": id}}),
            "/tickets" => {
                json!({"type": "ticket", "id": id.to_string(), "ticket_id": id.to_string()})
            }
            _ => json!({"id": id}),
        };
        (StatusCode::CREATED, body.to_string()).into_response()
    }
}

async fn answer(
    State(vendor): State<Vendor>,
    (method, uri): (Method, Uri),
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let asked = Asked {
        method,
        path: uri.to_string(),
        headers,
        body: serde_json::from_slice(&body).unwrap_or_default(),
    };
    vendor.0.lock().unwrap().asked.push(asked.clone());
    if let Some(found) = vendor.looked_up(&asked) {
        return found;
    }
    let act = vendor.0.lock().unwrap().acts.pop_front();
    let status = |code| StatusCode::from_u16(code).unwrap();
    match act {
        None => vendor.made(&asked),
        Some(Act::Says(code, words)) => (status(code), words).into_response(),
        Some(Act::Waits(code, seconds)) => {
            (status(code), [("retry-after", seconds.to_string())]).into_response()
        }
        Some(act) => {
            if matches!(act, Act::Loses) {
                vendor.made(&asked);
            }
            tokio::time::sleep(Duration::from_secs(3)).await;
            StatusCode::OK.into_response()
        }
    }
}

/// Every vendor with what it must be told.
const VENDORS: [(&str, &[(&str, &str)]); 3] = [
    (
        "zendesk",
        &[
            ("subdomain", "acme"),
            ("email", "ops@example.com"),
            ("token", SECRET),
        ],
    ),
    ("freshdesk", &[("domain", "acme"), ("api_key", SECRET)]),
    (
        "intercom",
        &[
            ("region", "us"),
            ("workspace", "a1b2c3"),
            ("ticket_type_id", "12"),
            ("fallback_email", "unknown@example.com"),
            ("access_token", SECRET),
        ],
    ),
];

/// A server with one help desk that handoffs become tickets in.
struct Connected {
    server: TestServer,
    vendor: Vendor,
    leaving: Leaving,
    name: &'static str,
    _folder: tempfile::TempDir,
}

impl Connected {
    async fn to(name: &'static str, fields: &[(&str, &str)]) -> Self {
        let (vendor, home) = Vendor::start().await;
        let settings = ChannelSettings {
            key_file: None,
            homes: BTreeMap::from([(name.to_owned(), home)]),
            inbound_mail: None,
        };
        let courier = HttpCourier::within(&settings, Duration::from_secs(2)).unwrap();
        let courier = Arc::new(courier);
        let post = Post {
            courier: courier.clone(),
            keys: Arc::new(Keyring::new(SealKey::new([7; 32]))),
            base_url: "https://desk.example.com".to_owned(),
        };
        let server = TestServer::start_with(|desk, _| {
            desk.with_post(post)
                .with_base_url("https://desk.example.com")
        })
        .await;
        let folder = tempfile::tempdir().unwrap();
        let mail = MailSettings {
            way: MailWay::Folder(folder.path().to_owned()),
            from: None,
        };
        let leaving = Leaving {
            mailer: Mailer::new(&mail, "desk.example.com").unwrap(),
            outgoing: Outgoing::new(OutgoingSettings::default()).unwrap(),
            courier,
        };
        let connected = Self {
            server,
            vendor,
            leaving,
            name,
            _folder: folder,
        };
        connected.save(fields, Mask::default()).await.unwrap();
        connected
    }

    async fn save(&self, fields: &[(&str, &str)], mask: Mask) -> Result<(), SaveError> {
        let pairs = fields.iter();
        let pairs = pairs.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let draft = HelpDeskDraft {
            connection: ConnectionDraft {
                is_enabled: true,
                settings: pairs.collect::<Settings>(),
            },
            mask,
        };
        let of = (AgentId(1), self.name);
        save_help_desk(&self.server.desk, &Actor::System, of, None, &draft).await
    }

    /// Somebody with an address asks for a person.
    async fn handed_off(&self) -> ConversationId {
        let body = json!({
            "customer": {"name": "Ruth Bell", "email": "ruth@example.com"},
            "message": {"author": "customer", "text": "Can I talk to a real person, please?"},
        });
        let begun = self.server.post("/conversations", body).await;
        assert_eq!(
            begun.body["decision"]["outcome"], "hand_off",
            "{}",
            begun.body
        );
        ConversationId(
            begun.body["conversation"]["id"]
                .as_str()
                .unwrap()
                .to_owned(),
        )
    }

    /// Makes so many attempts, each when it is due.
    async fn attempts(&self, count: usize) {
        for _ in 0..count {
            let Some(at) = self.server.desk.store.next_delivery_at().await.unwrap() else {
                return;
            };
            self.server.clock.set(self.server.desk.now().max(at));
            deliver_due(&self.server.desk, &self.leaving).await.unwrap();
        }
    }

    async fn delivery(&self) -> Delivery {
        let query = DeliveryQuery {
            limit: 1,
            ..DeliveryQuery::default()
        };
        let mut page = self.server.desk.store.deliveries(&query).await.unwrap();
        page.deliveries.remove(0)
    }

    async fn saved(&self) -> SavedHelpDesk {
        let all = self.server.desk.store.help_desks(Some(AgentId(1))).await;
        all.unwrap().remove(0)
    }
}

#[tokio::test]
async fn a_handoff_becomes_one_ticket_whatever_the_help_desk_does() {
    for (name, fields) in VENDORS {
        let connected = Connected::to(name, fields).await;
        let of = connected.handed_off().await;
        connected.vendor.then([
            Act::Says(401, "{}"),
            Act::Waits(429, 7),
            Act::Says(500, "oops"),
            Act::Hangs,
            Act::Loses,
        ]);
        connected.attempts(1).await;
        let error = connected.saved().await.connection.last_error.unwrap().0;
        assert!(
            error.contains("does not accept the credentials"),
            "{name}: {error}"
        );
        connected.attempts(1).await;
        let delivery = connected.delivery().await;
        let pause = delivery.due_at - connected.server.desk.now();
        assert!(pause >= TimeDelta::minutes(4), "{name}: {pause}");
        connected.attempts(4).await;
        assert_eq!(connected.vendor.tickets().len(), 1, "{name}");
        let delivery = connected.delivery().await;
        assert_eq!(
            (delivery.state, delivery.attempts),
            (DeliveryState::Sent, 6),
            "{name}: {:?}",
            delivery.last_error
        );
        assert_eq!(
            connected.saved().await.connection.last_error,
            None,
            "{name}"
        );
        let tickets = connected.server.desk.store.tickets(&of).await.unwrap();
        assert_eq!(tickets.len(), 1, "{name}");
        assert_eq!(tickets[0].made.id, "1");
        assert!(
            tickets[0].made.url.starts_with("https://"),
            "{:?}",
            tickets[0]
        );
        let asked = connected.vendor.asked();
        assert!(asked[0].headers["authorization"].len() > 20);
        assert!(
            asked
                .iter()
                .skip(1)
                .step_by(2)
                .all(|one| { one.method == Method::GET || one.path == "/tickets/search" }),
            "{name} is asked whether it has it before each further try"
        );
    }
}

#[tokio::test]
async fn what_cannot_be_taken_is_given_up_and_can_be_sent_once_more() {
    for (name, fields) in VENDORS {
        let connected = Connected::to(name, fields).await;
        connected.handed_off().await;
        connected
            .vendor
            .then([Act::Says(422, r#"{"error":"Record\u0000Invalid"}"#)]);
        connected.attempts(2).await;
        let delivery = connected.delivery().await;
        assert_eq!(
            (delivery.state, delivery.attempts),
            (DeliveryState::Failed, 1)
        );
        let attempts = connected
            .server
            .desk
            .store
            .attempts(delivery.id)
            .await
            .unwrap();
        assert_eq!(attempts[0].status, Some(422));
        assert!(
            !attempts[0].sent.contains(SECRET) && attempts[0].sent.contains("authorization: …")
        );
        handoff::actions::retry_delivery(&connected.server.desk, &Actor::System, delivery.id)
            .await
            .unwrap();
        connected.attempts(1).await;
        assert_eq!(connected.vendor.tickets().len(), 1, "{name}");
    }
}

#[tokio::test]
async fn half_of_the_answers_are_lost_or_refused_and_every_handoff_has_one_ticket() {
    const HANDOFFS: usize = 12;
    for (name, fields) in VENDORS {
        let connected = Connected::to(name, fields).await;
        let acts = [Act::Loses, Act::Says(503, ""), Act::Says(500, "{}")];
        connected
            .vendor
            .then(acts.into_iter().cycle().take(HANDOFFS));
        let mut of = Vec::new();
        for _ in 0..HANDOFFS {
            of.push(connected.handed_off().await);
        }
        connected.attempts(40).await;
        assert_eq!(connected.vendor.tickets().len(), HANDOFFS, "{name}");
        for id in of {
            let tickets = connected.server.desk.store.tickets(&id).await.unwrap();
            assert_eq!(tickets.len(), 1, "{name} {id}");
        }
    }
}

#[tokio::test]
async fn a_help_desk_is_switched_on_only_with_its_secret_which_is_never_seen_again() {
    for (name, fields) in VENDORS {
        let connected = Connected::to(name, fields).await;
        let saved = connected.saved().await;
        assert!(!format!("{saved:?}").contains(SECRET));
        assert_eq!(saved.connection.sealed.len(), 1);
        // What is kept need not be written again.
        let without = &fields[..fields.len() - 1];
        connected.save(without, Mask::default()).await.unwrap();
        let other = connected.server.new_agent("Another").await;
        let draft = HelpDeskDraft {
            connection: ConnectionDraft {
                is_enabled: true,
                ..ConnectionDraft::default()
            },
            ..HelpDeskDraft::default()
        };
        let desk = &connected.server.desk;
        let refused = save_help_desk(desk, &Actor::System, (other, name), None, &draft).await;
        let Err(SaveError::Invalid(problems)) = refused else {
            panic!("{name} was switched on with nothing: {refused:?}");
        };
        let secret = format!("/{}", fields.last().unwrap().0);
        assert!(
            problems.iter().any(|problem| problem.pointer == secret),
            "{problems:?}"
        );
    }
}

#[tokio::test]
async fn what_leaves_is_what_the_preview_shows_without_what_is_hidden() {
    let (name, fields) = VENDORS[0];
    let connected = Connected::to(name, fields).await;
    let mask = Mask {
        parts: [Part::Name, Part::Email, Part::Transcript].into(),
        ..Mask::default()
    };
    connected.save(fields, mask).await.unwrap();
    connected.handed_off().await;
    let of = (AgentId(1), name);
    let preview = preview_ticket(&connected.server.desk, &Actor::System, of)
        .await
        .unwrap();
    connected.attempts(1).await;
    let attempts = connected
        .server
        .desk
        .store
        .attempts(connected.delivery().await.id)
        .await;
    let sent = attempts.unwrap().remove(0).sent;
    let body = |text: &str| {
        let (_, body) = text.split_once("\n\n").unwrap();
        let mut body: Value = serde_json::from_str(body).unwrap();
        body["ticket"]["external_id"] = Value::Null;
        body
    };
    assert_eq!(body(&sent), body(&preview));
    let ticket = &connected.vendor.tickets()[0];
    for secret in ["Ruth", "ruth@", "The last messages"] {
        assert!(!ticket.to_string().contains(secret), "{secret} in {ticket}");
    }
    let link = "https://desk.example.com/inbox/conv_";
    assert!(ticket["comment"]["body"].as_str().unwrap().contains(link));
}

#[tokio::test]
async fn a_test_is_really_sent_also_while_it_is_off() {
    let (name, fields) = VENDORS[1];
    let connected = Connected::to(name, fields).await;
    let desk = &connected.server.desk;
    let draft = HelpDeskDraft {
        connection: ConnectionDraft {
            settings: [("domain".to_owned(), "acme".to_owned())]
                .into_iter()
                .collect(),
            ..ConnectionDraft::default()
        },
        ..HelpDeskDraft::default()
    };
    let of = (AgentId(1), name);
    save_help_desk(desk, &Actor::System, of, None, &draft)
        .await
        .unwrap();
    connected.handed_off().await;
    connected.attempts(2).await;
    assert!(connected.vendor.tickets().is_empty(), "it is off");
    test_help_desk(desk, &Actor::System, of).await.unwrap();
    connected.attempts(1).await;
    let subject = connected.vendor.tickets()[0]["subject"].clone();
    assert!(
        subject.as_str().unwrap().ends_with("a test of Handoff"),
        "{subject}"
    );
    assert!(connected.saved().await.made_at.is_some());
}

/// What the page and the API say of a help desk.
async fn card(connected: &Connected) -> Value {
    let path = format!("/help_desks/{}", connected.name);
    connected.server.get(&path).await.body
}

async fn mails(server: &TestServer) -> Vec<Delivery> {
    let query = DeliveryQuery {
        kind: Some(Kind::Email),
        limit: 50,
        ..DeliveryQuery::default()
    };
    server
        .desk
        .store
        .deliveries(&query)
        .await
        .unwrap()
        .deliveries
}

#[tokio::test]
async fn a_help_desk_that_is_gone_is_switched_off_and_the_admins_hear_of_it() {
    for (name, fields) in VENDORS {
        let connected = Connected::to(name, fields).await;
        connected.server.new_operator("Ada").await;
        connected.handed_off().await;
        connected.vendor.then([Act::Says(410, "{}")]);
        connected.attempts(1).await;
        let card = card(&connected).await;
        assert_eq!(
            (&card["connected"], &card["enabled"]),
            (&json!(true), &json!(false))
        );
        let why = card["disabled_reason"].as_str().unwrap();
        assert!(why.contains("410"), "{why}");
        let told = mails(&connected.server).await;
        let told = told.iter().find(|mail| mail.event == "help_desk.disabled");
        let told = told.expect("the admins are told");
        assert_eq!(told.destination, "ada@example.com");
        let place = format!("/agents/1/help-desks/{name}");
        assert!(told.body.contains("was switched off") && told.body.contains(&place));
        connected.handed_off().await;
        connected.attempts(3).await;
        assert!(connected.vendor.tickets().is_empty(), "{name} is off");
    }
}

#[tokio::test]
async fn five_days_of_nothing_but_failures_switch_a_help_desk_off_and_a_ticket_begins_anew() {
    let (name, fields) = VENDORS[1];
    let connected = Connected::to(name, fields).await;
    let begin = connected.server.desk.now();
    let fails = |day: i64| {
        let connected = &connected;
        async move {
            let server = &connected.server;
            server.clock.set(begin + TimeDelta::days(day));
            connected.handed_off().await;
            connected.vendor.then([Act::Says(403, "{}"); 40]);
            deliver_due(&server.desk, &connected.leaving).await.unwrap();
            connected.vendor.forget();
            card(connected).await
        }
    };
    let first = fails(0).await;
    assert_eq!(first["enabled"], true);
    assert!(!first["failing_since"].is_null() && !first["last_error"].is_null());
    // Somebody saves it anew, and it begins afresh.
    connected.save(fields, Mask::default()).await.unwrap();
    assert!(card(&connected).await["failing_since"].is_null());
    for day in [2, 4, 6] {
        assert_eq!(fails(day).await["enabled"], true, "{day}");
    }
    let off = fails(7).await;
    assert_eq!(off["enabled"], false);
    let why = "Nothing but failures came of it for five days.";
    assert_eq!(off["disabled_reason"], why);
}

#[tokio::test]
async fn a_help_desk_is_set_up_by_programs_and_its_secret_never_comes_out() {
    let (name, fields) = VENDORS[0];
    let connected = Connected::to(name, fields).await;
    let server = &connected.server;
    let list = server.get("/help_desks").await.body;
    let names = list["data"].as_array().unwrap().iter();
    let names: Vec<_> = names
        .map(|one| (one["name"].as_str().unwrap(), one["connected"] == true))
        .collect();
    assert_eq!(
        names,
        [("zendesk", true), ("freshdesk", false), ("intercom", false)]
    );
    let shown = server.get("/help_desks/zendesk").await;
    assert_eq!(shown.header("etag"), "\"1\"");
    assert_eq!(shown.body["settings"]["subdomain"], "acme");
    assert_eq!(shown.body["credentials"], json!(["token"]));
    let wrong =
        json!({"enabled": true, "settings": {"subdomain": "Acme.com", "email": "", "colour": "x"}});
    let refused = server.put("/help_desks/zendesk", None, wrong).await;
    assert_eq!(refused.pointers(), ["/settings/colour"]);
    let wrong = json!({"enabled": true, "settings": {"subdomain": "Acme.com"}});
    let refused = server.put("/help_desks/zendesk", None, wrong).await;
    assert_eq!(
        refused.pointers(),
        ["/settings/subdomain", "/settings/email"]
    );
    // What is kept need not be sent again; what is sent again takes its place.
    let next = json!({"enabled": true, "settings": {"subdomain": "other", "email": "ops@example.com"},
        "mask": {"parts": ["transcript"], "fields": ["Card number"]}});
    let old = server
        .put("/help_desks/zendesk", Some("\"7\""), next.clone())
        .await;
    assert_eq!(old.status, 412, "{}", old.body);
    let kept = server.put("/help_desks/zendesk", Some("\"1\""), next).await;
    assert_eq!(kept.status, 200, "{}", kept.body);
    assert_eq!(kept.body["mask"]["parts"], json!(["transcript"]));
    assert_eq!(kept.body["credentials"], json!(["token"]));
    let unconnected = server.post("/help_desks/freshdesk/test", json!({})).await;
    assert_eq!(unconnected.status, 404);
    let tested = server.post("/help_desks/zendesk/test", json!({})).await;
    assert_eq!(tested.status, 202, "{}", tested.body);
    connected.attempts(1).await;
    assert_eq!(connected.vendor.tickets().len(), 1);
    let of = connected.handed_off().await;
    connected.attempts(1).await;
    let conversation = server.get(&format!("/conversations/{of}")).await.body;
    let tickets = &conversation["tickets"];
    assert_eq!(
        (&tickets[0]["help_desk"], &tickets[0]["id"]),
        (&json!("zendesk"), &json!("2"))
    );
    assert!(
        tickets[0]["url"]
            .as_str()
            .unwrap()
            .starts_with("https://other.")
    );
    for seen in [&list, &shown.body, &kept.body, &conversation] {
        assert!(!seen.to_string().contains(SECRET));
    }
}
