//! Where the shop's conversations can go: transfer functions, queues, handoffs, the topics that lead to
//! them, and when everybody works.

use serde_json::{Value, json};

use super::{SampleError, team::Member};
use crate::{
    access::Actor,
    actions::{
        Desk, HandoffDraft, LeadsTo, QueueDraft, QueueHours, SaveError, TopicDraft, save_handoff,
        save_plan, save_queue, save_topic, save_transfer_function,
    },
    handoff::{Queue, TransferFunction, channels_named},
    id::{AgentId, HandoffId, OperatorId, QueueId, TransferFunctionId},
    schedule::{Schedule, WrittenPlan},
    store::StoreError,
};

/// Arranges everything once the stories are told, as an admin does who has seen the first weeks.
pub(super) async fn arrange(
    desk: &Desk,
    admin: &Actor,
    shop: AgentId,
    team: &[Member],
) -> Result<(), SampleError> {
    let functions = functions(desk, admin, shop).await?;
    let main = desk.store.queues(shop).await?;
    let main = main
        .first()
        .map(|queue| queue.id)
        .ok_or(SaveError::Missing)?;
    let mut made = [main; 3];
    for ((id, wanted), function) in made.iter_mut().zip(QUEUES).zip(functions) {
        let members = named(team, wanted.members);
        *id = queue(desk, admin, shop, (&wanted, members, function)).await?;
    }
    let [spanish, workshop, evening] = made;
    handoff(desk, admin, shop, (&SUPPORT, vec![main, evening])).await?;
    let returns = handoff(desk, admin, shop, (&RETURNS, vec![spanish, main])).await?;
    let measured = handoff(desk, admin, shop, (&MEASURED, vec![workshop, main])).await?;
    lead(desk, admin, shop, ("Guarantee", CLAIMS, returns)).await?;
    let tops = ("Made-to-measure table tops", DRAWINGS, measured);
    lead(desk, admin, shop, tops).await?;
    plan(desk, team).await
}

/// A queue to be made. Its hours are in Madrid.
struct Wanted {
    name: &'static str,
    weekly_hours: &'static str,
    languages: &'static [&'static str],
    channels: &'static [&'static str],
    members: &'static [&'static str],
    is_enabled: bool,
}

const QUEUES: [Wanted; 3] = [
    Wanted {
        name: "Atención en español",
        weekly_hours: r#"{"mon": [{"start": "08:00", "end": "15:00"}], "tue": [{"start": "08:00", "end": "15:00"}],
            "wed": [{"start": "08:00", "end": "15:00"}], "thu": [{"start": "08:00", "end": "15:00"}],
            "fri": [{"start": "08:00", "end": "20:00"}]}"#,
        languages: &["es", "ca"],
        channels: &["chat", "email"],
        members: &["Tomás", "Inés"],
        is_enabled: true,
    },
    Wanted {
        name: "Workshop on the phone",
        weekly_hours: r#"{"tue": [{"start": "10:00", "end": "13:00"}],
            "thu": [{"start": "10:00", "end": "13:00"}, {"start": "16:00", "end": "18:00"}]}"#,
        languages: &["en", "es"],
        channels: &["voice"],
        members: &["Lena"],
        is_enabled: true,
    },
    // The contract has not begun yet.
    Wanted {
        name: "Evening partner",
        weekly_hours: r#"{"mon": [{"start": "18:00", "end": "22:00"}], "wed": [{"start": "18:00", "end": "22:00"}],
            "fri": [{"start": "20:00", "end": "02:00"}]}"#,
        languages: &["en"],
        channels: &[],
        members: &[],
        is_enabled: false,
    },
];

