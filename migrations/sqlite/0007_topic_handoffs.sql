-- A topic may lead to people: its handoffs in order, and when they should be used.
alter table topics add column instructions text not null default '';
alter table topics add column revision integer not null default 1;
alter table topics add column saved_by integer references operators (id);

create table topic_handoffs (
  topic_id integer not null references topics (id),
  handoff_id integer not null references handoffs (id),
  place integer not null,
  primary key (topic_id, handoff_id)
) strict;
create index topic_handoffs_by_handoff on topic_handoffs (handoff_id);
