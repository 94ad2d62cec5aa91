-- What was awarded in each division, group, class and category of the CPV. A category holds those below it, so rows of different levels are
-- never added up. Frameworks and dynamic systems are left
-- out: their value is a ceiling, and their call-offs are awards of their own. `days` holds the first and last day asked about.
with placed as (
    select
        substr(a.cpv, 1, l.digits) as code,
        l.digits as digits,
        coalesce(i.supplier, a.supplier) as supplier,
        a.buyer as buyer,
        a.process || ' ' || coalesce(a.award, '') as award,
        a.part as part
    from let_in a
    left join identities i on i.party = a.supplier
    cross join (select 2 as digits union all select 3 union all select 4 union all select 5) l
    where a.cpv is not null and a.kind not in ('framework', 'dynamic')
),
by_supplier as (select code, digits, supplier, sum(part) as total from placed group by code, digits, supplier),
largest as (select code, digits, max(total) as largest from by_supplier group by code, digits),
summed as (
    select
        code,
        digits,
        sum(part) as total,
        count(distinct award) as records,
        count(distinct supplier) as suppliers,
        count(distinct buyer) as buyers
    from placed
    group by code, digits
)
select
    s.code as code,
    s.digits as digits,
    s.total as total,
    s.records as records,
    s.suppliers as suppliers,
    s.buyers as buyers,
    l.largest as largest
from summed s
join largest l on l.code = s.code and l.digits = s.digits
order by digits, code
