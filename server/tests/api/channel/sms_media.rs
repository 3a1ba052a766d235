//! Pictures that customers send along with text messages.

use std::sync::LazyLock;

use base64::{Engine, engine::general_purpose::STANDARD};
use handoff::{channel::Channel, conversation::AttachmentKind, file::FILE_MAX};

use super::{
    channel_of, entries, files_allowed, only_conversation,
    sms::{ACCOUNT, TOKEN, connected, inbound, told_with},
    vendor::Act,
};
use crate::support::TestServer;

const MESSAGE: &str = "MM0123456789abcdef0123456789abcdef";
const STORE: &str = "https://mms.twiliocdn.com/AC0/x?Signature=y";

/// The customer sends a picture, which is where Twilio says.
async fn sends(server: &TestServer, url: &str) {
    let form = [
        ("MessageSid", MESSAGE),
        ("From", "+15550100123"),
        ("To", "+15550100999"),
        ("Body", "The leg is broken"),
        ("NumMedia", "1"),
        ("MediaContentType0", "image/jpeg"),
        ("MediaUrl0", url),
    ];
    let status = told_with(server, &inbound(server).await, &form, TOKEN).await;
    assert_eq!(status, 200);
}

fn address(home: &str) -> String {
    format!("{home}/Accounts/{ACCOUNT}/Messages/{MESSAGE}/Media/ME0123456789abcdef0123456789abcdef")
}

#[tokio::test]
async fn a_picture_is_fetched_from_twilio_which_alone_sees_our_token() {
    // Whoever is named as its home, Twilio is asked.
    for home in ["https://api.twilio.com/2010-04-01", "https://evil.example"] {
        let (server, vendor) = connected().await;
        files_allowed(&server).await;
        vendor.then([Act::Leads(STORE), Act::Says(200, "GIF89a and so on")]);
        sends(&server, &address(home)).await;
        let called = vendor.called();
        assert_eq!(called[0].path, address("/2010-04-01"));
        let login = STANDARD.encode(format!("{ACCOUNT}:{TOKEN}"));
        let shown = called[0].headers["authorization"].to_str().unwrap();
        assert_eq!(shown, format!("Basic {login}"));
        assert_eq!(called[1].path, "/AC0/x?Signature=y");
        assert!(!called[1].headers.contains_key("authorization"));
        let conversation = only_conversation(&server).await;
        let all = entries(&server, &conversation).await;
        let with = all[0].attachments[0].file.clone().unwrap();
        assert_eq!(with.media_type, "image/gif", "its bytes say what it is");
        let file = server.desk.store.file(&conversation, &with.id);
        assert_eq!(file.await.unwrap().unwrap().bytes, b"GIF89a and so on");
    }
}

#[tokio::test]
async fn a_picture_that_cannot_be_had_is_named_and_the_channel_says_why() {
    static LARGE: LazyLock<String> = LazyLock::new(|| "x".repeat(FILE_MAX + 1));
    let lead = Act::Leads(STORE);
    for (acts, why) in [
        (
            vec![Act::Says(401, "{}")],
            "does not accept the credentials",
        ),
        (
            vec![lead.clone(), Act::Says(404, "")],
            "does not have it any more",
        ),
        (vec![lead.clone(), Act::Says(500, "")], "answered 500"),
        (
            vec![lead.clone(), Act::Says(200, LARGE.as_str())],
            "larger than 10 MB",
        ),
        (vec![lead.clone(), Act::Hangs], "took too long"),
        (vec![Act::Leads("https://evil.example/x")], "not its own"),
        (vec![lead; 4], "from one place to the next"),
    ] {
        let (server, vendor) = connected().await;
        files_allowed(&server).await;
        vendor.then(acts);
        sends(&server, &address("https://api.twilio.com/2010-04-01")).await;
        let conversation = only_conversation(&server).await;
        let all = entries(&server, &conversation).await;
        assert_eq!(all[0].text, "The leg is broken");
        let with = &all[0].attachments[0];
        assert_eq!((with.kind, &with.file), (AttachmentKind::Image, &None));
        let channel = channel_of(&server, Channel::Sms).await;
        let said = format!("{:?}", channel.connection.last_error);
        assert!(said.contains(why), "{said}");
    }
}

#[tokio::test]
async fn nothing_is_fetched_where_no_files_are_taken() {
    let (server, vendor) = connected().await;
    sends(&server, &address("https://api.twilio.com/2010-04-01")).await;
    let conversation = only_conversation(&server).await;
    let all = entries(&server, &conversation).await;
    assert_eq!(all[0].attachments[0].kind, AttachmentKind::Image);
    assert!(
        vendor
            .called()
            .iter()
            .all(|call| !call.path.contains("/Media/"))
    );
}
