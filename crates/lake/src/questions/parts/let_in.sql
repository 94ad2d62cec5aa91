-- Awards that stand, of the days asked about, each with the kind and the regime of its process.
with told as (select process, max(kind) as kind, max(regime) as regime from processes group by process)
select a.*, coalesce(t.kind, '') as kind, coalesce(t.regime, '') as regime
from awards a
cross join days d
left join told t on t.process = a.process
where coalesce(a.status, 'active') = 'active'
    and (d.from_day is null or a.awarded >= cast(d.from_day as date))
    and (d.to_day is null or a.awarded <= cast(d.to_day as date))
