//! How a conversation to decide looks in the document of the API. It is read in `crate::transcript`.

use handoff::{channel::Channel, conversation::Message};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// A conversation to decide. Only the messages are required.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its shape is told")]
pub(super) struct DecisionBody {
    /// Left out, it is the web.
    channel: Option<Channel>,
    /// A BCP 47 tag. Left out, it is the language of the words.
    #[schema(example = "en")]
    language: Option<String>,
    /// Left out, it is now.
    #[schema(value_type = Option<String>, format = DateTime)]
    now: Option<String>,
    /// The oldest first; the decision is about the last one.
    #[schema(min_items = 1)]
    messages: Vec<Message>,
    /// What to decide by, as `GET /configuration` shows it. Left out, it is what is set up for the AI agent.
    configuration: Option<Map<String, Value>>,
    /// Left out, it is the built-in one.
    judge: Option<Judge>,
}

/// Who reads what the messages mean.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "only its shape is told")]
enum Judge {
    /// Built in: no network, the same answer each time.
    Embedded,
    /// The language model that is set up.
    Llm,
}
