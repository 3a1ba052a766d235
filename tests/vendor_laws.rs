//! Laws of other vendors' JSON: whatever is read without a loss is written back as it was, and whatever is not
//! stands in the report. `HANDOFF_LAW_CASES=100000` looks at more than the usual share.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use handoff::{
    id::OperatorId,
    policy::Document,
    vendor::{Around, Fate, Line, Member, import, vendor_named},
};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

const CASES: u32 = 256;

fn cases() -> u32 {
    let asked = std::env::var("HANDOFF_LAW_CASES").ok();
    asked.and_then(|asked| asked.parse().ok()).unwrap_or(CASES)
}

fn people() -> Vec<Member> {
    let person = |(id, name): (i64, &str)| Member {
        id: OperatorId(id),
        name: name.to_owned(),
        email: format!("{}@example.com", name.to_lowercase()),
    };
    [(1, "Maya"), (2, "Ben"), (3, "Lea")].map(person).to_vec()
}

/// Something that is nearly always `usual`, and now and then something else.
fn mostly(usual: impl Strategy<Value = Value> + 'static, odd: Value) -> BoxedStrategy<Value> {
    prop_oneof![24 => usual.boxed(), 1 => Just(odd).boxed()].boxed()
}

/// An object of some of those members.
fn object(members: Vec<(&'static str, BoxedStrategy<Value>)>) -> BoxedStrategy<Value> {
    let members: Vec<_> = members
        .into_iter()
        .map(|(name, value)| {
            prop::option::weighted(0.85, value).prop_map(move |value| (name, value))
        })
        .collect();
    members
        .prop_map(|members| {
            let given = members.into_iter();
            let given = given.filter_map(|(name, value)| Some((name.to_owned(), value?)));
            Value::Object(given.collect())
        })
        .boxed()
}

/// An object of all of those members.
fn whole(members: Vec<(&'static str, BoxedStrategy<Value>)>) -> BoxedStrategy<Value> {
    let members: Vec<_> = members
        .into_iter()
        .map(|(name, value)| value.prop_map(move |value| (name.to_owned(), value)))
        .collect();
    members
        .prop_map(|members| Value::Object(members.into_iter().collect()))
        .boxed()
}

fn flag() -> BoxedStrategy<Value> {
    mostly(any::<bool>().prop_map(|flag| json!(flag)), json!("yes"))
}

fn text() -> BoxedStrategy<Value> {
    mostly(
        "[a-zA-Zé ,.!]{1,40}".prop_map(|text| json!(text)),
        json!(""),
    )
}

fn name() -> BoxedStrategy<Value> {
    "[A-Z][a-z]{1,8}".prop_map(|name| json!(name)).boxed()
}

fn list(of: BoxedStrategy<Value>, most: usize) -> BoxedStrategy<Value> {
    prop::collection::vec(of, 0..=most)
        .prop_map(|rows| json!(rows))
        .boxed()
}

fn zone() -> BoxedStrategy<Value> {
    let zones = ["Europe/Madrid", "Asia/Kolkata", "America/New_York", "UTC"];
    mostly(
        prop::sample::select(zones.to_vec()).prop_map(|zone| json!(zone)),
        json!("Mars"),
    )
}

fn hours(start: &'static str, end: &'static str) -> BoxedStrategy<Value> {
    (0_u8..12, 12_u8..24, 0_u8..4)
        .prop_map(move |(from, until, quarter)| {
            let minutes = quarter * 15;
            json!({start: format!("{from:02}:{minutes:02}"), end: format!("{until:02}:00")})
        })
        .boxed()
}

fn week(of: &BoxedStrategy<Value>, days: [&'static str; 7]) -> BoxedStrategy<Value> {
    object(days.map(|day| (day, of.clone())).to_vec())
}

fn slot() -> BoxedStrategy<Value> {
    let days = ["monday", "monday-friday", "saturday", "saturday-sunday"];
    (
        prop::sample::select(days.to_vec()),
        hours("start_time", "end_time"),
        1_i64..60,
    )
        .prop_map(|(day, mut slot, id)| {
            slot["id"] = json!(id);
            slot["day_span"] = json!(day);
            slot
        })
        .boxed()
}

fn quickchat() -> BoxedStrategy<Value> {
    let settings = whole(vec![
        ("is_active", flag()),
        ("keywords", list(name(), 3)),
        ("ai_summary_active", flag()),
        ("topic_based_routing_active", flag()),
        ("question_message", text()),
        ("confirmation_message", text()),
        ("confirmation_outside_working_hours_message", text()),
        ("working_hours_active", flag()),
        ("timezone", zone()),
        ("send_email_notification", Just(json!(false)).boxed()),
        ("emails", Just(json!(["help@example.com"])).boxed()),
    ]);
    let reasons = [
        "user_frustration",
        "customer_support_suggestion",
        "lack_of_knowledge",
        "irrelevant_advice",
        "media_message",
    ];
    let reason = move |name: &'static str| {
        whole(vec![
            ("name", Just(json!(name)).boxed()),
            ("description", text()),
            ("is_active", flag()),
        ])
    };
    let reasons: Vec<_> = reasons.into_iter().map(reason).collect();
    let reasons = (reasons, 0_usize..12).prop_map(|(mut rows, odd)| {
        match odd {
            0 => rows.reverse(),
            1 => drop(rows.pop()),
            _ => {}
        }
        json!(rows)
    });
    let guideline = whole(vec![
        (
            "id",
            mostly((1_i64..90).prop_map(|id| json!(id)), json!(null)),
        ),
        ("name", name()),
        ("description", text()),
        ("is_active", flag()),
    ]);
    let profile = whole(vec![
        ("id", mostly(Just(json!(null)), json!(4))),
        ("name", name()),
        ("description", text()),
        ("is_active", flag()),
        (
            "user_ids",
            list(mostly((1_i64..4).prop_map(|id| json!(id)), json!(77)), 3),
        ),
    ]);
    whole(vec![
        ("settings", settings),
        ("availability", list(slot(), 1)),
        ("generic_guidelines", reasons.boxed()),
        ("custom_guidelines", list(guideline, 2)),
        ("routing_profiles", list(profile, 2)),
    ])
}

fn asapp() -> BoxedStrategy<Value> {
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let day = hours("start", "end")
        .prop_map(|hours| json!([hours]))
        .boxed();
    let date = prop_oneof![
        Just(json!({"closed": true})),
        Just(json!({"open_24": true})),
        hours("start", "end").prop_map(|hours| json!({"intervals": [hours]})),
    ];
    let dates =
        prop::collection::btree_map("2026-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])", date, 0..4);
    let dates = dates.prop_map(|dates| json!(dates)).boxed();
    let channels = prop::sample::select(vec![
        json!(["voice", "chat"]),
        json!(["voice"]),
        json!(["chat", "voice"]),
    ]);
    let languages = prop::sample::select(vec![
        json!(["en", "es"]),
        json!(["pt-BR"]),
        json!(["en-us"]),
    ]);
    let optional = object(vec![
        ("supported_channel_types", channels.boxed()),
        ("supported_languages", languages.boxed()),
        ("date_exceptions", dates),
        ("note", prop_oneof![1 => Just(json!("ours"))].boxed()),
    ]);
    let required = whole(vec![
        ("name", name()),
        ("type", mostly(Just(json!("Agent_queue")), json!("Bot"))),
        ("enabled", flag()),
        ("open_24", Just(json!(false)).boxed()),
        ("weekly_hours", week(&day, days)),
        ("timezone", zone()),
        (
            "transfer_function_name",
            Just(json!("default_transfer")).boxed(),
        ),
    ]);
    let queue = (required, optional).prop_map(|(mut queue, more): (Value, Value)| {
        let Value::Object(more) = more else {
            unreachable!()
        };
        let queue_fields = queue.as_object_mut().unwrap();
        queue_fields.extend(more.into_iter().filter(|(_, value)| *value != json!({})));
        queue
    });
    prop::collection::vec(queue, 1..3)
        .prop_map(|rows| json!(rows))
        .boxed()
}

/// A number, or now and then words.
fn number(of: BoxedStrategy<Value>) -> BoxedStrategy<Value> {
    mostly(of, json!("a lot"))
}

fn agent_rush_triggers() -> BoxedStrategy<Value> {
    let half = || (0_u8..=20).prop_map(|tenths| json!(f64::from(tenths) / 20.0));
    object(vec![
        ("customer_request", flag()),
        (
            "sentiment_threshold",
            number(
                (-10_i8..=10)
                    .prop_map(|tenths| json!(f64::from(tenths) / 10.0))
                    .boxed(),
            ),
        ),
        (
            "max_exchanges",
            number((1_u8..40).prop_map(|count| json!(count)).boxed()),
        ),
        ("low_confidence_threshold", number(half().boxed())),
        ("topics", list(name(), 3)),
        ("moon_phase", Just(json!("full")).boxed()),
    ])
}

fn agent_rush_routing() -> BoxedStrategy<Value> {
    let person = mostly(
        prop::sample::select(vec![
            json!("maya@example.com"),
            json!("ben@example.com"),
            json!("Lea"),
        ]),
        json!("agent_1"),
    );
    object(vec![
        (
            "method",
            prop::sample::select(vec![
                json!("round_robin"),
                json!("skill_based"),
                json!("load_based"),
            ])
            .boxed(),
        ),
        ("agent_pool", list(person.clone(), 3)),
        (
            "skills",
            prop::collection::btree_map("[a-z]{2,6}", list(person, 2), 0..3)
                .prop_map(|skills| json!(skills))
                .boxed(),
        ),
        (
            "max_concurrent_per_agent",
            number((1_u8..20).prop_map(|count| json!(count)).boxed()),
        ),
        ("fallback", mostly(Just(json!("queue")), json!("voicemail"))),
        ("priority_boost_on_sentiment", flag()),
    ])
}

fn agent_rush() -> BoxedStrategy<Value> {
    let days = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let messages = object(vec![
        ("handoff_initiated", text()),
        (
            "waiting_for_agent",
            mostly(
                Just(json!("You are number {{position}}.")),
                json!("{{positon}}"),
            ),
        ),
        ("agent_connected", text()),
    ]);
    let business = whole(vec![
        ("timezone", zone()),
        ("schedule", week(&hours("start", "end"), days)),
    ]);
    let actions = prop::sample::select(vec![
        json!("collect_callback"),
        json!("message"),
        json!("stay_with_ai"),
    ]);
    let outside = object(vec![
        ("action", mostly(actions, json!("sleep"))),
        ("message", text()),
    ]);
    let handoff = object(vec![
        ("enabled", flag()),
        ("triggers", agent_rush_triggers()),
        ("routing", agent_rush_routing()),
        ("messages", messages),
        ("business_hours", business),
        ("outside_hours", outside),
    ]);
    handoff
        .prop_map(|handoff| json!({"handoff": handoff}))
        .boxed()
}

fn chatwoot() -> BoxedStrategy<Value> {
    let day = |number: usize| {
        let open = (0_u8..12, 12_u8..23, 0_u8..60).prop_map(move |(from, until, minutes)| {
            json!({"day_of_week": number, "closed_all_day": false, "open_all_day": false,
                "open_hour": from, "open_minutes": minutes, "close_hour": until, "close_minutes": 0})
        });
        let whole_day = |closed: bool| {
            let day =
                json!({"day_of_week": number, "closed_all_day": closed, "open_all_day": !closed});
            Just(day)
        };
        prop_oneof![6 => open, 1 => whole_day(true), 1 => whole_day(false)].boxed()
    };
    let days: Vec<_> = (0..7).map(day).collect();
    whole(vec![
        ("working_hours_enabled", flag()),
        ("timezone", zone()),
        ("out_of_office_message", text()),
        ("working_hours", days.prop_map(|days| json!(days)).boxed()),
    ])
}

fn any_vendor() -> BoxedStrategy<(&'static str, Value)> {
    let of =
        |name: &'static str, json: BoxedStrategy<Value>| json.prop_map(move |json| (name, json));
    prop_oneof![
        of("quickchat", quickchat()),
        of("asapp", asapp()),
        of("agent_rush", agent_rush()),
        of("chatwoot", chatwoot()),
    ]
    .boxed()
}

/// Whether what was written stands in what came back; numbers by their value, `null` as nothing.
fn is_within(written: &Value, back: &Value) -> bool {
    match (written, back) {
        (Value::Null, _) => true,
        // What is empty says nothing.
        (Value::Object(one), Value::Null) => one.values().all(|one| is_within(one, &Value::Null)),
        (Value::Array(one), Value::Null) => one.is_empty(),
        (Value::Object(one), Value::Object(other)) => one
            .iter()
            .all(|(key, value)| is_within(value, other.get(key).unwrap_or(&Value::Null))),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| is_within(one, other))
        }
        (Value::Number(one), Value::Number(other)) => one.as_f64() == other.as_f64(),
        (one, other) => one == other,
    }
}

