//! What Northvale spent in 2025/26 on its twelve services, by who provides them: the file an allocation starts from. Some of it nobody classified.

use quantity::Money;

use crate::county::services::{
    FALLS, GRANTS, HOME_CARE, HOUSING, LIBRARIES, PLACEMENTS, REABLEMENT, SERVICES, SUPPORTED_LIVING, TRANSPORT, TREATMENT, WASTE, WINTER,
};

pub const NAME: &str = "northvale-outturn-2025-26.csv";
pub const YEAR: &str = "2025-26";

/// In thousands of pounds: own provision, other public, private, voluntary. What a service cost beyond them was not classified.
const PARTS: [(u8, [i64; 4]); 12] = [
    (HOUSING, [3_400, 0, 0, 0]),
    (HOME_CARE, [0, 0, 36_900, 4_200]),
    (REABLEMENT, [9_600, 0, 0, 0]),
    (SUPPORTED_LIVING, [0, 0, 21_300, 7_100]),
    (FALLS, [220, 300, 0, 0]),
    (GRANTS, [0, 0, 0, 2_120]),
    (TRANSPORT, [0, 0, 29_950, 430]),
    (PLACEMENTS, [5_650, 0, 24_650, 0]),
    (TREATMENT, [0, 0, 0, 7_200]),
    (WINTER, [1_900, 0, 740, 0]),
    (LIBRARIES, [5_690, 0, 0, 210]),
    (WASTE, [0, 0, 24_800, 0]),
];

/// As the finance team sends it, with its sum at the foot.
pub fn outturn() -> Vec<u8> {
    let mut text = String::from(
        "Revenue outturn 2025/26 in £ thousand (invented)\r\nAuthority,Service,Own provision,Other public,Private provision,Voluntary,Total expenditure\r\n",
    );
    let (mut sums, mut all) = ([0i64; 4], 0i64);
    for (number, parts) in PARTS {
        let Some(service) = SERVICES.iter().find(|service| service.number == number) else { continue };
        let total = service.annual.map_or(0, Money::pence) / 100_000;
        text.push_str(&line(service.name, parts, total));
        sums.iter_mut().zip(parts).for_each(|(sum, part)| *sum += part);
        all += total;
    }
    text.push_str(&line("Total of these services", sums, all));
    text.into_bytes()
}

fn line(name: &str, [own, public, private, voluntary]: [i64; 4], total: i64) -> String {
    format!("Northvale County Council,{name},{own},{public},{private},{voluntary},{total}\r\n")
}
