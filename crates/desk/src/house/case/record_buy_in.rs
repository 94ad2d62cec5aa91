//! Recording what a group said of the change when it was asked: staff, a partner at some level, a political group.

use model::buy_in::{BuyIn, Group};
use model::case::Case;
use model::id::CaseId;
use model::record::Record;
use quantity::{Date, period};

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::house::case::change;
use crate::typed::{LINE, TEXT, Typed};

pub struct RecordBuyIn {
    pub case: CaseId,
    pub version: i64,
    pub group: Option<Group>,
    /// Which part of the group; a political group by its name.
    pub who: String,
    pub how: String,
    pub asked: Option<u32>,
    pub answered: Option<u32>,
    pub support: Option<u32>,
    pub doubts: Option<u32>,
    pub oppose: Option<u32>,
    pub words: String,
    pub on: Option<Date>,
    pub source: String,
    /// It was written by mistake: what is kept of this part of this group on this day is taken away.
    pub withdraw: bool,
}

/// Asked again on another day, both stand; of the same day, the later takes the place of the earlier, and the trail keeps that it did.
pub async fn record_buy_in(desk: &Desk, actor: &Actor, ask: RecordBuyIn) -> Result<Record<CaseId, Case>, DeskError> {
    if ask.withdraw {
        return withdraw(desk, actor, ask).await;
    }
    let mut typed = Typed::new();
    typed.ask("group", ask.group.is_some(), "Choose whom it is about");
    let is_political = matches!(ask.group, Some(Group::Political { .. }));
    let who = typed.optional("who", &ask.who, LINE);
    typed.ask("who", !is_political || !who.is_empty(), "Name the political group");
    let how = typed.text("how", &ask.how, LINE, "Say how they were asked");
    let mut count = |field: &'static str, given: Option<u32>, mend: &str| {
        typed.ask(field, given.is_some(), mend);
        given.unwrap_or_default()
    };
    let asked = count("asked", ask.asked, "Say how many people were asked");
    let answered = count("answered", ask.answered, "Say how many answered, 0 where nobody did");
    let support = count("support", ask.support, "Say how many are for it, 0 where nobody is");
    let doubts = count("doubts", ask.doubts, "Say how many have doubts, 0 where nobody has");
    let oppose = count("oppose", ask.oppose, "Say how many are against it, 0 where nobody is");
    typed.ask("asked", ask.asked != Some(0), "Where nobody was asked there is nothing to write down: it is shown as unknown");
    typed.ask("answered", answered <= asked, "No more can have answered than were asked");
    let sides = u64::from(support) + u64::from(doubts) + u64::from(oppose);
    typed.ask(
        "support",
        sides <= u64::from(answered),
        format!("{sides} took a side and {answered} answered: look at the four figures again"),
    );
    let words = typed.optional("words", &ask.words, TEXT);
    typed.ask("words", answered == 0 || !words.is_empty(), "Write what they said in their own words, naming nobody");
    let on = typed.past("on", ask.on, desk.today(), "Say when they were asked");
    let source = typed.text("source", &ask.source, LINE, "Say where the answers are kept");
    typed.done()?;
    let Some(group) = ask.group else { return Err(DeskError::NotFound) };
    let of_whom = of_whom(desk, actor, group, &who).await?;
    let by_role = actor.role.clone();
    change(desk, actor, ask.case, ask.version, "record_buy_in", |case| {
        let kept = BuyIn { group, who, how, asked, answered, support, doubts, oppose, words, on, source, by_role };
        let before = case.buy_in.len();
        case.buy_in.retain(|other| !(other.is_of_the_same(&kept) && other.on == kept.on));
        let replaced = if case.buy_in.len() < before { " It takes the place of what was written of that day." } else { "" };
        case.buy_in.push(kept);
        let on = period::in_words(on);
        Ok(format!("What {of_whom} said of the change when asked on {on} was written down.{replaced}"))
    })
    .await
}

async fn withdraw(desk: &Desk, actor: &Actor, ask: RecordBuyIn) -> Result<Record<CaseId, Case>, DeskError> {
    let mut typed = Typed::new();
    typed.ask("group", ask.group.is_some(), "Choose whom it is about");
    let who = typed.optional("who", &ask.who, LINE);
    let on = typed.past("on", ask.on, desk.today(), "Say when they were asked");
    typed.done()?;
    let Some(group) = ask.group else { return Err(DeskError::NotFound) };
    let of_whom = of_whom(desk, actor, group, &who).await?;
    change(desk, actor, ask.case, ask.version, "record_buy_in", |case| {
        let before = case.buy_in.len();
        case.buy_in.retain(|kept| !(kept.group == group && kept.who.to_lowercase() == who.to_lowercase() && kept.on == on));
        if case.buy_in.len() == before {
            let mend = "Nothing is written of them on that day: look again at whom it is about, and at when they were asked";
            return Err(DeskError::Faults(vec![Fault::new("withdraw", mend)]));
        }
        let on = period::in_words(on);
        Ok(format!("What {of_whom} said of the change when asked on {on} was taken away: it was written by mistake."))
    })
    .await
}

/// “Vale Community Trust, front line (physiotherapists)”.
async fn of_whom(desk: &Desk, actor: &Actor, group: Group, who: &str) -> Result<String, DeskError> {
    let whole = match group {
        Group::Staff => "staff".to_owned(),
        Group::Partner { organisation, level } => {
            let body = store::organisations::find(&mut desk.read().await?, &actor.scope, organisation).await?;
            format!("{}, {}", body.noun.name, level.words())
        }
        Group::Political { leads: true } => "a political group that leads".to_owned(),
        Group::Political { leads: false } => "a political group that does not lead".to_owned(),
    };
    Ok(if who.is_empty() { whole } else { format!("{whole} ({who})") })
}
