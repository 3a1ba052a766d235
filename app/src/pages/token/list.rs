//! API tokens: make one, see it once, revoke it.

use handoff::policy::NAME_MAX;
use leptos::prelude::*;
use serde::Deserialize;

use crate::document::Assets;
use crate::form::FieldErrors;
use crate::person::{TokenScope, scope_words};
use crate::routes;
use crate::shell::{self, AgentLink, Shell};
use crate::ui::{
    ActionButton, Badge, Card, Cell, Empty, ErrorSummary, Icon, Look, Meaning, PageHead,
    SelectField, ShownOnce, Submit, Table, TextField,
};

/// What the form says instead of an id for a token that may speak for every AI agent.
pub const EVERY_AGENT: &str = "every";

/// The form as it arrives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RawToken {
    pub name: String,
    /// Id of an AI agent, or [`EVERY_AGENT`].
    pub agent: String,
    /// Name of a [`TokenScope`].
    pub scope: String,
    /// After how many days it stops working; empty for never.
    pub expires: String,
}

#[derive(Debug, Clone, Default)]
pub struct Tokens {
    pub tokens: Vec<TokenRow>,
    pub agents: Vec<AgentLink>,
    pub values: RawToken,
    pub errors: FieldErrors,
    /// Name and secret, right after it was made and never again.
    pub made: Option<(String, String)>,
}

#[derive(Debug, Clone)]
pub struct TokenRow {
    pub id: i64,
    pub name: String,
    pub agent: String,
    pub scope: TokenScope,
    /// “4 days ago”
    pub created: String,
    /// “12 min ago”; `None` when it was never used.
    pub last_used: Option<String>,
    /// “3 February 2027”; `None` when it works until it is revoked.
    pub expires: Option<String>,
    pub is_expired: bool,
    pub is_revoked: bool,
}

pub fn render(mut shell: Shell, assets: &Assets, page: Tokens) -> String {
    shell.title = page.errors.title(&shell.title);
    shell::render(shell, assets, move || content(page))
}

fn content(page: Tokens) -> impl IntoView {
    let Tokens {
        tokens,
        agents,
        values,
        errors,
        made,
    } = page;
    view! {
        <PageHead
            question="Which programs may talk to us?"
            lede="Your own AI, a script, another service: each gets a token of its own, so that one can be revoked without the others."
        >
            <a class="button" href=routes::API_DOCS>"Read what they can do"</a>
        </PageHead>
        <div class="content">
            <ErrorSummary errors=errors.clone() />
            {made
                .map(|(name, secret)| {
                    view! {
                        <ShownOnce
                            title=format!("The token “{name}” is ready")
                            label="Token"
                            secret=secret
                            words="The program sends it as “Authorization: Bearer …” with every request: to /v1/api, or to /mcp where it speaks the Model Context Protocol."
                        />
                    }
                })}
            {list(tokens)}
            {form(agents, values, errors)}
        </div>
    }
}

fn list(tokens: Vec<TokenRow>) -> impl IntoView {
    if tokens.is_empty() {
        let words = "Make one below when a program needs to send messages or read decisions.";
        return view! {
            <div class="card">
                <Empty icon=Icon::Key title="No tokens yet" words=words />
            </div>
        }
        .into_any();
    }
    let rows = tokens.into_iter().map(row).collect_view();
    view! {
        <Card id="tokens" title="Tokens" is_flush=true>
            <Table name="Tokens" heads=&["Name", "For", "May", "Made", "Last used", "Works until"]>{rows}</Table>
        </Card>
    }
    .into_any()
}

fn row(token: TokenRow) -> impl IntoView {
    let last_used = token.last_used.unwrap_or_else(|| "Never".to_owned());
    let expires = token.expires.unwrap_or_else(|| "Revoked".to_owned());
    let meaning = if token.scope == TokenScope::WriteAll {
        Meaning::Accent
    } else {
        Meaning::Plain
    };
    let end = if token.is_revoked {
        view! { <Badge word="Revoked" icon=Icon::Lock /> }.into_any()
    } else if token.is_expired {
        view! { <Badge word="Expired" icon=Icon::Lock /> }.into_any()
    } else {
        view! {
            <ActionButton
                action=routes::button::REVOKE_TOKEN
                fields=vec![("token", token.id.to_string())]
                label="Revoke"
                look=Look::SmallDanger
                icon=Icon::Cross
                said=token.name.clone()
            />
        }
        .into_any()
    };
    view! {
            <tr role="row">
                <td role="cell" class="mid"><b>{token.name}</b></td>
                <Cell head="For">{token.agent}</Cell>
                <td role="cell" class="mid">
    <Badge word=scope_words(token.scope) meaning=meaning />
                </td>
                <Cell head="Made">{token.created}</Cell>
                <Cell head="Last used">{last_used}</Cell>
                <Cell head="Works until">{expires}</Cell>
                <td role="cell" class="mid end">{end}</td>
            </tr>
        }
}

