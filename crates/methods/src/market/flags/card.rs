//! What each flag is, why it is looked at, and what else it may be.

/// A flag in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Card {
    /// Open Contracting's code where the definition is theirs; ours begin with W.
    pub code: &'static str,
    pub title: &'static str,
    /// What is pointed out, in a sentence.
    pub says: &'static str,
    /// What else it may be: likely false alarms.
    pub may_be: &'static str,
    /// What a record has to tell for it to be judged.
    pub needs: &'static str,
}

pub const CARDS: [Card; 13] = [
    Card {
        code: "R003",
        title: "Short time to bid",
        says: "Suppliers had fewer days to bid than the setting asks for.",
        may_be: "An urgent need, a planned procurement notice that shortens the time lawfully, a mini-competition under a framework, or an extension nobody recorded.",
        needs: "the day the notice was published and the last day for bids",
    },
    Card {
        code: "R018",
        title: "Single bid",
        says: "Bids were called for and one came.",
        may_be: "A market with one able provider, a specialist need, or a notice that counts the bids of the last stage alone.",
        needs: "that bids were called for, and how many came",
    },
    Card {
        code: "R024",
        title: "Price close to the winning bid",
        says: "The second-lowest valid bid is unusually close to the winning one.",
        may_be: "Prices set by a rate card, a published ceiling or a fee for all, or so few bids that any distance is unusual.",
        needs: "the prices of the winning bid and of one valid bid more",
    },
    Card {
        code: "R025",
        title: "Bids often, seldom wins",
        says: "A frequent bidder wins unusually few of the procurements it bids for.",
        may_be: "A new entrant that is learning, a small provider asked for more than it has, or bids for many lots of which one may be won.",
        needs: "who bid and who won",
    },
    Card {
        code: "R028",
        title: "Same price from two bidders",
        says: "Two bidders or more offered the very same price.",
        may_be: "A price the buyer fixed, a regulated fee, or one group that bids under two names by agreement.",
        needs: "two priced bids or more",
    },
    Card {
        code: "R035",
        title: "All but the winning bid disqualified",
        says: "Every bid but the winner’s was disqualified.",
        may_be: "A requirement that one provider alone meets (look at what keeps providers out), or a form many filled in wrongly.",
        needs: "the status of each bid, and who won",
    },
    Card {
        code: "R036",
        title: "Lowest bid disqualified",
        says: "Price alone decides, and the lowest bid was disqualified.",
        may_be: "A bid too low to be delivered, explained and set aside as the law allows.",
        needs: "that price alone decides, and the status and price of each bid",
    },
    Card {
        code: "R038-bidder",
        title: "Bidder often disqualified",
        says: "An unusually large share of a bidder’s bids is disqualified.",
        may_be: "A small provider without the accreditation asked for, or one missing document sent with each bid.",
        needs: "the status of each bid",
    },
    Card {
        code: "R038-buyer",
        title: "Buyer often disqualifies",
        says: "A buyer disqualifies an unusually large share of bids.",
        may_be: "A portal that lets incomplete bids through, or a buyer that records what others leave out.",
        needs: "the status of each bid",
    },
    Card {
        code: "R048",
        title: "Supplier of unusually many kinds of things",
        says: "A supplier was awarded contracts of unusually many kinds.",
        may_be: "A wholesaler, a facilities company, a council company, or a conglomerate whose parts share a number.",
        needs: "suppliers and codes of what was awarded",
    },
    Card {
        code: "R058",
        title: "Heavily discounted bid",
        says: "The winning bid is unusually far below the second-lowest.",
        may_be: "A better way of doing it, room to fill, or a mistake that was confirmed before award. Ask whether it can be delivered.",
        needs: "the prices of the winning bid and of one valid bid more",
    },
    Card {
        code: "W01",
        title: "Awarded at the end of the year",
        says: "It was awarded in the last days of the financial year.",
        may_be: "A contract that begins on 1 April and could not be awarded sooner, or a grant that has to be spent by then.",
        needs: "the day of award",
    },
    Card {
        code: "W02",
        title: "Several awards just under a threshold",
        says: "One buyer made several awards just under a threshold to one supplier within a year, and together they are over it.",
        may_be: "Separate needs that happen to cost alike, or call-offs from one framework that was itself competed.",
        needs: "buyer, supplier, day and value of each award",
    },
];
