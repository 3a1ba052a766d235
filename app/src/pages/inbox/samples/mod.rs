//! The inbox of the sample world, in every state, for tests and for looking at it.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use handoff::{
    channel::Channel,
    clock::Instant,
    conversation::{
        AnsweredBy, Attachment, AttachmentKind, Author, CannedReply, Colour, Conversation, Entry,
        HandoffRequest, Label, Priority, RequestSummary, Row, State, View,
    },
    event::{Event, EventKind},
    file::StoredFile,
    help_desk::Made,
    id::{
        AgentId, CannedReplyId, ConversationId, EventId, FileId, LabelId, MessageId, OperatorId,
        QueueId,
    },
    operator::{Habits, Operator, Presence, Role, Theme},
    store::SavedTicket,
    store::ViewCounts,
};
use serde_json::json;

use super::{
    composer::Draft,
    frame::Around,
    kin::Kin,
    looking::Looking,
    row::{Moment, Rows},
    seen::Seen,
    show::Show,
};

mod pages;

pub(crate) use pages::pages;

pub(super) fn now() -> Instant {
    "2026-12-17T13:05:00Z".parse().unwrap()
}

fn moment() -> Moment {
    Moment {
        now: now(),
        zone: chrono_tz::Europe::Madrid,
    }
}

fn ago(minutes: i64) -> Instant {
    now() - TimeDelta::minutes(minutes)
}

fn looking(view: View) -> Looking {
    Looking::view(view)
}

pub(super) fn counts() -> ViewCounts {
    ViewCounts([6, 3, 2, 1, 59, 41, 2, 1, 1000, 1000])
}

fn person(id: i64, name: &str, presence: Presence) -> Operator {
    Operator {
        id: OperatorId(id),
        email: format!("{id}@example.com"),
        name: name.to_owned(),
        role: Role::Operator,
        presence,
        theme: Theme::System,
        disabled_at: None,
        created_at: ago(90_000),
    }
}

fn entry(id: i64, author: Author, text: &str, minutes: i64) -> Entry {
    let name = match author {
        Author::Customer => "Priya Sharma",
        Author::Operator => "Aiko Tanabe",
        Author::Ai | Author::System => "Nora",
    };
    Entry {
        id: MessageId(id),
        author,
        operator: (author == Author::Operator).then_some(OperatorId(2)),
        name: name.to_owned(),
        is_note: false,
        text: text.to_owned(),
        confidence: (author == Author::Ai).then_some(0.72),
        sentiment: None,
        attachments: Vec::new(),
        client_id: None,
        decision: None,
        at: ago(minutes),
    }
}

fn decision() -> serde_json::Value {
    json!({
        "outcome": "hand_off",
        "trigger": {"kind": "explicit_request", "name": null, "score": 0.97, "evidence": "let me talk to a real person",
            "reason": "customer_request", "conduct": "at_once", "words": "They asked for a person"},
        "instructions": "Say that a person comes.",
        "judge": "embedded",
        "trace": [
            {"step": "owner", "result": "ai", "why": "The AI has it."},
            {"step": "trigger", "kind": "keyword", "result": "no_match", "why": "None of the words is in it."},
            {"step": "trigger", "kind": "frustration", "result": "suppressed",
                "why": "They are frustrated, but “They asked for a person” is stronger."},
            {"step": "trigger", "kind": "explicit_request", "result": "chosen", "why": "They asked for a person."},
            {"step": "priority", "result": "done", "why": "Urgent: urgent words (“birthday present for Saturday”)."}
        ],
        "reading": {"sentiment": -0.62, "frustration": 0.81, "wants_human": 0.97, "language": "en", "confidence": 0.72,
            "urgency": 0.9, "repeats": 2, "consent": "unclear", "evidence": {"wants_human": null, "frustration": null, "urgency": null},
            "matches": []}
    })
}

