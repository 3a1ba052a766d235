-- What a channel wants to know again of a customer's last words, and how letters looked that they wrote.

alter table channel_threads add column context text not null default '';

-- As they were sent: they are cleaned before anybody sees them.
create table letters (
  conversation_id text not null references conversations (id),
  -- What their sender's channel calls them, as it is with the message.
  client_id text not null,
  html text not null,
  primary key (conversation_id, client_id)
);
