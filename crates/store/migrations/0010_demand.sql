-- Demand built from people, tables of eligibility, and maps of services.

create table demand_models (
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
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);

create table eligibility_tables (
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
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);

create table system_maps (
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
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);
