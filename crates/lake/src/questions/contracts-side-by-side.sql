-- Contracts of buyers with what tells their scope and dates, for laying those of one scope side by side.
with named as (select party, min(name) as name from parties group by party)
select
    c.contract as contract,
    c.title as title,
    coalesce(b.supplier, c.buyer) as buyer,
    coalesce(b.name, n.name, c.buyer) as buyer_name,
    coalesce(i.supplier, c.supplier) as supplier,
    coalesce(i.name, c.supplier_name) as supplier_name,
    c.kind as kind,
    c.regime as regime,
    c.starts as starts,
    c.ends as ends,
    c.ends_text as ends_text,
    c.ends_extended as ends_extended,
    c.amount as amount,
    c.annual as annual,
    c.category_scheme as category_scheme,
    c.category_code as category_code,
    c.category as category,
    c.service as service
from contracts c
left join identities i on i.party = c.supplier
left join identities b on b.party = c.buyer
left join named n on n.party = c.buyer
where coalesce(c.status, 'active') not in ('cancelled', 'terminated') and c.buyer is not null
order by buyer, contract nulls last, title, supplier nulls last, starts nulls last, c.source_row
