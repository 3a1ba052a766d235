-- What the team says of a handoff afterwards: the last word counts. Taken back, the row is gone.
create table verdicts (
  request_id bigint primary key references handoff_requests (id),
  said text not null,
  said_by bigint not null references operators (id),
  said_at bigint not null
);
-- Whatever refers to somebody is found by them.
create index verdicts_by_sayer on verdicts (said_by);
-- Counted over a period.
create index handoff_requests_by_time on handoff_requests (requested_at);
-- A customer's other conversations are found by their address.
create index conversations_by_email on conversations (agent_id, lower(customer_email), last_at);
