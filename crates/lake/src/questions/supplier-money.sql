-- What suppliers were paid, awarded and granted, by buyer, financial year (the year it begins in) and category.
with told as (
    select 'payments' as what, p.buyer as buyer, p.paid as day, coalesce(p.category, p.service, p.account, '') as category, p.amount as amount
    from payments p
    union all
    select 'awards', a.buyer, a.awarded, coalesce(a.cpv, ''), a.part
    from awards a
    left join processes p on p.process = a.process
    where coalesce(a.status, 'active') = 'active' and coalesce(p.kind, '') not in ('framework', 'dynamic')
    union all
    select 'grants', g.funder, g.awarded, coalesce(g.programme, ''), g.amount from grants g
),
named as (select party, min(name) as name from parties group by party)
select
    t.what as what,
    coalesce(b.supplier, t.buyer) as buyer,
    min(coalesce(b.name, n.name, t.buyer)) as buyer_name,
    cast(extract(year from t.day) as bigint) - case when extract(month from t.day) < 4 then 1 else 0 end as year,
    t.category as category,
    sum(t.amount) as total,
    count(*) as records
from told t
left join identities b on b.party = t.buyer
left join named n on n.party = t.buyer
group by 1, 2, 4, 5
order by what, buyer, year nulls last, category
