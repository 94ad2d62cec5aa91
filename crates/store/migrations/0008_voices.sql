-- Having your say. Nothing here says who anybody is: a code is kept as its digest only, and no ballot says which code it came with.

create table involvements (
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
    opens_on date not null,
    closes_on date not null,
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);

-- One code, one vote. `used` says that a ballot came with it, and neither when nor which.
create table invitations (
    digest text primary key,
    involvement_id text not null references involvements (id),
    used boolean not null
);
create index invitations_involvement_id on invitations (involvement_id);

-- The key of a ballot is pure chance: an order of arrival could be held beside something else.
create table ballots (
    id text primary key,
    involvement_id text not null references involvements (id),
    channel text not null check (channel in ('online', 'paper', 'phone', 'meeting')),
    group_name text not null,
    chosen text not null,
    words text not null,
    cast_on date not null
);
create index ballots_involvement_id on ballots (involvement_id);

-- A ballot on paper waits here until a second person has typed it too; then it is counted, and goes from here.
create table paper_ballots (
    id text primary key,
    involvement_id text not null references involvements (id),
    code_digest text not null unique references invitations (digest),
    first_by text not null,
    first_body text not null,
    second_by text,
    second_body text
);
create index paper_ballots_involvement_id on paper_ballots (involvement_id);
