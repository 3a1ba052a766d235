//! Where an AI agent hands over to: handoffs, topics, queues and transfer functions.

pub fn handoffs(agent: i64) -> String {
    format!("/agents/{agent}/handoffs")
}

pub fn new_handoff(agent: i64) -> String {
    format!("/agents/{agent}/handoffs/new")
}

pub fn handoff(agent: i64, handoff: i64) -> String {
    format!("/agents/{agent}/handoffs/{handoff}")
}

pub fn delete_handoff(agent: i64, handoff: i64) -> String {
    format!("/agents/{agent}/handoffs/{handoff}/delete")
}

/// The parts of a handoff's page that follow what is typed; without a handoff, those of a new one.
pub fn check_handoff(agent: i64, handoff: Option<i64>) -> String {
    match handoff {
        Some(handoff) => format!("/agents/{agent}/handoffs/{handoff}/check"),
        None => format!("/agents/{agent}/handoffs/check"),
    }
}

pub fn topics(agent: i64) -> String {
    format!("/agents/{agent}/topics")
}

pub fn new_topic(agent: i64) -> String {
    format!("/agents/{agent}/topics/new")
}

pub fn topic(agent: i64, topic: i64) -> String {
    format!("/agents/{agent}/topics/{topic}")
}

pub fn delete_topic(agent: i64, topic: i64) -> String {
    format!("/agents/{agent}/topics/{topic}/delete")
}

pub fn queues(agent: i64) -> String {
    format!("/agents/{agent}/queues")
}

pub fn new_queue(agent: i64) -> String {
    format!("/agents/{agent}/queues/new")
}

pub fn queue(agent: i64, queue: i64) -> String {
    format!("/agents/{agent}/queues/{queue}")
}

pub fn delete_queue(agent: i64, queue: i64) -> String {
    format!("/agents/{agent}/queues/{queue}/delete")
}

pub fn transfer_functions(agent: i64) -> String {
    format!("/agents/{agent}/transfer-functions")
}

pub fn new_transfer_function(agent: i64) -> String {
    format!("/agents/{agent}/transfer-functions/new")
}

pub fn transfer_function(agent: i64, function: i64) -> String {
    format!("/agents/{agent}/transfer-functions/{function}")
}

pub fn delete_transfer_function(agent: i64, function: i64) -> String {
    format!("/agents/{agent}/transfer-functions/{function}/delete")
}
