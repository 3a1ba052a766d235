//! Inviting somebody: an address and a role, and a link that is shown once.

use handoff::policy::NAME_MAX;
use leptos::prelude::*;
use serde::Deserialize;

use crate::document::Assets;
use crate::form::FieldErrors;
use crate::person::{Role, role_explained};
use crate::routes;
use crate::shell::{self, Shell};
use crate::ui::{
    ButtonLink, Crumb, ErrorSummary, InputKind, Look, PageHead, SelectField, ShownOnce, Submit,
    TextField,
};

/// The form as it arrives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawInvite {
    pub name: String,
    pub email: String,
    /// Name of a [`Role`]; empty on a fresh form.
    pub role: String,
}

#[derive(Debug, Clone, Default)]
pub struct Invite {
    pub values: RawInvite,
    pub errors: FieldErrors,
    /// Present right after a link was made, and never again.
    pub made: Option<InvitationLink>,
}

#[derive(Debug, Clone)]
pub struct InvitationLink {
    pub email: String,
    pub url: String,
    /// “3 days”
    pub works_for: String,
}

pub fn render(mut shell: Shell, assets: &Assets, page: Invite) -> String {
    shell.title = page.errors.title(&shell.title);
    shell::render(shell, assets, move || content(page))
}

fn content(page: Invite) -> impl IntoView {
    let Invite {
        values,
        errors,
        made,
    } = page;
    let crumbs = vec![Crumb {
        label: "People".to_owned(),
        href: routes::OPERATORS.to_owned(),
    }];
    view! {
        <PageHead
            question="Who should join?"
            lede="You get a link to pass on. It works once, and whoever opens it chooses a password."
            crumbs=crumbs
            here="Invite somebody"
        />
        <div class="content is-narrow">
            <ErrorSummary errors=errors.clone() />
            {made.map(link)}
            {form(&values, &errors)}
        </div>
    }
}

fn link(made: InvitationLink) -> impl IntoView {
    let words = format!(
        "Send it to {} yourself. It works for {}, once.",
        made.email, made.works_for
    );
    view! {
        <ShownOnce
            title=format!("The invitation for {} is ready", made.email)
            label="Link"
            secret=made.url
            words=words
        />
    }
}

fn form(values: &RawInvite, errors: &FieldErrors) -> impl IntoView + use<> {
    let roles = Role::ALL
        .iter()
        .map(|role| (role.as_str().to_owned(), role_explained(*role).to_owned()))
        .collect();
    view! {
        <form class="card" method="post" action=routes::INVITE novalidate>
            <div class="card-body stack-4">
                <TextField
                    at=errors.at("/name")
                    label="Their name"
                    value=values.name.clone()
                    hint="They can write it differently when they join."
                    autocomplete="off"
                    limit=NAME_MAX
                />
                <TextField
                    at=errors.at("/email")
                    label="E-mail"
                    value=values.email.clone()
                    kind=InputKind::Email
                    hint="They will sign in with it."
                    autocomplete="off"
                />
                <SelectField
                    at=errors.at("/role")
                    label="Role"
                    value=values.role.clone()
                    choices=roles
                />
            </div>
            <div class="card-foot row">
                <Submit label="Make the link" look=Look::Primary />
                <ButtonLink href=routes::OPERATORS label="Back to people" look=Look::Quiet />
            </div>
        </form>
    }
}

#[cfg(test)]
impl Invite {
    pub(crate) fn sample_made() -> Self {
        let made = Some(InvitationLink {
            email: "lena@example.com".to_owned(),
            url: "https://support.example.com/invitations/hx7Zk2w9QmPq4nB8sR1tV6yC3dF5gJ0a"
                .to_owned(),
            works_for: "3 days".to_owned(),
        });
        Self {
            made,
            ..Self::default()
        }
    }

    pub(crate) fn sample_refused() -> Self {
        let errors = FieldErrors::new([(
            "/email",
            "“lena” is not an e-mail address. Write it with @ and a domain.",
        )]);
        let values = RawInvite {
            name: "Lena".to_owned(),
            email: "lena\"><script>".to_owned(),
            role: "supervisor".to_owned(),
        };
        Self {
            values,
            errors,
            made: None,
        }
    }
}
