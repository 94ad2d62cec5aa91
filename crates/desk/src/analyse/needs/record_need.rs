//! Writing down a need of a named group of people, for the first time.

use model::audience::Audience;
use model::id::{MeasureId, NeedId, OrganisationId, PriorityId, StrengthId};
use model::need::{Need, NeedDefinition, NeedLevel, Series};
use model::option_sheet::Contributor;
use model::record::Record;
use model::role::Permission;
use store::Tx;

use super::names_nobody;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::house::set_up::kept;
use crate::typed::{LINE, TEXT, Typed};

/// What is written of a need beside its definition, its figures and its evidence.
#[derive(Debug, Clone, Default)]
pub struct NeedTyped {
    pub title: String,
    pub people: String,
    pub level: Option<NeedLevel>,
    pub part_of: Option<NeedId>,
    /// Names of parts of the place, with commas between.
    pub places: String,
    pub priority: Option<PriorityId>,
    pub measure: Option<MeasureId>,
    pub indicator: String,
    pub hopes: String,
    pub strengths: String,
    pub capabilities: String,
    pub helped_by: Vec<StrengthId>,
    pub shared_with: Vec<OrganisationId>,
    pub refresh_months: Option<u32>,
    /// Everybody may read it, without an account.
    pub is_public: bool,
}

pub struct RecordNeed {
    pub typed: NeedTyped,
    /// What is meant by it.
    pub definition: String,
    pub reason: String,
    pub came_from: Option<Contributor>,
}

/// It may be written without strengths: then it is incomplete, and says so until somebody adds them.
pub async fn record_need(desk: &Desk, actor: &Actor, ask: RecordNeed) -> Result<Record<NeedId, Need>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let told = ask.typed.checked(&mut typed);
    let says = typed.text("definition", &ask.definition, TEXT, "Say what is meant by it: who is counted, and who is not");
    names_nobody(&mut typed, "definition", &says);
    let reason = typed.text("reason", &ask.reason, LINE, "Say why it is defined so");
    typed.ask("came_from", ask.came_from.is_some(), "Choose where it came from");
    typed.done()?;
    let mut write = desk.write(actor).await?;
    told.check_links(&mut write.tx, actor, None).await?;
    let definition = NeedDefinition {
        says,
        on: desk.today(),
        reason,
        came_from: ask.came_from.unwrap_or(Contributor::Officers),
        series: Series::First,
        by_role: actor.role.clone(),
    };
    let mut noun = Need {
        title: String::new(),
        people: String::new(),
        level: NeedLevel::Strategic,
        part_of: None,
        places: Vec::new(),
        priority: None,
        measure: None,
        indicator: String::new(),
        hopes: String::new(),
        strengths: String::new(),
        capabilities: String::new(),
        helped_by: Vec::new(),
        definitions: vec![definition],
        figures: Vec::new(),
        evidence: Vec::new(),
        voices: Vec::new(),
        shared_with: Vec::new(),
        edition: 1,
        signatures: Vec::new(),
        refresh_months: 12,
        choices: Vec::new(),
        waivers: Vec::new(),
    };
    let audience = told.audience();
    told.onto(&mut noun);
    let record = store::needs::save(&mut write.tx, &kept(desk, desk.new_id(), audience, noun)).await?;
    let line = format!("A need was written down: {} ({}).", record.noun.title, record.noun.people);
    write.commit("record_need", "need", Some(record.id.uuid()), line).await?;
    Ok(record)
}

/// What was typed, trimmed, and in order by itself.
pub(super) struct Told {
    typed: NeedTyped,
    level: NeedLevel,
    places: Vec<String>,
    months: u32,
}

