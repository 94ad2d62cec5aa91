//! Which body commissions and which provides, what keeps the two apart where one is both, and how often elected members were in the room.

use std::collections::BTreeMap;

use model::audience::Audience;
use model::case::{Case, Part};
use model::id::{CaseId, OrganisationId, SeparationId};
use model::organisation::Organisation;
use model::partnership::{PartIn, Partnership};
use model::record::Record;
use model::role::Permission;
use model::separation::Separation;
use quantity::{Date, period};

use crate::actor::Actor;
use crate::config::deciding::deciding;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::partnership::rules;
use crate::house::partnership::told_meetings::since;
use crate::house::set_up::kept;
use crate::typed::{LINE, TEXT, Typed};

pub struct Separate {
    pub body: OrganisationId,
    /// Of the record; 0 where there is none yet.
    pub version: i64,
    pub commissioning_role: String,
    pub providing_role: String,
    pub how: String,
    pub agreed_on: Option<Date>,
    pub review_on: Option<Date>,
    pub source: String,
}

/// How a body that is both keeps commissioning and providing apart. Written again, it takes the place of what was there.
pub async fn separate(desk: &Desk, actor: &Actor, ask: Separate) -> Result<Record<SeparationId, Separation>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let today = desk.today();
    let mut typed = Typed::new();
    let commissioning_role = typed.text("commissioning_role", &ask.commissioning_role, LINE, "Say which role commissions");
    let providing_role = typed.text("providing_role", &ask.providing_role, LINE, "Say which role provides");
    let differ = commissioning_role.to_lowercase() != providing_role.to_lowercase() || commissioning_role.is_empty();
    typed.ask("providing_role", differ, "One role cannot be both: name another one");
    let how = typed.text("how", &ask.how, TEXT, "Say who decides, who sees prices and who scores, and who is left out of each");
    let source = typed.text("source", &ask.source, LINE, "Say in which paper it stands");
    let agreed_on = typed.past("agreed_on", ask.agreed_on, today, "Say when it was agreed");
    let review_on = typed.future("review_on", ask.review_on, today, "Say when it is looked at again");
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let body = store::organisations::find(&mut write.tx, &actor.scope, ask.body).await?;
    let there = store::separations::list(&mut write.tx, &actor.scope).await?.into_iter().find(|kept| kept.noun.body == ask.body);
    if there.as_ref().map_or(0, |record| record.version) != ask.version {
        return Err(DeskError::Stale);
    }
    let by_role = actor.role.clone();
    let noun = Separation { body: ask.body, commissioning_role, providing_role, how, agreed_on, review_on, source, by_role };
    let record = match there {
        Some(before) => Record { noun, changed_at: desk.now(), ..before },
        None => kept(desk, desk.new_id(), Audience::Partners, noun),
    };
    let record = store::separations::save(&mut write.tx, &record).await?;
    let line = format!("How {} keeps commissioning and providing apart was written down.", body.noun.name);
    write.commit("separate", "separation", Some(record.id.uuid()), line).await?;
    Ok(record)
}

#[derive(Debug, Clone)]
pub struct BodiesView {
    /// Bodies that commission, or both commission and provide; those with something missing first.
    pub bodies: Vec<BodyRow>,
    /// What elected members are for, with how often they were in the room.
    pub members: Vec<MembersRow>,
    /// What is odd about that, in whole sentences.
    pub sentences: Vec<String>,
    pub months: u8,
}

#[derive(Debug, Clone)]
pub struct BodyRow {
    pub body: Record<OrganisationId, Organisation>,
    /// Why it commissions, and why it provides; empty where it does not.
    pub commissions: Vec<String>,
    pub provides: Vec<String>,
    /// Titles of roles that its people hold here, with how many hold each; empty where nobody signs in, or the reader cannot see them.
    pub roles: Vec<(String, usize)>,
    pub apart: Apart,
}

#[derive(Debug, Clone)]
pub enum Apart {
    /// It is not both.
    NotNeeded,
    Missing,
    /// Its day of review has passed.
    Old(Record<SeparationId, Separation>),
    InForce(Record<SeparationId, Separation>),
}

/// One of the things elected members are for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MembersRow {
    pub role: &'static str,
    pub what: &'static str,
    /// Meetings at that stage in the last months; those with a member in the room; those of which nobody wrote it down.
    pub rooms: usize,
    pub with_members: usize,
    pub not_said: usize,
}

