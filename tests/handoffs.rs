//! Where conversations go: which handoff, which queue, and what the AI is told. Each test is named after
//! what an admin sets up and a customer meets.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;

use handoff::{
    channel::Channel,
    conversation::{Author, Message, Stretch},
    decide::decide,
    decision::{Decision, Outcome, Step},
    facts::Facts,
    handoff::{DESTINATION_FIELDS, Destination, channels_named, function_name, parse_destinations},
    policy::{Document, Policy},
    schedule::{Exception, Interval, Schedule, SpecialHours, WEEKDAYS},
    stateless::{Transcript, decide_transcript},
};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Monday 12 January 2026, 10:30 in New York: the office is open.
const IN_HOURS: &str = "2026-01-12T15:30:00Z";
/// The Saturday before, in the evening.
const AFTER_HOURS: &str = "2026-01-10T23:00:00Z";

fn shop() -> Value {
    let hours = json!({"mon": [{"start": "09:00", "end": "12:00"}, {"start": "13:00", "end": "17:00"}],
        "tue": [{"start": "09:00", "end": "17:00"}]});
    json!({
        "outside_hours": {"action": "message", "message": "Nobody is here right now. We are back {{opens_at}}."},
        "transfer_functions": [
            {"name": "default_transfer"},
            {"name": "transfer_to_billing", "kind": "phone", "number": "+1 212 555 0100"}
        ],
        "queues": [
            {"name": "Billing Support", "type": "Agent_queue", "enabled": true, "open_24": false,
             "weekly_hours": hours, "timezone": "America/New_York",
             "transfer_function_name": "transfer_to_billing"},
            {"name": "General Support", "type": "Agent_queue", "enabled": true, "open_24": true,
             "timezone": "America/New_York", "transfer_function_name": "default_transfer"}
        ],
        "handoffs": [
            {"name": "General Support", "queues": ["General Support"],
             "available_instructions": "Say that a colleague will help with anything."},
            {"name": "Billing Support", "description": "The customer has a question about an invoice, a refund or a double charge.",
             "available_instructions": "Ask for confirmation, then call handoff_billing_support.",
             "unavailable_instructions": "Say that billing is back at the next opening.",
             "queues": ["Billing Support"]}
        ],
        "topics": [
            {"title": "Billing inquiry", "text": "Questions about invoices, refunds and double charges on the card.",
             "handoffs": ["Billing Support", "General Support"]}
        ]
    })
}

fn policy(document: &Value) -> Policy {
    Document::read(&document.to_string()).unwrap()
}

fn decided(document: &Value, now: &str, said: &[(Author, &str)]) -> Decision {
    on_channel(document, (now, Channel::Web, None), said)
}

fn on_channel(
    document: &Value,
    (now, channel, language): (&str, Channel, Option<&str>),
    said: &[(Author, &str)],
) -> Decision {
    let transcript = Transcript {
        messages: said
            .iter()
            .map(|(author, text)| Message::new(*author, *text))
            .collect(),
        channel,
        language: language.map(str::to_owned),
        now: now.parse().unwrap(),
        ..Transcript::default()
    };
    decide_transcript(&policy(document), &transcript)
}

const CHARGED: (Author, &str) = (
    Author::Customer,
    "I have a question about a refund for an invoice, I was charged twice",
);
const PERSON: (Author, &str) = (Author::Customer, "I want to talk to a real person");

fn why<'d>(decision: &'d Decision, step: &str, kind: &str) -> &'d str {
    let is_it = |line: &&Step| line.step == step && line.kind.as_deref() == Some(kind);
    let found = decision.trace.iter().find(is_it);
    found.map_or("", |line| &*line.why)
}

fn name(decision: &Decision) -> &str {
    decision
        .handoff
        .as_ref()
        .map_or("", |handoff| handoff.name.as_str())
}

#[test]
fn a_handoff_named_billing_support_is_the_function_handoff_billing_support() {
    assert_eq!(function_name("Billing Support"), "handoff_billing_support");
    let decision = decided(&shop(), IN_HOURS, &[CHARGED]);
    assert_eq!(
        decision.handoff.unwrap().function,
        "handoff_billing_support"
    );
}

