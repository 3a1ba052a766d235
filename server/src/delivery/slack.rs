//! An alert is posted in the team's Slack as it was written down.

use handoff::{
    actions::{Desk, post_alert},
    channel,
    delivery::Delivery,
};

use super::Outcome;

pub(super) async fn attempt(desk: &Desk, delivery: &Delivery) -> Outcome {
    let outcome = match post_alert(desk, delivery).await {
        Ok(channel::Outcome::Taken(_)) => Outcome::taken("Slack has it."),
        Ok(channel::Outcome::ForNow(why, seconds)) => {
            Outcome::not_now(format!("{why}.")).waiting(seconds)
        }
        // Somebody can write the credentials anew.
        Ok(channel::Outcome::Denied(why)) => Outcome::not_now(format!("{why}.")),
        Ok(channel::Outcome::ForGood(why)) => Outcome::never(format!("{why}.")),
        Ok(channel::Outcome::Unwanted) => Outcome::never("It is not wanted there."),
        Err(error) => Outcome::not_now(format!("What is to be sent could not be read: {error}.")),
    };
    let sent = format!("POST /api/chat.postMessage\n\n{}", delivery.body);
    Outcome { sent, ..outcome }
}
