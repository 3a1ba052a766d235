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
    // Fifty at once, each with one claim on its way at a time, as people are.
    let claims = people.iter().enumerate().map(async |(offset, by)| {
        let mut answers = Vec::new();
        for step in 0..CONVERSATIONS {
            // Everybody starts somewhere else, so that the winners are not all one person.
            let id = &begun[(offset * 7 + step) % CONVERSATIONS];
            let path = format!("/conversations/{id}/claim");
            let answer = server.post(&path, json!({"operator_id": by})).await;
            answers.push((id.as_str(), *by, answer));
        }
        answers
    });
    let answers: Vec<_> = join_all(claims).await.into_iter().flatten().collect();
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
