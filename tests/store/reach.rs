//! Whoever sees a part of the inbox reads it in the order of the whole, page by page, without a gap or a double.

use handoff::{
    access::Scope,
    conversation::{Sort, View},
    id::{ConversationId, OperatorId},
    samples,
    store::{InboxQuery, Store},
};

use super::database::{fresh, now};

/// Every conversation of a list, read in pages of so many.
async fn listed(store: &Store, mut query: InboxQuery) -> Vec<ConversationId> {
    let mut ids = Vec::new();
    loop {
        let page = store.inbox(&query).await.unwrap();
        ids.extend(page.rows.into_iter().map(|row| row.id));
        query.after = page.next;
        if query.after.is_none() {
            return ids;
        }
    }
}

#[tokio::test]
async fn a_part_of_the_inbox_keeps_the_order_of_the_whole() {
    for database in fresh().await {
        let (desk, clock) = database.desk().await;
        samples::fill(&desk, &clock, now()).await.unwrap();
        let mut seen = 0;
        for (view, sort, who) in asked() {
            let query = |scope, limit| InboxQuery {
                sort: Some(sort),
                ..InboxQuery::top(view, (scope, who), limit)
            };
            let whole = listed(&desk.store, query(Scope::Everything, 500)).await;
            for scope in [Scope::Own(who), Scope::Team(who)] {
                let within = desk.store.within(scope, &whole).await.unwrap();
                let mut expected = whole.clone();
                expected.retain(|id| within.contains(id));
                let pages = listed(&desk.store, query(scope, 4)).await;
                assert_eq!(pages, expected, "{view:?} {sort:?} {scope:?}");
                seen += pages.len();
            }
        }
        assert!(
            seen > 100,
            "the sample world has conversations for everybody"
        );
    }
}

/// Every list of an operator in good hands and of one with little.
fn asked() -> impl Iterator<Item = (View, Sort, OperatorId)> {
    let views = View::ALL.into_iter();
    let sorted = views.flat_map(|view| Sort::ALL.map(|sort| (view, sort)));
    sorted.flat_map(|(view, sort)| [3, 6].map(|who| (view, sort, OperatorId(who))))
}
