-- Lots that were let or tried, each with how it was let and how many bid; bids are none where no notice says. A procurement without lots is
-- one. What is still to be let is left out. `days` holds the first and last day asked about: of the award, else of the notice.
with latest as (
    select *, row_number() over (partition by process order by released desc nulls last, source_row desc) as nth from processes
),
awarded as (
    select process, coalesce(lot, '') as lot, sum(part) as total, max(awarded) as awarded_on
    from awards
    where coalesce(status, 'active') = 'active'
    group by process, coalesce(lot, '')
),
told as (
    select process, coalesce(lot, '') as lot, max(bids) as bids, max(value) as value, min(lowest) as lowest, max(highest) as highest
    from lots
    group by process, coalesce(lot, '')
),
sought as (
    select
        coalesce(a.process, t.process) as process,
        coalesce(a.lot, t.lot) as lot,
        t.bids as bids,
        a.total as awarded,
        a.awarded_on as awarded_on,
        t.value as value,
        t.lowest as lowest,
        t.highest as highest
    from awarded a
    full outer join told t on t.process = a.process and t.lot = a.lot
),
divided as (select process from sought where lot <> '' group by process)
select
    s.process as process,
    s.lot as lot,
    p.title as title,
    coalesce(b.supplier, p.buyer) as buyer,
    coalesce(b.name, p.buyer_name, p.buyer) as buyer_name,
    p.method as method,
    p.published as published,
    p.closes as closes,
    s.awarded_on as awarded_on,
    coalesce(s.bids, w.bids, case when s.lot = '' then p.tenderers end) as bids,
    coalesce(s.awarded, s.value, case when s.lot = '' then p.value end) as value,
    s.lowest as lowest,
    s.highest as highest
from sought s
cross join days d
join latest p on p.process = s.process and p.nth = 1
left join identities b on b.party = p.buyer
left join told w on w.process = s.process and w.lot = ''
left join divided v on v.process = s.process
where not (s.lot = '' and s.awarded is null and v.process is not null)
    and (s.awarded is not null or coalesce(p.status, '') not in ('planning', 'planned', 'active', 'withdrawn'))
    and (d.from_day is null or coalesce(s.awarded_on, p.published) >= cast(d.from_day as date))
    and (d.to_day is null or coalesce(s.awarded_on, p.published) <= cast(d.to_day as date))
order by process, lot
