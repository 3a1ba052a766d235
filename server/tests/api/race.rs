//! Many people reach for the same conversations at once.

use futures::future::join_all;
use serde_json::json;

use crate::support::TestServer;

const PEOPLE: usize = 50;
const CONVERSATIONS: usize = 200;

#[tokio::test(flavor = "multi_thread")]
async fn of_fifty_who_claim_one_conversation_exactly_one_has_it() {
    let server = TestServer::start().await;
    let begun = join_all((0..CONVERSATIONS).map(|_| server.waiting())).await;
    let mut people = Vec::new();
    for number in 0..PEOPLE {
        people.push(server.new_operator(&format!("Person {number}")).await);
    }
    let mut claims = Vec::new();
    for (offset, by) in people.iter().enumerate() {
        for step in 0..CONVERSATIONS {
            // Everybody starts somewhere else, so that the winners are not all one person.
            let id = &begun[(offset * 7 + step) % CONVERSATIONS];
            let server = &server;
            claims.push(async move {
                let answer = server
                    .post(
                        &format!("/conversations/{id}/claim"),
                        json!({"operator_id": by}),
                    )
                    .await;
                (id.as_str(), *by, answer)
            });
        }
    }
    let answers = join_all(claims).await;
    for id in &begun {
        let of_this: Vec<_> = answers.iter().filter(|(of, ..)| of == id).collect();
        let winners: Vec<_> = of_this
            .iter()
            .filter(|(.., answer)| answer.status == 200)
            .collect();
        assert_eq!((of_this.len(), winners.len()), (PEOPLE, 1), "{id}");
        let (_, winner, _) = winners[0];
        for (_, by, answer) in of_this.iter().filter(|(_, by, _)| by != winner) {
            assert_eq!(
                (answer.status.as_u16(), &answer.body["taken_by"]["id"]),
                (409, &json!(winner)),
                "{by}"
            );
        }
    }
}
