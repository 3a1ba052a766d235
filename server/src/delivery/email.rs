//! A mail leaves as it was written down.

use handoff::{
    actions::Desk,
    delivery::{Delivery, email::Mail},
};

use super::Outcome;
use crate::mail::Mailer;

pub(super) async fn attempt(desk: &Desk, mailer: &Mailer, delivery: &Delivery) -> Outcome {
    match serde_json::from_str::<Mail>(&delivery.body) {
        Ok(mail) => mailer.send(&mail, &delivery.key, desk.now()).await,
        Err(error) => Outcome::never(format!("What was written down cannot be read: {error}.")),
    }
}
