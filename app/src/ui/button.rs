//! Buttons that submit, links that look like buttons, and the buttons that work on rows.

use leptos::prelude::*;

use super::Icon;

/// How loud a button is. One `Primary` a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Look {
    #[default]
    Normal,
    Primary,
    Quiet,
    Danger,
    Small,
    SmallQuiet,
    SmallDanger,
    /// The one action of a narrow form, as wide as its fields.
    PrimaryBlock,
}

impl Look {
    fn class(self) -> &'static str {
        match self {
            Self::Normal => "button",
            Self::Primary => "button is-primary",
            Self::Quiet => "button is-quiet",
            Self::Danger => "button is-danger",
            Self::Small => "button is-sm",
            Self::SmallQuiet => "button is-sm is-quiet",
            Self::SmallDanger => "button is-sm is-danger",
            Self::PrimaryBlock => "button is-primary is-block",
        }
    }
}

/// Submits the form around it, or the one whose id is `form`.
#[component]
pub fn Submit(
    #[prop(into)] label: String,
    #[prop(optional)] look: Look,
    #[prop(optional)] icon: Option<Icon>,
    /// Words only a screen reader says, such as whose button it is.
    #[prop(optional, into)]
    said: String,
    /// Sent as `op`, for forms with more than one button.
    #[prop(optional, into)]
    op: String,
    #[prop(optional, into)] form: String,
    /// Where it is sent, if not where the form goes: another address, or a part of the page as `#level`.
    #[prop(optional, into)]
    to: String,
) -> impl IntoView {
    let name = (!op.is_empty()).then_some("op");
    view! {
        <button
            class=look.class()
            type="submit"
            name=name
            value=some(op)
            form=some(form)
            formaction=some(to)
        >
            {icon.map(Icon::view)}
            {label}
            {hidden_words(said)}
        </button>
    }
}

/// A link that looks like a button.
#[component]
pub fn ButtonLink(
    #[prop(into)] href: String,
    #[prop(into)] label: String,
    #[prop(optional)] look: Look,
    #[prop(optional)] icon: Option<Icon>,
    #[prop(optional, into)] said: String,
) -> impl IntoView {
    view! {
        <a class=look.class() href=href>
            {icon.map(Icon::view)}
            {label}
            {hidden_words(said)}
        </a>
    }
}

/// One button that does one thing: a form of its own, posted to `action`.
#[component]
pub fn ActionButton(
    #[prop(into)] action: String,
    #[prop(into)] label: String,
    #[prop(optional)] look: Look,
    #[prop(optional)] icon: Option<Icon>,
    #[prop(optional, into)] said: String,
    /// What is sent along: names and values.
    #[prop(optional)]
    fields: Vec<(&'static str, String)>,
) -> impl IntoView {
    view! {
        <form method="post" action=action>
            {hidden_fields(fields)}
            <Submit label=label look=look icon=icon.unwrap_or(Icon::Check) said=said />
        </form>
    }
}

fn hidden_fields(fields: Vec<(&'static str, String)>) -> impl IntoView {
    let field = |(name, value)| view! { <input type="hidden" name=name value=value /> };
    fields.into_iter().map(field).collect_view()
}

/// A switch that is turned at once, in a form of its own.
#[component]
pub fn SwitchNow(
    #[prop(into)] action: String,
    /// What is on or off; only for screen readers, since the row says it.
    #[prop(into)]
    label: String,
    is_on: bool,
    /// What is sent along: names and values.
    fields: Vec<(&'static str, String)>,
) -> impl IntoView {
    let checked = if is_on { "true" } else { "false" };
    view! {
        <form class="switch" method="post" action=action>
            {hidden_fields(fields)}
            <button type="submit" role="switch" aria-checked=checked>
                <span class="sr">{label}</span>
            </button>
        </form>
    }
}

/// The first button of every form with rows: Enter in a field presses this one, not “Remove”.
#[component]
pub fn SaveFirst() -> impl IntoView {
    view! {
        <button class="sr" type="submit" name="op" value="save" tabindex="-1" aria-hidden="true">
            "Save"
        </button>
    }
}

/// Adds, removes or moves a row, by an ordinary submit; `op` as written by [`crate::form::RowOp`].
#[component]
pub fn RowButton(
    #[prop(into)] op: String,
    icon: Icon,
    /// What it does and to which row; shown only when `shown` is set.
    #[prop(into)]
    words: String,
    #[prop(optional)] shown: bool,
    /// Id of the part of the page that is looked at again afterwards.
    #[prop(optional, into)]
    back_to: String,
) -> impl IntoView {
    let way = some(back_to).map(|part| format!("#{part}"));
    let class = if shown {
        "link-button"
    } else {
        "button is-quiet is-icon"
    };
    let words_class = (!shown).then_some("sr");
    view! {
        <button class=class type="submit" name="op" value=op formaction=way formnovalidate>
            {icon.view()}
            <span class=words_class>{words}</span>
        </button>
    }
}

/// Nothing for an empty string, so that the attribute is left out.
pub(crate) fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

fn hidden_words(said: String) -> Option<impl IntoView> {
    some(said).map(|said| view! { <span class="sr">" "{said}</span> })
}
