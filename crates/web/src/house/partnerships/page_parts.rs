//! The parts of a partnership's page, each with its way on.

use desk::house::partnership::read_partnership::PartnershipView;
use desk::house::partnership::told_joint::InRecords;
use desk::house::partnership::told_rounds::{Reading, RoundTold, Seen, SideScore, Standing};
use model::id::OrganisationId;
use model::partnership::{Asks, PartIn};
use quantity::rounding::shown;
use report::words::count;

use super::address;
use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::components::notice::InsetText;
use crate::components::working::Working;
use crate::house::form_page::{paragraph, paragraph_of};
use crate::plan::funds::links;
use crate::plan::reference_of;
use crate::router::in_query;
use crate::ww;

fn bullets(items: impl IntoIterator<Item = Markup>) -> Markup {
    let items: String = items.into_iter().map(|item| format!("<li>{item}</li>")).collect();
    Markup::trusted(format!("<ul class=\"govuk-list govuk-list--bullet\">{items}</ul>"))
}

fn small_heading(text: &str) -> Markup {
    Markup::trusted(format!("<h3 class=\"govuk-heading-s\">{}</h3>", Markup::text(text)))
}

/// Whether the reader may write here: an officer, or somebody who speaks for a body that decides.
fn may_write(view: &PartnershipView) -> bool {
    view.may_write || view.speaks_as == Some(PartIn::Decides)
}

fn way(view: &PartnershipView, words: &str, path: &str) -> Markup {
    if may_write(view) { links(&[(words, format!("{}/{path}", address(view)))]) } else { Markup::default() }
}

pub(super) fn bodies(view: &PartnershipView) -> Markup {
    let months = view.rules.joint.months;
    let mut table = CardTable::new("Who takes part")
        .caption_hidden()
        .column("Body")
        .column("Its part")
        .column("Since")
        .column(format!("Sat there in the last {months} months"));
    for one in &view.partnership.noun.bodies {
        let sat = view.meetings.sat.iter().find(|sat| sat.body == one.body).filter(|sat| sat.of() > 0);
        let sat = sat.map_or_else(
            || "No meeting".to_owned(),
            |sat| {
                let stood_in = if sat.stood_in == 0 { String::new() } else { format!("; somebody sat in at {}", sat.stood_in) };
                format!("{} as agreed{stood_in}", count::people(sat.senior as u64, sat.of() as u64))
            },
        );
        table = table.row([
            Words::from(view.name(one.body)),
            Words::from(count::sentence(one.part.words())),
            Words::from(count::plain_date(one.since)),
            Words::from(sat),
        ]);
    }
    let seniority = &view.partnership.noun.seniority;
    let said =
        if seniority.is_empty() { "Who should sit there is not agreed.".to_owned() } else { format!("Who should sit there: {seniority}.") };
    Markup::from(table).and(paragraph(&said))
}

pub(super) fn direction(view: &PartnershipView) -> Markup {
    let noun = &view.partnership.noun;
    let Some(direction) = noun.directions.last() else {
        return paragraph("No direction is written down yet.").and(way(view, "Write where you are going", "direction"));
    };
    let mut body = Markup::from(InsetText::new(direction.says.clone()));
    body = body.and(paragraph(&format!("Written by {}, {}.", direction.by_role, count::plain_date(direction.written_on))));
    let mut table = CardTable::new("Who has signed it").caption_hidden().column("Body").column("Signed");
    for decides in noun.deciding() {
        let signed = direction.signed.iter().find(|one| one.body == decides);
        let said = signed.map_or_else(|| "Not signed".to_owned(), |one| format!("{}, {}", count::plain_date(one.on), one.role));
        table = table.row([Words::from(view.name(decides)), Words::from(said)]);
    }
    body = body.and(table);
    let mut ways = Vec::new();
    // A body signs for itself: nobody else is offered its pen.
    if view.speaks_as == Some(PartIn::Decides) {
        ways.push(("Sign it for your organisation", format!("{}/sign", address(view))));
    }
    if may_write(view) {
        ways.push(("Write a new direction", format!("{}/direction", address(view))));
    }
    if noun.directions.len() > 1 {
        let before = count::of_things(noun.directions.len() as u64 - 1, "earlier direction", "earlier directions");
        let earlier =
            noun.directions.iter().rev().skip(1).map(|one| Markup::text(format!("{}: {}", count::plain_date(one.written_on), one.says)));
        body = body.and(Working::new(bullets(earlier)).summary(count::sentence(&before)));
    }
    if ways.is_empty() { body } else { body.and(links(&ways)) }
}

