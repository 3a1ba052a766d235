//! Who may go where outside the API: every address there is, from the router itself, by the door in `doors.txt`.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use axum::{
    body::Body,
    http::{Request, header},
};
use leptos::server_fn::axum::server_fn_paths;

use crate::{
    matrix::{Cast, Shows},
    support::{Raw, TestServer},
};

/// What the buttons say, all of them at once: about things that are not there, and one way or the other.
const BUTTON: &str = "conversation=conv_00000000000000000000000000&agent=999999&callback=999999&operator=999999&to=&verdict=right\
    &profile=999999&invitation=999999&token=999999&enabled=yes&active=yes&online=yes&back=&seen=0&tag=";

/// Who is let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Door {
    /// Whoever comes.
    Open,
    /// Whoever shows a secret that is in the address or in a header: nobody here.
    Keyed,
    /// Everybody who works here.
    People,
    /// Supervisors and admins.
    Supervisors,
    Admins,
}

impl Door {
    fn named(name: &str) -> Self {
        match name {
            "open" => Self::Open,
            "keyed" => Self::Keyed,
            "people" => Self::People,
            "supervisors" => Self::Supervisors,
            "admins" => Self::Admins,
            other => panic!("{other} is no door"),
        }
    }

    fn lets_in(self, role: &str) -> bool {
        match self {
            Self::Open => true,
            Self::Keyed => false,
            Self::People => ["operator", "supervisor", "admin"].contains(&role),
            Self::Supervisors => ["supervisor", "admin"].contains(&role),
            Self::Admins => role == "admin",
        }
    }
}

/// `get /inbox` and `post /sign-in`, each with its door.
fn doors() -> BTreeMap<String, Door> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/api/doors.txt");
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let (door, address) = line.split_once(' ').unwrap();
            (address.trim().to_owned(), Door::named(door))
        })
        .collect()
}

/// Every address outside the API, as the router has it: with names in braces for what differs.
fn addresses(server: &TestServer) -> BTreeSet<String> {
    // The router tells its addresses to nobody but whoever prints it.
    let printed = format!("{:?}", server.router);
    let quoted = printed.split('"').filter(|text| text.starts_with('/'));
    let own = quoted.filter(|text| !text.starts_with("/v1/api") && !text.contains("__private__"));
    let mut all: BTreeSet<String> = own.map(str::to_owned).collect();
    assert!(all.remove("/do/{*button}"), "{all:?}");
    all.extend(server_fn_paths().map(|(path, _)| path.to_owned()));
    all
}

/// The address with things of the sample world in it, or with what is not there.
fn filled(path: &str, is_there: bool) -> String {
    let step = |step: &str| {
        let named = step
            .strip_prefix('{')
            .and_then(|step| step.strip_suffix('}'));
        match (named, is_there) {
            (None, _) => step.to_owned(),
            (Some("agent" | "operator" | "id" | "schedule" | "topic"), true) => "1".to_owned(),
            (Some("conversation"), _) => "conv_00000000000000000000000000".to_owned(),
            (Some("channel"), true) => "sms".to_owned(),
            (Some("vendor"), true) => "quickchat".to_owned(),
            (Some("file"), true) => "days.csv".to_owned(),
            (Some(_), _) => "999999".to_owned(),
        }
    };
    path.split('/').map(step).collect::<Vec<_>>().join("/")
}

async fn asked(server: &TestServer, method: &str, path: &str, shows: Shows<'_>) -> Raw {
    let body = if path.starts_with("/do/") { BUTTON } else { "" };
    sent(server, (method, path), body, shows).await
}

async fn sent(
    server: &TestServer,
    (method, path): (&str, &str),
    body: &'static str,
    shows: Shows<'_>,
) -> Raw {
    let request = Request::builder()
        .method(method.to_uppercase().as_str())
        .uri(path);
    let mut request = shows.on(request);
    if !matches!(shows, Shows::Cookie(_)) {
        request = request.header("sec-fetch-site", "same-origin");
    }
    let form = "application/x-www-form-urlencoded";
    let request = request.header(header::CONTENT_TYPE, form);
    server.any(request.body(Body::from(body)).unwrap()).await
}

