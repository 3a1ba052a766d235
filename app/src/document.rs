//! The document around every page: `<html>`, head, skip link. Rendered in one go, without a
//! hydration context, so that the framework adds no script and no data of its own.

use leptos::prelude::*;

/// Addresses of the one style sheet and the one script, with their hashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assets {
    pub style: String,
    pub script: String,
}

/// The person's choice of colours. `System` writes nothing and lets the browser decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The word in forms, in the database and in `data-theme`.
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The reverse of [`Theme::name`]; anything unknown is the system's choice.
    ///
    /// ```
    /// use app::document::Theme;
    /// assert_eq!(Theme::from_name("dark"), Theme::Dark);
    /// assert_eq!(Theme::from_name("sepia"), Theme::System);
    /// ```
    pub fn from_name(name: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|theme| theme.name() == name)
            .unwrap_or_default()
    }

    fn attribute(self) -> Option<&'static str> {
        (self != Self::System).then(|| self.name())
    }
}

/// What the head says.
#[derive(Debug, Clone)]
pub struct Head {
    /// Title of the page alone; the product's name is added.
    pub title: String,
    pub theme: Theme,
    pub assets: Assets,
}

/// Renders a whole document. `body` is called once, inside the owner that its view needs.
pub fn render<V, F>(head: Head, body: F) -> String
where
    V: IntoView + 'static,
    F: FnOnce() -> V + Send + 'static,
{
    let owner = Owner::new_root(None);
    let html = owner.with(|| document(head, body()).to_html());
    owner.unset_with_forced_cleanup();
    html
}

fn document(head: Head, body: impl IntoView + 'static) -> impl IntoView {
    let Head {
        title,
        theme,
        assets,
    } = head;
    view! {
        <!DOCTYPE html>
        <html lang="en" data-theme=theme.attribute()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <title>{format!("{title} · Handoff")}</title>
                <link rel="icon" type="image/svg+xml" href="/assets/favicon.svg" />
                <link rel="stylesheet" href=assets.style />
                <script type="module" src=assets.script></script>
            </head>
            <body>
                <a class="skip" href="#main">"Skip to the page"</a>
                {body}
            </body>
        </html>
    }
}
