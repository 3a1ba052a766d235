-- What people want to be told of by their browsers. Who has no row has saved nothing and gets the usual.
create table notification_settings (
  operator_id bigint primary key references operators (id),
  wanted text not null,
  has_sound bigint not null,
  hides_text bigint not null
);
