-- How many suppliers all records name, each once whatever the buyer and whatever the sort of record; names that stand for nobody are none.
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
left join nobody n on n.party = t.party
where n.party is null
order by suppliers