#[test]
fn a_topic_goes_to_billing_support_in_hours_and_to_general_support_after() {
    let open = decided(&shop(), IN_HOURS, &[CHARGED]);
    assert_eq!(
        (open.outcome, name(&open)),
        (Outcome::Offer, "Billing Support")
    );
    assert_eq!(open.trigger.as_ref().unwrap().kind, "topic_handoff");
    let closed = decided(&shop(), AFTER_HOURS, &[CHARGED]);
    assert_eq!(
        (closed.outcome, name(&closed)),
        (Outcome::Offer, "General Support")
    );
    assert_eq!(closed.queue.as_ref().unwrap().name, "General Support");
    assert_eq!(
        why(&closed, "availability", "Billing Support"),
        "closed until Mon 09:00 America/New_York"
    );
    assert_eq!(
        why(&closed, "handoff", "Billing Support"),
        "None of its queues can take this now."
    );
}

#[test]
fn the_talk_stays_with_the_handoff_it_began_with() {
    let said = [
        CHARGED,
        (Author::Ai, "Would you like me to bring in a colleague?"),
        (Author::Customer, "yes please"),
    ];
    let decision = decided(&shop(), IN_HOURS, &said);
    assert_eq!(
        (decision.outcome, name(&decision)),
        (Outcome::HandOff, "Billing Support")
    );
}

#[test]
fn the_ai_sees_the_available_block_while_somebody_is_there_and_else_the_other_alone() {
    let mut shop = shop();
    shop["topics"][0]["handoffs"] = json!(["Billing Support"]);
    let open = decided(&shop, IN_HOURS, &[CHARGED]).instructions.unwrap();
    assert!(
        open.starts_with("Ask for confirmation, then call handoff_billing_support."),
        "{open}"
    );
    assert!(!open.contains("back at the next opening"), "{open}");
    let decision = decided(&shop, AFTER_HOURS, &[CHARGED]);
    assert_eq!(decision.outcome, Outcome::Unavailable);
    let closed = decision.instructions.unwrap();
    assert!(
        closed.starts_with("Say that billing is back at the next opening."),
        "{closed}"
    );
    assert!(!closed.contains("call handoff_billing_support"), "{closed}");
}

#[test]
fn instructions_to_transfer_immediately_do_not_ask_first() {
    let mut shop = shop();
    shop["handoffs"][1]["available_instructions"] = json!("Transfer immediately.");
    assert_eq!(
        decided(&shop, IN_HOURS, &[CHARGED]).outcome,
        Outcome::HandOff
    );
}

#[test]
fn who_asks_for_a_person_about_a_subject_gets_the_handoff_described_so() {
    let mut shop = shop();
    shop["topics"] = json!([]);
    let about = (
        Author::Customer,
        "I want to talk to a real person about a refund for a double charge on my invoice",
    );
    let decision = decided(&shop, IN_HOURS, &[about]);
    assert_eq!(name(&decision), "Billing Support", "{:?}", decision.trace);
    let nothing = decided(&shop, IN_HOURS, &[PERSON]);
    assert_eq!(
        name(&nothing),
        "General Support",
        "the first is the default"
    );
}

#[test]
fn a_queue_without_the_customers_language_is_passed_over() {
    let mut shop = shop();
    shop["queues"][1]["supported_languages"] = json!(["en", "fr"]);
    shop["queues"].as_array_mut().unwrap().push(
        json!({"name": "Soporte", "open_24": true, "timezone": "UTC",
        "supported_languages": ["es"], "transfer_function_name": "default_transfer"}),
    );
    shop["handoffs"][0]["queues"] = json!(["General Support", "Soporte"]);
    let decision = on_channel(&shop, (IN_HOURS, Channel::Web, Some("es-MX")), &[PERSON]);
    assert_eq!(decision.queue.as_ref().unwrap().name, "Soporte");
    assert_eq!(
        why(&decision, "availability", "General Support"),
        "no Spanish (MX)"
    );
}

#[test]
fn a_queue_for_chat_alone_is_passed_over_for_a_call() {
    let mut shop = shop();
    shop["queues"][1]["supported_channel_types"] = json!(["chat"]);
    let call = on_channel(&shop, (IN_HOURS, Channel::Phone, None), &[PERSON]);
    assert_eq!(call.outcome, Outcome::Unavailable);
    assert_eq!(
        why(&call, "availability", "General Support"),
        "not for voice"
    );
    let chat = decided(&shop, IN_HOURS, &[PERSON]);
    assert_eq!(chat.queue.unwrap().name, "General Support");
}

