//! The pages that a day begins with: home, people, AI agents and insights.

use super::frame::shell;
use crate::document::Assets;
use crate::pages;
use crate::person::{Role, Theme};
use crate::request::Said;
use crate::shell::Place;

pub(super) fn pages(assets: &Assets) -> Vec<(&'static str, String)> {
    use pages::agent::{list as agents, rename};
    use pages::home::{self, Home};
    use pages::operator::{invite, list};
    let mut nobody = shell("AI agents", Place::Agents);
    nobody.agent = None;
    nobody.agents.clear();
    let mut operator = shell("Home", Place::Home);
    operator.me.role = Role::Operator;
    operator.theme = Theme::Dark;
    let people = || shell("People", Place::Operators);
    let mut told = people();
    told.flash = Some(Said::done("Sam Okafor is disabled and was signed out."));
    let alone = list::People::sample_alone();
    vec![
        (
            "home",
            home::render(shell("Home", Place::Home), assets, Home::sample()),
        ),
        (
            "home-operator",
            home::render(operator, assets, Home::sample_busy()),
        ),
        ("people", list::render(told, assets, list::People::sample())),
        ("people-alone", list::render(people(), assets, alone)),
        (
            "people-long",
            list::render(people(), assets, list::People::sample_long()),
        ),
        (
            "agents",
            agents::render(
                shell("AI agents", Place::Agents),
                assets,
                agents::Agents::sample(),
            ),
        ),
        (
            "agents-refused",
            agents::render(
                shell("AI agents", Place::Agents),
                assets,
                agents::Agents::sample_refused(),
            ),
        ),
        (
            "agents-none",
            agents::render(nobody, assets, agents::Agents::default()),
        ),
        (
            "agent-rename",
            rename::render(
                shell("Rename Nora", Place::Agents),
                assets,
                rename::Rename::sample(),
            ),
        ),
        (
            "invite",
            invite::render(people(), assets, invite::Invite::default()),
        ),
        (
            "invite-made",
            invite::render(people(), assets, invite::Invite::sample_made()),
        ),
        (
            "invite-refused",
            invite::render(people(), assets, invite::Invite::sample_refused()),
        ),
    ]
}

pub(super) fn insights(assets: &Assets) -> Vec<(&'static str, String)> {
    use pages::insight::page::{InsightPage, render};
    let shown = |page| render(shell("Insights", Place::Insights), assets, page);
    vec![
        ("insights", shown(InsightPage::sample())),
        ("insights-empty", shown(InsightPage::sample_empty())),
        ("insights-refused", shown(InsightPage::sample_refused())),
    ]
}
