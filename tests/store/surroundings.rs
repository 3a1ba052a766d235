//! What decisions depend on is kept ready in memory, and never older than the database.

use handoff::{
    access::Actor,
    actions::{
        Desk, NewAgent, TopicDraft, create_admin, create_agent, delete_topic, save_action,
        save_topic, set_operator_enabled, set_presence, sign_in,
    },
    id::{AgentId, OperatorId},
    operator::{Presence, Role},
};

use super::database::{Database, fresh};

/// Two programs on one database, and an AI agent.
async fn two_programs(database: &Database) -> (Desk, Desk, AgentId) {
    let ((one, _), (other, _)) = (database.desk().await, database.desk().await);
    let new = NewAgent {
        name: "Bot".into(),
        about: String::new(),
    };
    let agent = create_agent(&other, &Actor::System, &new).await.unwrap();
    create_admin(&other, "ada@example.com", "Ada", "long enough")
        .await
        .unwrap();
    (one, other, agent)
}

/// What the first program would decide with: the action's words, the answer to a question, who is there.
async fn seen(desk: &Desk, agent: AgentId) -> (String, Option<String>, usize) {
    let around = desk.store.surroundings(agent).await.unwrap().unwrap();
    let answer = around.knowledge.answer("How long does delivery take?");
    (
        around.policy.action.when_to_use.clone(),
        answer.map(|answer| answer.text),
        around.online,
    )
}

#[tokio::test]
async fn what_another_program_saves_counts_from_the_next_message_on() {
    for database in fresh().await {
        let (one, other, agent) = two_programs(&database).await;
        let ada = Actor::Operator {
            id: OperatorId(1),
            name: "Ada".into(),
            role: Role::Admin,
        };
        set_presence(
            &other,
            &ada,
            ada.operator().unwrap(),
            Presence::Online.into(),
        )
        .await
        .unwrap();
        assert_eq!(seen(&one, agent).await, (String::new(), None, 1));
        let mut action = other.store.action(agent).await.unwrap().unwrap().action;
        action.when_to_use = "Refunds go to a person.".into();
        save_action(&other, &ada, agent, &action, 1).await.unwrap();
        assert_eq!(seen(&one, agent).await.0, "Refunds go to a person.");
        let text = "Delivery takes three days.";
        let draft = |is_enabled| TopicDraft {
            title: "Delivery".into(),
            text: text.into(),
            is_enabled,
            ..TopicDraft::default()
        };
        let topic = save_topic(&other, &ada, agent, None, &draft(true))
            .await
            .unwrap();
        assert_eq!(seen(&one, agent).await.1.as_deref(), Some(text));
        save_topic(&other, &ada, agent, Some((topic, None)), &draft(false))
            .await
            .unwrap();
        assert_eq!(seen(&one, agent).await.1, None);
        delete_topic(&other, &ada, agent, topic).await.unwrap();
        set_presence(&other, &ada, ada.operator().unwrap(), Presence::Away.into())
            .await
            .unwrap();
        assert_eq!(seen(&one, agent).await.2, 0);
    }
}

/// Somebody who only comes and goes, or tries passwords, does not make everything be read anew.
#[tokio::test]
async fn signing_in_is_no_change_of_the_configuration() {
    for database in fresh().await {
        let (one, other, agent) = two_programs(&database).await;
        let before = one.store.surroundings(agent).await.unwrap().unwrap();
        sign_in(&other, "ada@example.com", "wrong").await.unwrap();
        sign_in(&other, "ada@example.com", "long enough")
            .await
            .unwrap();
        let same = one.store.surroundings(agent).await.unwrap().unwrap();
        assert!(std::sync::Arc::ptr_eq(&before.policy, &same.policy));
        create_admin(&other, "ben@example.com", "Ben", "long enough")
            .await
            .unwrap();
        set_operator_enabled(&other, &Actor::System, OperatorId(2), false)
            .await
            .unwrap();
        let anew = one.store.surroundings(agent).await.unwrap().unwrap();
        assert!(!std::sync::Arc::ptr_eq(&before.policy, &anew.policy));
    }
}
