-- Bids, each with its lot, its bidder, its price and what became of it.
select
    m.process as process,
    coalesce(m.lot, '') as lot,
    m.bid as bid,
    coalesce(i.supplier, m.bidder) as bidder,
    m.status as status,
    m.amount as amount
from bids m
left join identities i on i.party = m.bidder
where m.process is not null
order by process, lot, bidder, bid, status, amount, m.source_row
