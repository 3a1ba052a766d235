//! People: who can sign in, as what, and who is still invited.

use leptos::prelude::*;

use crate::document::Assets;
use crate::person::{Presence, Role, role_word};
use crate::routes;
use crate::shell::{self, Shell};
use crate::ui::{
    ActionButton, Avatar, Badge, ButtonLink, Card, Cell, Empty, Icon, Look, Meaning, PageHead,
    PresenceMark, Table, Tone, address,
};

#[derive(Debug, Clone)]
pub struct People {
    pub operators: Vec<OperatorRow>,
    pub invitations: Vec<InvitationRow>,
    /// Whether the reader may invite, disable and enable.
    pub may_change: bool,
}

#[derive(Debug, Clone)]
pub struct OperatorRow {
    pub id: i64,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub presence: Presence,
    pub is_disabled: bool,
    /// Nobody disables themself.
    pub is_me: bool,
    /// When they work: “Mon–Fri 09:00–17:00, Madrid”.
    pub plan: Option<String>,
    /// The groups they are in: “Billing, Night shift”.
    pub groups: String,
}

#[derive(Debug, Clone)]
pub struct InvitationRow {
    pub id: i64,
    pub name: String,
    pub email: String,
    pub role: Role,
    /// “in 6 days”
    pub ends: String,
}

pub fn render(shell: Shell, assets: &Assets, page: People) -> String {
    shell::render(shell, assets, move || content(page))
}

fn content(page: People) -> impl IntoView {
    let People {
        operators,
        invitations,
        may_change,
    } = page;
    let count = operators.len();
    let is_alone = count == 1 && invitations.is_empty();
    let rows = operators
        .into_iter()
        .map(|operator| operator_row(operator, may_change))
        .collect_view();
    view! {
        <PageHead
            question="Who answers customers?"
            lede="Everybody here can sign in and work in the inbox. A disabled person is signed out at once, and what they wrote stays."
        >
            {may_change
                .then(|| {
                    view! {
                        <ButtonLink
                            href=routes::INVITE
                            label="Invite somebody"
                            look=Look::Primary
                            icon=Icon::Plus
                        />
                    }
                })}
        </PageHead>
        <div class="content">
            <Card id="people" title="People" aside=move || tally(count) is_flush=true>
                <Table name="People" heads=&["Name", "Role", "State", "Planned"]>{rows}</Table>
            </Card>
            {is_alone.then(alone)}
            {(!invitations.is_empty()).then(|| invited(invitations, may_change))}
        </div>
    }
}

fn tally(count: usize) -> impl IntoView {
    view! { <span class="sm muted num">{count}</span> }
}

fn operator_row(operator: OperatorRow, may_change: bool) -> impl IntoView {
    let state = if operator.is_disabled {
        view! { <Badge word="Disabled" icon=Icon::Lock /> }.into_any()
    } else {
        view! { <span class="row is-nowrap"><PresenceMark presence=operator.presence /></span> }
            .into_any()
    };
    let button = (may_change && !operator.is_me).then(|| change(&operator));
    let groups = (!operator.groups.is_empty())
        .then(|| view! { <span class="sub">{format!("In {}", operator.groups)}</span> });
    let planned = planned(&operator, may_change);
    // Whoever may say what somebody can do gets there by the name.
    let name = if may_change || operator.is_me {
        let href = routes::abilities(operator.id);
        view! { <a class="bold" href=href>{operator.name.clone()}</a> }.into_any()
    } else {
        view! { <b>{operator.name.clone()}</b> }.into_any()
    };
    view! {
        <tr role="row">
            <td role="cell">
                <span class="row is-nowrap">
                    <Avatar name=operator.name.clone() tone=Tone::of(operator.id) size="is-sm" />
                    <span class="grow">
                        {name}
                        {operator.is_me.then(|| view! { " " <Badge word="You" meaning=Meaning::Accent /> })}
                        <span class="sub">{address(&operator.email)}</span>
                        {groups}
                    </span>
                </span>
            </td>
            <Cell head="Role">{role_word(operator.role)}</Cell>
            <td role="cell" class="mid">{state}</td>
            <Cell head="Planned">{planned}</Cell>
            <td role="cell" class="mid end">{button}</td>
        </tr>
    }
}