pub async fn read_roles_and_bodies(desk: &Desk, actor: &Actor) -> Result<BodiesView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let today = desk.today();
    let months = rules()?.joint.months;
    let mut tx = desk.read().await?;
    let scope = &actor.scope;
    let organisations = store::organisations::list(&mut tx, scope).await?;
    let separations = store::separations::list(&mut tx, scope).await?;
    let partnerships: Vec<Partnership> = store::partnerships::list(&mut tx, scope).await?.into_iter().map(|record| record.noun).collect();
    let funds = store::funds::list(&mut tx, scope).await?;
    let services = store::services::list(&mut tx, scope).await?;
    let arrangements = store::arrangements::list(&mut tx, scope).await?;
    let cases = store::cases::list(&mut tx, scope).await?;
    let decisions = store::decisions::list(&mut tx, scope).await?;
    let people = store::people::list(&mut tx, scope).await?;
    let titles: BTreeMap<String, String> =
        store::roles::list(&mut tx).await?.into_iter().map(|role| (role.noun.code, role.noun.title)).collect();
    drop(tx);
    let mut bodies = Vec::new();
    for body in organisations.into_iter().filter(|body| body.noun.ended.is_none()) {
        let mut commissions = Vec::new();
        if body.id == desk.authority {
            commissions.push("answers for this workbench".to_owned());
        }
        let decides = partnerships.iter().filter(|partnership| partnership.part_of(body.id) == Some(PartIn::Decides));
        commissions.extend(decides.map(|partnership| format!("decides in “{}”", partnership.name)));
        let pays = funds.iter().filter(|fund| fund.noun.contributions.iter().any(|one| one.partner == body.id));
        commissions.extend(pays.map(|fund| format!("puts money into “{}”", fund.noun.name)));
        let runs = services.iter().filter(|service| service.noun.operator == body.id).count();
        let under = arrangements.iter().filter(|kept| kept.noun.with == body.id && kept.noun.ends.is_none_or(|ends| ends >= today)).count();
        let mut provides = Vec::new();
        if runs > 0 {
            provides.push(count(runs, "runs one service", "runs", "services"));
        }
        if under > 0 {
            provides.push(count(under, "has one arrangement to provide", "has", "arrangements to provide"));
        }
        if provides.is_empty() && body.noun.provides && body.id != desk.authority {
            provides.push("provides, or may bid to".to_owned());
        }
        if commissions.is_empty() {
            continue;
        }
        let mut roles: BTreeMap<String, usize> = BTreeMap::new();
        for person in people.iter().filter(|person| person.noun.active && person.noun.organisation == body.id) {
            for code in &person.noun.roles {
                *roles.entry(titles.get(code).unwrap_or(code).clone()).or_default() += 1;
            }
        }
        let record = separations.iter().find(|kept| kept.noun.body == body.id).cloned();
        let apart = match record {
            _ if provides.is_empty() => Apart::NotNeeded,
            None => Apart::Missing,
            Some(record) if record.noun.review_on < today => Apart::Old(record),
            Some(record) => Apart::InForce(record),
        };
        bodies.push(BodyRow { body, commissions, provides, roles: roles.into_iter().collect(), apart });
    }
    let rank = |row: &BodyRow| match row.apart {
        Apart::Missing => 0,
        Apart::Old(_) => 1,
        Apart::InForce(_) => 2,
        Apart::NotNeeded => 3,
    };
    bodies.sort_by_key(rank);
    let from = since(today, months);
    let members = members(&cases, &partnerships, from);
    let is_of_members = |code: &str| deciding().is_ok_and(|rules| rules.body(code).is_some_and(|body| body.of_members));
    let took = decisions.iter().filter(|one| one.noun.decided_on >= from && is_of_members(&one.noun.taken_by)).count();
    let sentences = odd(&bodies, &members, took, months);
    Ok(BodiesView { bodies, members, sentences, months })
}

fn count(number: usize, one: &str, verb: &str, many: &str) -> String {
    if number == 1 { one.to_owned() } else { format!("{verb} {number} {many}") }
}

