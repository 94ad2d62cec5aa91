//! Analyse: what people need, how the place compares, what is coming, what people say, and the figures behind all of it.

use model::role::Permission;
use model::role::Permission::{LoadPerformance, ReadAudit, ReadCases};

use crate::components::markup::Markup;
use crate::house::form_page::paragraph_of;
use crate::layout::{Frame, Layout, Section};
use crate::plan::lists::{Part, PartsPage};
use crate::router::Asks::May;
use crate::router::Routes;
use crate::ww;

struct Room {
    id: &'static str,
    title: &'static str,
    pages: &'static [(Permission, &'static str, &'static str, &'static str)],
}

const ROOMS: &[Room] = &[
    Room {
        id: "people",
        title: "What people need, and what is good here",
        pages: &[
            (
                ReadCases,
                "/needs",
                "Needs and community strengths",
                "Who needs what, how many, how sure we are, and what people and places bring to it. Partners sign it or it reads “not shared”.",
            ),
            (
                ReadCases,
                "/neighbourhoods",
                "Neighbourhoods that commission",
                "Their own priorities, budget and limit, and how they add up to the county’s.",
            ),
            (
                ReadCases,
                "/involvement",
                "Having your say",
                "What people were asked, who took part against who lives here, what they chose, and what changed because of it.",
            ),
            (ReadCases, "/priorities", "Priorities", "The one list, where each partner’s own differs, and what each rests on."),
        ],
    },
    Room {
        id: "place",
        title: "How the place compares",
        pages: &[(
            ReadCases,
            "/places",
            "The place beside fair peers",
            "Every measure with its range, the spread of peers and why each is one. No overall score.",
        )],
    },
    Room {
        id: "coming",
        title: "What is coming",
        pages: &[
            (
                ReadCases,
                "/demand",
                "Demand",
                "How many people, how much, at what cost: low, central and high, with a source for every figure; and what would change it.",
            ),
            (
                ReadCases,
                "/eligibility",
                "Eligibility",
                "Move a threshold on paper before it is moved on people: who gains, who loses, what it costs. National thresholds cannot be moved.",
            ),
        ],
    },
    Room {
        id: "market",
        title: "The market",
        pages: &[
            (
                ReadCases,
                "/market",
                "Who supplies what",
                "Payments, awards, contracts and grants, each by itself: how concentrated, how contested, by kind of supplier, year by year.",
            ),
            (
                ReadCases,
                "/market/categories",
                "Categories",
                "Each category of what is bought: suppliers, buyers, bids, who came and who went.",
            ),
            (
                ReadCases,
                "/market/suppliers",
                "Suppliers",
                "Every supplier with its kinds and its money by year, and how names were brought together.",
            ),
            (
                ReadCases,
                "/market/calendar",
                "Calendar of contracts",
                "What lapses within 18 months, what ran past its end, what may still be changed, and when to begin with what follows.",
            ),
            (
                ReadCases,
                "/market/call-offs",
                "Called off one need at a time",
                "Care, placements and school routes: offers for each request, days to source, hand-backs, fee against the cost of care.",
            ),
            (ReadCases, "/market/providers", "Registered providers", "Places, owners, sectors and ratings of homes and agencies."),
            (
                ReadAudit,
                "/market/flags",
                "Worth a second look",
                "Procurements, suppliers and buyers to look at twice, with what else each may be.",
            ),
        ],
    },
    Room {
        id: "suppliers",
        title: "Suppliers, and other authorities",
        pages: &[
            (
                ReadCases,
                "/market/who-is-who",
                "Who is who",
                "Names and numbers of suppliers, put together with the reason; what is not sure, and how much money that is.",
            ),
            (
                ReadCases,
                "/market/authorities",
                "Several authorities as one market",
                "Whom authorities share, each supplier once, and what each spends with it.",
            ),
            (
                ReadCases,
                "/market/reorganisation",
                "Councils that become one",
                "Contracts of the same scope side by side: transfer, host, novate or buy again, and whose consent that needs.",
            ),
        ],
    },
    Room {
        id: "supply",
        title: "Who could provide it",
        pages: &[
            (
                ReadCases,
                "/market/capacity",
                "Capacity against need",
                "What providers can offer, and when, beside what is needed: what is missing, in places or hours, by year, place and lot.",
            ),
            (
                ReadCases,
                "/market/predictions",
                "Predictions, and what came",
                "How many were expected to bid, how many did, and how good the predictions are.",
            ),
        ],
    },
    Room {
        id: "shaping",
        title: "Making a market that can answer",
        pages: &[
            (
                ReadCases,
                "/market/shaping",
                "Market-shaping plans",
                "What a market lacks, what is done about it, what that costs, and which figures it moved.",
            ),
            (
                ReadCases,
                "/market/barriers",
                "What keeps providers out",
                "Who is shut out by which requirement, how many come in if it goes, and what smaller lots would do.",
            ),
            (
                ReadCases,
                "/market/pipeline",
                "The pipeline",
                "What is coming, how steady it was, how long the policy may be relied on, and what is offered to whoever invests.",
            ),
            (ReadCases, "/market/meetings", "Meetings with the market", "Who was met, what was learned, and what changed because of it."),
            (
                ReadCases,
                "/market/statements",
                "Market position statements",
                "What the market is told: demand, supply and what we mean to do.",
            ),
        ],
    },
    Room {
        id: "figures",
        title: "Figures",
        pages: &[
            (LoadPerformance, "/upload", "Load a spreadsheet", "Any performance file, as it came. It is read and shown to you first."),
            (
                ReadCases,
                "/data-sets",
                "Public figures",
                "Indicators, neighbours and populations as they were loaded: source, licence, vintage and what was noticed.",
            ),
        ],
    },
];

pub fn routes() -> Routes {
    Routes::new().get("/analyse", May(ReadCases), "Analyse: needs, voices, comparison, demand and figures", hub)
}

async fn hub(frame: Frame) -> PartsPage {
    let open = |page: &&(Permission, &str, &str, &str)| frame.may(page.0);
    let parts: Vec<Part> = ROOMS
        .iter()
        .map(|room| (room, room.pages.iter().filter(open).collect::<Vec<_>>()))
        .filter(|(_, pages)| !pages.is_empty())
        .map(|(room, pages)| {
            let line = |page: &&(Permission, &str, &'static str, &'static str)| {
                paragraph_of(ww::link(page.2, page.1).and(Markup::trusted("<br>")).and(Markup::text(page.3)))
            };
            let body = pages.iter().map(line).reduce(Markup::and).unwrap_or_default();
            Part { id: room.id.to_owned(), title: room.title.to_owned(), body }
        })
        .collect();
    let layout = Layout::new(frame, "Analyse")
        .in_section(Section::Analyse)
        .lead("One picture of the place, shared with partners and kept up: what people need, what is good here, how it compares, and what people say.");
    PartsPage { layout, before: Markup::default(), parts }
}
