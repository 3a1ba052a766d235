//! The frame that the pages are shown in, and what of it only some people see.

use leptos::prelude::*;

use crate::document::Assets;
use crate::pages::{self, error::Refusal};
use crate::person::{Presence, Role, Theme};
use crate::shell::{AgentLink, InboxFrame, Me, Pane, Place, Shell, ViewLink};
use crate::ui::{Icon, PageHead, Tone};

pub(super) fn assets() -> Assets {
    Assets {
        style: "/assets/style.css".to_owned(),
        script: "/assets/main.js".to_owned(),
    }
}

pub(super) fn shell(title: &str, place: Place) -> Shell {
    let nora = AgentLink {
        id: 1,
        name: "Nora".to_owned(),
        about: "Alder & Pine shop".to_owned(),
    };
    let otto = AgentLink {
        id: 2,
        name: "Otto".to_owned(),
        about: "Trade desk".to_owned(),
    };
    Shell {
        title: title.to_owned(),
        place,
        me: Me {
            name: "Maya Strand".to_owned(),
            tone: Tone::of(1),
            role: Role::Admin,
            presence: Presence::Online,
            load: (3, 5),
        },
        agent: Some(nora.clone()),
        agents: vec![nora, otto],
        waiting: 6,
        callbacks: 2,
        theme: Theme::System,
        organisation: "Alder & Pine".to_owned(),
        flash: None,
        inbox: None,
    }
}

fn inbox(role: Role) -> Shell {
    let view = |label: &str, count, is_current| ViewLink {
        key: label.to_owned(),
        label: label.to_owned(),
        href: format!("/inbox?view={label}"),
        icon: Icon::Inbox,
        count: Some(count),
        is_current,
    };
    let mut shell = shell("Inbox", Place::Inbox);
    shell.me.role = role;
    shell.inbox = Some(InboxFrame {
        views: vec![view("Needs a person", 6, true), view("Mine", 3, false)],
        queues: Vec::new(),
        filters: Vec::new(),
        pane: Pane::List,
    });
    shell
}

fn shell_of_operator() -> Shell {
    let mut shell = shell("Home", Place::Home);
    shell.me.role = Role::Operator;
    shell
}

#[test]
fn an_operator_sees_no_set_up() {
    let content = || view! { <PageHead question="Who is waiting?" /> };
    for shell in [inbox(Role::Operator), shell_of_operator()] {
        let html = crate::shell::render(shell, &assets(), content);
        assert!(!html.contains("Set up Nora"), "{html}");
        assert!(!html.contains("/settings/tokens"));
    }
    let html = crate::shell::render(inbox(Role::Admin), &assets(), content);
    assert!(html.contains("Set up Nora"));
    assert!(html.contains("Needs a person"));
}

#[test]
fn the_theme_is_written_by_the_server() {
    let html = |theme| pages::error::render(Refusal::NotFound, theme, &assets());
    assert!(html(Theme::Dark).contains(r#"data-theme="dark""#));
    assert!(!html(Theme::System).contains("data-theme"));
}
