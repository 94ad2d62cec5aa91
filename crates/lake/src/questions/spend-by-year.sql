-- What was paid in each financial year (the year it begins in), and to how many.
select
    cast(extract(year from p.paid) as bigint) - case when extract(month from p.paid) < 4 then 1 else 0 end as year,
    sum(p.amount) as total,
    count(*) as records,
    count(distinct coalesce(i.supplier, p.supplier)) as suppliers
from payments p
left join identities i on i.party = p.supplier
where p.paid is not null
group by 1
order by year
