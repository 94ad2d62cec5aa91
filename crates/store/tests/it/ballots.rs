//! Codes, ballots and papers on both engines: one code once, ballots as they were kept, a paper gone once it is counted.

use model::ballot::{Ballot, Chosen};
use model::involvement::{Channel, Depth, Involvement, Stage};
use store::paper_ballots::PaperBallot;
use store::{ballots, invitations, involvements, paper_ballots};
use testkit::{World, nouns};

fn round() -> Involvement {
    Involvement {
        title: "What first?".into(),
        about: "Pick one.".into(),
        stage: Stage::Plan,
        depth: Depth::Empower,
        case: None,
        service: None,
        priority: None,
        opens: nouns::day("2026-10-01"),
        closes: nouns::day("2026-11-30"),
        answer_by: nouns::day("2027-01-15"),
        decided_by: "Five parishes".into(),
        decided_on: None,
        not_up: vec![],
        other_ways: String::new(),
        groups: vec![],
        supports: vec![],
        powers: vec![],
        steps: vec![],
        time_reason: String::new(),
        vote: None,
        closed: None,
        changed: vec![],
    }
}

#[tokio::test]
async fn a_code_is_used_once_a_ballot_comes_back_as_it_was_and_a_counted_paper_leaves_nothing() {
    for pool in crate::engines().await.pools {
        let world = World::default();
        let mut tx = pool.write().await.expect("writes");
        world.found(&mut tx).await.expect("founds");
        let of = involvements::save(&mut tx, &world.record(round())).await.expect("saves");
        assert_eq!(of.reference.as_ref().map(ToString::to_string).as_deref(), Some("HS-1"));
        let other = involvements::save(&mut tx, &world.record(round())).await.expect("saves");
        let digests: Vec<String> = (0..1500).map(|at| format!("{at:064x}")).collect();
        invitations::save_many(&mut tx, of.id, &digests).await.expect("saves");
        assert_eq!(invitations::find(&mut tx, of.id, &digests[0]).await.expect("answers"), Some(false));
        assert_eq!(invitations::find(&mut tx, other.id, &digests[0]).await.expect("answers"), None);
        assert!(!invitations::use_once(&mut tx, other.id, &digests[0]).await.expect("answers"));
        assert!(invitations::use_once(&mut tx, of.id, &digests[0]).await.expect("answers"));
        assert!(!invitations::use_once(&mut tx, of.id, &digests[0]).await.expect("answers"));
        assert_eq!(invitations::count(&mut tx, of.id).await.expect("answers"), (1500, 1));
        assert_eq!(invitations::count(&mut tx, other.id).await.expect("answers"), (0, 0));

        let ballot = |code: &str| Ballot {
            involvement: of.id,
            by: Channel::Paper,
            group: "town".into(),
            chosen: Chosen::Approved(vec![code.to_owned()]),
            words: "Lights, please.".into(),
            on: nouns::day("2026-11-20"),
        };
        let kept: Vec<(String, Ballot)> = (0..1200).map(|at| (format!("{at:05}"), ballot(&format!("choice-{at}")))).collect();
        ballots::save_many(&mut tx, &kept).await.expect("saves");
        assert_eq!(ballots::count(&mut tx, of.id).await.expect("counts"), 1200);
        let read = ballots::of(&mut tx, of.id).await.expect("reads");
        assert_eq!(read, kept.into_iter().map(|(_, ballot)| ballot).collect::<Vec<_>>());
        assert!(ballots::of(&mut tx, other.id).await.expect("reads").is_empty());

        let paper = PaperBallot {
            id: "paper-1".into(),
            involvement: of.id,
            code_digest: digests[1].clone(),
            first: ("ann".into(), "{}".into()),
            second: None,
        };
        paper_ballots::save_first(&mut tx, &paper).await.expect("saves");
        assert_eq!(paper_ballots::by_code(&mut tx, of.id, &digests[1]).await.expect("reads"), Some(paper.clone()));
        paper_ballots::save_second(&mut tx, &paper.id, "ben", "[]").await.expect("saves");
        let waiting = paper_ballots::of(&mut tx, of.id).await.expect("reads");
        assert_eq!(waiting[0].second, Some(("ben".into(), "[]".into())));
        paper_ballots::remove(&mut tx, &paper.id).await.expect("removes");
        assert_eq!(paper_ballots::by_code(&mut tx, of.id, &digests[1]).await.expect("reads"), None);
    }
}
