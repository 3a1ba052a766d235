//! What holds for every conversation, whatever is written and whatever the settings are.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;

use handoff::{
    channel::Channel,
    clock::{Instant, from_millis},
    conversation::{
        AnsweredBy, Author, Conduct, Conversation, Message, Reason, Stage, State, Stretch,
    },
    decide::decide,
    decision::{Decision, Outcome},
    facts::{Facts, Owner},
    handoff::Queue,
    id::{AgentId, ConversationId, OperatorId, QueueId},
    judge,
    policy::{Action, GatherField, OutsideAction, Policy},
    schedule::{Interval, Schedule},
    stateless::{Transcript, decide_transcript},
    wording::translated,
};
use proptest::prelude::*;

/// Monday 12 January 2026, 10:30 in London: the office is open.
const OPEN: i64 = 1_768_213_800_000;
/// The same day at 22:30.
const CLOSED: i64 = OPEN + 12 * 3_600_000;

fn office() -> Queue {
    let hours = Interval::parse("09:00", "17:00").unwrap();
    Queue::new(
        QueueId(1),
        "Main team",
        Schedule::weekdays(chrono_tz::Europe::London, hours),
    )
}

fn policy(write: impl FnOnce(&mut Action)) -> Policy {
    let mut action = Action {
        enabled: true,
        ..Action::default()
    };
    write(&mut action);
    Policy::new(action, vec![office()])
}

/// A conversation in memory that keeps what `decide` says, as the store would.
#[derive(Clone, Default)]
struct Talk {
    messages: Vec<Message>,
    stretch: Stretch,
}

impl Talk {
    fn says(&mut self, policy: &Policy, text: &str, channel: Channel, now: Instant) -> Decision {
        self.messages.push(Message::new(Author::Customer, text));
        let mut reading = judge::read(&self.messages, &policy.profiles());
        reading.confidence = self
            .messages
            .iter()
            .rev()
            .find_map(|message| message.confidence);
        let owner = match self.stretch.stage {
            Stage::HandedOff => Owner::Team,
            _ => Owner::Ai,
        };
        let facts = Facts {
            owner,
            messages: &self.messages,
            stretch: &self.stretch,
            reading: &reading,
            channel,
            customer: None,
            zone: None,
            online: 0,
            waiting: &BTreeMap::new(),
            paces: &BTreeMap::new(),
            present: &[],
            called: None,
        };
        let decision = decide(policy, &facts, now);
        self.stretch = decision.stretch.clone();
        let said = decision.message.as_deref().unwrap_or("I see.");
        self.messages.push(Message::new(Author::Ai, said));
        decision
    }
}

/// What a customer may answer to anything.
const REPLIES: [&str; 6] = [
    "yes",
    "no",
    "My number is +34 612 345 678 and my order is AB-12345",
    "I want to talk to a real person",
    "What does the blue one cost?",
    "You are useless, this is a disgrace!",
];

/// Whether somebody who asked for a person was left without one and without a word about it.
fn is_stranded(decision: &Decision) -> bool {
    let is_silent = decision
        .message
        .as_deref()
        .unwrap_or_default()
        .trim()
        .is_empty();
    match decision.outcome {
        Outcome::Ignored => false,
        Outcome::Continue => {
            is_silent
                && decision
                    .trigger
                    .as_ref()
                    .is_some_and(|reason| reason.kind == "explicit_request")
        }
        _ => is_silent,
    }
}

/// Whether the talk about a person has come to an end that keeps what it promises.
fn has_arrived(talk: &Talk) -> bool {
    matches!(talk.stretch.stage, Stage::HandedOff | Stage::CallbackNoted)
}

