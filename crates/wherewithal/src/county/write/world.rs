//! What has been written so far: who is who, and the newest version of each record.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use desk::house::actors::actor_by_email;
use desk::{Actor, Clock, Desk};
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use model::allocation::Allocation;
use model::case::Case;
use model::fund::Fund;
use model::id::{
    AllocationId, CaseId, CheckId, FundId, InvolvementId, IssueId, MeasureId, OrganisationId, PartnershipId, PlanLineId, PriorityId,
    PromiseId, ServiceId, TestPeriodId,
};
use model::involvement::Involvement;
use model::issue::KnownIssue;
use model::measure::Measure;
use model::partnership::Partnership;
use model::promise::Promise;
use model::readiness::ReadinessCheck;
use model::record::Record;
use model::role::Permission;
use model::test_period::TestPeriod;

pub struct World {
    desk: Desk,
    zone: TimeZone,
    /// The day of the last step, and how many steps it has had.
    day: Date,
    steps: i64,
    actors: BTreeMap<String, Actor>,
    pub bodies: BTreeMap<&'static str, OrganisationId>,
    pub services: BTreeMap<u8, ServiceId>,
    pub measures: BTreeMap<&'static str, Record<MeasureId, Measure>>,
    pub issues: BTreeMap<&'static str, Record<IssueId, KnownIssue>>,
    pub tests: BTreeMap<&'static str, Record<TestPeriodId, TestPeriod>>,
    pub cases: BTreeMap<&'static str, Record<CaseId, Case>>,
    /// The last answer of the readiness check that was affirmed, by the key of its case.
    pub checks: BTreeMap<&'static str, Record<CheckId, ReadinessCheck>>,
    pub promises: BTreeMap<(&'static str, usize), Record<PromiseId, Promise>>,
    pub funds: BTreeMap<&'static str, Record<FundId, Fund>>,
    pub allocation: Option<Record<AllocationId, Allocation>>,
    /// Lines of financial plans, by their key.
    pub plan_lines: BTreeMap<&'static str, PlanLineId>,
    /// Rounds of having your say.
    pub rounds: BTreeMap<&'static str, Record<InvolvementId, Involvement>>,
    /// What could be put first, by letter: A first.
    pub priorities: Vec<PriorityId>,
    pub partnership: Option<Record<PartnershipId, Partnership>>,
}

impl World {
    pub fn new(desk: Desk, zone: TimeZone, day: Date) -> World {
        World {
            desk,
            zone,
            day,
            steps: 0,
            actors: BTreeMap::new(),
            bodies: BTreeMap::new(),
            services: BTreeMap::new(),
            measures: BTreeMap::new(),
            issues: BTreeMap::new(),
            tests: BTreeMap::new(),
            cases: BTreeMap::new(),
            checks: BTreeMap::new(),
            promises: BTreeMap::new(),
            funds: BTreeMap::new(),
            allocation: None,
            plan_lines: BTreeMap::new(),
            rounds: BTreeMap::new(),
            priorities: Vec::new(),
            partnership: None,
        }
    }

    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    /// The desk on `day`, 20 seconds after the step before it and from nine in the morning on: no two records are of one
    /// moment, so that lists keep the order in which people worked.
    pub fn on(&mut self, day: Date) -> Result<Desk> {
        if day != self.day {
            self.day = day;
            self.steps = 0;
        }
        self.steps += 1;
        let moment = day.at(9, 0, 0, 0).to_zoned(self.zone.clone()).context("the day has no morning")?;
        let moment = moment.checked_add((self.steps * 20).seconds()).context("the day is too long")?;
        self.desk = self.desk.at(Clock::Still(moment.timestamp()));
        Ok(self.desk.clone())
    }

    /// One of the people, by e-mail address.
    pub async fn person(&mut self, email: &str) -> Result<Actor> {
        if let Some(known) = self.actors.get_mut(email) {
            known.scope.today = self.day;
            return Ok(known.clone());
        }
        let actor = actor_by_email(&self.desk, email).await?;
        self.actors.insert(email.to_owned(), actor.clone());
        Ok(actor)
    }

    /// Someone of the council's own staff without a sign-in here, who may do this one thing.
    pub async fn staff(&mut self, role: &str, may: Permission) -> Result<Actor> {
        let colleague = self.person(crate::county::people::HELEN).await?;
        Ok(Actor {
            person: None,
            name: role.to_owned(),
            email: String::new(),
            role: role.to_owned(),
            role_codes: Vec::new(),
            permissions: [may].into(),
            ..colleague
        })
    }

    pub fn service(&self, number: u8) -> Result<ServiceId> {
        self.services.get(&number).copied().with_context(|| format!("service {number} has not been added"))
    }

    pub fn body(&self, key: &str) -> Result<OrganisationId> {
        self.bodies.get(key).copied().with_context(|| format!("{key} has not been added"))
    }

    pub fn measure(&self, key: &str) -> Result<MeasureId> {
        Ok(self.measure_record(key)?.id)
    }

    pub fn measure_record(&self, key: &str) -> Result<&Record<MeasureId, Measure>> {
        self.measures.get(key).with_context(|| format!("the measure {key} has not been defined"))
    }

    pub fn issue(&self, key: &str) -> Result<&Record<IssueId, KnownIssue>> {
        self.issues.get(key).with_context(|| format!("the issue {key} has not been raised"))
    }

    pub fn test(&self, key: &str) -> Result<&Record<TestPeriodId, TestPeriod>> {
        self.tests.get(key).with_context(|| format!("the test of {key} has not been registered"))
    }

    pub fn round(&self, key: &str) -> Result<&Record<InvolvementId, Involvement>> {
        self.rounds.get(key).with_context(|| format!("the round {key} has not been planned"))
    }

    pub fn case(&self, key: &str) -> Result<&Record<CaseId, Case>> {
        self.cases.get(key).with_context(|| format!("the case {key} has not been opened"))
    }
}
