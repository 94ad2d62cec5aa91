-- Money by kind of supplier. A supplier of two kinds is under each, so these are never added up: each is "of which". Frameworks and dynamic
-- systems are left out: their value is a ceiling. `days` holds the first and last day asked about.
with paid as (
    select 'payments' as what, p.supplier as party, p.amount as amount
    from payments p
    cross join days d
    where (d.from_day is null or p.paid >= cast(d.from_day as date)) and (d.to_day is null or p.paid <= cast(d.to_day as date))
    union all
    select 'awards', a.supplier, a.part from let_in a where a.kind not in ('framework', 'dynamic')
    union all
    select 'grants', g.recipient, g.amount
    from grants g
    cross join days d
    where (d.from_day is null or g.awarded >= cast(d.from_day as date)) and (d.to_day is null or g.awarded <= cast(d.to_day as date))
),
by_party as (select what, party, sum(amount) as total from paid group by what, party),
matched as (
    select s.what as what, coalesce(i.supplier, s.party) as supplier, sum(s.total) as total
    from by_party s
    left join identities i on i.party = s.party
    group by s.what, coalesce(i.supplier, s.party)
)
select m.what as what, k.kind as kind, count(distinct m.supplier) as suppliers, sum(m.total) as total
from matched m
join kinds k on k.supplier = m.supplier
group by m.what, k.kind
order by what, kind
