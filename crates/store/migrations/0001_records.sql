-- The records of an installation, on SQLite and on PostgreSQL: one text for both.
-- Identifiers are UUIDv7 as text. Moments are text of one width (2026-11-21T09:30:00.000000000Z), so that they sort as they
-- happened and keep every digit; days are dates. `body` is the whole noun as JSON (docs/decisions/0003-columns-and-body.md).

-- The one row every writing transaction takes first: the number and digest of the last audit entry.
create table audit_head (
    id bigint primary key check (id = 1),
    sequence bigint not null,
    digest text not null
);
insert into audit_head (id, sequence, digest) values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

-- The audit trail. It outlives what it speaks of, so nothing here refers by a key.
create table audit (
    sequence bigint primary key,
    id text not null unique,
    at text not null,
    person_id text,
    role text not null,
    organisation_id text not null,
    action text not null,
    noun text not null,
    record_id text,
    details text not null,
    details_digest text not null,
    details_removed text,
    previous text not null,
    digest text not null
);
create index audit_record_id on audit (record_id);
create index audit_person_id on audit (person_id);

-- The last number given out for each short reference: C-12.
create table counters (
    prefix text primary key,
    last bigint not null
);

-- Bodies that commission, partner, provide or speak for people. An authority owns itself, so its references are looked for at commit.
create table organisations (
    id text primary key,
    number bigint unique,
    owner_id text not null references organisations (id) deferrable initially deferred,
    audience text not null check (audience in ('working_draft', 'partners', 'members', 'public', 'exempt')),
    exempt_paragraph bigint,
    exempt_until date,
    about_id text references organisations (id) deferrable initially deferred,
    sealed boolean not null,
    version bigint not null,
    changed_at text not null,
    kind text not null,
    provides boolean not null,
    is_partner boolean not null,
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);

-- The one place an installation is for.
create table places (
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
    is_sample boolean not null,
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);

-- Who signs in; how is in sign_ins.
create table people (
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
    email text not null unique,
    is_active boolean not null,
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);
create index people_organisation_id on people (organisation_id);

-- Roles are data.
create table roles (
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
    code text not null unique,
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);

-- Thresholds and rules of thumb, as this authority has them.
create table settings (
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
    setting_key text not null unique,
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);

-- Ways of getting an outcome.
create table delivery_models (
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
    code text not null unique,
    is_retired boolean not null,
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);

-- Who said it, when, under what licence.
create table sources (
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
    digest text,
    received_digest text,
    received_at text not null,
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);
create index sources_digest on sources (digest);
create index sources_received_digest on sources (received_digest);

-- What is provided, by whom.
create table services (
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
    operator_id text not null references organisations (id),
    delivery_model text not null,
    ends_on date,
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);
create index services_operator_id on services (operator_id);

-- A question about a group of people, on one page.
create table cases (
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
    size text not null,
    stage text not null,
    next_by date,
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);
create index cases_next_by on cases (next_by);

-- Definitions of what is counted.
create table measures (
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
    service_id text not null references services (id),
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);
create index measures_service_id on measures (service_id);

-- What should be different.
create table outcomes (
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
    measure_id text references measures (id),
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);
create index outcomes_case_id on outcomes (case_id);
create index outcomes_measure_id on outcomes (measure_id);

-- Known issues of a service.
create table issues (
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
    service_id text not null references services (id),
    measure_id text references measures (id),
    holder_id text not null references organisations (id),
    severity text not null,
    raised_on date not null,
    triage_due date not null,
    is_open boolean not null,
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);
create index issues_service_id on issues (service_id);
create index issues_measure_id on issues (measure_id);
create index issues_holder_id on issues (holder_id);

-- What would show that an issue is fixed, locked before it is looked at.
create table test_periods (
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
    issue_id text not null references issues (id),
    measure_id text not null references measures (id),
    registered_at text not null,
    is_void boolean not null,
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);
create index test_periods_issue_id on test_periods (issue_id);
create index test_periods_measure_id on test_periods (measure_id);

-- What is kept of a reading. It may speak of any noun, so that reference is not enforced.
create table findings (
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
    of_noun text not null,
    of_id text not null,
    part text not null,
    method text not null,
    edition bigint not null,
    made_at text not null,
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);
create index findings_of_id_method on findings (of_id, method);

