//! People, as the screen speaks of them: the words for roles, presence, colours and scopes.

pub use handoff::access::TokenScope;
pub use handoff::operator::{Presence, Role, Theme};

/// The role in a word.
pub fn role_word(role: Role) -> &'static str {
    match role {
        Role::Operator => "Operator",
        Role::Supervisor => "Supervisor",
        Role::Admin => "Admin",
    }
}

/// The role in words, for whoever has to choose one.
pub fn role_explained(role: Role) -> &'static str {
    match role {
        Role::Operator => "Operator: works in the inbox",
        Role::Supervisor => "Supervisor: also sees how the team is doing",
        Role::Admin => "Admin: also decides how everything is set up",
    }
}

/// Whether somebody is there, in a word.
pub fn presence_word(presence: Presence) -> &'static str {
    match presence {
        Presence::Online => "Available",
        Presence::Busy => "Busy",
        Presence::Away => "Away",
        Presence::Offline => "Offline",
    }
}

/// The colours in words.
pub fn theme_words(theme: Theme) -> &'static str {
    match theme {
        Theme::System => "As this device has them",
        Theme::Light => "Light",
        Theme::Dark => "Dark",
    }
}

/// What a token allows, in words.
pub fn scope_words(scope: TokenScope) -> &'static str {
    match scope {
        TokenScope::ReadAll => "Read everything",
        TokenScope::WriteAll => "Read and change everything",
    }
}
