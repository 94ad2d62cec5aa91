-- Requests for placements, packages and routes, with what was offered and taken.
select
    q.request as request,
    q.service as service,
    q.place as place,
    q.asked as asked,
    q.offers as offers,
    q.sourced as sourced,
    coalesce(i.supplier, q.supplier) as supplier,
    coalesce(i.name, q.supplier_name) as supplier_name,
    q.ended as ended,
    q.handed_back as handed_back,
    q.fee as fee,
    q.cost_of_care as cost_of_care,
    q.miles as miles
from placements q
left join identities i on i.party = q.supplier
order by service, place, asked nulls last, request, q.source_row