-- The check as asked and answered.
create table readiness_checks (
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
    case_id text references cases (id),
    service_id text not null references services (id),
    change text not null,
    asked_at text not null,
    answer text not null,
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);
create index readiness_checks_case_id on readiness_checks (case_id);
create index readiness_checks_service_id on readiness_checks (service_id);

-- Going on although the check says not ready.
create table exceptions (
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
    check_id text not null references readiness_checks (id),
    review_on date not null,
    recorded_at text not null,
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);
create index exceptions_case_id on exceptions (case_id);
create index exceptions_service_id on exceptions (service_id);
create index exceptions_check_id on exceptions (check_id);

-- What people decided.
create table decisions (
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
    decided_on date not null,
    review_on date not null,
    check_id text references readiness_checks (id),
    exception_id text references exceptions (id),
    recorded_at text not null,
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);
create index decisions_case_id on decisions (case_id);
create index decisions_service_id on decisions (service_id);

-- What we said would happen by when.
create table promises (
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
    case_id text references cases (id),
    decision_id text references decisions (id),
    service_id text references services (id),
    measure_id text references measures (id),
    due date not null,
    is_settled boolean not null,
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);
create index promises_case_id on promises (case_id);
create index promises_decision_id on promises (decision_id);
create index promises_service_id on promises (service_id);
create index promises_due on promises (due);

-- Contracts, grants and agreements in force.
create table arrangements (
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
    service_id text not null references services (id),
    with_id text not null references organisations (id),
    starts_on date,
    ends_on date,
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);
create index arrangements_service_id on arrangements (service_id);
create index arrangements_with_id on arrangements (with_id);

-- Help to solve an issue.
create table engagements (
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
    service_id text not null references services (id),
    issue_id text not null references issues (id),
    helper_id text not null references organisations (id),
    ends_on date not null,
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);
create index engagements_service_id on engagements (service_id);
create index engagements_issue_id on engagements (issue_id);

-- An organisation's reply to a draft judgement of its own performance.
create table replies (
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
    measure_id text not null references measures (id),
    from_id text not null references organisations (id),
    period text,
    said_on date not null,
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);
create index replies_measure_id on replies (measure_id);

-- Files read that wait to be accepted.
create table uploads (
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
    service_id text references services (id),
    received_digest text not null,
    kept_digest text not null,
    state text not null,
    received_at text not null,
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);
create index uploads_received_digest on uploads (received_digest);
create index uploads_state on uploads (state);

-- Layouts remembered.
create table profiles (
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
    signature text not null,
    body text not null,
    check ((audience = 'exempt') = (exempt_until is not null))
);
create index profiles_signature on profiles (signature);

-- Values of measures. A replaced value stays behind the one that replaced it; at most one of each measure, part and period is current.
create table observations (
    id text primary key,
    measure_id text not null references measures (id),
    part text not null,
    period text not null,
    first_day date not null,
    last_day date not null,
    value double precision,
    numerator bigint,
    denominator bigint,
    missing text,
    provisional boolean not null,
    revision bigint not null,
    is_current boolean not null,
    withdrawn text,
    source_id text references sources (id),
    sheet text,
    sheet_row bigint,
    sheet_column bigint,
    loaded_at text not null,
    unique (measure_id, part, period, revision)
);
create unique index observations_one_current on observations (measure_id, part, period) where is_current;
create index observations_source_id on observations (source_id);

-- Kept apart from people: the password's argon2id hash.
create table sign_ins (
    person_id text primary key references people (id),
    password_hash text not null,
    must_change boolean not null,
    changed_at text not null
);

-- Failed attempts, by e-mail address or network address, for slowing down guesses.
create table sign_in_attempts (
    attempt_key text primary key,
    failed bigint not null,
    first_at text not null,
    last_at text not null,
    locked_until text
);

-- Signed-in browsers, by the digest of their token.
create table sessions (
    digest text primary key,
    person_id text not null references people (id),
    csrf text not null,
    created_at text not null,
    last_seen_at text not null,
    expires_at text not null
);
create index sessions_person_id on sessions (person_id);

-- One-time links, by the digest of their token: the first administrator's, and resets.
create table links (
    digest text primary key,
    purpose text not null,
    person_id text references people (id),
    created_at text not null,
    expires_at text not null,
    used_at text
);
create index links_person_id on links (person_id);
