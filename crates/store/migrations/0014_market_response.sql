-- Capacity against need, tests of how the market would respond, and how a case would go to it.

create table supply_lines (
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

create table market_responses (
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
    case_id text not null references cases (id),
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);
create index market_responses_case_id on market_responses (case_id);

create table ways_to_market (
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
    case_id text not null unique references cases (id),
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);
