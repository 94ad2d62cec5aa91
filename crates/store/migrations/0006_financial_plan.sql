-- Lines of medium-term financial plans, and what decisions promise to save towards them.

create table financial_plan_lines (
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
    service_id text references services (id),
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);

-- One a decision.
create table decided_savings (
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
    decision_id text not null unique references decisions (id),
    case_id text not null references cases (id),
    line_id text references financial_plan_lines (id),
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);
create index decided_savings_case_id on decided_savings (case_id);