/// Takes out of both what the report speaks of.
fn without_reported(value: &Value, report: &[Line]) -> Value {
    let mut value = value.clone();
    let mut pointers: Vec<&str> = report.iter().map(|line| line.pointer.as_str()).collect();
    pointers.retain(|pointer| !pointer.is_empty());
    // A part of a list is spoken of as a part of the whole list.
    for pointer in pointers {
        let list = pointer
            .rsplit_once('/')
            .filter(|(_, last)| last.parse::<usize>().is_ok());
        let place = list.map_or(pointer, |(list, _)| list);
        if let Some(found) = value.pointer_mut(place) {
            *found = Value::Null;
        }
    }
    value
}

fn fits_here(document: &Value) -> Map<String, Value> {
    document.as_object().unwrap().clone()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn what_is_read_without_a_loss_is_written_back_as_it_was((name, json) in any_vendor()) {
        let (people, vendor) = (people(), vendor_named(name).unwrap());
        let around = Around { people: &people, handoff: None };
        let fresh = Document::fresh();
        let text = serde_json::to_string_pretty(&json).unwrap();
        match import(vendor, &text, &fresh, &around) {
            Err(faults) => {
                prop_assert!(!faults.is_empty());
                for fault in faults {
                    let is_there = json.pointer(&fault.pointer).is_some()
                        || fault.pointer.rsplit_once('/').is_some_and(|(outer, _)| json.pointer(outer).is_some());
                    prop_assert!(is_there, "{name}: {fault:?} in {json}");
                    prop_assert!(fault.line >= 1 && fault.line <= text.lines().count());
                }
            }
            Ok(import) => {
                let back = vendor.write(&import.document, &around).json;
                let spoken: Vec<Line> = import.report.iter().filter(|line| line.fate != Fate::Kept).cloned().collect();
                if spoken.is_empty() {
                    prop_assert!(is_within(&json, &back), "{name}: {json} became {back}");
                } else {
                    let (one, other) = (without_reported(&json, &spoken), without_reported(&back, &spoken));
                    prop_assert!(is_within(&one, &other), "{name}: {json} became {back}, and only {spoken:?} was said");
                }
                // The same once more changes nothing more.
                let again = handoff::vendor::import(vendor, &text, &import.document, &around).unwrap();
                prop_assert_eq!(fits_here(&again.document), fits_here(&import.document));
            }
        }
    }
}
