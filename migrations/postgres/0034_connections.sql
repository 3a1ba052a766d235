-- What only fails is switched off, for channels and help desks as for webhooks.
alter table channels add column failing_since bigint;
-- Null unless the product itself switched it off.
alter table channels add column disabled_at bigint;
alter table channels add column disabled_why text;
alter table help_desks add column failing_since bigint;
alter table help_desks add column disabled_at bigint;
alter table help_desks add column disabled_why text;

-- Words that signed a request, so that none is good for two. A vendor that asks again repeats what it brought.
create table shown_tokens (
  channel_id bigint not null references channels (id),
  token_hash text not null,
  brought_hash text not null,
  shown_at bigint not null,
  primary key (channel_id, token_hash)
);
create index shown_tokens_by_time on shown_tokens (shown_at);

-- How far the mailbox of an e-mail channel was read.
create table mailboxes (
  channel_id bigint primary key references channels (id),
  -- Which mailbox that was: another one is read from its beginning.
  name text not null,
  -- Numbers of letters hold as long as this stays the same.
  uid_validity bigint not null,
  -- Every letter up to this number was read.
  uid_read bigint not null,
  failures bigint not null,
  -- When it is looked into next, and until when somebody does so now.
  due_at bigint not null,
  taken_until bigint,
  looked_at bigint,
  last_error text,
  last_error_at bigint
);
