-- Everything that leaves for people and systems outside the inbox, and each attempt to bring it there.
create table deliveries (
  id integer primary key autoincrement,
  kind text not null,
  -- Where it goes, as people know it; what goes to the same one waits for each other.
  destination text not null,
  agent_id integer references agents (id),
  conversation_id text references conversations (id),
  event text not null,
  -- The same on every attempt: written down twice, it is kept once.
  key text not null unique,
  body text not null,
  state text not null,
  attempts integer not null,
  made_at integer not null,
  due_at integer not null,
  claimed_until integer,
  settled_at integer,
  last_error text
) strict;
-- Due ones are taken by the first two, so that no destination has too many at once; the page of deliveries walks
-- the others.
create index deliveries_due on deliveries (due_at) where state = 'due';
create index deliveries_claimed on deliveries (destination) where claimed_until is not null;
create index deliveries_by_state on deliveries (state, id);
create index deliveries_by_destination on deliveries (destination, id);
create index deliveries_by_agent on deliveries (agent_id, id);
create index deliveries_by_conversation on deliveries (conversation_id, id);

create table delivery_attempts (
  id integer primary key autoincrement,
  delivery_id integer not null references deliveries (id),
  at integer not null,
  took_milliseconds integer not null,
  status integer,
  is_taken integer not null,
  said text not null,
  sent text not null,
  answer text not null
) strict;
create index delivery_attempts_by_delivery on delivery_attempts (delivery_id, id);

-- When somebody wants e-mail. Who has no row has said nothing and gets it at once.
create table email_wishes (
  operator_id integer primary key references operators (id),
  pace text not null,
  quiet_from text,
  quiet_until text
) strict;

-- What a person's next digest will tell of.
create table digest_entries (
  operator_id integer not null references operators (id),
  conversation_id text not null references conversations (id),
  requested_at integer not null,
  due_at integer not null,
  primary key (operator_id, conversation_id, requested_at)
) strict;
create index digest_entries_by_conversation on digest_entries (conversation_id);
