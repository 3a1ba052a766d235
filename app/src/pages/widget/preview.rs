//! The sample shop page.

use leptos::prelude::*;

use crate::document::{self, Assets, Head};
use crate::person::Theme;
use crate::routes;
use crate::ui::{Badge, Icon, Meaning};

#[derive(Debug, Clone)]
pub struct Preview {
    pub agent: i64,
    pub name: String,
    /// “Alder & Pine shop”; may be empty.
    pub shop: String,
    pub public_key: String,
    pub base_url: String,
    pub is_enabled: bool,
    /// Whether the person who looks may change things.
    pub may_configure: bool,
}

impl Preview {
    /// The tag for one's own site.
    fn tag(&self) -> String {
        format!(
            r#"<script src="{}/widget.js" data-agent="{}" async></script>"#,
            self.base_url, self.public_key
        )
    }
}

pub fn render(page: Preview, theme: Theme, assets: &Assets) -> String {
    let head = Head {
        title: "Chat on your site".to_owned(),
        theme,
        assets: assets.clone(),
    };
    document::render(head, move || content(page))
}

fn content(page: Preview) -> impl IntoView {
    let shop = if page.shop.is_empty() {
        format!("{}’s shop", page.name)
    } else {
        page.shop.clone()
    };
    let key = page.public_key.clone();
    view! {
        {notice(&page)}
        <main class="shop" id="main">
            <header class="shop-bar">
                <b>{shop}</b>
                <span>"Benches"</span>
                <span>"Tables"</span>
                <span>"Care"</span>
            </header>
            {product(&page.name)}
        </main>
        <script src="/widget.js" data-agent=key async></script>
    }
}

/// What this is, and the tag. It belongs to the desk, not to the shop under it.
fn notice(page: &Preview) -> impl IntoView + use<> {
    let tag = page.tag();
    let state = if page.is_enabled {
        view! { <Badge word="Human Handoff is on" meaning=Meaning::Good icon=Icon::Check /> }
            .into_any()
    } else {
        let fix = page.may_configure.then(|| {
            view! { <a href=routes::human_handoff(page.agent)>"Turn it on"</a> }
        });
        view! {
            <Badge word="Human Handoff is off" meaning=Meaning::Wait icon=Icon::Warning />
            {fix}
        }
        .into_any()
    };
    let words = format!(
        "A sample shop. The chat in the corner is real: what you write to {} arrives in the inbox.",
        page.name
    );
    view! {
        <aside class="preview-notice" aria-label="About this page">
            <div class="row is-wide">
                <a class="row" href=routes::HOME>{Icon::Back.view()} "Back to the desk"</a>
                {state}
            </div>
            <p>{words}</p>
            <div class="field">
                <label for="tag">"Put this on every page of your site, before the end of the body"</label>
                <input class="input mono" id="tag" readonly value=tag data-select />
            </div>
        </aside>
    }
}

fn product(name: &str) -> impl IntoView + use<> {
    let words = format!("Ask {name} about delivery, care, or a return: the chat is in the corner.");
    view! {
        <div class="shop-hero">
            {bench()}
            <div class="copy">
                <h1>"The long bench"</h1>
                <p>"Oiled oak for three, made to be handed down. Comes in one piece, in ten working days."</p>
                <p class="price">"€ 420"</p>
                <p class="muted-shop">{words}</p>
            </div>
        </div>
    }
}

fn bench() -> impl IntoView {
    view! {
        <svg class="shop-art" viewBox="0 0 480 300" aria-hidden="true">
            <rect class="art-wall" width="480" height="300"></rect>
            <rect class="art-floor" y="220" width="480" height="80"></rect>
            <rect class="art-wood" x="70" y="150" width="340" height="20" rx="4"></rect>
            <path class="art-leg" d="M104 170l-10 82h14l12-82zM376 170l10 82h-14l-12-82z"></path>
            <rect class="art-leg" x="120" y="204" width="240" height="8" rx="3"></rect>
        </svg>
    }
}

#[cfg(test)]
impl Preview {
    pub(crate) fn sample() -> Self {
        Self {
            agent: 1,
            name: "Nora".to_owned(),
            shop: "Alder & Pine".to_owned(),
            public_key: "pk_4fj2".to_owned(),
            base_url: "https://desk.example.com".to_owned(),
            is_enabled: false,
            may_configure: true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tag_names_this_server_and_the_agents_public_key() {
        assert_eq!(
            Preview::sample().tag(),
            r#"<script src="https://desk.example.com/widget.js" data-agent="pk_4fj2" async></script>"#
        );
    }
}
