//! Whoever should be told of a handoff gets a mail, through a mail server that is sometimes in a bad mood.

pub(crate) mod mail_server;

use std::sync::Arc;

use chrono::TimeDelta;
use handoff::{
    actions::save_email_wishes,
    clock::from_millis,
    delivery::{Delivery, DeliveryState, EmailPace, EmailWishes},
    id::OperatorId,
    schedule::Interval,
    store::DeliveryQuery,
};
use serde_json::{Value, json};
use server::{
    channel::{ChannelSettings, HttpCourier},
    delivery::{Post, deliver_due},
    jobs::work_off,
    mail::{MailSettings, MailWay, Mailer},
    outgoing::{Outgoing, OutgoingSettings},
};

use crate::support::{NOW, TestServer};
use mail_server::{Act, Arrived, MailServer};

const PATH: &str = "/human_handoff/configuration";

/// Puts addresses on the list by the five-section configuration, and switches mails on.
async fn tell(server: &TestServer, emails: &[&str], profiles: Value) {
    let mut configuration = server.get(PATH).await.body;
    configuration["settings"]["send_email_notification"] = json!(true);
    configuration["settings"]["emails"] = json!(emails);
    configuration["settings"]["confirmation_message"] = json!("Somebody is on the way.");
    configuration["routing_profiles"] = profiles;
    let kept = server.put(PATH, None, configuration).await;
    assert_eq!(kept.status, 200, "{}", kept.body);
}

async fn told(server: &TestServer, mailer: Mailer) {
    let outgoing = Outgoing::new(OutgoingSettings::default()).unwrap();
    work_off(&server.desk).await.unwrap();
    let courier = HttpCourier::new(&ChannelSettings::default()).unwrap();
    let post = Post {
        mailer,
        outgoing,
        courier: Arc::new(courier),
    };
    deliver_due(&server.desk, &post).await.unwrap();
}

