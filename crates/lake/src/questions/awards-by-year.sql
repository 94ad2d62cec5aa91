-- What was awarded in each financial year (the year it begins in), by how many buyers, to how many. Frameworks and dynamic systems are left
-- out: their value is a ceiling, and their call-offs are awards of their own. `days` holds the first and last day asked about.
select
    cast(extract(year from a.awarded) as bigint) - case when extract(month from a.awarded) < 4 then 1 else 0 end as year,
    sum(a.part) as total,
    count(distinct a.process || ' ' || coalesce(a.award, '')) as records,
    count(distinct coalesce(i.supplier, a.supplier)) as suppliers,
    count(distinct a.buyer) as buyers
from let_in a
left join identities i on i.party = a.supplier
where a.awarded is not null and a.kind not in ('framework', 'dynamic')
group by 1
order by year
