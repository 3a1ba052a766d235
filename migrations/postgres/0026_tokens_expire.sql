-- A token may stop working by itself.
alter table tokens add column expires_at bigint;

-- The event log of one AI agent, as programs read it.
create index events_by_agent on events (agent_id, id);
