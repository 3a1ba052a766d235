//! Handoffs are set up: by form and by JSON, by two admins at once, and deleted.

use axum::http::StatusCode;
use handoff::id::{AgentId, HandoffId};

use crate::browser::{Browser, TestServer};

const NEW: &str = "/agents/1/handoffs/new";
const FIRST: &str = "/agents/1/handoffs/1";

const SALES: &str = r#"[
  {
    "name": "Sales",
    "type": "Agent_queue",
    "enabled": true,
    "open_24": false,
    "weekly_hours": {
      "mon": [
        {"start": "09:00", "end": "12:00"},
        {"start": "13:00", "end": "17.00"}
      ]
    },
    "timezone": "Europe/Madrit",
    "transfer_function_name": "transfer_to_sales"
  }
]"#;

fn billing<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut form = vec![
        ("name", "Billing Support"),
        ("description", "A question about an invoice."),
        ("available_instructions", "Transfer immediately."),
        ("unavailable_instructions", "Say when we are back."),
        ("leads_by", "form"),
        ("op", "save"),
    ];
    form.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
    form.extend(more);
    form
}

async fn save_new(maya: &mut Browser<'_>) {
    let made = maya.post(NEW, &billing(&[("queues[0][id]", "1")])).await;
    assert_eq!(made.location, FIRST, "{}", made.html);
}

#[tokio::test]
async fn a_handoff_is_made_and_says_what_it_is_called() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    let empty = maya.get("/agents/1/handoffs").await.html;
    assert!(empty.contains("There is no handoff yet"));
    save_new(&mut maya).await;
    let page = maya.get(FIRST).await.html;
    assert!(
        page.contains("Nora calls it as handoff_billing_support."),
        "{page}"
    );
    let back = "Now the customer would read: “back Monday 19 January at 09:00, your time”.";
    assert!(page.contains(back), "{page}");
    let list = maya.get("/agents/1/handoffs").await.html;
    assert!(
        list.contains("handoff_billing_support") && list.contains("Open until 17:00"),
        "{list}"
    );
}

#[tokio::test]
async fn queues_are_added_ordered_and_removed_without_being_saved() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    let added = maya
        .post(
            NEW,
            &billing(&[("op", "add:queues"), ("queue_to_add", "1")]),
        )
        .await;
    assert!(added.html.contains("Remove Main team"), "{}", added.html);
    let removed = maya
        .post(
            NEW,
            &billing(&[("op", "remove:queues:0"), ("queues[0][id]", "1")]),
        )
        .await;
    assert!(removed.html.contains("No queue is chosen"));
    assert!(removed.html.contains("Transfer immediately."));
    assert!(
        server
            .desk
            .store
            .handoffs(AgentId(1))
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn everything_wrong_with_a_destination_is_said_at_once_with_its_line_and_path() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    let form = billing(&[("name", ""), ("leads_by", "json"), ("destination", SALES)]);
    let page = maya.post(NEW, &form).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in [
        "The handoff has no name.",
        "Line 10 of the destination, [0].weekly_hours.mon[1].end: ",
        "Line 13 of the destination, [0].timezone: ",
        "Line 14 of the destination, [0].transfer_function_name: There is no transfer function “transfer_to_sales”.",
        "<li class=\"is-bad\">10</li>",
        "Not saved: 4 problems.",
        "&quot;end&quot;: &quot;17.00&quot;",
    ] {
        let html = page
            .html
            .replace('"', "&quot;")
            .replace("class=&quot;is-bad&quot;", "class=\"is-bad\"");
        assert!(html.contains(words), "{words} is missing in {}", page.html);
    }
}

