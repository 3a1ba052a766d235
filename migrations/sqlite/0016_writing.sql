-- What people write with: texts the team keeps, what is not sent yet, and how each likes to work.

create table canned_replies (
  id integer primary key autoincrement,
  name text not null,
  body text not null,
  revision integer not null,
  saved_at integer not null,
  saved_by integer references operators (id)
) strict;
create index canned_replies_by_saver on canned_replies (saved_by);

create table drafts (
  operator_id integer not null references operators (id),
  conversation_id text not null references conversations (id),
  body text not null,
  is_note integer not null,
  at integer not null,
  primary key (operator_id, conversation_id)
) strict;
-- Whatever refers to a conversation is found by it.
create index drafts_by_conversation on drafts (conversation_id);

create table habits (
  operator_id integer primary key references operators (id),
  has_keys integer not null,
  holds_replies integer not null
) strict;
