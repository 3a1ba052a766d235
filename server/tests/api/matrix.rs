//! Who may do what at every address of the API, which its document says.

use axum::{
    body::Body,
    http::{Request, header, request::Builder},
};
use handoff::{
    access::{Actor, TokenScope},
    actions::{NewToken, create_token, revoke_token, set_operator_enabled},
    id::{AgentId, TokenId, hash_secret},
    samples::PASSWORD,
};
use serde_json::Value;

use crate::{
    document::{Operation, examples, existing, operations},
    support::{Raw, TestServer},
};

/// What belongs to the whole house, not to one AI agent, and what no id stands for: every token sees it.
const SHARED: [&str; 6] = [
    // Addressed by the vendor’s name: every AI agent has its own there.
    "help_desks",
    "operators",
    "canned_replies",
    "labels",
    "imports",
    "exports",
];

/// Everybody who comes, with what they show.
pub(crate) struct Cast {
    read: String,
    pub(crate) write: String,
    /// Of another AI agent.
    foreign: String,
    revoked: String,
    /// Cookies of people, by their role; the last one is disabled.
    pub(crate) people: Vec<(&'static str, String)>,
}

impl Cast {
    pub(crate) async fn gather(server: &TestServer) -> Self {
        let shop = Some(AgentId(1));
        let read = server.new_token(TokenScope::ReadAll, shop).await;
        let foreign = server
            .new_token(TokenScope::WriteAll, Some(AgentId(2)))
            .await;
        let (revoked, id) = new_token(server).await;
        revoke_token(&server.desk, &Actor::System, id)
            .await
            .unwrap();
        let mut people = Vec::new();
        let desk = &server.desk;
        for (role, name) in [
            ("operator", "tomas"),
            ("supervisor", "aiko"),
            ("admin", "maya"),
            ("disabled", "lena"),
        ] {
            people.push((role, signed_in(server, name).await));
            if role == "disabled" {
                let all = desk.store.operators().await.unwrap();
                let lena = all
                    .iter()
                    .find(|person| person.email.starts_with("lena@"))
                    .unwrap()
                    .id;
                set_operator_enabled(desk, &Actor::System, lena, false)
                    .await
                    .unwrap();
            }
        }
        Self {
            read,
            write: server.token.clone(),
            foreign,
            revoked,
            people,
        }
    }
}

async fn new_token(server: &TestServer) -> (String, TokenId) {
    let new = NewToken {
        name: "Revoked".into(),
        scope: TokenScope::WriteAll,
        agent: Some(AgentId(1)),
        is_for_all: false,
        expires_at: None,
    };
    let secret = create_token(&server.desk, &Actor::System, &new)
        .await
        .unwrap();
    let token = server.desk.store.token(&hash_secret(secret.reveal())).await;
    (secret.reveal().to_owned(), token.unwrap().unwrap().id)
}

/// The cookie of somebody of the sample world.
async fn signed_in(server: &TestServer, name: &str) -> String {
    let form = format!(
        "email={name}%40alderandpine.example&password={}",
        PASSWORD.replace(' ', "+")
    );
    let request = Request::post("/sign-in")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .body(Body::from(form));
    let answer = server.any(request.unwrap()).await;
    assert_eq!(answer.status, 303, "{name} cannot sign in: {}", answer.text);
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
    cookie.split(';').next().unwrap().to_owned()
}

/// What somebody shows.
#[derive(Clone, Copy)]
pub(crate) enum Shows<'a> {
    Nothing,
    Token(&'a str),
    Cookie(&'a str),
}

impl Shows<'_> {
    /// A request that shows it.
    pub(crate) fn on(self, request: Builder) -> Builder {
        match self {
            Shows::Nothing => request,
            Shows::Token(token) => request.header(header::AUTHORIZATION, format!("Bearer {token}")),
            Shows::Cookie(cookie) => request
                .header(header::COOKIE, cookie)
                .header("sec-fetch-site", "same-origin"),
        }
    }
}

async fn asked(
    server: &TestServer,
    method: &str,
    path: &str,
    (shows, body): (Shows<'_>, Option<&Value>),
) -> Raw {
    let request = Request::builder()
        .method(method.to_uppercase().as_str())
        .uri(path);
    let request = shows.on(request);
    let request = match body {
        Some(body) => request
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_string())),
        None => request.body(Body::empty()),
    };
    server.any(request.unwrap()).await
}

/// The address with an id that nothing has.
fn unknown(of: &Operation) -> String {
    let id = if of.path.starts_with("/conversations") {
        "conv_00000000000000000000000000"
    } else {
        "999999"
    };
    let path = of.path.replace("{id}", id);
    path.replace("{label}", "999999")
        .replace("{file}", "file_00000000000000000000000000")
        .replace("{form}", "weekly_hours")
        .replace("{vendor}", "nobody")
        .replace("{help_desk}", "nobody")
}

/// An answer without what says only where it was asked.
fn told(answer: &Raw) -> (u16, Value) {
    let mut body: Value = serde_json::from_str(&answer.text).unwrap_or_default();
    if let Some(body) = body.as_object_mut() {
        body.remove("instance");
    }
    (answer.status, body)
}

#[tokio::test]
async fn every_endpoint_answers_everybody_as_it_should() {
    let server = TestServer::with_samples().await;
    let cast = Cast::gather(&server).await;
    let examples = examples();
    let mut asked_of = 0;
    for of in operations() {
        let name = of.name();
        if of.is_endless() {
            continue;
        }
        let path = format!("/v1/api{}", existing(&server, &of).await);
        let missing = format!("/v1/api{}", unknown(&of));
        let body = examples.get(&name);
        let mut nobody = vec![
            ("anonymous", Shows::Nothing),
            ("revoked", Shows::Token(&cast.revoked)),
            ("wrong", Shows::Token("hnd_wrong")),
        ];
        nobody.extend(
            cast.people
                .iter()
                .map(|(role, cookie)| (*role, Shows::Cookie(cookie))),
        );
        for (who, shows) in nobody {
            for path in [&path, &missing] {
                let answer = asked(&server, &of.method, path, (shows, body)).await;
                assert_eq!(answer.status, 401, "{who}: {} {path}", of.method);
            }
        }
        let reads = of.method == "get" || of.path == "/decisions";
        let answer = asked(&server, &of.method, &path, (Shows::Token(&cast.read), body)).await;
        assert_eq!(
            answer.status,
            if reads { 200 } else { 403 },
            "read token: {name} {}",
            answer.text
        );
        if of.path.contains('{') {
            let none = asked(
                &server,
                &of.method,
                &missing,
                (Shows::Token(&cast.write), body),
            )
            .await;
            assert_eq!(none.status, 404, "unknown id: {name} {}", none.text);
            let noun = of.path.split('/').nth(1).unwrap();
            if !SHARED.contains(&noun) {
                let foreign = asked(
                    &server,
                    &of.method,
                    &path,
                    (Shows::Token(&cast.foreign), body),
                )
                .await;
                assert_eq!(
                    told(&foreign),
                    told(&none),
                    "another AI agent's token: {name}"
                );
            }
        }
        asked_of += 1;
    }
    assert!(asked_of > 60, "{asked_of}");
}
