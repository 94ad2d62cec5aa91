-- Registered providers, by register.
with named as (select party, min(name) as name from parties group by party)
select
    r.register as register,
    r.urn as urn,
    r.name as name,
    coalesce(i.supplier, r.provider) as provider,
    coalesce(o.supplier, r.owner, i.supplier, r.provider) as owner,
    coalesce(o.name, n.name, r.owner, i.name, r.name) as owner_name,
    r.kind as kind,
    r.sector as sector,
    r.area as area,
    r.area_name as area_name,
    r.region as region,
    r.places as places,
    r.rating as rating,
    r.rated as rated,
    r.status as status,
    r.registered as registered,
    r.vacancies as vacancies
from providers r
left join identities i on i.party = r.provider
left join identities o on o.party = r.owner
left join named n on n.party = r.owner
order by register, urn, name, r.source_row
