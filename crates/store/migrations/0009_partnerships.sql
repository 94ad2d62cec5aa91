-- Partnerships with what each body answered blind; skills that are held; how commissioning and providing are kept apart; plans of a change.

create table partnerships (
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

create table partnership_answers (
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
    partnership_id text not null references partnerships (id),
    body_id text not null references organisations (id),
    round bigint not null,
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);
create index partnership_answers_partnership_id on partnership_answers (partnership_id);

create table skill_supplies (
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
    organisation_id text not null references organisations (id),
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);

create table separations (
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
    body_id text not null unique references organisations (id),
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);

create table change_plans (
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
