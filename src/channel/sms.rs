//! Text messages, as Twilio's programmable messaging has them.

use base64::{Engine, engine::general_purpose::STANDARD};
use form_urlencoded::Serializer;

use super::{
    Adapter, Answer, Call, Channel, DeliveryState, Field, Item, Limits, Media, Outcome, Reply,
    Said, Settings, Unreadable, Wire, sign,
};
use crate::id::SendingId;

/// SMS through Twilio.
pub(super) struct Sms;

/// What Twilio takes for a wish not to be written to, where nothing else is set up there.
const STOP: [&str; 8] = [
    "STOP",
    "STOPALL",
    "UNSUBSCRIBE",
    "CANCEL",
    "END",
    "QUIT",
    "OPTOUT",
    "REVOKE",
];
const START: [&str; 2] = ["START", "UNSTOP"];

const FIELDS: [Field; 3] = [
    Field::line(
        "account_sid",
        "Account SID",
        "On the first page of Twilio’s console: AC and 32 characters.",
    )
    .checked(is_account),
    Field::secret(
        "auth_token",
        "Auth token",
        "Beside the account SID. It signs what Twilio sends here, and lets this program send.",
    ),
    Field::line(
        "from",
        "Number or messaging service",
        "The number customers write to, such as +15550100123, or a messaging service: MG and 32 characters.",
    )
    .checked(is_sender),
];

fn is_account(text: &str) -> Option<&'static str> {
    (!is_sid(text, "AC"))
        .then_some("An account SID is AC and 32 characters from 0 to 9 and a to f.")
}

fn is_sender(text: &str) -> Option<&'static str> {
    let is_fine = is_sid(text, "MG") || is_number(text) || is_short_code(text);
    (!is_fine).then_some("Write the number with its country, such as +15550100123, or the SID of a messaging service.")
}

fn is_sid(text: &str, prefix: &str) -> bool {
    text.strip_prefix(prefix)
        .is_some_and(|rest| rest.len() == 32 && rest.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// A number as the whole world writes it: a plus, the country, the rest.
fn is_number(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        (7..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

fn is_short_code(text: &str) -> bool {
    (3..=8).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

impl Adapter for Sms {
    fn channel(&self) -> Channel {
        Channel::Sms
    }

    fn vendor(&self) -> &'static str {
        "Twilio"
    }

    fn lede(&self) -> &'static str {
        "Customers write to a phone number and are answered there."
    }

    fn steps(&self) -> &'static [&'static str] {
        &[
            "In Twilio’s console open the number under Phone Numbers, Active numbers.",
            "Under Messaging, “A message comes in”, choose Webhook and HTTP POST, and put the inbound address there.",
            "Save here with the account SID and the auth token, switch it on, and send a test.",
        ]
    }

    fn fields(&self) -> &'static [Field] {
        &FIELDS
    }

    fn limits(&self) -> Limits {
        Limits {
            characters: 1600,
            is_plain: true,
            window_hours: None,
        }
    }

    fn test_hint(&self) -> Option<&'static str> {
        Some("A phone number with its country, such as +15550100123. Twilio may charge for it.")
    }

    fn verify(&self, wire: &Wire<'_>, settings: &Settings) -> bool {
        sign::is_twilio(wire, settings.get("auth_token"))
    }

    fn parse(&self, wire: &Wire<'_>, _: &Settings) -> Result<Vec<Item>, Unreadable> {
        let form = Form(wire.form());
        if let Some(of) = wire.asked("sending") {
            let of = of.parse().map(SendingId).map_err(|_| Unreadable)?;
            let is_last = wire.asked("last").is_some();
            return Ok(delivery(&form, of, is_last).into_iter().collect());
        }
        let (address, vendor_id) = (form.get("From"), form.get("MessageSid"));
        if address.is_empty() || vendor_id.is_empty() {
            return Err(Unreadable);
        }
        let text = form.get("Body");
        if let Some(is_wanted) = wish(form.get("OptOutType"), text) {
            return Ok(vec![Item::Silence {
                address: address.to_owned(),
                is_wanted,
            }]);
        }
        if form.get("OptOutType") == "HELP" {
            // Twilio answers that by itself.
            return Ok(Vec::new());
        }
        Ok(vec![Item::Said(Said {
            address: address.to_owned(),
            thread: address.to_owned(),
            vendor_id: vendor_id.to_owned(),
            text: text.to_owned(),
            media: media(&form),
            ..Said::default()
        })])
    }

    fn thanks(&self) -> (&'static str, &'static str) {
        ("text/xml; charset=utf-8", "<Response/>")
    }

    fn render(&self, reply: &Reply<'_>, settings: &Settings) -> Result<Call, String> {
        let (account, from) = (settings.get("account_sid"), settings.get("from"));
        let sender = if is_sid(from, "MG") {
            "MessagingServiceSid"
        } else {
            "From"
        };
        let last = if reply.is_last { "&last=1" } else { "" };
        let note_to = format!("{}?sending={}{last}", reply.inbound_url, reply.sending);
        let body = Serializer::new(String::new())
            .append_pair("To", reply.to)
            .append_pair(sender, from)
            .append_pair("Body", reply.text)
            .append_pair("StatusCallback", &note_to)
            .finish();
        let login = STANDARD.encode(format!("{account}:{}", settings.get("auth_token")));
        Ok(Call {
            channel: Channel::Sms,
            home: "https://api.twilio.com",
            path: format!("/2010-04-01/Accounts/{account}/Messages.json"),
            headers: vec![
                ("authorization", format!("Basic {login}")),
                ("content-type", "application/x-www-form-urlencoded".into()),
            ],
            body,
        })
    }

    fn read(&self, answer: &Answer) -> Outcome {
        let body: serde_json::Value = serde_json::from_str(&answer.body).unwrap_or_default();
        if (200..300).contains(&answer.status) {
            return Outcome::Taken(body["sid"].as_str().unwrap_or_default().to_owned());
        }
        // They wrote STOP, which Twilio keeps for itself too.
        if body["code"] == 21610 {
            return Outcome::Unwanted;
        }
        answer.outcome("Twilio", body["message"].as_str())
    }
}

