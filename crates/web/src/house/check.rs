//! “Check now”: the trail, the kept files and the results, worked out again while you wait.

use askama::Template;
use axum::extract::State;
use desk::house::audit::AuditHead;
use desk::house::check_now::{Checked, Otherwise, Reworked, check_now};

use crate::app::App;
use crate::components::answer::Answer;
use crate::components::icon::State as Shape;
use crate::error::PageError;
use crate::house::audit;
use crate::layout::{Frame, Layout};
use crate::page;
use crate::router::{Asks, Routes};
use crate::session::Signed;

#[derive(Template)]
#[template(path = "house/check.html")]
struct CheckPage {
    layout: Layout,
    trail: Answer,
    head: Option<AuditHead>,
    files: Answer,
    wrong_files: Vec<String>,
    results: Answer,
    otherwise: Vec<Otherwise>,
    answers: Answer,
    answered_otherwise: Vec<Otherwise>,
    packs: Answer,
    packs_otherwise: Vec<Otherwise>,
}

page!(CheckPage);

pub fn routes() -> Routes {
    Routes::new().get("/check", Asks::SignIn, "Check now: work everything out again", show)
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed) -> Result<CheckPage, PageError> {
    let checked = check_now(&app.desk, &signed.actor).await?;
    let lead = if checked.is_well() {
        "Everything that can be worked out again was, and it is as it was kept."
    } else {
        "Something is not as it was kept. Keep everything as it is, and show this page to whoever looks after this place."
    };
    let layout = Layout::new(frame, "Check now").crumb("My cases", "/").lead(lead);
    let (trail, head) = audit::answer(&checked.audit);
    let files = files_answer(&checked);
    let results = reworked_answer(&checked.results, &RESULTS);
    let answers = reworked_answer(&checked.answers, &ANSWERS);
    let packs = reworked_answer(&checked.packs, &PACKS);
    Ok(CheckPage {
        layout,
        trail: trail.small().heading("trail", 3),
        head,
        files: files.small().heading("files", 3),
        wrong_files: checked.files.wrong,
        results: results.small().heading("results", 3),
        otherwise: checked.results.otherwise,
        answers: answers.small().heading("answers", 3),
        answered_otherwise: checked.answers.otherwise,
        packs: packs.small().heading("packs", 3),
        packs_otherwise: checked.packs.otherwise,
    })
}

fn files_answer(checked: &Checked) -> Answer {
    match (checked.files.whole, checked.files.wrong.len()) {
        (0, 0) => Answer::new(Shape::Shown, "No file is kept here yet.").word("Nothing to check"),
        (1, 0) => Answer::new(Shape::Shown, "The one kept file has the bytes of its digest.").word("Whole"),
        (whole, 0) => Answer::new(Shape::Shown, format!("All {whole} kept files have the bytes of their digests.")).word("Whole"),
        (whole, wrong) => Answer::new(Shape::Away, format!("{whole} kept files are whole; {wrong} are not.")).word("Not whole"),
    }
}

/// The words of one kind of thing that is worked out again.
struct Words {
    none: &'static str,
    one: &'static str,
    /// After their number.
    many: &'static str,
    changed: &'static str,
}

const RESULTS: Words = Words {
    none: "No result has been worked out again.",
    one: "One result was worked out again from its figures and is the same to the last digit.",
    many: "results were worked out again from their figures and are the same to the last digit.",
    changed: "on figures or rules that have changed since",
};

const ANSWERS: Words = Words {
    none: "No answer of the readiness check has been worked out again.",
    one: "One answer was worked out again, as of the day it was asked, and is the same.",
    many: "answers were worked out again, each as of the day it was asked, and are the same.",
    changed: "on records that have changed since",
};

const PACKS: Words = Words {
    none: "No evidence pack of a decision has been worked out again.",
    one: "The evidence pack of one decision was worked out again from its own inputs, and is equal to the last bit.",
    many: "evidence packs of decisions were worked out again, each from its own inputs, and are equal to the last bit.",
    changed: "on records that have changed since",
};

fn reworked_answer(reworked: &Reworked, words: &Words) -> Answer {
    let mut said = match reworked.same {
        0 => words.none.to_owned(),
        1 => words.one.to_owned(),
        same => format!("{same} {}", words.many),
    };
    match reworked.changed_since {
        0 => {}
        1 => said.push_str(&format!(" One rests {}: it stays as it was, and is asked again.", words.changed)),
        many => said.push_str(&format!(" {many} rest {}: they stay as they were, and are asked again.", words.changed)),
    }
    match reworked.not_reworked {
        0 => {}
        1 => said.push_str(" One is of a kind that is not worked out again here."),
        many => said.push_str(&format!(" {many} are of a kind that is not worked out again here.")),
    }
    match (reworked.otherwise.len(), reworked.same) {
        (0, 0) => Answer::new(Shape::Unknown, said).word("Nothing to compare"),
        (0, _) => Answer::new(Shape::Shown, said).word("The same"),
        (otherwise, _) => Answer::new(Shape::Away, format!("{said} {otherwise} came out otherwise.")).word("Not the same"),
    }
}
