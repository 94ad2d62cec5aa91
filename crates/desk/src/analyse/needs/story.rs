//! The shared picture told whole: written, counted, defined anew, voiced, signed, and what is withheld of what people chose.

use jiff::civil::date;
use model::id::{NeedId, OrganisationId};
use model::need::{EvidenceGrade, FigureOf, Need, NeedLevel, VoiceOf};
use model::need_state::Confidence;
use model::option_sheet::Contributor;
use model::organisation::OrganisationKind;
use model::record::Record;
use model::role::Permission;
use quantity::Money;

use super::add_evidence::{AddEvidence, add_evidence};
use super::add_figure::{AddFigure, add_figure};
use super::add_strength::{AddStrength, add_strength};
use super::count_choice::{CountChoice, count_choice};
use super::load_directory::{LoadDirectory, load_directory};
use super::map_word::{MapWord, WordTyped, map_word};
use super::picture::read_public_picture;
use super::read_needs::{Filter, Only, read_need, read_picture};
use super::record_need::{NeedTyped, RecordNeed, record_need};
use super::redefine_need::{RedefineNeed, redefine_need};
use super::sign_need::{SignNeed, sign_need};
use super::voice_need::{VoiceNeed, voice_need};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::add_organisation::{AddOrganisation, add_organisation};
use crate::house::set_up::operator;
use crate::testing::{bench, may_everything, person, role};

fn typed(title: &str, level: NeedLevel) -> NeedTyped {
    NeedTyped {
        title: title.into(),
        people: "Single adults without a home".into(),
        level: Some(level),
        strengths: "They look out for each other".into(),
        capabilities: "Most have kept a home before".into(),
        refresh_months: Some(12),
        is_public: true,
        ..NeedTyped::default()
    }
}

async fn recorded(desk: &Desk, actor: &Actor, typed: NeedTyped) -> Result<Record<NeedId, Need>, DeskError> {
    let ask = RecordNeed {
        typed,
        definition: "Adults with no tenancy of their own".into(),
        reason: "As the districts count".into(),
        came_from: Some(Contributor::Officers),
    };
    record_need(desk, actor, ask).await
}

async fn partner(desk: &Desk, name: &str, kind: OrganisationKind) -> OrganisationId {
    let ask =
        AddOrganisation { name: name.into(), kind, also_called: vec![], provides: false, is_partner: true, ended: None, followed_by: None };
    add_organisation(desk, &operator(desk), ask).await.expect("a body")
}

fn faults(result: Result<Record<NeedId, Need>, DeskError>) -> Vec<&'static str> {
    match result {
        Err(DeskError::Faults(faults)) => faults.into_iter().map(|fault| fault.field).collect(),
        other => panic!("faults were expected: {other:?}"),
    }
}

