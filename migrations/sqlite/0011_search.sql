-- Search in what was said and in customers' names and addresses. The engines keep words each in its own way, so the
-- two files of this step differ in more than types; what may differ is said in docs/decisions/030.

-- The name and the address of each customer who has one, under a number by which their words are found.
create table known_customers (
  id integer primary key autoincrement,
  conversation_id text not null unique references conversations (id),
  words text not null
) strict;

create virtual table message_words using fts5 (
  body, content = 'messages', content_rowid = 'id', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
);
create virtual table customer_words using fts5 (
  words, content = 'known_customers', content_rowid = 'id', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
);

create trigger messages_said after insert on messages begin
  insert into message_words (rowid, body) values (new.id, new.body);
end;
create trigger messages_taken_back after delete on messages begin
  insert into message_words (message_words, rowid, body) values ('delete', old.id, old.body);
end;
create trigger messages_reworded after update of body on messages when new.body <> old.body begin
  insert into message_words (message_words, rowid, body) values ('delete', old.id, old.body);
  insert into message_words (rowid, body) values (new.id, new.body);
end;

create trigger known_customers_met after insert on known_customers begin
  insert into customer_words (rowid, words) values (new.id, new.words);
end;
create trigger known_customers_gone after delete on known_customers begin
  insert into customer_words (customer_words, rowid, words) values ('delete', old.id, old.words);
end;
create trigger known_customers_renamed after update of words on known_customers begin
  insert into customer_words (customer_words, rowid, words) values ('delete', old.id, old.words);
  insert into customer_words (rowid, words) values (new.id, new.words);
end;

create trigger conversations_begun_by_somebody after insert on conversations
when new.customer_name is not null or new.customer_email is not null begin
  insert into known_customers (conversation_id, words)
  values (new.id, coalesce(new.customer_name, '') || ' ' || coalesce(new.customer_email, ''));
end;
create trigger conversations_of_somebody after update of customer_name, customer_email on conversations
when new.customer_name is not old.customer_name or new.customer_email is not old.customer_email begin
  insert into known_customers (conversation_id, words)
  values (new.id, coalesce(new.customer_name, '') || ' ' || coalesce(new.customer_email, ''))
  on conflict (conversation_id) do update set words = excluded.words;
end;

-- Triggers fill the customers' index from here; the messages' is filled from what there is.
insert into known_customers (conversation_id, words)
select id, coalesce(customer_name, '') || ' ' || coalesce(customer_email, '') from conversations
where customer_name is not null or customer_email is not null;
insert into message_words (message_words) values ('rebuild');
