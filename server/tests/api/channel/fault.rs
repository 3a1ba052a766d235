//! Vendors that refuse, are busy, break, hang or lose their answer: what was to go out goes out when they are well
//! again, or says why it did not.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use handoff::{
    channel::{Channel, DeliveryState},
    delivery::{DeliveryState as State, Kind},
    store::{DeliveryQuery, Sending},
};

use super::{
    channel_of, connect, email, for_seconds, last_sending, only_conversation, server, slack, sms,
    vendor::{Act, Vendor, hanging_up},
    whatsapp,
};
use crate::{
    notification::mail_server::{self, MailServer},
    support::TestServer,
};

/// A channel that customers write on.
#[derive(Clone, Copy, Debug)]
enum Written {
    Sms,
    Whatsapp,
}

const WRITTEN: [Written; 2] = [Written::Sms, Written::Whatsapp];

impl Written {
    async fn connected(self) -> (TestServer, Vendor) {
        match self {
            Self::Sms => sms::connected().await,
            Self::Whatsapp => whatsapp::connected(&[]).await,
        }
    }

    /// One whose vendor is somewhere else.
    async fn at(self, home: &str) -> TestServer {
        let server = server(self.channel(), home).await;
        let fields: &[_] = match self {
            Self::Sms => &sms::FIELDS,
            Self::Whatsapp => &whatsapp::FIELDS,
        };
        connect(&server, self.channel(), fields).await;
        server
    }

    fn channel(self) -> Channel {
        match self {
            Self::Sms => Channel::Sms,
            Self::Whatsapp => Channel::Whatsapp,
        }
    }

    /// A customer says hello, and the AI answers.
    async fn says(self, server: &TestServer, id: &str) {
        let status = match self {
            Self::Sms => sms::says(server, id, "Hello").await,
            Self::Whatsapp => {
                let said = whatsapp::said(id, "Hello");
                whatsapp::told(server, said, whatsapp::SECRET).await
            }
        };
        assert_eq!(status, StatusCode::OK, "{self:?}");
    }
}

#[tokio::test]
async fn what_fails_for_now_goes_out_later_and_not_before_the_vendor_asks_for_it() {
    for channel in WRITTEN {
        let (server, vendor) = channel.connected().await;
        vendor.then([Act::Waits(429, 30), Act::Says(500, "oops"), Act::Hangs]);
        channel.says(&server, "one").await;
        let conversation = only_conversation(&server).await;
        for_seconds(&server, 25).await;
        assert_eq!(vendor.called().len(), 1, "{channel:?} is left alone");
        let sending = last_sending(&server, &conversation).await;
        assert!(sending.reason.unwrap().contains("429"), "{channel:?}");
        for_seconds(&server, 600).await;
        let sending = last_sending(&server, &conversation).await;
        let tries = (sending.state, vendor.called().len());
        assert_eq!(tries, (DeliveryState::Sent, 4), "{channel:?}");
        let kept = channel_of(&server, channel.channel()).await.connection;
        assert!(kept.last_error.is_none(), "{channel:?} is well again");
    }
}

#[tokio::test]
async fn what_fails_for_good_says_why() {
    for channel in WRITTEN {
        for (status, words) in [(401, "credentials"), (422, "answered 422")] {
            let (server, vendor) = channel.connected().await;
            vendor.then([Act::Says(status, "{}")]);
            channel.says(&server, "one").await;
            for_seconds(&server, 600).await;
            let conversation = only_conversation(&server).await;
            let sending = last_sending(&server, &conversation).await;
            let tries = (sending.state, vendor.called().len());
            assert_eq!(tries, (DeliveryState::Failed, 1), "{channel:?} {status}");
            let reason = sending.reason.unwrap();
            assert!(reason.contains(words), "{channel:?}: {reason}");
        }
    }
}

#[tokio::test]
async fn what_may_have_arrived_is_not_sent_again_at_once() {
    for channel in WRITTEN {
        let server = channel.at(&hanging_up().await).await;
        channel.says(&server, "one").await;
        for_seconds(&server, 30).await;
        let conversation = only_conversation(&server).await;
        let sending = last_sending(&server, &conversation).await;
        let tries = (sending.state, sending.attempts);
        assert_eq!(tries, (DeliveryState::Queued, 1), "{channel:?}");
    }
}

