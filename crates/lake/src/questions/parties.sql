-- Parties as files name them, with what files say of their kind and what hangs on each. A party's sums stand on each of its rows.
with facts as (
    select
        party, name, company, charity, mutual, ppon, vat, other,
        min(postcode) as postcode,
        max(case when scale = 'sme' then 1 else 0 end) as sme,
        max(case when scale = 'large' then 1 else 0 end) as large,
        max(case when vcse then 1 else 0 end) as vcse
    from parties
    group by party, name, company, charity, mutual, ppon, vat, other
),
paid as (
    select supplier as party, sum(amount) as total, max(case when vcse then 1 else 0 end) as vcse from payments group by supplier
),
awarded as (
    select a.supplier as party, sum(a.part) as total
    from awards a
    left join processes p on p.process = a.process
    where coalesce(a.status, 'active') = 'active' and coalesce(p.kind, '') not in ('framework', 'dynamic')
    group by a.supplier
),
granted as (
    select recipient as party, sum(amount) as total from grants group by recipient
),
contracted as (
    select
        supplier as party,
        max(case when sme then 1 else 0 end) as sme,
        max(case when vcse then 1 else 0 end) as vcse
    from contracts
    group by supplier
),
registered as (
    select provider as party, min(sector) as sector, min(owner) as owner from providers group by provider
),
named as (
    select party, min(name) as name from parties group by party
)
select
    f.party as party,
    f.name as name,
    f.company as company,
    f.charity as charity,
    f.mutual as mutual,
    f.ppon as ppon,
    f.vat as vat,
    f.other as other,
    f.postcode as postcode,
    greatest(f.sme, coalesce(c.sme, 0)) as sme,
    f.large as large,
    greatest(f.vcse, coalesce(c.vcse, 0), coalesce(m.vcse, 0)) as vcse,
    r.sector as sector,
    r.owner as owner,
    n.name as owner_name,
    m.total as paid,
    a.total as awarded,
    g.total as granted
from facts f
left join paid m on m.party = f.party
left join awarded a on a.party = f.party
left join granted g on g.party = f.party
left join contracted c on c.party = f.party
left join registered r on r.party = f.party
left join named n on n.party = r.owner
order by party, name, company, charity, mutual, ppon, vat, other
