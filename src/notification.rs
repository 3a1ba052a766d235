//! What somebody is told of by their browser while the inbox is open in it. Whether the browser may say
//! it is asked there; this module knows only what is worth saying, and to whom.

use crate::{
    conversation::{Author, Conversation, State},
    event::EventKind,
    id::OperatorId,
};

/// Of which conversations somebody is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Wanted {
    /// Whoever waits for a person, and one's own.
    #[default]
    Waiting,
    /// One's own alone.
    Mine,
    /// None.
    Nothing,
}

impl Wanted {
    /// Every choice, from the most to the least.
    pub const ALL: [Self; 3] = [Self::Waiting, Self::Mine, Self::Nothing];

    /// The name used in the database and in forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Mine => "mine",
            Self::Nothing => "nothing",
        }
    }

    /// The choice of that name, if there is one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|wanted| wanted.as_str() == name)
    }
}

/// Somebody's own settings. Until they save some: all that waits, with its words, without a sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Notifications {
    pub wanted: Wanted,
    /// Whether a sound goes with it.
    pub has_sound: bool,
    /// Whether names and words are left out, since a locked screen shows them to everybody.
    pub hides_text: bool,
}

/// Why somebody is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// A customer waits for a person.
    Waits,
    /// A customer wrote in a conversation of theirs.
    Wrote,
    /// Somebody else gave them a conversation.
    Given,
    /// A colleague named them in a note.
    Named,
}

impl Notifications {
    /// What there is to say to `me` of a conversation, as it is now, after something of `kind` happened to
    /// it by somebody else (a note counts where it names `me`); nothing when it is over, or not theirs to know.
    #[must_use]
    pub fn news(
        &self,
        me: OperatorId,
        kind: EventKind,
        conversation: &Conversation,
    ) -> Option<News> {
        let is_by_customer = conversation.last.author == Author::Customer;
        let is_mine =
            conversation.assignee == Some(me) && conversation.state == State::WithOperator;
        let news = match kind {
            EventKind::NoteAdded => News::Named,
            EventKind::ConversationAssigned if is_mine => News::Given,
            EventKind::MessageAdded if is_mine && is_by_customer => News::Wrote,
            EventKind::MessageAdded
            | EventKind::HandoffRequested
            | EventKind::ConversationReopened
            | EventKind::ConversationAssigned
                if conversation.state == State::Waiting =>
            {
                News::Waits
            }
            _ => return None,
        };
        let is_wanted = match self.wanted {
            Wanted::Waiting => true,
            Wanted::Mine => news != News::Waits,
            Wanted::Nothing => false,
        };
        is_wanted.then_some(news)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        channel::Channel,
        clock::from_millis,
        conversation::AnsweredBy,
        id::{AgentId, ConversationId},
    };

    const ME: OperatorId = OperatorId(1);
    const OTHER: OperatorId = OperatorId(2);

    fn conversation(state: State, assignee: Option<OperatorId>) -> Conversation {
        let id = ConversationId("conv_a".into());
        let built_in = AnsweredBy::BuiltIn;
        Conversation {
            state,
            assignee,
            ..Conversation::begun(id, AgentId(1), Channel::Web, built_in, from_millis(0))
        }
    }

    fn wanting(wanted: Wanted) -> Notifications {
        Notifications {
            wanted,
            ..Notifications::default()
        }
    }

    #[test]
    fn whoever_waits_is_told_to_all_who_want_it_and_ones_own_to_one_alone() {
        let waits = conversation(State::Waiting, None);
        let mine = conversation(State::WithOperator, Some(ME));
        let theirs = conversation(State::WithOperator, Some(OTHER));
        let cases = [
            (
                Wanted::Waiting,
                EventKind::HandoffRequested,
                &waits,
                Some(News::Waits),
            ),
            (
                Wanted::Waiting,
                EventKind::MessageAdded,
                &waits,
                Some(News::Waits),
            ),
            (Wanted::Mine, EventKind::HandoffRequested, &waits, None),
            (
                Wanted::Mine,
                EventKind::MessageAdded,
                &mine,
                Some(News::Wrote),
            ),
            (
                Wanted::Mine,
                EventKind::ConversationAssigned,
                &mine,
                Some(News::Given),
            ),
            (Wanted::Waiting, EventKind::MessageAdded, &theirs, None),
            (
                Wanted::Waiting,
                EventKind::ConversationAssigned,
                &theirs,
                None,
            ),
            (Wanted::Mine, EventKind::NoteAdded, &mine, Some(News::Named)),
            (Wanted::Nothing, EventKind::HandoffRequested, &waits, None),
            (Wanted::Nothing, EventKind::MessageAdded, &mine, None),
        ];
        for (wanted, kind, conversation, expected) in cases {
            let news = wanting(wanted).news(ME, kind, conversation);
            assert_eq!(
                news, expected,
                "{wanted:?} {kind:?} {:?}",
                conversation.state
            );
        }
    }

    #[test]
    fn a_conversation_that_is_with_the_ai_or_over_is_no_news() {
        for state in [
            State::WithAi,
            State::Offered,
            State::Gathering,
            State::Resolved,
        ] {
            let quiet = conversation(state, None);
            let news = wanting(Wanted::Waiting).news(ME, EventKind::MessageAdded, &quiet);
            assert_eq!(news, None, "{state:?}");
        }
    }
}
