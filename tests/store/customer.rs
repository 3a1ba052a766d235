//! Who is the same customer: by proof alone, or because somebody of the team says so; and what whom shows of it.

use std::sync::Arc;

use handoff::{
    access::{Actor, Scope, Sight},
    actions::{
        Beginning, Desk, Done, Incoming, NewAgent, Undoable, claim, create_admin, create_agent,
        join_customers, keep_customers_apart, part_customer, start_conversation, undo,
    },
    channel::Channel,
    clock::FixedClock,
    conversation::{AnsweredBy, Conversation, Customer},
    customer::{How, Identity},
    id::{AgentId, CustomerId, OperatorId},
    operator::Role,
};

use super::database::{Database, fresh};

const MAYA: OperatorId = OperatorId(1);
const ALL: Scope = Scope::Everything;

struct World {
    desk: Desk,
    clock: Arc<FixedClock>,
    agent: AgentId,
    maya: Actor,
}

async fn world(database: &Database) -> World {
    let (desk, clock) = database.desk().await;
    let new = NewAgent {
        name: "Nora".into(),
        about: String::new(),
    };
    let agent = create_agent(&desk, &Actor::System, &new).await.unwrap();
    create_admin(&desk, "maya@example.com", "Maya", "four quiet grey horses")
        .await
        .unwrap();
    let maya = Actor::Operator {
        id: MAYA,
        name: "Maya".into(),
        role: Role::Admin,
    };
    World {
        desk,
        clock,
        agent,
        maya,
    }
}

fn whatsapp(number: &str) -> Vec<Identity> {
    vec![Identity::Address(Channel::Whatsapp, number.into())]
}

impl World {
    async fn begins(&self, email: Option<&str>, proofs: Vec<Identity>) -> Conversation {
        let beginning = Beginning {
            agent: self.agent,
            channel: Channel::Web,
            answered_by: AnsweredBy::Elsewhere,
            customer: Customer {
                name: Some("Ada Lovelace".into()),
                email: email.map(str::to_owned),
                zone: None,
            },
            language: None,
            first: Some(Incoming::text("Where is my order?")),
            has_visitor: false,
            proofs,
        };
        let begun = start_conversation(&self.desk, &Actor::Customer, &beginning).await;
        self.clock.advance(60);
        begun.unwrap().received.conversation
    }

    async fn whose(&self, of: &Conversation) -> CustomerId {
        self.desk.store.customer_of(&of.id).await.unwrap().unwrap()
    }

    async fn others(&self, scope: Scope, of: &Conversation) -> Vec<Conversation> {
        self.desk
            .store
            .others_of_customer(scope, of, 10)
            .await
            .unwrap()
    }

    async fn alike(&self, scope: Scope, of: &Conversation) -> Vec<CustomerId> {
        let own = self.whose(of).await;
        let alike = self.desk.store.alike(scope, &own, 10).await.unwrap();
        alike.into_iter().map(|one| one.customer).collect()
    }

    async fn join(&self, one: &Conversation, other: &Conversation) -> Option<CustomerId> {
        let pair = (&self.whose(one).await, &self.whose(other).await);
        join_customers(&self.desk, &self.maya, ALL, pair)
            .await
            .unwrap()
    }

    async fn prove(&self, of: &Conversation, proofs: Vec<Identity>) {
        let (id, at) = (of.id.clone(), self.desk.now());
        let events = self.desk.store.write(move |tx| {
            Box::pin(async move {
                let events = tx.prove(&id, &proofs, at).await?;
                tx.record(&Actor::System, at, &events).await?;
                Ok::<_, handoff::store::StoreError>(events.len())
            })
        });
        events.await.unwrap();
    }
}

#[tokio::test]
async fn no_proof_no_join() {
    for database in fresh().await {
        let world = world(&database).await;
        let ada = "ada@example.com";
        let typed = [
            world.begins(Some(ada), Vec::new()).await,
            world.begins(Some("ADA@example.com "), Vec::new()).await,
            world.begins(None, Vec::new()).await,
            world.begins(None, whatsapp("34600111222")).await,
            world
                .begins(
                    None,
                    vec![Identity::Address(Channel::Sms, "34600111222".into())],
                )
                .await,
            world
                .begins(None, vec![Identity::SiteUser(ada.into())])
                .await,
        ];
        for one in &typed {
            assert_eq!(
                world.others(ALL, one).await,
                [],
                "{database}",
                database = database.url
            );
        }
        // What looks the same is only offered.
        let [first, second, ..] = &typed;
        assert_eq!(world.alike(ALL, first).await, [world.whose(second).await]);
        assert_eq!(
            world.alike(ALL, &typed[3]).await,
            [world.whose(&typed[4]).await]
        );
        assert_eq!(world.alike(ALL, &typed[2]).await, []);
    }
}

