//! Who pays for what of one arrangement: shares of a year's value by funder and by outcome, which sum to the whole.

use std::collections::BTreeMap;

use methods::allocation::pooled::{Contribution, Rule, shared};
use model::arrangement::{Arrangement, PaidPart};
use model::id::{ArrangementId, OrganisationId};
use model::organisation::Organisation;
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use quantity::{Money, Share};

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::money::limit_lines::{Names, partner};
use crate::plan::money::pasted::each;
use crate::typed::Typed;

/// Millionths of the whole: shares are written to four places of a per cent, and their sum is exact.
const WHOLE: i64 = 1_000_000;

pub struct SharePayment {
    pub arrangement: ArrangementId,
    pub version: i64,
    pub parts: Vec<PaidPart>,
}

/// These take the place of what was said. Refused where they are not the whole, or where one outcome is paid twice and nobody says why.
pub async fn share_payment(desk: &Desk, actor: &Actor, ask: SharePayment) -> Result<Record<ArrangementId, Arrangement>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut write = desk.write(actor).await?;
    let mut record = store::arrangements::find(&mut write.tx, &actor.scope, ask.arrangement).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    let mut names = Names::new();
    for part in &ask.parts {
        names.insert(part.funder, store::organisations::find(&mut write.tx, &actor.scope, part.funder).await?.noun.name);
    }
    let mut typed = Typed::new();
    faults(&ask.parts, &names).into_iter().for_each(|fault| typed.fault("parts", fault));
    typed.done()?;
    let part = |part: &PaidPart| {
        let name = names.get(&part.funder).cloned().unwrap_or_default();
        format!("{name} pays {} for “{}”", per_cent(millionths(part.share)), part.outcome)
    };
    let said: Vec<String> = ask.parts.iter().map(part).collect();
    let line = format!("Who pays for “{}”: {}.", record.noun.title, said.join("; "));
    record.noun.paid_by = ask.parts;
    record.changed_at = desk.now();
    let record = store::arrangements::save(&mut write.tx, &record).await?;
    write.commit("share_payment", "arrangement", Some(record.id.uuid()), line).await?;
    Ok(record)
}

fn millionths(share: Share) -> i64 {
    (share.value() * WHOLE as f64).round() as i64
}

fn per_cent(millionths: i64) -> String {
    let text = format!("{}.{:04}", millionths / 10_000, millionths % 10_000);
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}

fn faults(parts: &[PaidPart], names: &Names) -> Vec<String> {
    let mut found = Vec::new();
    let sum: i64 = parts.iter().map(|part| millionths(part.share)).sum();
    if sum < WHOLE {
        let missing = per_cent(WHOLE - sum);
        found.push(format!("The shares sum to {}: nobody pays the other {missing}. Name who does, or mend a share", per_cent(sum)));
    }
    if sum > WHOLE {
        let over = per_cent(sum - WHOLE);
        found.push(format!("The shares sum to {}: {over} is paid twice. Mend a share, so that they sum to 100%", per_cent(sum)));
    }
    for (at, part) in parts.iter().enumerate() {
        let same: Vec<&PaidPart> = parts.iter().filter(|other| is_same(other, part)).collect();
        let name = |part: &PaidPart| names.get(&part.funder).cloned().unwrap_or_default();
        if same.iter().filter(|other| other.funder == part.funder).count() > 1 {
            if !parts.iter().take(at).any(|other| is_same(other, part) && other.funder == part.funder) {
                found.push(format!("{} is there twice for “{}”. Make one line of them", name(part), part.outcome));
            }
        } else if same.len() > 1 && part.together.is_empty() {
            let others: Vec<String> = same.iter().filter(|other| other.funder != part.funder).map(|other| name(other)).collect();
            found.push(format!(
                "“{}” is paid by {} and by {}: say in the fourth part of the line of {} what its money buys that the other’s does not, or keep one",
                part.outcome,
                name(part),
                others.join(" and by "),
                name(part)
            ));
        }
    }
    found
}

fn is_same(one: &PaidPart, other: &PaidPart) -> bool {
    one.outcome.to_lowercase() == other.outcome.to_lowercase()
}

