-- The topic that the customer's question was about when a person was asked for, by its title then.
alter table handoff_requests add column topic text;

-- Insights look at what happened between two instants; handoffs have their index by time already.
create index conversations_by_beginning on conversations (created_at);
-- Ways from one state to another are counted without looking at each event, and so is what was given back.
create index events_of_state on events (at, agent_id, data) where kind = 'conversation.state_changed';
create index events_of_returns on events (at, agent_id, conversation_id) where kind = 'conversation.handed_back';
-- The first words of a person after a moment.
create index messages_of_operators on messages (conversation_id, at) where author = 'operator' and is_note = 0;
