-- What was paid in each category, as files name it; what has none is a row of its own.
with placed as (
    select
        coalesce(p.category_scheme, '') as scheme,
        coalesce(p.category_code, '') as code,
        coalesce(p.category, '') as category,
        coalesce(i.supplier, p.supplier) as supplier,
        p.buyer as buyer,
        p.amount as amount
    from payments p
    left join identities i on i.party = p.supplier
),
by_supplier as (
    select scheme, code, category, supplier, sum(amount) as total from placed group by scheme, code, category, supplier
),
largest as (select scheme, code, category, max(total) as largest from by_supplier group by scheme, code, category),
summed as (
    select
        scheme,
        code,
        category,
        sum(amount) as total,
        count(*) as records,
        count(distinct supplier) as suppliers,
        count(distinct buyer) as buyers
    from placed
    group by scheme, code, category
)
select s.scheme, s.code, s.category, s.total, s.records, s.suppliers, s.buyers, l.largest
from summed s
join largest l on l.scheme = s.scheme and l.code = s.code and l.category = s.category
order by total desc, scheme, code, category
