//! A handoff becomes a ticket, once: whoever cannot know whether it was made already asks first.

use handoff::{
    actions::{self, Desk, NoTicket, TicketToMake},
    delivery::Delivery,
    help_desk::{Ask, Told},
};

use super::{GONE, Outcome};
use crate::channel::HttpCourier;

pub(super) async fn attempt(desk: &Desk, courier: &HttpCourier, delivery: &Delivery) -> Outcome {
    let known = match actions::ticket_to_make(desk, delivery).await {
        Ok(known) => known,
        Err(NoTicket::Never(why)) => return Outcome::never(why),
        Err(why) => return Outcome::not_now(why.to_string()),
    };
    let (told, outcome) = asked(courier, &known).await;
    let Told::Made(made) = told else {
        return outcome;
    };
    let vendor = known.help_desk.title();
    match actions::keep_ticket(desk, delivery, (vendor, made)).await {
        Ok(()) => outcome,
        Err(error) => Outcome::not_now(format!(
            "The ticket is there, and could not be kept here: {error}."
        )),
    }
}

/// Looks whether it is there, where it may be, and else asks for it.
async fn asked(courier: &HttpCourier, known: &TicketToMake) -> (Told, Outcome) {
    let TicketToMake {
        help_desk,
        settings,
        ticket,
        ..
    } = known;
    if known.may_be_there {
        let ask = help_desk.look_up(ticket, settings);
        let found = |answer: &_| match help_desk.found(ticket, answer, settings) {
            Ok(Some(made)) => Some(Told::Made(made)),
            Ok(None) => None,
            Err(told) => Some(told),
        };
        let said = "It was there already.";
        if let Some(done) = carried(courier, (known, &ask), said, found).await {
            return done;
        }
    }
    let ask = help_desk.create(ticket, settings);
    let made = |answer: &_| Some(help_desk.made(answer, settings));
    let done = carried(courier, (known, &ask), "The ticket was made.", made).await;
    done.unwrap_or_else(|| {
        let told = Told::NotNow("It was not answered.".to_owned(), None);
        let outcome = outcome_of(&told, "");
        (told, outcome)
    })
}

/// One request, with what its answer means; nothing where the answer is no end.
async fn carried(
    courier: &HttpCourier,
    (known, ask): (&TicketToMake, &Ask),
    said: &str,
    read: impl Fn(&handoff::channel::Answer) -> Option<Told>,
) -> Option<(Told, Outcome)> {
    let answer = match courier.ask(known.help_desk.name(), ask).await {
        Ok(answer) => answer,
        Err(lost) => {
            let told = Told::NotNow(format!("{}.", lost.why), None);
            let outcome = outcome_of(&told, said);
            return Some((
                told,
                Outcome {
                    sent: ask.shown(),
                    ..outcome
                },
            ));
        }
    };
    let told = read(&answer)?;
    let outcome = match &told {
        Told::Never(why) | Told::NotNow(why, _) if answer.status == GONE => {
            Outcome::gone(why.clone())
        }
        told => outcome_of(told, said),
    };
    let outcome = outcome.answered(answer.status, &answer.body);
    let sent = ask.shown();
    Some((told, Outcome { sent, ..outcome }))
}

fn outcome_of(told: &Told, said: &str) -> Outcome {
    match told {
        Told::Made(made) => Outcome::taken(format!("{said} It is {}.", made.id)),
        Told::NotNow(why, seconds) => Outcome::not_now(why.clone()).waiting(*seconds),
        Told::Never(why) => Outcome::never(why.clone()),
    }
}
