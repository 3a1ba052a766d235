-- Requests that are done once however often they are sent: the key is kept in the transaction of the effect,
-- with what that came to; the answer as soon as it is known.
create table idempotency_keys (
  token_id bigint not null references tokens (id),
  key text not null,
  fingerprint text not null,
  created_at bigint not null,
  outcome text,
  status bigint,
  headers text,
  body text,
  primary key (token_id, key)
);
-- For forgetting the old ones.
create index idempotency_keys_by_time on idempotency_keys (created_at);
