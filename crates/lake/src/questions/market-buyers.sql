-- Who buys, funds or asks, by what is known of them: a row for each key and each kind of record.
with seen as (
    select buyer as party, 'payments' as what, count(*) as records, sum(amount) as total from payments group by buyer
    union all
    select buyer, 'awards', count(*), sum(part) from awards where coalesce(status, 'active') = 'active' group by buyer
    union all
    select buyer, 'contracts', count(*), sum(amount) from contracts group by buyer
    union all
    select funder, 'grants', count(*), sum(amount) from grants group by funder
    union all
    select buyer, 'placements', count(*), sum(cast(null as decimal(18, 2))) from placements group by buyer
),
named as (select party, min(name) as name from parties group by party)
select
    coalesce(i.supplier, s.party) as buyer,
    coalesce(i.name, n.name, s.party) as name,
    s.party as party,
    s.what as what,
    s.records as records,
    s.total as total
from seen s
left join identities i on i.party = s.party
left join named n on n.party = s.party
where s.party is not null
order by name, buyer, party, what
