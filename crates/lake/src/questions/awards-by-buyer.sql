-- What each buyer awarded, the largest first. Frameworks and dynamic systems are left
-- out: their value is a ceiling, and their call-offs are awards of their own. `days` holds the first and last day asked about.
with named as (select party, min(name) as name from parties group by party)
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