#[tokio::test]
async fn a_destination_makes_its_queues_once_its_transfer_function_exists() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    let example = maya
        .post(NEW, &billing(&[("op", "destination:full")]))
        .await;
    assert!(
        example.html.contains("\"2026-12-25\": {\"closed\": true}"),
        "{}",
        example.html
    );
    assert!(
        example
            .html
            .contains("There is no transfer function “default_transfer”.")
    );

    let right = SALES
        .replace("17.00", "17:00")
        .replace("Madrit", "Madrid")
        .replace("transfer_to_sales", "default_transfer");
    let json = [("leads_by", "json"), ("destination", right.as_str())];
    let with = |op| billing(&[json[0], json[1], ("op", op)]);
    let made = maya.post(NEW, &with("make_default_transfer")).await;
    assert!(
        made.html.contains("Saving makes the queue “Sales”."),
        "{}",
        made.html
    );
    assert_eq!(maya.post(NEW, &with("save")).await.location, FIRST);
    let page = maya.get(FIRST).await.html;
    assert!(
        page.contains("Mon 09:00–12:00, 13:00–17:00 in Madrid"),
        "{page}"
    );
    let queues = server.desk.store.queues(AgentId(1)).await.unwrap();
    assert_eq!(queues.len(), 2);

    // The JSON that is shown is what was saved, and shows the form again.
    let back = maya
        .post(
            FIRST,
            &billing(&[("op", "as:json"), ("queues[0][id]", "2")]),
        )
        .await;
    assert!(
        back.html.contains(&format!(">\n{right}</textarea>")),
        "{}",
        back.html
    );
    let form = maya.post(FIRST, &with("as:form")).await;
    assert!(form.html.contains("Remove Sales"));
}

#[tokio::test]
async fn a_newer_version_by_somebody_else_is_shown_beside_ones_own() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    save_new(&mut maya).await;
    let theirs = billing(&[("revision", "1"), ("description", "Only refunds.")]);
    assert_eq!(maya.post(FIRST, &theirs).await.location, FIRST);
    let mine = billing(&[("revision", "1"), ("description", "Only invoices.")]);
    let page = maya.post(FIRST, &mine).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(
        page.html
            .contains("<td>Only refunds.</td><td>Only invoices.</td>"),
        "{}",
        page.html
    );
    assert!(page.html.contains("name=\"revision\" value=\"2\""));
    let kept = server
        .desk
        .store
        .handoff(AgentId(1), HandoffId(1))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(kept.handoff.description, "Only refunds.");

    let again = billing(&[("revision", "2"), ("description", "Only invoices.")]);
    assert_eq!(maya.post(FIRST, &again).await.location, FIRST);
}

#[tokio::test]
async fn json_that_was_shown_before_a_queue_changed_does_not_change_it_back() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    let right = SALES
        .replace("17.00", "17:00")
        .replace("Madrit", "Madrid")
        .replace("transfer_to_sales", "default_transfer");
    let json = [("leads_by", "json"), ("destination", right.as_str())];
    maya.post(
        NEW,
        &billing(&[json[0], json[1], ("op", "make_default_transfer")]),
    )
    .await;
    maya.post(NEW, &billing(&json)).await;
    // Both see the same; the other one is faster.
    let shown = maya
        .post(
            FIRST,
            &billing(&[("op", "as:json"), ("queues[0][id]", "2")]),
        )
        .await
        .html;
    let (_, seen) = shown.split_once("name=\"seen[2]\" value=\"").unwrap();
    let seen = ("seen[2]", seen.split('"').next().unwrap());
    let faster = right.replace("17:00", "18:00");
    let form = billing(&[json[0], ("destination", &faster), ("revision", "1"), seen]);
    assert_eq!(maya.post(FIRST, &form).await.location, FIRST);

    let slower = right.replace("17:00", "16:00");
    let form = billing(&[json[0], ("destination", &slower), ("revision", "2"), seen]);
    let page = maya.post(FIRST, &form).await;
    assert_eq!(page.status, StatusCode::CONFLICT, "{}", page.html);
    assert!(page.html.contains("The queue “Sales”"));
    let kept = server.desk.store.queues(AgentId(1)).await.unwrap();
    assert!(kept[1].schedule.in_words().contains("18:00"), "{kept:?}");
}

#[tokio::test]
async fn a_rename_says_what_still_says_the_former_name() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    save_new(&mut maya).await;
    let topic = [
        ("title", "Refunds"),
        ("text", "Call handoff_billing_support for refunds."),
        ("is_enabled", "on"),
    ];
    maya.post("/agents/1/topics/new", &topic).await;
    let renamed = billing(&[("name", "Invoices"), ("revision", "1"), ("op", "name")]);
    let page = maya.post(FIRST, &renamed).await.html;
    assert!(
        page.contains("Until you save, Nora calls it as handoff_billing_support."),
        "{page}"
    );
    assert!(page.contains("is still written in the topic “Refunds”."));
    let part = maya.post("/agents/1/handoffs/1/check", &renamed).await.html;
    assert!(
        part.contains("handoff_invoices") && !part.contains("<html"),
        "{part}"
    );
    maya.post(FIRST, &billing(&[("name", "Invoices"), ("revision", "1")]))
        .await;
    let page = maya.get(FIRST).await.html;
    assert!(
        page.contains(
            "It is called handoff_invoices from now on, no longer handoff_billing_support."
        )
    );

    let taken = maya.post(NEW, &billing(&[("name", "invoices!")])).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.html.contains("would be called handoff_invoices"));
}

