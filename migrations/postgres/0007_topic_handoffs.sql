-- A topic may lead to people: its handoffs in order, and when they should be used.
alter table topics add column instructions text not null default '';
alter table topics add column revision bigint not null default 1;
alter table topics add column saved_by bigint references operators (id);

create table topic_handoffs (
  topic_id bigint not null references topics (id),
  handoff_id bigint not null references handoffs (id),
  place bigint not null,
  primary key (topic_id, handoff_id)
);
create index topic_handoffs_by_handoff on topic_handoffs (handoff_id);
