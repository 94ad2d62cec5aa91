-- What was paid to each supplier, the largest first; reversals are taken off.
select
    coalesce(i.supplier, p.supplier) as supplier,
    min(coalesce(i.name, p.supplier_name)) as name,
    sum(p.amount) as total,
    count(*) as records,
    min(p.paid) as first_day,
    max(p.paid) as last_day
from payments p
left join identities i on i.party = p.supplier
group by coalesce(i.supplier, p.supplier)
order by total desc, supplier
