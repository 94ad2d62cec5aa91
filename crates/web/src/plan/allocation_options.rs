//! Taking the costed options of a case into an allocation: what each costs and who pays it, and the points that a person says of each.

use std::collections::BTreeMap;

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use desk::DeskError;
use desk::house::case::read_case::{find_case, list_cases};
use desk::plan::money::start_from_options::{ChosenOption, OfferedOption, StartFromOptions, in_words, offered, start_from_options};
use desk::plan::read_options::{CaseOptions, read_options};
use model::allocation::Allocation;
use model::case::Case;
use model::id::{AllocationId, CaseId, OrganisationId};
use model::record::Record;
use model::role::Permission::WriteCases;
use report::words::count;

use crate::app::App;
use crate::components::button::Button;
use crate::components::markup::Markup;
use crate::components::notice::WarningText;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph, paragraph_of};
use crate::layout::{Frame, Layout, Section};
use crate::plan::allocation_forms::allocation_of;
use crate::plan::lists::PartsPage;
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;
use crate::ww;

pub fn routes() -> Routes {
    const TAKE: &str = "Take the options of a case into an allocation";
    Routes::new().get("/allocations/{reference}/options", May(WriteCases), TAKE, blank).post(
        "/allocations/{reference}/options",
        May(WriteCases),
        TAKE,
        send,
    )
}

/// The allocation, and the case whose options are taken.
struct Ground {
    allocation: Record<AllocationId, Allocation>,
    case: Record<CaseId, Case>,
    options: CaseOptions,
    offered: Result<Vec<OfferedOption>, String>,
}

impl Ground {
    async fn gather(app: &App, signed: &Signed, reference: &str, case: &str) -> Result<Ground, PageError> {
        let allocation = allocation_of(app, signed, reference).await?;
        let case = find_case(&app.desk, &signed.actor, &case.parse().map_err(|_| PageError::NotFound)?).await?;
        let options = read_options(&app.desk, &signed.actor, case.id).await?;
        let offered = offered(&options, &allocation);
        Ok(Ground { allocation, case, options, offered })
    }

    fn at(&self) -> String {
        format!("/allocations/{}", reference_of(&self.allocation.reference))
    }

    /// Those that are not in the allocation yet.
    fn open(&self) -> Vec<&OfferedOption> {
        self.offered.iter().flatten().filter(|one| one.taken.is_none()).collect()
    }
}

fn field(code: &str) -> String {
    format!("points-{code}")
}

