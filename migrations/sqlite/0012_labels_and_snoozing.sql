-- What people do with conversations beside answering them: labels, putting them aside, orders and filters of their own.

create table labels (
  id integer primary key autoincrement,
  name text not null,
  -- The name without case: one word is one label.
  folded text not null unique,
  colour text not null,
  created_at integer not null,
  created_by integer references operators (id)
) strict;
create index labels_by_maker on labels (created_by);

create table conversation_labels (
  conversation_id text not null references conversations (id),
  label_id integer not null references labels (id),
  primary key (conversation_id, label_id)
) strict;
-- The list of a label.
create index conversation_labels_by_label on conversation_labels (label_id, conversation_id);

-- A view with a search or an order, under a name that its operator gave it.
create table saved_filters (
  id integer primary key autoincrement,
  operator_id integer not null references operators (id),
  name text not null,
  query text not null,
  created_at integer not null,
  unique (operator_id, name)
) strict;

alter table conversations add column snoozed_until integer;
-- The view of what is put aside.
create index conversations_snoozed on conversations (last_at desc, id desc) where snoozed_until is not null;
-- The orders of those who wait: by time alone, and the newest first.
create index conversations_waiting_longest on conversations (waiting_since, id) where needs_attention = 1;
create index conversations_waiting_newest on conversations (last_at desc, id desc) where needs_attention = 1;
-- Open conversations that need nobody now.
create index conversations_in_good_hands on conversations (last_at desc, id desc)
where needs_attention = 0 and state <> 'resolved' and snoozed_until is null;
-- The order of everything else by priority.
create index conversations_by_priority on conversations (priority desc, last_at desc, id desc);
