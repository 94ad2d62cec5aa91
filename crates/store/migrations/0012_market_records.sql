-- Records of the market come in data sets as figures do: more kinds, and a data set whose columns are several tables names each of them in
-- `digest`, a space between. Neither engine can change a check in place, so the table is made anew.

create table data_sets_anew (
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
    kind text not null check (kind in ('indicators', 'population', 'areas', 'neighbours', 'notices', 'payments', 'contracts', 'grants', 'providers', 'placements')),
    state text not null check (state in ('waiting', 'accepted', 'set_aside')),
    digest text,
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);
insert into data_sets_anew
    (id, number, owner_id, audience, exempt_paragraph, exempt_until, about_id, sealed, version, changed_at, source_id, kind, state, digest, body)
    select id, number, owner_id, audience, exempt_paragraph, exempt_until, about_id, sealed, version, changed_at, source_id, kind, state, digest, body
    from data_sets;
drop table data_sets;
alter table data_sets_anew rename to data_sets;
create index data_sets_source_id on data_sets (source_id);
create index data_sets_state on data_sets (state);
