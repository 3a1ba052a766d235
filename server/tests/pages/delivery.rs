//! How deliveries get on, as the open list asks after them.

use handoff::{
    actions,
    delivery::{Kind, NewDelivery},
    store::StoreError,
};

use crate::browser::TestServer;

async fn leave(server: &TestServer, key: &'static str, kind: Kind) {
    let now = server.desk.now();
    let written = server.desk.store.write(move |tx| {
        Box::pin(async move {
            let new = NewDelivery {
                kind,
                destination: "https://orders.example/handoffs".into(),
                agent: None,
                conversation: None,
                event: "conversation.handoff_requested".into(),
                key: key.into(),
                body: "{}".into(),
                due_at: now,
            };
            tx.insert_delivery(&new, now).await
        })
    });
    let written: Result<bool, StoreError> = written.await;
    assert!(written.unwrap());
}

#[tokio::test]
async fn the_open_list_is_told_of_its_own_rows_and_of_how_many_are_newer() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    let before = server.desk.store.delivery_mark().await.unwrap();
    leave(&server, "one", Kind::Webhook).await;
    leave(&server, "two", Kind::Webhook).await;
    leave(&server, "three", Kind::Email).await;
    assert_ne!(server.desk.store.delivery_mark().await.unwrap(), before);

    let rows = maya.get("/deliveries/rows?kind=webhook&shown=1").await.html;
    assert!(rows.contains("data-newer=\"1\""), "{rows}");
    assert_eq!(rows.matches("data-row=").count(), 1);
    // A number that is none, or of none, is passed over.
    let rows = maya.get("/deliveries/rows?shown=3,1,x").await.html;
    assert!(rows.contains("data-newer=\"0\""), "{rows}");
    assert_eq!(rows.matches("data-row=").count(), 2);
    let none = maya.get("/deliveries/rows?kind=email").await.html;
    assert!(none.contains("data-newer=\"1\""), "{none}");

    let mut nobody = server.browser();
    assert_eq!(nobody.get("/deliveries/rows?shown=1").await.status, 303);
}

#[tokio::test]
async fn whoever_watches_sees_that_one_is_tried_right_now() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    leave(&server, "one", Kind::Webhook).await;
    let rows = maya.get("/deliveries/rows?shown=1").await.html;
    assert!(rows.contains("On its way"), "{rows}");
    assert!(maya.get("/deliveries/1").await.html.contains("Send now"));

    let before = server.desk.store.delivery_mark().await.unwrap();
    let taken = actions::take_due_deliveries(&server.desk, 1).await.unwrap();
    assert_eq!(taken.len(), 1);
    assert_ne!(server.desk.store.delivery_mark().await.unwrap(), before);
    let rows = maya.get("/deliveries/rows?shown=1").await.html;
    assert!(rows.contains("Trying now"), "{rows}");
    // There is nothing to hurry then.
    assert!(!maya.get("/deliveries/1").await.html.contains("Send now"));
}
