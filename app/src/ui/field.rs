//! Fields to write in: label, hint, error, control, counter, tied together by one [`FieldAt`].

use leptos::prelude::*;

use super::Icon;
use super::button::some;
use crate::form::FieldAt;

/// Kinds of one-line inputs. All are checked by the server; the kind only chooses the keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum InputKind {
    #[default]
    Text,
    Email,
    Password,
    Date,
    Search,
}

impl InputKind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Email => "email",
            Self::Password => "password",
            Self::Date => "date",
            Self::Search => "search",
        }
    }
}

#[component]
pub fn TextField(
    at: FieldAt,
    #[prop(into)] label: String,
    #[prop(into)] value: String,
    #[prop(optional)] kind: InputKind,
    #[prop(optional, into)] hint: String,
    /// What the browser may fill in: `username`, `new-password`, `name`, `off`.
    #[prop(optional, into)]
    autocomplete: String,
    /// Longest value in characters; shown as a counter, enforced by the server.
    #[prop(optional)]
    limit: Option<usize>,
    /// Says “optional” beside the label.
    #[prop(optional)]
    is_optional: bool,
    /// Id of a `<datalist>`.
    #[prop(optional, into)]
    list: String,
) -> impl IntoView {
    let described_by = described_by(&at, &hint);
    let counter = limit.map(|limit| counter(&at.id, &value, limit));
    let FieldAt { id, name, error } = at;
    let class = field_class(error.is_some());
    let invalid = error.is_some().then_some("true");
    view! {
        <div class=class>
            {label_view(&id, label, is_optional)}
            {hint_view(&id, hint)}
            {error_view(&id, error)}
            <input
                class="input"
                id=id
                name=name
                type=kind.name()
                value=value
                autocomplete=some(autocomplete)
                list=some(list)
                aria-describedby=described_by
                aria-invalid=invalid
            />
            {counter.map(|counter| view! { <div class="field-foot">{counter}</div> })}
        </div>
    }
}

#[component]
pub fn TextArea(
    at: FieldAt,
    #[prop(into)] label: String,
    #[prop(into)] value: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] limit: Option<usize>,
    #[prop(optional)] is_optional: bool,
    /// Placeholders that may be used in the text, such as `{{position}}`.
    #[prop(optional)]
    placeholders: Vec<String>,
) -> impl IntoView {
    let described_by = described_by(&at, &hint);
    let foot = text_foot(&at.id, &value, limit, placeholders);
    let FieldAt { id, name, error } = at;
    let class = field_class(error.is_some());
    let invalid = error.is_some().then_some("true");
    view! {
        <div class=class>
            {label_view(&id, label, is_optional)}
            {hint_view(&id, hint)}
            {error_view(&id, error)}
            <textarea
                class="textarea"
                id=id
                name=name
                aria-describedby=described_by
                aria-invalid=invalid
            >
                {written(&value)}
            </textarea>
            {foot}
        </div>
    }
}

/// The text of a `<textarea>`. The framework escapes everything else, but not what stands in one: unescaped,
/// a text with an end tag in it would go on as markup. A browser drops the first line break; the one
/// added here is for it to drop.
///
/// ```
/// assert_eq!(app::ui::field::written("a </textarea> & b"), "\na &lt;/textarea> &amp; b");
/// ```
pub fn written(text: &str) -> String {
    format!("\n{}", text.replace('&', "&amp;").replace('<', "&lt;"))
}

/// The words beside a field that say what is wrong; for fields that are laid out by hand.
pub fn error_view(id: &str, error: Option<String>) -> Option<impl IntoView + use<>> {
    let id = format!("{id}-error");
    error.map(|error| view! { <p class="error" id=id>{Icon::Warning.small()} {error}</p> })
}

/// “59 of 500”, counted in characters; `counter.js` keeps it up to date.
pub fn counter(id: &str, value: &str, limit: usize) -> impl IntoView + use<> {
    let length = value.chars().count();
    let class = if length > limit {
        "counter is-over"
    } else {
        "counter"
    };
    view! {
        <span class=class data-counter=id.to_owned() data-limit=limit.to_string()>
            {format!("{} of {}", grouped(length), grouped(limit))}
        </span>
    }
}

/// A number with its thousands apart.
///
/// ```
/// use app::ui::field::grouped;
/// assert_eq!((grouped(500), grouped(2_000), grouped(1_234_567)), ("500".into(), "2,000".into(), "1,234,567".into()));
/// ```
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let ends = |at: usize| at > 0 && (digits.len() - at).is_multiple_of(3);
    let parts = digits.char_indices().map(|(at, digit)| {
        let comma = if ends(at) { "," } else { "" };
        format!("{comma}{digit}")
    });
    parts.collect()
}

/// Value of `aria-describedby` for a field with this hint.
pub(super) fn described_by(at: &FieldAt, hint: &str) -> Option<String> {
    let id = &at.id;
    let hint = (!hint.is_empty()).then(|| format!("{id}-hint"));
    let error = at.error.is_some().then(|| format!("{id}-error"));
    let ids: Vec<String> = hint.into_iter().chain(error).collect();
    some(ids.join(" "))
}

pub(super) fn field_class(has_error: bool) -> &'static str {
    if has_error {
        "field has-error"
    } else {
        "field"
    }
}

pub(super) fn label_view(id: &str, label: String, is_optional: bool) -> impl IntoView + use<> {
    view! {
        <label for=id.to_owned()>
            {label}
            {is_optional.then(|| view! { <span class="optional">" (optional)"</span> })}
        </label>
    }
}

pub(super) fn hint_view(id: &str, hint: String) -> Option<impl IntoView + use<>> {
    let id = format!("{id}-hint");
    some(hint).map(|hint| view! { <p class="hint" id=id>{hint}</p> })
}

fn text_foot(
    id: &str,
    value: &str,
    limit: Option<usize>,
    placeholders: Vec<String>,
) -> Option<impl IntoView + use<>> {
    let counter = limit.map(|limit| counter(id, value, limit));
    let has_placeholders = !placeholders.is_empty();
    let chips = placeholders
        .into_iter()
        .map(|placeholder| view! { <span class="chip is-code">{placeholder}</span> })
        .collect_view();
    (counter.is_some() || has_placeholders).then(|| {
        view! {
            <div class="field-foot">
                <span class="row">
                    {has_placeholders.then_some("Values you can use: ")} {chips}
                </span>
                {counter}
            </div>
        }
    })
}