#[test]
fn a_queue_that_is_disabled_is_passed_over() {
    let mut shop = shop();
    shop["queues"][1]["enabled"] = json!(false);
    let decision = decided(&shop, IN_HOURS, &[PERSON]);
    assert_eq!(
        why(&decision, "availability", "General Support"),
        "disabled"
    );
    assert_eq!(decision.outcome, Outcome::Unavailable);
    assert!(
        !decision.message.unwrap().is_empty(),
        "nobody is left without a word"
    );
}

#[test]
fn a_queue_that_needs_somebody_online_is_closed_while_nobody_is() {
    let mut shop = shop();
    shop["queues"][1]["needs_presence"] = json!(true);
    let decision = decided(&shop, IN_HOURS, &[PERSON]);
    assert_eq!(
        why(&decision, "availability", "General Support"),
        "nobody online"
    );
    assert_eq!(decision.outcome, Outcome::Unavailable);
}

/// All six reasons at once, in the order of the handoff's queues, and then the one that takes it.
#[test]
fn every_queue_that_is_passed_over_says_why() {
    let open = |name: &str, more: Value| {
        let mut queue = json!({"name": name, "open_24": true, "timezone": "UTC",
            "transfer_function_name": "default_transfer"});
        let more = more.as_object().unwrap().clone();
        queue.as_object_mut().unwrap().extend(more);
        queue
    };
    let queues = json!([
        open(
            "Closed",
            json!({"open_24": false, "timezone": "America/New_York",
            "weekly_hours": {"tue": [{"start": "09:00", "end": "17:00"}]}})
        ),
        open("English", json!({"supported_languages": ["en"]})),
        open("Calls", json!({"supported_channel_types": ["voice"]})),
        open("Off", json!({"enabled": false})),
        open("Full", json!({"capacity": 2})),
        open("Empty", json!({"needs_presence": true})),
        open("Takes it", json!({})),
    ]);
    let names: Vec<&str> = queues
        .as_array()
        .unwrap()
        .iter()
        .map(|queue| queue["name"].as_str().unwrap())
        .collect();
    let document = json!({"queues": queues, "transfer_functions": [{"name": "default_transfer"}],
        "handoffs": [{"name": "Any", "queues": names}]});
    let policy = policy(&document);
    let waiting = BTreeMap::from([(policy.queues[4].id, 2)]);
    let messages = [Message::new(
        Author::Customer,
        "Quiero hablar con una persona, por favor",
    )];
    let (stretch, reading) = (
        Stretch::default(),
        handoff::judge::read(&messages, &policy.profiles()),
    );
    let facts = Facts {
        waiting: &waiting,
        online: 0,
        ..Facts::new(&messages, &stretch, &reading)
    };
    let decision = decide(&policy, &facts, IN_HOURS.parse().unwrap());
    for (queue, reason) in [
        ("Closed", "closed until Tue 09:00 America/New_York"),
        ("English", "no Spanish"),
        ("Calls", "not for chat"),
        ("Off", "disabled"),
        ("Full", "full"),
        ("Empty", "nobody online"),
        ("Takes it", "It is open now."),
    ] {
        assert_eq!(why(&decision, "availability", queue), reason, "{queue}");
    }
    assert_eq!(decision.queue.unwrap().name, "Takes it");
}

#[test]
fn split_shifts_close_over_lunch() {
    let lunch = "2026-01-12T17:30:00Z";
    let mut shop = shop();
    shop["topics"][0]["handoffs"] = json!(["Billing Support"]);
    let decision = decided(&shop, lunch, &[CHARGED]);
    assert_eq!(
        why(&decision, "availability", "Billing Support"),
        "closed until Mon 13:00 America/New_York"
    );
}

#[test]
fn a_date_exception_closes_the_queue_for_that_date() {
    let mut shop = shop();
    shop["queues"][0]["date_exceptions"] = json!({"2026-01-12": {"closed": true}});
    let decision = decided(&shop, IN_HOURS, &[CHARGED]);
    assert_eq!(name(&decision), "General Support");
}

#[test]
fn names_that_are_not_there_are_named_with_what_was_meant() {
    let mut shop = shop();
    shop["queues"][0]["transfer_function_name"] = json!("transfer_to_biling");
    shop["handoffs"][0]["queues"] = json!(["General Suport"]);
    shop["topics"][0]["handoffs"] = json!(["Billing Support", "Nobody"]);
    shop["handoffs"]
        .as_array_mut()
        .unwrap()
        .push(json!({"name": "billing-support"}));
    let problems = Document::read(&shop.to_string()).unwrap_err();
    let found: Vec<(&str, bool)> = problems
        .iter()
        .map(|p| (p.pointer.as_str(), p.detail.contains("Did you mean")))
        .collect();
    assert_eq!(
        found,
        [
            ("/queues/0/transfer_function_name", true),
            ("/handoffs/0/queues/0", true),
            ("/handoffs/2/name", false),
            ("/topics/0/handoffs/1", false),
        ]
    );
}

