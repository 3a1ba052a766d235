//! What is set up, with these texts wherever it may be written as one likes: it comes out as it was written, also in
//! other vendors' JSON.

use std::collections::{BTreeMap, BTreeSet};

use handoff::{id::OperatorId, policy::Replacement};
use serde_json::{Value, json};
use server::jobs::work_off;

use super::{
    texts,
    way::{has_only_our_marks, mails},
};
use crate::{configuration::full, support::TestServer};

const VENDORS: [&str; 3] = ["quickchat", "asapp", "agent_rush"];

/// The document with other words: each text that is a key here becomes its value, wherever it stands.
fn reworded(document: &Value, words: &BTreeMap<String, String>) -> Value {
    match document {
        Value::String(text) => json!(words.get(text).unwrap_or(text)),
        Value::Array(all) => all.iter().map(|one| reworded(one, words)).collect(),
        Value::Object(all) => {
            let all = all.iter();
            Value::Object(
                all.map(|(name, one)| (name.clone(), reworded(one, words)))
                    .collect(),
            )
        }
        other => other.clone(),
    }
}

fn said_in(document: &Value, found: &mut BTreeSet<String>) {
    match document {
        Value::String(text) => drop(found.insert(text.clone())),
        Value::Array(all) => all.iter().for_each(|one| said_in(one, found)),
        Value::Object(all) => all.values().for_each(|one| said_in(one, found)),
        _ => {}
    }
}

/// The texts of a document in whose place others may stand.
fn free(document: &Value, people: &[OperatorId]) -> Vec<String> {
    let mut said = BTreeSet::new();
    said_in(document, &mut said);
    said.retain(|text| {
        let words = BTreeMap::from([(text.clone(), "Zebra".to_owned())]);
        Replacement::read(&reworded(document, &words), people).is_ok()
    });
    said.into_iter().collect()
}

/// Sets up what the document says in these words; what may not be said somewhere is left as it was.
async fn set_up(
    server: &TestServer,
    document: &Value,
    words: &mut BTreeMap<String, String>,
) -> Value {
    loop {
        let written = reworded(document, words);
        let put = server.put("/configuration", None, written).await;
        if put.status == 200 {
            return put.body;
        }
        assert_eq!(put.status, 422, "{}", put.body);
        let mut refused = BTreeSet::new();
        for pointer in put.pointers() {
            said_in(
                document.pointer(pointer).unwrap_or(&Value::Null),
                &mut refused,
            );
        }
        let before = words.len();
        words.retain(|text, _| !refused.contains(text));
        assert!(words.len() < before, "{}", put.body);
    }
}

/// A text as it is kept: without what nobody sees at its ends, and without the sign that is kept nowhere.
fn kept(text: &str) -> String {
    text.replace('\0', "").trim().to_owned()
}

/// What is set up as that vendor writes it, who could read it back.
async fn exported(server: &TestServer, vendor: &str, there: &Value) -> Value {
    let handoff = there["handoffs"][0]["name"].as_str().unwrap();
    let mut query = form_urlencoded::Serializer::new(String::new());
    let query = query.append_pair("handoff", handoff).finish();
    let exported = server.get(&format!("/exports/{vendor}?{query}")).await;
    assert_eq!(exported.status, 200, "{vendor}: {}", exported.body);
    let path = format!("/imports/{vendor}?dry_run=true&{query}");
    let again = server.post(&path, exported.body.clone()).await;
    assert_eq!(
        again.status, 200,
        "{vendor}: {} of {}",
        again.body, exported.body
    );
    exported.body
}

#[tokio::test]
async fn what_is_set_up_comes_out_as_it_was_written() {
    let server = TestServer::start().await;
    let mut document = full(&server).await;
    document["queues"][0]["transfer_function_name"] = json!("to_crm");
    let free = free(&document, &[OperatorId(1)]);
    assert!(free.len() > 20, "{free:?}");
    let (texts, mut usual) = (texts(), BTreeSet::new());
    let there = set_up(&server, &document, &mut BTreeMap::new()).await;
    for vendor in VENDORS {
        said_in(&exported(&server, vendor, &there).await, &mut usual);
    }
    let mut tried = 0;
    for first in (0..texts.len()).step_by(free.len() / 2) {
        let others = texts.iter().cycle().skip(first).cloned();
        let mut words: BTreeMap<String, String> = free.iter().cloned().zip(others).collect();
        let there = set_up(&server, &document, &mut words).await;
        assert_eq!(server.get("/configuration").await.body, there);
        let mut said = BTreeSet::new();
        said_in(&there, &mut said);
        let said: BTreeSet<String> = said.iter().map(|text| kept(text)).collect();
        for text in words.values() {
            assert!(said.contains(&kept(text)), "{text:?} in {said:?}");
        }
        tried += words.len();
        for vendor in VENDORS {
            let exported = exported(&server, vendor, &there).await;
            let mut written = BTreeSet::new();
            said_in(&exported, &mut written);
            let other = written
                .iter()
                .find(|text| !said.contains(&kept(text)) && !usual.contains(*text));
            assert_eq!(other, None, "{vendor}: {exported}");
        }
    }
    assert!(tried > texts.len(), "{tried} were set up");
}

#[tokio::test]
async fn what_is_set_up_is_nothing_but_words_in_a_mail() {
    let server = TestServer::start().await;
    let mut document = full(&server).await;
    document["settings"]["send_email_notification"] = json!(true);
    document["settings"]["emails"] = json!(["team@example.com"]);
    document["action"]["information_to_gather"] = json!([]);
    let mut free = free(&document, &[OperatorId(1)]);
    free.retain(|text| text != "team@example.com");
    let texts = texts();
    for first in (0..texts.len()).step_by(free.len() / 2) {
        let others = texts.iter().cycle().skip(first).cloned();
        let mut words: BTreeMap<String, String> = free.iter().cloned().zip(others).collect();
        set_up(&server, &document, &mut words).await;
        let name: String = texts[first].chars().take(90).collect();
        let agent = json!({"name": name, "about": name});
        assert!([200, 422].contains(&server.put("/agents/1", None, agent).await.status.as_u16()));
        let id = server.waiting().await;
        work_off(&server.desk).await.unwrap();
        let here = format!("{}/inbox/{id}", server.desk.base_url);
        let mut mails = mails(&server).await.into_iter();
        let mail = mails.find(|mail| mail.text.contains(&here));
        has_only_our_marks(&mail.unwrap(), &here, &texts[first]);
        // Where nobody waits any more, other queues can be set up.
        let path = format!("/conversations/{id}/cancel_handoff");
        assert_eq!(server.post(&path, json!({})).await.status, 200);
    }
}
