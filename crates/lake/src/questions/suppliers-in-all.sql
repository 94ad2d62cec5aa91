-- How many suppliers all records name, each once whatever the buyer and whatever the sort of record.
with told as (
    select supplier as party from payments
    union
    select supplier from awards where coalesce(status, 'active') = 'active'
    union
    select supplier from contracts
    union
    select recipient from grants
)
select count(distinct coalesce(i.supplier, t.party)) as suppliers
from told t
left join identities i on i.party = t.party
order by suppliers
