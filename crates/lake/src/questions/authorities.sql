-- Each buyer's records by sort, with how many suppliers they name, each supplier once, and how many it shares with another buyer.
with matched as (
    select
        t.what as what,
        coalesce(b.supplier, t.buyer) as buyer,
        min(coalesce(b.name, n.name, t.buyer)) as buyer_name,
        coalesce(i.supplier, t.supplier) as supplier,
        sum(t.total) as total,
        sum(t.records) as records
    from between_two t
    left join identities b on b.party = t.buyer
    left join identities i on i.party = t.supplier
    left join (select party, min(name) as name from parties group by party) n on n.party = t.buyer
    where t.buyer is not null
    group by t.what, coalesce(b.supplier, t.buyer), coalesce(i.supplier, t.supplier)
),
shared as (
    select supplier from matched where supplier is not null group by supplier having count(distinct buyer) > 1
)
select
    m.buyer as buyer,
    min(m.buyer_name) as name,
    m.what as what,
    sum(m.total) as total,
    sum(m.records) as records,
    count(distinct m.supplier) as suppliers,
    count(distinct s.supplier) as shared_suppliers,
    sum(case when s.supplier is not null then m.total end) as shared_total
from matched m
left join shared s on s.supplier = m.supplier
group by m.buyer, m.what
order by buyer, what
