-- Each supplier's money in each financial year (the year it begins in): of payments, of awards, of grants. Frameworks and dynamic systems are
-- left out: their value is a ceiling. `days` holds the first and last day asked about.
with dated as (
    select 'payments' as what, p.supplier as party, p.paid as paid_on, p.amount as amount
    from payments p
    cross join days d
    where (d.from_day is null or p.paid >= cast(d.from_day as date)) and (d.to_day is null or p.paid <= cast(d.to_day as date)) and p.paid is not null
    union all
    select 'awards', a.supplier, a.awarded, a.part
    from let_in a
    where a.awarded is not null and a.kind not in ('framework', 'dynamic')
    union all
    select 'grants', g.recipient, g.awarded, g.amount
    from grants g
    cross join days d
    where (d.from_day is null or g.awarded >= cast(d.from_day as date)) and (d.to_day is null or g.awarded <= cast(d.to_day as date)) and g.awarded is not null
)
select
    t.what as what,
    coalesce(i.supplier, t.party) as supplier,
    cast(extract(year from t.paid_on) as bigint) - case when extract(month from t.paid_on) < 4 then 1 else 0 end as year,
    sum(t.amount) as total,
    count(*) as records
from dated t
left join identities i on i.party = t.party
where t.party is not null
group by 1, 2, 3
order by what, supplier, year
