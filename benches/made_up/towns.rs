//! Real towns round which the made-up incidents lie, and the words that they are told with.

/// A town, in degrees times 100,000.
#[derive(Debug)]
pub(crate) struct Town {
    pub(crate) name: &'static str,
    pub(crate) lon: i32,
    pub(crate) lat: i32,
    pub(crate) admin1: &'static str,
    pub(crate) country: &'static str,
    pub(crate) areas: &'static [&'static str],
}

const fn town(
    name: &'static str,
    (lon, lat): (i32, i32),
    admin1: &'static str,
    country: &'static str,
    areas: &'static [&'static str],
) -> Town {
    Town {
        name,
        lon,
        lat,
        admin1,
        country,
        areas,
    }
}

const FERGHANA: &[&str] = &["ferghana-valley"];
const BORDER: &[&str] = &["ferghana-valley", "kyrgyz-tajik-border"];
const RASHT: &[&str] = &["rasht-valley"];

/// The first ones have most incidents.
pub(crate) const TOWNS: [Town; 32] = [
    town(
        "Dushanbe",
        (6_877_380, 3_855_980),
        "TJ-DU",
        "TJ",
        &["dushanbe"],
    ),
    town("Osh", (7_279_850, 4_052_830), "KG-GO", "KG", FERGHANA),
    town("Isfara", (7_062_520, 4_012_650), "TJ-SU", "TJ", BORDER),
    town("Gharm", (7_037_790, 3_902_760), "TJ-RA", "TJ", RASHT),
    town("Andijan", (7_234_420, 4_078_210), "UZ-AN", "UZ", FERGHANA),
    town("Batken", (7_081_940, 4_006_280), "KG-B", "KG", BORDER),
    town("Kunduz", (6_885_770, 3_672_900), "AF-KDZ", "AF", &[]),
    town("Khujand", (6_962_260, 4_028_260), "TJ-SU", "TJ", FERGHANA),
    town("Bishkek", (7_456_980, 4_287_460), "KG-GB", "KG", &[]),
    town("Kulob", (6_978_500, 3_791_460), "TJ-KT", "TJ", &[]),
    town("Tashkent", (6_924_010, 4_129_950), "UZ-TK", "UZ", &[]),
    town("Tojikobod", (7_085_000, 3_910_000), "TJ-RA", "TJ", RASHT),
    town("Bokhtar", (6_878_060, 3_783_640), "TJ-KT", "TJ", &[]),
    town("Jalal-Abad", (7_300_220, 4_093_330), "KG-J", "KG", FERGHANA),
    town("Khorugh", (7_154_960, 3_748_970), "TJ-GB", "TJ", &[]),
    town("Namangan", (7_167_260, 4_099_830), "UZ-NG", "UZ", FERGHANA),
    town("Faizabad", (7_058_000, 3_711_660), "AF-BDS", "AF", &[]),
    town("Fergana", (7_178_640, 4_038_420), "UZ-FA", "UZ", FERGHANA),
    town("Isfana", (6_952_760, 3_983_890), "KG-B", "KG", BORDER),
    town("Kokand", (7_094_280, 4_052_860), "UZ-FA", "UZ", FERGHANA),
    town("Taloqan", (6_953_430, 3_673_610), "AF-TAK", "AF", &[]),
    town("Panjakent", (6_760_990, 3_949_520), "TJ-SU", "TJ", &[]),
    town("Tursunzoda", (6_823_030, 3_851_090), "TJ-RA", "TJ", &[]),
    town("Kara-Suu", (7_286_670, 4_070_330), "KG-O", "KG", FERGHANA),
    town("Uzgen", (7_330_000, 4_077_000), "KG-O", "KG", FERGHANA),
    town("Termez", (6_727_830, 3_722_420), "UZ-SU", "UZ", &[]),
    town("Istaravshan", (6_900_240, 3_991_420), "TJ-SU", "TJ", &[]),
    town("Guliston", (6_878_420, 4_048_970), "UZ-SI", "UZ", &[]),
    town("Jizzakh", (6_784_220, 4_011_580), "UZ-JI", "UZ", &[]),
    town("Shymkent", (6_959_010, 4_234_170), "KZ-79", "KZ", &[]),
    town("Talas", (7_224_270, 4_252_280), "KG-T", "KG", &[]),
    town("Taraz", (7_136_670, 4_290_000), "KZ-31", "KZ", &[]),
];

/// A category, the finer types in it, and in how many of a thousand incidents it occurs.
pub(crate) const CATEGORIES: [(&str, &[&str], i32); 6] = [
    (
        "clash",
        &["armed_clash", "ambush", "border_clash", "incursion"],
        300,
    ),
    (
        "civilians",
        &["assassination", "hostage_taking", "attack_on_civilians"],
        180,
    ),
    ("unrest", &["riot"], 140),
    ("political", &["border_closure", "treaty", "political"], 140),
    ("explosion", &["bombing"], 120),
    ("operation", &["state_operation"], 120),
];

/// Where it was, from the town.
pub(crate) const SIDES: [&str; 6] = [
    "on the road to the north of",
    "near the market of",
    "in a village to the south of",
    "at the checkpoint west of",
    "in the hills to the east of",
    "on the edge of",
];

/// Who says so.
pub(crate) const REPORTS: [&str; 5] = [
    "two agencies and a witness report",
    "the ministry says, others doubt it",
    "local radio reports, without figures",
    "a later report gives other figures",
    "both sides tell it differently",
];
