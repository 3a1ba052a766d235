//! Deciding a conversation that nobody stored: who has it and how far the talk about a person got are
//! read off the transcript itself.

use chrono_tz::Tz;

use crate::{
    channel::Channel,
    clock::Instant,
    conduct::take_from_ai,
    conversation::{Asking, Author, Line, Message, Noticed, Reason, Stage, Stretch},
    decide::decide,
    decision::Decision,
    facts::{Facts, Owner, notice},
    id::HandoffId,
    judge::{self, Consent, Reading},
    policy::Policy,
    routing::RoutingProfile,
    who::note_subject,
};

/// A transcript with what is known around it.
#[derive(Debug, Clone, Default)]
pub struct Transcript {
    pub messages: Vec<Message>,
    pub channel: Channel,
    /// The customer's language as a BCP 47 tag, where it is known; else it is read off the words.
    pub language: Option<String>,
    pub now: Instant,
    /// Where the customer is, to tell them times they can use.
    pub zone: Option<Tz>,
    /// How many people are there to take a conversation.
    pub online: usize,
    /// How sure the answer to the last message is, 0…1, where no message of the AI says so itself.
    pub confidence: Option<f64>,
}

/// Decides the last message of a transcript.
#[must_use]
pub fn decide_transcript(policy: &Policy, transcript: &Transcript) -> Decision {
    let understood = Understood::of(policy, transcript);
    understood.decide(policy, &understood.reading, transcript)
}

/// What a transcript says, as the embedded judge reads it: everything that stands before the decision.
#[derive(Debug, Clone)]
pub struct Understood<'a> {
    owner: Owner,
    /// The messages since the AI last took the conversation, the one to decide last.
    pub messages: &'a [Message],
    pub stretch: Stretch,
    pub reading: Reading,
}

impl<'a> Understood<'a> {
    /// Reads a transcript.
    #[must_use]
    pub fn of(policy: &Policy, transcript: &'a Transcript) -> Self {
        let (owner, start) = owner(&transcript.messages);
        let messages = &transcript.messages[start..];
        let stretch = inferred_stretch(policy, messages);
        let mut reading = judge::read(messages, &policy.profiles());
        if transcript.language.is_some() {
            reading.language.clone_from(&transcript.language);
        }
        let said = || messages.iter().rev().find_map(|message| message.confidence);
        reading.confidence = transcript.confidence.or_else(said);
        Self {
            owner,
            messages,
            stretch,
            reading,
        }
    }

    /// Whether the AI has the conversation.
    #[must_use]
    pub fn is_with_ai(&self) -> bool {
        self.owner == Owner::Ai
    }

    /// Decides the last message by `reading`: its own, or a better one.
    #[must_use]
    pub fn decide(&self, policy: &Policy, reading: &Reading, transcript: &Transcript) -> Decision {
        let facts = Facts {
            owner: self.owner,
            channel: transcript.channel,
            zone: transcript.zone,
            online: transcript.online,
            ..Facts::new(self.messages, &self.stretch, reading)
        };
        decide(policy, &facts, transcript.now)
    }
}

/// Who has the conversation, and where the current stretch begins: an AI message after a person's words
/// means that it was handed back.
fn owner(messages: &[Message]) -> (Owner, usize) {
    let Some(person) = messages
        .iter()
        .rposition(|message| message.author == Author::Operator)
    else {
        return (Owner::Ai, 0);
    };
    let handed_back = messages[person..]
        .iter()
        .position(|message| message.author == Author::Ai);
    match handed_back {
        Some(offset) => (Owner::Ai, person + offset),
        None => (Owner::Person(crate::id::OperatorId(0)), 0),
    }
}

/// How far the talk about a person got, going by what the AI asked and what the customer answered.
fn inferred_stretch(policy: &Policy, messages: &[Message]) -> Stretch {
    let mut stretch = Stretch::default();
    let Some((_, before)) = messages.split_last() else {
        return stretch;
    };
    stretch.noticed = noticed_before(policy, before);
    stretch.line = subject_before(policy, before);
    for message in before {
        take_from_ai(&mut stretch, message, &policy.gather);
    }
    for (at, message) in before
        .iter()
        .enumerate()
        .filter(|(_, message)| message.author == Author::Ai)
    {
        let answer = &messages[at + 1];
        let is_newest = at + 2 == messages.len();
        if judge::is_offer(&message.text, &policy.action.messages.offer) {
            settle_offer(&mut stretch, policy, &messages[..at], answer, is_newest);
        } else if let Some(name) = asked_field(policy, &message.text) {
            stretch.stage = if is_newest {
                Stage::Gathering
            } else {
                Stage::Open
            };
            stretch.asking = is_newest.then_some(Asking { name, tries: 1 });
        }
    }
    stretch
}

/// What was noticed in the messages before the one to decide.
fn noticed_before(policy: &Policy, before: &[Message]) -> Noticed {
    let subjects = judge::clause_profiles(&policy.clauses);
    let profiles = judge::Profiles::new(&subjects);
    let mut noticed = Noticed::default();
    for message in before
        .iter()
        .filter(|message| message.author == Author::Customer)
    {
        let reading = judge::read_with(std::slice::from_ref(message), &profiles);
        notice(&mut noticed, &reading, &policy.clauses);
    }
    noticed
}

/// What was written about before the message to decide, where anything depends on it.
fn subject_before(policy: &Policy, before: &[Message]) -> Line {
    let mut line = Line::default();
    if policy.routing_profiles.is_empty() {
        return line;
    }
    let subjects: Vec<_> = policy
        .routing_profiles
        .iter()
        .map(RoutingProfile::subject)
        .collect();
    let subjects = judge::Profiles::new(&subjects);
    let own = before
        .iter()
        .filter(|message| message.author == Author::Customer);
    for message in own {
        let reading = judge::read_with(std::slice::from_ref(message), &subjects);
        note_subject(policy, &reading, &mut line);
    }
    line
}

fn settle_offer(
    stretch: &mut Stretch,
    policy: &Policy,
    before: &[Message],
    answer: &Message,
    is_newest: bool,
) {
    let (because, scenarios) = strongest_before(policy, before);
    stretch.scenarios = scenarios;
    stretch.offered_for.extend(because.iter().map(Reason::key));
    stretch.because = because;
    if is_newest {
        stretch.stage = Stage::Offered;
    } else if answer.author == Author::Customer && judge::consent(&answer.text) == Consent::No {
        stretch.declined = true;
    }
}

/// The reason that led to an offer and the handoffs that fitted: what would have fired on the message
/// before it.
fn strongest_before(policy: &Policy, before: &[Message]) -> (Option<Reason>, Vec<HandoffId>) {
    if before.is_empty() {
        return (None, Vec::new());
    }
    let reading = judge::read(before, &policy.profiles());
    let stretch = Stretch::default();
    let facts = Facts::new(before, &stretch, &reading);
    let decision = decide(policy, &facts, Instant::default());
    (decision.trigger, decision.stretch.scenarios)
}

/// The field an AI's question asks for, if it names one.
fn asked_field(policy: &Policy, text: &str) -> Option<String> {
    let text = text.to_lowercase();
    if !text.contains('?') {
        return None;
    }
    let handoffs = policy.handoffs.iter().map(Some);
    std::iter::once(None).chain(handoffs).find_map(|handoff| {
        let fields = policy.gather_for(handoff);
        let mut fields = fields.iter();
        let asked = fields.find(|field| text.contains(&field.title().to_lowercase()))?;
        Some(asked.name.clone())
    })
}