#[tokio::test]
async fn handoffs_are_ordered_and_deleted() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    save_new(&mut maya).await;
    maya.post(NEW, &billing(&[("name", "General")])).await;
    maya.post("/agents/1/handoffs", &[("op", "up:handoffs:2")])
        .await;
    let names: Vec<String> = server
        .desk
        .store
        .handoffs(AgentId(1))
        .await
        .unwrap()
        .into_iter()
        .map(|saved| saved.handoff.name)
        .collect();
    assert_eq!(names, ["General", "Billing Support"]);
    let page = maya.get("/agents/1/handoffs/1/delete").await.html;
    assert!(page.contains("Delete “Billing Support”?") && page.contains("no topic leads here"));
    assert_eq!(
        maya.post("/agents/1/handoffs/1/delete", &[]).await.location,
        "/agents/1/handoffs"
    );
    assert_eq!(maya.get(FIRST).await.status, StatusCode::NOT_FOUND);
}

const TOPIC: &str = "/agents/1/topics/1";

fn refunds<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut form = vec![
        ("title", "Refunds"),
        ("text", "Refunds take five days."),
        ("is_enabled", "on"),
        ("op", "save"),
    ];
    form.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
    form.extend(more);
    form
}

#[tokio::test]
async fn a_topic_leads_to_handoffs_and_keeps_them_from_being_deleted() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    save_new(&mut maya).await;
    let add = [("op", "add:handoffs"), ("handoff_to_add", "1")];
    let added = maya.post("/agents/1/topics/new", &refunds(&add)).await;
    assert!(
        added
            .html
            .contains("Billing Support until 17:00, then nobody."),
        "{}",
        added.html
    );
    let save = [
        ("handoffs[0][id]", "1"),
        ("instructions", "Only when it is urgent."),
    ];
    maya.post("/agents/1/topics/new", &refunds(&save)).await;
    let list = maya.get("/agents/1/topics").await.html;
    assert!(list.contains("Billing Support</span>"), "{list}");
    let page = maya.get(TOPIC).await.html;
    assert!(page.contains("handoff_billing_support") && page.contains("Open until 17:00"));
    assert!(page.contains("Only when it is urgent."));

    let question = maya.get("/agents/1/handoffs/1/delete").await.html;
    assert!(question.contains("It cannot be deleted while a topic leads here."));
    let refused = maya.post("/agents/1/handoffs/1/delete", &[]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.html.contains("Refunds"));

    maya.post(TOPIC, &refunds(&[("revision", "1")])).await;
    let list = maya.get("/agents/1/topics").await.html;
    assert!(list.contains("Nora answers alone"), "{list}");
}

#[tokio::test]
async fn two_admins_who_edit_a_topic_do_not_write_over_each_other() {
    let server = TestServer::empty().await;
    let mut maya = server.set_up().await;
    maya.post("/agents/1/topics/new", &refunds(&[])).await;
    let mut ben = server.browser();
    ben.sign_in("maya@example.com", crate::browser::PASSWORD)
        .await;
    assert!(
        ben.get(TOPIC)
            .await
            .html
            .contains("name=\"revision\" value=\"1\"")
    );
    let first = [("revision", "1"), ("text", "Refunds take three days.")];
    maya.post(TOPIC, &refunds(&first)).await;

    let second = [("revision", "1"), ("text", "Refunds take ten days.")];
    let page = ben.post(TOPIC, &refunds(&second)).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    let both = "<td>Refunds take three days.</td><td>Refunds take ten days.</td>";
    assert!(page.html.contains(both), "{}", page.html);
    assert!(page.html.contains(">\nRefunds take ten days.</textarea>"));
    let kept = server.desk.store.topics(AgentId(1), None).await.unwrap();
    assert_eq!(kept[0].text, "Refunds take three days.");

    let again = [("revision", "2"), ("text", "Refunds take ten days.")];
    let saved = ben.post(TOPIC, &refunds(&again)).await;
    assert_eq!(saved.location, "/agents/1/topics");
}
