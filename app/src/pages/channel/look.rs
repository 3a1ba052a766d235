//! How the chat on a site will look, beside the form that says so. Without script it shows what the form was sent with;
//! with it, what is typed.

use leptos::prelude::*;

use crate::pages::connection::RawConnection;
use crate::ui::{Card, Icon};

/// A chat that is a picture: nothing in it can be used, and everything it says stands in the form.
pub(super) fn look(values: &RawConnection, name: &str) -> impl IntoView + use<> {
    let or = |value: String, otherwise: &str| {
        if value.trim().is_empty() {
            otherwise.to_owned()
        } else {
            value
        }
    };
    let name = name.to_owned();
    let own = format!("Hello, I'm {name}. What can I do for you?");
    let greeting = or(values.value("greeting"), &own);
    let theme = or(values.value("theme"), "auto");
    let position = or(values.value("position"), "right");
    let ask = or(values.value("ask"), "never");
    let outside = or(values.value("outside"), "ai");
    view! {
        <Card id="look" title="How it looks">
            <div
                class="chat-look"
                data-look
                data-theme=theme
                data-position=position
                data-ask=ask
                data-outside=outside
                aria-hidden="true"
            >
                <div class="chat-panel">
                    <p class="chat-head">{Icon::Spark.small()} " " <b>{name}</b></p>
                    <p class="chat-greeting" data-look-greeting=own>{greeting}</p>
                    <div class="chat-asks"><span>"Your name"</span><span>"Your e-mail address"</span></div>
                    <p class="chat-box">"Write a message"</p>
                </div>
                <span class="chat-button">{Icon::Chat.view()}</span>
            </div>
            <p class="sm muted">"As it is set up here. The sample page has the chat itself."</p>
        </Card>
    }
}
