//! The buttons of a list whose order counts: up, down, remove, and one more row.

use leptos::prelude::*;

use super::{Icon, RowButton};
use crate::form::RowOp;

/// Up and Down for a row. `which` is what the row is called: “Legal action”.
pub fn movers(list: &'static str, index: u32, which: &str) -> impl IntoView + use<> {
    let (up, down) = (
        RowOp::Up {
            list: list.to_owned(),
            index,
        },
        RowOp::Down {
            list: list.to_owned(),
            index,
        },
    );
    view! {
        <RowButton op=up icon=Icon::Up words=format!("Move {which} up") back_to=list />
        <RowButton op=down icon=Icon::Down words=format!("Move {which} down") back_to=list />
    }
}

/// Up and Down for a row of a list that is kept by itself: told by its id, not by its place.
pub fn movers_of(list: &'static str, id: i64, which: &str) -> Option<impl IntoView + use<>> {
    let index = u32::try_from(id).ok()?;
    let (up, down) = (
        RowOp::Up {
            list: list.to_owned(),
            index,
        },
        RowOp::Down {
            list: list.to_owned(),
            index,
        },
    );
    Some(view! {
        <RowButton op=up icon=Icon::Up words=format!("Move {which} up") />
        <RowButton op=down icon=Icon::Down words=format!("Move {which} down") />
    })
}

/// Takes a row away.
pub fn remover(list: &'static str, index: u32, which: &str) -> impl IntoView + use<> {
    let op = RowOp::Remove {
        list: list.to_owned(),
        index,
    };
    view! { <RowButton op=op icon=Icon::Bin words=format!("Remove {which}") back_to=list /> }
}

/// One more row, at the foot of the list's card.
pub fn adder(list: &'static str, words: impl Into<String>) -> impl IntoView {
    let words = words.into();
    let op = RowOp::Add {
        list: list.to_owned(),
    };
    view! {
        <div class="card-foot">
            <RowButton op=op icon=Icon::Plus words=words shown=true back_to=list />
        </div>
    }
}

/// “Legal action”, or “topic 2” while it has no name.
pub fn called(name: &str, what: &str, index: u32) -> String {
    if name.trim().is_empty() {
        format!("{what} {}", index + 1)
    } else {
        name.to_owned()
    }
}