fn members(cases: &[Record<CaseId, Case>], partnerships: &[Partnership], from: Date) -> Vec<MembersRow> {
    let rooms = |parts: &[Part]| -> Vec<Option<u32>> {
        let all = cases.iter().flat_map(|case| &case.noun.rooms);
        all.filter(|room| room.on >= from && parts.contains(&room.part)).map(|room| room.elected_members).collect()
    };
    let row = |role, what, rooms: Vec<Option<u32>>| MembersRow {
        role,
        what,
        rooms: rooms.len(),
        with_members: rooms.iter().filter(|members| members.is_some_and(|members| members > 0)).count(),
        not_said: rooms.iter().filter(|members| members.is_none()).count(),
    };
    let meetings = partnerships.iter().flat_map(|partnership| &partnership.meetings).filter(|meeting| meeting.on >= from);
    vec![
        row("Setting ends", "What should be different, for whom, and what comes first", rooms(&[Part::Want])),
        row("Weighing", "What is known, what could be done, and what is chosen", rooms(&[Part::Know, Part::Could, Part::Chose])),
        row("Scrutinising", "What happened, and what was learned", rooms(&[Part::Happened, Part::Learned])),
        row("With partners", "Meetings of partnerships", meetings.map(|meeting| meeting.elected_members).collect()),
    ]
}

fn odd(bodies: &[BodyRow], members: &[MembersRow], took: usize, months: u8) -> Vec<String> {
    let mut said = Vec::new();
    for row in bodies {
        let name = &row.body.noun.name;
        match &row.apart {
            Apart::Missing => said.push(format!("{name} commissions and provides, and nothing is on record that keeps the two apart.")),
            Apart::Old(record) => said.push(format!(
                "What keeps commissioning and providing apart at {name} was to be looked at again by {}.",
                period::in_words(record.noun.review_on)
            )),
            Apart::InForce(_) | Apart::NotNeeded => {}
        }
    }
    let never: Vec<&str> =
        members.iter().filter(|row| row.rooms > 0 && row.not_said == 0 && row.with_members == 0).map(|row| row.role).collect();
    if !never.is_empty() {
        let never = never.iter().map(|role| format!("“{role}”")).collect::<Vec<_>>().join(" and ");
        said.push(format!("In the last {months} months no elected member was in the room at: {never}."));
    }
    if took > 0 && members.iter().all(|row| row.with_members == 0) {
        said.push(format!(
            "Elected members took {} in the last {months} months, and are not known to have been in a room at any stage before.",
            if took == 1 { "one decision".to_owned() } else { format!("{took} decisions") }
        ));
    }
    said
}

/// The separation on record of a body, for its form.
pub async fn find_separation(
    desk: &Desk,
    actor: &Actor,
    body: OrganisationId,
) -> Result<(String, Option<Record<SeparationId, Separation>>), DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut tx = desk.read().await?;
    let name = store::organisations::find(&mut tx, &actor.scope, body).await?.noun.name;
    let there = store::separations::list(&mut tx, &actor.scope).await?.into_iter().find(|kept| kept.noun.body == body);
    Ok((name, there))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{bench, may_everything};
    use jiff::civil::date;

    fn ask(body: OrganisationId, version: i64, providing_role: &str) -> Separate {
        Separate {
            body,
            version,
            commissioning_role: "Head of commissioning".into(),
            providing_role: providing_role.into(),
            how: "Provider services see no prices and score nothing.".into(),
            agreed_on: Some(date(2026, 3, 10)),
            review_on: Some(date(2027, 3, 10)),
            source: "Cabinet, 10 March 2026".into(),
        }
    }

    #[tokio::test]
    async fn a_body_that_commissions_and_provides_is_named_until_a_separation_is_on_record() {
        let bench = bench(false).await;
        let (desk, lead) = (&bench.desk, &may_everything(&bench.desk));
        let mut write = desk.write(lead).await.expect("writes");
        let service = testkit::nouns::service("Reablement at home", desk.authority);
        store::services::save(&mut write.tx, &kept(desk, desk.new_id(), Audience::Partners, service)).await.expect("a service");
        write.commit("prepare", "test", None, "A service.").await.expect("commits");
        let view = read_roles_and_bodies(desk, lead).await.expect("reads");
        assert!(
            matches!(view.bodies[0].apart, Apart::Missing) && view.sentences[0].contains("nothing is on record"),
            "{:?}",
            view.sentences
        );
        let Err(DeskError::Faults(faults)) = separate(desk, lead, ask(desk.authority, 0, "head of commissioning")).await else {
            panic!("one role is not two")
        };
        assert_eq!(faults[0].field, "providing_role");
        separate(desk, lead, ask(desk.authority, 0, "Head of provider services")).await.expect("on record");
        assert!(matches!(separate(desk, lead, ask(desk.authority, 0, "Another")).await, Err(DeskError::Stale)), "one record a body");
        let view = read_roles_and_bodies(desk, lead).await.expect("reads");
        assert!(matches!(view.bodies[0].apart, Apart::InForce(_)) && view.sentences.is_empty(), "{:?}", view.sentences);
    }
}
