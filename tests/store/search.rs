//! Both engines find the same: words and beginnings of words, phrases, whatever their case and accents.

use std::sync::Arc;

use handoff::{
    access::{Actor, Scope},
    actions::{
        Beginning, Desk, Incoming, NewAgent, add_note, create_admin, create_agent, receive_message,
        start_conversation,
    },
    channel::Channel,
    clock::FixedClock,
    conversation::{AnsweredBy, Customer, Row, Search, View},
    id::{AgentId, ConversationId, OperatorId},
    store::InboxQuery,
};

use super::database::{Database, fresh};

const SAID: [(&str, Option<&str>, &str); 5] = [
    (
        "Lucía Márquez",
        Some("lucia@example.com"),
        "¿Pueden cambiar la dirección antes de que salga el CAMIÓN?",
    ),
    (
        "Jonas Oyelaran",
        None,
        "I was charged twice for the oak bench, order ORD-12345.",
    ),
    (
        "Priya Sharma",
        None,
        "My orders came late. The late order is still missing.",
    ),
    ("Milena", None, "где мой заказ 77?"),
    (
        "Theodora",
        Some("t.brandt-h@shop.example"),
        "Is it 3.5 kg? 100% oak_wood; drop table messages; \"quoted\" 'words'",
    ),
];

async fn begin(desk: &Desk, agent: AgentId, who: Customer, text: &str) -> ConversationId {
    let beginning = Beginning {
        agent,
        channel: Channel::Web,
        answered_by: AnsweredBy::Elsewhere,
        customer: who,
        language: None,
        first: Some(Incoming::text(text)),
        has_visitor: false,
        proofs: Vec::new(),
    };
    let begun = start_conversation(desk, &Actor::Customer, &beginning).await;
    begun.unwrap().received.conversation.id
}

async fn filled(database: &Database) -> (Desk, Arc<FixedClock>) {
    let (desk, clock) = database.desk().await;
    let new = NewAgent {
        name: "Nora".into(),
        about: String::new(),
    };
    let agent = create_agent(&desk, &Actor::System, &new).await.unwrap();
    create_admin(&desk, "maya@example.com", "Maya", "four quiet grey horses")
        .await
        .unwrap();
    for (name, email, text) in SAID {
        let who = Customer {
            name: Some(name.into()),
            email: email.map(Into::into),
            zone: None,
        };
        begin(&desk, agent, who, text).await;
        clock.advance(60);
    }
    (desk, clock)
}

async fn rows(desk: &Desk, view: View, words: &str) -> Vec<Row> {
    let query = InboxQuery {
        search: Search::parse(words),
        ..InboxQuery::top(view, (Scope::Everything, OperatorId(1)), 50)
    };
    desk.store.inbox(&query).await.unwrap().rows
}

/// The first names of whoever is found, the newest first.
async fn found(desk: &Desk, words: &str) -> Vec<String> {
    let rows = rows(desk, View::All, words).await;
    let first = |row: &Row| row.customer.title().split(' ').next().unwrap().to_owned();
    rows.iter().map(first).collect()
}

#[tokio::test]
async fn words_are_found_in_messages_and_in_customers() {
    for database in fresh().await {
        let (desk, _) = filled(&database).await;
        for (words, wanted) in [
            ("order", ["Priya", "Jonas"].as_slice()),
            ("\"orders\"", &["Priya"]),
            ("\"order\"", &["Priya", "Jonas"]),
            ("\"late order\"", &["Priya"]),
            ("\"order late\"", &[]),
            ("ord-123", &["Jonas"]),
            ("12345", &["Jonas"]),
            ("2345", &[]),
            ("oak", &["Theodora", "Jonas"]),
            ("oak wood", &["Theodora"]),
            ("camion direccion", &["Lucía"]),
            ("CAMIÓN", &["Lucía"]),
            ("marquez", &["Lucía"]),
            ("lucia@example", &["Lucía"]),
            ("brandt-h", &["Theodora"]),
            ("заказ", &["Milena"]),
            ("зак 77", &["Milena"]),
            ("quoted words", &["Theodora"]),
            ("drop' \"table\" -messages*", &["Theodora"]),
            ("nothing", &[]),
        ] {
            assert_eq!(found(&desk, words).await, wanted, "{words}");
        }
    }
}

#[tokio::test]
async fn the_newest_message_that_has_it_is_shown_notes_too() {
    for database in fresh().await {
        let (desk, clock) = filled(&database).await;
        let jonas = rows(&desk, View::All, "bench").await.remove(0);
        let first = jonas.hit.unwrap();
        assert!(first.text.contains("oak bench") && !first.is_note);
        clock.advance(60);
        let words = (OperatorId(1), "The bench is in the depot.");
        add_note(&desk, &Actor::System, Scope::Everything, &jonas.id, words)
            .await
            .unwrap();
        let noted = rows(&desk, View::All, "bench").await;
        assert_eq!(noted.len(), 1, "a conversation comes once");
        let hit = noted[0].hit.clone().unwrap();
        assert!(hit.is_note && hit.message > first.message);
        // A customer's name is no message.
        assert_eq!(rows(&desk, View::All, "oyelaran").await[0].hit, None);
    }
}

#[tokio::test]
async fn a_view_is_searched_without_the_others_and_names_learnt_later_are_found() {
    for database in fresh().await {
        let (desk, _) = filled(&database).await;
        assert!(rows(&desk, View::Resolved, "order").await.is_empty());
        let agent = desk.store.agents().await.unwrap()[0].agent.id;
        let id = begin(&desk, agent, Customer::default(), "Hello there").await;
        assert!(found(&desk, "okafor").await.is_empty());
        let asked = Incoming::text("Let me talk to a person. I am Sam Okafor, sam@okafor.example");
        receive_message(&desk, &Actor::Customer, Scope::Everything, &id, &asked)
            .await
            .unwrap();
        let conversation = desk.store.conversation(Scope::Everything, &id).await;
        let mut conversation = conversation.unwrap().unwrap();
        conversation.customer.name = Some("Samuel".into());
        desk.store
            .write::<_, handoff::store::StoreError>(move |tx| {
                Box::pin(async move { tx.update_conversation(&conversation).await })
            })
            .await
            .unwrap();
        assert_eq!(found(&desk, "samuel").await, ["Samuel"]);
        assert_eq!(found(&desk, "okafor").await, ["Samuel"]);
    }
}
