-- Needs, what is good here, words for one thing, neighbourhoods that commission.

create table needs (
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
    level text not null,
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);

create table strengths (
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
    kind text not null,
    source_id text references sources (id),
    listed_id text,
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);
create index strengths_listed_id on strengths (listed_id);

create table shared_words (
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

create table neighbourhoods (
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
    commissioner_id text not null references organisations (id),
    year bigint not null,
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);
create index neighbourhoods_commissioner_id on neighbourhoods (commissioner_id);