/// Whether somebody was sent away: to the door, or with words.
fn is_sent_away(answer: &Raw) -> bool {
    let place = answer.headers.get(header::LOCATION);
    let place = place
        .and_then(|place| place.to_str().ok())
        .unwrap_or_default();
    place.starts_with("/sign-in") || matches!(answer.status, 401 | 403)
}

#[tokio::test]
async fn a_button_that_is_sent_nothing_says_that_the_form_is_not_ours() {
    let server = TestServer::with_samples().await;
    let cast = Cast::gather(&server).await;
    let (_, admin) = &cast.people[2];
    for (button, _) in server_fn_paths() {
        for body in ["", "agent=soon", "%ff&&=", "conversation[]=1"] {
            let answer = sent(&server, ("post", button), body, Shows::Cookie(admin)).await;
            assert_eq!(answer.status, 400, "{button} with “{body}”");
        }
    }
    let none = asked(&server, "post", "/do/nothing", Shows::Cookie(admin)).await;
    assert_eq!(none.status, 404);
}

#[tokio::test]
async fn every_address_lets_in_whom_it_should() {
    let server = TestServer::with_samples().await;
    let cast = Cast::gather(&server).await;
    let doors = doors();
    let mut there = BTreeSet::new();
    let mut wrong = Vec::new();
    // What is posted may change things, so everything is looked at first.
    for method in ["get", "post"] {
        for path in addresses(&server) {
            let address = filled(&path, true);
            let anonymous = asked(&server, method, &address, Shows::Nothing).await;
            let name = format!("{method} {path}");
            if anonymous.status == 405 {
                continue;
            }
            there.insert(name.clone());
            let Some(door) = doors.get(&name) else {
                continue;
            };
            let token = asked(&server, method, &address, Shows::Token(&cast.write)).await;
            let mut rows = vec![("anonymous", anonymous), ("token", token)];
            // Whoever signs out is somebody else afterwards.
            let people = cast.people.iter().filter(|_| path != "/sign-out");
            for (role, cookie) in people {
                rows.push((
                    role,
                    asked(&server, method, &address, Shows::Cookie(cookie)).await,
                ));
            }
            for (who, answer) in rows {
                let is_right = match door {
                    Door::Open => answer.status < 500 && answer.status != 403,
                    Door::Keyed => matches!(answer.status, 400..500),
                    _ if door.lets_in(who) => !is_sent_away(&answer) && answer.status < 500,
                    _ => is_sent_away(&answer),
                };
                if !is_right {
                    wrong.push(format!(
                        "{who}: {name} is {} and its door {door:?}",
                        answer.status
                    ));
                }
            }
            if path.contains('{') {
                let (_, admin) = &cast.people[2];
                let none =
                    asked(&server, method, &filled(&path, false), Shows::Cookie(admin)).await;
                let is_right = match (door, method) {
                    (Door::Keyed, _) => matches!(none.status, 400..500),
                    // Somewhere that asks who comes.
                    (Door::Open, _) if none.status == 303 => true,
                    (_, "get") => matches!(none.status, 404 | 410),
                    _ => matches!(none.status, 400 | 404 | 410 | 422),
                };
                if !is_right {
                    wrong.push(format!("what is not there: {name} is {}", none.status));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let known: BTreeSet<String> = doors.keys().cloned().collect();
    let missing: Vec<_> = there.difference(&known).collect();
    assert!(
        missing.is_empty(),
        "say in server/tests/api/doors.txt who may go to {missing:#?}"
    );
    let gone: Vec<_> = known.difference(&there).collect();
    assert!(
        gone.is_empty(),
        "server/tests/api/doors.txt has what is not there: {gone:#?}"
    );
    assert!(there.len() > 120, "{}", there.len());
}
