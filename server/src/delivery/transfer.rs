//! The system that takes over is told of a handoff.

use handoff::{
    actions::{self, Desk},
    delivery::Delivery,
};

use super::Outcome;
use crate::outgoing::{Outgoing, Parcel};

pub(super) async fn attempt(desk: &Desk, outgoing: &Outgoing, delivery: &Delivery) -> Outcome {
    let body = match actions::transfer_message(desk, delivery).await {
        Ok(Some(body)) => body,
        Ok(None) => return Outcome::never("The handoff is not there any more."),
        Err(error) => {
            return Outcome::not_now(format!("What is to be sent could not be read: {error}."));
        }
    };
    let parcel = Parcel {
        url: &delivery.destination,
        key: &delivery.key,
        body: &body,
        at: desk.now(),
    };
    outgoing.send(parcel).await
}
