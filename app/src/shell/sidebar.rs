//! The sidebar: a column on wide screens, a popover on phones, one `nav` in both.

use leptos::prelude::*;

use super::{AgentLink, InboxFrame, Me, Place, Shell, ViewLink};
use crate::person::{Presence, Role};
use crate::routes;
use crate::ui::avatar::AiAvatar;
use crate::ui::{Avatar, Brand, Icon, PresenceMark};

pub(super) fn sidebar(shell: Shell) -> impl IntoView {
    let Shell {
        place,
        me,
        agent,
        agents,
        waiting,
        callbacks,
        inbox,
        ..
    } = shell;
    let sees_set_up = me.role > Role::Operator;
    let middle = match inbox {
        Some(inbox) => views(inbox, agent.as_ref().filter(|_| sees_set_up)).into_any(),
        None if sees_set_up => set_up(place, agent.as_ref(), me.role).into_any(),
        None => ().into_any(),
    };
    view! {
        <nav class="sidebar" id="menu" popover="auto" aria-label="Main">
            <div class="sidebar-body">
                <Brand />
                {match agent {
                    Some(agent) => switcher(agent, agents, sees_set_up, place).into_any(),
                    None if sees_set_up => first_agent(place).into_any(),
                    None => ().into_any(),
                }}
                <div class="nav">
                    {item(Link::new(Place::Home, Icon::Home, routes::HOME), place)}
                    {item(Link::new(Place::Inbox, Icon::Inbox, routes::INBOX).hot(waiting), place)}
                    {item(Link::new(Place::Callbacks, Icon::Phone, routes::CALLBACKS).hot(callbacks), place)}
                    {sees_set_up
                        .then(|| item(Link::new(Place::Insights, Icon::Chart, routes::INSIGHTS), place))}
                </div>
                {middle}
            </div>
            {foot(me)}
        </nav>
    }
}

/// One entry of the menu.
struct Link {
    place: Place,
    icon: Icon,
    href: String,
    hot: u32,
}

impl Link {
    fn new(place: Place, icon: Icon, href: impl Into<String>) -> Self {
        Self {
            place,
            icon,
            href: href.into(),
            hot: 0,
        }
    }

    /// How many wait for a person; nothing is shown for none.
    fn hot(mut self, count: u32) -> Self {
        self.hot = count;
        self
    }
}

fn item(link: Link, here: Place) -> impl IntoView {
    let current = (link.place == here).then_some("page");
    let count = (link.hot > 0).then(|| {
        view! {
            <span class="count is-hot">
                {link.hot}
                <span class="sr">" waiting"</span>
            </span>
        }
    });
    view! {
        <a href=link.href aria-current=current>
            {link.icon.view()}
            <span class="label">{link.place.word()}</span>
            {count}
        </a>
    }
}