impl NeedTyped {
    pub(super) fn checked(mut self, typed: &mut Typed) -> Told {
        self.title = typed.text("title", &self.title, 120, "Name the need as people would say it");
        self.people = typed.text("people", &self.people, LINE, "Say whose it is: a named group of people");
        self.indicator = typed.optional("indicator", &self.indicator, LINE);
        self.hopes = typed.optional("hopes", &self.hopes, TEXT);
        self.strengths = typed.optional("strengths", &self.strengths, TEXT);
        self.capabilities = typed.optional("capabilities", &self.capabilities, TEXT);
        let places = typed.optional("places", &self.places, LINE);
        for (field, text) in [
            ("title", &self.title),
            ("people", &self.people),
            ("hopes", &self.hopes),
            ("strengths", &self.strengths),
            ("capabilities", &self.capabilities),
        ] {
            names_nobody(typed, field, text);
        }
        typed.ask("level", self.level.is_some(), "Choose at which level it stands");
        let months = self.refresh_months.unwrap_or(0);
        typed.ask("refresh_months", (1..=120).contains(&months), "Say after how many months it is looked at again, from 1 to 120");
        let places = places.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
        Told { level: self.level.unwrap_or(NeedLevel::Strategic), places, months, typed: self }
    }
}

impl Told {
    pub(super) fn audience(&self) -> Audience {
        if self.typed.is_public { Audience::Public } else { Audience::Partners }
    }

    /// What it hangs on is there, and of the right kind: a need is part of one at a level above its own, so that none is part of itself.
    pub(super) async fn check_links(&self, tx: &mut Tx, actor: &Actor, own: Option<NeedId>) -> Result<(), DeskError> {
        let fault = |field, message: &str| DeskError::Faults(vec![Fault::new(field, message)]);
        let scope = &actor.scope;
        if let Some(above) = self.typed.part_of {
            let above =
                store::needs::find(tx, scope, above).await.map_err(|_| fault("part_of", "Choose from the needs that are written down"))?;
            if above.noun.level >= self.level {
                return Err(fault(
                    "part_of",
                    "Choose a need at a level above this one’s: that of the whole place stands above that of a service, and both above people one by one",
                ));
            }
        }
        if let Some(own) = own {
            for below in store::needs::list(tx, scope).await?.iter().filter(|below| below.noun.part_of == Some(own)) {
                if below.noun.level <= self.level {
                    let said = format!(
                        "“{}” is part of this need and would not stand below it any longer: change that one first",
                        below.noun.title
                    );
                    return Err(fault("level", &said));
                }
            }
        }
        if let Some(priority) = self.typed.priority {
            store::priorities::find(tx, scope, priority)
                .await
                .map_err(|_| fault("priority", "Choose from the priorities that are named"))?;
        }
        if let Some(measure) = self.typed.measure {
            store::measures::find(tx, scope, measure).await.map_err(|_| fault("measure", "Choose from the measures that are held"))?;
        }
        for strength in &self.typed.helped_by {
            store::strengths::find(tx, scope, *strength)
                .await
                .map_err(|_| fault("helped_by", "Choose from what is written down as good here"))?;
        }
        for partner in &self.typed.shared_with {
            let body =
                store::organisations::find(tx, scope, *partner).await.map_err(|_| fault("shared_with", "Choose from the partners"))?;
            if !body.noun.is_partner {
                return Err(fault("shared_with", &format!("{} is not a partner: choose from the partners", body.noun.name)));
            }
        }
        Ok(())
    }

    /// Does it say anything of substance otherwise than `noun` does? Links and places of filing are not.
    pub(super) fn differs(&self, noun: &Need) -> bool {
        let typed = &self.typed;
        (&typed.title, &typed.people, &typed.hopes, &typed.strengths, &typed.capabilities, &self.places, self.level)
            != (&noun.title, &noun.people, &noun.hopes, &noun.strengths, &noun.capabilities, &noun.places, noun.level)
    }

    pub(super) fn onto(self, noun: &mut Need) {
        let typed = self.typed;
        (noun.title, noun.people, noun.level, noun.part_of) = (typed.title, typed.people, self.level, typed.part_of);
        (noun.places, noun.priority, noun.measure, noun.indicator) = (self.places, typed.priority, typed.measure, typed.indicator);
        (noun.hopes, noun.strengths, noun.capabilities) = (typed.hopes, typed.strengths, typed.capabilities);
        (noun.helped_by, noun.shared_with, noun.refresh_months) = (typed.helped_by, typed.shared_with, self.months);
    }
}
