-- When somebody works: shifts by weekday and the dates they are away, in their own zone. The coverage calendar
-- counts on it. Null once a plan was taken away.
create table presence_plans (
  operator_id integer primary key references operators (id),
  hours text,
  revision integer not null,
  saved_at integer not null,
  saved_by integer references operators (id)
) strict;
-- Whatever refers to somebody is found by them.
create index presence_plans_by_saver on presence_plans (saved_by);
