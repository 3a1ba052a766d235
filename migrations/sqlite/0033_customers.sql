-- Who writes: one customer over all channels, what proved that it is the same one, and what merely looks so.

-- Somebody who wrote. Whoever turns out to be the same is joined to another and stays as they are, so that they can
-- be parted again. The head is where that leads in the end, and everybody's own who is joined to nobody.
create table customers (
  id text primary key,
  agent_id integer not null references agents (id),
  head_id text not null references customers (id),
  joined_to text references customers (id),
  joined_how text,
  joined_by integer references operators (id),
  joined_at integer,
  created_at integer not null
) strict;
-- For everything of one customer.
create index customers_of_head on customers (head_id);
-- For whoever was joined to somebody.
create index customers_joined on customers (joined_to) where joined_to is not null;
-- For the list of an AI agent's customers.
create index customers_by_agent on customers (agent_id, created_at desc, id desc) where joined_to is null;

-- What was proven: an address on a channel, the site's own user, an address for letters.
create table customer_identities (
  agent_id integer not null references agents (id),
  kind text not null,
  value text not null,
  customer_id text not null references customers (id),
  proven_at integer not null,
  primary key (agent_id, kind, value)
) strict;
create index customer_identities_by_customer on customer_identities (customer_id);

-- Addresses and numbers that were merely given: whoever has the same may be the same, which a person decides.
create table customer_hints (
  customer_id text not null references customers (id),
  kind text not null,
  value text not null,
  agent_id integer not null references agents (id),
  primary key (customer_id, kind, value)
) strict;
create index customer_hints_by_value on customer_hints (agent_id, kind, value);

-- Of whom a person said that they are not the same. The first of the two names is the smaller one.
create table customer_partings (
  one_id text not null references customers (id),
  other_id text not null references customers (id),
  primary key (one_id, other_id)
) strict;
create index customer_partings_of_other on customer_partings (other_id);

-- Null only where a program of before this step began a conversation while it was replaced.
alter table conversations add column customer_id text references customers (id);

insert into customers (id, agent_id, head_id, created_at)
select 'cus_' || replace(id, 'conv_', ''), agent_id, 'cus_' || replace(id, 'conv_', ''), created_at from conversations;
update conversations set customer_id = 'cus_' || replace(id, 'conv_', '');

-- Whoever was signed in on the site is one customer, whose first conversation gives the name.
insert into customer_identities (agent_id, kind, value, customer_id, proven_at)
select c.agent_id, 'site_user', json_extract(e.data, '$.user'), 'cus_' || replace(min(c.id), 'conv_', ''), min(e.at)
from events e join conversations c on c.id = e.conversation_id
where e.kind = 'conversation.customer_known' and json_extract(e.data, '$.user') is not null
group by 1, 2, 3;
update conversations set customer_id = (
  select i.customer_id from events e join customer_identities i
  on i.agent_id = conversations.agent_id and i.kind = 'site_user' and i.value = json_extract(e.data, '$.user')
  where e.conversation_id = conversations.id and e.kind = 'conversation.customer_known' limit 1
) where id in (
  select conversation_id from events where kind = 'conversation.customer_known' and json_extract(data, '$.user') is not null
);

-- The number on a channel that the vendor vouches for. Who a letter is from proves nothing.
insert into customer_identities (agent_id, kind, value, customer_id, proven_at)
select h.agent_id, h.kind, t.address, c.customer_id, t.heard_at
from channel_threads t join channels h on h.id = t.channel_id join conversations c on c.id = t.conversation_id
where h.kind in ('whatsapp', 'sms')
on conflict do nothing;

insert into customer_hints (customer_id, kind, value, agent_id)
select customer_id, 'email', lower(trim(customer_email)), agent_id from conversations
where trim(customer_email) <> ''
on conflict do nothing;
insert into customer_hints (customer_id, kind, value, agent_id)
select customer_id, 'phone', substr(replace(value, '+', ''), -9), agent_id from customer_identities
where kind in ('whatsapp', 'sms') and length(replace(value, '+', '')) >= 9
on conflict do nothing;

-- For what one customer wrote, the newest first.
create index conversations_of_customer on conversations (customer_id, last_at desc, id desc);

-- Whoever was found to be somebody else's second visit.
delete from customers where id not in (select customer_id from conversations);
