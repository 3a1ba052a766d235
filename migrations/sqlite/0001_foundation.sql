-- The people, the AI agents, what they say, and everything that happened.
-- Instants are milliseconds since 1970 in UTC, flags are 0 or 1, structured values are JSON.

create table organisation (
  id integer primary key check (id = 1),
  name text not null,
  zone text not null,
  created_at integer not null
) strict;

create table operators (
  id integer primary key autoincrement,
  email text not null unique,
  name text not null,
  role text not null,
  password_hash text not null,
  presence text not null,
  theme text not null,
  disabled_at integer,
  created_at integer not null
) strict;

create table invitations (
  id integer primary key autoincrement,
  token_hash text not null unique,
  email text not null,
  name text not null,
  role text not null,
  -- Null when it was made from the command line.
  invited_by integer references operators (id),
  created_at integer not null,
  expires_at integer not null,
  used_at integer
) strict;

create table sessions (
  id_hash text primary key,
  operator_id integer references operators (id),
  data text not null,
  expires_at integer not null
) strict;
create index sessions_by_operator on sessions (operator_id);
create index sessions_by_expiry on sessions (expires_at);

create table agents (
  id integer primary key autoincrement,
  public_key text not null unique,
  name text not null,
  about text not null,
  action text not null,
  action_revision integer not null,
  action_saved_at integer not null,
  action_saved_by integer references operators (id),
  created_at integer not null
) strict;

create table tokens (
  id integer primary key autoincrement,
  name text not null,
  token_hash text not null unique,
  scope text not null,
  agent_id integer not null references agents (id),
  created_at integer not null,
  last_used_at integer,
  revoked_at integer
) strict;

create table schedules (
  id integer primary key autoincrement,
  agent_id integer not null references agents (id),
  name text not null,
  hours text not null,
  revision integer not null,
  saved_at integer not null,
  saved_by integer references operators (id)
) strict;

create table queues (
  id integer primary key autoincrement,
  agent_id integer not null references agents (id),
  name text not null,
  enabled integer not null,
  place integer not null,
  schedule_id integer not null references schedules (id),
  unique (agent_id, name)
) strict;

create table topics (
  id integer primary key autoincrement,
  agent_id integer not null references agents (id),
  title text not null,
  body text not null,
  enabled integer not null,
  created_at integer not null,
  updated_at integer not null
) strict;
create index topics_by_agent on topics (agent_id, title);

create table conversations (
  id text primary key,
  agent_id integer not null references agents (id),
  visitor_hash text unique,
  client_id text,
  customer_name text,
  customer_email text,
  customer_zone text,
  channel text not null,
  answered_by text not null,
  language text,
  state text not null,
  state_since integer not null,
  assignee_id integer references operators (id),
  queue_id integer references queues (id),
  priority integer not null,
  needs_attention integer not null,
  waiting_since integer,
  stretch text not null,
  stretch_from integer not null,
  last_author text not null,
  last_text text not null,
  last_at integer not null,
  revision integer not null,
  created_at integer not null
) strict;
create unique index conversations_by_client on conversations (agent_id, client_id);
create index conversations_needing_attention on conversations (priority desc, waiting_since, id) where needs_attention = 1;
create index conversations_by_assignee on conversations (assignee_id, state, last_at desc, id desc);
create index conversations_by_state on conversations (state, last_at desc, id desc);
create index conversations_by_agent on conversations (agent_id, created_at desc, id desc);
create index conversations_by_last on conversations (last_at desc, id desc);
create index conversations_in_line on conversations (queue_id, priority desc, waiting_since) where state = 'waiting';

create table messages (
  id integer primary key autoincrement,
  conversation_id text not null references conversations (id),
  author text not null,
  operator_id integer references operators (id),
  is_note integer not null,
  body text not null,
  confidence real,
  sentiment real,
  attachments text not null,
  client_id text,
  decision text,
  at integer not null,
  unique (conversation_id, client_id)
) strict;
create index messages_by_conversation on messages (conversation_id, id);

-- One occurrence of a conversation being handed to people.
create table handoff_requests (
  id integer primary key autoincrement,
  conversation_id text not null references conversations (id),
  trigger_kind text not null,
  trigger_name text,
  reason text not null,
  evidence text not null,
  priority integer not null,
  collected text not null,
  missing text not null,
  summary text not null,
  queue_id integer references queues (id),
  requested_at integer not null,
  taken_by integer references operators (id),
  taken_at integer,
  ended_at integer
) strict;
create index handoff_requests_by_conversation on handoff_requests (conversation_id, id);

-- Everything that happened, in order. Live streams, activity, audit and insights all read this one table.
create table events (
  id integer primary key autoincrement,
  at integer not null,
  kind text not null,
  agent_id integer,
  conversation_id text,
  actor text not null,
  actor_id integer,
  data text not null
) strict;
create index events_by_conversation on events (conversation_id, id);

-- Work to be done after the change it belongs to: at least once, never before it is due.
create table jobs (
  id integer primary key autoincrement,
  kind text not null,
  payload text not null,
  run_at integer not null,
  attempts integer not null,
  claimed_until integer,
  done_at integer,
  last_error text
) strict;
create index jobs_due on jobs (run_at) where done_at is null;
