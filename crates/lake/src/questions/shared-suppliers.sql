-- Suppliers of more than one buyer, each once, with what each buyer paid, awarded or granted.
with matched as (
    select
        t.what as what,
        coalesce(b.supplier, t.buyer) as buyer,
        min(coalesce(b.name, n.name, t.buyer)) as buyer_name,
        coalesce(i.supplier, t.supplier) as supplier,
        min(coalesce(i.name, m.name, t.supplier)) as supplier_name,
        sum(t.total) as total,
        sum(t.records) as records
    from between_two t
    left join identities b on b.party = t.buyer
    left join identities i on i.party = t.supplier
    left join (select party, min(name) as name from parties group by party) n on n.party = t.buyer
    left join (select party, min(name) as name from parties group by party) m on m.party = t.supplier
    where t.buyer is not null and t.supplier is not null
    group by t.what, coalesce(b.supplier, t.buyer), coalesce(i.supplier, t.supplier)
),
shared as (
    select supplier, count(distinct buyer) as buyers from matched group by supplier having count(distinct buyer) > 1
)
select
    s.supplier as supplier,
    m.supplier_name as supplier_name,
    s.buyers as buyers,
    m.what as what,
    m.buyer as buyer,
    m.buyer_name as buyer_name,
    m.total as total,
    m.records as records
from matched m
join shared s on s.supplier = m.supplier
order by buyers desc, supplier, what, buyer
