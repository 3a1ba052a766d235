-- Who was named in which note: a colleague's way to be asked to look.

create table mentions (
  operator_id bigint not null references operators (id),
  message_id bigint not null references messages (id),
  conversation_id text not null references conversations (id),
  primary key (operator_id, message_id)
);
-- Whatever refers to a conversation or a message is found by it.
create index mentions_by_conversation on mentions (conversation_id);
create index mentions_by_message on mentions (message_id);
