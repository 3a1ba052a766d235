-- What somebody has or had, newest first, for lists of those who see their own alone.
create index conversations_of_assignee on conversations (assignee_id, last_at desc, id desc) where assignee_id is not null;
-- What waits for somebody, newest first.
create index conversations_for_taking on conversations (last_at desc, id desc)
where assignee_id is null and state in ('waiting', 'callback');