fn entries() -> Vec<Entry> {
    let promised = "I'm sorry about that, Priya. I'll make sure you get an update today.\nThere is no new date yet.";
    let asked = "Third time I'm asking. Please let me talk to a real person about ORD-12345.";
    let mut entries = vec![
        entry(
            1,
            Author::Customer,
            "Hi, my order ORD-12345 was due on Monday.",
            1500,
        ),
        entry(2, Author::Ai, promised, 18),
        entry(3, Author::Customer, "You said that yesterday!", 15),
        entry(4, Author::Customer, asked, 12),
        entry(5, Author::Operator, "Depot line is +34 976 555 010.", 4),
        entry(
            6,
            Author::System,
            "Aiko Tanabe is here now and reads along.",
            3,
        ),
        entry(7, Author::Operator, "Hello Priya, I am a person.", 2),
    ];
    for (at, mood) in [(0, 0.2), (2, -0.4), (3, -0.65)] {
        entries[at].sentiment = Some(mood);
    }
    entries[2].attachments = vec![
        Attachment {
            kind: AttachmentKind::Image,
            name: Some("label.png".to_owned()),
            url: Some("https://example.com/label.png".to_owned()),
            file: None,
        },
        Attachment::kept(
            "Lieferschein März.pdf".to_owned(),
            StoredFile {
                id: FileId("file_0123456789abcdefghjkmnpqrs".to_owned()),
                media_type: "application/pdf".to_owned(),
                size: 48_300,
            },
        ),
        Attachment {
            kind: AttachmentKind::File,
            name: None,
            url: Some("javascript:alert(1)".to_owned()),
            file: None,
        },
    ];
    entries[3].decision = Some(decision());
    entries[4].is_note = true;
    entries
}

fn request() -> HandoffRequest {
    HandoffRequest {
        trigger: "explicit_request".to_owned(),
        trigger_name: None,
        topic: Some("Damage in transit".to_owned()),
        reason: "They asked for a person".to_owned(),
        evidence: "Let me talk to a real person".to_owned(),
        priority: Priority::Urgent,
        collected: BTreeMap::from([("Order number".to_owned(), "ORD-12345".to_owned())]),
        missing: vec!["Phone".to_owned()],
        summary: RequestSummary {
            text: "Order due Monday is stuck. She needs it by Saturday.".to_owned(),
            tried: vec!["Looked up the order".to_owned()],
            promised: vec!["an update today".to_owned()],
            suggested: vec![
                "Call the depot".to_owned(),
                "Offer a replacement".to_owned(),
            ],
            ..RequestSummary::default()
        },
        queue: None,
        requested_at: ago(12),
        taken_by: None,
        taken_at: None,
    }
}

fn turn(id: i64, kind: EventKind, assignee: Option<i64>) -> Event {
    Event {
        id: EventId(id),
        at: ago(3),
        kind,
        agent: Some(AgentId(1)),
        conversation: Some(ConversationId("conv_priya".to_owned())),
        actor: "operator".to_owned(),
        actor_id: Some(2),
        data: json!({"after": {"assignee": assignee}}),
    }
}

/// Priya's conversation in a state; `assignee` is whoever has it. Maya, number 1, looks at it.
pub(super) fn seen(state: State, assignee: Option<i64>) -> Seen {
    let id = ConversationId("conv_priya".to_owned());
    let begun = Conversation::begun(id, AgentId(1), Channel::Web, AnsweredBy::BuiltIn, ago(1500));
    let mut conversation = begun;
    conversation.customer.name = Some("Priya Sharma".to_owned());
    conversation.customer.email = Some("priya@example.com".to_owned());
    conversation.language = Some("en".to_owned());
    conversation.state = state;
    conversation.assignee = assignee.map(OperatorId);
    conversation.priority = Priority::Urgent;
    conversation.last.author = Author::Customer;
    let is_waiting = matches!(state, State::Waiting | State::WithOperator);
    conversation.waiting_since = is_waiting.then(|| ago(12));
    let is_handed_over = !matches!(state, State::WithAi);
    let mut away = person(4, "Sam Okafor", Presence::Away);
    away.disabled_at = Some(ago(10));
    Seen {
        sendings: BTreeMap::new(),
        letters: std::collections::BTreeSet::new(),
        open_until: None,
        conversation,
        entries: entries(),
        has_earlier: true,
        turns: vec![turn(40, EventKind::ConversationClaimed, Some(2))],
        request: is_handed_over.then(request),
        transfer: None,
        tickets: vec![SavedTicket {
            vendor: "zendesk".to_owned(),
            made: Made {
                id: "35436".to_owned(),
                url: "https://acme.zendesk.com/agent/tickets/35436".to_owned(),
            },
        }],
        verdict: None,
        others: Vec::new(),
        kin: Kin::default(),
        has_answered: false,
        people: vec![
            person(1, "Maya Strand", Presence::Online),
            person(2, "Aiko Tanabe", Presence::Online),
            person(3, "Tomás Rey", Presence::Away),
            away,
        ],
        agent_name: "Nora".to_owned(),
        queue: Some("Deliveries".to_owned()),
        position: (state == State::Waiting).then_some(1),
        reply_minutes: 5,
        labels: BTreeMap::new(),
        own_labels: labels(),
        all_labels: labels(),
        canned: vec![CannedReply {
            id: CannedReplyId(1),
            name: "Late delivery".to_owned(),
            text: "Hi {{customer_name}}, I look into {{order_number}} now.".to_owned(),
            revision: 1,
        }],
        habits: Habits::default(),
        takes_files: true,
        me: OperatorId(1),
        moment: moment(),
        zone: chrono_tz::Europe::Madrid,
    }
}

