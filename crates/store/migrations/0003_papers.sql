-- Decision papers: what members, or an officer under delegation, are asked to decide.
create table papers (
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
    service_id text not null references services (id),
    meets_on date,
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);
create index papers_case_id on papers (case_id);
