-- Shared money: funds, what each partner could bear, allocations, changes of several budget lines.

create table funds (
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
    year bigint not null,
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);

-- Each is of one partner (about_id), and shown to nobody else.
create table stress_limits (
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
    fund_id text not null references funds (id),
    partner_id text not null references organisations (id),
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);
create index stress_limits_fund_id on stress_limits (fund_id);

create table allocations (
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
    fund_id text references funds (id),
    case_id text references cases (id),
    year bigint not null,
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);
create index allocations_fund_id on allocations (fund_id);
create index allocations_case_id on allocations (case_id);

create table budget_changes (
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
    year bigint not null,
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);
