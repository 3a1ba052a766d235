//! Choosing a time zone: a text field that knows all the names.

use leptos::prelude::*;

use super::TextField;
use crate::form::FieldAt;

pub(crate) const LIST: &str = "zone-names";

/// Needs one [`ZoneNames`] on the same page.
#[component]
pub fn ZoneField(
    at: FieldAt,
    #[prop(into)] value: String,
    #[prop(optional, into)] hint: String,
) -> impl IntoView {
    view! { <TextField at=at label="Time zone" value=value hint=hint autocomplete="off" list=LIST /> }
}

/// The names to choose from: places, and UTC. Old spellings are understood but not offered.
#[component]
pub fn ZoneNames() -> impl IntoView {
    let names = chrono_tz::TZ_VARIANTS
        .iter()
        .map(|zone| zone.name())
        .filter(|name| is_offered(name))
        .map(|name| view! { <option value=name></option> })
        .collect_view();
    view! { <datalist id=LIST>{names}</datalist> }
}

fn is_offered(name: &str) -> bool {
    const OLD: [&str; 6] = ["Etc/", "US/", "Canada/", "Brazil/", "Mexico/", "Chile/"];
    name == "UTC" || (name.contains('/') && !OLD.iter().any(|area| name.starts_with(area)))
}
