-- What each buyer paid in each category, to everybody.
select
    coalesce(b.supplier, p.buyer) as buyer,
    coalesce(p.category, p.service, p.account, '') as category,
    sum(p.amount) as total,
    count(distinct coalesce(i.supplier, p.supplier)) as suppliers
from payments p
left join identities i on i.party = p.supplier
left join identities b on b.party = p.buyer
group by 1, 2
order by buyer, category