fn labels() -> Vec<Label> {
    let label = |id, name: &str, colour| Label {
        id: LabelId(id),
        name: name.to_owned(),
        colour,
    };
    vec![
        label(1, "Late delivery", Colour::Rust),
        label(2, "VIP", Colour::Blue),
    ]
}

pub(super) fn around() -> Around {
    Around {
        counts: counts(),
        queues: vec![(QueueId(1), "Deliveries".to_owned(), 3)],
        labels: labels(),
        filters: Vec::new(),
        zone: chrono_tz::Europe::Madrid,
    }
}

fn row(id: &str, name: &str, text: &str, state: State) -> Row {
    Row {
        id: ConversationId(format!("conv_{id}")),
        customer: handoff::conversation::Customer {
            name: Some(name.to_owned()),
            ..Default::default()
        },
        agent_name: "Nora".to_owned(),
        channel: Channel::Web,
        state,
        assignee: None,
        queue: None,
        priority: Priority::Normal,
        needs_attention: state == State::Waiting,
        waiting_since: (state == State::Waiting).then(|| ago(4)),
        last_author: Author::Customer,
        last_text: text.to_owned(),
        last_at: ago(4),
        snoozed_until: None,
        labels: Vec::new(),
        hit: None,
    }
}

pub(in crate::pages) fn rows() -> Rows {
    let late = "Third time I'm asking. Please let me talk to a real person about ORD-12345.";
    let mut priya = row("priya", "Priya Sharma", late, State::Waiting);
    priya.priority = Priority::Urgent;
    priya.waiting_since = Some(ago(12));
    let mut jonas = row(
        "jonas",
        "Jonas Oyelaran",
        "I was charged twice.",
        State::Waiting,
    );
    jonas.priority = Priority::High;
    jonas.channel = Channel::Email;
    jonas.labels = labels();
    let mut hana = row(
        "hana",
        "Hana Novák",
        "It is on the van.",
        State::WithOperator,
    );
    hana.assignee = Some((OperatorId(3), "Tomás Rey".to_owned()));
    hana.last_author = Author::Operator;
    hana.snoozed_until = Some(now() + TimeDelta::hours(20));
    let porto = row(
        "porto",
        "Visitor",
        "Do you ship to the Azores?",
        State::WithAi,
    );
    let oskar = row("oskar", "Oskar Kowal", "After lunch.", State::Callback);
    let lena = row("lena", "Lena Vogt", "Thank you!", State::Resolved);
    Rows {
        looking: looking(View::NeedsAttention),
        shown: vec![priya, jonas, hana, porto, oskar, lena],
        count: Some(6),
        found: None,
        is_pickable: true,
        has_keys: true,
        around: around(),
        older: Some("0.1.conv_a".to_owned()),
        is_first_page: true,
        reply_minutes: BTreeMap::from([("Nora".to_owned(), 5)]),
        open: Some(ConversationId("conv_priya".to_owned())),
        moment: moment(),
    }
}

pub(super) fn page(seen: Seen) -> Show {
    Show {
        seen,
        rows: rows(),
        trace: None,
        draft: Draft::default(),
        is_past: false,
        earlier: None,
    }
}