/// Lines: who pays; for which outcome; share of the whole; where another pays for it too, what this money buys.
///
/// # Errors
/// One sentence for each line that is wrong.
pub fn parts(text: &str, names: &Names) -> Result<Vec<PaidPart>, Vec<String>> {
    each(text, |cells| {
        let [who, outcome, share, rest @ ..] = cells else {
            return Err(format!("three parts at least are wanted (who pays; for which outcome; share), and this has {}", cells.len()));
        };
        if rest.len() > 1 {
            return Err(format!("four parts at most are read, and this has {}", cells.len()));
        }
        let funder = partner(who, names)?.ok_or("its first part is empty: write who pays")?;
        if outcome.is_empty() {
            return Err("its second part is empty: write what should be different for whom".to_owned());
        }
        let digits = share.trim_end_matches('%').trim();
        let percent: f64 = digits.parse().map_err(|_| format!("“{share}” is not a percentage: write 60%"))?;
        if digits.split_once('.').is_some_and(|(_, places)| places.len() > 4) {
            return Err(format!("“{share}” has more than four places: round it, and let all sum to 100%"));
        }
        let share = Share::from_percent(percent).map_err(|error| error.to_string())?;
        Ok(PaidPart { funder, outcome: (*outcome).to_owned(), share, together: rest.first().copied().unwrap_or_default().to_owned() })
    })
}

/// One arrangement with who pays for what of it.
#[derive(Debug, Clone)]
pub struct PaymentView {
    pub arrangement: Record<ArrangementId, Arrangement>,
    pub with: Record<OrganisationId, Organisation>,
    pub names: Names,
    /// What each part comes to in a year, in whole pence that sum to the value; none where no value is known.
    pub amounts: Option<Vec<Money>>,
    /// Outcomes that another arrangement with the same provider is paid for too: the outcome and the title of the other.
    pub elsewhere: Vec<(String, String)>,
}

pub async fn read_payment(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<PaymentView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let arrangement = store::arrangements::by_reference(&mut tx, &actor.scope, reference).await?;
    let with = store::organisations::find(&mut tx, &actor.scope, arrangement.noun.with).await?;
    let bodies = store::organisations::list(&mut tx, &actor.scope).await?;
    let others = store::arrangements::by_organisation(&mut tx, &actor.scope, arrangement.noun.with).await?;
    let mut elsewhere = Vec::new();
    for other in others.into_iter().filter(|other| other.id != arrangement.id) {
        for part in other.noun.paid_by.iter().filter(|part| arrangement.noun.paid_by.iter().any(|own| is_same(own, part))) {
            let twice = (part.outcome.clone(), other.noun.title.clone());
            if !elsewhere.contains(&twice) {
                elsewhere.push(twice);
            }
        }
    }
    let parts = &arrangement.noun.paid_by;
    let weights = parts.iter().enumerate().map(|(at, part)| Contribution { partner: at.to_string(), amount: millionths(part.share) });
    let weights: Vec<Contribution> = weights.collect();
    let amounts = arrangement.noun.annual_value.and_then(|value| shared(&weights, &Rule::Contribution, value.pence()).ok());
    Ok(PaymentView {
        amounts: amounts.map(|all| all.into_iter().map(Money::from_pence).collect()),
        names: bodies.into_iter().map(|body| (body.id, body.noun.name)).collect::<BTreeMap<_, _>>(),
        elsewhere,
        with,
        arrangement,
    })
}

#[cfg(test)]
mod tests {
    use model::organisation::OrganisationKind;
    use testkit::nouns;

    use super::*;
    use crate::house::add_organisation::{AddOrganisation, add_organisation};
    use crate::house::set_up::kept;
    use crate::testing::{bench, may_everything};

