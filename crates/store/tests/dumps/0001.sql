-- The story of the store as step 1 keeps it. Made by tests/it/migrations.rs; never changed once released.
pragma foreign_keys = off;
begin;
CREATE TABLE _sqlx_migrations (
    version BIGINT PRIMARY KEY,
    description TEXT NOT NULL,
    installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    success BOOLEAN NOT NULL,
    checksum BLOB NOT NULL,
    execution_time BIGINT NOT NULL
);
insert into _sqlx_migrations values (1, 'records', '2026-11-21 23:59:02', 1, X'10C6B574D3C22A81F358833A0562CE920CB5CC39B4392F978D32C9ED829736C43EF6D54BABB8B5DB4DDCF10A14C0EE0A', 14087776);
CREATE TABLE audit_head (
    id bigint primary key check (id = 1),
    sequence bigint not null,
    digest text not null
);
insert into audit_head values (1, 6, 'e66c0d5f763538fad8c057f1e28eb8f2887b167b0bb201eb09eded4a0aa1e73e');
CREATE TABLE audit (
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
insert into audit values (1, '01935000-0000-7000-8000-00000000000a', '2026-11-21T09:30:01.000000000Z', '01935000-0000-7000-8000-000000000003', 'Head of commissioning', '01935000-0000-7000-8000-000000000001', 'open_case', 'case', '01935000-0000-7000-8000-000000000009', 'Opened C-1: Can young people move on sooner?', '23af46e63e9eb5f877928b4700be7a1cec4fa0a9fe4ec56d1f959d6dc44501fa', NULL, '0000000000000000000000000000000000000000000000000000000000000000', '853ed2674c03bd78932bb28ca2ad093de82c215060100ec673fa53485a0c06f3');
insert into audit values (2, '01935000-0000-7000-8000-00000000000d', '2026-11-21T09:30:02.000000000Z', '01935000-0000-7000-8000-000000000003', 'Head of commissioning', '01935000-0000-7000-8000-000000000001', 'define_measure', 'measure', '01935000-0000-7000-8000-00000000000b', 'Defined M-1: Weeks before moving on', '67e661e90712fad7878cdd8d91e2ce2284d6696bd3c3e4920f0c9ccc0a4e0d4f', NULL, '853ed2674c03bd78932bb28ca2ad093de82c215060100ec673fa53485a0c06f3', 'd28e4c60554bca562b2cce36a1d3a1f0b49e6095b0f0af1f14ff1bf8da34f2e8');
insert into audit values (3, '01935000-0000-7000-8000-000000000027', '2026-11-21T09:30:03.000000000Z', '01935000-0000-7000-8000-000000000003', 'Head of commissioning', '01935000-0000-7000-8000-000000000001', 'accept_upload', 'source', '01935000-0000-7000-8000-00000000000e', 'Accepted moving-on.csv: 12 data points', '0e46ae1c41d20e3433a6d5608318e6cc86b070966b8a394e9b341f0a4366fc7c', NULL, 'd28e4c60554bca562b2cce36a1d3a1f0b49e6095b0f0af1f14ff1bf8da34f2e8', 'd73df7e444856373227314b9baf333c449b37d0020b0405598aaa88ac8a78c21');
insert into audit values (4, '01935000-0000-7000-8000-000000000029', '2026-11-21T09:30:04.000000000Z', '01935000-0000-7000-8000-000000000003', 'Head of commissioning', '01935000-0000-7000-8000-000000000001', 'correct_point', 'measure', '01935000-0000-7000-8000-00000000000b', 'Corrected March 2026 from 31.0 to 28.3 weeks', '73456bad005fa4d823fc437c26d7e4863881c7ca5723227513c2cf2f4acbe74a', NULL, 'd73df7e444856373227314b9baf333c449b37d0020b0405598aaa88ac8a78c21', '66795c21579e8564c34613823106716f113e74ac5c4edc045a13d5da4acd6172');
insert into audit values (5, '01935000-0000-7000-8000-00000000002b', '2026-11-21T09:30:05.000000000Z', '01935000-0000-7000-8000-000000000003', 'Head of commissioning', '01935000-0000-7000-8000-000000000001', 'raise_issue', 'issue', '01935000-0000-7000-8000-00000000002a', 'Raised I-1: People stay too long before moving on', 'ba24b4d45a2b5cf54d994936cdcaa3ff755aae87becf33faa5fb89e9fe908f17', NULL, '66795c21579e8564c34613823106716f113e74ac5c4edc045a13d5da4acd6172', 'fd2a5fc9d3f8ec078c266217ee305319041c69ae3ed6fae38a62f0169344d2ce');
insert into audit values (6, '01935000-0000-7000-8000-00000000002d', '2026-11-21T09:30:06.000000000Z', '01935000-0000-7000-8000-000000000003', 'Head of commissioning', '01935000-0000-7000-8000-000000000001', 'decide', 'decision', '01935000-0000-7000-8000-00000000002c', 'Decided: stay in-house and fix moving on first', 'b0ae8480b8be6a259e5178d874be05eebdd344a9e6b1a929d71458b41d13a1ac', NULL, 'fd2a5fc9d3f8ec078c266217ee305319041c69ae3ed6fae38a62f0169344d2ce', 'e66c0d5f763538fad8c057f1e28eb8f2887b167b0bb201eb09eded4a0aa1e73e');
CREATE INDEX audit_record_id on audit (record_id);
CREATE INDEX audit_person_id on audit (person_id);
CREATE TABLE counters (
    prefix text primary key,
    last bigint not null
);
insert into counters values ('C', 1);
insert into counters values ('D', 1);
insert into counters values ('I', 1);
insert into counters values ('M', 1);
insert into counters values ('O', 1);
insert into counters values ('S', 1);
CREATE TABLE organisations (
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
insert into organisations values ('01935000-0000-7000-8000-000000000001', NULL, '01935000-0000-7000-8000-000000000001', 'partners', NULL, NULL, NULL, 0, 1, '2026-11-21T09:30:00.000000000Z', 'county', 0, 0, '{"name":"Northvale County Council","kind":"county","also_called":[],"provides":false,"is_partner":false,"charity":null,"company":null,"ods":null}');
insert into organisations values ('01935000-0000-7000-8000-000000000002', NULL, '01935000-0000-7000-8000-000000000001', 'partners', NULL, NULL, NULL, 0, 1, '2026-11-21T09:30:00.000000000Z', 'company', 1, 0, '{"name":"Fellside Home Care","kind":"company","also_called":[],"provides":true,"is_partner":false,"charity":null,"company":null,"ods":null}');
CREATE TABLE places (
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
insert into places values ('01935000-0000-7000-8000-000000000006', NULL, '01935000-0000-7000-8000-000000000001', 'partners', NULL, NULL, NULL, 0, 1, '2026-11-21T09:30:00.000000000Z', 1, '{"name":"Northvale","country":"England","zone":"Europe/London","is_sample":true}');
CREATE TABLE people (
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
insert into people values ('01935000-0000-7000-8000-000000000003', NULL, '01935000-0000-7000-8000-000000000001', 'partners', NULL, NULL, NULL, 0, 1, '2026-11-21T09:30:00.000000000Z', '01935000-0000-7000-8000-000000000001', 'ruth.adeyemi@northvale.example', 1, '{"name":"Ruth Adeyemi","email":"ruth.adeyemi@northvale.example","organisation":"01935000-0000-7000-8000-000000000001","job":"head of commissioning","roles":["head_of_commissioning"],"active":true}');
CREATE INDEX people_organisation_id on people (organisation_id);
CREATE TABLE roles (
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
CREATE TABLE settings (
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
CREATE TABLE delivery_models (
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
CREATE TABLE sources (
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
insert into sources values ('01935000-0000-7000-8000-00000000000e', NULL, '01935000-0000-7000-8000-000000000001', 'partners', NULL, NULL, NULL, 0, 1, '2026-11-21T09:30:02.000000000Z', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', NULL, '2026-11-21T09:30:00.000000000Z', '{"title":"Moving on, monthly return","kind":"file","digest":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","received_digest":null,"file_name":"moving-on.csv","bytes":412,"licence":"Our own","dated":"2026-11-02","received_at":"2026-11-21T09:30:00Z","received_by":"Data officer"}');
CREATE INDEX sources_digest on sources (digest);
CREATE INDEX sources_received_digest on sources (received_digest);
CREATE TABLE services (
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
insert into services values ('01935000-0000-7000-8000-000000000008', 1, '01935000-0000-7000-8000-000000000001', 'partners', NULL, NULL, NULL, 0, 1, '2026-11-21T09:30:00.000000000Z', '01935000-0000-7000-8000-000000000001', 'in_house', NULL, '{"name":"Supported lodgings","describes":"A room, a key worker, and help to move on","operator":"01935000-0000-7000-8000-000000000001","run_by":"","delivery_model":"in_house","annual_cost":210000000,"volume":"64 rooms","ends":null,"regime":"","operators":[{"by":"01935000-0000-7000-8000-000000000001","from":"2019-04-01","delivery_model":"in_house","reason":""}],"none_known":null}');
CREATE INDEX services_operator_id on services (operator_id);
CREATE TABLE cases (
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
insert into cases values ('01935000-0000-7000-8000-000000000009', 1, '01935000-0000-7000-8000-000000000001', 'partners', NULL, NULL, NULL, 0, 1, '2026-11-21T09:30:00.000000000Z', 'standard', 'plan', '2026-12-04', '{"question":"Can young people move on sooner?","difference":"People move on to a home of their own within half a year","people":"Young people in supported lodgings","with_whom":"Housing, the district councils and the young people themselves","partners":[],"lead_role":"Head of commissioning","size":"standard","stage":"plan","next":{"what":"Ask the readiness check","by":"2026-12-04","if_not":"The arrangement runs on for a year","because":"You lead this case"},"services":["01935000-0000-7000-8000-000000000008"],"strengths":"Staff who stay","annual_cost":210000000,"saving_counted":null,"looks":[],"rooms":[],"choices":[],"lessons":[],"circumstances":[],"ways":[]}');
CREATE INDEX cases_next_by on cases (next_by);
CREATE TABLE measures (
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
insert into measures values ('01935000-0000-7000-8000-00000000000b', 1, '01935000-0000-7000-8000-000000000001', 'partners', NULL, NULL, NULL, 0, 1, '2026-11-21T09:30:01.000000000Z', '01935000-0000-7000-8000-000000000008', '{"service":"01935000-0000-7000-8000-000000000008","name":"Weeks before moving on","also_called":[],"kind":"value","unit":"weeks","direction":"low","definition":"Median weeks from arrival to moving on, of those who moved on in the month","target":26.0,"floor":40.0,"places":1,"owner_role":"Service manager","rebases":[],"redefined":[],"chart_preset":"nhs_excel"}');
CREATE INDEX measures_service_id on measures (service_id);
CREATE TABLE outcomes (
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
insert into outcomes values ('01935000-0000-7000-8000-00000000000c', 1, '01935000-0000-7000-8000-000000000001', 'partners', NULL, NULL, NULL, 0, 1, '2026-11-21T09:30:01.000000000Z', '01935000-0000-7000-8000-000000000009', '01935000-0000-7000-8000-00000000000b', '{"case":"01935000-0000-7000-8000-000000000009","statement":"People move on when they are ready","people":"Young people in supported lodgings","kind":"outcome","measure":"01935000-0000-7000-8000-00000000000b","baseline":31.5,"target":26.0,"by":"2027-11-30"}');
CREATE INDEX outcomes_case_id on outcomes (case_id);
CREATE INDEX outcomes_measure_id on outcomes (measure_id);
CREATE TABLE issues (
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
insert into issues values ('01935000-0000-7000-8000-00000000002a', 1, '01935000-0000-7000-8000-000000000001', 'partners', NULL, NULL, NULL, 0, 1, '2026-11-21T09:30:04.000000000Z', '01935000-0000-7000-8000-000000000008', '01935000-0000-7000-8000-00000000000b', '01935000-0000-7000-8000-000000000001', 'high', '2026-10-05', '2026-10-12', 1, '{"service":"01935000-0000-7000-8000-000000000008","title":"People stay too long before moving on","describes":"People wait for a tenancy that does not come","severity":"high","raised_by":"staff","raised_on":"2026-10-05","triage_due":"2026-10-12","triage":null,"measure":"01935000-0000-7000-8000-00000000000b","part":"","holder":"01935000-0000-7000-8000-000000000001","custody":[{"holder":"01935000-0000-7000-8000-000000000001","from":"2026-10-05","reason":"It runs the service"}],"fixes":[],"closing":null,"reopened":[]}');
CREATE INDEX issues_service_id on issues (service_id);
CREATE INDEX issues_measure_id on issues (measure_id);
CREATE INDEX issues_holder_id on issues (holder_id);
CREATE TABLE test_periods (
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
CREATE INDEX test_periods_issue_id on test_periods (issue_id);
CREATE INDEX test_periods_measure_id on test_periods (measure_id);
CREATE TABLE findings (
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
CREATE INDEX findings_of_id_method on findings (of_id, method);
CREATE TABLE readiness_checks (
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
CREATE INDEX readiness_checks_case_id on readiness_checks (case_id);
CREATE INDEX readiness_checks_service_id on readiness_checks (service_id);
CREATE TABLE exceptions (
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
CREATE INDEX exceptions_case_id on exceptions (case_id);
CREATE INDEX exceptions_service_id on exceptions (service_id);
CREATE INDEX exceptions_check_id on exceptions (check_id);
CREATE TABLE decisions (
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
insert into decisions values ('01935000-0000-7000-8000-00000000002c', 1, '01935000-0000-7000-8000-000000000001', 'partners', NULL, NULL, NULL, 0, 1, '2026-11-21T09:30:05.000000000Z', '01935000-0000-7000-8000-000000000009', '01935000-0000-7000-8000-000000000008', '2026-11-21', '2027-05-31', NULL, NULL, '2026-11-21T09:30:00.000000000Z', '{"case":"01935000-0000-7000-8000-000000000009","service":"01935000-0000-7000-8000-000000000008","what":"Stay in-house and fix moving on first","delivery_model":"as_now","part":"","reasons":"The issue would only move with the service","alternatives":"A contract with a housing association","decided_by":"Cabinet member for adults","decided_on":"2026-11-21","recorded_at":"2026-11-21T09:30:00Z","check":null,"exception":null,"smallest_test":"Three tenancies held open for a month","review_on":"2027-05-31","start_profile":{"open_issues":1}}');
CREATE INDEX decisions_case_id on decisions (case_id);
CREATE INDEX decisions_service_id on decisions (service_id);
CREATE TABLE promises (
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
CREATE INDEX promises_case_id on promises (case_id);
CREATE INDEX promises_decision_id on promises (decision_id);
CREATE INDEX promises_service_id on promises (service_id);
CREATE INDEX promises_due on promises (due);
CREATE TABLE arrangements (
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
CREATE INDEX arrangements_service_id on arrangements (service_id);
CREATE INDEX arrangements_with_id on arrangements (with_id);
CREATE TABLE engagements (
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
CREATE INDEX engagements_service_id on engagements (service_id);
CREATE INDEX engagements_issue_id on engagements (issue_id);
CREATE TABLE replies (
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
CREATE INDEX replies_measure_id on replies (measure_id);
CREATE TABLE uploads (
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
CREATE INDEX uploads_received_digest on uploads (received_digest);
CREATE INDEX uploads_state on uploads (state);
CREATE TABLE profiles (
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
CREATE INDEX profiles_signature on profiles (signature);
CREATE TABLE observations (
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
insert into observations values ('01935000-0000-7000-8000-00000000000f', '01935000-0000-7000-8000-00000000000b', '', '2025-10', '2025-10-01', '2025-10-31', 33.0, NULL, NULL, NULL, 0, 1, 1, NULL, '01935000-0000-7000-8000-00000000000e', '', 2, 2, '2026-11-21T09:30:02.000000000Z');
insert into observations values ('01935000-0000-7000-8000-000000000010', '01935000-0000-7000-8000-00000000000b', '', '2025-11', '2025-11-01', '2025-11-30', 31.5, NULL, NULL, NULL, 0, 1, 1, NULL, '01935000-0000-7000-8000-00000000000e', '', 3, 2, '2026-11-21T09:30:02.000000000Z');
insert into observations values ('01935000-0000-7000-8000-000000000011', '01935000-0000-7000-8000-00000000000b', '', '2025-12', '2025-12-01', '2025-12-31', 34.0, NULL, NULL, NULL, 0, 1, 1, NULL, '01935000-0000-7000-8000-00000000000e', '', 4, 2, '2026-11-21T09:30:02.000000000Z');
insert into observations values ('01935000-0000-7000-8000-000000000012', '01935000-0000-7000-8000-00000000000b', '', '2026-01', '2026-01-01', '2026-01-31', 30.5, NULL, NULL, NULL, 0, 1, 1, NULL, '01935000-0000-7000-8000-00000000000e', '', 5, 2, '2026-11-21T09:30:02.000000000Z');
insert into observations values ('01935000-0000-7000-8000-000000000013', '01935000-0000-7000-8000-00000000000b', '', '2026-02', '2026-02-01', '2026-02-28', 32.0, NULL, NULL, NULL, 0, 1, 1, NULL, '01935000-0000-7000-8000-00000000000e', '', 6, 2, '2026-11-21T09:30:02.000000000Z');
insert into observations values ('01935000-0000-7000-8000-000000000014', '01935000-0000-7000-8000-00000000000b', '', '2026-03', '2026-03-01', '2026-03-31', 31.0, NULL, NULL, NULL, 0, 1, 0, NULL, '01935000-0000-7000-8000-00000000000e', '', 7, 2, '2026-11-21T09:30:02.000000000Z');
insert into observations values ('01935000-0000-7000-8000-000000000015', '01935000-0000-7000-8000-00000000000b', '', '2026-04', '2026-04-01', '2026-04-30', 35.5, NULL, NULL, NULL, 0, 1, 1, NULL, '01935000-0000-7000-8000-00000000000e', '', 8, 2, '2026-11-21T09:30:02.000000000Z');
insert into observations values ('01935000-0000-7000-8000-000000000016', '01935000-0000-7000-8000-00000000000b', '', '2026-05', '2026-05-01', '2026-05-31', 29.0, NULL, NULL, NULL, 0, 1, 1, NULL, '01935000-0000-7000-8000-00000000000e', '', 9, 2, '2026-11-21T09:30:02.000000000Z');
insert into observations values ('01935000-0000-7000-8000-000000000017', '01935000-0000-7000-8000-00000000000b', '', '2026-06', '2026-06-01', '2026-06-30', 33.5, NULL, NULL, NULL, 0, 1, 1, NULL, '01935000-0000-7000-8000-00000000000e', '', 10, 2, '2026-11-21T09:30:02.000000000Z');
insert into observations values ('01935000-0000-7000-8000-000000000018', '01935000-0000-7000-8000-00000000000b', '', '2026-07', '2026-07-01', '2026-07-31', 30.0, NULL, NULL, NULL, 0, 1, 1, NULL, '01935000-0000-7000-8000-00000000000e', '', 11, 2, '2026-11-21T09:30:02.000000000Z');
insert into observations values ('01935000-0000-7000-8000-000000000019', '01935000-0000-7000-8000-00000000000b', '', '2026-08', '2026-08-01', '2026-08-31', 31.5, NULL, NULL, NULL, 0, 1, 1, NULL, '01935000-0000-7000-8000-00000000000e', '', 12, 2, '2026-11-21T09:30:02.000000000Z');
insert into observations values ('01935000-0000-7000-8000-00000000001a', '01935000-0000-7000-8000-00000000000b', '', '2026-09', '2026-09-01', '2026-09-30', 32.5, NULL, NULL, NULL, 0, 1, 1, NULL, '01935000-0000-7000-8000-00000000000e', '', 13, 2, '2026-11-21T09:30:02.000000000Z');
insert into observations values ('01935000-0000-7000-8000-000000000028', '01935000-0000-7000-8000-00000000000b', '', '2026-03', '2026-03-01', '2026-03-31', 28.25, NULL, NULL, NULL, 0, 2, 1, NULL, NULL, NULL, NULL, NULL, '2026-11-21T09:30:03.000000000Z');
CREATE UNIQUE INDEX observations_one_current on observations (measure_id, part, period) where is_current;
CREATE INDEX observations_source_id on observations (source_id);
CREATE TABLE sign_ins (
    person_id text primary key references people (id),
    password_hash text not null,
    must_change boolean not null,
    changed_at text not null
);
CREATE TABLE sign_in_attempts (
    attempt_key text primary key,
    failed bigint not null,
    first_at text not null,
    last_at text not null,
    locked_until text
);
CREATE TABLE sessions (
    digest text primary key,
    person_id text not null references people (id),
    csrf text not null,
    created_at text not null,
    last_seen_at text not null,
    expires_at text not null
);
CREATE INDEX sessions_person_id on sessions (person_id);
CREATE TABLE links (
    digest text primary key,
    purpose text not null,
    person_id text references people (id),
    created_at text not null,
    expires_at text not null,
    used_at text
);
CREATE INDEX links_person_id on links (person_id);
commit;