#[tokio::test]
async fn a_need_is_written_counted_defined_anew_and_signed_by_each_partner_for_itself() {
    let bench = bench(false).await;
    let (desk, lead) = (&bench.desk, &may_everything(&bench.desk));
    let icb = partner(desk, "The ICB", OrganisationKind::Nhs).await;
    let police = partner(desk, "The police", OrganisationKind::Police).await;
    let need = recorded(desk, lead, NeedTyped { shared_with: vec![icb, police], ..typed("A home of one’s own", NeedLevel::Strategic) })
        .await
        .expect("a need");
    assert_eq!((need.noun.edition, need.noun.confidence(desk.today(), 36)), (1, Confidence::None));

    // Counted, then defined anew with a bridge, then counted again: the two are set side by side.
    let figure = async |need: &Record<NeedId, Need>, people, on| {
        let ask = AddFigure {
            need: need.id,
            version: need.version,
            of: FigureOf::People(people),
            on: Some(on),
            source: "Register".into(),
            definition: None,
        };
        add_figure(desk, lead, ask).await
    };
    let need = figure(&need, 100, date(2025, 3, 1)).await.expect("a figure");
    assert_eq!(faults(figure(&need, 100, date(2027, 3, 1)).await), ["on"]);
    let redefine = |need: &Record<NeedId, Need>, factor| RedefineNeed {
        need: need.id,
        version: need.version,
        says: "Those on sofas too".into(),
        reason: "The lived-experience group asked".into(),
        came_from: Some(Contributor::Users),
        is_bridged: Some(true),
        factor,
    };
    assert_eq!(faults(redefine_need(desk, lead, redefine(&need, None)).await), ["factor"]);
    let need = redefine_need(desk, lead, redefine(&need, Some(1.2))).await.expect("redefined");
    let need = figure(&need, 132, date(2026, 3, 1)).await.expect("a figure");
    assert_eq!(need.noun.compared().map(|two| (two.before_now, two.after_now)), Some((120.0, 132.0)));

    // The ICB signs for itself; for the police somebody of the authority enters what their minutes say.
    role(desk, "partner", &[Permission::ReadCases, Permission::SignNeeds]).await;
    let (_, somebody) = person(desk, "amara@icb.example", "partner").await;
    let scope =
        model::audience::Scope { organisation: icb, is_owner_staff: false, sees_drafts: false, is_partner: true, ..somebody.scope.clone() };
    let amara = Actor { organisation: icb, scope, ..somebody };
    let sign = |need: &Record<NeedId, Need>, organisation, edition, written_in: &str| SignNeed {
        need: need.id,
        version: need.version,
        edition,
        organisation,
        written_in: written_in.into(),
        on: Some(date(2026, 11, 12)),
    };
    let refused = sign_need(desk, &amara, sign(&need, police, need.noun.edition, "")).await;
    assert!(matches!(refused, Err(DeskError::Refused { code: "not_your_body", .. })));
    assert!(matches!(sign_need(desk, &amara, sign(&need, icb, 1, "")).await, Err(DeskError::Stale)), "an edition that was not read");
    let need = sign_need(desk, &amara, sign(&need, icb, need.noun.edition, "")).await.expect("signed");
    assert!(!need.noun.is_shared());
    assert_eq!(faults(sign_need(desk, lead, sign(&need, police, need.noun.edition, " ")).await), ["written_in"]);
    let need = sign_need(desk, lead, sign(&need, police, need.noun.edition, "Minutes")).await.expect("signed");
    assert!(need.noun.is_shared());

    // A voice asks nobody again; evidence does.
    let voice = |need: &Record<NeedId, Need>, group: &str| VoiceNeed {
        need: need.id,
        version: need.version,
        kind: Some(Contributor::Users),
        group: group.into(),
        organisation: None,
        of: Some(VoiceOf::Hope),
        says: "Keys of our own".into(),
        on: Some(date(2026, 5, 19)),
        source: "Notes".into(),
    };
    assert_eq!(faults(voice_need(desk, lead, voice(&need, "Mrs Margaret Holloway")).await), ["group"]);
    let need = voice_need(desk, lead, voice(&need, "Nine people of the flats")).await.expect("voiced");
    assert!(need.noun.is_shared());
    let evidence = AddEvidence {
        need: need.id,
        version: need.version,
        says: "Counted twice".into(),
        grade: Some(EvidenceGrade::Strong),
        dated: Some(date(2022, 1, 1)),
        source: "Register".into(),
    };
    let need = add_evidence(desk, lead, evidence).await.expect("evidence");
    assert_eq!((need.noun.is_shared(), need.noun.confidence(desk.today(), 36)), (false, Confidence::Moderate));

    let view = read_picture(desk, lead, &Filter { only: Some(Only::Old), ..Filter::default() }).await.expect("a picture");
    assert_eq!((view.needs.len(), view.changes_from.clone()), (1, vec![(Contributor::Users, 1)]));
    role(desk, "reader", &[Permission::ReadCases]).await;
    let (_, reader) = person(desk, "eve@northvale.example", "reader").await;
    assert!(matches!(recorded(desk, &reader, typed("Another", NeedLevel::Service)).await, Err(DeskError::MayNot(_))));
}

#[tokio::test]
async fn what_people_chose_adds_up_and_no_page_gives_away_what_another_keeps() {
    let bench = bench(false).await;
    let (desk, lead) = (&bench.desk, &may_everything(&bench.desk));
    let top = recorded(desk, lead, typed("Living at home", NeedLevel::Strategic)).await.expect("a need");
    let below = |of: &Record<NeedId, Need>, title: &str, level| NeedTyped { part_of: Some(of.id), ..typed(title, level) };
    let service = recorded(desk, lead, below(&top, "Care at home", NeedLevel::Service)).await.expect("a need");
    let own = recorded(desk, lead, below(&service, "My own helper", NeedLevel::Individual)).await.expect("a need");
    assert_eq!(faults(recorded(desk, lead, below(&own, "Below people", NeedLevel::Individual)).await), ["part_of"]);
    let mut own = own;
    for (what, people) in [("An agency", 40), ("A helper of my own", 12), ("A neighbour", 3)] {
        let ask = CountChoice {
            need: own.id,
            version: own.version,
            what: what.into(),
            people: Some(people),
            budgets: Some(Money::from_pounds(i64::from(people) * 1_000)),
            is_independence: Some(true),
            on: Some(date(2026, 10, 5)),
            source: "Plans".into(),
        };
        own = count_choice(desk, lead, ask).await.expect("counted");
    }
    let seen = async |need: &Record<NeedId, Need>| {
        let reference = need.reference.clone().expect("a reference");
        read_need(desk, lead, &reference).await.expect("a need").rolled
    };
    let (at_top, at_own) = (seen(&top).await, seen(&own).await);
    assert_eq!((at_top.people, at_top.budgets), (Some(55), Some(Money::from_pounds(55_000))));
    let shown = |rolled: &super::rolled_up::RolledUp| rolled.rows.iter().map(|row| (row.people, row.budgets.is_some())).collect::<Vec<_>>();
    // Three is small; twelve is withheld with it, or the total would give it away.
    assert_eq!(shown(&at_top), [(Some(40), true), (None, false), (None, false)]);
    assert_eq!(shown(&at_own), shown(&at_top));
    assert_eq!((at_own.people, at_own.budgets), (None, None), "a sum below the top would be worked back");
}

