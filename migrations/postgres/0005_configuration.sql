-- How often anything was changed that decisions depend on: actions, hours, queues, topics, who is there.
-- Whoever keeps those in memory compares this number and reads them anew when it has grown. It is one row,
-- so that two changes cannot count it up at once.
create table configuration (
  id bigint primary key check (id = 1),
  revision bigint not null
);
insert into configuration (id, revision) values (1, 1);

-- Counting who waits in which queue must not read the conversations themselves.
create index conversations_waiting on conversations (agent_id, queue_id) where state = 'waiting';
