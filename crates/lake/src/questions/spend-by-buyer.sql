-- What each buyer paid, the largest first.
with named as (select party, min(name) as name from parties group by party)
select
    coalesce(b.supplier, p.buyer) as buyer,
    min(coalesce(b.name, n.name, p.buyer)) as name,
    sum(p.amount) as total,
    count(*) as records,
    count(distinct coalesce(i.supplier, p.supplier)) as suppliers
from payments p
left join identities i on i.party = p.supplier
left join identities b on b.party = p.buyer
left join named n on n.party = p.buyer
group by coalesce(b.supplier, p.buyer)
order by total desc, buyer
