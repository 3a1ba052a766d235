//! Things in an order that counts: each with its words and its buttons, and one more to choose. Works by
//! ordinary submits, like every list of rows.

use leptos::prelude::*;

use super::row_moves::{movers, remover};
use super::{BareSelect, Choices, Icon, OpenNow, RowButton};
use crate::form::{FieldErrors, RowOp};

/// One thing of the list.
#[derive(Debug, Clone)]
pub struct OrderRow {
    pub id: i64,
    pub name: String,
    /// What programs call it, where that matters.
    pub code: Option<String>,
    /// What is to be known of it, a sentence a line.
    pub words: Vec<String>,
    pub now: Option<OpenNow>,
    /// Where it is changed.
    pub href: Option<String>,
}

/// The list itself. `list` is its name in the form; its rows are `list[0][id]`.
pub fn order_list(
    list: &'static str,
    rows: Vec<OrderRow>,
    errors: &FieldErrors,
) -> impl IntoView + use<> {
    let bottom = rows.len().saturating_sub(1);
    let items = (0_u32..)
        .zip(rows)
        .map(|(index, row)| item(list, index, row, (errors, index as usize == bottom)))
        .collect_view();
    view! { <ol class="order-list">{items}</ol> }
}

fn item(
    list: &'static str,
    index: u32,
    row: OrderRow,
    (errors, is_last): (&FieldErrors, bool),
) -> impl IntoView + use<> {
    let at = errors.at(&format!("/{list}/{index}"));
    let error = super::field::error_view(&at.id, at.error);
    let name = format!("{list}[{index}][id]");
    let words = row
        .words
        .into_iter()
        .map(|words| view! { <p class="muted">{words}</p> })
        .collect_view();
    let moves = (index > 0 || !is_last).then(|| movers(list, index, &row.name));
    let title = match row.href {
        Some(href) => view! { <a href=href>{row.name.clone()}</a> }.into_any(),
        None => view! { <span>{row.name.clone()}</span> }.into_any(),
    };
    view! {
        <li id=at.id>
            <input type="hidden" name=name value=row.id.to_string() />
            <span class="no" aria-hidden="true">{index + 1}</span>
            <div class="stack-1">
                <p class="row">
                    <b>{title}</b>
                    {row.code.map(|code| view! { <code class="faint">{code}</code> })}
                    {row.now.map(OpenNow::view)}
                </p>
                {words}
                {error}
            </div>
            <span class="row is-nowrap">{moves} {remover(list, index, &row.name)}</span>
        </li>
    }
}

/// The foot of the list: what else there is, and the button that adds it.
pub fn order_adder(
    list: &'static str,
    field: &'static str,
    (label, words): (&'static str, &'static str),
    choices: Choices,
) -> impl IntoView + use<> {
    let op = RowOp::Add {
        list: list.to_owned(),
    };
    let mut all = vec![(String::new(), format!("Choose a {label}"))];
    all.extend(choices);
    let at = FieldErrors::default().at(&format!("/{field}"));
    view! {
        <div class="card-foot row">
            <span class="pick-one">
                <BareSelect at=at said=format!("A {label} to add") value="" choices=all />
            </span>
            <RowButton op=op icon=Icon::Plus words=words shown=true back_to=list />
        </div>
    }
}