/// A scenario: its name, what it is for, and what the AI is told while somebody is there and while nobody is.
type Scenario = [&'static str; 4];

const SUPPORT: Scenario = [
    "Support",
    "",
    "Say that a colleague will help with anything.",
    "Say that nobody is available right now and when the team is back. Offer to help with anything else.",
];
const RETURNS: Scenario = [
    "Returns and guarantee",
    "The customer claims the guarantee, or wants to return something that was damaged or does not fit.",
    "Ask the customer for confirmation before transferring. When they agree, call handoff_returns_and_guarantee.",
    "Say when the team is back. Ask for two photos of the damage, so that nothing waits for them.",
];
const MEASURED: Scenario = [
    "Made to measure",
    "The customer wants a table top or a shelf made to their own measures.",
    "Ask for length, width and thickness if they are not in the conversation. Then call handoff_made_to_measure.",
    "Say when the workshop answers the phone, and that a drawing can be sent at any time.",
];
const CLAIMS: &str = "Hand over when something broke within the five years. What the guarantee covers can be answered.";
const DRAWINGS: &str =
    "Hand over when there are measures or a drawing. Prices for sizes on the list can be answered.";

async fn functions(
    desk: &Desk,
    admin: &Actor,
    shop: AgentId,
) -> Result<[TransferFunctionId; 3], SampleError> {
    let inbox = json!({"name": "default_transfer", "parameters": {"reason": "{{reason}}", "order": "{{order_number}}"}});
    let workshop = json!({"name": "call_the_workshop", "kind": "phone", "number": "+34 910 000 140",
        "sip_headers": {"X-Customer": "{{customer_name}}", "X-Order": "{{order_number}}", "X-Summary": "{{summary}}"},
        "parameters": {"conversation": "{{conversation_id}}"}});
    // An address that nobody has, so that nothing of the demo ever leaves.
    let partner = json!({"name": "evening_partner", "kind": "webhook", "url": "https://desk.evening-partner.example/transfers",
        "parameters": {"conversation": "{{conversation_id}}", "customer": "{{customer_name}}",
            "language": "{{language}}", "summary": "{{summary}}", "priority": "{{priority}}"}});
    let mut ids = [TransferFunctionId(0); 3];
    for (id, written) in ids.iter_mut().zip([inbox, workshop, partner]) {
        let function = TransferFunction::from_json(&written, &["order_number"]);
        let function = function.map_err(SaveError::Invalid)?;
        *id = save_transfer_function(desk, admin, shop, None, &function).await?;
    }
    Ok(ids)
}

async fn queue(
    desk: &Desk,
    admin: &Actor,
    shop: AgentId,
    (wanted, members, function): (&Wanted, Vec<OperatorId>, TransferFunctionId),
) -> Result<QueueId, SampleError> {
    let weekly: Value = serde_json::from_str(wanted.weekly_hours).map_err(StoreError::from)?;
    let hours = json!({"timezone": "Europe/Madrid", "weekly_hours": weekly});
    let hours = Schedule::from_json(&hours).map_err(SaveError::Invalid)?;
    let channels = wanted
        .channels
        .iter()
        .filter_map(|name| channels_named(name));
    let queue = Queue {
        enabled: wanted.is_enabled,
        channels: channels.flatten().collect(),
        languages: wanted.languages.iter().map(ToString::to_string).collect(),
        transfer_function: Some(function),
        members,
        ..Queue::new(QueueId(0), wanted.name, hours.clone())
    };
    let draft = QueueDraft {
        hours_revision: None,
        queue,
        hours: QueueHours::Own(Box::new(hours)),
    };
    Ok(save_queue(desk, admin, shop, None, &draft).await?)
}

async fn handoff(
    desk: &Desk,
    admin: &Actor,
    shop: AgentId,
    ([name, description, available, unavailable], queues): (&Scenario, Vec<QueueId>),
) -> Result<HandoffId, SampleError> {
    let draft = HandoffDraft {
        name: (*name).into(),
        description: (*description).into(),
        available_instructions: (*available).into(),
        unavailable_instructions: (*unavailable).into(),
        leads_to: LeadsTo::Queues(queues),
    };
    Ok(save_handoff(desk, admin, shop, None, &draft).await?)
}

/// Lets a topic lead to a handoff.
async fn lead(
    desk: &Desk,
    admin: &Actor,
    shop: AgentId,
    (title, instructions, handoff): (&str, &str, HandoffId),
) -> Result<(), SampleError> {
    let topics = desk.store.topics(shop, None).await?;
    let topic = topics.into_iter().find(|topic| topic.title == title);
    let topic = topic.ok_or(SaveError::Missing)?;
    let draft = TopicDraft {
        title: topic.title,
        text: topic.text,
        is_enabled: topic.is_enabled,
        instructions: instructions.into(),
        handoffs: vec![handoff],
    };
    save_topic(desk, admin, shop, Some((topic.id, None)), &draft).await?;
    Ok(())
}

fn named(team: &[Member], names: &[&str]) -> Vec<OperatorId> {
    let members = team
        .iter()
        .filter(|member| names.contains(&member.first_name()));
    members.map(|member| member.id).collect()
}

/// Who works when. On Friday evenings nobody is planned for the Spanish queue; Lena works from Berlin.
async fn plan(desk: &Desk, team: &[Member]) -> Result<(), SampleError> {
    const WEEK: [&str; 5] = ["09:00–12:30, 13:30–18:00"; 5];
    const EARLY: [&str; 5] = [
        "08:00–14:00",
        "08:00–14:00",
        "08:00–14:00",
        "08:00–14:00",
        "08:00–13:00",
    ];
    const LATE: [&str; 5] = [
        "",
        "10:00–13:00",
        "",
        "10:00–13:00, 16:00–18:00",
        "14:00–18:00",
    ];
    for (name, zone, days, saturday) in [
        ("Aiko", "Europe/Madrid", WEEK, ""),
        ("Tomás", "Europe/Madrid", EARLY, ""),
        ("Lena", "Europe/Berlin", LATE, ""),
        ("Inés", "Europe/Madrid", WEEK, "10:00–14:00"),
    ] {
        let Some(member) = team.iter().find(|member| member.first_name() == name) else {
            continue;
        };
        let mut plan = WrittenPlan {
            zone: zone.into(),
            ..WrittenPlan::default()
        };
        for (line, shifts) in plan
            .shifts
            .iter_mut()
            .zip(days.into_iter().chain([saturday]))
        {
            shifts.clone_into(line);
        }
        save_plan(desk, &member.actor(), member.id, &plan, 0).await?;
    }
    Ok(())
}
