-- Where conversations go: named handoffs that lead to queues, what is sent when a queue is used, and what
-- a queue takes.
create table transfer_functions (
  id integer primary key autoincrement,
  agent_id integer not null references agents (id),
  name text not null,
  -- The kind with what belongs to it, and the named parameters.
  settings text not null,
  revision integer not null,
  saved_at integer not null,
  saved_by integer references operators (id),
  unique (agent_id, name)
) strict;

create table handoffs (
  id integer primary key autoincrement,
  agent_id integer not null references agents (id),
  name text not null,
  -- Made from the name; two handoffs of one AI agent never share it.
  function text not null,
  description text not null,
  -- What the AI is told while somebody is there, and while nobody is.
  instructions text not null,
  place integer not null,
  revision integer not null,
  saved_at integer not null,
  saved_by integer references operators (id),
  unique (agent_id, function)
) strict;

create table handoff_queues (
  handoff_id integer not null references handoffs (id),
  queue_id integer not null references queues (id),
  place integer not null,
  primary key (handoff_id, queue_id)
) strict;
create index handoff_queues_by_queue on handoff_queues (queue_id);

-- Channels, languages, members, the length of the line, whether presence counts.
alter table queues add column settings text not null default '{}';
alter table queues add column transfer_function_id integer references transfer_functions (id);
alter table queues add column revision integer not null default 1;
alter table queues add column saved_at integer not null default 0;
alter table queues add column saved_by integer references operators (id);
create index queues_by_transfer_function on queues (transfer_function_id);
