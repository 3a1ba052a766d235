//! Zendesk: `POST /api/v2/tickets.json` with an API token. A ticket carries our key as its `external_id`, and
//! the request carries it as its `Idempotency-Key`, which Zendesk remembers for two hours.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use super::{Ask, HelpDesk, Made, Method, Ticket, Told, ask::refused, is_address, is_label};
use crate::{
    channel::{Answer, Field, Settings},
    conversation::Priority,
};

pub(super) struct Zendesk;

const FIELDS: [Field; 3] = [
    Field::line(
        "subdomain",
        "Subdomain",
        "The name before .zendesk.com, such as acme.",
    )
    .checked(is_label),
    Field::line(
        "email",
        "E-mail address of the API user",
        "Whoever made the token, or another admin or agent of your Zendesk.",
    )
    .checked(is_address),
    Field::secret(
        "token",
        "API token",
        "In the Admin Center under Apps and integrations, APIs, API tokens.",
    ),
];

impl HelpDesk for Zendesk {
    fn name(&self) -> &'static str {
        "zendesk"
    }

    fn title(&self) -> &'static str {
        "Zendesk"
    }

    fn lede(&self) -> &'static str {
        "A handoff becomes a ticket with an internal note, so that the customer is not written to about it."
    }

    fn steps(&self) -> &'static [&'static str] {
        &[
            "Open the Admin Center, then Apps and integrations, APIs, and allow API tokens.",
            "Add a token, and copy it here: Zendesk shows it once.",
            "Send a test, and look for it among your tickets.",
        ]
    }

    fn fields(&self) -> &'static [Field] {
        &FIELDS
    }

    fn destination(&self, settings: &Settings) -> String {
        format!("{}.zendesk.com", settings.get("subdomain"))
    }

    fn create(&self, ticket: &Ticket, settings: &Settings) -> Ask {
        let priority = match ticket.priority {
            Priority::Low => "low",
            Priority::Normal => "normal",
            Priority::High => "high",
            Priority::Urgent => "urgent",
        };
        let mut body = json!({
            "subject": ticket.subject,
            "comment": {"body": ticket.text(), "public": false},
            "priority": priority,
            "tags": ["handoff"],
            "external_id": ticket.key,
        });
        if let Some(email) = &ticket.email {
            body["requester"] = json!({"name": ticket.customer(), "email": email});
        }
        let body = json!({"ticket": body}).to_string();
        let mut ask = self.asked(settings, Method::Post, "/api/v2/tickets.json".into());
        ask.headers.extend([
            ("content-type", "application/json".to_owned()),
            ("idempotency-key", ticket.key.clone()),
        ]);
        Ask { body, ..ask }
    }

    fn made(&self, answer: &Answer, settings: &Settings) -> Told {
        let body: Value = serde_json::from_str(&answer.body).unwrap_or_default();
        let is_taken = (200..300).contains(&answer.status);
        match ticket_in(&body["ticket"], settings) {
            Some(made) if is_taken => Told::Made(made),
            _ => refused("Zendesk", answer, &said(&body)),
        }
    }

    fn look_up(&self, ticket: &Ticket, settings: &Settings) -> Ask {
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("external_id", &ticket.key)
            .finish();
        let path = format!("/api/v2/tickets.json?{query}");
        self.asked(settings, Method::Get, path)
    }

    fn found(
        &self,
        ticket: &Ticket,
        answer: &Answer,
        settings: &Settings,
    ) -> Result<Option<Made>, Told> {
        let body: Value = serde_json::from_str(&answer.body).unwrap_or_default();
        let Some(tickets) = body["tickets"].as_array().filter(|_| answer.status == 200) else {
            return Err(refused("Zendesk", answer, &said(&body)));
        };
        let own = tickets.iter().find(|one| one["external_id"] == ticket.key);
        Ok(own.and_then(|one| ticket_in(one, settings)))
    }
}

impl Zendesk {
    fn asked(&self, settings: &Settings, method: Method, path: String) -> Ask {
        let who = format!("{}/token:{}", settings.get("email"), settings.get("token"));
        Ask {
            method,
            home: format!("https://{}", self.destination(settings)),
            path,
            headers: vec![
                ("authorization", format!("Basic {}", STANDARD.encode(who))),
                ("accept", "application/json".to_owned()),
            ],
            body: String::new(),
        }
    }
}

fn ticket_in(ticket: &Value, settings: &Settings) -> Option<Made> {
    let id = ticket["id"].as_u64()?;
    let home = Zendesk.destination(settings);
    Some(Made {
        id: id.to_string(),
        url: format!("https://{home}/agent/tickets/{id}"),
    })
}

