//! Intercom: `POST /tickets` with an access token. It knows no idempotency keys, so a ticket's title ends with
//! a name of its own, by which it is looked for.

use serde_json::{Value, json};

use super::{Ask, HelpDesk, Made, Method, Ticket, Told, ask::refused, is_address};
use crate::channel::{Answer, Field, Input, Settings};

pub(super) struct Intercom;

/// The version of the API that this was written for.
const VERSION: &str = "2.11";

const FIELDS: [Field; 5] = [
    Field::line(
        "region",
        "Where your workspace is",
        "It was chosen when the workspace was made.",
    )
    .filled(Input::Choice(&[
        ("us", "United States"),
        ("eu", "Europe"),
        ("au", "Australia"),
    ])),
    Field::line(
        "workspace",
        "Workspace ID",
        "It stands in the address of your inbox, behind app.intercom.com/a/inbox/.",
    )
    .checked(is_word),
    Field::line(
        "ticket_type_id",
        "ID of the ticket type",
        "Under Settings, Tickets data. The type needs the title and the description that every type has.",
    )
    .checked(is_number),
    Field::line(
        "fallback_email",
        "Address for unknown customers",
        "A ticket belongs to a contact. Those whose address nobody knows are filed under this one.",
    )
    .checked(is_address),
    Field::secret(
        "access_token",
        "Access token",
        "In the Developer Hub, under your app’s Authentication. It needs to read and write tickets.",
    ),
];

fn is_word(text: &str) -> Option<&'static str> {
    let is_fine = text.len() <= 40 && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (!is_fine).then_some("A workspace’s ID has letters and digits alone.")
}

fn is_number(text: &str) -> Option<&'static str> {
    let is_fine = text.len() <= 20 && text.bytes().all(|byte| byte.is_ascii_digit());
    (!is_fine).then_some("A ticket type’s ID is a number.")
}

impl HelpDesk for Intercom {
    fn name(&self) -> &'static str {
        "intercom"
    }

    fn title(&self) -> &'static str {
        "Intercom"
    }

    fn lede(&self) -> &'static str {
        "A handoff becomes a ticket of the type you choose. Whether customers see it is up to that type."
    }

    fn steps(&self) -> &'static [&'static str] {
        &[
            "Make a ticket type for handoffs, or choose one. A back-office type stays among colleagues.",
            "Make an app in the Developer Hub, and copy its access token here.",
            "Send a test, and look for it among your tickets.",
        ]
    }

    fn fields(&self) -> &'static [Field] {
        &FIELDS
    }

    fn destination(&self, settings: &Settings) -> String {
        host("api", settings)
    }

    fn create(&self, ticket: &Ticket, settings: &Settings) -> Ask {
        let email = ticket.email.as_deref();
        let email = email.unwrap_or_else(|| settings.get("fallback_email"));
        let body = json!({
            "ticket_type_id": settings.get("ticket_type_id"),
            "contacts": [{"email": email}],
            "ticket_attributes": {
                "_default_title_": format!("{} [{}]", ticket.subject, ticket.tag()),
                "_default_description_": ticket.text(),
            },
        });
        asked(settings, "/tickets", &body)
    }

    fn made(&self, answer: &Answer, settings: &Settings) -> Told {
        let body: Value = serde_json::from_str(&answer.body).unwrap_or_default();
        let is_taken = (200..300).contains(&answer.status);
        match ticket_in(&body, settings) {
            Some(made) if is_taken => Told::Made(made),
            _ => refused("Intercom", answer, &said(&body)),
        }
    }

    fn look_up(&self, ticket: &Ticket, settings: &Settings) -> Ask {
        let body = json!({
            "query": {"field": "title", "operator": "~", "value": ticket.tag()},
            "pagination": {"per_page": 20},
        });
        asked(settings, "/tickets/search", &body)
    }

    fn found(
        &self,
        ticket: &Ticket,
        answer: &Answer,
        settings: &Settings,
    ) -> Result<Option<Made>, Told> {
        let body: Value = serde_json::from_str(&answer.body).unwrap_or_default();
        let Some(tickets) = body["tickets"].as_array().filter(|_| answer.status == 200) else {
            return Err(refused("Intercom", answer, &said(&body)));
        };
        let tag = ticket.tag();
        let own = tickets.iter().find(|one| {
            let title = one["ticket_attributes"]["_default_title_"].as_str();
            title.is_some_and(|title| title.contains(&tag))
        });
        Ok(own.and_then(|one| ticket_in(one, settings)))
    }
}

/// `api.eu.intercom.io` for programs, `app.eu.intercom.com` for people.
fn host(who: &str, settings: &Settings) -> String {
    let region = match settings.get("region") {
        "eu" => ".eu",
        "au" => ".au",
        _ => "",
    };
    let end = if who == "api" { "io" } else { "com" };
    format!("{who}{region}.intercom.{end}")
}

