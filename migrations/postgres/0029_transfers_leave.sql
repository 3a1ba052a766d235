-- Transfers to other systems leave like everything else. Those that were still to be sent are written down for it.
insert into deliveries (kind, destination, agent_id, conversation_id, event, key, body, state, attempts, made_at, due_at)
select 'transfer', written::json ->> 'url', agent_id, conversation_id, 'transfer.requested',
  'transfer_' || replace(conversation_id, 'conv_', '') || '_' || made_at, '', 'due', 0, made_at, made_at
from transfers where state = 'sending' and written::json ->> 'url' is not null
on conflict (key) do nothing;
delete from jobs where kind = 'send_transfer';
