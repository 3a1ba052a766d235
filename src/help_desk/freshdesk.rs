//! Freshdesk: `POST /api/v2/tickets` with an API key. It knows no idempotency keys, so a ticket carries a tag
//! of its own, and is looked for among its requester's tickets: those are there at once, while a search
//! by tag finds a new one only after some minutes.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use super::{Ask, HelpDesk, Made, Method, Ticket, Told, ask::refused, is_label};
use crate::{
    channel::{Answer, Field, Settings},
    conversation::Priority,
};

pub(super) struct Freshdesk;

/// A ticket that nobody has answered yet.
const OPEN: u8 = 2;
/// Where it came from: a chat.
const CHAT: u8 = 7;

const FIELDS: [Field; 2] = [
    Field::line(
        "domain",
        "Domain",
        "The name before .freshdesk.com, such as acme.",
    )
    .checked(is_label),
    Field::secret(
        "api_key",
        "API key",
        "In Freshdesk under your profile settings. Tickets are made in the name of whoever has it.",
    ),
];

impl HelpDesk for Freshdesk {
    fn name(&self) -> &'static str {
        "freshdesk"
    }

    fn title(&self) -> &'static str {
        "Freshdesk"
    }

    fn lede(&self) -> &'static str {
        "A handoff becomes an open ticket. Its text is the ticket’s description, which the customer may see in your portal."
    }

    fn steps(&self) -> &'static [&'static str] {
        &[
            "Open your profile settings in Freshdesk, and show your API key.",
            "Copy it here. A user of its own for Handoff keeps it apart from people.",
            "Send a test, and look for it among your tickets.",
        ]
    }

    fn fields(&self) -> &'static [Field] {
        &FIELDS
    }

    fn destination(&self, settings: &Settings) -> String {
        format!("{}.freshdesk.com", settings.get("domain"))
    }

    fn create(&self, ticket: &Ticket, settings: &Settings) -> Ask {
        let priority = match ticket.priority {
            Priority::Low => 1,
            Priority::Normal => 2,
            Priority::High => 3,
            Priority::Urgent => 4,
        };
        let (who, value) = requester(ticket);
        let mut body = json!({
            "name": ticket.customer(),
            "subject": ticket.subject,
            "description": ticket.html(),
            "status": OPEN,
            "priority": priority,
            "source": CHAT,
            "tags": ["handoff", ticket.tag()],
        });
        body[who] = json!(value);
        let mut ask = self.asked(settings, Method::Post, "/api/v2/tickets".into());
        ask.headers
            .push(("content-type", "application/json".to_owned()));
        Ask {
            body: body.to_string(),
            ..ask
        }
    }

    fn made(&self, answer: &Answer, settings: &Settings) -> Told {
        let body: Value = serde_json::from_str(&answer.body).unwrap_or_default();
        let is_taken = (200..300).contains(&answer.status);
        match ticket_in(&body, settings) {
            Some(made) if is_taken => Told::Made(made),
            _ => refused("Freshdesk", answer, &said(&body)),
        }
    }

    fn look_up(&self, ticket: &Ticket, settings: &Settings) -> Ask {
        let (who, value) = requester(ticket);
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair(who, &value)
            .append_pair("order_by", "created_at")
            .append_pair("order_type", "desc")
            .append_pair("per_page", "100")
            .finish();
        self.asked(settings, Method::Get, format!("/api/v2/tickets?{query}"))
    }

    fn found(
        &self,
        ticket: &Ticket,
        answer: &Answer,
        settings: &Settings,
    ) -> Result<Option<Made>, Told> {
        let body: Value = serde_json::from_str(&answer.body).unwrap_or_default();
        let (who, _) = requester(ticket);
        let errors = body["errors"].as_array();
        let is_nobody = |errors: &Vec<Value>| errors.iter().any(|error| error["field"] == who);
        if answer.status == 400 && errors.is_some_and(is_nobody) {
            // There is no such contact yet, so there is no ticket of theirs.
            return Ok(None);
        }
        let Some(tickets) = body.as_array().filter(|_| answer.status == 200) else {
            return Err(refused("Freshdesk", answer, &said(&body)));
        };
        let tag = ticket.tag();
        let has_tag = |one: &&Value| {
            let mut tags = one["tags"].as_array().into_iter().flatten();
            tags.any(|own| *own == tag)
        };
        let own = tickets.iter().find(has_tag);
        Ok(own.and_then(|one| ticket_in(one, settings)))
    }
}

impl Freshdesk {
    fn asked(&self, settings: &Settings, method: Method, path: String) -> Ask {
        let who = STANDARD.encode(format!("{}:X", settings.get("api_key")));
        Ask {
            method,
            home: format!("https://{}", self.destination(settings)),
            path,
            headers: vec![
                ("authorization", format!("Basic {who}")),
                ("accept", "application/json".to_owned()),
            ],
            body: String::new(),
        }
    }
}

