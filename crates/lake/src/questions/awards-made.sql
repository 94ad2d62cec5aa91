-- Who won which lot, and what kind of thing it was.
select
    a.process as process,
    coalesce(a.lot, '') as lot,
    coalesce(i.supplier, a.supplier) as supplier,
    a.cpv as cpv
from awards a
left join identities i on i.party = a.supplier
where coalesce(a.status, 'active') = 'active' and a.supplier is not null
group by 1, 2, 3, 4
order by process, lot, supplier, cpv