async fn deliveries(server: &TestServer) -> Vec<Delivery> {
    let query = DeliveryQuery {
        limit: 100,
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

fn after(server: &TestServer, pause: TimeDelta) {
    server.clock.set(from_millis(NOW) + pause);
}

#[tokio::test]
async fn the_list_of_the_configuration_gets_a_mail_with_the_handoff_in_it() {
    let server = TestServer::start().await;
    let mail = MailServer::start().await;
    tell(
        &server,
        &["team@example.com", "lead@example.com"],
        json!([]),
    )
    .await;
    let id = server.waiting().await;
    assert!(
        mail.arrived().is_empty(),
        "nothing is sent before the commit"
    );
    told(&server, mail.mailer(None)).await;
    assert_eq!(mail.recipients(), ["lead@example.com", "team@example.com"]);
    let first: &Arrived = &mail.arrived()[0];
    assert_eq!(first.header("From"), "Desk <desk@example.com>");
    assert_eq!(first.header("Auto-Submitted"), "auto-generated");
    assert!(
        first
            .header("Content-Type")
            .starts_with("multipart/alternative")
    );
    assert_eq!(
        first.header("Message-ID"),
        format!("<{id}.{NOW}@127.0.0.1>")
    );
    assert_eq!(
        first.header("References"),
        "",
        "it is the first about this conversation"
    );
    assert!(first.source.contains("text/plain") && first.source.contains("text/html"));
    let link = format!("http://127.0.0.1:3000/inbox/{id}");
    let unwrapped = first.source.replace("=\r\n", "");
    assert!(unwrapped.contains(&link), "{}", first.source);
    // Told again, as after a crash, nobody gets another.
    told(&server, mail.mailer(None)).await;
    assert_eq!(mail.arrived().len(), 2);
    for delivery in deliveries(&server).await {
        assert_eq!(delivery.state, DeliveryState::Sent);
        let attempts = server.desk.store.attempts(delivery.id).await.unwrap();
        assert_eq!(attempts.len(), 1);
        assert_eq!(attempts[0].status, Some(250));
        assert!(attempts[0].sent.contains("Subject: "));
    }
}

#[tokio::test]
async fn switched_off_nobody_gets_a_mail() {
    let server = TestServer::start().await;
    let mail = MailServer::start().await;
    tell(&server, &["team@example.com"], json!([])).await;
    let mut configuration = server.get(PATH).await.body;
    configuration["settings"]["send_email_notification"] = json!(false);
    assert_eq!(server.put(PATH, None, configuration).await.status, 200);
    server.waiting().await;
    told(&server, mail.mailer(None)).await;
    assert!(mail.arrived().is_empty());
    assert!(deliveries(&server).await.is_empty());
}

#[tokio::test]
async fn a_later_handoff_of_the_same_conversation_belongs_to_the_same_thread() {
    let server = TestServer::start().await;
    let mail = MailServer::start().await;
    tell(&server, &["team@example.com"], json!([])).await;
    let id = server.waiting().await;
    told(&server, mail.mailer(None)).await;
    let ben = server.new_operator("Ben Ito").await;
    let claimed = json!({"operator_id": ben});
    assert_eq!(
        server
            .post(&format!("/conversations/{id}/claim"), claimed)
            .await
            .status,
        200
    );
    let back = server
        .post(&format!("/conversations/{id}/hand_back"), json!({}))
        .await;
    assert_eq!(back.status, 200, "{}", back.body);
    after(&server, TimeDelta::minutes(3));
    let again = json!({"author": "customer", "text": "Please let me talk to a human agent again"});
    let again = server
        .post(&format!("/conversations/{id}/messages"), again)
        .await;
    assert_eq!(
        again.body["decision"]["outcome"], "hand_off",
        "{}",
        again.body
    );
    told(&server, mail.mailer(None)).await;
    let arrived = mail.arrived();
    assert_eq!(arrived.len(), 2);
    let first = arrived[0].header("Message-ID");
    assert_ne!(arrived[1].header("Message-ID"), first);
    assert_eq!(arrived[1].header("References"), first);
    assert_eq!(arrived[1].header("In-Reply-To"), first);
}

#[tokio::test]
async fn a_refusal_for_now_is_tried_again_under_the_same_id_and_one_for_good_is_not() {
    let server = TestServer::start().await;
    let mail = MailServer::start().await;
    tell(&server, &["team@example.com"], json!([])).await;
    server.waiting().await;
    mail.then([Act::Mail("451 come back later"), Act::Silence]);
    told(&server, mail.mailer(None)).await;
    let waiting = &deliveries(&server).await[0];
    assert_eq!((waiting.state, waiting.attempts), (DeliveryState::Due, 1));
    assert!(waiting.last_error.as_deref().unwrap().contains("451"));
    let pause = (waiting.due_at - from_millis(NOW)).num_milliseconds();
    assert!((4_000..=6_000).contains(&pause), "{pause}");
    after(&server, TimeDelta::seconds(10));
    told(&server, mail.mailer(None)).await;
    let hung = &deliveries(&server).await[0];
    assert_eq!(
        hung.last_error.as_deref(),
        Some("The mail server took too long to answer.")
    );
    after(&server, TimeDelta::minutes(10));
    told(&server, mail.mailer(None)).await;
    let sent = &deliveries(&server).await[0];
    assert_eq!((sent.state, sent.attempts), (DeliveryState::Sent, 3));
    let ids: Vec<_> = mail
        .arrived()
        .iter()
        .map(|mail| mail.header("Message-ID"))
        .collect();
    assert_eq!(ids.len(), 3);
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");

    server.waiting().await;
    mail.then([Act::Recipient("550 no such mailbox")]);
    told(&server, mail.mailer(None)).await;
    let refused = &deliveries(&server).await[0];
    assert_eq!(
        (refused.state, refused.attempts),
        (DeliveryState::Failed, 1)
    );
    let attempts = server.desk.store.attempts(refused.id).await.unwrap();
    assert_eq!(attempts[0].status, Some(550));
    assert!(
        attempts[0].answer.contains("no such mailbox"),
        "{attempts:?}"
    );
}

#[tokio::test]
async fn a_wrong_password_holds_mails_back_until_it_is_mended() {
    let server = TestServer::start().await;
    let mail = MailServer::start().await;
    tell(&server, &["team@example.com"], json!([])).await;
    server.waiting().await;
    told(&server, mail.mailer(Some(("desk", "wrong")))).await;
    let held = &deliveries(&server).await[0];
    assert_eq!(held.state, DeliveryState::Due);
    assert!(
        held.last_error.as_deref().unwrap().contains("535"),
        "{held:?}"
    );
    after(&server, TimeDelta::minutes(10));
    told(&server, mail.mailer(Some(("desk", "right")))).await;
    assert_eq!(deliveries(&server).await[0].state, DeliveryState::Sent);
    assert_eq!(mail.logins().len(), 2);
}

#[tokio::test]
async fn where_a_routing_profile_fits_only_its_people_get_a_mail() {
    let server = TestServer::start().await;
    let mail = MailServer::start().await;
    let ada = server.new_operator("Ada").await;
    server.new_operator("Ben").await;
    let billing = json!([{"name": "Billing", "is_active": true, "user_ids": [ada],
        "description": "Questions about invoices, charges, refunds and payments"}]);
    tell(&server, &["team@example.com"], billing).await;
    let text = "I was charged twice on my invoice. I want to talk to a real person, please.";
    let body = json!({"message": {"author": "customer", "text": text}});
    let begun = server.post("/conversations", body).await;
    assert_eq!(
        begun.body["decision"]["routing"]["profile"], "Billing",
        "{}",
        begun.body
    );
    told(&server, mail.mailer(None)).await;
    assert_eq!(mail.recipients(), ["ada@example.com"]);
    server.waiting().await;
    told(&server, mail.mailer(None)).await;
    assert_eq!(mail.recipients(), ["ada@example.com", "team@example.com"]);
}

async fn wants(server: &TestServer, who: OperatorId, pace: EmailPace, quiet: Option<(&str, &str)>) {
    let quiet = quiet.map(|(from, until)| Interval::parse(from, until).unwrap());
    let wishes = EmailWishes { pace, quiet };
    save_email_wishes(&server.desk, who, wishes).await.unwrap();
}

#[tokio::test]
async fn people_get_mails_when_they_want_them() {
    let server = TestServer::start().await;
    let mail = MailServer::start().await;
    let (ada, ben, cleo) = (
        server.new_operator("Ada").await,
        server.new_operator("Ben").await,
        server.new_operator("Cleo").await,
    );
    wants(&server, ada, EmailPace::Off, None).await;
    wants(&server, ben, EmailPace::Digest, None).await;
    wants(&server, cleo, EmailPace::AtOnce, Some(("09:00", "12:00"))).await;
    let list = [
        "ada@example.com",
        "ben@example.com",
        "cleo@example.com",
        "else@example.com",
    ];
    tell(&server, &list, json!([])).await;
    for _ in 0..2 {
        server.waiting().await;
    }
    told(&server, mail.mailer(None)).await;
    assert_eq!(mail.recipients(), ["else@example.com", "else@example.com"]);
    after(&server, TimeDelta::hours(2));
    told(&server, mail.mailer(None)).await;
    assert_eq!(
        mail.recipients()[..2],
        ["cleo@example.com", "cleo@example.com"]
    );
    after(&server, TimeDelta::hours(22));
    told(&server, mail.mailer(None)).await;
    let arrived = mail.arrived();
    let digests: Vec<_> = arrived
        .iter()
        .filter(|mail| mail.to == "ben@example.com")
        .collect();
    assert_eq!(digests.len(), 1, "{arrived:?}");
    assert_eq!(
        digests[0].header("Subject"),
        "2 conversations were handed off"
    );
    assert!(!mail.recipients().contains(&"ada@example.com".to_owned()));
}

#[tokio::test]
async fn without_a_mail_server_mails_are_files_in_a_folder() {
    let server = TestServer::start().await;
    let folder = tempfile::tempdir().unwrap();
    let settings = MailSettings {
        way: MailWay::Folder(folder.path().join("mail")),
        from: None,
    };
    tell(&server, &["team@example.com"], json!([])).await;
    server.waiting().await;
    told(&server, Mailer::new(&settings, "127.0.0.1").unwrap()).await;
    let mut files = std::fs::read_dir(folder.path().join("mail/new")).unwrap();
    let file = files.next().unwrap().unwrap();
    let source = std::fs::read_to_string(file.path()).unwrap();
    assert!(source.contains("To: team@example.com"), "{source}");
    assert!(
        source.contains("From: Handoff <handoff@localhost>"),
        "{source}"
    );
    assert_eq!(deliveries(&server).await[0].state, DeliveryState::Sent);
}
