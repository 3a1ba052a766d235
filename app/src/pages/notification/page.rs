//! The page: the list, where mail goes, and what a mail looks like.

use handoff::{delivery::email::Content, policy::EmailNotification};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    document::Assets,
    form::{FieldErrors, is_ticked, tick},
    routes,
    shell::{self, Shell},
    site::MailWay,
    ui::{Badge, Card, Check, ErrorSummary, Icon, Look, Meaning, PageHead, Submit, TextArea},
};

/// The form as it arrives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawList {
    pub is_active: String,
    /// Addresses, one a line or with commas.
    pub emails: String,
    /// Of the action it was made from.
    pub revision: String,
}

impl RawList {
    pub(super) fn of(saved: &EmailNotification, revision: i64) -> Self {
        Self {
            is_active: tick(saved.is_active),
            emails: saved.emails.join("\n"),
            revision: revision.to_string(),
        }
    }

    pub(super) fn addresses(&self) -> Vec<String> {
        let apart = |c: char| c.is_whitespace() || c == ',' || c == ';';
        let words = self.emails.split(apart);
        let words = words.filter(|word| !word.is_empty());
        words.map(str::to_owned).collect()
    }
}

#[derive(Debug, Clone)]
pub struct NotificationPage {
    /// The AI agent's number and name.
    pub agent: (i64, String),
    pub mail: MailWay,
    pub example: Content,
    pub values: RawList,
    pub errors: FieldErrors,
}

pub fn render(mut shell: Shell, assets: &Assets, page: NotificationPage) -> String {
    shell.title = page.errors.title(&shell.title);
    shell::render(shell, assets, move || content(page))
}

fn content(page: NotificationPage) -> impl IntoView {
    let NotificationPage {
        agent: (agent, name),
        mail,
        example,
        values,
        errors,
    } = page;
    let lede = format!(
        "When {name} hands a conversation off, everybody on the list gets a mail. Where a routing profile fits, its people get it instead."
    );
    view! {
        <PageHead question="Who is told by e-mail?" lede=lede />
        <div class="content is-narrow">
            <ErrorSummary errors=errors.clone() />
            {list(agent, values, errors)} {way(agent, mail)} {preview(example)}
        </div>
    }
}

fn list(agent: i64, values: RawList, errors: FieldErrors) -> impl IntoView {
    view! {
        <Card id="list" title="Who is told">
            <form
                class="stack-4"
                method="post"
                action=routes::notifications_of(agent)
                novalidate
            >
                <input type="hidden" name="revision" value=values.revision.clone() />
                <Check
                    at=errors.at("/is_active")
                    label="Send an e-mail when a conversation is handed off"
                    is_ticked=is_ticked(&values.is_active)
                />
                <TextArea
                    at=errors.at("/emails")
                    label="Addresses"
                    value=values.emails
                    hint="One a line. People who work here choose in their own settings when they want mails; others get each at once."
                />
                <div>
                    <Submit label="Save" look=Look::Primary />
                </div>
            </form>
        </Card>
    }
}

fn way(agent: i64, mail: MailWay) -> impl IntoView {
    let (word, meaning) = match &mail {
        MailWay::Server(_) => ("Mail server", Meaning::Good),
        MailWay::Folder(_) => ("No mail server", Meaning::Bad),
    };
    let words = match mail {
        MailWay::Server(server) => format!("Mails go to {server}, which brings them further."),
        MailWay::Folder(folder) => format!(
            "No mail server is set up, so mails reach nobody: they are put into the folder {folder} on this server. Whoever runs it sets HANDOFF_SMTP_HOST, and HANDOFF_SMTP_USER and HANDOFF_SMTP_PASSWORD if it wants them."
        ),
    };
    view! {
        <Card
            id="way"
            title="Where mail goes"
            aside=move || view! { <Badge word=word meaning=meaning icon=Icon::Forward /> }
        >
            <div class="stack-4">
                <p>{words}</p>
                <form method="post" action=format!("{}/test", routes::notifications_of(agent))>
                    <Submit label="Send me a test" />
                </form>
            </div>
        </Card>
    }
}

/// Both parts of a mail, as text: nothing of a mail is ever run or loaded here.
pub(crate) fn preview(example: Content) -> impl IntoView {
    view! {
        <Card
            id="preview"
            title="What a mail looks like"
            hint="Of a conversation that is made up. Mail programs show one of the two."
        >
            <div class="stack-4">
                <p>
                    <b>"Subject: "</b>
                    {example.subject}
                </p>
                <h3>"As plain text"</h3>
                <pre class="mail" tabindex="0" role="region" aria-label="The mail as plain text">
                    {example.text}
                </pre>
                <h3>"As HTML, in its source"</h3>
                <pre class="mail" tabindex="0" role="region" aria-label="The mail as HTML">
                    {example.html}
                </pre>
            </div>
        </Card>
    }
}

#[cfg(test)]
impl NotificationPage {
    pub(crate) fn sample() -> Self {
        let now = handoff::clock::from_millis(1_768_212_000_000);
        Self {
            agent: (1, "Alder & Pine shop".to_owned()),
            mail: MailWay::Folder("/var/lib/handoff/handoff-mail".to_owned()),
            example: super::preview::example(
                "Alder & Pine shop",
                "https://desk.example.com",
                (chrono_tz::Europe::Madrid, now),
            ),
            values: RawList {
                is_active: tick(true),
                emails: "team@example.com\nlead@example.com".to_owned(),
                revision: "3".to_owned(),
            },
            errors: FieldErrors::default(),
        }
    }

    pub(crate) fn sample_refused() -> Self {
        let detail = "Nobody would be told. Write at least one address, or switch e-mail off.";
        Self {
            mail: MailWay::Server("mail.example.com:587".to_owned()),
            errors: FieldErrors::new([("/emails", detail)]),
            ..Self::sample()
        }
    }
}
