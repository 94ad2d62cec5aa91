-- What was awarded to each supplier, the largest first: each award's value in the parts its suppliers have. Frameworks and dynamic systems are left
-- out: their value is a ceiling, and their call-offs are awards of their own. `days` holds the first and last day asked about.
select
    coalesce(i.supplier, a.supplier) as supplier,
    min(coalesce(i.name, a.supplier_name)) as name,
    sum(a.part) as total,
    count(distinct a.process || ' ' || coalesce(a.award, '')) as records,
    min(a.awarded) as first_day,
    max(a.awarded) as last_day
from let_in a
left join identities i on i.party = a.supplier
where a.kind not in ('framework', 'dynamic')
group by coalesce(i.supplier, a.supplier)
order by total desc nulls last, supplier
