//! Forbidden topics: subjects that always go to a person at once.

use leptos::prelude::*;

use super::form::{FORBIDDEN, RawAction, RawTopic};
use crate::form::FieldErrors;
use crate::ui::row_moves::{adder, called, remover};
use crate::ui::{Card, Icon, TextArea, TextField};

pub(super) fn forbidden_topics(
    values: &RawAction,
    errors: &FieldErrors,
    name: &str,
) -> impl IntoView + use<> {
    let rows = values
        .forbidden_topics
        .iter()
        .map(|(index, topic)| forbidden_topic(errors, *index, topic.clone()))
        .collect_view();
    let hint = if values.forbidden_topics.is_empty() {
        format!(
            "Subjects {name} must not deal with, such as legal action or allergies. They go to a person at once, without asking."
        )
    } else {
        "These go to a person at once, without asking.".to_owned()
    };
    let always = || {
        view! { <span class="badge">{Icon::Lock.view()} "Always at once"</span> }
    };
    view! {
        <Card id=FORBIDDEN title="Forbidden topics" hint=hint aside=always is_flush=true>
            <ol>{rows}</ol>
            {adder(FORBIDDEN, "Add a forbidden topic")}
        </Card>
    }
}

fn forbidden_topic(errors: &FieldErrors, index: u32, topic: RawTopic) -> impl IntoView + use<> {
    let at = |field: &str| errors.at(&format!("/{FORBIDDEN}/{index}/{field}"));
    let which = called(&topic.name, "topic", index);
    view! {
        <li class="own-reason">
            <div class="own-head">
                <TextField at=at("name") label=format!("Topic {}", index + 1) value=topic.name autocomplete="off" />
                {remover(FORBIDDEN, index, &which)}
            </div>
            <TextField
                at=at("description")
                label="What it is about"
                value=topic.description
                hint="One sentence, such as: The customer threatens to sue or mentions a lawyer."
                autocomplete="off"
                is_optional=true
            />
            <div class="cols-2">
                <TextArea at=at("keywords") label="Words, one a line" value=topic.keywords is_optional=true />
                <TextArea at=at("examples") label="Example messages, one a line" value=topic.examples is_optional=true />
            </div>
        </li>
    }
}
