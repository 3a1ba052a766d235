//! Who gets a conversation, and what is known of those people.

pub fn routing(agent: i64) -> String {
    format!("/agents/{agent}/routing")
}

/// The same page with a queue of one's choice.
pub fn routing_of(agent: i64, queue: i64) -> String {
    format!("/agents/{agent}/routing?queue={queue}")
}

pub fn new_routing_profile(agent: i64) -> String {
    format!("/agents/{agent}/routing/profiles/new")
}

pub fn routing_profile(agent: i64, profile: i64) -> String {
    format!("/agents/{agent}/routing/profiles/{profile}")
}

pub fn delete_routing_profile(agent: i64, profile: i64) -> String {
    format!("/agents/{agent}/routing/profiles/{profile}/delete")
}

pub fn plan(operator: i64) -> String {
    format!("/operators/{operator}/plan")
}

/// What somebody can do.
pub fn abilities(operator: i64) -> String {
    format!("/operators/{operator}/abilities")
}

/// Whether somebody is there; only ever posted to.
pub fn presence(operator: i64) -> String {
    format!("/operators/{operator}/presence")
}

/// Where somebody who was invited joins. The secret is what lets them in.
pub fn invitation(secret: &str) -> String {
    format!("/invitations/{secret}")
}
