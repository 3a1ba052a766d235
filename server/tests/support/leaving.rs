//! What leaves a server under test, whenever it is due.

use std::sync::Arc;

use handoff::{actions::Desk, clock::FixedClock};
use server::{
    channel::{ChannelSettings, HttpCourier},
    delivery::{Post, deliver_due},
    mail::{MailSettings, MailWay, Mailer},
    outgoing::Outgoing,
};

/// Deliveries go out by this; mails into a folder that nobody looks at.
pub(crate) fn leaving_by(outgoing: Outgoing) -> Post {
    let mail = MailSettings {
        way: MailWay::Folder(std::env::temp_dir().join("handoff-tests-mail")),
        from: None,
    };
    Post {
        mailer: Mailer::new(&mail, "desk.example.com").unwrap(),
        outgoing,
        courier: Arc::new(HttpCourier::new(&ChannelSettings::default()).unwrap()),
    }
}

/// Makes attempts until everything is settled, each when it is due.
pub(crate) async fn deliver_all(desk: &Desk, clock: &FixedClock, post: &Post) {
    while let Some(at) = desk.store.next_delivery_at().await.unwrap() {
        clock.set(desk.now().max(at));
        deliver_due(desk, post).await.unwrap();
    }
}