/// Every path of up to four replies, for each way of asking, hour, outside action and field to gather.
#[test]
fn nobody_is_ever_stranded() {
    let mut paths = 0;
    for conduct in [Conduct::AskFirst, Conduct::AtOnce] {
        for outside in OutsideAction::ALL {
            for gathers in [false, true] {
                let policy = policy(|action| {
                    action.triggers.explicit_request.conduct = conduct;
                    action.triggers.frustration.conduct = conduct;
                    action.outside_hours.action = outside;
                    if gathers {
                        action.information_to_gather = vec![GatherField {
                            name: "order_number".into(),
                            label: "Order number".into(),
                            required: true,
                            ..GatherField::default()
                        }];
                    }
                });
                for now in [OPEN, CLOSED] {
                    for first in [
                        "I want to talk to a person",
                        "You are useless, this is a disgrace!",
                    ] {
                        let mut talk = Talk::default();
                        let decision = talk.says(&policy, first, Channel::Web, from_millis(now));
                        assert!(!is_stranded(&decision), "{first}: {decision:#?}");
                        paths += walk(&policy, &talk, from_millis(now), 3);
                    }
                }
            }
        }
    }
    assert!(paths > 5_000, "only {paths} paths were walked");
}

/// Walks on from here with every reply, and gives back how many steps that were.
fn walk(policy: &Policy, talk: &Talk, now: Instant, depth: usize) -> usize {
    if depth == 0 || has_arrived(talk) {
        return 0;
    }
    let mut steps = 0;
    for reply in REPLIES {
        let mut next = talk.clone();
        let decision = next.says(policy, reply, Channel::Web, now);
        let told = || {
            next.messages
                .iter()
                .map(|message| format!("{:?}: {}", message.author, message.text))
                .collect::<Vec<_>>()
                .join("\n")
        };
        assert!(!is_stranded(&decision), "{}\n{decision:#?}", told());
        // An answer to the question whether they want a person is never met with silence.
        if talk.stretch.stage == Stage::Offered && ["yes", "no"].contains(&reply) {
            assert!(decision.message.is_some(), "{}", told());
        }
        steps += 1 + walk(policy, &next, now, depth - 1);
    }
    steps
}

/// Who keeps asking for a person gets one, or a callback, or is told every time when the team is back.
#[test]
fn asking_again_always_leads_somewhere() {
    for outside in OutsideAction::ALL {
        for channel in Channel::ALL {
            for now in [OPEN, CLOSED] {
                let policy = policy(|action| action.outside_hours.action = outside);
                let mut talk = Talk::default();
                for _ in 0..4 {
                    if has_arrived(&talk) {
                        break;
                    }
                    let decision = talk.says(
                        &policy,
                        "I want to talk to a person",
                        channel,
                        from_millis(now),
                    );
                    let message = decision.message.unwrap_or_default();
                    assert!(!message.is_empty());
                    assert!(!message.contains("{{"), "{message}");
                }
                let is_told = now == CLOSED && outside != OutsideAction::CollectCallback;
                assert!(
                    has_arrived(&talk) || is_told,
                    "{outside:?} {channel:?} {:?}",
                    talk.stretch
                );
            }
        }
    }
}

fn any_author() -> impl Strategy<Value = Author> {
    prop_oneof![
        Just(Author::Customer),
        Just(Author::Ai),
        Just(Author::Operator),
        Just(Author::System)
    ]
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,80}",
        prop::sample::select(REPLIES.to_vec()).prop_map(String::from),
        "[\u{0}-\u{20}\u{202e}\u{200d}🙂é😡.!?a]{0,30}",
    ]
}

fn any_messages() -> impl Strategy<Value = Vec<Message>> {
    let message = (any_author(), any_text(), prop::option::of(-1.0..2.0)).prop_map(
        |(author, text, confidence)| Message {
            confidence,
            ..Message::new(author, text)
        },
    );
    prop::collection::vec(message, 0..6)
}

fn any_action() -> impl Strategy<Value = Action> {
    let level = prop::sample::select(handoff::policy::Level::ALL.to_vec());
    let outside = prop::sample::select(OutsideAction::ALL.to_vec());
    (
        level,
        outside,
        any::<[bool; 3]>(),
        "\\PC{0,120}",
        1_u32..10_080,
    )
        .prop_map(|(level, outside, [enabled, auto, boost], words, reply)| {
            let mut action = Action {
                enabled,
                level,
                auto_priority: auto,
                priority_boost_on_sentiment: boost,
                when_to_use: words,
                reply_minutes: reply,
                ..Action::default()
            };
            level.apply(&mut action.triggers);
            action.outside_hours.action = outside;
            action
        })
}

