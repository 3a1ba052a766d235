-- The help desks in which handoffs become tickets, and the tickets that were made.
create table help_desks (
  id integer primary key autoincrement,
  agent_id integer not null references agents (id),
  vendor text not null,
  enabled integer not null,
  settings text not null,
  -- The credentials, each sealed for its place. The key is not in the database.
  sealed text not null,
  -- What does not leave.
  mask text not null,
  -- Where tickets go, as people know it.
  destination text not null,
  revision integer not null,
  saved_at integer not null,
  saved_by integer references operators (id),
  -- What went wrong last, until something went well again.
  last_error text,
  last_error_at integer,
  made_at integer,
  unique (agent_id, vendor)
) strict;
create index help_desks_by_saver on help_desks (saved_by);

alter table deliveries add column help_desk_id integer references help_desks (id);
create index deliveries_by_help_desk on deliveries (help_desk_id) where help_desk_id is not null;

create table tickets (
  delivery_id integer primary key references deliveries (id),
  help_desk_id integer not null references help_desks (id),
  conversation_id text references conversations (id),
  -- What the vendor calls it, and where people open it.
  vendor_id text not null,
  url text not null,
  made_at integer not null
) strict;
create index tickets_by_conversation on tickets (conversation_id);
create index tickets_by_help_desk on tickets (help_desk_id);
