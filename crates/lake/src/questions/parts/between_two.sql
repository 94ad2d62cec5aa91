-- What each buyer and each supplier have between them, sort by sort: sorts are never added up. Ceilings of frameworks are no money.
select 'payments' as what, buyer, supplier, sum(amount) as total, count(*) as records from payments group by buyer, supplier
union all
select 'awards', a.buyer, a.supplier, sum(a.part), count(*)
from awards a
left join processes p on p.process = a.process
where coalesce(a.status, 'active') = 'active' and coalesce(p.kind, '') not in ('framework', 'dynamic')
group by a.buyer, a.supplier
union all
select 'contracts', buyer, supplier, sum(amount), count(*)
from contracts
where coalesce(kind, '') not in ('framework', 'dynamic')
group by buyer, supplier
union all
select 'grants', funder, recipient, sum(amount), count(*) from grants group by funder, recipient
