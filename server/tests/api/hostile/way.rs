//! The whole way: what customers write and are called comes in through the API, and leaves again as mails to the team.

use handoff::{
    delivery::{Kind, email::Mail},
    store::DeliveryQuery,
};
use serde_json::json;
use server::jobs::work_off;

use super::{read::Html, texts};
use crate::support::TestServer;

pub(super) async fn mails(server: &TestServer) -> Vec<Mail> {
    let query = DeliveryQuery {
        limit: 5,
        ..DeliveryQuery::default()
    };
    let page = server.desk.store.deliveries(&query).await.unwrap();
    let mails = page
        .deliveries
        .into_iter()
        .filter(|one| one.kind == Kind::Email);
    mails
        .map(|one| serde_json::from_str(&one.body).unwrap())
        .collect()
}

/// Begins a conversation under that name with those words, and says what the API calls it.
async fn handed_off(server: &TestServer, text: &str) -> Option<String> {
    let said: String = text.chars().take(1500).collect();
    let name: String = said.chars().take(90).collect();
    let body = json!({
        "customer": {"name": name, "email": "ruth@customers.example"},
        "message": {"author": "customer", "text": said},
    });
    let begun = server.post("/conversations", body).await;
    // What is not said is not kept.
    if begun.status == 422 {
        return None;
    }
    assert_eq!(begun.status, 201, "{text:?}: {}", begun.body);
    let id = begun.body["conversation"]["id"].as_str().unwrap();
    let asks =
        json!({"message": {"author": "customer", "text": "Can I talk to a real person, please?"}});
    let path = format!("/conversations/{id}/messages");
    let handed = server.post(&path, asks["message"].clone()).await;
    assert_eq!(handed.status, 201, "{text:?}: {}", handed.body);
    Some(id.to_owned())
}

/// A mail has nothing but the marks that mails of ours have, and leads nowhere but there.
pub(super) fn has_only_our_marks(mail: &Mail, here: &str, text: &str) {
    let html = Html::read(&mail.html);
    let known = [
        "<!doctype>",
        "<html lang=“en”>",
        "<head>",
        "</head>",
        "<meta charset=“utf-8”>",
        "<th align=“left”>",
    ];
    for mark in html.built() {
        let name = mark.trim_matches(['<', '>', '/']);
        let is_ours = known.contains(&mark)
            || [
                "html",
                "body",
                "h1",
                "p",
                "b",
                "blockquote",
                "table",
                "tr",
                "th",
                "td",
                "ul",
                "li",
                "a",
                "small",
            ]
            .contains(&name)
            || mark == format!("<a href=“{here}”>");
        assert!(is_ours, "{mark} for {text:?}");
    }
    assert!(
        !mail.subject.contains(|sign: char| sign.is_control()),
        "{text:?}"
    );
}

#[tokio::test]
async fn whoever_is_called_by_a_program_is_a_name_in_a_mail() {
    let server = TestServer::start().await;
    let mut configuration = server.get("/human_handoff/configuration").await.body;
    configuration["settings"]["send_email_notification"] = json!(true);
    configuration["settings"]["emails"] = json!(["team@example.com"]);
    let kept = server
        .put("/human_handoff/configuration", None, configuration)
        .await;
    assert_eq!(kept.status, 200, "{}", kept.body);
    let base = server.desk.base_url.clone();
    let mut told = 0;
    for text in texts() {
        let Some(id) = handed_off(&server, &text).await else {
            continue;
        };
        work_off(&server.desk).await.unwrap();
        let here = format!("{base}/inbox/{id}");
        let mail = mails(&server)
            .await
            .into_iter()
            .find(|mail| mail.text.contains(&here));
        let mail = mail.unwrap_or_else(|| panic!("nobody is told of {text:?}"));
        told += 1;
        has_only_our_marks(&mail, &here, &text);
    }
    assert!(told >= 300, "{told} were told of");
}
