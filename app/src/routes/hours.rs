//! When people are there for an AI agent.

pub fn hours(agent: i64) -> String {
    format!("/agents/{agent}/hours")
}

pub fn schedule(agent: i64, schedule: i64) -> String {
    format!("/agents/{agent}/hours/{schedule}")
}

pub fn new_schedule(agent: i64) -> String {
    format!("/agents/{agent}/hours/new")
}

/// New hours that begin as a copy of others.
pub fn copy_schedule(agent: i64, schedule: i64) -> String {
    format!("/agents/{agent}/hours/new?like={schedule}")
}

pub fn rename_schedule(agent: i64, schedule: i64) -> String {
    format!("/agents/{agent}/hours/{schedule}/rename")
}

pub fn delete_schedule(agent: i64, schedule: i64) -> String {
    format!("/agents/{agent}/hours/{schedule}/delete")
}

/// Holidays to add to some hours.
pub fn schedule_days(agent: i64, schedule: i64) -> String {
    format!("/agents/{agent}/hours/{schedule}/days")
}