/// “`RecordInvalid`: Requester Email: x is not properly formatted”.
fn said(body: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut words = vec![match &body["error"] {
        Value::Object(error) => error.get("message").map(text).unwrap_or_default(),
        error => text(error),
    }];
    match body["details"].as_object() {
        Some(details) => {
            let all = details.values().filter_map(Value::as_array).flatten();
            words.extend(all.map(|one| text(&one["description"])));
        }
        None => words.push(text(&body["description"])),
    }
    words.retain(|word| !word.is_empty());
    words.join(": ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::help_desk::{Mask, ticket::tests::ticket};

    fn settings() -> Settings {
        let mut settings = Settings::default();
        settings.set("subdomain", "acme");
        settings.set("email", "ops@example.com");
        settings.set("token", "6wiIBWbGkBMo1mRDMuVwkw1EPsNkeUj95PIz2akv");
        settings
    }

    fn answer(status: u16, body: &str) -> Answer {
        Answer {
            status,
            retry_after: Some(20),
            body: body.to_owned(),
        }
    }

    #[test]
    fn a_ticket_is_asked_for_as_zendesk_documents_it() {
        let ticket = ticket(&Mask::default());
        let ask = Zendesk.create(&ticket, &settings());
        assert_eq!(
            (ask.home.as_str(), ask.path.as_str()),
            ("https://acme.zendesk.com", "/api/v2/tickets.json")
        );
        // base64 of “ops@example.com/token:6wiIB…”.
        let who = &ask.headers[0].1;
        assert!(
            who.starts_with("Basic b3BzQGV4YW1wbGUuY29tL3Rva2VuOjZ3aUlCV2JH"),
            "{who}"
        );
        assert!(
            ask.headers
                .contains(&("idempotency-key", ticket.key.clone()))
        );
        let body: Value = serde_json::from_str(&ask.body).unwrap();
        assert_eq!(body["ticket"]["subject"], "Shop: They asked for a person");
        assert_eq!(
            body["ticket"]["requester"],
            json!({"name": "Ruth Bell", "email": "ruth@example.com"})
        );
        assert_eq!(body["ticket"]["priority"], "high");
        assert_eq!(body["ticket"]["comment"]["public"], false);
        assert_eq!(body["ticket"]["external_id"], ticket.key);
        assert!(!ask.shown().contains("b3BzQGV4"), "{}", ask.shown());
        let query = Zendesk.look_up(&ticket, &settings()).path;
        assert_eq!(query, "/api/v2/tickets.json?external_id=ticket_conv_1_7_1");
    }

    #[test]
    fn its_answers_name_the_ticket_or_say_whether_trying_again_helps() {
        let read = |status, body: &str| Zendesk.made(&answer(status, body), &settings());
        let made = Made {
            id: "35436".into(),
            url: "https://acme.zendesk.com/agent/tickets/35436".into(),
        };
        let body = r#"{"ticket":{"id":35436,"url":"https://acme.zendesk.com/api/v2/tickets/35436.json","external_id":"ticket_conv_1_7_1"},"audit":{}}"#;
        assert_eq!(read(201, body), Told::Made(made.clone()));
        let Told::NotNow(why, _) = read(401, r#"{"error":"Couldn't authenticate you"}"#) else {
            panic!("somebody can mend that");
        };
        assert!(
            why.contains("credentials") && why.contains("Couldn't"),
            "{why}"
        );
        let invalid = r#"{"error":"RecordInvalid","description":"Record validation errors","details":{"requester":[{"description":"Requester: Email is not properly formatted"}]}}"#;
        let Told::Never(why) = read(422, invalid) else {
            panic!("nothing would change");
        };
        assert!(why.contains("not properly formatted"), "{why}");
        assert!(matches!(read(429, ""), Told::NotNow(_, Some(20))));
        assert!(matches!(read(500, "oops"), Told::NotNow(..)));
        assert!(matches!(read(200, "<html>"), Told::NotNow(..)));
        let found =
            |body: &str| Zendesk.found(&ticket(&Mask::default()), &answer(200, body), &settings());
        let list = r#"{"tickets":[{"id":1,"external_id":"another"},{"id":35436,"external_id":"ticket_conv_1_7_1"}],"count":2}"#;
        assert_eq!(found(list), Ok(Some(made)));
        assert_eq!(found(r#"{"tickets":[],"count":0}"#), Ok(None));
        assert!(found("<html>").is_err(), "nobody can say");
    }
}
