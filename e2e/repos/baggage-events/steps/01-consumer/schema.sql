create table position (
  tag text primary key,
  airport text not null,
  place text not null,
  flight text,
  scanned_at timestamptz not null
);
