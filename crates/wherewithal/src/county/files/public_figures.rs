//! Public figures of Northvale and eight counties that are as invented as it is: a register with one that was abolished, their neighbours,
//! four indicators with their dictionary, and a messier table that waits for somebody to look at it.

/// Code, name, and how far its figures lie from the middle.
pub(super) const COUNTIES: [(&str, &str, i64); 9] = [
    ("E10000901", "Northvale", 3),
    ("E10000902", "Aldermoor", -4),
    ("E10000903", "Birchenshire", 1),
    ("E10000904", "Cawdale", 6),
    ("E10000905", "Dunmere", -1),
    ("E10000906", "Eskrigg", 0),
    ("E10000907", "Fellmarch", 8),
    ("E10000908", "Garthshire", -7),
    ("E10000909", "Hexley", 2),
];
const YEARS: std::ops::Range<i64> = 2019..2025;

pub const REGISTER: &str = "areas-invented.csv";
pub const NEIGHBOURS: &str = "fair-peers-neighbours.csv";
pub const INDICATORS: &str = "indicators-2024-25.csv";
pub const DICTIONARY: &str = "indicators-described.csv";
pub const WAITING: &str = "library-visits-final.csv";

pub fn register() -> Vec<u8> {
    let mut text = String::from(
        "local-authority-code,nice-name,gss-code,start-date,end-date,replaced-by,nation,region,local-authority-type-name,former-gss-codes\r\n",
    );
    for (at, (code, name, _)) in COUNTIES.iter().enumerate() {
        // Hexley's code changed while its ground did not.
        let former = if *name == "Hexley" { "E10000899" } else { "" };
        text.push_str(&format!("X{at}X,{name},{code},,,,England,The North,County,{former}\r\n"));
    }
    text.push_str("OLD,Old Fellmarch,E10000898,,2019-03-31,X6X,England,The North,County,\r\n");
    text.into_bytes()
}

/// The nearest first: by how near their figures lie, as a published list would have it.
pub fn neighbours() -> Vec<u8> {
    let mut text = String::from("AREACD,1,2,3,4,5,6,7,8\r\n");
    for (code, _, own) in COUNTIES {
        let mut others: Vec<(i64, &str)> =
            COUNTIES.iter().filter(|(other, ..)| *other != code).map(|(other, _, at)| ((at - own).abs(), *other)).collect();
        others.sort();
        text.push_str(code);
        others.iter().for_each(|(_, other)| text.push_str(&format!(",{other}")));
        text.push_str("\r\n");
    }
    text.into_bytes()
}

pub fn dictionary() -> Vec<u8> {
    "code,title,polarity,unit,theme,definition\r\n\
     falls,Emergency admissions after a fall,Low,\"Rate per 100,000 people aged 65 and over\",Older people,\"Admissions of people aged 65 and over after a fall, in a financial year.\"\r\n\
     satisfied,People satisfied with their care and support,High,Percentage,Adult social care,Of those who use adult social care and answered the yearly survey.\r\n\
     homeless,Households in temporary accommodation,Low,\"Rate per 1,000 households\",Housing,On the last day of March.\r\n\
     outdoors,Care hours at home,Neither,\"Rate per 1,000 people aged 65 and over\",Adult social care,Hours a week: neither more nor fewer is good in itself.\r\n"
        .into()
}

/// One row a figure, with limits where a survey gives them, one figure held back, and Old Fellmarch's last year.
pub fn indicators() -> Vec<u8> {
    let mut text = String::from("indicator_code,indicator,area_code,area_name,period,value,lci_95,uci_95,count,denominator,status\r\n");
    for (code, name, at) in COUNTIES {
        for year in YEARS {
            let period = format!("{year}/{:02}", (year + 1) % 100);
            let older = 41_000 + at * 900 + (year - 2019) * 350;
            let falls = older * (2_050 + at * 35 - (year - 2019) * 20) / 100_000;
            let rate = falls as f64 * 100_000.0 / older as f64;
            let status = if year == 2024 { "provisional" } else { "" };
            text.push_str(&format!(
                "falls,Emergency admissions after a fall,{code},{name},{period},{rate:.1},,,{falls},{older},{status}\r\n"
            ));
            let satisfied = 650 + at * 7 + (year - 2019) * 4;
            let (low, high) = (satisfied - 31, satisfied + 31);
            let tenth = |value: i64| format!("{}.{}", value / 10, value % 10);
            text.push_str(&format!(
                "satisfied,People satisfied with their care and support,{code},{name},{period},{},{},{},,,{status}\r\n",
                tenth(satisfied),
                tenth(low),
                tenth(high)
            ));
            let homes = 210_000 + at * 4_000;
            let homeless = homes * (22 + at + (year - 2019) * 2) / 10_000;
            let rate = homeless as f64 * 1_000.0 / homes as f64;
            let held_back = name == "Cawdale" && year == 2021;
            let said = if held_back { "c".to_owned() } else { format!("{rate:.2}") };
            let (count, of) = if held_back { (String::new(), String::new()) } else { (homeless.to_string(), homes.to_string()) };
            text.push_str(&format!(
                "homeless,Households in temporary accommodation,{code},{name},{period},{said},,,{count},{of},{status}\r\n"
            ));
            let hours = 1_900 + at * 45 + (year - 2019) * 12;
            text.push_str(&format!("outdoors,Care hours at home,{code},{name},{period},{hours},,,,,{status}\r\n"));
        }
    }
    text.push_str("satisfied,People satisfied with their care and support,E10000898,Old Fellmarch,2018/19,61.5,58.0,65.0,,,\r\n");
    text.into_bytes()
}

/// As somebody saved it for the third time: a title above, a former code, an unknown county, a share above the whole.
pub fn waiting() -> Vec<u8> {
    "Library visits, final v3 (invented)\r\n\r\n\
     Area code,Area,Measure,2022/23,2023/24,2024/25 (prov)\r\n\
     E10000901,Northvale,Adults who used a library (%),31.2,30.4,29.9\r\n\
     E10000899,Hexley,Adults who used a library (%),28.0,27.1,127.5\r\n\
     E10000906,Eskrigg,Adults who used a library (%),33.3,*,34.1\r\n\
     ,Nowhereshire,Adults who used a library (%),12.0,12.0,12.0\r\n"
        .into()
}