/// What became of each alert, and what each attempt was answered, in order.
async fn alerts(server: &TestServer) -> (Vec<State>, Vec<Option<u16>>) {
    let query = DeliveryQuery {
        kind: Some(Kind::Slack),
        limit: 10,
        ..DeliveryQuery::default()
    };
    let page = server.desk.store.deliveries(&query).await.unwrap();
    let (mut states, mut attempts) = (Vec::new(), Vec::new());
    for alert in page.deliveries {
        states.push(alert.state);
        attempts.extend(server.desk.store.attempts(alert.id).await.unwrap());
    }
    attempts.sort_by_key(|attempt| attempt.at);
    let statuses = attempts.iter().map(|attempt| attempt.status);
    (states, statuses.collect())
}

#[tokio::test]
async fn alerts_reach_slack_after_everything_that_can_go_wrong_for_now() {
    let (server, vendor) = slack::connected("alerts").await;
    vendor.then([
        Act::Says(401, "no"),
        Act::Waits(429, 60),
        Act::Says(500, "oops"),
        Act::Hangs,
        // This is how Slack itself refuses.
        Act::Says(200, r#"{"ok":false,"error":"invalid_auth"}"#),
    ]);
    server.waiting().await;
    for minutes in [0, 1, 3, 40, 150, 400, 800, 800] {
        slack::minutes_later(&server, minutes).await;
    }
    let (states, mut statuses) = alerts(&server).await;
    // Who waits is said, and that nobody came.
    assert_eq!(states, [State::Sent, State::Sent]);
    // Two that leave at once come in any order.
    statuses[..5].sort_unstable();
    let wrong = [None, Some(200), Some(401), Some(429), Some(500)];
    assert_eq!(statuses[..5], wrong);
    assert_eq!(statuses[5..], [Some(200), Some(200)]);
    let slack = channel_of(&server, Channel::Slack).await;
    assert!(slack.connection.is_enabled);
}

#[tokio::test]
async fn an_alert_that_slack_will_never_take_says_so() {
    let (server, vendor) = slack::connected("alerts").await;
    vendor.then([Act::Says(422, "no")]);
    server.waiting().await;
    for minutes in [0, 1, 2] {
        slack::minutes_later(&server, minutes).await;
    }
    let (states, statuses) = alerts(&server).await;
    assert_eq!((states, statuses), (vec![State::Failed], vec![Some(422)]));
}

/// A customer writes a letter, and the AI answers through a mail server that does so with the next letters.
async fn answered_by(
    acts: &[mail_server::Act],
    login: Option<(&str, &str)>,
) -> (Sending, MailServer) {
    let mails = MailServer::start().await;
    mails.then(acts.to_vec());
    let server = email::connected_by(mails.mailer(login)).await;
    email::brought(
        &server,
        &email::letter("one", "support@example.com", "Hello"),
    )
    .await;
    for_seconds(&server, 900).await;
    let conversation = only_conversation(&server).await;
    (last_sending(&server, &conversation).await, mails)
}

#[tokio::test]
async fn a_letter_leaves_when_the_mail_server_takes_it_or_says_why_not() {
    use mail_server::Act::{Mail, Recipient, Silence};
    let busy = [
        Recipient("450 4.2.0 greylisted"),
        Mail("451 4.3.0 try later"),
        Silence,
    ];
    let (sending, mails) = answered_by(&busy, None).await;
    assert_eq!(sending.state, DeliveryState::Sent, "{:?}", sending.reason);
    // What may have arrived is known by its name when it comes again.
    let arrived = mails.arrived();
    let names: BTreeSet<_> = arrived
        .iter()
        .map(|mail| mail.header("Message-ID"))
        .collect();
    assert_eq!(names.len(), 1);
    let (sending, mails) = answered_by(&[Recipient("550 5.1.1 no such user")], None).await;
    assert_eq!(sending.state, DeliveryState::Failed);
    let reason = sending.reason.unwrap();
    assert!(reason.contains("no such user"), "{reason}");
    assert!(mails.arrived().is_empty());
    let (sending, mails) = answered_by(&[], Some(("desk", "wrong"))).await;
    assert_ne!(sending.state, DeliveryState::Sent);
    let reason = sending.reason.unwrap();
    assert!(reason.contains("535"), "{reason}");
    assert!(mails.arrived().is_empty());
}