fn set_up(here: Place, agent: Option<&AgentLink>, role: Role) -> impl IntoView + use<> {
    let agent_group = agent.map(|agent| {
        let mut links = vec![
            Link::new(Place::Actions, Icon::Handoff, routes::actions(agent.id)),
            Link::new(Place::Handoffs, Icon::Route, routes::handoffs(agent.id)),
            Link::new(Place::Topics, Icon::Book, routes::topics(agent.id)),
        ];
        // Settings are tried with whatever else they are about, and that is for admins.
        if role == Role::Admin {
            links.push(Link::new(
                Place::TryIt,
                Icon::Play,
                routes::try_it(agent.id),
            ));
        }
        group("nav-agent", format!("Set up {}", agent.name), links, here)
    });
    let hours = agent.map(|agent| Link::new(Place::Hours, Icon::Clock, routes::hours(agent.id)));
    let replies = Link::new(Place::Replies, Icon::Reply, routes::REPLIES);
    let people = Link::new(Place::Operators, Icon::People, routes::OPERATORS);
    let widget = agent.map(|agent| Link::new(Place::Widget, Icon::Chat, routes::widget(agent.id)));
    let is_admin = role == Role::Admin;
    let for_admins = is_admin.then(for_admins);
    let channels = agent
        .filter(|_| is_admin)
        .map(|agent| Link::new(Place::Channels, Icon::Link, routes::channels(agent.id)));
    let help_desks = agent
        .filter(|_| is_admin)
        .map(|agent| Link::new(Place::HelpDesks, Icon::Inbox, routes::help_desks(agent.id)));
    let coverage =
        agent.map(|agent| Link::new(Place::Coverage, Icon::Calendar, routes::coverage(agent.id)));
    let functions = agent.filter(|_| is_admin).map(|agent| {
        let href = routes::transfer_functions(agent.id);
        Link::new(Place::TransferFunctions, Icon::Forward, href)
    });
    let queues = agent
        .filter(|_| is_admin)
        .map(|agent| Link::new(Place::Queues, Icon::Inbox, routes::queues(agent.id)));
    let routing = agent
        .filter(|_| is_admin)
        .map(|agent| Link::new(Place::Routing, Icon::Sort, routes::routing(agent.id)));
    let notifications = agent.filter(|_| is_admin).map(|agent| {
        let href = routes::notifications_of(agent.id);
        Link::new(Place::Notifications, Icon::Bell, href)
    });
    let people_group: Vec<Link> = queues
        .into_iter()
        .chain(hours)
        .chain(coverage)
        .chain(routing)
        .chain(notifications)
        .chain([people, replies])
        .collect();
    let connections: Vec<Link> = widget
        .into_iter()
        .chain(channels)
        .chain(help_desks)
        .chain(functions)
        .chain(for_admins.into_iter().flatten())
        .collect();
    view! {
        {agent_group}
        {group("nav-people", "People and hours".to_owned(), people_group, here)}
        {(!connections.is_empty())
            .then(|| group("nav-connections", "Connections".to_owned(), connections, here))}
    }
}

/// What is about no AI agent in particular, and for admins alone.
fn for_admins() -> [Link; 7] {
    [
        Link::new(Place::Webhooks, Icon::Link, routes::WEBHOOKS),
        Link::new(Place::Deliveries, Icon::Forward, routes::DELIVERIES),
        Link::new(Place::Tokens, Icon::Key, routes::TOKENS),
        Link::new(Place::Import, Icon::Forward, routes::IMPORT),
        Link::new(Place::LanguageModel, Icon::Spark, routes::LANGUAGE_MODEL),
        Link::new(Place::Sight, Icon::Eye, routes::SIGHT),
        Link::new(Place::Settings, Icon::Sliders, routes::ORGANISATION),
    ]
}

fn group(id: &'static str, title: String, links: Vec<Link>, here: Place) -> impl IntoView {
    let items = links
        .into_iter()
        .map(|link| item(link, here))
        .collect_view();
    view! {
        <div>
            <p class="nav-title" id=id>{title}</p>
            <div class="nav" role="group" aria-labelledby=id>{items}</div>
        </div>
    }
}

fn views(inbox: InboxFrame, agent: Option<&AgentLink>) -> impl IntoView + use<> {
    let back = agent.map(|agent| {
        view! {
            <div class="nav">
                <a href=routes::actions(agent.id)>
                    {Icon::Sliders.view()}
                    <span class="label">{format!("Set up {}", agent.name)}</span>
                </a>
            </div>
        }
    });
    view! {
        {view_group("nav-views", "Views", inbox.views)}
        {view_group("nav-queues", "Queues", inbox.queues)}
        {view_group("nav-filters", "Kept by you", inbox.filters)}
        {back}
    }
}

/// Some of the inbox's views under a title; nothing where there is none.
fn view_group(id: &'static str, title: &'static str, links: Vec<ViewLink>) -> impl IntoView {
    let is_empty = links.is_empty();
    let links = links
        .into_iter()
        .map(|view| {
            let count = view.count.map(
                |count| view! { <span class="count" data-count=view.key.clone()>{tally(count)}</span> },
            );
            view! {
                <a href=view.href aria-current=view.is_current.then_some("page")>
                    {view.icon.view()}
                    <span class="label">{view.label}</span>
                    {count}
                </a>
            }
        })
        .collect_view();
    (!is_empty).then(|| {
        view! {
            <div>
                <p class="nav-title" id=id>{title}</p>
                <div class="nav" role="group" aria-labelledby=id>{links}</div>
            </div>
        }
    })
}

