-- The topic that the customer's question was about when a person was asked for, by its title then.
alter table handoff_requests add column topic text;

-- Insights look at what happened between two instants; handoffs have their index by time already.
create index conversations_by_beginning on conversations (created_at);
create index events_by_kind on events (kind, at);
