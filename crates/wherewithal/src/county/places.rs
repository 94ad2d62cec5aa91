//! Northvale's places to meet: what could be done over three years, of two kinds of money, a grant and too few people to run it all.
//! Every figure is invented.

/// Code; title; cost in the first year; kind; points. What it costs in other years is said below.
pub const COULD: &str = "A; Repairs to five halls in Fenwold; 180,000 / 0 / 0; one-off capital; 48
B; Warm rooms in six villages; 60,000 / 60,000 / 60,000; recurrent; 41
C; A community bus for Lindle Vale; 40,000 / 40,000 / 40,000; recurrent; 30
D; Ramps, rails and wider doors; 110,000 / 0 / 0; one-off capital; 26
E; A new hub in Northvale East; 0 / 30,000 / 60,000; recurrent; 57
E2; A hub in the library of Northvale East; 0 / 40,000 / 40,000; recurrent; 38
F; Evening rooms for young people; 70,000 / 70,000 / 70,000; recurrent; 33";

pub const LIMITS: &str = "all money; 950,000
revenue; 150,000 / 150,000 / 150,000; revenue; ; ; ; 40,000
capital; 560,000; capital
Disabled facilities grant; 120,000; one-off capital; ; Disabled facilities grant; D";

pub const FLOORS: &str = "people aged 80 and over in Northvale East; 150";

pub const STAFF: &str = "community builders, full-time; 4";

pub const SAID: &str = "A; costs; 2027/28; 180,000; one-off capital
A; costs; 2027/28; 10,000; recurrent
A; costs; 2028/29; 10,000; recurrent
A; costs; 2029/30; 10,000; recurrent
A; reaches; people of Fenwold; 640
B; costs; 2027/28; 60,000; recurrent
B; costs; 2028/29; 60,000; recurrent
B; costs; 2029/30; 60,000; recurrent
B; reaches; people living alone; 520
B; reaches; people aged 80 and over in Northvale East; 40
B; uses; community builders, full-time; 2
C; costs; 2027/28; 90,000; one-off capital
C; costs; 2027/28; 40,000; recurrent
C; costs; 2028/29; 40,000; recurrent
C; costs; 2029/30; 40,000; recurrent
C; reaches; people of Lindle Vale; 410
D; costs; 2027/28; 110,000; one-off capital; ; Disabled facilities grant
D; reaches; people aged 80 and over in Northvale East; 30
E; version of; the hub in Northvale East
E; costs; 2028/29; 260,000; one-off capital
E; costs; 2028/29; 30,000; recurrent
E; costs; 2029/30; 60,000; recurrent
E; reaches; people aged 80 and over in Northvale East; 230
E; uses; community builders, full-time; 1
E2; version of; the hub in Northvale East
E2; costs; 2028/29; 90,000; one-off capital
E2; costs; 2028/29; 40,000; recurrent
E2; costs; 2029/30; 40,000; recurrent
E2; reaches; people aged 80 and over in Northvale East; 160
E2; uses; community builders, full-time; 1
F; costs; 2027/28; 70,000; recurrent
F; costs; 2028/29; 70,000; recurrent
F; costs; 2029/30; 70,000; recurrent
F; reaches; young people; 260
F; uses; community builders, full-time; 2";

/// What the cabinet put first, whatever the points say.
pub const MEMBERS: (&str, &str, &str) =
    ("E", "Northvale East was promised a place of its own when its day centre closed.", "Cabinet, 3 November 2026");