/// Whose ticket it is: a name of a field, and its value. Whoever has no address is known by the ticket alone.
fn requester(ticket: &Ticket) -> (&'static str, String) {
    match &ticket.email {
        Some(email) => ("email", email.clone()),
        None => ("unique_external_id", ticket.tag()),
    }
}

fn ticket_in(ticket: &Value, settings: &Settings) -> Option<Made> {
    let id = ticket["id"].as_u64()?;
    let home = Freshdesk.destination(settings);
    Some(Made {
        id: id.to_string(),
        url: format!("https://{home}/a/tickets/{id}"),
    })
}

/// “Validation failed: email: It should be a valid email address.”
fn said(body: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut words = vec![text(&body["description"]), text(&body["message"])];
    for error in body["errors"].as_array().into_iter().flatten() {
        words.push(format!(
            "{}: {}",
            text(&error["field"]),
            text(&error["message"])
        ));
    }
    words.retain(|word| !word.is_empty());
    words.join(": ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::help_desk::{Mask, Part, ticket::tests::ticket};

    fn settings() -> Settings {
        let mut settings = Settings::default();
        settings.set("domain", "acme");
        settings.set("api_key", "abcdefghij1234567890");
        settings
    }

    fn answer(status: u16, body: &str) -> Answer {
        Answer {
            status,
            retry_after: None,
            body: body.to_owned(),
        }
    }

    #[test]
    fn a_ticket_is_asked_for_as_freshdesk_documents_it() {
        let ticket = ticket(&Mask::default());
        let ask = Freshdesk.create(&ticket, &settings());
        assert_eq!(
            (ask.home.as_str(), ask.path.as_str()),
            ("https://acme.freshdesk.com", "/api/v2/tickets")
        );
        let who = &ask.headers[0].1;
        assert_eq!(who, "Basic YWJjZGVmZ2hpajEyMzQ1Njc4OTA6WA==");
        let body: Value = serde_json::from_str(&ask.body).unwrap();
        assert_eq!(
            (
                &body["email"],
                &body["status"],
                &body["priority"],
                &body["source"]
            ),
            (&json!("ruth@example.com"), &json!(2), &json!(3), &json!(7))
        );
        let tag = body["tags"][1].as_str().unwrap();
        assert!(tag.len() <= 32 && tag == ticket.tag(), "{tag}");
        assert!(!body["description"].as_str().unwrap().contains("<b>person"));
        let query = Freshdesk.look_up(&ticket, &settings()).path;
        assert!(
            query.starts_with("/api/v2/tickets?email=ruth%40example.com&"),
            "{query}"
        );
    }

    #[test]
    fn whoever_has_no_address_is_known_by_the_ticket() {
        let mask = Mask {
            parts: [Part::Email].into(),
            ..Mask::default()
        };
        let ticket = ticket(&mask);
        let body: Value =
            serde_json::from_str(&Freshdesk.create(&ticket, &settings()).body).unwrap();
        assert_eq!(body["unique_external_id"], ticket.tag());
        assert!(body.get("email").is_none());
    }

    #[test]
    fn its_answers_name_the_ticket_or_say_whether_trying_again_helps() {
        let read = |status, body: &str| Freshdesk.made(&answer(status, body), &settings());
        let made = Made {
            id: "20".into(),
            url: "https://acme.freshdesk.com/a/tickets/20".into(),
        };
        assert_eq!(
            read(201, r#"{"id":20,"status":2,"tags":["handoff"]}"#),
            Told::Made(made.clone())
        );
        let invalid = r#"{"description":"Validation failed","errors":[{"field":"email","message":"It should be a valid email address.","code":"invalid_value"}]}"#;
        assert_eq!(
            read(400, invalid),
            Told::Never(
                "Freshdesk answered 400: Validation failed: email: It should be a valid email address..".into()
            )
        );
        let denied = r#"{"code":"invalid_credentials","message":"You have to be logged in to perform this action."}"#;
        assert!(matches!(read(401, denied), Told::NotNow(..)));
        assert!(matches!(read(429, ""), Told::NotNow(..)));
        let ticket = ticket(&Mask::default());
        let found =
            |status, body: &str| Freshdesk.found(&ticket, &answer(status, body), &settings());
        let list = format!(
            r#"[{{"id":19,"tags":["x"]}},{{"id":20,"tags":["handoff","{}"]}}]"#,
            ticket.tag()
        );
        assert_eq!(found(200, &list), Ok(Some(made)));
        assert_eq!(found(200, "[]"), Ok(None));
        let nobody = r#"{"description":"Validation failed","errors":[{"field":"email","message":"There is no contact matching the given email","code":"invalid_value"}]}"#;
        assert_eq!(found(400, nobody), Ok(None));
        assert!(found(503, "").is_err(), "nobody can say");
    }
}