pub(super) fn meetings(view: &PartnershipView) -> Markup {
    let noun = &view.partnership.noun;
    let mut body = bullets(view.meetings.sentences.iter().map(Markup::text));
    if !noun.meetings.is_empty() {
        let mut table = CardTable::new("Meetings")
            .caption_hidden()
            .column("Day")
            .column("Who sat there")
            .column("What was decided, and what it changed");
        for meeting in noun.meetings.iter().rev() {
            let there = meeting.seats.iter().map(|seat| {
                let stood_in = if seat.is_senior { "" } else { ", sat in" };
                format!("{} ({}{stood_in})", view.name(seat.body), seat.role)
            });
            let members = meeting.elected_members.map(|members| count::of_things(u64::from(members), "elected member", "elected members"));
            let there: Vec<String> = there.chain(members).collect();
            let decided = meeting.decisions.iter().enumerate().map(|(at, decision)| {
                let came = if decision.was_planned { "planned" } else { "came up" };
                let said = Markup::text(format!("{} ({came}). ", decision.what));
                let changed = match decision.changed_on {
                    Some(on) => Markup::text(format!("Since {}: {}", count::plain_date(on), decision.changed)),
                    None if may_write(view) => {
                        let at = format!("{}/changed?met={}&decision={at}", address(view), meeting.on);
                        Markup::text("Nothing known to have changed. ").and(ww::link("Say what it changed", &at))
                    }
                    None => Markup::text("Nothing known to have changed."),
                };
                said.and(changed)
            });
            let decided = if meeting.decisions.is_empty() { Markup::text("Nothing") } else { bullets(decided) };
            table = table.row([Words::from(count::plain_date(meeting.on)), Words::from(there.join("; ")), Words::from(decided)]);
        }
        body = body.and(table);
    }
    body.and(way(view, "Write a meeting down", "meeting"))
}

/// Who has answered a round and who has not; the way to answer, to close it, or to open another.
fn around(view: &PartnershipView, round: Option<&RoundTold>, asks: Asks) -> Markup {
    let (answer, opens) = match asks {
        Asks::Check => ("check", "Ask every side the partnership check"),
        Asks::Order => ("order", "Ask each body to put priorities in order"),
    };
    let kind = if asks == Asks::Check { "check" } else { "order" };
    let Some(told) = round else {
        return paragraph("Nobody has been asked yet.").and(way(view, opens, &format!("round?asks={kind}")));
    };
    let day = count::plain_date;
    let when = match told.round.closed_on {
        Some(on) => format!("Asked on {}, closed on {}.", day(told.round.opened_on), day(on)),
        None if told.is_open => format!("Asked on {}, open until {}.", day(told.round.opened_on), day(told.round.closes_on)),
        None => format!("Asked on {}, closed on {}.", day(told.round.opened_on), day(told.round.closes_on)),
    };
    let names = |bodies: Vec<OrganisationId>| count::list(&bodies.into_iter().map(|body| view.name(body)).collect::<Vec<_>>());
    let answered: Vec<OrganisationId> = told.answered.iter().filter(|(_, people)| *people > 0).map(|(body, _)| *body).collect();
    let mut said = when;
    if !answered.is_empty() {
        said = format!("{said} Answered: {}.", names(answered));
    }
    if !told.silent().is_empty() {
        said = format!("{said} Not answered, so not known: {}.", names(told.silent()));
    }
    let mut body = paragraph(&said);
    if let Seen::Hidden(why) = &told.seen {
        body = body.and(Markup::from(InsetText::new(why.clone())));
    }
    let mut ways = Vec::new();
    if told.may_answer {
        ways.push(("Give your own answer", format!("{}/{answer}", address(view))));
    }
    if told.is_open && may_write(view) {
        ways.push(("Close it, so that all is shown", format!("{}/close?round={}", address(view), told.at)));
    }
    if !told.is_open && may_write(view) {
        ways.push((opens, format!("{}/round?asks={kind}", address(view))));
    }
    if ways.is_empty() { body } else { body.and(links(&ways)) }
}