fn any_stretch() -> impl Strategy<Value = Stretch> {
    let stages = [
        Stage::Open,
        Stage::Offered,
        Stage::Gathering,
        Stage::CollectingContact,
        Stage::HandedOff,
        Stage::CallbackNoted,
    ];
    let reason =
        ("[a-z_]{1,20}", 0_u8..=100, any_text()).prop_map(|(kind, score, evidence)| Reason {
            kind: kind.clone(),
            name: None,
            score: f64::from(score) / 100.0,
            evidence,
            category: kind,
            conduct: Conduct::AtOnce,
            words: "It was so".into(),
        });
    let collected = prop::collection::btree_map("[a-z]{1,8}", any_text(), 0..3);
    (
        prop::sample::select(stages.to_vec()),
        prop::option::of(reason),
        any::<[bool; 2]>(),
        collected,
    )
        .prop_map(
            |(stage, because, [declined, told_closed], collected)| Stretch {
                stage,
                because,
                declined,
                told_closed,
                collected,
                ..Stretch::default()
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// The same question has the same answer, and no text breaks anything.
    #[test]
    fn deciding_is_deterministic_and_never_panics(
        action in any_action(), messages in any_messages(), hour in 0_i64..24 * 400, is_closed in any::<bool>(),
    ) {
        let policy = Policy::new(action, if is_closed { vec![office()] } else { Vec::new() });
        let transcript = Transcript {
            messages,
            channel: Channel::Web,
            language: None,
            now: from_millis(OPEN + hour * 3_600_000),
            ..Transcript::default()
        };
        let (one, other) = (decide_transcript(&policy, &transcript), decide_transcript(&policy, &transcript));
        prop_assert_eq!(serde_json::to_string(&one).unwrap(), serde_json::to_string(&other).unwrap());
        prop_assert!(!one.trace.is_empty());
    }

    /// Whatever state a conversation is in, the engine's words promise no more than it does.
    #[test]
    fn what_is_said_fits_what_is_done(action in any_action(), stretch in any_stretch(), text in any_text(), is_open in any::<bool>()) {
        let policy = Policy::new(action, vec![office()]);
        let mut talk = Talk { messages: Vec::new(), stretch: Stretch { stage: if stretch.stage == Stage::HandedOff { Stage::Open } else { stretch.stage }, ..stretch } };
        let now = from_millis(if is_open { OPEN } else { CLOSED });
        let decision = talk.says(&policy, &text, Channel::Web, now);
        let message = decision.message.clone().unwrap_or_default();
        prop_assert!(!message.contains("{{"), "{}", message);
        // It may have been taken for another language, and is then told in that.
        let promise = translated(&policy.action.messages.handoff_initiated, decision.reading.language.as_deref());
        if decision.outcome == Outcome::HandOff {
            prop_assert!(is_open, "handed to nobody");
            prop_assert!(message.contains(promise), "{:?} lacks {:?}", message, promise);
        }
        if message.contains(promise) {
            prop_assert_eq!(decision.outcome, Outcome::HandOff);
        }
    }

    /// What is stored as JSON reads back the same.
    #[test]
    fn what_is_stored_reads_back(action in any_action(), stretch in any_stretch()) {
        let kept: Action = serde_json::from_str(&serde_json::to_string(&action).unwrap()).unwrap();
        prop_assert_eq!(kept, action);
        let kept: Stretch = serde_json::from_str(&serde_json::to_string(&stretch).unwrap()).unwrap();
        prop_assert_eq!(kept, stretch);
    }

    /// Of any number of people who claim in any order, the first has it and everybody else is refused.
    #[test]
    fn a_conversation_has_one_owner(claims in prop::collection::vec(1_i64..6, 1..12)) {
        let now = from_millis(OPEN);
        let mut conversation = Conversation::begun(ConversationId("conv_1".into()), AgentId(1), Channel::Web, AnsweredBy::BuiltIn, now);
        for by in &claims {
            if let Ok(claimed) = conversation.clone().claimed(OperatorId(*by), now) {
                conversation = claimed;
            } else {
                prop_assert_ne!(*by, claims[0]);
            }
            prop_assert_eq!(conversation.assignee, Some(OperatorId(claims[0])));
            prop_assert_eq!(conversation.state, State::WithOperator);
        }
    }
}
