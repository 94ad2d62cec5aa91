-- What registers say of providers: homes, agencies, charities.
select
    r.register as register,
    r.urn as urn,
    r.name as name,
    r.kind as kind,
    r.area_name as area_name,
    r.places as places,
    r.rating as rating,
    r.rated as rated,
    r.status as status
from providers r
order by register, name, urn nulls last, r.source_row
