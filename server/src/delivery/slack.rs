//! An alert is posted in the team's Slack as it was written down.

use handoff::{
    actions::{Desk, post_alert},
    channel,
    delivery::Delivery,
};

use super::{GONE, Outcome};

pub(super) async fn attempt(desk: &Desk, delivery: &Delivery) -> Outcome {
    let sent = format!("POST /api/chat.postMessage\n\n{}", delivery.body);
    let outcome = match post_alert(desk, delivery).await {
        Ok((came, Some(answer))) => read(came, answer.status).answered(answer.status, &answer.body),
        Ok((came, None)) => read(came, 0),
        Err(error) => Outcome::not_now(format!("What is to be sent could not be read: {error}.")),
    };
    Outcome { sent, ..outcome }
}

fn read(came: channel::Outcome, status: u16) -> Outcome {
    match came {
        channel::Outcome::Taken(_) => Outcome::taken("Slack has it."),
        channel::Outcome::ForNow(why, seconds) => {
            Outcome::not_now(format!("{why}.")).waiting(seconds)
        }
        // Somebody can write the credentials anew.
        channel::Outcome::Denied(why) => Outcome::not_now(format!("{why}.")),
        channel::Outcome::ForGood(why) if status == GONE => Outcome::gone(format!("{why}.")),
        channel::Outcome::ForGood(why) => Outcome::never(format!("{why}.")),
        channel::Outcome::Unwanted => Outcome::never("It is not wanted there."),
    }
}
