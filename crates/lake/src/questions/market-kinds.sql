-- Contracts, frameworks, dynamic systems, call-offs, placements, grants and pooled agreements as different things, each with its regime.
-- A register's contract and the same contract in a notice may both be here: the two are counted apart. `days` holds the first and last day.
with awarded as (
    select
        'awards' as what,
        a.kind as kind,
        a.regime as regime,
        count(distinct a.process || ' ' || coalesce(a.award, '')) as records,
        count(distinct coalesce(i.supplier, a.supplier)) as suppliers,
        sum(a.part) as total
    from let_in a
    left join identities i on i.party = a.supplier
    group by a.kind, a.regime
),
registered as (
    select
        case when c.process is null then 'register' else 'contracts' end as what,
        coalesce(c.kind, '') as kind,
        coalesce(c.regime, '') as regime,
        count(*) as records,
        count(distinct coalesce(i.supplier, c.supplier)) as suppliers,
        sum(c.amount) as total
    from contracts c
    left join identities i on i.party = c.supplier
    cross join days d
    where (d.from_day is null or c.starts >= cast(d.from_day as date)) and (d.to_day is null or c.starts <= cast(d.to_day as date))
        and coalesce(c.status, 'active') <> 'cancelled'
    group by case when c.process is null then 'register' else 'contracts' end, coalesce(c.kind, ''), coalesce(c.regime, '')
),
granted as (
    select
        'grants' as what,
        'grant' as kind,
        '' as regime,
        count(*) as records,
        count(distinct coalesce(i.supplier, g.recipient)) as suppliers,
        sum(g.amount) as total
    from grants g
    left join identities i on i.party = g.recipient
    cross join days d
    where (d.from_day is null or g.awarded >= cast(d.from_day as date)) and (d.to_day is null or g.awarded <= cast(d.to_day as date))
),
paid as (
    select
        'payments' as what,
        '' as kind,
        '' as regime,
        count(*) as records,
        count(distinct coalesce(i.supplier, p.supplier)) as suppliers,
        sum(p.amount) as total
    from payments p
    left join identities i on i.party = p.supplier
    cross join days d
    where (d.from_day is null or p.paid >= cast(d.from_day as date)) and (d.to_day is null or p.paid <= cast(d.to_day as date))
)
select what, kind, regime, records, suppliers, total from awarded where records > 0
union all
select what, kind, regime, records, suppliers, total from registered where records > 0
union all
select what, kind, regime, records, suppliers, total from granted where records > 0
union all
select what, kind, regime, records, suppliers, total from paid where records > 0
order by what, kind, regime