pub(super) fn order(view: &PartnershipView) -> Markup {
    let round = view.newest(Asks::Order);
    let mut body = around(view, round, Asks::Order);
    if let Some(told) = round.and_then(RoundTold::orders).filter(|told| !told.orders.is_empty()) {
        let longest = told.orders.iter().map(|(_, order)| order.len()).max().unwrap_or(0);
        let mut table = CardTable::new("What each body puts first").caption_hidden().column("Place");
        for (name, _) in &told.orders {
            table = table.column(name.clone());
        }
        for place in 0..longest {
            let cell = |order: &Vec<_>| order.get(place).map_or_else(|| "None".to_owned(), |id| view.title(*id));
            table = table.row(std::iter::once((place + 1).to_string()).chain(told.orders.iter().map(|(_, order)| cell(order))));
        }
        body = body.and(table);
        if let Some(agreement) = &told.agreement {
            body = body
                .and(paragraph(&format!("They agree {} on a scale from 0 (not at all) to 1 (one order).", shown(agreement.overall, 2))));
            let pairs = agreement.pairs.iter().map(|(one, other, tau)| Markup::text(format!("{one} and {other}: {}", shown(*tau, 2))));
            body = body.and(paragraph("Two by two, from −1 (opposite) to 1 (the same):")).and(bullets(pairs));
            let apart: Vec<String> = agreement
                .apart
                .iter()
                .take(3)
                .map(|(id, low, high)| format!("{} (from place {low} to place {high})", view.title(*id)))
                .collect();
            if !apart.is_empty() {
                body = body.and(paragraph(&format!("They differ most about {}.", count::list(&apart))));
            }
            body = body.and(Working::new(Markup::text(
                "Between two orders: Kendall’s tau, the share of pairs of priorities that stand in the same order with both, less the share that do not. All together: Kendall’s W, 12 times the sum of squared distances of each priority’s places from their mean, divided by the square of the bodies times the cube of the priorities less their number.",
            )));
        }
    }
    if !view.one_list.is_empty() {
        body = body.and(Markup::from(InsetText::new(view.one_list.clone())));
    }
    if let Some(list) = view.partnership.noun.one_list.as_ref().filter(|list| !list.order.is_empty()) {
        body = body.and(bullets(list.order.iter().map(|id| Markup::text(view.title(*id)))));
    }
    if round.is_some_and(|round| !round.is_open) {
        body = body.and(way(view, "Say whether there is one list", "list"));
    }
    body.and(paragraph_of(ww::link("Priorities of the place, and whose list says what", "/priorities")))
}

pub(super) fn check(view: &PartnershipView) -> Markup {
    let round = view.newest(Asks::Check);
    let body = around(view, round, Asks::Check);
    match round.and_then(RoundTold::check) {
        Some(reading) => body.and(check_read(view, reading)),
        None => body,
    }
}

/// `12 to 16, middle 14`; one person's answer is one figure.
fn score(side: &SideScore) -> String {
    match (side.lowest, side.middle, side.highest) {
        (Some(low), Some(_), Some(high)) if low == high => low.to_string(),
        (Some(low), Some(middle), Some(high)) => format!("{low} to {high}, middle {}", shown(middle, 1)),
        _ => "Not known".to_owned(),
    }
}

fn standing(standing: Standing) -> Words {
    Words::from(match standing {
        Standing::Apart => Markup::from(ww::away("Seen differently: talk about it")),
        Standing::Low => Markup::from(ww::not_yet("Seen alike, and thought little of")),
        Standing::Alike => Markup::from(ww::shown("Seen alike")),
        Standing::NotKnown => Markup::from(ww::unknown("Not known: a side is silent")),
    })
}

fn check_read(view: &PartnershipView, reading: &Reading) -> Markup {
    let mut table = CardTable::new("Each side’s own scores, 6 to 24 a principle").column("Principle");
    for side in &reading.sides {
        table = table.column(side.side.clone());
    }
    table = table.figures("Farthest apart").column("So");
    let title = |at: usize| view.rules.principle.get(at).map_or("", |principle| principle.title.as_str());
    for (at, principle) in reading.principles.iter().enumerate() {
        let mut row = vec![Words::from(title(at))];
        row.extend(principle.sides.iter().map(|side| Words::from(score(side))));
        row.push(Words::from(principle.gap.map_or_else(|| "Not known".to_owned(), |gap| shown(gap, 1))));
        row.push(standing(principle.standing));
        table = table.row(row);
    }
    let mut body = paragraph("Each side stands for itself: nothing here is of several sides together, and there is no total.").and(table);
    let statement = |principle: usize, at: usize| {
        view.rules.principle.get(principle).and_then(|principle| principle.statements.get(at)).cloned().unwrap_or_default()
    };
    if !reading.apart.is_empty() {
        body = body.and(paragraph("Statements to begin with, seen most differently:"));
        body = body.and(bullets(reading.apart.iter().take(6).map(|apart| {
            Markup::text(format!(
                "“{}” {} {} of 4, {} {} of 4.",
                statement(apart.principle, apart.statement),
                apart.low.0,
                shown(apart.low.1, 1),
                apart.high.0,
                shown(apart.high.1, 1)
            ))
        })));
    }
    let people: Vec<String> =
        reading.sides.iter().map(|side| format!("{}: {}", side.side, count::of_things(side.people as u64, "person", "people"))).collect();
    let rule = &view.rules.check;
    let working = format!(
        "Six statements a principle, each 1 (strongly disagree) to 4 (strongly agree). {}. To talk about: {} points or more apart. {} Little: {} points or fewer from every side. {} Method: {}. Source: {}.",
        people.join("; "),
        shown(rule.apart_from, 1),
        rule.apart_because,
        shown(rule.low_to, 0),
        rule.low_because,
        view.editions.check,
        rule.source
    );
    body.and(Working::new(Markup::text(working)))
        .and(paragraph_of(ww::link("How the partnership check is worked, and how it misleads", "/library/methods/partnership-check")))
}

