//! The pages on which an admin configures, in every state.

use super::frame::shell;
use crate::document::Assets;
use crate::pages::action::{self, edit::Edit, list::Actions};
use crate::pages::callback::{self, list::Callbacks};
use crate::pages::channel::{self, edit::ChannelPage, list::Channels};
use crate::pages::coverage::calendar::{self, Calendar};
use crate::pages::handoff::{self, delete::DeleteHandoff, edit::HandoffPage, list::Handoffs};
use crate::pages::help_desk::{self, edit::HelpDeskPage, list::HelpDesks};
use crate::pages::hours::{self, edit::HoursPage};
use crate::pages::operator::abilities::page::{self as abilities, AbilitiesPage};
use crate::pages::operator::plan::page::{self as plan, Plan};
use crate::pages::queue::{self, delete::DeleteQueue, edit::QueuePage, list::Queues};
use crate::pages::routing::{self, delete::DeleteProfile, edit::ProfilePage, page::RoutingPage};
use crate::pages::topic::{self, delete::DeleteTopic, edit::TopicPage, list::Topics};
use crate::pages::transfer_function::{
    self, delete::DeleteFunction, edit::FunctionPage, list::Functions,
};
use crate::pages::try_it::page::{self as try_it, TryIt};
use crate::pages::widget::preview::{self, Preview};
use crate::person::Theme;
use crate::shell::Place;

pub(super) fn pages(assets: &Assets) -> Vec<(&'static str, String)> {
    let edit = |page| action::edit::render(shell("Human Handoff", Place::Actions), assets, page);
    let list = |page| action::list::render(shell("Actions", Place::Actions), assets, page);
    let hours = |page| hours::edit::render(shell("Hours", Place::Hours), assets, page);
    let mut pages = vec![
        ("actions", list(Actions::sample(true))),
        ("actions-off", list(Actions::sample(false))),
        ("action", edit(Edit::sample())),
        ("action-checked", edit(Edit::sample_checked())),
        ("action-new", edit(Edit::sample_new())),
        ("action-refused", edit(Edit::sample_refused())),
        ("action-outdated", edit(Edit::sample_outdated())),
        ("hours", hours(HoursPage::sample())),
        ("hours-refused", hours(HoursPage::sample_refused())),
        ("hours-outdated", hours(HoursPage::sample_outdated())),
    ];
    pages.extend(schedules(assets));
    pages.extend(channels(assets));
    let tried = |page| try_it::render(shell("Try it", Place::TryIt), assets, page);
    pages.extend([
        ("try-it", tried(TryIt::sample())),
        ("try-it-answered", tried(TryIt::sample_answered())),
        ("try-it-unsaved", tried(TryIt::sample_unsaved())),
        ("try-it-refused", tried(TryIt::sample_refused())),
    ]);
    pages.extend(handoffs(assets));
    pages.extend(help_desks(assets));
    pages.extend(topics(assets));
    pages.extend(queues(assets));
    pages.extend(routing(assets));
    pages.extend(transfer_functions(assets));
    pages.push((
        "widget-preview",
        preview::render(Preview::sample(), Theme::System, assets),
    ));
    pages
}

fn channels(assets: &Assets) -> Vec<(&'static str, String)> {
    let one = |page| channel::edit::render(shell("SMS", Place::Channels), assets, page);
    let list = |page| channel::list::render(shell("Channels", Place::Channels), assets, page);
    vec![
        ("channels", list(Channels::sample())),
        ("channel-new", one(ChannelPage::sample_new())),
        ("channel", one(ChannelPage::sample())),
        ("channel-refused", one(ChannelPage::sample_refused())),
    ]
}

fn help_desks(assets: &Assets) -> Vec<(&'static str, String)> {
    let here = |title| shell(title, Place::HelpDesks);
    let one = |page| help_desk::edit::render(here("Zendesk"), assets, page);
    let list = |page| help_desk::list::render(here("Help desks"), assets, page);
    vec![
        ("help-desks", list(HelpDesks::sample())),
        ("help-desk-new", one(HelpDeskPage::sample_new())),
        ("help-desk", one(HelpDeskPage::sample())),
        ("help-desk-refused", one(HelpDeskPage::sample_refused())),
    ]
}

fn schedules(assets: &Assets) -> Vec<(&'static str, String)> {
    use hours::{days, name, tabs::HoursTabs};
    let here = || shell("Hours", Place::Hours);
    let named = |page| name::render(here(), assets, page);
    let delete =
        |queues: &[&str]| name::render_delete(here(), assets, name::DeletePage::sample(queues));
    let chosen = |page| days::render(here(), assets, page);
    let coverage = |page| calendar::render(shell("Coverage", Place::Coverage), assets, page);
    let plan = |page| plan::render(shell("People", Place::Operators), assets, page);
    let callbacks =
        |page| callback::list::render(shell("Callbacks", Place::Callbacks), assets, page);
    let unused = HoursPage {
        tabs: HoursTabs::sample_unused(),
        ..HoursPage::sample()
    };
    vec![
        ("hours-unused", hours::edit::render(here(), assets, unused)),
        ("hours-new", named(name::NamePage::sample())),
        (
            "hours-rename-refused",
            named(name::NamePage::sample_refused()),
        ),
        ("hours-delete", delete(&[])),
        ("hours-delete-used", delete(&["Billing & <b>Support</b>"])),
        ("hours-days", chosen(days::DaysPage::sample())),
        (
            "hours-days-refused",
            chosen(days::DaysPage::sample_refused()),
        ),
        ("hours-days-bare", chosen(days::DaysPage::sample_bare())),
        ("coverage", coverage(Calendar::sample())),
        ("coverage-month", coverage(Calendar::sample_month())),
        ("coverage-planned", coverage(Calendar::sample_planned())),
        ("coverage-nobody", coverage(Calendar::sample_nobody())),
        ("plan", plan(Plan::sample())),
        ("plan-refused", plan(Plan::sample_refused())),
        ("callbacks", callbacks(Callbacks::sample())),
        ("callbacks-done", callbacks(Callbacks::sample_done())),
        ("callbacks-empty", callbacks(Callbacks::sample_empty())),
    ]
}