/// When they work, and where that is changed.
fn planned(operator: &OperatorRow, may_change: bool) -> impl IntoView + use<> {
    let words = operator
        .plan
        .clone()
        .unwrap_or_else(|| "No plan".to_owned());
    let (label, class) = match operator.plan {
        Some(_) => ("Change", ""),
        None => ("Plan shifts", "muted"),
    };
    let href = routes::plan(operator.id);
    let link = (may_change || operator.is_me).then(|| {
        view! {
            " "
            <a href=href>
                {label}
                <span class="sr">{format!(" of {}", operator.name)}</span>
            </a>
        }
    });
    view! { <span class=class>{words}</span> {link} }
}

fn change(operator: &OperatorRow) -> impl IntoView + use<> {
    let (enabled, label, look, icon) = if operator.is_disabled {
        ("yes", "Enable", Look::Small, Icon::Check)
    } else {
        ("no", "Disable", Look::SmallQuiet, Icon::Lock)
    };
    let fields = vec![
        ("operator", operator.id.to_string()),
        ("enabled", enabled.to_owned()),
    ];
    view! {
        <ActionButton
            action=routes::button::SET_OPERATOR_ENABLED
            label=label
            look=look
            icon=icon
            said=operator.name.clone()
            fields=fields
        />
    }
}

fn alone() -> impl IntoView {
    view! {
        <div class="card">
            <Empty
                icon=Icon::People
                title="You are the only one"
                words="Invite a colleague, so that customers find somebody when you are away."
            />
        </div>
    }
}

fn invited(invitations: Vec<InvitationRow>, may_change: bool) -> impl IntoView {
    let rows = invitations
        .into_iter()
        .map(|invitation| {
            let button = may_change.then(|| {
                view! {
                    <ActionButton
                        action=routes::button::WITHDRAW_INVITATION
                        fields=vec![("invitation", invitation.id.to_string())]
                        label="Withdraw"
                        look=Look::SmallQuiet
                        icon=Icon::Cross
                        said=format!("the invitation of {}", invitation.email)
                    />
                }
            });
            view! {
                <tr role="row">
                    <td role="cell">
                        <b>{invitation.name}</b>
                        <span class="sub">{address(&invitation.email)}</span>
                    </td>
                    <Cell head="Role">{role_word(invitation.role)}</Cell>
                    <Cell head="Ends">{invitation.ends}</Cell>
                    <td role="cell" class="mid end">{button}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Card id="invited" title="Invited, not yet here" is_flush=true>
            <Table name="Invitations" heads=&["Name", "Role", "Ends"]>{rows}</Table>
        </Card>
    }
}

#[cfg(test)]
impl People {
    pub(crate) fn sample() -> Self {
        let row = |id, name: &str, email: &str, role, presence| OperatorRow {
            id,
            name: name.to_owned(),
            email: email.to_owned(),
            role,
            presence,
            is_disabled: false,
            is_me: id == 1,
            groups: "Billing".to_owned(),
            plan: (id == 2).then(|| "Mon–Fri 09:00–12:30, 13:30–18:00, Madrid".to_owned()),
        };
        let mut operators = vec![
            row(
                1,
                "Maya Strand",
                "maya@example.com",
                Role::Admin,
                Presence::Online,
            ),
            row(
                2,
                "Aiko Tanabe",
                "aiko@example.com",
                Role::Supervisor,
                Presence::Online,
            ),
            row(
                3,
                "Tomás Rey",
                "tomas@example.com",
                Role::Operator,
                Presence::Away,
            ),
            row(
                4,
                "Sam Okafor",
                "sam@example.com",
                Role::Operator,
                Presence::Away,
            ),
        ];
        operators[3].is_disabled = true;
        let invitations = vec![InvitationRow {
            id: 9,
            name: "Lena Vogt".to_owned(),
            email: "lena@example.com".to_owned(),
            role: Role::Operator,
            ends: "in 6 days".to_owned(),
        }];
        Self {
            operators,
            invitations,
            may_change: true,
        }
    }

    pub(crate) fn sample_alone() -> Self {
        let mut people = Self::sample();
        people.operators.truncate(1);
        people.invitations.clear();
        people
    }

    pub(crate) fn sample_long() -> Self {
        let mut people = Self::sample();
        people.operators[1].name = "Theodora Alexandra Brandt-Hollingsworth-Castellanos ".repeat(2);
        people.operators[1].email = format!("{}@example.com", "t".repeat(60));
        people
    }
}
