-- What each buyer awarded, the largest first. Frameworks and dynamic systems are left
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
),
named as (select party, min(name) as name from parties group by party)
select
    coalesce(b.supplier, a.buyer) as buyer,
    min(coalesce(b.name, n.name, a.buyer)) as name,
    sum(a.part) as total,
    count(distinct a.process || ' ' || coalesce(a.award, '')) as records,
    count(distinct coalesce(i.supplier, a.supplier)) as suppliers
from let_in a
left join identities i on i.party = a.supplier
left join identities b on b.party = a.buyer
left join named n on n.party = a.buyer
where a.kind not in ('framework', 'dynamic')
group by coalesce(b.supplier, a.buyer)
order by total desc nulls last, buyer
