-- What was awarded to each supplier, the largest first: each award's value in the parts its suppliers have. Frameworks and dynamic systems are left
-- out: their value is a ceiling, and their call-offs are awards of their own. `days` holds the first and last day asked about.
with told as (select process, max(kind) as kind, max(regime) as regime from processes group by process),
let_in as (
    select a.*, coalesce(t.kind, '') as kind, coalesce(t.regime, '') as regime
    from awards a
    cross join days d
    left join told t on t.process = a.process
    where coalesce(a.status, 'active') = 'active'
        and (d.from_day is null or a.awarded >= cast(d.from_day as date))
        and (d.to_day is null or a.awarded <= cast(d.to_day as date))
)
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
