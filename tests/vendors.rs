//! Other vendors' JSON: what they document themselves is read, and whatever is read without a loss is written
//! back as it was.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use handoff::{
    id::OperatorId,
    policy::Document,
    vendor::{Around, Export, Fate, Import, Member, VENDORS, Vendor, import, vendor_named},
};
use serde_json::{Value, json};

fn people() -> Vec<Member> {
    let person = |id, name: &str, email: &str| Member {
        id: OperatorId(id),
        name: name.to_owned(),
        email: email.to_owned(),
    };
    vec![
        person(1, "Maya Strand", "maya@example.com"),
        person(2, "Ben Ortiz", "ben@example.com"),
        person(3, "Lea Brun", "lea@example.com"),
    ]
}

fn read(vendor: &str, written: &Value) -> Import {
    let people = people();
    let around = Around {
        people: &people,
        handoff: None,
    };
    let text = serde_json::to_string_pretty(written).unwrap();
    import(
        vendor_named(vendor).unwrap(),
        &text,
        &Document::fresh(),
        &around,
    )
    .unwrap()
}

fn written(vendor: &str, document: &Value) -> Export {
    let people = people();
    let around = Around {
        people: &people,
        handoff: None,
    };
    vendor_named(vendor).unwrap().write(document, &around)
}

fn losses(import: &Import) -> Vec<(&str, &str)> {
    let lines = import.report.iter();
    let lines = lines.filter(|line| line.fate != Fate::Kept);
    lines
        .map(|line| (line.pointer.as_str(), line.detail.as_str()))
        .collect()
}

fn quickchat() -> Value {
    json!({
        "settings": {"is_active": true, "keywords": ["speak to human", "agent"], "ai_summary_active": true,
            "topic_based_routing_active": true,
            "question_message": "Would you like to talk to a colleague?", "confirmation_message": "One moment.",
            "confirmation_outside_working_hours_message": "We are back {{opens_at}}.",
            "working_hours_active": true, "timezone": "Europe/London",
            "send_email_notification": true, "emails": ["help@example.com"]},
        "availability": [
            {"id": 11, "day_span": "monday-friday", "start_time": "09:00", "end_time": "17:00"},
            {"id": 12, "day_span": "saturday", "start_time": "10:00", "end_time": "14:00"}],
        "generic_guidelines": [
            {"name": "user_frustration", "description": "Upset.", "is_active": true},
            {"name": "customer_support_suggestion", "description": "Support was suggested.", "is_active": false},
            {"name": "lack_of_knowledge", "description": "No answer.", "is_active": false},
            {"name": "irrelevant_advice", "description": "Beside the point.", "is_active": true},
            {"name": "media_message", "description": "A picture.", "is_active": true}],
        "custom_guidelines": [
            {"id": 5, "name": "Weddings", "description": "A wedding list", "is_active": true}],
        "routing_profiles": [
            {"name": "Billing", "description": "Invoices", "is_active": true, "user_ids": [2]}],
    })
}

fn asapp() -> Value {
    json!([{
        "name": "Premium Support", "type": "Agent_queue", "enabled": true, "open_24": false,
        "weekly_hours": {
            "mon": [{"start": "09:00", "end": "12:00"}, {"start": "13:00", "end": "17:00"}],
            "tue": [{"start": "09:00", "end": "17:00"}],
            "sat": [{"start": "10:00", "end": "14:00"}]},
        "date_exceptions": {"2026-12-25": {"closed": true}, "2026-07-04": {"open_24": true},
            "2026-12-24": {"intervals": [{"start": "09:00", "end": "12:00"}]}},
        "timezone": "America/Los_Angeles",
        "supported_channel_types": ["voice", "chat"],
        "supported_languages": ["en", "es"],
        "transfer_function_name": "transfer_to_premium",
    }])
}

fn agent_rush() -> Value {
    json!({"handoff": {
        "enabled": true,
        "triggers": {"customer_request": true, "sentiment_threshold": -0.5, "max_exchanges": 10,
            "low_confidence_threshold": 0.3, "topics": ["billing_dispute", "legal", "complaint"]},
        "routing": {"method": "round_robin", "fallback": "queue", "priority_boost_on_sentiment": true},
        "messages": {"handoff_initiated": "I'm connecting you with a team member who can help further.",
            "waiting_for_agent": "Please hold. You're {{position}} in queue.",
            "agent_connected": "You're now connected with {{agent_name}}."},
        "business_hours": {"timezone": "Asia/Kolkata", "schedule": {
            "monday": {"start": "09:00", "end": "18:00"}, "saturday": {"start": "10:00", "end": "14:00"}}},
        "outside_hours": {"action": "collect_callback",
            "message": "Our team is currently offline. Can I collect your details for a callback?"},
    }})
}

fn chatwoot() -> Value {
    let day = |number: u8, from: u8| {
        json!({"day_of_week": number, "closed_all_day": false, "open_all_day": false,
            "open_hour": from, "open_minutes": 30, "close_hour": 17, "close_minutes": 0})
    };
    json!({"working_hours_enabled": true, "timezone": "Europe/Madrid",
        "out_of_office_message": "We are out. Back {{opens_at}}.",
        "working_hours": [
            {"day_of_week": 0, "closed_all_day": true, "open_all_day": false},
            day(1, 9), day(2, 9), day(3, 9), day(4, 9), day(5, 8),
            {"day_of_week": 6, "closed_all_day": false, "open_all_day": true}]})
}

/// What each vendor's documentation shows, at length.
fn documented() -> [(&'static str, Value); 4] {
    [
        ("quickchat", quickchat()),
        ("asapp", asapp()),
        ("agent_rush", agent_rush()),
        ("chatwoot", chatwoot()),
    ]
}

#[test]
fn what_a_vendor_documents_comes_back_as_it_was() {
    assert_eq!(
        VENDORS.map(Vendor::name),
        documented().map(|(name, _)| name)
    );
    for (vendor, json) in documented() {
        let import = read(vendor, &json);
        let losses = losses(&import);
        match vendor {
            // Only what the transfer function sends is not in the destination.
            "asapp" => assert_eq!(losses[0].0, "/0/transfer_function_name"),
            _ => assert_eq!(losses, [], "{vendor}"),
        }
        assert_eq!(written(vendor, &import.document).json, json, "{vendor}");
        assert!(!import.changes.is_empty());
    }
}

#[test]
fn what_is_read_decides_as_it_says() {
    let import = read("agent_rush", &agent_rush());
    let policy = &import.replacement.policy;
    assert_eq!(policy.action.triggers.max_exchanges.exchanges, 10);
    assert_eq!(policy.action.triggers.forbidden_topics.0.len(), 3);
    assert_eq!(
        policy.queues[0].schedule.in_words(),
        "Mon 09:00–18:00; Sat 10:00–14:00"
    );
    let import = read("chatwoot", &chatwoot());
    assert_eq!(
        import.replacement.policy.queues[0].schedule.in_words(),
        "Mon–Thu 09:30–17:00; Fri 08:30–17:00; Sat 00:00–24:00"
    );
}
