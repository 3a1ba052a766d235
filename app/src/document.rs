//! The document around every page: `<html>`, head, skip link. Rendered in one go, without a
//! hydration context, so that the framework adds no script and no data of its own.

use leptos::prelude::*;

use crate::person::Theme;

/// Addresses of the one style sheet and the one script, with their hashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assets {
    pub style: String,
    pub script: String,
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
    fragment(move || document(head, body()))
}

/// Renders a piece of a page, to be put into one that is open already.
pub fn fragment<V, F>(content: F) -> String
where
    V: IntoView + 'static,
    F: FnOnce() -> V + Send + 'static,
{
    let owner = Owner::new_root(None);
    let html = owner.with(|| content().to_html());
    owner.unset_with_forced_cleanup();
    html
}

fn document(head: Head, body: impl IntoView + 'static) -> impl IntoView {
    let Head {
        title,
        theme,
        assets,
    } = head;
    // The system's choice is the browser's to make, so nothing is written for it.
    let chosen = (theme != Theme::System).then(|| theme.as_str());
    view! {
        <!DOCTYPE html>
        <html lang="en" data-theme=chosen>
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
