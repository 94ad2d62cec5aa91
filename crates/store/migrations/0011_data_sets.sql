-- Files of public figures that were loaded: their cards. Figures are kept as columns beside the records, by the digest named here.

create table data_sets (
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
    kind text not null check (kind in ('indicators', 'population', 'areas', 'neighbours')),
    state text not null check (state in ('waiting', 'accepted', 'set_aside')),
    digest text,
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);
create index data_sets_source_id on data_sets (source_id);
create index data_sets_state on data_sets (state);