const FULL: &str = r#"[
  {
    "name": "Premium Support",
    "type": "Agent_queue",
    "enabled": true,
    "open_24": false,
    "weekly_hours": {
      "mon": [
        {"start": "09:00", "end": "12:00"},
        {"start": "13:00", "end": "17.00"}
      ],
      "tue": [{"start": "10:00", "end": "14:00"}, {"start": "13:00", "end": "15:00"}]
    },
    "date_exceptions": {
      "2026-13-25": {"closed": true},
      "2026-07-04": {"open_24": true}
    },
    "timezone": "America/Los_Angles",
    "supported_channel_types": ["voice", "fax"],
    "supported_languages": ["en", "spanish"],
    "transfer_function_name": "transfer_to_premum"
  }
]"#;

#[test]
fn every_mistake_of_a_destination_comes_at_once_with_its_line_and_path() {
    let faults = parse_destinations(FULL, &["transfer_to_premium"]).unwrap_err();
    let places: Vec<(usize, &str)> = faults
        .iter()
        .map(|fault| (fault.line, fault.path.as_str()))
        .collect();
    assert_eq!(
        places,
        [
            (10, "[0].weekly_hours.mon[1].end"),
            (12, "[0].weekly_hours.tue[1]"),
            (15, "[0].date_exceptions.2026-13-25"),
            (18, "[0].timezone"),
            (19, "[0].supported_channel_types[1]"),
            (20, "[0].supported_languages[1]"),
            (21, "[0].transfer_function_name"),
        ]
    );
    assert_eq!(
        faults[0].in_words(),
        "Line 10, [0].weekly_hours.mon[1].end: “17.00” is not a time. Write it as “17:00”."
    );
    let mended = FULL
        .replace("17.00", "17:00")
        .replace("2026-13-25", "2026-12-25")
        .replace("Los_Angles", "Los_Angeles")
        .replace("\"fax\"", "\"chat\"")
        .replace("spanish", "es")
        .replace("premum", "premium");
    let faults = parse_destinations(&mended, &["transfer_to_premium"]).unwrap_err();
    assert_eq!(faults.len(), 1);
    assert_eq!(
        (faults[0].line, faults[0].path.as_str()),
        (12, "[0].weekly_hours.tue[1]")
    );
    assert!(faults[0].detail.contains("overlap"), "{}", faults[0].detail);
    let whole = mended.replace("13:00\", \"end\": \"15:00", "14:30\", \"end\": \"15:00");
    assert_eq!(
        parse_destinations(&whole, &["transfer_to_premium"])
            .unwrap()
            .len(),
        1
    );
}

#[test]
fn what_a_destination_requires_and_lacks_is_named() {
    for field in DESTINATION_FIELDS
        .iter()
        .filter(|field| !field.starts_with("supported") && **field != "date_exceptions")
    {
        let mut queue = json!({"name": "Sales", "type": "Agent_queue", "enabled": true, "open_24": false,
            "weekly_hours": {"mon": [{"start": "09:00", "end": "17:00"}]}, "timezone": "UTC",
            "transfer_function_name": "default_transfer"});
        queue.as_object_mut().unwrap().shift_remove(*field);
        let faults =
            parse_destinations(&json!([queue]).to_string(), &["default_transfer"]).unwrap_err();
        let paths: Vec<&str> = faults.iter().map(|fault| fault.path.as_str()).collect();
        assert_eq!(paths, [format!("[0].{field}")], "{field}: {faults:?}");
    }
    for (text, line) in [("", 1), ("[\n{,\n]", 2), ("{}", 1), ("[]", 1), ("[1]", 1)] {
        let faults = parse_destinations(text, &[]).unwrap_err();
        assert_eq!(faults[0].line, line, "{text}");
    }
}

