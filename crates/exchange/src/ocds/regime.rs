//! Under which law a process is let, and what is let: told from what a notice says, and left empty where it does not say.

use quantity::Date;

use super::release::Tender;

/// What tells one regime from another: dated data of `config/`, given to the reader.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Regimes {
    /// First day of the Procurement Act 2023.
    pub act_begins: Option<Date>,
    /// First day of the Public Contracts Regulations 2015.
    pub regulations_2015_begin: Option<Date>,
    /// Codes of light touch services, first and last of each stretch, eight digits: `85000000` to `85323000`.
    pub light_touch: Vec<(String, String)>,
}

impl Regimes {
    pub fn is_light_touch(&self, cpv: &str) -> bool {
        !cpv.is_empty() && self.light_touch.iter().any(|(first, last)| first.as_str() <= cpv && cpv <= last.as_str())
    }
}

/// What a process is judged by.
pub struct Told<'a> {
    pub tender: Option<&'a Tender<'a>>,
    pub cpv: &'a str,
    pub title: &'a str,
    /// The first day anything was published of it, as far as is known.
    pub published: Option<Date>,
    /// In force or awarded already.
    pub is_let: bool,
}

/// A code of the column `regime`, or empty.
pub fn regime(told: &Told<'_>, law: &Regimes) -> &'static str {
    let Some(tender) = told.tender else { return "" };
    let details = tender.procurement_method_details.get().to_lowercase();
    let basis = tender.legal_basis.get().map(|basis| format!("{} {}", basis.scheme.get(), basis.id.get())).unwrap_or_default();
    let says = |words: &[&str]| words.iter().any(|word| details.contains(word));
    let light = tender.special_regime.iter().any(|regime| regime.get().eq_ignore_ascii_case("lightTouch")) || says(&["light touch"]);
    let health = [
        "provider selection regime",
        "direct award process",
        "most suitable provider",
        "direct award a",
        "direct award b",
        "direct award c",
    ];
    if says(&health) || basis.contains("2023/1348") {
        return "provider_selection";
    }
    if tender.above_threshold.0 == Some(false) || says(&["below threshold", "below-threshold"]) {
        return "below_threshold";
    }
    let above = tender.above_threshold.0 == Some(true) || says(&["above threshold", "above-threshold"]);
    let of_act = |light: bool| if light { "light_touch" } else { "act_2023" };
    if basis.contains("2023/54") {
        return of_act(light || law.is_light_touch(told.cpv));
    }
    if basis.contains("32014L0024") || basis.contains("2015/102") {
        return "regulations_2015";
    }
    if light {
        return "light_touch";
    }
    // A call-off stands under whatever its framework was let under, which the notice does not say.
    if !above || kind(told) == "call_off" {
        return "";
    }
    match (told.published, law.act_begins, law.regulations_2015_begin) {
        (Some(day), Some(act), _) if day >= act => of_act(law.is_light_touch(told.cpv)),
        (Some(day), Some(act), Some(begin)) if day >= begin && day < act => "regulations_2015",
        _ => "",
    }
}

/// A code of the column `kind`, or empty. A title decides only where it can be read in one way.
pub fn kind(told: &Told<'_>) -> &'static str {
    let details = told.tender.map(|tender| tender.procurement_method_details.get().to_lowercase()).unwrap_or_default();
    if ["call-off", "call off", "from a framework", "further competition", "mini-competition", "mini competition"]
        .iter()
        .any(|word| details.contains(word))
    {
        return "call_off";
    }
    let techniques = told.tender.and_then(|tender| tender.techniques.get());
    if let Some(techniques) = techniques {
        if techniques.has_dynamic_purchasing_system.0 == Some(true) || techniques.dynamic_purchasing_system.0 {
            return "dynamic";
        }
        if techniques.has_framework_agreement.0 == Some(true) || techniques.framework_agreement.0 {
            return "framework";
        }
    }
    let title = told.title.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| title.contains(word));
    let under = has(&[
        "under ",
        "via ",
        "through ",
        "from ",
        "call-off",
        "call off",
        "further competition",
        "mini-competition",
        "mini competition",
    ]);
    match () {
        () if has(&["call-off contract", "call off contract", "call-off agreement"]) => "call_off",
        () if has(&["dynamic purchasing system", "dynamic market"]) && !under && !told.is_let => "dynamic",
        () if (has(&["framework agreement"]) || title.ends_with(" framework")) && !under => "framework",
        () if techniques.is_some() => "contract",
        () if details.is_empty() || details == "not specified" || details.starts_with("other") || details == "not applicable" => "",
        () if told.is_let && !has(&["framework", "dps", "dynamic"]) => "contract",
        () => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ocds::release::release;

    fn law() -> Regimes {
        let day = |text: &str| text.parse().ok();
        Regimes {
            act_begins: day("2025-02-24"),
            regulations_2015_begin: day("2015-02-26"),
            light_touch: vec![("85000000".into(), "85323000".into())],
        }
    }

    fn told(json: &str, cpv: &str, title: &str, published: &str) -> (&'static str, &'static str) {
        let bytes = format!("{{\"tender\":{json}}}");
        let release = release(bytes.as_bytes()).expect("read");
        let told = Told { tender: release.tender.get(), cpv, title, published: published.parse().ok(), is_let: true };
        (regime(&told, &law()), kind(&told))
    }

    #[test]
    fn the_law_is_told_from_what_the_notice_says_and_left_empty_where_it_does_not() {
        let above = r#"{"procurementMethodDetails":"Open procedure (above threshold)"}"#;
        assert_eq!(told(above, "85311000", "Homes", "2025-03-01").0, "light_touch");
        assert_eq!(told(above, "45000000", "Roads", "2025-03-01").0, "act_2023");
        assert_eq!(told(above, "45000000", "Roads", "2024-03-01").0, "regulations_2015");
        assert_eq!(told(above, "45000000", "Roads", "2014-03-01").0, "");
        assert_eq!(told(r#"{"aboveThreshold":false}"#, "85311000", "Homes", "2025-03-01").0, "below_threshold");
        assert_eq!(told(r#"{"procurementMethodDetails":"Open procedure"}"#, "85311000", "Homes", "2025-03-01").0, "");
        assert_eq!(told(r#"{"legalBasis":{"scheme":"UKPGA","id":"2023/54"},"specialRegime":["lightTouch"]}"#, "", "", "").0, "light_touch");
        assert_eq!(told(r#"{"procurementMethodDetails":"Direct award process C"}"#, "", "", "").0, "provider_selection");
    }

    #[test]
    fn what_is_let_is_told_from_the_notice_and_from_a_title_only_where_it_is_plain() {
        assert_eq!(told(r#"{"procurementMethodDetails":"Call-off from a framework agreement"}"#, "", "X", "").1, "call_off");
        assert_eq!(told(r#"{"techniques":{"hasFrameworkAgreement":true}}"#, "", "X", "").1, "framework");
        assert_eq!(told("{}", "", "Repairs and Planned Works Framework", "").1, "framework");
        assert_eq!(told("{}", "", "Tyres under the ESPO framework agreement", "").1, "");
        assert_eq!(told(r#"{"procurementMethodDetails":"Open procedure"}"#, "", "Tyres", "").1, "contract");
        assert_eq!(told("{}", "", "Tyres", "").1, "");
    }
}
