//! How a letter looked, in a frame of its own: cleaned, without programs, without anything from elsewhere, and
//! with no power over the page around it.

use std::collections::{HashMap, HashSet};

use ammonia::Builder;
use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use handoff::id::{ConversationId, MessageId};
use leptos::prelude::*;

use super::{desk::find_conversation, seen::Seen};
use crate::{
    request::{Oops, SignedIn},
    routes,
    site::Site,
};

/// Nothing is run, asked for, or sent; only pages of ours may show it.
const POLICY: &str = "sandbox allow-popups; default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

/// A letter of the conversation, for whoever may see it.
pub(super) async fn letter(
    State(site): State<Site>,
    who: SignedIn,
    Path((id, message)): Path<(String, i64)>,
) -> Result<Response, Oops> {
    let (store, id) = (&site.desk.store, ConversationId(id));
    let conversation = find_conversation(&site, &who, &id).await?;
    let html = store.letter(&conversation.id, MessageId(message)).await?;
    let html = html.ok_or(Oops::NotFound)?;
    let page = format!(
        "<!DOCTYPE html><html lang=\"und\"><head><meta charset=\"utf-8\"><title>Letter</title></head><body>{}</body></html>",
        cleaned(&html)
    );
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    Ok((headers, page).into_response())
}

/// The HTML without anything that runs, looks like a part of ours, or asks somebody else for something.
fn cleaned(html: &str) -> String {
    Builder::default()
        .rm_tags(["img", "map", "area"])
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .link_rel(Some("noopener noreferrer nofollow"))
        .set_tag_attribute_values(HashMap::from([(
            "a",
            HashMap::from([("target", "_blank")]),
        )]))
        .clean(html)
        .to_string()
}

/// The way to see a message as it was sent, where it was a letter.
pub(super) fn as_sent(seen: &Seen, message: MessageId) -> Option<impl IntoView + use<>> {
    let is_one = seen.letters.contains(&message);
    let src = routes::letter(&seen.conversation.id.0, message.0);
    is_one.then(|| {
        view! {
            <details class="letter-fold">
                <summary>"As it was sent"</summary>
                <iframe class="letter" sandbox="allow-popups" src=src title="The letter as it was sent, without pictures"></iframe>
            </details>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_cleaned_letter_runs_or_asks_for_anything() {
        for hostile in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "<svg onload=alert(1)><animate onbegin=alert(1)>",
            "<a href='javascript:alert(1)'>x</a>",
            "<a href=' data:text/html,<script>alert(1)</script>'>x</a>",
            "<iframe src=https://evil.example></iframe>",
            "<form action=https://evil.example><input></form>",
            "<style>@import 'https://evil.example'</style>",
            "<link rel=stylesheet href=https://evil.example>",
            "<meta http-equiv=refresh content='0;url=https://evil.example'>",
            "<p style='background:url(https://evil.example)' onclick=alert(1)>x</p>",
            "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
            "<base href=https://evil.example>",
            "<video poster=https://evil.example src=https://evil.example></video>",
            "</body></html><script>alert(1)</script>",
        ] {
            let clean = cleaned(hostile);
            for word in [
                "script", "onerror", "onload", "onbegin", "onclick", "evil", "<iframe", "<form",
                "<img", "<style", "<svg", "<base", "<meta", "<link", "data:",
            ] {
                assert!(!clean.contains(word), "{hostile} became {clean}");
            }
        }
        let kept = cleaned("<p>Hello <b>you</b>, see <a href=\"https://a.example\">this</a></p>");
        assert!(
            kept.contains("<b>you</b>") && kept.contains("target=\"_blank\""),
            "{kept}"
        );
        assert!(kept.contains("noopener"), "{kept}");
    }
}
