-- Contracts of each supplier, those with the largest value first. Frameworks and dynamic systems are left out: their value is a ceiling.
select
    coalesce(i.supplier, c.supplier) as supplier,
    min(coalesce(i.name, c.supplier_name)) as name,
    sum(c.amount) as total,
    count(*) as records,
    min(c.starts) as first_day,
    max(c.ends) as last_day
from contracts c
left join identities i on i.party = c.supplier
where coalesce(c.kind, '') not in ('framework', 'dynamic') and coalesce(c.status, 'active') <> 'cancelled'
group by coalesce(i.supplier, c.supplier)
order by total desc nulls last, supplier
