-- Of each CPV division: what was awarded, by how many buyers, to how many suppliers, how concentrated, and how many awards drew one tenderer.
with active as (
    select
        a.process || ' ' || coalesce(a.award, '') as award,
        substr(a.cpv, 1, 2) as division,
        a.buyer as buyer,
        a.supplier as supplier,
        a.part as part,
        p.tenderers as tenderers
    from awards a
    left join (select process, max(tenderers) as tenderers from processes group by process) p on p.process = a.process
    where a.status = 'active'
),
by_supplier as (
    select division, supplier, sum(part) as total from active group by division, supplier
),
concentration as (
    select
        t.division as division,
        count(*) as suppliers,
        sum(cast(b.total as double) / cast(t.total as double) * (cast(b.total as double) / cast(t.total as double))) as hhi
    from by_supplier b
    join (select division, sum(total) as total from by_supplier group by division) t on t.division = b.division
    where t.total <> 0
    group by t.division
),
summed as (
    select
        division,
        count(distinct award) as awards,
        count(distinct case when tenderers = 1 then award end) as single,
        count(distinct buyer) as buyers,
        sum(part) as total
    from active
    group by division
)
select s.division as division, s.awards as awards, s.single as single, s.buyers as buyers, c.suppliers as suppliers, s.total as total, c.hhi as hhi
from summed s
left join concentration c on c.division = s.division
order by division
