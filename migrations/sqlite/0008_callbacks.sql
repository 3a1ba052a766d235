-- Promises to get in touch, with when they are due. One conversation has at most one that is open.
create table callbacks (
  id integer primary key autoincrement,
  agent_id integer not null references agents (id),
  conversation_id text not null references conversations (id),
  queue_id integer references queues (id),
  customer_name text,
  -- A phone number or an address. Null when neither was given: then they are answered where they wrote.
  contact text,
  -- When it suits them, in their own words, and the instant that means, if it could be read.
  wish text,
  wished_at integer,
  due_at integer not null,
  requested_at integer not null,
  taken_by integer references operators (id),
  taken_at integer,
  done_by integer references operators (id),
  done_at integer
) strict;
-- For the list of those that are open, the soonest first.
create index callbacks_open on callbacks (due_at, id) where done_at is null;
-- For the list of those that are done, the newest first.
create index callbacks_done on callbacks (done_at desc, id desc) where done_at is not null;
create unique index callbacks_by_conversation on callbacks (conversation_id) where done_at is null;
create index callbacks_by_queue on callbacks (queue_id) where done_at is null;

-- For the list of hours of an AI agent.
create index schedules_by_name on schedules (agent_id, name);
-- For the queues that follow some hours.
create index queues_by_schedule on queues (schedule_id);
