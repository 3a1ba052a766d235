//! The document of the API says what there is, all of it, and its examples work.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
};

use axum::{body::Body, http::header};
use handoff::access::TokenScope;
use serde_json::{Map, Value, json};
use server::api::{BASE, EXAMPLES, document};

use crate::support::{Answer, TestServer};

/// An endpoint as the document has it.
pub(crate) struct Operation {
    pub(crate) method: String,
    /// Without the base: `/conversations/{id}/claim`.
    pub(crate) path: String,
    pub(crate) says: Value,
}

impl Operation {
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    pub(crate) fn has_body(&self) -> bool {
        self.says["requestBody"].is_object()
    }

    /// Whether its answer goes on as long as there is something to tell.
    pub(crate) fn is_endless(&self) -> bool {
        self.path.ends_with("/live")
    }

    fn is_said(&self, status: u16) -> bool {
        self.says["responses"].get(status.to_string()).is_some()
    }
}

/// Every endpoint of the document.
pub(crate) fn operations() -> Vec<Operation> {
    let document = document();
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, says) in item.as_object().unwrap() {
            all.push(Operation {
                method: method.clone(),
                path: path.strip_prefix(BASE).unwrap().to_owned(),
                says: says.clone(),
            });
        }
    }
    all
}

/// The bodies that the document shows, by `post /conversations`.
pub(crate) fn examples() -> Map<String, Value> {
    serde_json::from_str(EXAMPLES).unwrap()
}

/// Sends what an operation takes: to something that is there, with the body of the example, else with what
/// was read there.
pub(crate) async fn sent(server: &TestServer, of: &Operation) -> Answer {
    let path = existing(server, of).await;
    let mut body = examples().get(&of.name()).cloned();
    if body.is_none() && of.method == "put" {
        body = Some(server.get(&path).await.body);
    }
    if of.name() == "put /canned_replies/{id}" {
        let replies = server.get("/canned_replies").await.body;
        body.as_mut().unwrap()["revision"] = replies["canned_replies"][0]["revision"].clone();
    }
    if of.path.ends_with("/merge") {
        let customers = server.get("/customers").await.body;
        body.as_mut().unwrap()["customer_id"] = customers["customers"][1]["id"].clone();
    }
    if of.path.ends_with("/queue") {
        let queues = server.get("/queues").await.body;
        body.as_mut().unwrap()["queue_id"] = queues["data"][0]["id"].clone();
    }
    let request = server.request(&of.method.to_uppercase(), &path);
    let request = match &body {
        Some(body) => request
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_string())),
        None => request.body(Body::empty()),
    };
    server.send(request.unwrap()).await
}

/// The address of an operation, filled in with something that is there for it.
pub(crate) async fn existing(server: &TestServer, of: &Operation) -> String {
    if !of.path.contains('{') {
        return of.path.clone();
    }
    let noun = of.path.split('/').nth(1).unwrap();
    let id = match noun {
        "conversations" => conversation(server, &of.path).await,
        "human_handoff" => report(server).await,
        "imports" | "exports" => String::new(),
        "help_desks" => {
            let example = examples()["put /help_desks/{help_desk}"].clone();
            let kept = server.put("/help_desks/zendesk", None, example).await;
            assert_eq!(kept.status, 200, "{}", kept.body);
            String::new()
        }
        _ => {
            if of.method == "delete" {
                // What nothing else needs.
                made(server, noun).await
            } else {
                let list = server.get(&format!("/{noun}")).await.body;
                let rows = list.as_object().unwrap().values().find_map(Value::as_array);
                match rows.unwrap().first() {
                    Some(row) => named(&row["id"]),
                    None => made(server, noun).await,
                }
            }
        }
    };
    let mut path = of.path.replace("{id}", &id);
    if path.contains("{label}") {
        let labels = format!("/conversations/{id}/labels");
        let label = server.post(&labels, json!({"name": "vip"})).await.body;
        path = path.replace("{label}", &label["id"].to_string());
    }
    if path.contains("{file}") {
        let file = examples()["post /conversations/{id}/files"].clone();
        let files = format!("/conversations/{id}/files");
        let file = server.post(&files, file).await.body;
        path = path.replace("{file}", file["id"].as_str().unwrap());
    }
    path.replace("{form}", "weekly_hours")
        .replace("{vendor}", "quickchat")
        .replace("{help_desk}", "zendesk")
}

/// An id as it stands in an address, whether it is a number or a word.
fn named(id: &Value) -> String {
    id.as_str().map_or_else(|| id.to_string(), str::to_owned)
}