#[tokio::test]
async fn the_same_address_on_the_same_channel_is_the_same_customer() {
    for database in fresh().await {
        let world = world(&database).await;
        let one = world.begins(None, whatsapp("34600111222")).await;
        let other = world.begins(None, whatsapp("34600111222")).await;
        let nobody = world.begins(None, whatsapp("34600111223")).await;
        assert_eq!(world.whose(&one).await, world.whose(&other).await);
        assert_ne!(world.whose(&one).await, world.whose(&nobody).await);
        assert_eq!(world.others(ALL, &one).await, [other]);
        let own = world.whose(&one).await;
        let known = world
            .desk
            .store
            .identities_of_customer(ALL, &own)
            .await
            .unwrap();
        assert_eq!(known.len(), 1);
        let saved = world.desk.store.customer(ALL, &own).await.unwrap().unwrap();
        assert_eq!(
            (saved.conversations, saved.name.as_deref()),
            (2, Some("Ada Lovelace"))
        );
    }
}

#[tokio::test]
async fn an_address_proven_twice_joins_two_until_somebody_parts_them_for_good() {
    for database in fresh().await {
        let world = world(&database).await;
        let email = || Identity::Email("ada@example.com".into());
        let signed = world
            .begins(None, vec![Identity::SiteUser("42".into()), email()])
            .await;
        let letter = world.begins(Some("ada@example.com"), Vec::new()).await;
        assert_ne!(world.whose(&signed).await, world.whose(&letter).await);
        world.prove(&letter, vec![email()]).await;
        assert_eq!(world.whose(&signed).await, world.whose(&letter).await);
        let own = world.whose(&letter).await;
        let joined = world
            .desk
            .store
            .joined_to_customer(ALL, &own)
            .await
            .unwrap();
        let [(member, newest)] = joined.as_slice() else {
            panic!("{joined:?}");
        };
        assert_eq!(newest.id, letter.id);
        assert_eq!(member.joined.as_ref().unwrap().how, How::Proof);
        let parted = part_customer(&world.desk, &world.maya, ALL, (&member.id, true)).await;
        assert_eq!(parted.unwrap(), Some(own));
        world.prove(&letter, vec![email()]).await;
        assert_ne!(world.whose(&signed).await, world.whose(&letter).await);
        assert_eq!(world.alike(ALL, &letter).await, []);
        // Whoever joins them after all takes that back.
        assert!(world.join(&signed, &letter).await.is_some());
        assert_eq!(world.whose(&signed).await, world.whose(&letter).await);
    }
}

#[tokio::test]
async fn what_was_joined_can_be_undone_and_is_offered_again() {
    for database in fresh().await {
        let world = world(&database).await;
        let one = world.begins(Some("ada@example.com"), Vec::new()).await;
        let other = world.begins(Some("ada@example.com"), Vec::new()).await;
        let before = (world.whose(&one).await, world.whose(&other).await);
        let joined = world.join(&one, &other).await.unwrap();
        assert_eq!(
            world.join(&one, &other).await,
            None,
            "they are the same already"
        );
        assert_eq!(world.others(ALL, &one).await.len(), 1);
        // What begins meanwhile stays with whom it began with.
        let done = Done {
            conversation: one.id.clone(),
            revision: one.revision,
            at: world.desk.now(),
            what: Undoable::Joined { customer: joined },
        };
        assert!(undo(&world.desk, &world.maya, ALL, &done).await.unwrap());
        assert_eq!((world.whose(&one).await, world.whose(&other).await), before);
        assert_eq!(world.alike(ALL, &one).await.len(), 1);
        keep_customers_apart(&world.desk, &world.maya, ALL, (&before.0, &before.1))
            .await
            .unwrap();
        assert_eq!(world.alike(ALL, &one).await, []);
        assert_eq!(world.alike(ALL, &other).await, []);
    }
}