#[test]
fn the_kind_agent_queue_is_taken_and_kept_and_no_other() {
    let queue = |kind: &str| {
        json!([{"name": "Sales", "type": kind, "enabled": true, "open_24": true,
        "timezone": "UTC", "transfer_function_name": "default_transfer"}])
        .to_string()
    };
    let read = parse_destinations(&queue("Agent_queue"), &["default_transfer"]).unwrap();
    assert_eq!(read[0].to_json()["type"], "Agent_queue");
    assert_eq!(
        parse_destinations(&queue("agent"), &["default_transfer"]).unwrap_err()[0].path,
        "[0].type"
    );
}

fn minute() -> impl Strategy<Value = u16> {
    0_u16..1440
}

/// Hours of a day that neither overlap nor meet.
fn hours() -> impl Strategy<Value = Vec<Interval>> {
    proptest::collection::btree_set(minute(), 0..6).prop_map(|times| {
        let times: Vec<u16> = times.into_iter().collect();
        let pairs = times.chunks_exact(2);
        let time = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
        pairs
            .map(|pair| Interval::parse(&time(pair[0]), &time(pair[1])).unwrap())
            .collect()
    })
}

fn schedule() -> impl Strategy<Value = Schedule> {
    let special = prop_oneof![
        Just(SpecialHours::Closed),
        Just(SpecialHours::Open24),
        hours()
            .prop_filter("has hours", |hours| !hours.is_empty())
            .prop_map(SpecialHours::Intervals),
    ];
    let dates = proptest::collection::btree_map(0_u64..900, special, 0..4);
    (
        proptest::collection::vec(hours(), 7),
        any::<bool>(),
        dates,
        0..chrono_tz::TZ_VARIANTS.len(),
    )
        .prop_map(|(week, open_24, dates, zone)| {
            let mut schedule = Schedule::always(chrono_tz::TZ_VARIANTS[zone]);
            schedule.open_24 = open_24;
            for (day, hours) in WEEKDAYS.into_iter().zip(week) {
                schedule.weekly.set(day, hours);
            }
            let first: chrono::NaiveDate = "2026-01-01".parse().unwrap();
            let exception = |hours| Exception {
                hours,
                name: None,
                yearly: false,
            };
            schedule.exceptions = dates
                .into_iter()
                .map(|(day, hours)| (first + chrono::Days::new(day), exception(hours)))
                .collect();
            schedule
        })
}

fn destination() -> impl Strategy<Value = Destination> {
    let channels = proptest::sample::subsequence(Channel::ALL.to_vec(), 0..=7);
    let languages =
        proptest::sample::subsequence(vec!["en", "es", "pt-BR", "zh-Hant-TW", "fil"], 0..=5);
    (
        "[A-Za-zé\"\\\\][A-Za-z é\"\\\\]{0,20}[a-z]",
        any::<bool>(),
        schedule(),
        channels,
        languages,
    )
        .prop_map(
            |(name, enabled, schedule, channels, languages)| Destination {
                name,
                enabled,
                schedule,
                channels,
                languages: languages.into_iter().map(str::to_owned).collect(),
                transfer_function: Some("default_transfer".into()),
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// What is written is read back the same, through the text an admin sees.
    #[test]
    fn a_destination_that_is_written_is_read_back_the_same(destination in destination()) {
        let text = serde_json::to_string_pretty(&json!([destination.to_json()])).unwrap();
        let read = parse_destinations(&text, &["default_transfer"]);
        prop_assert_eq!(read, Ok(vec![destination]));
    }

    /// Nonsense is refused with a line that exists, and never breaks anything.
    #[test]
    fn a_mistake_is_always_in_a_line_that_is_there(at in 0..FULL.len(), with in "[\\[\\]{}\",:0-9a-z\n]{0,3}") {
        let mut text = FULL.to_owned();
        text.replace_range(at..=at, &with);
        if let Err(faults) = parse_destinations(&text, &["transfer_to_premium"]) {
            let lines = text.lines().count().max(1);
            prop_assert!(faults.iter().all(|fault| (1..=lines).contains(&fault.line)), "{faults:?}");
        }
    }
}

#[test]
fn channels_are_the_vendors_words_where_it_has_them() {
    let read = |names: &[&str]| {
        names
            .iter()
            .filter_map(|name| channels_named(name))
            .flatten()
            .collect::<Vec<_>>()
    };
    assert_eq!(
        handoff::handoff::channel_names(&read(&["voice", "chat"])),
        ["chat", "voice"]
    );
    assert_eq!(
        handoff::handoff::channel_names(&read(&["email", "sms"])),
        ["email", "sms"]
    );
}
