//! Files on both databases: whole, with their message, and gone when nobody sent them.

use chrono::TimeDelta;
use handoff::{
    access::{Actor, Scope},
    actions::{
        Beginning, Incoming, NewAgent, VerbError, create_admin, create_agent, keep_files,
        loose_files, reply_with_files, save_organisation, start_conversation, upload_files,
    },
    channel::Channel,
    conversation::{AnsweredBy, Customer},
    id::{FileId, MessageId, OperatorId},
};

use super::database::fresh;

const MAYA: OperatorId = OperatorId(1);

#[tokio::test]
async fn a_file_is_kept_whole_until_its_day_is_over_or_its_message_goes() {
    for database in fresh().await {
        let (desk, clock) = database.desk().await;
        let new = NewAgent {
            name: "Nora".into(),
            about: String::new(),
        };
        let agent = create_agent(&desk, &Actor::System, &new).await.unwrap();
        create_admin(&desk, "maya@example.com", "Maya", "four quiet grey horses")
            .await
            .unwrap();
        // Every byte there is, so that nothing on the way takes them for text.
        let bytes: Vec<u8> = (0..=255_u8).cycle().take(300_000).collect();
        let brought = || vec![(Some("all.bin".to_owned()), bytes.clone())];
        let off = keep_files(&desk, (None, None), brought()).await;
        assert!(matches!(off, Err(VerbError::Invalid(_))));
        save_organisation(&desk, &Actor::System, ("Alder", "UTC"), true)
            .await
            .unwrap();
        let attachments = keep_files(&desk, (None, None), brought()).await.unwrap();
        let first = attachments[0].file.clone().unwrap().id;
        let beginning = Beginning {
            agent,
            channel: Channel::Web,
            answered_by: AnsweredBy::Elsewhere,
            customer: Customer::default(),
            language: None,
            first: Some(Incoming {
                attachments,
                ..Incoming::text("")
            }),
            has_visitor: false,
            proofs: Vec::new(),
        };
        let begun = start_conversation(&desk, &Actor::Customer, &beginning).await;
        let of = begun.unwrap().received.conversation;
        assert_eq!(of.last.text, "all.bin");
        let file = desk.store.file_for_customer(&of, &first).await.unwrap();
        assert_eq!(file.unwrap().bytes, bytes);
        // One is sent, one is not.
        let scope = Scope::Everything;
        let mut ids: Vec<FileId> = Vec::new();
        for _ in 0..2 {
            let kept = upload_files(&desk, scope, (&of.id, Some(MAYA)), brought()).await;
            ids.extend(kept.unwrap().into_iter().map(|kept| kept.file.unwrap().id));
        }
        let words = (MAYA, "", &ids[..1]);
        reply_with_files(&desk, &Actor::System, scope, &of.id, words)
            .await
            .unwrap();
        assert!(loose_files(&desk, scope, &of.id, &ids[..1]).await.is_err());
        assert!(loose_files(&desk, scope, &of.id, &ids[1..]).await.is_ok());
        clock.advance(TimeDelta::days(1).num_seconds() + 1);
        keep_files(&desk, (None, None), brought()).await.unwrap();
        assert!(desk.store.file(&of, &ids[1]).await.unwrap().is_none());
        assert!(desk.store.file(&of, &ids[0]).await.unwrap().is_some());
        let entries = desk.store.entries(&of, MessageId(0), 10).await.unwrap();
        let named: Vec<_> = entries
            .iter()
            .flat_map(|entry| &entry.attachments)
            .map(|with| with.file.clone().unwrap().id)
            .collect();
        assert_eq!(named, [first, ids[0].clone()]);
    }
}