/// A conversation that somebody has; one to claim waits.
async fn conversation(server: &TestServer, path: &str) -> String {
    let begun = server.post("/conversations", json!({})).await.body;
    let id = begun["conversation"]["id"].as_str().unwrap();
    let verb = |verb: &str| format!("/conversations/{id}/{verb}");
    let taken = server.post(&verb("claim"), json!({"operator_id": 1})).await;
    assert_eq!(taken.status, 200, "{}", taken.body);
    if path.ends_with("/claim") || path.ends_with("/cancel_handoff") {
        let waits = server
            .post(&verb("assign"), json!({"operator_id": null}))
            .await;
        assert_eq!(waits.body["state"], "waiting");
    }
    id.to_owned()
}

/// How many things were made, so that each has a name of its own.
static MADE: AtomicUsize = AtomicUsize::new(0);

async fn made(server: &TestServer, noun: &str) -> String {
    let mut example = examples()[&format!("post /{noun}")].clone();
    let name = if noun == "topics" { "title" } else { "name" };
    let number = MADE.fetch_add(1, Ordering::Relaxed);
    example[name] = json!(format!("only_for_this_{number}"));
    let made = server.post(&format!("/{noun}"), example).await;
    assert_eq!(made.status, 201, "{noun}: {}", made.body);
    made.body["id"].to_string()
}

async fn report(server: &TestServer) -> String {
    let body = server.get("/human_handoff/configuration").await.body;
    let put = server.put("/human_handoff/configuration", None, body).await;
    let link = put.header("link");
    let place = link.split('>').next().unwrap();
    place.rsplit('/').next().unwrap().to_owned()
}

#[tokio::test]
async fn every_operation_of_the_document_works_with_its_example() {
    let mut server = TestServer::with_samples().await;
    let (own, all) = (
        server.token.clone(),
        server.new_token_for_all(TokenScope::WriteAll).await,
    );
    for of in operations().iter().filter(|of| !of.is_endless()) {
        let takes_all = of.name() == "post /agents";
        server.token.clone_from(if takes_all { &all } else { &own });
        let answer = sent(&server, of).await;
        let (name, status) = (of.name(), answer.status.as_u16());
        assert!(
            (200..300).contains(&status),
            "{name}: {status} {}",
            answer.body
        );
        assert!(
            of.is_said(status),
            "{name} answered {status}, which its entry does not say"
        );
        let is_empty = status == 204;
        assert_eq!(answer.body.is_null(), is_empty, "{name}: {}", answer.body);
    }
}

#[test]
fn every_body_has_an_example_and_every_example_a_body() {
    let examples = examples();
    let mut known = BTreeSet::new();
    for of in operations() {
        let is_read_back = of.name() == "put /configuration";
        let has_example = examples.contains_key(&of.name());
        assert!(
            has_example == of.has_body() || is_read_back,
            "{}: put a body that works into server/src/api/examples.json",
            of.name()
        );
        known.insert(of.name());
    }
    for name in examples.keys() {
        assert!(
            known.contains(name),
            "examples.json has “{name}”, which no endpoint is"
        );
    }
}

#[tokio::test]
async fn no_address_takes_a_method_that_the_document_does_not_say() {
    let server = TestServer::start().await;
    let mut by_path: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for of in operations() {
        by_path.entry(of.path).or_default().push(of.method);
    }
    for (path, methods) in by_path {
        let path = path
            .replace("{id}", "1")
            .replace("{label}", "1")
            .replace("{file}", "1")
            .replace("{form}", "x")
            .replace("{vendor}", "quickchat");
        for method in ["get", "post", "put", "patch", "delete"] {
            if method == "get" && path.ends_with("/live") {
                continue;
            }
            let request = server.request(&method.to_uppercase(), &path);
            let answer = server.send(request.body(Body::empty()).unwrap()).await;
            let is_taken = answer.status != 405;
            let is_said = methods.iter().any(|said| said == method);
            assert_eq!(is_taken, is_said, "{method} {path} is {}", answer.status);
            if is_said {
                let nothing = "There is nothing at this address.";
                assert_ne!(answer.body["detail"], nothing, "{method} {path}");
            }
        }
    }
}

/// Routes that were added past the document are in no list of its; their source says them.
#[test]
fn no_endpoint_is_added_past_the_document() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/api/v1");
    let mut open = vec![folder];
    let mut files = 0;
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            files += 1;
            let text = fs::read_to_string(&path).unwrap();
            for (number, line) in text.lines().enumerate() {
                assert!(
                    !line.contains(".route(") && !line.contains(".nest_service("),
                    "{}:{}: {}\nAn endpoint added so is missing from the document of the API. Write `.routes(routes!(handler))`, \
                     annotate the handler with `#[utoipa::path(…)]`, and put a body that works into server/src/api/examples.json.",
                    path.display(),
                    number + 1,
                    line.trim(),
                );
            }
        }
    }
    assert!(files > 50, "{files}");
}

#[tokio::test]
async fn the_document_is_served_and_printed_the_same() {
    let server = TestServer::start().await;
    let answer = server.page("/openapi.json").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.body, document());
    assert_eq!(answer.body["openapi"], "3.1.0");
    assert_eq!(server.page("/docs/api/").await.status, 200);
}
