-- What operators may see of the inbox: what is theirs, their team's, or all of it.
alter table organisation add column operators_see text not null default 'all';

-- Who works on a queue, as its settings say it, so that conversations can be looked up by it. A queue that
-- names nobody is everybody's.
create table queue_members (
  queue_id integer not null references queues (id),
  operator_id integer not null references operators (id),
  primary key (queue_id, operator_id)
) strict;
create index queue_members_by_operator on queue_members (operator_id, queue_id);
insert into queue_members (queue_id, operator_id)
  select distinct q.id, o.id from queues q, json_each(q.settings, '$.members') m join operators o on o.id = m.value;

-- The people of a routing profile, who may have what it is about beside those of the queue.
create table profile_people (
  profile_id integer not null references routing_profiles (id),
  operator_id integer not null references operators (id),
  primary key (profile_id, operator_id)
) strict;
create index profile_people_by_operator on profile_people (operator_id, profile_id);
insert into profile_people (profile_id, operator_id)
  select distinct p.id, o.id from routing_profiles p, json_each(p.operators) m join operators o on o.id = m.value;

-- The routing profile that a conversation is about; -1 where anybody may take it.
alter table conversations add column looks_for integer;
update conversations set looks_for = case when json_extract(stretch, '$.line.is_for_anyone') then -1
  else json_extract(stretch, '$.line.profile[0]') end where state <> 'resolved';

-- Who looked at a conversation that is not theirs: once for each person, conversation and hour.
create table accesses (
  id integer primary key autoincrement,
  operator_id integer not null references operators (id),
  conversation_id text not null references conversations (id),
  hour integer not null,
  at integer not null,
  unique (operator_id, conversation_id, hour)
) strict;
create index accesses_by_conversation on accesses (conversation_id);
create index accesses_by_time on accesses (at, id);
create index accesses_by_operator on accesses (operator_id, at, id);