#[tokio::test]
async fn whoever_may_see_less_learns_nothing_of_the_rest() {
    for database in fresh().await {
        let world = world(&database).await;
        let one = world.begins(None, whatsapp("34600111222")).await;
        let other = world
            .begins(
                None,
                vec![Identity::Address(Channel::Sms, "34600111222".into())],
            )
            .await;
        let third = world.begins(Some("ada@example.com"), Vec::new()).await;
        claim(&world.desk, &world.maya, ALL, &one.id, MAYA)
            .await
            .unwrap();
        let own = Sight::Own.scope(MAYA, Role::Operator);
        assert_eq!(
            world.alike(own, &one).await,
            [],
            "the other is not theirs to see"
        );
        world.join(&one, &other).await.unwrap();
        world.join(&one, &third).await.unwrap();
        let head = world.whose(&one).await;
        assert_eq!(world.others(own, &one).await, []);
        assert_eq!(world.others(ALL, &one).await.len(), 2);
        let store = &world.desk.store;
        assert_eq!(
            store
                .customer(own, &head)
                .await
                .unwrap()
                .unwrap()
                .conversations,
            1
        );
        assert_eq!(
            store
                .identities_of_customer(own, &head)
                .await
                .unwrap()
                .len(),
            1
        );
        assert_eq!(store.joined_to_customer(own, &head).await.unwrap(), []);
        assert_eq!(store.joined_to_customer(ALL, &head).await.unwrap().len(), 2);
        let page = store
            .customers((own, world.agent), None, 10)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(page.customers.len(), 1);
        let nobody = Sight::Own.scope(OperatorId(9), Role::Operator);
        assert_eq!(store.customer(nobody, &head).await.unwrap(), None);
        // Nor can they part what they do not know of.
        let hidden = CustomerId::first_heard_in(&third.id);
        let refused = part_customer(&world.desk, &world.maya, own, (&hidden, true)).await;
        assert!(refused.is_err());
        // Nor where it is theirs that was joined to what they do not see.
        claim(&world.desk, &world.maya, ALL, &third.id, MAYA)
            .await
            .unwrap();
        let ben = Sight::Own.scope(OperatorId(9), Role::Operator);
        assert_eq!(store.joined_to_customer(ben, &head).await.unwrap(), []);
    }
}

#[tokio::test]
async fn two_who_join_at_once_make_no_circle() {
    for database in fresh().await {
        let world = world(&database).await;
        let elsewhere = database.desk().await.0;
        for _ in 0..6 {
            let mut begun = Vec::new();
            for _ in 0..4 {
                begun.push(world.begins(None, Vec::new()).await);
            }
            let ids: Vec<_> = begun
                .iter()
                .map(|one| CustomerId::first_heard_in(&one.id))
                .collect();
            let join = |desk: &Desk, one: usize, other: usize| {
                let (desk, maya, pair) = (
                    desk.clone(),
                    world.maya.clone(),
                    (ids[one].clone(), ids[other].clone()),
                );
                async move {
                    join_customers(&desk, &maya, ALL, (&pair.0, &pair.1))
                        .await
                        .is_ok()
                }
            };
            let done = tokio::join!(
                join(&world.desk, 0, 1),
                join(&elsewhere, 1, 0),
                join(&world.desk, 2, 3),
                join(&elsewhere, 3, 1),
                join(&world.desk, 1, 2),
            );
            assert_eq!(done, (true, true, true, true, true));
            let head = world.whose(&begun[0]).await;
            for one in &begun {
                assert_eq!(world.whose(one).await, head);
            }
            let joined = world
                .desk
                .store
                .joined_to_customer(ALL, &head)
                .await
                .unwrap();
            assert_eq!(joined.len(), 3);
        }
    }
}

#[tokio::test]
async fn the_list_is_walked_without_gaps_and_joining_shortens_it() {
    for database in fresh().await {
        let world = world(&database).await;
        let mut begun = Vec::new();
        for _ in 0..7 {
            begun.push(world.begins(None, Vec::new()).await);
        }
        world.join(&begun[1], &begun[4]).await.unwrap();
        let (mut after, mut seen) = (None::<String>, Vec::new());
        loop {
            let page = world
                .desk
                .store
                .customers((ALL, world.agent), after.as_deref(), 2)
                .await;
            let page = page.unwrap().unwrap();
            seen.extend(page.customers.into_iter().map(|customer| customer.id));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(seen.len(), 6);
        let wrong = world
            .desk
            .store
            .customers((ALL, world.agent), Some("x"), 2)
            .await;
        assert_eq!(wrong.unwrap(), None);
    }
}
