-- Grants to recipients, the latest first.
with named as (select party, min(name) as name from parties group by party)
select
    g.title as title,
    coalesce(f.supplier, g.funder) as funder,
    coalesce(f.name, n.name, g.funder) as funder_name,
    g.programme as programme,
    g.amount as amount,
    g.awarded as awarded
from grants g
left join identities f on f.party = g.funder
left join named n on n.party = g.funder
order by awarded desc nulls last, title, funder, amount nulls last, g.source_row
