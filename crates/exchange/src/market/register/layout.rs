//! Which columns of a register are looked for, and by which words of their headings.

use crate::market::columns::{Holds, Wanted};

pub const TITLE: usize = 0;
pub const SUPPLIER: usize = 1;
pub const STARTS: usize = 2;
pub const ENDS: usize = 3;
pub const NOW_ENDS: usize = 4;
pub const AT_MOST: usize = 5;
pub const REFERENCE: usize = 6;
pub const BUYER: usize = 7;
pub const AMOUNT: usize = 8;
pub const ANNUAL: usize = 9;
pub const COMPANY: usize = 10;
pub const CHARITY: usize = 11;
pub const POSTCODE: usize = 12;
pub const CATEGORY: usize = 13;
pub const CODE: usize = 14;
pub const SERVICE: usize = 15;
pub const SME: usize = 16;
pub const VCSE: usize = 17;
pub const ROUTE: usize = 18;
pub const EXTENSION: usize = 19;
pub const EXTENSIONS: usize = 20;
pub const STATUS: usize = 21;
pub const SIGNED: usize = 22;
pub const KIND: usize = 23;
pub const CURRENCY: usize = 24;
pub const SEEN_BY: usize = 25;

const fn wanted(words: &'static str, like: &'static [&'static str], never: &'static [&'static str], holds: Holds) -> Wanted {
    Wanted { words, like, never, holds, needed: false }
}

pub static WANTED: &[Wanted] = &[
    Wanted {
        words: "the title",
        like: &[
            "contract title",
            "agreement title",
            "contract name",
            "title",
            "contract description",
            "description goods",
            "description",
            "project",
            "service description",
            "contract",
            "agreement",
        ],
        never: &[
            "number",
            "reference",
            "ref",
            "date",
            "value",
            "type",
            "category",
            "supplier",
            "proclass",
            "cpv",
            "manager",
            "officer",
            "status",
            "start",
            "end",
            "duration",
            "award",
            "id",
            "owner",
            "length",
        ],
        holds: Holds::Name,
        needed: true,
    },
    wanted(
        "the supplier",
        &[
            "supplier company name",
            "supplier name",
            "provider name",
            "contractor name",
            "vendor name",
            "supplier",
            "provider",
            "contractor",
            "vendor",
            "awarded supplier",
            "company name",
            "awarded to",
            "organisation awarded",
            "name",
        ],
        &[
            "number",
            "code",
            "postcode",
            "address",
            "type",
            "size",
            "sme",
            "vcse",
            "ref",
            "reference",
            "registration",
            "category",
            "buyer",
            "contact",
            "manager",
            "purchasing",
            "service",
            "contract",
            "directorate",
            "local",
        ],
        Holds::Name,
    ),
    wanted(
        "the first day",
        &["start date", "commencement date", "contract start", "commencement", "starts", "start", "from"],
        &["extension"],
        Holds::Day,
    ),
    wanted(
        "the last day",
        &["end date", "contract end", "expiry date", "expiration date", "ends", "expiry", "end", "to"],
        &["current", "extension", "extended", "max", "maximum", "latest", "including"],
        Holds::Day,
    ),
    wanted(
        "the last day as it stands",
        &["current expiry", "current end", "revised end", "extended end", "extension end", "end extended"],
        &["max", "maximum", "latest", "possible"],
        Holds::Day,
    ),
    wanted(
        "the last day with every extension",
        &[
            "maximum end",
            "max end",
            "latest end",
            "possible end",
            "end including extensions",
            "expiry including extensions",
            "final expiry",
        ],
        &["value"],
        Holds::Day,
    ),
    wanted(
        "the reference",
        &[
            "contract reference",
            "contract ref",
            "contract number",
            "contract no",
            "contract id",
            "agreement number",
            "reference number",
            "reference",
            "unique id",
            "ref",
            "id",
            "number",
        ],
        &["supplier", "company", "charity", "registration", "proclass", "cpv", "extensions", "vat", "tender"],
        Holds::Text,
    ),
    wanted(
        "who bought",
        &[
            "purchasing body",
            "organisation name",
            "buyer name",
            "contracting authority",
            "authority name",
            "council",
            "authority",
            "buyer",
            "purchasing",
            "local authority",
            "publisher",
            "body",
            "organisation",
        ],
        &["supplier", "uri", "code", "type", "url", "email", "awarded"],
        Holds::Name,
    ),
    wanted(
        "the whole value",
        &[
            "total contract value",
            "total value",
            "whole value",
            "contract value",
            "lifetime value",
            "estimated value",
            "value awarded",
            "award value",
            "total cost",
            "value",
            "amount",
            "sum",
        ],
        &["annual", "year", "vat", "irrecoverable", "band", "date"],
        Holds::Money,
    ),
    wanted(
        "the value of a year",
        &["annual value", "value annum", "annual contract value", "annual spend", "annual cost", "value year", "annual"],
        &["date", "band"],
        Holds::Money,
    ),
    wanted(
        "the supplier’s company number",
        &["company number", "company registration", "companies house", "company reg", "company no"],
        &[],
        Holds::Text,
    ),
    wanted("the supplier’s charity number", &["charity number", "charity registration", "charity no", "charity"], &[], Holds::Text),
    wanted("the supplier’s postcode", &["supplier postcode", "postcode", "post code"], &[], Holds::Text),
    wanted(
        "the category",
        &[
            "proclass description",
            "cpv description",
            "category description",
            "procurement category",
            "category",
            "proclass label",
            "classification description",
        ],
        &["code", "vcse"],
        Holds::Name,
    ),
    wanted(
        "the category’s code",
        &[
            "proclass classification",
            "proclass code",
            "cpv code",
            "cpv",
            "proclass",
            "category code",
            "classification code",
            "classification",
        ],
        &["description", "label"],
        Holds::Text,
    ),
    wanted(
        "the service",
        &["directorate name", "service area", "directorate", "department", "service name", "division", "service", "portfolio"],
        &["user", "category", "description", "type", "title"],
        Holds::Name,
    ),
    wanted("whether the supplier is small or medium", &["sme"], &[], Holds::Text),
    wanted("whether the supplier is voluntary", &["vcse", "voluntary", "vcs", "third sector"], &[], Holds::Text),
    wanted(
        "how it was let",
        &[
            "process used",
            "procurement process",
            "procurement procedure",
            "procurement route",
            "tender process",
            "procedure",
            "route",
            "process",
            "method",
        ],
        &["date", "notice"],
        Holds::Text,
    ),
    wanted(
        "extensions that may be taken",
        &[
            "option extend",
            "extension option",
            "extension options",
            "extension period",
            "extensions available",
            "options extend",
            "extension",
        ],
        &["taken", "how", "many", "date", "end", "value", "number"],
        Holds::Text,
    ),
    wanted(
        "how many extensions",
        &["how many extensions", "number extensions", "no extensions", "extensions"],
        &["taken", "value", "including", "date", "end"],
        Holds::Text,
    ),
    wanted("the status", &["contract status", "status", "stage"], &["sme", "supplier", "vcse"], Holds::Text),
    wanted(
        "the day it was signed",
        &["date signed", "signed", "award date", "date award", "awarded date", "date awarded"],
        &[],
        Holds::Day,
    ),
    wanted(
        "the kind of agreement",
        &["contract type", "agreement type", "type contract", "type agreement", "arrangement type", "type"],
        &["supplier", "organisation", "procurement"],
        Holds::Text,
    ),
    wanted("the currency", &["currency"], &[], Holds::Text),
    wanted("who may see it", &["visibility", "confidential", "confidentiality", "publish"], &["date"], Holds::Text),
];
