//! How soon the team answers, and what happens when nobody is there.

use handoff::policy::{MESSAGE_MAX, OutsideAction};
use leptos::prelude::*;

use super::form::{OWN_NUMBER, REPLY_MINUTES, RawHours};
use crate::form::FieldErrors;
use crate::pages::action::placeholders;
use crate::ui::field::error_view;
use crate::ui::{BareInput, Choices, Section, SelectField, TextArea};

pub(super) fn reply_time(values: &RawHours, errors: &FieldErrors) -> impl IntoView + use<> {
    let mut choices: Choices = REPLY_MINUTES
        .iter()
        .map(|(minutes, words)| (minutes.to_string(), (*words).to_owned()))
        .collect();
    choices.push((
        OWN_NUMBER.to_owned(),
        "Another number of minutes".to_owned(),
    ));
    let own = errors.at("/reply_minutes");
    let error = error_view(&own.id, own.error.clone());
    let (reply, minutes) = (values.reply.clone(), values.reply_minutes.clone());
    let at = errors.at("/reply");
    view! {
        <Section
            id="reply-time"
            title="How soon does somebody answer?"
            lede="Customers who wait are told this time, once for each place in line."
        >
            <div class="card reply-time">
                <SelectField at=at label="Usually within" value=reply choices=choices />
                <div class="own-minutes">
                    <span class="row is-nowrap">
                        <BareInput
                            at=own
                            said="Minutes until somebody answers"
                            value=minutes
                            class="is-num"
                            inputmode="numeric"
                        />
                        <span class="muted">"minutes"</span>
                    </span>
                    {error}
                </div>
            </div>
        </Section>
    }
}

pub(super) fn outside_hours(
    values: &RawHours,
    errors: &FieldErrors,
    name: &str,
) -> impl IntoView + use<> {
    let choices = OutsideAction::ALL
        .into_iter()
        .map(|action| {
            let is_chosen = values.outside_hours.action == action.as_str();
            let (title, hint) = words(action);
            view! {
                <label class="level">
                    <input
                        type="radio"
                        name="outside_hours[action]"
                        value=action.as_str()
                        checked=is_chosen
                    />
                    <b>{title}</b>
                    <span>{hint}</span>
                </label>
            }
        })
        .collect_view();
    let (at, message) = (
        errors.at("/outside_hours/message"),
        values.outside_hours.message.clone(),
    );
    let legend = format!("What {name} does when nobody is there");
    view! {
        <Section
            id="outside"
            title="When nobody is there"
            lede="What happens to a customer who should get a person outside these hours."
        >
            <fieldset class="levels">
                <legend class="sr">{legend}</legend>
                {choices}
            </fieldset>
            <TextArea
                at=at
                label="What the customer is told"
                value=message
                limit=MESSAGE_MAX
                placeholders=placeholders("outside_hours")
            />
        </Section>
    }
}

fn words(action: OutsideAction) -> (&'static str, &'static str) {
    match action {
        OutsideAction::Message => (
            "Say when you are back",
            "The AI goes on answering meanwhile",
        ),
        OutsideAction::CollectCallback => (
            "Take a callback",
            "Asks for a phone number or e-mail; your team gets in touch",
        ),
        OutsideAction::StayWithAi => (
            "Stay with the AI",
            "People are mentioned only when the customer asks for one",
        ),
    }
}
