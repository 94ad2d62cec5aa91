//! Who lives along which roads: 562,000 people of Northvale by district, age and road, as the highways team counted them for the winter plan.
//! Made so that its sums are those of the county file, section 8.

pub const NAME: &str = "northvale-winter-population-2026.csv";
pub const YEAR: i64 = 2026;

/// District, people, and its weight among the districts other than High Tarrow where roads are little used.
const DISTRICTS: [(&str, u64, u64); 8] = [
    ("Aldermere", 118_400, 9),
    ("Harrowdene", 92_300, 7),
    ("Castlebrook", 84_600, 12),
    ("Wexmoor", 73_900, 25),
    ("Stourbeck", 61_700, 12),
    ("Fenwold", 52_800, 15),
    ("High Tarrow", 41_600, 0),
    ("Lindle Vale", 36_700, 20),
];

/// A kind of road: vehicles a day, heap points of its hamlets, kind of place, people in High Tarrow and elsewhere, metres treated, and heaps kept
/// or to be kept, in thousandths.
struct Road {
    vehicles: u32,
    points: u32,
    place: &'static str,
    high_tarrow: u64,
    elsewhere: u64,
    metres: u64,
    heaps: u64,
    /// Its treatment ends at 4,000 vehicles.
    is_lost: bool,
}

const fn road(vehicles: u32, points: u32, high_tarrow: u64, elsewhere: u64, metres: u64, heaps: u64, is_lost: bool) -> Road {
    Road { vehicles, points, place: "rural", high_tarrow, elsewhere, metres, heaps, is_lost }
}

/// Roads of 3,000 to 3,999 vehicles with and without hamlets of four points; quieter roads whose hamlets have four or five points, six or more,
/// and fewer. Whoever is left lives along roads of 4,000 and more.
static ROADS: [Road; 5] = [
    road(3_400, 5, 6_204, 7_896, 127_850, 305_000, true),
    road(3_400, 2, 10_780, 13_720, 222_150, 0, true),
    road(800, 5, 2_160, 5_040, 0, 155_000, false),
    road(800, 8, 9_440, 37_760, 0, 1_180_000, false),
    road(800, 2, 6_000, 70_546, 0, 0, false),
];
const BUSY_METRES: u64 = 1_790_000;

/// Gives out a whole in parts so that the parts sum to it, however they are rounded.
struct Shared {
    whole: u64,
    of: u64,
    seen: u64,
    given: u64,
}

impl Shared {
    fn new(whole: u64, of: u64) -> Shared {
        Shared { whole, of, seen: 0, given: 0 }
    }

    fn next(&mut self, part: u64) -> u64 {
        self.seen += part;
        let due = if self.of == 0 { 0 } else { (u128::from(self.whole) * u128::from(self.seen) / u128::from(self.of)) as u64 };
        let now = due.saturating_sub(self.given);
        self.given = due;
        now
    }
}

/// As it was sent.
pub fn population() -> Vec<u8> {
    let mut text = String::from("age band,group,need level,count,year,vehicles a day,heap points,km of road,heaps kept\r\n");
    let mut left: Vec<u64> = DISTRICTS.iter().map(|(_, people, _)| *people).collect();
    let busy = Road { place: "town", ..road(9_000, 2, 0, 0, BUSY_METRES, 0, false) };
    let roads: Vec<&Road> = ROADS.iter().chain([&busy]).collect();
    // District, people, and the place of their road.
    let mut cells: Vec<(usize, u64, usize)> = Vec::new();
    for (place, road) in ROADS.iter().enumerate() {
        let mut others = Shared::new(road.elsewhere, 100);
        for (at, (_, _, weight)) in DISTRICTS.iter().enumerate() {
            let people = if *weight == 0 { road.high_tarrow } else { others.next(*weight) };
            left[at] -= people;
            cells.push((at, people, place));
        }
    }
    cells.extend(left.iter().enumerate().map(|(at, people)| (at, *people, ROADS.len())));
    // 65 and over: 10,900 of those who lose, and a third of High Tarrow.
    let mut older = [[Shared::new(110_031, 498_784), Shared::new(5_125, 21_616)], [Shared::new(8_369, 24_616), Shared::new(5_775, 16_984)]];
    let mut oldest = Shared::new(17_400, 129_300);
    let mut youngest = Shared::new(111_300, 432_700);
    let everybody_on = |place: usize| cells.iter().filter(|(.., other)| *other == place).map(|(_, people, _)| *people).sum::<u64>();
    let mut shares: Vec<(Shared, Shared)> = roads
        .iter()
        .enumerate()
        .map(|(place, road)| (Shared::new(road.metres, everybody_on(place)), Shared::new(road.heaps, everybody_on(place))))
        .collect();
    for (at, people, place) in &cells {
        let road = roads[*place];
        let aged = older[usize::from(DISTRICTS[*at].2 == 0)][usize::from(road.is_lost)].next(*people);
        let over_84 = oldest.next(aged);
        let under_18 = youngest.next(*people - aged);
        let bands =
            [("under 18", under_18), ("18 to 64", *people - aged - under_18), ("65 to 84", aged - over_84), ("85 and over", over_84)];
        let (metres_left, heaps_left) = &mut shares[*place];
        for (band, count) in bands {
            let (metres, heaps) = (metres_left.next(count), heaps_left.next(count));
            text.push_str(&format!(
                "{band},{},{},{count},{YEAR},{},{},{}.{:03},{}.{:03}\r\n",
                DISTRICTS[*at].0,
                road.place,
                road.vehicles,
                road.points,
                metres / 1_000,
                metres % 1_000,
                heaps / 1_000,
                heaps % 1_000
            ));
        }
    }
    text.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_sums_to_the_county() {
        let text = String::from_utf8(population()).expect("text");
        let rows: Vec<Vec<&str>> = text.lines().skip(1).map(|line| line.split(',').collect()).collect();
        let sum = |holds: &dyn Fn(&[&str]) -> bool| {
            rows.iter().filter(|row| holds(row)).map(|row| row[3].parse::<u64>().expect("a count")).sum::<u64>()
        };
        let is_older = |row: &[&str]| row[0].starts_with("65") || row[0].starts_with("85");
        assert_eq!(
            (sum(&|_| true), sum(&|row| is_older(row)), sum(&|row| row[0] == "85 and over"), sum(&|row| row[0] == "under 18")),
            (562_000, 129_300, 17_400, 111_300)
        );
        let loses = |row: &[&str]| row[5] == "3400";
        assert_eq!(
            (sum(&|row| loses(row)), sum(&|row| loses(row) && is_older(row)), sum(&|row| loses(row) && row[1] == "High Tarrow")),
            (38_600, 10_900, 16_984)
        );
        assert_eq!((sum(&|row| row[1] == "High Tarrow"), sum(&|row| row[1] == "High Tarrow" && is_older(row))), (41_600, 14_144));
        let total = |column: usize, holds: &dyn Fn(&[&str]) -> bool| {
            rows.iter().filter(|row| holds(row)).map(|row| row[column].replace('.', "").parse::<u64>().expect("a figure")).sum::<u64>()
        };
        assert_eq!((total(7, &|_| true), total(7, &|row| loses(row)), total(8, &|_| true)), (2_140_000, 350_000, 1_640_000));
    }
}
