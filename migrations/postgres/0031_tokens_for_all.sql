-- Some tokens speak for whichever AI agent a request names.
alter table tokens add column is_for_all bigint not null default 0;

-- Answers are sealed from now on. Those that are readable go; whoever asks again has one made from what was kept.
update idempotency_keys set status = null, headers = null, body = null;
