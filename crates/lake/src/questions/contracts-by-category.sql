-- Contracts by category, as registers and notices name it.
select
    coalesce(c.category_scheme, '') as scheme,
    coalesce(c.category_code, '') as code,
    coalesce(c.category, '') as category,
    count(*) as records,
    count(distinct coalesce(i.supplier, c.supplier)) as suppliers,
    sum(c.amount) as total
from contracts c
left join identities i on i.party = c.supplier
where coalesce(c.kind, '') not in ('framework', 'dynamic') and coalesce(c.status, 'active') <> 'cancelled'
group by 1, 2, 3
order by total desc nulls last, scheme, code, category
