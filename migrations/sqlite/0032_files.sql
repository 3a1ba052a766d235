-- Files that customers and the team send. One that belongs to no message yet is dropped after a day.
create table files (
  id text primary key,
  conversation_id text references conversations (id) on delete cascade,
  message_id integer references messages (id) on delete cascade,
  operator_id integer references operators (id) on delete set null,
  name text not null,
  media_type text not null,
  size integer not null,
  sha256 text not null,
  kept_at integer not null
) strict;
create index files_loose on files (kept_at) where message_id is null;
create index files_of_message on files (message_id);
create index files_of_conversation on files (conversation_id);

-- The bytes stand apart, so that lists of files are short to read.
create table file_bytes (
  file_id text primary key references files (id) on delete cascade,
  bytes blob not null
) strict;

-- Nobody can send any until an admin says so.
alter table organisation add column takes_files integer not null default 0;