pub(super) fn joint(view: &PartnershipView) -> Markup {
    let mut body =
        paragraph("Six questions to talk about. What the records show stands beside what each body says; there is no mark to pass.");
    let may_say = matches!(view.speaks_as, Some(PartIn::Decides | PartIn::Advises));
    for point in &view.joint {
        let seen = match point.seen {
            InRecords::Seen => Markup::from(ww::shown("Seen in the records")),
            InRecords::NotSeen => Markup::from(ww::not_yet("Not seen in the records")),
            InRecords::NotKnown => Markup::from(ww::unknown("Not known")),
        };
        body = body.and(small_heading(point.question.asks)).and(paragraph_of(seen)).and(paragraph(&point.evidence));
        if !point.notes.is_empty() {
            let notes = point.notes.iter().map(|(name, says, on)| Markup::text(format!("{name}, {}: {says}", count::plain_date(*on))));
            body = body.and(bullets(notes));
        }
        if may_say {
            let at = format!("{}/say?question={}", address(view), in_query(point.question.code));
            body = body.and(paragraph_of(ww::link(&format!("Say how your organisation sees it: {}", point.question.asks), &at)));
        }
    }
    let rule = &view.rules.joint;
    let working = format!(
        "The same order: every two bodies at {} or more. {} At the table: {}% of meetings or more. {} Old after {} months. {} Source: {}.",
        shown(rule.same_order_from, 1),
        rule.same_order_because,
        shown(rule.sat_from * 100.0, 0),
        rule.sat_because,
        rule.months,
        rule.months_because,
        rule.source
    );
    body.and(Working::new(Markup::text(working)).summary("What is looked for"))
}

fn percent(share: Option<f64>) -> String {
    share.map_or_else(|| "Not known".to_owned(), |share| format!("{}%", shown(share * 100.0, 0)))
}

pub(super) fn incentives(view: &PartnershipView) -> Markup {
    let mut body = Markup::default();
    for told in &view.incentives {
        body = body.and(small_heading(&told.incentive.outcome));
        let mut table = CardTable::new(format!("Who pays and who gains: {}", told.incentive.outcome))
            .caption_hidden()
            .column("Body")
            .figures("Pays in a year")
            .figures("Of what is paid")
            .figures("Of what is gained")
            .figures("Would pay, paying as it gains")
            .column("What it has to spend itself");
        for row in &told.rows {
            table = table.row([
                Words::from(view.name(row.body)),
                Words::from(row.pays.map_or_else(|| "Not shared".to_owned(), |pays| pays.in_full())),
                Words::from(percent(row.share_paid)),
                Words::from(percent(Some(row.share_gained))),
                Words::from(row.would_pay.map_or_else(|| "Not known".to_owned(), |pays| pays.in_full())),
                Words::from(count::sentence(row.own_cost.words())),
            ]);
        }
        body = body.and(table).and(bullets(told.sentences.iter().map(Markup::text)));
        body = body.and(Working::new(Markup::text(format!(
            "Half the sum, over the bodies, of the difference between the share each pays and the share it gains. Source of the figures: {} Written down on {} by {}. Method: {}.",
            told.incentive.source,
            count::plain_date(told.incentive.on),
            told.incentive.by_role,
            view.editions.incentives
        ))));
    }
    if view.incentives.is_empty() {
        body = paragraph("Nobody has written down yet who pays for what, and who gains by it.");
    }
    body.and(way(view, "Say who pays for an outcome and who gains", "incentive"))
}

