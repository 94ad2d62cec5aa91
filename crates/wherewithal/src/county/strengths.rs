//! What is good in Northvale: what people wrote down, and a directory of twelve services as it would come. All of it is invented; the
//! coordinates lie at sea.

use model::strength::StrengthKind;

/// What people wrote down as good here: name, sort, what, for whom, where, people, pounds a year.
pub const STRENGTHS: [(&str, StrengthKind, &str, &str, &str, Option<u32>, Option<i64>, Option<(f64, f64)>); 5] = [
    (
        "Village halls that open in the daytime",
        StrengthKind::Places,
        "118 halls with heating, a kitchen and a key holder nearby.",
        "",
        "Fenwold",
        None,
        None,
        Some((54.43, 2.26)),
    ),
    (
        "Volunteers who lead exercise classes",
        StrengthKind::People,
        "Sixty people who finished a class and lead one now.",
        "People aged 65 and over",
        "High Tarrow",
        Some(60),
        None,
        Some((54.44, 1.61)),
    ),
    (
        "Fire crews whom people let in",
        StrengthKind::Skills,
        "They see stairs, rugs and wiring, and people trust them.",
        "People aged 65 and over",
        "",
        Some(210),
        None,
        None,
    ),
    (
        "Nine people who have lived in our flats",
        StrengthKind::People,
        "They changed the question from beds to a tenancy kept, and are paid for their time.",
        "Single adults without a home",
        "Aldermere",
        Some(9),
        None,
        Some((54.20, 1.78)),
    ),
    (
        "Fenwold neighbourhood fund",
        StrengthKind::Money,
        "Money that the parish cluster decides on.",
        "",
        "Fenwold",
        None,
        Some(180_000),
        None,
    ),
];

pub const DIRECTORY: &str = "Northvale local services directory";

/// Name, organisation, what it does, town, degrees north and east, youngest, cost.
pub const LISTED: [(&str, &str, &str, &str, f64, f64, Option<u32>, &str); 12] = [
    (
        "Steady Steps Fenwold",
        "Fenwold Parish Cluster",
        "Strength and balance classes in four halls, twice a week.",
        "Fenwold",
        54.41,
        2.21,
        Some(60),
        "£2 a class",
    ),
    (
        "Fenwold Lifts",
        "Fenwold Parish Cluster",
        "Twenty-six drivers who take people to the surgery, the shop and each other.",
        "Fenwold",
        54.38,
        2.18,
        None,
        "35p a mile",
    ),
    (
        "Kettle and Company",
        "Vale Carers’ Co-operative",
        "A morning for people who look after somebody, with somebody to sit with them.",
        "Aldermere",
        54.22,
        1.74,
        Some(18),
        "Free",
    ),
    (
        "Open Door Harrowdene",
        "Harrowdene Community Kitchen",
        "A kitchen, a sofa and people who have been through it, until midnight.",
        "Harrowdene",
        54.15,
        1.62,
        Some(18),
        "Free",
    ),
    (
        "Lindle Repair Shed",
        "Lindle Neighbours",
        "Tools, benches and people who mend things, with a place for anybody.",
        "Lindle Vale",
        54.10,
        1.95,
        None,
        "Free",
    ),
    (
        "Lindle Neighbours’ payroll help",
        "Lindle Neighbours",
        "Shows people with a direct payment how to employ a helper, and does the payroll.",
        "Lindle Vale",
        54.09,
        1.93,
        Some(18),
        "£9 a month",
    ),
    (
        "Castle Choir",
        "Castlebrook Arts Guild",
        "Singing for people with a bad chest, and whoever comes with them.",
        "Castlebrook",
        54.27,
        1.55,
        None,
        "£1",
    ),
    ("Wexmoor Walkers", "Wexmoor Ramblers’ Circle", "Slow rambles of a mile, with a bench half way.", "Wexmoor", 54.33, 1.48, None, "Free"),
    ("Stourbeck Wheels", "Stourbeck Cycling Friends", "Three-wheelers and somebody beside you.", "Stourbeck", 54.18, 1.83, Some(16), "£3"),
    (
        "High Tarrow Larder",
        "High Tarrow Parish Larder",
        "Food, and a table to eat it at, on Thursdays.",
        "High Tarrow",
        54.46,
        1.66,
        None,
        "Pay what you can",
    ),
    (
        "Tarrow Phone Circle",
        "High Tarrow Parish Larder",
        "A call every morning among people who live alone.",
        "High Tarrow",
        54.45,
        1.69,
        Some(50),
        "Free",
    ),
    (
        "Aldermere Job Table",
        "Aldermere Market Hall Trust",
        "Help with forms and letters, at a stall in the market.",
        "Aldermere",
        54.23,
        1.76,
        Some(16),
        "Free",
    ),
];

/// The directory as it would come: Open Referral UK, one page of a list.
pub fn directory() -> Vec<u8> {
    let service = |(number, of): (usize, &(&str, &str, &str, &str, f64, f64, Option<u32>, &str))| {
        let (name, organisation, what, town, north, east, youngest, cost) = of;
        serde_json::json!({
            "id": format!("6f3c1a52-0000-4000-8000-{number:012}"),
            "name": name, "description": what, "status": "active", "fees_description": cost,
            "url": format!("https://directory.northvale.example/services/{}", number + 1),
            "minimum_age": youngest, "last_modified": "2026-05-01T09:00:00Z",
            "organization": { "id": format!("6f3c1a52-0000-4000-9000-{number:012}"), "name": organisation },
            "service_at_locations": [{ "location": {
                "location_type": "physical", "name": format!("{town}, {name}"), "latitude": north, "longitude": east,
                "addresses": [{ "city": town, "country": "GB" }],
            } }],
        })
    };
    let contents: Vec<serde_json::Value> = LISTED.iter().enumerate().map(service).collect();
    let whole = serde_json::json!({
        "total_items": contents.len(), "total_pages": 1, "page_number": 1, "size": contents.len(),
        "first_page": true, "last_page": true, "empty": false, "contents": contents,
    });
    whole.to_string().into_bytes()
}
