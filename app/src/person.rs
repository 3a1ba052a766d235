//! People, as the screen speaks of them: what they may do, whether they are there, which colours they
//! like, what a program may do in their place.

/// What somebody may do. Later variants may do everything that earlier ones may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Operator,
    Supervisor,
    Admin,
}

impl Role {
    /// Every role, from the least to the most.
    pub const ALL: [Self; 3] = [Self::Operator, Self::Supervisor, Self::Admin];

    /// The name in forms and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::Supervisor => "supervisor",
            Self::Admin => "admin",
        }
    }
}

/// Whether somebody takes conversations right now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    Online,
    Away,
}

impl Presence {
    /// The name in forms and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Online => "online",
            Self::Away => "away",
        }
    }
}

/// Light, dark, or whatever the device says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    /// Every theme, in the order people are shown them.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The name in forms, in the database and in `data-theme`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// What an API token may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TokenScope {
    ReadAll,
    WriteAll,
}

impl TokenScope {
    /// The name in the API, in forms and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ReadAll => "read_all",
            Self::WriteAll => "write_all",
        }
    }
}

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
        Presence::Away => "Away",
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
