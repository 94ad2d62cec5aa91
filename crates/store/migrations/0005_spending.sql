-- What an authority spent in a year, by service and by who provides it. One that was replaced stays, and is no longer current.

create table spends (
    id text primary key,
    number bigint unique,
    owner_id text not null references organisations (id),
    audience text not null check (audience in ('working_draft', 'partners', 'members', 'public', 'exempt')),
    exempt_paragraph bigint,
    exempt_until date,
    about_id text references organisations (id),
    sealed boolean not null,
    version bigint not null,
    changed_at text not null,
    source_id text not null references sources (id),
    year bigint not null,
    is_current boolean not null,
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);
create index spends_source_id on spends (source_id);
