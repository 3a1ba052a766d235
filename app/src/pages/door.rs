//! The frame of the pages for people who are not signed in: the mark, one column, a picture.

use leptos::prelude::*;

use crate::document::{self, Assets, Head};
use crate::person::Theme;
use crate::ui::Brand;

/// Renders a whole document around one narrow column.
pub(super) fn render<V, F>(title: String, assets: &Assets, content: F) -> String
where
    V: IntoView + 'static,
    F: FnOnce() -> V + Send + 'static,
{
    let head = Head {
        title,
        theme: Theme::System,
        assets: assets.clone(),
    };
    document::render(head, move || {
        view! {
            <div class="door">
                <main class="door-form" id="main">
                    <Brand />
                    <div class="door-content">{content()}</div>
                </main>
                <div class="door-art">
                    <svg
                        viewBox="0 0 430 400"
                        role="img"
                        aria-label="One conversation passes from the AI to a person"
                        inner_html=PICTURE
                    ></svg>
                </div>
            </div>
        }
    })
}

const PICTURE: &str = r#"<rect class="b1" x="14" y="40" width="250" height="108" rx="18"/><text class="by" x="40" y="76">AI agent</text><text x="40" y="104">I am not sure. Shall I</text><text x="40" y="126">bring in a colleague?</text><path class="arc" d="M264 92c90 0 110 50 110 96"/><circle class="ring" cx="374" cy="214" r="20"/><circle class="dot" cx="374" cy="214" r="7"/><path class="arc" d="M374 242c0 40-20 56-58 62"/><rect class="b2" x="70" y="256" width="244" height="104" rx="18"/><text class="by on" x="96" y="291">Your team</text><text class="on" x="96" y="319">Hi, I have read it all.</text><text class="on" x="96" y="341">Here is what I can do.</text>"#;
