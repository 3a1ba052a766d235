//! Who answers the visitor now, and what happens next.

use app::site::Site;
use handoff::{
    conversation::{Conversation, State},
    handoff::{expected_minutes, opening_in, wait_in},
    judge::extract::Kind,
    policy::{Action, fill},
    store::StoreError,
    wording::{Phrase, wording},
};
use serde::Serialize;
use serde_json::{Value, json};

/// What the head and the slot above the composer say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Status {
    state: State,
    /// Who answers.
    title: String,
    /// What happens next. May be empty.
    line: String,
    /// Answers to choose from, where the last question has some.
    choices: Vec<String>,
    can_write: bool,
}

impl Status {
    pub(super) async fn of(site: &Site, conversation: &Conversation) -> Result<Self, StoreError> {
        let store = &site.desk.store;
        let agent = store
            .agent(conversation.agent)
            .await?
            .map(|agent| agent.name)
            .unwrap_or_default();
        let action = store
            .action(conversation.agent)
            .await?
            .map(|saved| saved.action)
            .unwrap_or_default();
        let title = match (conversation.state, conversation.assignee) {
            (State::WithOperator, Some(id)) => store
                .operator(id)
                .await?
                .map_or_else(|| "The team".into(), |operator| operator.name),
            (State::Waiting | State::WithOperator, _) => "The team".into(),
            _ => agent,
        };
        Ok(Self {
            state: conversation.state,
            title,
            line: line(site, conversation, &action).await?,
            choices: choices(conversation, &action),
            can_write: true,
        })
    }
}

async fn line(
    site: &Site,
    conversation: &Conversation,
    action: &Action,
) -> Result<String, StoreError> {
    let wording = wording(conversation.language.as_deref());
    Ok(match conversation.state {
        State::Waiting => match site.desk.store.position(conversation).await? {
            Some(position) => {
                let paces = site.desk.store.paces().await?;
                let pace = conversation.queue.and_then(|queue| paces.get(&queue));
                let minutes = expected_minutes(position, pace.copied(), action.reply_minutes);
                let values = [
                    ("position", position.to_string()),
                    ("wait", wait_in(wording, minutes)),
                ];
                fill(wording.say(Phrase::WaitingForAgent), &values)
            }
            None => wording.say(Phrase::InLine).into(),
        },
        State::Callback => callback_line(site, conversation).await?,
        State::Resolved => wording.say(Phrase::Ended).into(),
        _ => String::new(),
    })
}

async fn callback_line(site: &Site, conversation: &Conversation) -> Result<String, StoreError> {
    let now = site.desk.now();
    let callback = site.desk.store.callback_of(&conversation.id).await?;
    let schedule = site
        .desk
        .store
        .default_schedule(conversation.agent)
        .await?
        .map(|saved| saved.schedule);
    let wording = wording(conversation.language.as_deref());
    let due = callback
        .map(|callback| callback.due_at)
        .filter(|due| *due > now);
    let phrase = due.map_or(Phrase::CallbackLine, |_| Phrase::CallbackDue);
    let at = due.zip(schedule).map(|(due, schedule)| {
        let zones = (conversation.customer.zone, schedule.zone);
        ("opens_at", opening_in(wording, due, now, zones))
    });
    Ok(fill(wording.say(phrase), at.as_slice()))
}

/// A yes or a no to an offer, or the choices of the field that is being asked for.
fn choices(conversation: &Conversation, action: &Action) -> Vec<String> {
    match conversation.state {
        State::Offered => {
            let wording = wording(conversation.language.as_deref());
            [Phrase::Yes, Phrase::No]
                .map(|phrase| wording.say(phrase).to_owned())
                .to_vec()
        }
        State::Gathering => {
            let asked = conversation
                .stretch
                .asking
                .as_ref()
                .map(|asking| asking.name.as_str());
            let field = action
                .information_to_gather
                .iter()
                .find(|field| Some(field.name.as_str()) == asked);
            field
                .filter(|field| field.kind == Kind::Choice)
                .map(|field| field.choices.clone())
                .unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// What `onHandoff` is called with while a person is wanted or there; null otherwise.
pub(super) async fn handoff_payload(
    site: &Site,
    conversation: &Conversation,
) -> Result<Value, StoreError> {
    if !matches!(conversation.state, State::Waiting | State::WithOperator) {
        return Ok(Value::Null);
    }
    let request = site.desk.store.handoff_request(conversation).await?;
    Ok(request.map_or(Value::Null, |request| {
        json!({
            "conversation_id": conversation.id,
            "summary": request.summary.text,
            "reason": request.trigger,
            "priority": request.priority,
        })
    }))
}
