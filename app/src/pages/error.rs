//! What a person reads when there is no page: why, and what to do next.

use leptos::prelude::*;

use crate::document::{self, Assets, Head};
use crate::person::Theme;
use crate::routes;
use crate::ui::{Brand, ButtonLink, Look};

/// Why there is no page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// 404
    NotFound,
    /// 403: signed in, but not for this.
    Forbidden,
    /// 403: a form that did not come from one of our pages, or from one that is too old.
    Stale,
    /// 500, with the number under which the log has it.
    Failed { reference: String },
    /// 503: the database does not answer, or the server is about to stop.
    Unavailable,
}

impl Refusal {
    fn title(&self) -> &'static str {
        match self {
            Self::NotFound => "There is no page here",
            Self::Forbidden => "This page is not for your role",
            Self::Stale => "This form is too old",
            Self::Failed { .. } => "Something went wrong on our side",
            Self::Unavailable => "Handoff is not reachable right now",
        }
    }

    fn words(&self) -> String {
        match self {
            Self::NotFound => {
                "The address may be mistyped, or what it led to was deleted.".to_owned()
            }
            Self::Forbidden => {
                "Ask an admin of your organisation if you need it. Your conversations are where they were."
                    .to_owned()
            }
            Self::Stale => {
                "Nothing was changed. Go back, load the page again, and send the form once more."
                    .to_owned()
            }
            Self::Failed { reference } => format!(
                "Your last change may not have been saved. Try again; if it happens again, tell your admin this number: {reference}."
            ),
            Self::Unavailable => {
                "Messages from customers are kept and answered as soon as it is back. Try again in a moment."
                    .to_owned()
            }
        }
    }
}

pub fn render(refusal: Refusal, theme: Theme, assets: &Assets) -> String {
    let title = format!("Error: {}", refusal.title());
    let head = Head {
        title,
        theme,
        assets: assets.clone(),
    };
    document::render(head, move || {
        view! {
            <main class="set-up" id="main">
                <Brand />
                <div class="stack-4">
                    <div>
                        <h1>{refusal.title()}</h1>
                        <p class="lede">{refusal.words()}</p>
                    </div>
                    <p class="row">
                        <ButtonLink href=routes::HOME label="Go home" look=Look::Primary />
                        <ButtonLink href=routes::INBOX label="Go to the inbox" />
                    </p>
                </div>
            </main>
        }
    })
}
