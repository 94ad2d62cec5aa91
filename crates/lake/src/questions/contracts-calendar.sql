-- Contracts with what is known of their end, the next to end first, and what the supplier was paid by the buyer after the last day. Of
-- notices, those alone that end between the two days asked about; of registers, all. `days` holds the two days.
with named as (select party, min(name) as name from parties group by party),
after_the_end as (
    select c.contract as contract, c.buyer as buyer, c.supplier as supplier, c.source_row as source_row, sum(p.amount) as total, max(p.paid) as last_day
    from contracts c
    join payments p on p.buyer = c.buyer and p.supplier = c.supplier and p.paid > coalesce(c.ends_extended, c.ends)
    where c.process is null
    group by c.contract, c.buyer, c.supplier, c.source_row
)
select
    c.contract as contract,
    c.process as process,
    c.title as title,
    coalesce(b.supplier, c.buyer) as buyer,
    coalesce(b.name, n.name, c.buyer) as buyer_name,
    coalesce(i.supplier, c.supplier) as supplier,
    coalesce(i.name, c.supplier_name) as supplier_name,
    c.kind as kind,
    c.regime as regime,
    c.status as status,
    c.starts as starts,
    c.ends as ends,
    c.ends_text as ends_text,
    c.ends_extended as ends_extended,
    c.extensions as extensions,
    c.amount as amount,
    c.annual as annual,
    c.category_scheme as category_scheme,
    c.category_code as category_code,
    c.category as category,
    c.service as service,
    x.total as paid_after,
    x.last_day as paid_last
from contracts c
cross join days d
left join identities i on i.party = c.supplier
left join identities b on b.party = c.buyer
left join named n on n.party = c.buyer
left join after_the_end x
    on coalesce(x.contract, '') = coalesce(c.contract, '') and x.buyer = c.buyer and x.supplier = c.supplier and x.source_row = c.source_row
where coalesce(c.status, 'active') not in ('cancelled', 'terminated')
    and (c.process is null or (c.ends >= cast(d.today as date) and c.ends <= cast(d.until as date)))
order by ends nulls last, contract, buyer, supplier, title, c.source_row
