-- The channels that are connected, who writes on them, and how far each message for a customer has come.

create table channels (
  id integer primary key autoincrement,
  agent_id integer not null references agents (id),
  kind text not null,
  -- What stands in the address that the vendor calls.
  inbound_key text not null unique,
  enabled integer not null,
  settings text not null,
  -- The credentials, each sealed for its place. The key is not in the database.
  sealed text not null,
  revision integer not null,
  saved_at integer not null,
  saved_by integer references operators (id),
  -- What went wrong last, until something went well again.
  last_error text,
  last_error_at integer,
  heard_at integer,
  sent_at integer,
  unique (agent_id, kind)
) strict;

-- Which conversation goes on over which channel, and where its customer is there.
create table channel_threads (
  conversation_id text primary key references conversations (id),
  channel_id integer not null references channels (id),
  thread text not null,
  address text not null,
  -- When they wrote last: for some channels free text may be sent only so long afterwards.
  heard_at integer not null,
  unique (channel_id, thread)
) strict;

-- Whoever does not want to be written to.
create table channel_silences (
  channel_id integer not null references channels (id),
  address text not null,
  since integer not null,
  primary key (channel_id, address)
) strict;

-- Messages on their way to customers.
create table sendings (
  id integer primary key autoincrement,
  message_id integer not null unique references messages (id),
  conversation_id text not null references conversations (id),
  channel_id integer not null references channels (id),
  state text not null,
  -- Why it failed, or failed last.
  reason text,
  -- What the vendor calls its last part.
  vendor_id text,
  -- So many parts of a long text are with the vendor.
  parts_sent integer not null,
  attempts integer not null,
  -- Whoever sends it now has it until then.
  taken_until integer,
  -- Not before then.
  due_at integer not null,
  changed_at integer not null
) strict;
create index sendings_by_conversation on sendings (conversation_id, state, id);
create index sendings_by_channel on sendings (channel_id, id);