fn form(agents: Vec<AgentLink>, values: RawToken, errors: FieldErrors) -> impl IntoView {
    let agents = agents
        .into_iter()
        .map(|agent| (agent.id.to_string(), agent.name))
        .chain([(
            EVERY_AGENT.to_owned(),
            "Every AI agent, named by each request".to_owned(),
        )])
        .collect::<Vec<_>>();
    let scopes = [TokenScope::ReadAll, TokenScope::WriteAll]
        .map(|scope| (scope.as_str().to_owned(), scope_words(scope).to_owned()))
        .to_vec();
    view! {
        <Card id="make-token" title="Make a token">
            <form class="stack-4" method="post" action=routes::TOKENS novalidate>
                <TextField
                    at=errors.at("/name")
                    label="Name"
                    value=values.name
                    hint="What will use it, such as “Shop assistant” or “Nightly export”."
                    autocomplete="off"
                    limit=NAME_MAX
                />
                <div class="cols-3">
                    <SelectField
                        at=errors.at("/agent")
                        label="For which AI agent"
                        value=values.agent
                        choices=agents
                    />
                    <SelectField
                        at=errors.at("/scope")
                        label="What it may do"
                        value=values.scope
                        choices=scopes
                    />
                    <SelectField
                        at=errors.at("/expires")
                        label="How long it works"
                        value=values.expires
                        choices=terms()
                    />
                </div>
                <div>
                    <Submit label="Make the token" look=Look::Primary />
                </div>
            </form>
        </Card>
    }
}

/// How long a token may work, in days.
fn terms() -> Vec<(String, String)> {
    let terms = [
        ("", "Until it is revoked"),
        ("30", "30 days"),
        ("90", "90 days"),
        ("365", "A year"),
    ];
    terms
        .map(|(days, words)| (days.to_owned(), words.to_owned()))
        .to_vec()
}

#[cfg(test)]
impl Tokens {
    pub(crate) fn sample() -> Self {
        let row = |id, name: &str, scope, last_used: Option<&str>, is_revoked| TokenRow {
            id,
            name: name.to_owned(),
            agent: "Nora".to_owned(),
            scope,
            created: "4 days ago".to_owned(),
            last_used: last_used.map(str::to_owned),
            expires: (id == 2).then(|| "3 February 2027".to_owned()),
            is_expired: false,
            is_revoked,
        };
        let tokens = vec![
            row(
                1,
                "Shop assistant",
                TokenScope::WriteAll,
                Some("just now"),
                false,
            ),
            row(2, "Nightly export", TokenScope::ReadAll, None, false),
            row(
                3,
                "Old test",
                TokenScope::WriteAll,
                Some("30 days ago"),
                true,
            ),
        ];
        let agents = vec![AgentLink {
            id: 1,
            name: "Nora".to_owned(),
            about: "Alder & Pine shop".to_owned(),
        }];
        let made = Some((
            "Shop assistant".to_owned(),
            "hnd_8kQ2vT7mXc4pL9sD1fG6hJ3kN5bV0zR2".to_owned(),
        ));
        Self {
            tokens,
            agents,
            made,
            ..Self::default()
        }
    }

    pub(crate) fn sample_empty() -> Self {
        Self {
            tokens: Vec::new(),
            made: None,
            ..Self::sample()
        }
    }

    pub(crate) fn sample_refused() -> Self {
        let errors = FieldErrors::new([(
            "/name",
            "A token is called “Shop assistant” already. Choose another name.",
        )]);
        Self {
            errors,
            made: None,
            ..Self::sample()
        }
    }
}
