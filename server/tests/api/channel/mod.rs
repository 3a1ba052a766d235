//! Customers on other people's services: what they write arrives, and what they are answered goes out there.

mod bounce;
mod email;
mod fault;
mod imap;
mod mailbox;
mod nul;
mod phone;
mod slack;
mod sms;
mod sms_media;
mod vendor;
mod web;
mod whatsapp;

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use chrono::TimeDelta;
use handoff::{
    access::{Actor, Scope},
    actions::{ConnectionDraft, Post, save_channel, save_organisation},
    channel::{Channel, Settings},
    conversation::{Conversation, Entry},
    id::{AgentId, MessageId},
    seal::{Keyring, SealKey},
    store::{ConversationQuery, SavedChannel, Sending},
};
use server::{
    channel::{ChannelSettings, HttpCourier},
    jobs::work_off,
};

use crate::support::TestServer;

/// Where the server of these tests is for the world.
const BASE: &str = "https://desk.example.com";

/// A server that reaches a channel's vendor at `home`, and is in a hurry.
async fn server(channel: Channel, home: &str) -> TestServer {
    let settings = ChannelSettings {
        key_file: None,
        homes: BTreeMap::from([(channel.as_str().to_owned(), home.to_owned())]),
        inbound_mail: None,
    };
    let courier = HttpCourier::within(&settings, Duration::from_secs(2)).unwrap();
    let post = Post {
        courier: Arc::new(courier),
        keys: Arc::new(Keyring::new(SealKey::new([7; 32]))),
        base_url: BASE.to_owned(),
    };
    TestServer::start_with(|desk, _| desk.with_post(post)).await
}

/// Connects a channel, and switches it on.
async fn connect(server: &TestServer, channel: Channel, fields: &[(&str, &str)]) -> SavedChannel {
    let settings: Settings = fields
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    let draft = ConnectionDraft {
        is_enabled: true,
        settings,
    };
    let of = (AgentId(1), channel);
    save_channel(&server.desk, &Actor::System, of, None, &draft)
        .await
        .unwrap();
    channel_of(server, channel).await
}

async fn channel_of(server: &TestServer, channel: Channel) -> SavedChannel {
    let all = server.desk.store.channels(AgentId(1)).await.unwrap();
    all.into_iter()
        .find(|saved| saved.channel == channel)
        .unwrap()
}

/// A request of a vendor, as it comes through the proxy.
async fn told(
    server: &TestServer,
    path: &str,
    headers: &[(&str, &str)],
    body: impl Into<Body>,
) -> StatusCode {
    let mut request = Request::builder().method("POST").uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    server.status_of(request.body(body.into()).unwrap()).await
}

/// Does what is due, and what becomes due by trying again, for so many seconds.
async fn for_seconds(server: &TestServer, seconds: i64) {
    let now = server.desk.now();
    let mut later = 0;
    while later <= seconds {
        server.clock.set(now + TimeDelta::seconds(later));
        work_off(&server.desk).await.unwrap();
        later += 5;
    }
}

/// Every conversation of the AI agent, newest first.
async fn conversations(server: &TestServer) -> Vec<Conversation> {
    let wanted = ConversationQuery {
        scope: Scope::Everything,
        state: None,
        search: None,
        after: None,
        limit: 50,
    };
    let page = server.desk.store.conversations(&wanted).await.unwrap();
    page.unwrap().conversations
}

async fn only_conversation(server: &TestServer) -> Conversation {
    let mut all = conversations(server).await;
    assert_eq!(all.len(), 1);
    all.remove(0)
}

async fn entries(server: &TestServer, of: &Conversation) -> Vec<Entry> {
    let entries = server.desk.store.entries(of, MessageId(0), 200).await;
    entries.unwrap()
}

/// How far the last message for the customer has come.
async fn last_sending(server: &TestServer, of: &Conversation) -> Sending {
    let sendings = server.desk.store.sendings(&of.id).await.unwrap();
    sendings.into_values().next_back().unwrap()
}

/// Bytes as hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    let digits: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    digits.concat()
}

/// Lets customers and the team send files.
async fn files_allowed(server: &TestServer) {
    save_organisation(&server.desk, &Actor::System, ("Alder", "UTC"), true)
        .await
        .unwrap();
}
