//! `POST /conversations`: a conversation begins, with its first message if there is one.

use app::site::Site;
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse,
};
use handoff::{
    account::parse_email,
    actions::{Beginning, VerbError, start_conversation},
    channel::Channel,
    conversation::Customer,
    policy::NAME_MAX,
    problem::Problem,
    schedule::zone_named,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    append::{Answer, MessageBody},
    card::{ConversationJson, answered_by},
};
use crate::api::{BASE, body::Body, problem::ApiProblem, token::WriteToken};

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ConversationBody {
    channel: Option<Channel>,
    language: Option<String>,
    #[serde(default)]
    customer: CustomerBody,
    message: Option<MessageBody>,
    /// Whether the product itself answers the customer.
    #[serde(default)]
    answer: bool,
}

#[derive(Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
struct CustomerBody {
    name: Option<String>,
    email: Option<String>,
    zone: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct Created {
    conversation: ConversationJson,
    #[serde(flatten)]
    answer: Option<Answer>,
}

/// A conversation begins, with its first message if there is one.
#[utoipa::path(
    post,
    path = "/conversations",
    tag = "Conversations",
    request_body = ConversationBody,
    responses(
        (status = 201, description = "It is there now.", body = Created),
        (status = 200, description = "It had begun before.", body = Created),
    ),
)]
pub(super) async fn create(
    WriteToken(caller): WriteToken,
    State(site): State<Site>,
    headers: HeaderMap,
    Body(body): Body<ConversationBody>,
) -> Result<impl IntoResponse, ApiProblem> {
    let (language, customer) = body.checked().map_err(ApiProblem::invalid)?;
    let beginning = Beginning {
        agent: caller.agent(),
        channel: body.channel.unwrap_or(Channel::Api),
        answered_by: answered_by(body.answer),
        customer,
        language,
        first: body.message.map(|message| message.incoming(&headers)),
        has_visitor: false,
        proofs: Vec::new(),
    };
    let received = start_conversation(&site.desk, &caller.actor(), &beginning)
        .await?
        .received;
    let is_new = beginning.first.is_none() || received.decision.is_some();
    let answer = match beginning.first {
        Some(_) => Some(Answer::load(&site.desk.store, &received).await?),
        None => None,
    };
    let location = format!("{BASE}/conversations/{}", received.conversation.id);
    let conversation = ConversationJson::load(&site.desk.store, received.conversation).await?;
    let status = if is_new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    let created = Created {
        conversation,
        answer,
    };
    Ok((status, [(header::LOCATION, location)], Json(created)))
}

impl ConversationBody {
    /// The language and the customer, or everything that is wrong with the body.
    fn checked(&self) -> Result<(Option<String>, Customer), Vec<Problem>> {
        let mut problems = Vec::new();
        let language = self.language.as_deref().and_then(|tag| {
            let read = language_tag(tag);
            problems.extend(read.as_ref().err().cloned());
            read.ok()
        });
        let customer = self.customer.checked(&mut problems);
        let first = self.message.as_ref().map(MessageBody::check);
        if let Some(Err(VerbError::Invalid(found))) = first {
            problems.extend(found.into_iter().map(|problem| problem.at("/message")));
        }
        if problems.is_empty() {
            Ok((language, customer))
        } else {
            Err(problems)
        }
    }
}

impl CustomerBody {
    fn checked(&self, problems: &mut Vec<Problem>) -> Customer {
        let mut customer = Customer::default();
        if let Some(name) = given(self.name.as_ref()) {
            let length = name.chars().count();
            if length > NAME_MAX {
                let detail = format!("This has {length} characters. Use at most {NAME_MAX}.");
                problems.push(Problem::new("/customer/name", detail));
            }
            customer.name = Some(name.to_owned());
        }
        if let Some(email) = given(self.email.as_ref()) {
            match parse_email("/customer/email", email) {
                Ok(email) => customer.email = Some(email),
                Err(problem) => problems.push(problem),
            }
        }
        if let Some(zone) = given(self.zone.as_ref()) {
            match zone_named(zone) {
                Ok(zone) => customer.zone = Some(zone),
                Err(detail) => problems.push(Problem::new("/customer/zone", detail)),
            }
        }
        customer
    }
}

/// What was really given: blanks are nothing.
fn given(text: Option<&String>) -> Option<&str> {
    text.map(|text| text.trim()).filter(|text| !text.is_empty())
}

/// The primary language of a BCP 47 tag, such as `pt` of `pt-BR`.
fn language_tag(tag: &str) -> Result<String, Problem> {
    let primary = tag
        .trim()
        .split(['-', '_'])
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let is_tag =
        (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_lowercase());
    if is_tag && tag.len() <= 35 {
        return Ok(primary);
    }
    let detail = format!("“{tag}” is not a language. Write its tag, such as “en” or “pt-BR”.");
    Err(Problem::new("/language", detail))
}
