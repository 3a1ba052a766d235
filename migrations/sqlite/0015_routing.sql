-- Who gets it: what each operator can do, how each queue shares its conversations out, the subjects with
-- their people, and who was given what.
alter table operators add column abilities text not null default '{}';
-- Since when somebody is as they are; null where that was never noted.
alter table operators add column presence_since integer;
-- Whether they said so themselves: then nothing but they themselves changes it.
alter table operators add column presence_by_hand integer not null default 1;
-- When a browser of theirs was last seen.
alter table operators add column seen_at integer;
-- When they were last given a conversation, or took one.
alter table operators add column given_at integer;

alter table queues add column sharing text not null default '{}';
-- Whether it gives conversations to somebody by itself.
alter table queues add column gives integer not null default 0;
-- After how many minutes what waits goes another way, where it does.
alter table queues add column falls_back_after integer;
alter table queues add column sharing_revision integer not null default 1;

-- Whoever gives conversations out takes this row first, so that they do so one after the other. It counts
-- how often that was done.
create table hand_outs (
  id integer primary key check (id = 1),
  number integer not null
) strict;
insert into hand_outs (id, number) values (1, 0);

-- When each had their last turn in a queue: the number of the hand-out.
create table turns (
  queue_id integer not null references queues (id),
  operator_id integer not null references operators (id),
  number integer not null,
  primary key (queue_id, operator_id)
) strict;
create index turns_by_operator on turns (operator_id);

create table routing_profiles (
  id integer primary key autoincrement,
  agent_id integer not null references agents (id),
  name text not null,
  description text not null,
  -- Sentences a customer would write, and the operators, as JSON.
  examples text not null,
  operators text not null,
  is_active integer not null,
  revision integer not null,
  saved_at integer not null,
  saved_by integer references operators (id),
  unique (agent_id, name)
) strict;
create index routing_profiles_by_saver on routing_profiles (saved_by);

-- One row each time that somebody was given a conversation by the product.
create table assignments (
  id integer primary key autoincrement,
  agent_id integer not null references agents (id),
  conversation_id text not null references conversations (id),
  queue_id integer references queues (id),
  operator_id integer not null references operators (id),
  method text not null,
  profile text,
  -- Why them, and why not each other one.
  why text not null,
  given_at integer not null,
  ended_at integer
) strict;
-- For those that wait for their first answer.
create index assignments_open on assignments (given_at) where ended_at is null;
create index assignments_by_agent on assignments (agent_id);
create index assignments_by_conversation on assignments (conversation_id, id);
create index assignments_by_queue on assignments (queue_id);
create index assignments_by_operator on assignments (operator_id);

-- The place in line: the smaller comes first.
alter table conversations add column line_key integer;
update conversations set line_key = waiting_since - priority * 1800000 where state = 'waiting';
drop index conversations_in_line;
create index conversations_by_line on conversations (queue_id, line_key, id) where state = 'waiting';
-- For what each operator has at once.
create index conversations_held on conversations (assignee_id, channel) where state = 'with_operator';
-- For how long it took lately until somebody was there.
create index handoff_requests_taken on handoff_requests (taken_at, queue_id) where taken_at is not null;
