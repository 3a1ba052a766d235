//! A browser that follows every link, to one page of each kind, and sends every form that it finds there.

use std::collections::BTreeSet;

use super::form::{Form, Ways};
use crate::browser::{Browser, Page, TestServer};

/// Whoever sends these is out, and the rest could not be tried.
const LEFT_ALONE: [&str; 2] = ["/sign-out", "/settings/mine/password"];

/// What only chooses among what a list shows.
const CHOICES: [&str; 4] = ["label", "queue", "sort", "view"];

/// The admin of the sample world, at the home page.
pub(super) async fn signed_in(server: &TestServer) -> Browser<'_> {
    let mut maya = server.browser();
    let password = handoff::samples::PASSWORD;
    let door = maya.sign_in("maya@alderandpine.example", password);
    assert_eq!(door.await.location, "/");
    maya
}

/// Every page that can be reached from an address, one of each kind.
pub(super) async fn pages(browser: &mut Browser<'_>, from: &str) -> Vec<(String, Page)> {
    let mut waiting = vec![from.to_owned()];
    let (mut seen, mut found) = (BTreeSet::new(), Vec::new());
    while let Some(path) = waiting.pop() {
        if !seen.insert(kind(&path)) {
            continue;
        }
        let page = browser.get(&path).await;
        assert!(page.status.as_u16() < 500, "{path}: {}", page.status);
        waiting.extend(Ways::of(&page.html).links);
        waiting.extend(Some(page.location.clone()).filter(|to| !to.is_empty()));
        found.push((path, page));
    }
    found
}

/// Every form of these pages, one of each kind, with the address it is sent to.
pub(super) fn forms(pages: &[(String, Page)]) -> Vec<(String, Form)> {
    let (mut seen, mut found) = (BTreeSet::new(), Vec::new());
    for (path, page) in pages {
        for form in Ways::of(&page.html).forms {
            let at = if form.action.is_empty() {
                path
            } else {
                &form.action
            };
            let fields: BTreeSet<String> =
                form.fields.iter().map(|field| kind(&field.name)).collect();
            let is_new = seen.insert((kind(at), fields, form.buttons.len()));
            if is_new && !LEFT_ALONE.iter().any(|alone| at.starts_with(alone)) {
                found.push((at.clone(), form));
            }
        }
    }
    found
}

/// Sends a form once for each of its buttons and once without any, and gives back every page that came of it.
pub(super) async fn sent(
    browser: &mut Browser<'_>,
    (at, form): &(String, Form),
    (fields, file): (&[(String, String)], &str),
) -> Vec<Page> {
    let mut pages = Vec::new();
    for button in std::iter::once(None).chain(form.buttons.iter().map(Some)) {
        let all = fields.iter().chain(button);
        let all: Vec<(&str, &str)> = all.map(|(name, value)| (&**name, &**value)).collect();
        pages.push(match (form.has_parts, form.is_post) {
            (true, _) => browser.post_file(at, &all, ("file", file)).await,
            (false, true) => browser.post(at, &all).await,
            (false, false) => {
                let mut query = form_urlencoded::Serializer::new(String::new());
                let query = query.extend_pairs(all).finish();
                let path = at.split(['?', '#']).next().unwrap_or_default();
                browser.get(&format!("{path}?{query}")).await
            }
        });
    }
    pages
}

/// An address or a field's name without what tells one thing from others of its kind.
fn kind(name: &str) -> String {
    let name = name.split('#').next().unwrap_or_default();
    let (path, query) = name.split_once('?').unwrap_or((name, ""));
    let is_one = |step: &&str| step.starts_with("conv_") || step.parse::<i64>().is_ok();
    let steps = path.split(['/', '[', ']']);
    let steps = steps.map(|step| Some(step).filter(|step| !is_one(step)).unwrap_or("*"));
    let fields = query.split('&').filter_map(|field| field.split('=').next());
    let fields: BTreeSet<&str> = fields.filter(|name| !CHOICES.contains(name)).collect();
    format!("{}?{fields:?}", steps.collect::<Vec<_>>().join("/"))
}