pub(super) fn money(view: &PartnershipView) -> Markup {
    let Some(fund) = &view.fund else {
        return paragraph("No fund is named, or it is not shared with you.").and(paragraph_of(ww::link("Shared money", "/funds")));
    };
    let partners = fund.fund.noun.partners();
    let mut body = paragraph_of(
        Markup::text("They put money together in ")
            .and(ww::link(&fund.fund.noun.name, &format!("/funds/{}", reference_of(&fund.fund.reference))))
            .and(Markup::text(format!(": {} that is known.", fund.fund.noun.total().in_full()))),
    );
    if let Some(why) = &fund.not_worked {
        return body.and(paragraph(why));
    }
    let mut table = CardTable::new("If it goes over, how that falls on each").column("Over by");
    for (partner, _) in &partners {
        table = table.figures(fund.name(*partner));
    }
    for stressed in &fund.stress {
        let parts = stressed.parts.iter().map(|part| part.map_or_else(|| "Not shared".to_owned(), |part| part.in_full()));
        let over = format!("{} ({}%)", stressed.amount.in_full(), shown(stressed.over.percent(), 0));
        table = table.row(std::iter::once(over).chain(parts));
    }
    if !fund.stress.is_empty() {
        body = body.and(table);
    }
    body
}

pub(super) fn backing(view: &PartnershipView) -> Markup {
    if view.cases.is_empty() {
        return paragraph(
            "No case is named here that you can see. Staff, partners and political groups are asked, each apart, on the case of a change.",
        );
    }
    let cases = view.cases.iter().map(|case| {
        let asked = count::of_things(case.noun.buy_in.len() as u64, "group asked", "groups asked");
        ww::link(&case.noun.question, &format!("/cases/{}#chose", reference_of(&case.reference))).and(Markup::text(format!(": {asked}")))
    });
    paragraph("Staff, each partner’s leaders, managers and front line, and political groups stand there, each apart.").and(bullets(cases))
}

pub(super) fn worth(view: &PartnershipView) -> Markup {
    let mut body = match &view.worth {
        Some(worth) => paragraph(&worth.sentence),
        None => paragraph("Nobody has looked yet at what working together costs, and what it brings about."),
    };
    if let Some(worth) = &view.worth {
        let mut table = CardTable::new("Looks back")
            .caption_hidden()
            .column("Day")
            .figures("Cost")
            .column("Traced to it")
            .figures("Worth of each £1")
            .column("Then");
        for (review, worked) in view.partnership.noun.reviews.iter().zip(&worth.reading.reviews).rev() {
            let traced = if review.traced_to.is_empty() { "No outcome" } else { review.traced_to.as_str() };
            table = table.row([
                Words::from(count::plain_date(review.on)),
                Words::from(quantity::Money::from_pence(worked.cost_pence).in_full()),
                Words::from(traced),
                Words::from(worked.ratio.map_or_else(|| "Not known".to_owned(), |ratio| format!("£{}", shown(ratio, 2)))),
                Words::from(format!("{} by {}", count::sentence(review.next.words()), count::plain_date(review.by))),
            ]);
        }
        let last = view.partnership.noun.reviews.last();
        let working = last.map_or_else(String::new, |review| {
            format!(
                "Hours at what an hour costs, and direct costs: {} hours at {} and {}. Source: {} Method: {}. {}",
                shown(review.hours, 0),
                review.hour_cost.in_full(),
                review.direct.in_full(),
                review.source,
                view.editions.worth,
                view.rules.collaboration.because
            )
        });
        body = body
            .and(table)
            .and(Working::new(Markup::text(working)))
            .and(paragraph_of(ww::link("How this is worked, and how it misleads", "/library/methods/collaboration-worth")));
    }
    body.and(way(view, "Look back, and stop, fix or carry on", "look-back"))
}

pub(super) fn structure(view: &PartnershipView) -> Markup {
    let noun = &view.partnership.noun;
    let mut body = Markup::default();
    for said in &view.structure_only {
        body = body.and(Markup::from(InsetText::new(said.clone())));
    }
    for (at, change) in noun.structure_changes.iter().enumerate() {
        body = body.and(small_heading(&change.what)).and(paragraph(&format!("From {}.", count::plain_date(change.from))));
        let steps =
            change.plan.iter().map(|step| Markup::text(format!("{} {}, by {}.", step.what, step.owner_role, count::plain_date(step.by))));
        if !change.plan.is_empty() {
            body = body.and(bullets(steps));
        }
        body = body.and(way(
            view,
            &format!("Plan something for relationships beside it: {}", change.what),
            &format!("relationship?change={at}"),
        ));
    }
    if noun.structure_changes.is_empty() {
        body = paragraph("No change of structure is named.");
    }
    body.and(way(view, "Name a change of structure", "structure"))
}