fn asked(settings: &Settings, path: &str, body: &Value) -> Ask {
    Ask {
        method: Method::Post,
        home: format!("https://{}", host("api", settings)),
        path: path.to_owned(),
        headers: vec![
            (
                "authorization",
                format!("Bearer {}", settings.get("access_token")),
            ),
            ("accept", "application/json".to_owned()),
            ("content-type", "application/json".to_owned()),
            ("intercom-version", VERSION.to_owned()),
        ],
        body: body.to_string(),
    }
}

fn ticket_in(ticket: &Value, settings: &Settings) -> Option<Made> {
    let id = ticket["id"]
        .as_str()
        .filter(|_| ticket["type"] == "ticket")?;
    // Its own number is what people see; the other one is in its address.
    let number = ticket["ticket_id"].as_str().unwrap_or(id);
    let (home, workspace) = (host("app", settings), settings.get("workspace"));
    Some(Made {
        id: number.to_owned(),
        url: format!("https://{home}/a/inbox/{workspace}/inbox/conversation/{id}"),
    })
}

/// “`parameter_invalid`: Ticket type not found”.
fn said(body: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let errors = body["errors"].as_array().into_iter().flatten();
    let errors =
        errors.map(|error| format!("{}: {}", text(&error["code"]), text(&error["message"])));
    errors.collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::help_desk::{Mask, Part, ticket::tests::ticket};

    fn settings() -> Settings {
        let mut settings = Settings::default();
        for (name, value) in [
            ("region", "eu"),
            ("workspace", "a1b2c3"),
            ("ticket_type_id", "1234"),
            ("fallback_email", "unknown@example.com"),
            ("access_token", "dG9rOjEyMw=="),
        ] {
            settings.set(name, value);
        }
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
    fn a_ticket_is_asked_for_as_intercom_documents_it() {
        let asked = |mask: &Mask| {
            let ask = Intercom.create(&ticket(mask), &settings());
            let body: Value = serde_json::from_str(&ask.body).unwrap();
            (ask, body)
        };
        let (ask, body) = asked(&Mask::default());
        assert_eq!(
            (ask.home.as_str(), ask.path.as_str()),
            ("https://api.eu.intercom.io", "/tickets")
        );
        assert_eq!(ask.headers[0].1, "Bearer dG9rOjEyMw==");
        assert!(
            ask.headers
                .contains(&("intercom-version", VERSION.to_owned()))
        );
        assert_eq!(body["contacts"], json!([{"email": "ruth@example.com"}]));
        let title = body["ticket_attributes"]["_default_title_"]
            .as_str()
            .unwrap();
        assert!(
            title.starts_with("Shop: They asked for a person [handoff-"),
            "{title}"
        );
        let mask = Mask {
            parts: [Part::Email].into(),
            ..Mask::default()
        };
        let (_, body) = asked(&mask);
        assert_eq!(body["contacts"], json!([{"email": "unknown@example.com"}]));
    }

    #[test]
    fn its_answers_name_the_ticket_or_say_whether_trying_again_helps() {
        let read = |status, body: &str| Intercom.made(&answer(status, body), &settings());
        let made = Made {
            id: "53".into(),
            url: "https://app.eu.intercom.com/a/inbox/a1b2c3/inbox/conversation/494".into(),
        };
        let body = r#"{"type":"ticket","id":"494","ticket_id":"53","ticket_attributes":{"_default_title_":"x"}}"#;
        assert_eq!(read(200, body), Told::Made(made.clone()));
        let denied = r#"{"type":"error.list","request_id":"b1","errors":[{"code":"unauthorized","message":"Access Token Invalid"}]}"#;
        let Told::NotNow(why, _) = read(401, denied) else {
            panic!("somebody can mend that");
        };
        assert!(why.contains("Access Token Invalid"), "{why}");
        let invalid = r#"{"type":"error.list","errors":[{"code":"parameter_invalid","message":"Ticket type not found"}]}"#;
        assert!(matches!(read(422, invalid), Told::Never(_)));
        assert!(matches!(read(429, ""), Told::NotNow(..)));
        let ticket = ticket(&Mask::default());
        let found = |body: &str| Intercom.found(&ticket, &answer(200, body), &settings());
        let list = format!(
            r#"{{"type":"ticket.list","tickets":[{{"type":"ticket","id":"494","ticket_id":"53","ticket_attributes":{{"_default_title_":"x [{}]"}}}}],"total_count":1}}"#,
            ticket.tag()
        );
        assert_eq!(found(&list), Ok(Some(made)));
        assert_eq!(found(r#"{"type":"ticket.list","tickets":[]}"#), Ok(None));
        assert!(found("{}").is_err(), "nobody can say");
    }
}