fn routing(assets: &Assets) -> Vec<(&'static str, String)> {
    let here = || shell("Routing", Place::Routing);
    let page = |page| routing::page::render(here(), assets, page);
    let edit = |page| routing::edit::render(here(), assets, page);
    let delete = |page| routing::delete::render(here(), assets, page);
    let abilities = |page| abilities::render(shell("Abilities", Place::Operators), assets, page);
    vec![
        ("routing", page(RoutingPage::sample())),
        ("routing-refused", page(RoutingPage::sample_refused())),
        ("routing-empty", page(RoutingPage::sample_empty())),
        ("routing-profile", edit(ProfilePage::sample())),
        (
            "routing-profile-refused",
            edit(ProfilePage::sample_refused()),
        ),
        ("routing-profile-delete", delete(DeleteProfile::sample())),
        ("abilities", abilities(AbilitiesPage::sample())),
        (
            "abilities-refused",
            abilities(AbilitiesPage::sample_refused()),
        ),
    ]
}

fn queues(assets: &Assets) -> Vec<(&'static str, String)> {
    let here = || shell("Queues", Place::Queues);
    let list = |page| queue::list::render(here(), assets, page);
    let edit = |page| queue::edit::render(here(), assets, page);
    let delete = |page| queue::delete::render(here(), assets, page);
    vec![
        ("queues", list(Queues::sample())),
        ("queues-empty", list(Queues::sample_empty())),
        ("queue", edit(QueuePage::sample())),
        ("queue-shared", edit(QueuePage::sample_shared())),
        ("queue-new", edit(QueuePage::sample_new())),
        ("queue-refused", edit(QueuePage::sample_refused())),
        ("queue-outdated", edit(QueuePage::sample_outdated())),
        ("queue-delete", delete(DeleteQueue::sample())),
        ("queue-delete-used", delete(DeleteQueue::sample_used())),
    ]
}

fn transfer_functions(assets: &Assets) -> Vec<(&'static str, String)> {
    let here = || shell("Transfer functions", Place::TransferFunctions);
    let list = |page| transfer_function::list::render(here(), assets, page);
    let edit = |page| transfer_function::edit::render(here(), assets, page);
    let delete = |page| transfer_function::delete::render(here(), assets, page);
    vec![
        ("transfer-functions", list(Functions::sample())),
        ("transfer-functions-empty", list(Functions::sample_empty())),
        ("transfer-function", edit(FunctionPage::sample())),
        ("transfer-function-new", edit(FunctionPage::sample_new())),
        (
            "transfer-function-refused",
            edit(FunctionPage::sample_refused()),
        ),
        (
            "transfer-function-outdated",
            edit(FunctionPage::sample_outdated()),
        ),
        ("transfer-function-delete", delete(DeleteFunction::sample())),
        (
            "transfer-function-delete-used",
            delete(DeleteFunction::sample_used()),
        ),
    ]
}

fn handoffs(assets: &Assets) -> Vec<(&'static str, String)> {
    let here = || shell("Handoffs", Place::Handoffs);
    let list = |page| handoff::list::render(here(), assets, page);
    let edit = |page| handoff::edit::render(here(), assets, page);
    let delete =
        |topics: &[&str]| handoff::delete::render(here(), assets, DeleteHandoff::sample(topics));
    vec![
        ("handoffs", list(Handoffs::sample())),
        ("handoffs-empty", list(Handoffs::sample_empty())),
        ("handoff", edit(HandoffPage::sample())),
        ("handoff-new", edit(HandoffPage::sample_new())),
        ("handoff-json", edit(HandoffPage::sample_json())),
        ("handoff-refused", edit(HandoffPage::sample_refused())),
        ("handoff-outdated", edit(HandoffPage::sample_outdated())),
        ("handoff-delete", delete(&[])),
        ("handoff-delete-used", delete(&["Refunds & <b>charges</b>"])),
    ]
}

fn topics(assets: &Assets) -> Vec<(&'static str, String)> {
    let topics = || shell("Topics", Place::Topics);
    let list = |page| topic::list::render(topics(), assets, page);
    let edit = |page| topic::edit::render(topics(), assets, page);
    vec![
        ("topics", list(Topics::sample())),
        ("topics-empty", list(Topics::sample_empty())),
        ("topics-not-found", list(Topics::sample_not_found())),
        ("topic", edit(TopicPage::sample())),
        ("topic-outdated", edit(TopicPage::sample_outdated())),
        ("topic-new-refused", edit(TopicPage::sample_refused())),
        (
            "topic-delete",
            topic::delete::render(topics(), assets, DeleteTopic::sample()),
        ),
    ]
}