async fn blank(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Result<Response, PageError> {
    let Some(case) = asked.get("case") else { return which(&app, frame, &signed, &reference).await };
    let ground = Ground::gather(&app, &signed, &reference, case).await?;
    if ground.open().is_empty() {
        return Ok(PartsPage::whole(layout(frame, &ground), before(&ground)).into_response());
    }
    Ok(page(frame, &ground, &Form::blank()).into_response())
}

/// Which case it is.
async fn which(app: &App, frame: Frame, signed: &Signed, reference: &str) -> Result<Response, PageError> {
    let allocation = allocation_of(app, signed, reference).await?;
    let at = format!("/allocations/{}", reference_of(&allocation.reference));
    let mut list = Markup::trusted("<ul class=\"govuk-list govuk-list--bullet ww-measure\">");
    let cases = list_cases(&app.desk, &signed.actor).await?;
    for case in &cases {
        let said = reference_of(&case.reference);
        let way = ww::link(&format!("{said}: {}", case.noun.question), &format!("{at}/options?case={said}"));
        list = list.and(Markup::trusted("<li>")).and(way).and(Markup::trusted("</li>"));
    }
    let list = if cases.is_empty() { paragraph("There is no case yet.") } else { list.and(Markup::trusted("</ul>")) };
    let layout = Layout::new(frame, "Which case’s options are taken?")
        .in_section(Section::Plan)
        .crumb(allocation.noun.title.clone(), at)
        .lead("Each costed option of a case becomes a version: its cost and whoever pays it come along; what it does in points is asked.");
    Ok(PartsPage::whole(layout, list).into_response())
}

fn layout(frame: Frame, ground: &Ground) -> Layout {
    Layout::new(frame, "Take the options of a case")
        .in_section(Section::Plan)
        .crumb(ground.allocation.noun.title.clone(), ground.at())
        .crumb("Which case’s options are taken?", format!("{}/options", ground.at()))
        .lead(match ground.open().len() {
            0 => format!("No costed option of “{}” is left to take.", ground.case.noun.question),
            open => format!(
                "{} of “{}” can be taken: how much each does towards the outcomes is missing.",
                count::sentence(&count::of_things(open as u64, "costed option", "costed options")),
                ground.case.noun.question
            ),
        })
}

fn before(ground: &Ground) -> Markup {
    let offered = match &ground.offered {
        Ok(offered) => offered,
        Err(why) => return Markup::from(WarningText::new(why.clone())),
    };
    let mut said = Markup::default();
    let name = |id: OrganisationId| ground.options.names.get(&id).cloned().unwrap_or_else(|| "an organisation you cannot see".to_owned());
    for one in offered {
        let costs = in_words(&one.money, ground.allocation.noun.year, name);
        let costs = if costs.is_empty() { "no cost that falls on a body".to_owned() } else { costs.join("; ") };
        let state = match one.taken {
            None => "",
            Some(true) => " It is in the allocation already, at this cost.",
            Some(false) => {
                " It is in the allocation already, at another cost than the case has now: mend it where it is said what each costs."
            }
        };
        said = said.and(paragraph(&format!("{} ({}): {costs}.{state}", one.title, one.code)));
        if !one.left_out.is_empty() {
            said = said.and(paragraph(&format!("Falls on residents, and is no body’s money: {}.", count::list(&one.left_out))));
        }
        if !one.not_counted.is_empty() {
            said = said.and(paragraph(&format!("Not taken as a cost: {}.", count::list(&one.not_counted))));
        }
    }
    let case = reference_of(&ground.case.reference);
    let on = ground.options.written_on.map(|on| format!(", as written on {}", count::plain_date(on))).unwrap_or_default();
    said.and(paragraph(&format!(
        "Source: costs and benefits of case {case}{on}, in the prices of their first year, corrected for optimism as they are there. Money that goes on to the last year costed is read as recurrent and the rest as one-off; works and equipment as capital. Mend that once they are taken, where it is otherwise."
    )))
    .and(paragraph_of(ww::link("The costs as the case has them", &format!("/cases/{case}/appraisal"))))
}

fn page(frame: Frame, ground: &Ground, form: &Form) -> FormPage {
    let layout = layout(frame, ground).with_errors(form.errors());
    let page = FormPage::new(layout, format!("{}/options", ground.at()), Button::new("Take these"))
        .before(before(ground))
        .carrying("version", &ground.allocation.version.to_string())
        .carrying("case", &reference_of(&ground.case.reference));
    let ask = |page: FormPage, one: &OfferedOption| {
        let hint = format!("Points, in whole numbers: {} Left empty, it is not taken.", ground.allocation.noun.points_mean);
        page.part(form.input(&field(&one.code), format!("What does “{}” do?", one.title)).hint(hint).width(5))
    };
    ground.open().into_iter().fold(page, ask)
}

async fn send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let ground = Ground::gather(&app, &signed, &reference, form.value("case")).await?;
    let mut chosen = Vec::new();
    for one in ground.open() {
        let mend = "Write a whole number of points, for example 40";
        let points = form
            .optional(&field(&one.code), |typed| typed.parse::<i64>().ok().filter(|points| (0..=1_000_000).contains(points)).ok_or(mend));
        chosen.extend(points.map(|points| ChosenOption { code: one.code.clone(), points }));
    }
    if form.has_errors() {
        return Ok(page(frame, &ground, &form).into_response());
    }
    let ask = StartFromOptions { allocation: ground.allocation.id, version: form.version(), case: ground.case.id, chosen };
    match start_from_options(&app.desk, &signed.actor, ask).await {
        Ok(made) => Ok(to(&format!("/allocations/{}", reference_of(&made.reference)))),
        Err(DeskError::Faults(faults)) => {
            // The fields are made of the options: what is wrong with them all is said at the first.
            let first = ground.open().first().map_or_else(|| "version".to_owned(), |one| field(&one.code));
            faults.into_iter().for_each(|fault| form.add_error(first.clone(), fault.message));
            Ok(page(frame, &ground, &form).into_response())
        }
        Err(error) => again(error, form, |form| page(frame, &ground, form)),
    }
}
