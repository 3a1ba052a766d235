-- Addresses that are told of what happens to conversations, and what each is told.
create table webhooks (
  id integer primary key autoincrement,
  agent_id integer not null references agents (id),
  name text not null,
  url text not null,
  -- Names of the events, in order.
  topics text not null,
  is_enabled integer not null,
  secret text not null,
  -- The secret before, which signs too until then.
  previous_secret text,
  previous_until integer,
  failing_since integer,
  -- Null unless the product itself switched it off.
  disabled_at integer,
  disabled_why text,
  revision integer not null,
  saved_at integer not null,
  saved_by integer references operators (id)
) strict;
create index webhooks_by_agent on webhooks (agent_id);
create index webhooks_by_saver on webhooks (saved_by);

create table webhook_topics (
  webhook_id integer not null references webhooks (id),
  topic text not null,
  primary key (webhook_id, topic)
) strict;

alter table deliveries add column webhook_id integer references webhooks (id);
alter table deliveries add column event_id integer;
alter table deliveries add column sequence integer not null default 1;
-- Which one a message is of those about the same conversation.
create index deliveries_by_webhook on deliveries (webhook_id, conversation_id);
