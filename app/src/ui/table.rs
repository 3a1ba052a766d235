//! Tables whose rows have controls: wide screens show a table, phones show each row as a card. Roles are
//! written out, because a table that is laid out as something else loses them.

use leptos::prelude::*;

/// The rows are `<tr role="row">` with `<td role="cell">`; the last cell holds the controls.
#[component]
pub fn Table(
    /// What it lists, for the name of the region.
    #[prop(into)]
    name: String,
    /// Headings of all columns but the last, which is “Actions” for screen readers.
    heads: &'static [&'static str],
    children: Children,
) -> impl IntoView {
    let heads = heads
        .iter()
        .map(|head| view! { <th role="columnheader" scope="col">{*head}</th> })
        .collect_view();
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=format!("{name}, table")>
            <table class="table is-cards" role="table">
                <thead role="rowgroup">
                    <tr role="row">
                        {heads}
                        <th role="columnheader" scope="col">
                            <span class="sr">"Actions"</span>
                        </th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{children()}</tbody>
            </table>
        </div>
    }
}

/// A cell whose heading a phone does not show; there the words stand before the value.
#[component]
pub fn Cell(#[prop(into)] head: String, children: Children) -> impl IntoView {
    view! {
        <td role="cell" class="mid">
            <span class="phone-only faint">{head} " "</span>
            {children()}
        </td>
    }
}
