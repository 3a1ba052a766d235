//! What the browser is given to say, for a page that is open already: one notice a conversation, in words
//! that are safe to show on a locked screen where somebody wishes it.

use handoff::{
    access::Scope,
    conversation::Conversation,
    event::{Event, EventKind},
    id::{ConversationId, EventId, OperatorId},
    notification::{News, Notifications, Wanted},
    store::StoreError,
};
use leptos::prelude::*;

use crate::{document, routes, site::Site};

/// How much of the event log is read at once; what is older than this is no news any more.
const EVENTS: i64 = 200;
/// More conversations at once than anybody can read from notifications.
const NOTICES: usize = 20;
/// Characters of a customer's words.
const WORDS: usize = 140;

/// What happened to one conversation.
#[derive(Debug, Clone)]
pub(super) struct Notice {
    pub conversation: Conversation,
    /// None takes back what was said before: somebody has it, or it is over.
    pub news: Option<News>,
}

/// What a page that is open already has to say.
#[derive(Debug, Clone)]
pub(super) struct Notices {
    pub told: Vec<Notice>,
    /// Where the next reading goes on.
    pub last: EventId,
    pub settings: Notifications,
}

impl Notices {
    /// What happened after `since` that `me` wants to be told. Without `since` it is only said where to
    /// begin.
    pub(super) async fn load(
        site: &Site,
        (scope, me): (Scope, OperatorId),
        since: Option<EventId>,
    ) -> Result<Self, StoreError> {
        let store = &site.desk.store;
        let settings = store.notifications(me).await?;
        let mut read = Self {
            told: Vec::new(),
            last: since.unwrap_or(EventId(0)),
            settings,
        };
        let Some(since) = since.filter(|_| settings.wanted != Wanted::Nothing) else {
            read.last = store.latest_event().await?;
            return Ok(read);
        };
        let events = store.events_after(since, EVENTS).await?;
        read.last = events.last().map_or(since, |event| event.id);
        for id in touched(&events).into_iter().take(NOTICES) {
            if let Some(conversation) = store.conversation(scope, &id).await? {
                let of_it = events
                    .iter()
                    .filter(|event| event.conversation.as_ref() == Some(&id))
                    .filter(|event| !is_by(event, me) && concerns(event, me));
                let news = of_it
                    .filter_map(|event| settings.news(me, event.kind, &conversation))
                    .next_back();
                read.told.push(Notice { conversation, news });
            }
        }
        Ok(read)
    }
}

fn is_by(event: &Event, me: OperatorId) -> bool {
    event.actor == "operator" && event.actor_id == Some(me.0)
}

/// Whether it may be for `me`: a note is for those whom it names.
fn concerns(event: &Event, me: OperatorId) -> bool {
    let named = event.data["named"].as_array();
    event.kind != EventKind::NoteAdded
        || named.is_some_and(|named| named.iter().any(|id| id.as_i64() == Some(me.0)))
}

/// The conversations that something happened to, each once, the newest first.
fn touched(events: &[Event]) -> Vec<ConversationId> {
    let mut ids: Vec<ConversationId> = Vec::new();
    for event in events.iter().rev() {
        if let Some(id) = event.conversation.as_ref().filter(|id| !ids.contains(id)) {
            ids.push(id.clone());
        }
    }
    ids
}

/// The notices as a piece of a page.
pub(super) fn render(read: Notices) -> String {
    document::fragment(move || {
        let settings = read.settings;
        let items = read
            .told
            .into_iter()
            .map(|notice| item(notice, settings.hides_text))
            .collect_view();
        view! {
            <ol
                data-last=read.last.0
                data-sound=settings.has_sound.then_some("")
                data-nothing=(settings.wanted == Wanted::Nothing).then_some("")
            >
                {items}
            </ol>
        }
    })
}

fn item(notice: Notice, hides_text: bool) -> impl IntoView {
    let Notice { conversation, news } = notice;
    let name = if hides_text {
        "A customer"
    } else {
        conversation.customer.title()
    };
    let title = news.map(|news| match news {
        News::Waits => format!("{name} waits for a person"),
        News::Wrote => format!("{name} wrote"),
        News::Given => format!("{name} is yours now"),
        News::Named => format!("You are named in a note on {name}"),
    });
    let shown = if hides_text { 0 } else { WORDS };
    let words: String = conversation.last.text.chars().take(shown).collect();
    view! {
        <li
            data-conversation=conversation.id.0.clone()
            data-href=routes::conversation(&conversation.id.0)
            data-title=title
        >
            {words}
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::inbox::samples;
    use handoff::conversation::State;

    const WRITTEN: &str = "Is anybody there? The table wobbles.";

    fn waiting() -> Conversation {
        let mut conversation = samples::seen(State::Waiting, None).conversation;
        WRITTEN.clone_into(&mut conversation.last.text);
        conversation
    }

    fn said(news: Option<News>, hides_text: bool) -> String {
        let conversation = waiting();
        render(Notices {
            told: vec![Notice { conversation, news }],
            last: EventId(9),
            settings: Notifications {
                hides_text,
                ..Notifications::default()
            },
        })
    }

    #[test]
    fn a_notice_names_the_customer_and_their_words_unless_they_are_hidden() {
        let conversation = waiting();
        let name = conversation.customer.title();
        let open = said(Some(News::Waits), false);
        assert!(
            open.contains(&format!("{name} waits for a person")),
            "{open}"
        );
        assert!(open.contains(WRITTEN), "{open}");
        let hidden = said(Some(News::Waits), true);
        assert!(hidden.contains("A customer waits for a person"), "{hidden}");
        assert!(
            !hidden.contains(name) && !hidden.contains(WRITTEN),
            "{hidden}"
        );
    }

    #[test]
    fn what_is_over_is_named_without_words_to_say() {
        let over = said(None, false);
        assert!(
            over.contains("data-conversation=") && !over.contains("data-title"),
            "{over}"
        );
    }
}
