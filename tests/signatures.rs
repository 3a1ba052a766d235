//! What vendors sign is accepted, and nothing that was altered: ten thousand requests each, signed by the vendors'
//! own libraries (`tools/signatures`).

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

use handoff::{
    channel::{Channel, Settings, Wire, adapter},
    id::Entropy,
};
use serde_json::{Value, json};

const COUNT: usize = 10_000;
const NOW: i64 = 1_800_000_000;

/// A request as its vendor sends it, but for the signature.
struct Request {
    channel: Channel,
    secret: String,
    url: String,
    form: Vec<(String, String)>,
    body: String,
    timestamp: String,
}

/// Chance, the same in every run.
struct Dice(Entropy);

impl Dice {
    fn number(&self, below: usize) -> usize {
        let bytes: [u8; 4] = self.0.bytes();
        usize::try_from(u32::from_le_bytes(bytes)).unwrap() % below
    }

    /// Letters, digits, signs that forms and addresses are written with, and such as are written in two or four bytes.
    fn text(&self, most: usize) -> String {
        const SIGNS: [char; 24] = [
            'a', 'Z', '0', '9', ' ', '+', '&', '=', '%', '?', '#', '/', ':', ';', '"', '\'', '<',
            '\\', '\n', 'é', 'ß', 'ह', '漢', '🪑',
        ];
        let length = self.number(most + 1);
        (0..length)
            .map(|_| SIGNS[self.number(SIGNS.len())])
            .collect()
    }

    fn request(&self, channel: Channel) -> Request {
        let fields = self.number(9);
        let form: Vec<(String, String)> = (0..fields)
            .map(|at| (format!("Field{}", at % 5), self.text(30)))
            .collect();
        let body = if channel == Channel::Sms {
            let mut body = form_urlencoded::Serializer::new(String::new());
            body.extend_pairs(&form);
            body.finish()
        } else {
            json!({"text": self.text(60), "id": self.number(1_000_000)}).to_string()
        };
        let query = form_urlencoded::byte_serialize(self.text(10).as_bytes()).collect::<String>();
        let port = ["", ":443", ":8443"][self.number(3)];
        Request {
            channel,
            secret: format!("s{}", self.text(30)),
            url: format!("https://desk.example.com{port}/channels/k/inbound?q={query}"),
            form,
            body,
            timestamp: (NOW - 200 + i64::try_from(self.number(400)).unwrap()).to_string(),
        }
    }
}

impl Request {
    fn told(&self) -> Value {
        json!({"vendor": self.channel.as_str(), "secret": self.secret, "url": self.url, "form": self.form,
            "body": self.body, "timestamp": self.timestamp})
    }

    fn is_accepted(&self, (url, body): (&str, &[u8]), timestamp: &str, signature: &str) -> bool {
        let (secret, header) = match self.channel {
            Channel::Sms => ("auth_token", "x-twilio-signature"),
            Channel::Slack => ("signing_secret", "x-slack-signature"),
            _ => ("app_secret", "x-hub-signature-256"),
        };
        let mut settings = Settings::default();
        settings.set(secret, &self.secret);
        let headers = [
            (header.to_owned(), signature.to_owned()),
            ("x-slack-request-timestamp".to_owned(), timestamp.to_owned()),
        ];
        let wire = Wire {
            urls: &[url.to_owned()],
            query: "",
            headers: &headers,
            body,
            now: NOW,
        };
        adapter(self.channel).unwrap().verify(&wire, &settings)
    }

    /// Accepts it as it is, and in none of the ways in which it may have been altered.
    fn hold(&self, signature: &str, dice: &Dice) {
        let whole = (self.url.as_str(), self.body.as_bytes());
        let named = format!("{} {} {}", self.channel.as_str(), self.url, self.body);
        assert!(
            self.is_accepted(whole, &self.timestamp, signature),
            "{named}"
        );
        let mut other = signature.to_owned();
        other.replace_range(8..9, if &signature[8..9] == "0" { "1" } else { "0" });
        assert!(!self.is_accepted(whole, &self.timestamp, &other), "{named}");
        let mut body = self.body.clone().into_bytes();
        if body.is_empty() {
            body.extend(b"a=b");
        } else {
            let at = dice.number(body.len());
            body[at] = if body[at] == b'x' { b'y' } else { b'x' };
        }
        assert!(
            !self.is_accepted((&self.url, &body), &self.timestamp, signature),
            "{named}"
        );
        if self.channel == Channel::Sms {
            let url = format!("{}x", self.url);
            assert!(
                !self.is_accepted((&url, self.body.as_bytes()), "", signature),
                "{named}"
            );
        }
        if self.channel == Channel::Slack {
            let later = (self.timestamp.parse::<i64>().unwrap() + 1).to_string();
            assert!(!self.is_accepted(whole, &later, signature), "{named}");
        }
    }
}

/// The Python with the vendors' libraries; None where they could not be installed, which the gate does not accept.
#[expect(
    clippy::print_stderr,
    reason = "whoever runs the tests should see what was left out"
)]
fn python() -> Option<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/python");
    let python = folder.join("bin/python");
    let has_them = Command::new(&python)
        .args(["-c", "import twilio, slack_sdk"])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if has_them {
        return Some(python.to_str().unwrap().to_owned());
    }
    assert!(
        std::env::var_os("CI").is_none(),
        "tools/python.sh could not install the packages of tools/signatures/requirements.txt."
    );
    eprintln!(
        "Skipped: run tools/python.sh for the packages of tools/signatures/requirements.txt."
    );
    None
}

fn signed(python: &str, requests: &[Request]) -> Vec<String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tools/signatures/sign.py");
    let mut child = Command::new(python)
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = String::new();
    for request in requests {
        lines.push_str(&request.told().to_string());
        lines.push('\n');
    }
    let mut input = child.stdin.take().unwrap();
    let writing = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let done = child.wait_with_output().unwrap();
    writing.join().unwrap().unwrap();
    let output = String::from_utf8(done.stdout).unwrap();
    output.lines().map(str::to_owned).collect()
}

#[test]
fn every_request_that_a_vendors_library_signed_is_accepted_and_no_altered_one_is() {
    let Some(python) = python() else {
        return;
    };
    let dice = Dice(Entropy::seeded(7));
    for channel in [Channel::Sms, Channel::Slack, Channel::Whatsapp] {
        let requests: Vec<Request> = (0..COUNT).map(|_| dice.request(channel)).collect();
        let signatures = signed(&python, &requests);
        assert_eq!(signatures.len(), COUNT);
        for (request, signature) in requests.iter().zip(&signatures) {
            request.hold(signature, &dice);
        }
    }
}
