//! Sign in: two fields, paste allowed.

use leptos::prelude::*;
use serde::Deserialize;

use crate::document::Assets;
use crate::form::FieldErrors;
use crate::pages::door;
use crate::ui::{ErrorSummary, InputKind, Look, Submit, TextField};

/// The form as it arrives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawSignIn {
    pub email: String,
    /// Never written back into the page.
    pub password: String,
    /// Where to go afterwards; checked to be a path of this server when it is used.
    pub back: String,
}

#[derive(Debug, Clone, Default)]
pub struct SignIn {
    pub organisation: String,
    pub values: RawSignIn,
    pub errors: FieldErrors,
    /// Why somebody is here who did not ask to be: “You have been away for a while.”
    pub notice: Option<String>,
}

/// Does not say which of the two is wrong: that would tell strangers who has an account.
pub const WRONG: &str = "This e-mail and password do not go together. Check both and try again.";

pub fn render(page: SignIn, assets: &Assets) -> String {
    let title = page.errors.title("Sign in");
    door::render(title, assets, move || content(page))
}

fn content(page: SignIn) -> impl IntoView {
    let SignIn {
        organisation,
        values,
        errors,
        notice,
    } = page;
    let email = errors.at("/email");
    let password = errors.at("/password");
    let to = if organisation.is_empty() {
        "to your support desk".to_owned()
    } else {
        format!("to the support desk of {organisation}")
    };
    view! {
        <form method="post" novalidate>
            <div>
                <h1>"Sign in"</h1>
                <p class="lede">{to}</p>
            </div>
            {notice.map(|notice| view! { <p role="status">{notice}</p> })}
            <ErrorSummary errors=errors />
            <input type="hidden" name="back" value=values.back />
            <TextField
                at=email
                label="E-mail"
                value=values.email
                kind=InputKind::Email
                autocomplete="username"
            />
            <TextField
                at=password
                label="Password"
                value=""
                kind=InputKind::Password
                autocomplete="current-password"
            />
            <Submit label="Sign in" look=Look::PrimaryBlock />
            <p class="sm muted">"New here? Ask an admin for an invitation."</p>
        </form>
    }
}

#[cfg(test)]
impl SignIn {
    pub(crate) fn sample() -> Self {
        let values = RawSignIn {
            email: "maya@example.com".to_owned(),
            ..RawSignIn::default()
        };
        Self {
            organisation: "Alder & Pine".to_owned(),
            values,
            ..Self::default()
        }
    }

    pub(crate) fn sample_refused() -> Self {
        let errors = FieldErrors::new([("/email", WRONG)]);
        Self {
            errors,
            ..Self::sample()
        }
    }
}
