-- Contracts of suppliers, the last to end first.
with named as (select party, min(name) as name from parties group by party)
select
    c.contract as contract,
    c.title as title,
    coalesce(b.supplier, c.buyer) as buyer,
    coalesce(b.name, n.name, c.buyer) as buyer_name,
    c.kind as kind,
    c.regime as regime,
    c.status as status,
    c.starts as starts,
    c.ends as ends,
    c.ends_text as ends_text,
    c.amount as amount,
    c.category as category
from contracts c
left join identities b on b.party = c.buyer
left join named n on n.party = c.buyer
order by ends desc nulls last, contract nulls last, title, buyer, starts nulls last, c.source_row
