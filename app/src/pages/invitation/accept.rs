//! Accepting an invitation: a name and a password, and the person is in.

use handoff::policy::NAME_MAX;
use leptos::prelude::*;
use serde::Deserialize;

use crate::document::Assets;
use crate::form::FieldErrors;
use crate::pages::door;
use crate::routes;
use crate::ui::{ButtonLink, ErrorSummary, InputKind, Look, Submit, TextField};

/// Shown wherever a password is chosen.
pub const PASSWORD_HINT: &str =
    "At least 8 characters; 15 or more are better. A sentence is fine, and so is pasting.";

/// The form as it arrives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawAcceptance {
    pub name: String,
    /// Never written back into the page.
    pub password: String,
}

#[derive(Debug, Clone)]
pub struct Invitation {
    pub organisation: String,
    pub email: String,
    pub values: RawAcceptance,
    pub errors: FieldErrors,
}

pub fn render(page: Invitation, assets: &Assets) -> String {
    let title = page.errors.title("Join your team");
    door::render(title, assets, move || form(page))
}

/// The link was used, withdrawn, or is too old.
pub fn render_expired(assets: &Assets) -> String {
    door::render("This invitation has ended".to_owned(), assets, || {
        view! {
            <div class="stack-4">
                <h1>"This invitation has ended"</h1>
                <p class="lede">
                    "It was used already, withdrawn, or is too old. Ask the person who sent it for a new one."
                </p>
                <p>
                    <ButtonLink href=routes::SIGN_IN label="I have an account: sign in" />
                </p>
            </div>
        }
    })
}

fn form(page: Invitation) -> impl IntoView {
    let Invitation {
        organisation,
        email,
        values,
        errors,
    } = page;
    let name = errors.at("/name");
    let password = errors.at("/password");
    view! {
        <form method="post" novalidate>
            <div>
                <h1>"Join your team"</h1>
                <p class="lede">{format!("{organisation} has invited you, {email}.")}</p>
            </div>
            <ErrorSummary errors=errors />
            // For password managers: which account this password belongs to.
            <input type="text" name="username" autocomplete="username" value=email hidden />
            <TextField
                at=name
                label="Your name"
                value=values.name
                hint="Customers see it when you answer them."
                autocomplete="name"
                limit=NAME_MAX
            />
            <TextField
                at=password
                label="Password"
                value=""
                kind=InputKind::Password
                hint=PASSWORD_HINT
                autocomplete="new-password"
            />
            <Submit label="Join" look=Look::PrimaryBlock />
        </form>
    }
}

#[cfg(test)]
impl Invitation {
    pub(crate) fn sample() -> Self {
        Self {
            organisation: "Alder & Pine".to_owned(),
            email: "lena@example.com".to_owned(),
            values: RawAcceptance::default(),
            errors: FieldErrors::default(),
        }
    }

    pub(crate) fn sample_refused() -> Self {
        let errors = FieldErrors::new([
            ("/name", "Write your name, as customers should read it."),
            (
                "/password",
                "This password has 5 characters. Use 8 or more.",
            ),
        ]);
        Self {
            errors,
            ..Self::sample()
        }
    }
}