/// A form's fields.
struct Form(Vec<(String, String)>);

impl Form {
    fn get(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.as_str())
    }
}

/// Whether somebody wishes to be written to, or not to be, if these words are about that.
fn wish(said: &str, text: &str) -> Option<bool> {
    let word = text.trim().to_ascii_uppercase();
    match said {
        "STOP" => Some(false),
        "START" => Some(true),
        _ if STOP.contains(&word.as_str()) => Some(false),
        _ if START.contains(&word.as_str()) => Some(true),
        _ => None,
    }
}

fn media(form: &Form) -> Vec<Media> {
    let count = form.get("NumMedia").parse::<usize>().unwrap_or(0).min(10);
    let file = |place: usize| {
        let url = form.get(&format!("MediaUrl{place}"));
        Media {
            content_type: form.get(&format!("MediaContentType{place}")).to_owned(),
            name: None,
            url: (!url.is_empty()).then(|| url.to_owned()),
        }
    };
    (0..count).map(file).collect()
}

fn delivery(form: &Form, of: SendingId, is_last: bool) -> Option<Item> {
    let status = form.get("MessageStatus");
    let state = match status {
        "sent" => DeliveryState::Sent,
        // A long text has arrived when its last part has.
        "delivered" if is_last => DeliveryState::Delivered,
        "read" if is_last => DeliveryState::Read,
        "undelivered" | "failed" | "canceled" => DeliveryState::Failed,
        _ => return None,
    };
    let reason = (state == DeliveryState::Failed).then(|| why(form.get("ErrorCode")));
    Some(Item::Delivery { of, state, reason })
}

