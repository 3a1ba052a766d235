//! Whom a queue is for, and who works on it.

use handoff::{channel::Channel, handoff::language_name};
use leptos::prelude::*;

use super::form::{LANGUAGES, RawQueue};
use super::group::{self, GroupRow};
use crate::form::{FieldErrors, TICKED, is_ticked};
use crate::ui::field::error_view;
use crate::ui::{Avatar, Badge, Check, Section, TextField, Tone};

/// Somebody who can work on a queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    pub id: i64,
    pub name: String,
    pub is_online: bool,
    pub is_disabled: bool,
}

/// Channels and languages.
pub(super) fn takes(values: &RawQueue, errors: &FieldErrors) -> impl IntoView + use<> {
    let channels = Channel::ALL.into_iter().map(|channel| {
        let name = channel.as_str();
        let is_on = values.channels.get(name).is_some_and(|it| is_ticked(it));
        let words = channel.title();
        tick_box(format!("channels[{name}]"), is_on, words)
    });
    let channels = channels.collect_view();
    let languages = LANGUAGES.into_iter().map(|tag| {
        let is_on = values.languages.get(tag).is_some_and(|it| is_ticked(it));
        let words = view! {
            {language_name(tag)}
            <code class="faint">{tag}</code>
        };
        tick_box(format!("languages[{tag}]"), is_on, words)
    });
    let languages = languages.collect_view();
    let (others_at, others) = (
        errors.at("/other_languages"),
        values.other_languages.clone(),
    );
    let hint = "As tags (BCP 47), with commas between them: “ca, es-MX, zh-Hant”. A region falls back to its language: who speaks es also takes es-MX.";
    view! {
        <Section
            id="takes"
            title="Whom is it for?"
            lede="A conversation of another channel or language goes to the next queue of the handoff."
        >
            <div class="card">
                <div class="card-body stack-4">
                    <fieldset class="field">
                        <legend class="field-label">"Channels"</legend>
                        <p class="hint">"None ticked means all of them. For programs, “voice” is Phone, and “chat” the written ones without e-mail."</p>
                        <div class="tick-grid">{channels}</div>
                    </fieldset>
                    <fieldset class="field">
                        <legend class="field-label">"Languages"</legend>
                        <p class="hint">"None ticked and none written means all of them."</p>
                        <div class="tick-grid">{languages}</div>
                    </fieldset>
                    <TextField
                        at=others_at
                        label="Other languages"
                        value=others
                        hint=hint
                        autocomplete="off"
                        is_optional=true
                    />
                </div>
            </div>
        </Section>
    }
}

/// Members, presence and room.
pub(super) fn people(
    values: &RawQueue,
    errors: &FieldErrors,
    (people, groups): (Vec<PersonRow>, Vec<GroupRow>),
) -> impl IntoView + use<> {
    let at = errors.at("/members");
    let wrong = error_view(&at.id, at.error);
    let rows = people
        .into_iter()
        .map(|person| {
            let key = person.id.to_string();
            let is_on = values.members.get(&key).is_some_and(|it| is_ticked(it));
            member(person, is_on)
        })
        .collect_view();
    let groups = group::choice(values, errors, groups);
    let presence_at = errors.at("/needs_presence");
    let needs_presence = is_ticked(&values.needs_presence);
    let (room_at, room) = (errors.at("/capacity"), values.capacity.clone());
    view! {
        <Section
            id="people"
            title="Who works on it?"
            lede="They are told when somebody waits here. Anybody can still take a conversation."
        >
            <div class="card">
                <div class="card-body stack-4">
                    <fieldset class="field" id=at.id>
                        <legend class="field-label">"People"</legend>
                        <p class="hint">"With nobody ticked, and no group, it is everybody."</p>
                        {wrong}
                        <div class="tick-grid is-people">{rows}</div>
                    </fieldset>
                    {groups}
                    <Check
                        at=presence_at
                        label="Only when somebody is online"
                        is_ticked=needs_presence
                        hint="Within its hours, it then counts as open only while one of these people is available."
                    />
                    <div class="short-field">
                        <TextField
                            at=room_at
                            label="Room in the line"
                            value=room
                            hint="How many may wait at once. When it is full, the next queue is tried. Empty means any number."
                            autocomplete="off"
                            is_optional=true
                        />
                    </div>
                </div>
            </div>
        </Section>
    }
}

fn member(person: PersonRow, is_on: bool) -> impl IntoView {
    let state = if person.is_disabled {
        view! { <Badge word="Disabled" /> }.into_any()
    } else if person.is_online {
        view! { <span class="sm muted">"available"</span> }.into_any()
    } else {
        view! { <span class="sm faint">"away"</span> }.into_any()
    };
    let words = view! {
        <Avatar name=person.name.clone() tone=Tone::of(person.id) size="is-sm" />
        {person.name}
        " "
        {state}
    };
    tick_box(format!("members[{}]", person.id), is_on, words)
}

fn tick_box(name: String, is_on: bool, words: impl IntoView) -> impl IntoView {
    view! {
        <label class="check">
            <input type="checkbox" name=name value=TICKED checked=is_on />
            {words}
        </label>
    }
}
