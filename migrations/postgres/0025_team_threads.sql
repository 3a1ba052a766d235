-- Conversations that the team follows on a service of its own, such as a channel of their Slack.

create table team_threads (
  channel_id bigint not null references channels (id),
  conversation_id text not null references conversations (id),
  -- What the service calls it. Empty while it is being made.
  thread text not null,
  -- The handoff that was told last.
  requested_at bigint not null,
  -- The last message that was passed on.
  told_until bigint not null,
  -- Whoever passes something on now has it until then.
  taken_until bigint,
  primary key (channel_id, conversation_id)
);
create index team_threads_by_conversation on team_threads (conversation_id);
create index team_threads_by_thread on team_threads (channel_id, thread);

-- What the team wrote or clicked there, so that what comes twice is done once and what came from there does
-- not go back.
create table team_heard (
  channel_id bigint not null references channels (id),
  vendor_id text not null,
  message_id bigint references messages (id),
  at bigint not null,
  primary key (channel_id, vendor_id)
);
create index team_heard_by_message on team_heard (message_id);