/// What Twilio's commonest codes mean, for people.
fn why(code: &str) -> String {
    let words = match code {
        "30003" => "The phone is off or out of reach",
        "30004" => "The customer blocked messages, or their number cannot receive them",
        "30005" => "The number does not exist any more",
        "30006" => "It is a landline, or a network that takes no text messages",
        "30007" | "30034" => "The network took it for unwanted advertising",
        "21610" => "The customer wrote STOP",
        "" => return "The network could not deliver it".into(),
        _ => "The network could not deliver it",
    };
    format!("{words} (Twilio {code})")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        let mut settings = Settings::default();
        settings.set("account_sid", "AC0123456789abcdef0123456789abcdef");
        settings.set("auth_token", "12345");
        settings.set("from", "+15550100999");
        settings
    }

    fn parsed(query: &str, body: &str) -> Result<Vec<Item>, Unreadable> {
        let wire = Wire {
            urls: &[],
            query,
            headers: &[],
            body: body.as_bytes(),
            now: 0,
        };
        Sms.parse(&wire, &settings())
    }

    fn is_signed(urls: &[&str], body: &str, signature: &str, settings: &Settings) -> bool {
        let urls: Vec<String> = urls.iter().map(|&url| url.to_owned()).collect();
        let headers = [("x-twilio-signature".to_owned(), signature.to_owned())];
        let wire = Wire {
            urls: &urls,
            query: "",
            headers: &headers,
            body: body.as_bytes(),
            now: 0,
        };
        Sms.verify(&wire, settings)
    }

    /// Signed by the request validator of Twilio's own Python library, version 9.13.
    const SIGNED: [(&str, &str, &str); 4] = [
        (
            "https://desk.example.com/channels/k/inbound",
            "MessageSid=SM1&From=%2B15550100123&To=%2B15550100999&Body=Where+is+my+order%3F&NumMedia=0",
            "EggwQJsOPGFIbY8qdKsxjPe+BXQ=",
        ),
        (
            "https://desk.example.com/channels/k/inbound?sending=7&last=1",
            "MessageSid=SM2&MessageStatus=delivered&ErrorCode=",
            "JyBsKiPOAUUSr7ucyv6nhRuDxE8=",
        ),
        (
            "https://desk.example.com/channels/k/inbound",
            "Body=Zo%C3%AB+%F0%9F%AA%91&From=%2B1&A=2&A=1&A=2&MessageSid=SM3",
            "drqOMvDZYQ5qsO5egY5aZHgavb8=",
        ),
        (
            "https://desk.example.com:443/channels/k/inbound",
            "MessageSid=SM4&From=%2B1&Body=",
            "8mKKQd7m2qHrsJG1hbHOIkd+rFA=",
        ),
    ];

    #[test]
    fn what_twilios_own_library_signed_is_accepted_and_anything_altered_is_not() {
        for (url, body, signature) in SIGNED {
            assert!(is_signed(
                &["https://other.example", url],
                body,
                signature,
                &settings()
            ));
            for at in 0..body.len() {
                let mut altered = body.as_bytes().to_vec();
                altered[at] = if altered[at] == b'x' { b'y' } else { b'x' };
                let altered = String::from_utf8(altered).unwrap();
                assert!(
                    !is_signed(&[url], &altered, signature, &settings()),
                    "{altered}"
                );
            }
            assert!(!is_signed(
                &["https://other.example"],
                body,
                signature,
                &settings()
            ));
            for signature in ["", "x", &signature[1..], &signature.to_lowercase()] {
                assert!(
                    !is_signed(&[url], body, signature, &settings()),
                    "{signature}"
                );
            }
        }
    }

    #[test]
    fn without_a_secret_nothing_fits() {
        let mut settings = settings();
        settings.set("auth_token", "");
        // The signature of an empty key, which anybody can make.
        let mut mac = <hmac::Hmac<sha1::Sha1> as hmac::KeyInit>::new_from_slice(b"").unwrap();
        hmac::Mac::update(&mut mac, b"https://a.example/");
        let signature = STANDARD.encode(hmac::Mac::finalize(mac).into_bytes());
        assert!(!is_signed(
            &["https://a.example/"],
            "",
            &signature,
            &settings
        ));
    }

    #[test]
    fn words_files_wishes_and_notes_are_told_apart() {
        let said = parsed(
            "",
            "MessageSid=SM1&From=%2B15550100123&Body=Hello&NumMedia=1&MediaUrl0=https%3A%2F%2Fapi.twilio.com%2Fm&MediaContentType0=image%2Fjpeg",
        );
        let [Item::Said(said)] = &said.unwrap()[..] else {
            panic!("these are words")
        };
        assert_eq!(
            (said.address.as_str(), said.text.as_str()),
            ("+15550100123", "Hello")
        );
        assert_eq!(said.media[0].content_type, "image/jpeg");
        let silence = |is_wanted| Item::Silence {
            address: "+1".into(),
            is_wanted,
        };
        let from = "MessageSid=SM1&From=%2B1";
        for (rest, wanted) in [
            ("Body=+stop+", false),
            ("Body=Unsubscribe", false),
            ("Body=START", true),
            ("Body=hola&OptOutType=STOP", false),
        ] {
            assert_eq!(
                parsed("", &format!("{from}&{rest}")),
                Ok(vec![silence(wanted)])
            );
        }
        let words = parsed("", &format!("{from}&Body=Please+stop+the+order")).unwrap();
        assert!(matches!(words[0], Item::Said(_)));
        assert_eq!(
            parsed("", &format!("{from}&Body=HELP&OptOutType=HELP")),
            Ok(vec![])
        );
        let note = |status: &str, state, reason: Option<&str>| {
            let told = parsed("sending=7&last=1", &format!("MessageSid=SM1&{status}"));
            let reason = reason.map(str::to_owned);
            let of = SendingId(7);
            assert_eq!(told, Ok(vec![Item::Delivery { of, state, reason }]));
        };
        note("MessageStatus=delivered", DeliveryState::Delivered, None);
        let why = "The number does not exist any more (Twilio 30005)";
        note(
            "MessageStatus=undelivered&ErrorCode=30005",
            DeliveryState::Failed,
            Some(why),
        );
        assert_eq!(parsed("sending=7", "MessageStatus=delivered"), Ok(vec![]));
        assert_eq!(parsed("sending=7", "MessageStatus=queued"), Ok(vec![]));
        for wrong in [
            "",
            "Body=x",
            "From=%2B1&Body=x",
            "%%%&&==",
            "MessageSid=SM1&Body=x",
        ] {
            assert_eq!(parsed("", wrong), Err(Unreadable), "{wrong}");
        }
        assert_eq!(parsed("sending=x", from), Err(Unreadable));
    }

    #[test]
    fn a_reply_is_the_request_that_twilio_describes() {
        let reply = Reply {
            to: "+15550100123",
            text: "Ça va? & <b>",
            thread: "",
            context: "",
            is_by_person: true,
            sending: SendingId(7),
            is_last: true,
            inbound_url: "https://desk.example.com/channels/k/inbound",
            is_window_closed: false,
        };
        let call = Sms.render(&reply, &settings()).unwrap();
        assert_eq!(
            call.path,
            "/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Messages.json"
        );
        let form: Vec<(String, String)> = form_urlencoded::parse(call.body.as_bytes())
            .into_owned()
            .collect();
        let note = "https://desk.example.com/channels/k/inbound?sending=7&last=1";
        let wanted = [
            ("To", "+15550100123"),
            ("From", "+15550100999"),
            ("Body", "Ça va? & <b>"),
            ("StatusCallback", note),
        ];
        assert_eq!(
            form,
            wanted.map(|(name, value)| (name.to_owned(), value.to_owned()))
        );
        assert!(!format!("{call:?}").contains("Basic"));
    }

    #[test]
    fn what_twilio_answers_says_whether_trying_again_helps() {
        let read = |status, body: &str| {
            Sms.read(&Answer {
                status,
                retry_after: Some(3),
                body: body.to_owned(),
            })
        };
        assert_eq!(read(201, r#"{"sid":"SM9"}"#), Outcome::Taken("SM9".into()));
        assert!(matches!(read(429, "{}"), Outcome::ForNow(_, Some(3))));
        assert!(matches!(read(500, "<html>"), Outcome::ForNow(..)));
        assert!(matches!(
            read(401, r#"{"message":"Authenticate"}"#),
            Outcome::Denied(_)
        ));
        let invalid = read(
            400,
            r#"{"code":21211,"message":"Invalid 'To' Phone Number"}"#,
        );
        assert_eq!(
            invalid,
            Outcome::ForGood("Twilio answered 400: Invalid 'To' Phone Number".into())
        );
        assert_eq!(read(400, r#"{"code":21610}"#), Outcome::Unwanted);
    }
}