    #[tokio::test]
    async fn shares_of_several_funders_sum_to_the_whole_and_no_outcome_is_paid_twice_in_silence() {
        let bench = bench(true).await;
        let desk = &bench.desk;
        let us = may_everything(desk);
        let body = |name: &str, kind| AddOrganisation {
            name: name.into(),
            kind,
            also_called: Vec::new(),
            provides: true,
            is_partner: true,
            ended: None,
            followed_by: None,
        };
        let board = add_organisation(desk, &us, body("Care Board", OrganisationKind::Nhs)).await.expect("a body");
        let trust = add_organisation(desk, &us, body("Lindle Tenancy Trust", OrganisationKind::Voluntary)).await.expect("a body");
        let council = desk.authority;
        let names: Names = [(board, "Care Board".to_owned()), (council, "The council".to_owned())].into();
        let mut write = desk.write(&us).await.expect("writes");
        let service = desk.new_id();
        let noun = nouns::service("Rooms", council);
        store::services::save(&mut write.tx, &kept(desk, service, model::audience::Audience::Partners, noun)).await.expect("a service");
        let noun = nouns::arrangement(service, trust);
        let made = kept(desk, desk.new_id(), model::audience::Audience::Partners, noun.clone());
        let record = store::arrangements::save(&mut write.tx, &made).await.expect("an arrangement");
        let other = Arrangement {
            title: "Outreach".into(),
            paid_by: parts("Care Board; people SLEEP indoors; 100%", &names).expect("one"),
            ..noun
        };
        let made = kept(desk, desk.new_id(), model::audience::Audience::Partners, other);
        store::arrangements::save(&mut write.tx, &made).await.expect("another");
        write.commit("prepare", "test", None, "Two arrangements.").await.expect("commits");

        let say = |text: &str| SharePayment { arrangement: record.id, version: record.version, parts: parts(text, &names).expect("lines") };
        for (text, mend) in [
            ("Care Board; homes sooner; 60%\nThe council; fewer evictions; 30%", "The shares sum to 90%: nobody pays the other 10%"),
            ("Care Board; homes sooner; 60%\nThe council; fewer evictions; 50.5", "The shares sum to 110.5%: 10.5% is paid twice"),
            ("Care Board; homes sooner; 60%\nCare Board; Homes sooner; 40%", "Care Board is there twice for “homes sooner”"),
            ("Care Board; homes sooner; 60%\nThe council; Homes sooner; 40%; the deposits", "“homes sooner” is paid by Care Board and by "),
        ] {
            let Err(DeskError::Faults(faults)) = share_payment(desk, &us, say(text)).await else { panic!("{mend}") };
            assert!(faults[0].field == "parts" && faults[0].message.starts_with(mend), "{faults:?}");
        }
        let wrong = parts(
            "Care Board; homes\n; homes; 5\nCare Board; ; 5\nCare Board; homes; lots\nCare Board; homes; 33.33333%\nFenwick; homes; 5\nCare Board; homes; 120%",
            &names,
        );
        let wrong = wrong.expect_err("seven are wrong");
        let mends = [
            "three parts",
            "its first part is empty",
            "its second part",
            "“lots” is not a percentage",
            "“33.33333%” has more than four places",
            "“Fenwick” is no organisation",
            "120% is not between",
        ];
        assert_eq!(wrong.len(), mends.len(), "{wrong:?}");
        for (said, mend) in wrong.iter().zip(mends) {
            assert!(said.contains(mend), "{said}");
        }
        // Thirds of £450,000.00: whole pence, and their sum is the whole.
        let text = "Care Board; homes sooner; 33.3333%; the deposits\nThe council; homes sooner; 33.3333%; the visits\nThe council; people sleep indoors; 33.3334%";
        let kept = share_payment(desk, &us, say(text)).await.expect("kept");
        assert!(matches!(share_payment(desk, &us, say(text)).await, Err(DeskError::Stale)));
        let mut tx = desk.read().await.expect("reads");
        let trail = store::audit::of_record(&mut tx, record.id.uuid()).await.expect("a trail");
        drop(tx);
        let said =
            "Care Board pays 33.3333% for “homes sooner”; Northvale County Council pays 33.3333% for “homes sooner”; Northvale County";
        assert!(trail.last().is_some_and(|entry| entry.details.contains(said)), "{trail:?}");
        let view = read_payment(desk, &us, kept.reference.as_ref().expect("a reference")).await.expect("a page");
        let amounts = view.amounts.expect("a value is known");
        assert_eq!(amounts.iter().copied().sum::<Money>(), Money::from_pounds(450_000));
        assert_eq!(view.elsewhere, [("people SLEEP indoors".to_owned(), "Outreach".to_owned())]);
    }
}