#[tokio::test]
async fn a_directory_is_known_again_strengths_stand_beside_needs_and_either_word_finds_both() {
    let bench = bench(false).await;
    let (desk, lead) = (&bench.desk, &may_everything(&bench.desk));
    let entry = |id: &str, name: &str, status: &str| {
        format!(
            r#"{{ "id": "{id}", "name": "{name}", "status": "{status}", "description": "Tea.", "organization": {{ "name": "Fen Neighbours" }}, "contacts": [{{ "name": "Ann Persona" }}],
              "service_at_locations": [{{ "location": {{ "location_type": "physical", "latitude": 52.9, "longitude": 0.1, "addresses": [{{ "city": "Fenwold" }}] }} }}] }}"#
        )
    };
    let load = async |all: &[String]| {
        let text = format!("{{ \"total_items\": {}, \"contents\": [{}] }}", all.len(), all.join(","));
        let ask = LoadDirectory { files: vec![("list.json".into(), text.into_bytes())], title: "Directory".into(), licence: String::new() };
        load_directory(desk, lead, ask).await
    };
    let named =
        load(&[entry("p", "Margaret Holloway (childminder)", "active"), entry("q", "Margaret Holloway Hall for All", "defunct")]).await;
    let named = named.expect("loads");
    assert!(named.added.is_empty() && named.ended == 1, "{named:?}");
    assert!(named.oddities.iter().any(|oddity| oddity.says.contains("seems to be that of a person")), "{named:?}");
    let both = [entry("a", "Kettle on", "active"), entry("b", "Shed", "active")];
    let first = load(&both).await.expect("loads");
    assert_eq!((first.added.len(), first.oddities.len()), (2, 1), "{:?}", first.oddities);
    assert!(first.oddities[0].sentence().contains("Nothing of it was read or kept"));
    let again = load(&both).await.expect("loads");
    assert_eq!((again.added.len(), again.changed, again.the_same), (0, 0, 2));
    let later = load(&[entry("a", "Kettle on again", "active"), entry("b", "Shed", "defunct")]).await.expect("loads");
    assert_eq!((later.added.len(), later.changed, later.ended), (0, 1, 1));
    let Err(DeskError::Faults(refused)) = load(&["{ \"name\": 3 }".to_owned()]).await else { panic!("nothing to keep") };
    assert_eq!(refused[0].field, "file");

    let word = |word: &str, said_by: &str| WordTyped { word: word.into(), said_by: said_by.into(), ..WordTyped::default() };
    let ask = |words| MapWord { of: None, version: 0, meaning: "A place for those who need less".into(), words };
    let one = map_word(desk, lead, ask(vec![word("move-on", "housing")])).await;
    assert!(matches!(one, Err(DeskError::Faults(faults)) if faults[0].field == "word_2"));
    map_word(desk, lead, ask(vec![word("move-on", "housing"), word("step-down", "the NHS")])).await.expect("both are kept");

    let there = NeedTyped { places: "Harrowdene, Fenwold".into(), ..typed("Waiting for move-on", NeedLevel::Service) };
    recorded(desk, lead, there).await.expect("a need");
    let only_partners = NeedTyped {
        is_public: false,
        strengths: String::new(),
        capabilities: String::new(),
        ..typed("Kept among partners", NeedLevel::Service)
    };
    recorded(desk, lead, only_partners).await.expect("a need");
    let asked = Filter { words: "Step-down".into(), ..Filter::default() };
    let view = read_picture(desk, lead, &asked).await.expect("a picture");
    assert_eq!(view.needs.iter().map(|line| line.record.noun.title.as_str()).collect::<Vec<_>>(), ["Waiting for move-on"]);
    let whole = read_picture(desk, lead, &Filter::default()).await.expect("a picture");
    let places: Vec<(&str, bool)> = whole.places.iter().map(|one| (one.place.as_str(), one.has_only_deficits())).collect();
    assert_eq!(places, [("Fenwold", false), ("Harrowdene", true)]);
    let incomplete = read_picture(desk, lead, &Filter { only: Some(Only::Incomplete), ..Filter::default() }).await.expect("a picture");
    assert!(incomplete.needs.iter().any(|line| line.record.noun.has_only_deficits()));
    let public = read_public_picture(desk, &Filter::default()).await.expect("a picture");
    assert_eq!((public.needs.len(), public.strengths.len()), (1, 1));
    let bad = AddStrength { latitude: Some(99.0), source: "Seen".into(), ..AddStrength::default() };
    let Err(DeskError::Faults(found)) = add_strength(desk, lead, bad).await else { panic!("faults") };
    assert_eq!(found.iter().map(|fault| fault.field).collect::<Vec<_>>(), ["name", "what", "kind", "latitude", "longitude", "dated"]);
}