/// A count in words: they stop at a thousand.
pub fn tally(count: u32) -> String {
    match count {
        0..1000 => count.to_string(),
        _ => "1,000+".to_owned(),
    }
}

/// Which AI agent is being set up. With nothing to set up it is only a name.
fn switcher(
    agent: AgentLink,
    agents: Vec<AgentLink>,
    sees_set_up: bool,
    here: Place,
) -> impl IntoView {
    let face = view! {
        <AiAvatar size="is-sm" />
        <span class="who">
            <span class="sr">"AI agent: "</span>
            <b class="truncate">{agent.name}</b>
            <span class="truncate">{agent.about}</span>
        </span>
    };
    if !sees_set_up {
        return view! { <div class="switcher"><div class="switcher-face">{face}</div></div> }
            .into_any();
    }
    let others = agents
        .into_iter()
        .map(|other| {
            let current = (other.id == agent.id).then_some("true");
            view! {
                <a href=routes::actions(other.id) aria-current=current>
                    <AiAvatar size="is-sm" />
                    <span class="label">{other.name}</span>
                </a>
            }
        })
        .collect_view();
    view! {
        <details class="switcher">
            <summary class="switcher-face">{face} {Icon::Choose.small()}</summary>
            <div class="popover nav">
                {others} {item(Link::new(Place::Agents, Icon::Sliders, routes::AGENTS), here)}
            </div>
        </details>
    }
    .into_any()
}

/// The way to the first AI agent, while there is none.
fn first_agent(here: Place) -> impl IntoView {
    view! {
        <div class="nav">{item(Link::new(Place::Agents, Icon::Spark, routes::AGENTS), here)}</div>
    }
}

fn foot(me: Me) -> impl IntoView {
    view! {
        <div class="sidebar-foot">
            <details class="mine">
                <summary class="me">
                    <Avatar name=me.name.clone() tone=me.tone />
                    <span class="grow">
                        <b class="truncate">{me.name}</b>
                        <span class="state"><PresenceMark presence=me.presence />" "{load(me.load)}</span>
                    </span>
                    {Icon::Choose.small()}
                </summary>
                <div class="popover nav">
                    <a href=routes::MINE>
                        {Icon::Person.view()}
                        <span class="label">"Your settings"</span>
                    </a>
                    <a href=routes::NOTIFICATIONS>
                        {Icon::Bell.view()}
                        <span class="label">"Notifications"</span>
                    </a>
                    {presence_switch(me.presence)}
                    <form method="post" action=routes::SIGN_OUT>
                        <button type="submit">
                            {Icon::Leave.view()}
                            <span class="label">"Sign out"</span>
                        </button>
                    </form>
                </div>
            </details>
        </div>
    }
}

/// How much somebody has of what they take on at once.
fn load((has, most): (u32, u32)) -> impl IntoView {
    let words = format!("{has} of {most}");
    view! { <span title="Conversations you have, of those you take on at once">{words}<span class="sr">" conversations"</span></span> }
}

/// The other state is one button away: whoever leaves the desk must not be promised to customers.
fn presence_switch(presence: Presence) -> impl IntoView {
    let (online, words, icon) = match presence {
        Presence::Online => ("no", "Set yourself away", Icon::Moon),
        Presence::Away | Presence::Busy | Presence::Offline => {
            ("yes", "Set yourself available", Icon::Check)
        }
    };
    view! {
        <form method="post" action=routes::button::SET_PRESENCE>
            <button type="submit" name="online" value=online>
                {icon.view()}
                <span class="label">{words}</span>
            </button>
        </form>
    }
}
