-- How many seconds each place in a queue's line took lately. It can be counted anew at any time.

create table paces (
  queue_id integer primary key references queues (id) on delete cascade,
  seconds integer not null
) strict;
