-- What was granted to each recipient, the largest first.
select
    coalesce(i.supplier, g.recipient) as supplier,
    min(coalesce(i.name, g.recipient_name)) as name,
    sum(g.amount) as total,
    count(*) as records,
    min(g.awarded) as first_day,
    max(g.awarded) as last_day
from grants g
left join identities i on i.party = g.recipient
group by coalesce(i.supplier, g.recipient)
order by total desc nulls last, supplier
