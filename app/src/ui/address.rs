//! An e-mail address in a narrow place: it breaks before its sign, and only then anywhere.

use leptos::prelude::*;

/// The address as text, with the one place where a line may end.
pub fn address(email: &str) -> impl IntoView + use<> {
    let (name, host) = email.split_at(email.find('@').unwrap_or(email.len()));
    let (name, host) = (name.to_owned(), host.to_owned());
    view! {
        {name}
        <wbr />
        {host}
    }
}
