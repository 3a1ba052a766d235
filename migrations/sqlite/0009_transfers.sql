-- What a handoff hands to another system: the transfer function as it was then, the values of the
-- conversation as they were then, and what became of it.
create table transfers (
  id integer primary key autoincrement,
  agent_id integer not null references agents (id),
  conversation_id text not null references conversations (id),
  written text not null,
  known text not null,
  state text not null,
  -- What went wrong, or went wrong last.
  error text,
  made_at integer not null,
  settled_at integer
) strict;
-- Whatever refers to an AI agent is found by it.
create index transfers_by_agent on transfers (agent_id);
create index transfers_by_conversation on transfers (conversation_id, made_at);
