//! What was worked out about the options of a case, as its paper tells it: what each is worth, who pays and who gains, what it turns on.

use methods::calc;
use model::case::{Case, NOW};
use model::id::CaseId;
use quantity::Money;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::Tx;

use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::options::criteria_question;
use crate::plan::options::money_words::{self, money};
use crate::plan::paper::pack::Worked;
use crate::plan::read_options::work;

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
    /// `appraisal-cba, edition 1`.
    pub methods: Vec<String>,
    /// Each question as it was put, with its answer.
    pub worked: Vec<Worked>,
}

/// What one option is worth over its years, in today's money.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Worth {
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

/// The code of an option proposed: `now`, or a letter.
fn proposed(case: &Case, change: &str, part: &str) -> String {
    let found = case.choices.iter().position(|choice| choice.delivery_model == change && choice.part == part);
    found.map_or_else(|| NOW.to_owned(), |at| case.code(at))
}

pub(crate) async fn told_options(desk: &Desk, tx: &mut Tx, case: CaseId, change: &str, part: &str) -> Result<OptionsTold, DeskError> {
    let worked = work(desk, tx, case).await?;
    let record = store::cases::find(tx, &desk.own_scope(), case).await?;
    let chosen = proposed(&record.noun, change, part);
    let mut told = OptionsTold { is_sealed: worked.is_sealed, ..OptionsTold::default() };
    if let Some(costed) = &worked.money
        && let Ok(answer) = &costed.answer
    {
        told.said.push(money_words::lead(&costed.question, answer));
        let titles: Vec<(String, String, bool)> = std::iter::once((NOW.to_owned(), "Stay as we are".to_owned(), false))
            .chain(
                record
                    .noun
                    .choices
                    .iter()
                    .enumerate()
                    .map(|(at, choice)| (record.noun.code(at), choice.title.clone(), choice.ruled_out.is_some())),
            )
            .collect();
        for (code, title, is_ruled_out) in titles {
            let open = answer.options.get(&code).map(|option| money(option.figures.net_present_value));
            let net_present_value = open.filter(|_| !is_ruled_out).or_else(|| worked.given_up.get(&code).copied());
            told.worth.push(Worth { is_proposed: code == chosen, title, net_present_value, is_ruled_out });
        }
        if let Some(option) = answer.options.get(&chosen) {
            let line = |(who, line): (&String, &methods::appraisal::ledger::LedgerLine)| LedgerTold {
                who: who.clone(),
                pays: money(line.pays),
                gains: money(line.gains),
                net: money(line.net),
            };
            told.ledger = option.ledger.iter().map(line).collect();
            told.turns_on = option.switching_values.iter().map(money_words::switching).collect();
        }
        let method = methods::appraisal::METHOD;
        let file = costed.question.file();
        if let Ok(figures) = calc::cba(&file.to_string()) {
            told.keep("Costs and benefits of the options", (method.code, method.edition), file, figures);
        }
    }
    if let Some(Ok(weighed)) = &worked.criteria {
        told.said.extend(weighed.reading.in_words(&weighed.case));
        let method = methods::criteria::METHOD;
        let figures = calc::mcda::answer(&weighed.reading, &weighed.case);
        told.keep("Options weighed by criteria", (method.code, method.edition), json!(weighed.case), figures);
        let (file, method) = (criteria_question::file(weighed), methods::smaa::METHOD);
        if let Ok(figures) = calc::smaa(&file.to_string()) {
            told.said.push(criteria_question::smaa_said(weighed));
            told.keep("Options under uncertain weights", (method.code, method.edition), file, figures);
        }
    }
    Ok(told)
}

impl OptionsTold {
    fn keep(&mut self, of: &str, method: (&str, u16), question: Value, answer: Value) {
        self.methods.push(format!("{}, edition {}", method.0, method.1));
        self.worked.push(Worked {
            of: of.to_owned(),
            issue: None,
            method: method.0.to_owned(),
            edition: u32::from(method.1),
            question,
            answer,
        });
    }

    pub fn is_empty(&self) -> bool {
        self.said.is_empty()
    }
}
