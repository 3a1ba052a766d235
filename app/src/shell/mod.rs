//! The frame of every page of a signed-in person: sidebar, AI-agent switcher, phone menu, flash.

mod sidebar;

use leptos::prelude::*;
pub use sidebar::tally;

use crate::document::{self, Assets, Head};
use crate::person::{Presence, Role, Theme};
use crate::request::Said;
use crate::routes;
use crate::ui::{Flash, Icon, Tone};

/// Everything around the page's own content.
#[derive(Debug, Clone)]
pub struct Shell {
    /// Title of the page, without the product's name. See [`crate::form::FieldErrors::title`].
    pub title: String,
    pub place: Place,
    pub me: Me,
    /// The AI agent that is being set up; without one there is nothing to set up.
    pub agent: Option<AgentLink>,
    /// All of them, for the switcher.
    pub agents: Vec<AgentLink>,
    /// Conversations waiting for a person.
    pub waiting: u32,
    /// Callbacks that were promised and are not done.
    pub callbacks: u32,
    pub theme: Theme,
    pub organisation: String,
    /// What just happened, shown once.
    pub flash: Option<Said>,
    /// In the inbox, the views with their counts take the middle of the sidebar.
    pub inbox: Option<InboxFrame>,
}

/// Where in the menu a page belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Home,
    Inbox,
    Callbacks,
    Insights,
    /// All of them; reached through the switcher.
    Agents,
    Actions,
    Handoffs,
    Topics,
    TryIt,
    Queues,
    Hours,
    Coverage,
    Routing,
    /// Who is told by e-mail.
    Notifications,
    Operators,
    Widget,
    /// Through what customers reach the AI agent.
    Channels,
    /// In which help desks handoffs become tickets.
    HelpDesks,
    TransferFunctions,
    Webhooks,
    Deliveries,
    Tokens,
    /// Other vendors' JSON, in and out.
    Import,
    LanguageModel,
    /// Who sees which conversation, and who looked.
    Sight,
    /// The texts the team keeps to answer with.
    Replies,
    Settings,
    /// Pages reached from the foot of the sidebar, or none of the others.
    Mine,
}

impl Place {
    /// The word in the menu.
    pub fn word(self) -> &'static str {
        match self {
            Self::Home => "Home",
            Self::Inbox => "Inbox",
            Self::Callbacks => "Callbacks",
            Self::Insights => "Insights",
            Self::Agents => "All AI agents",
            Self::Actions => "Actions",
            Self::Handoffs => "Handoffs",
            Self::Topics => "Topics",
            Self::TryIt => "Try it",
            Self::Queues => "Queues",
            Self::Hours => "Hours",
            Self::Coverage => "Coverage",
            Self::Routing => "Routing",
            Self::Notifications => "Notifications",
            Self::Operators => "People",
            Self::Widget => "Chat on your site",
            Self::Channels => "Channels",
            Self::HelpDesks => "Help desks",
            Self::TransferFunctions => "Transfer functions",
            Self::Webhooks => "Webhooks",
            Self::Deliveries => "Deliveries",
            Self::Tokens => "API tokens",
            Self::Import => "Import and export",
            Self::LanguageModel => "Language model",
            Self::Sight => "Who sees what",
            Self::Replies => "Replies",
            Self::Settings => "Settings",
            Self::Mine => "Your settings",
        }
    }
}

/// The person who looks at the page.
#[derive(Debug, Clone)]
pub struct Me {
    pub name: String,
    pub tone: Tone,
    pub role: Role,
    pub presence: Presence,
    /// How much they have, and how much they take on at once.
    pub load: (u32, u32),
}

#[derive(Debug, Clone)]
pub struct AgentLink {
    pub id: i64,
    pub name: String,
    /// A few words under the name: “Alder & Pine shop”.
    pub about: String,
}

/// What the inbox adds to the frame.
#[derive(Debug, Clone)]
pub struct InboxFrame {
    pub views: Vec<ViewLink>,
    /// The queues, each with how many wait in it.
    pub queues: Vec<ViewLink>,
    /// What the person keeps under names of their own.
    pub filters: Vec<ViewLink>,
    pub pane: Pane,
}

/// One view of the inbox: “Needs a person”, “Mine”.
#[derive(Debug, Clone)]
pub struct ViewLink {
    /// What the count is found by while the page is open: `mine`, `queue-3`.
    pub key: String,
    pub label: String,
    pub href: String,
    pub icon: Icon,
    pub count: Option<u32>,
    pub is_current: bool,
}

/// Which part a phone shows; wider screens show them side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pane {
    List,
    Conversation,
    Card,
}

impl Pane {
    fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Conversation => "conversation",
            Self::Card => "card",
        }
    }
}

/// Renders a whole document: the frame around `content`, which starts with a `PageHead`.
pub fn render<V, F>(shell: Shell, assets: &Assets, content: F) -> String
where
    V: IntoView + 'static,
    F: FnOnce() -> V + Send + 'static,
{
    let head = Head {
        title: shell.title.clone(),
        theme: shell.theme,
        assets: assets.clone(),
    };
    document::render(head, move || frame(shell, content()))
}

fn frame(mut shell: Shell, content: impl IntoView + 'static) -> impl IntoView {
    let flash = shell.flash.take().map(|said| view! { <Flash said=said /> });
    let pane = shell.inbox.as_ref().map(|inbox| inbox.pane.name());
    let main_class = if pane.is_some() {
        "main is-inbox"
    } else {
        "main"
    };
    view! {
        <div class="app">
            {topbar(&shell)}
            {sidebar::sidebar(shell)}
            <main class=main_class id="main" data-pane=pane>
                {flash}
                {content}
            </main>
        </div>
    }
}

fn topbar(shell: &Shell) -> impl IntoView + use<> {
    let inbox = match shell.waiting {
        0 => "Inbox".to_owned(),
        1 => "Inbox, 1 needs a person".to_owned(),
        count => format!("Inbox, {count} need a person"),
    };
    view! {
        <header class="topbar">
            <button class="button is-quiet is-icon" type="button" popovertarget="menu">
                {Icon::Menu.view()}
                <span class="sr">"Menu"</span>
            </button>
            <b>{shell.place.word()}</b>
            <a class="button is-quiet is-icon push" href=routes::INBOX>
                {Icon::Inbox.view()}
                <span class="sr">{inbox}</span>
            </a>
        </header>
    }
}
