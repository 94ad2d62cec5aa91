//! What was worked out about the options of a case, as its paper tells it: what each is worth, who pays and who gains, what it turns on.

use std::sync::Arc;

use model::case::{Case, Choice, NOW};
use model::delivery_model::AS_NOW;
use model::finding::Finding;
use model::id::CaseId;
use model::record::Record;
use quantity::Money;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Tx;

use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::financial_plan::decided;
use crate::plan::gather::Asked;
use crate::plan::options::money_words::{self, money};
use crate::plan::options::{criteria_question, keep_results, social_question};
use crate::plan::paper::pack;
use crate::plan::read_options::{Worked, remembered};
use crate::remembered::Moment;

/// Frozen with the paper. Empty where nothing of the options has been costed or weighed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct OptionsTold {
    /// Costs are sealed: they stand in no open part.
    pub is_sealed: bool,
    /// Whole sentences, one a method.
    pub said: Vec<String>,
    pub worth: Vec<Worth>,
    /// Under the option that is proposed.
    pub ledger: Vec<LedgerTold>,
    /// What would have to be so for the choice to be another, in whole sentences.
    pub turns_on: Vec<String>,
    /// What is proposed is promised to save, and which line of the financial plan it answers, in whole sentences.
    #[serde(default)]
    pub saving: Vec<String>,
    /// `appraisal-cba, edition 1`.
    pub methods: Vec<String>,
    /// Each question as it was put, with its answer.
    pub worked: Vec<pack::Worked>,
}

/// What one option is worth over its years, in today's money.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Worth {
    /// `now`, or a letter; empty in what was frozen before it was kept.
    #[serde(default)]
    pub code: String,
    pub title: String,
    pub net_present_value: Option<Money>,
    pub is_ruled_out: bool,
    pub is_proposed: bool,
}

/// One organisation: what it pays and what it gains, in today's money.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LedgerTold {
    pub who: String,
    pub pays: Money,
    pub gains: Money,
    /// Gains less what it pays, transfers counted.
    pub net: Money,
}

/// The code of the option a paper asks for: `now`, or a letter; none where the case does not list it.
pub(crate) fn proposed(case: &Case, asked: &Asked) -> Option<String> {
    let is_asked = |choice: &Choice| {
        (choice.service, choice.delivery_model.as_str(), choice.part.as_str()) == (asked.service, &asked.change, &asked.part)
    };
    let found = case.choices.iter().position(is_asked).map(|at| case.code(at));
    found.or_else(|| (asked.change == AS_NOW).then(|| NOW.to_owned()))
}

/// Worked out once while the records stand as they were.
pub(crate) async fn told_options(
    desk: &Desk,
    tx: &mut Tx,
    case: &Record<CaseId, Case>,
    asked: &Asked,
) -> Result<Arc<OptionsTold>, DeskError> {
    let moment = Moment::of(tx, desk.today()).await?;
    if let Some(told) = desk.memory.told.of(moment.as_ref(), asked) {
        return Ok(told);
    }
    let worked = remembered(desk, tx, case.id).await?;
    let mut told = OptionsTold { is_sealed: worked.is_sealed, ..OptionsTold::default() };
    for result in keep_results::findings(desk, case.id, &worked) {
        told.tell(result, &case.noun, asked, &worked);
    }
    told.tell_worth(&case.noun, asked, &worked);
    told.saving = decided::said_in_the_paper(desk, tx, case, asked).await?;
    let told = Arc::new(told);
    desk.memory.told.keep(moment, asked.clone(), told.clone());
    Ok(told)
}

/// Code, title and whether it was ruled out: staying as we are first, whether the case lists it or not.
fn listed(case: &Case) -> Vec<(String, String, bool)> {
    let choices = case.choices.iter().enumerate();
    let mut listed: Vec<_> = choices.map(|(at, choice)| (case.code(at), choice.title.clone(), choice.ruled_out.is_some())).collect();
    if !listed.iter().any(|(code, ..)| code == NOW) {
        listed.push((NOW.to_owned(), "Stay as we are".to_owned(), false));
    }
    listed.sort_by_key(|(code, ..)| code != NOW);
    listed
}

impl OptionsTold {
    /// The social return of every option is kept with its question, so that it can be worked out again; that of the option which is proposed is said.
    fn tell(&mut self, result: Finding, case: &Case, asked: &Asked, worked: &Worked) {
        let (of, question, said) = match (result.method.as_str(), &worked.money, &worked.criteria) {
            (code, ..) if code == methods::sroi::METHOD.code => {
                let Some(returned) = worked.returns.iter().find(|returned| returned.option == result.part) else { return };
                let title = case.choice_of(&result.part).map_or_else(|| "Stay as we are".to_owned(), |(_, choice)| choice.title.clone());
                let is_proposed = proposed(case, asked).as_ref() == Some(&result.part);
                let said = is_proposed.then(|| format!("Social return of “{title}”. {}", result.statement));
                (format!("Social return of “{title}”"), social_question::file(returned), said.into_iter().collect())
            }
            (code, Some(costed), _) if code == methods::appraisal::METHOD.code => {
                ("Costs and benefits of the options".to_owned(), costed.question.file(), vec![result.statement])
            }
            (code, _, Some(Ok(weighed))) if code == methods::criteria::METHOD.code => {
                ("Options weighed by criteria".to_owned(), json!(weighed.case), weighed.reading.in_words(&weighed.case))
            }
            (code, _, Some(Ok(weighed))) if code == methods::smaa::METHOD.code => {
                ("Options under uncertain weights".to_owned(), criteria_question::file(weighed), vec![result.statement])
            }
            _ => return,
        };
        self.said.extend(said);
        let edition = format!("{}, edition {}", result.method, result.edition);
        if !self.methods.contains(&edition) {
            self.methods.push(edition);
        }
        let (method, edition, answer) = (result.method, result.edition, result.figures);
        self.worked.push(pack::Worked { of, issue: None, method, edition, question, answer });
    }

    fn tell_worth(&mut self, case: &Case, asked: &Asked, worked: &Worked) {
        if worked.money.as_ref().is_none_or(|costed| costed.answer.is_err()) {
            return;
        }
        let chosen = proposed(case, asked);
        for (code, title, is_ruled_out) in listed(case) {
            let net_present_value = worked.worth(&code);
            self.worth.push(Worth { is_proposed: chosen.as_ref() == Some(&code), code, title, net_present_value, is_ruled_out });
        }
        let Some(option) = chosen.as_deref().and_then(|code| worked.costed(code)) else { return };
        let line = |(who, line): (&String, &methods::appraisal::ledger::LedgerLine)| LedgerTold {
            who: who.clone(),
            pays: money(line.pays),
            gains: money(line.gains),
            net: money(line.net),
        };
        self.ledger = option.ledger.iter().map(line).collect();
        self.turns_on = option.switching_values.iter().map(money_words::switching).collect();
    }

    pub fn is_empty(&self) -> bool {
        self.worked.is_empty()
    }
}
