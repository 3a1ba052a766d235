//! What is wrong, on top of the page, with a link to each field. It has the focus, also without a script.

use leptos::prelude::*;

use super::Icon;
use crate::form::FieldErrors;

/// Nothing at all when nothing is wrong.
#[component]
pub fn ErrorSummary(errors: FieldErrors) -> impl IntoView {
    let lines = errors
        .lines()
        .map(|(id, detail)| {
            let detail = detail.to_owned();
            match id {
                Some(id) => view! { <li><a href=format!("#{id}")>{detail}</a></li> }.into_any(),
                None => view! { <li>{detail}</li> }.into_any(),
            }
        })
        .collect_view();
    (!errors.is_empty()).then(|| {
        view! {
            <div class="error-summary" role="alert" tabindex="-1" autofocus aria-labelledby="problem">
                <h2 id="problem">{Icon::Warning.view()} "There is a problem"</h2>
                <ul>{lines}</ul>
            </div>
        }
    })
}
