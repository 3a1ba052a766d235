//! One's own settings: name, colours, password. Two forms, saved one by one.

use handoff::policy::NAME_MAX;
use leptos::prelude::*;
use serde::Deserialize;

use crate::document::Assets;
use crate::form::FieldErrors;
use crate::pages::invitation::accept::PASSWORD_HINT;
use crate::person::{Theme, theme_words};
use crate::routes;
use crate::shell::{self, Shell};
use crate::ui::{Card, ErrorSummary, InputKind, Look, PageHead, SelectField, Submit, TextField};

/// The first form as it arrives, posted to [`routes::MINE`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawProfile {
    pub name: String,
    /// Name of a [`Theme`].
    pub theme: String,
}

/// The second form as it arrives, posted to [`routes::MY_PASSWORD`]. Never written back into the page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawPassword {
    pub current_password: String,
    pub new_password: String,
}

#[derive(Debug, Clone, Default)]
pub struct Mine {
    pub email: String,
    pub values: RawProfile,
    /// Of either form: `/name`, `/theme`, `/current_password`, `/new_password`.
    pub errors: FieldErrors,
}

pub fn render(mut shell: Shell, assets: &Assets, page: Mine) -> String {
    shell.title = page.errors.title(&shell.title);
    shell::render(shell, assets, move || content(page))
}

fn content(page: Mine) -> impl IntoView {
    let Mine {
        email,
        values,
        errors,
    } = page;
    view! {
        <PageHead question="How do you work here?" lede=format!("You are signed in as {email}.") />
        <div class="content is-narrow">
            <ErrorSummary errors=errors.clone() />
            {profile(values, errors.clone())}
            {password(email, errors.clone())}
            <p>
                <a href=routes::NOTIFICATIONS>"What your browser may tell you"</a>
            </p>
            <p><a href=routes::MY_EMAIL>"When you want e-mail"</a></p>
            <p><a href=routes::HABITS>"Keys and held replies in the inbox"</a></p>
        </div>
    }
}

fn profile(values: RawProfile, errors: FieldErrors) -> impl IntoView {
    let themes = Theme::ALL
        .iter()
        .map(|theme| (theme.as_str().to_owned(), theme_words(*theme).to_owned()))
        .collect::<Vec<_>>();
    view! {
        <Card id="profile" title="You">
            <form class="stack-4" method="post" action=routes::MINE novalidate>
                <TextField
                    at=errors.at("/name")
                    label="Your name"
                    value=values.name
                    hint="Customers see it when you answer them."
                    autocomplete="name"
                    limit=NAME_MAX
                />
                <SelectField
                    at=errors.at("/theme")
                    label="Colours"
                    value=values.theme
                    choices=themes
                />
                <div>
                    <Submit label="Save" look=Look::Primary />
                </div>
            </form>
        </Card>
    }
}

fn password(email: String, errors: FieldErrors) -> impl IntoView {
    view! {
        <Card
            id="password"
            title="Password"
            hint="Changing it signs you out everywhere; then you sign in with the new one."
        >
            <form class="stack-4" method="post" action=routes::MY_PASSWORD novalidate>
                // For password managers: which account this password belongs to.
                <input type="text" name="username" autocomplete="username" value=email hidden />
                <TextField
                    at=errors.at("/current_password")
                    label="Password now"
                    value=""
                    kind=InputKind::Password
                    autocomplete="current-password"
                />
                <TextField
                    at=errors.at("/new_password")
                    label="New password"
                    value=""
                    kind=InputKind::Password
                    hint=PASSWORD_HINT
                    autocomplete="new-password"
                />
                <div>
                    <Submit label="Change the password" />
                </div>
            </form>
        </Card>
    }
}

#[cfg(test)]
impl Mine {
    pub(crate) fn sample() -> Self {
        let values = RawProfile {
            name: "Maya Strand".to_owned(),
            theme: "dark".to_owned(),
        };
        Self {
            email: "maya@example.com".to_owned(),
            values,
            errors: FieldErrors::default(),
        }
    }

    pub(crate) fn sample_refused() -> Self {
        let errors = FieldErrors::new([
            ("/current_password", "This is not your password. Try again."),
            (
                "/new_password",
                "This password has 5 characters. Use 8 or more.",
            ),
        ]);
        Self {
            errors,
            ..Self::sample()
        }
    }
}
