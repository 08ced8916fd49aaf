//! What conditions ask an incident for, by the names of its properties.

use crate::made_up::Incident;

impl Incident {
    pub(crate) fn text(&self, property: &str) -> &str {
        match property {
            "category" => self.category,
            "event_type" => self.event_type,
            "admin1" => self.town.admin1,
            "country" => self.town.country,
            _ => panic!("{property}"),
        }
    }

    pub(crate) fn number_of(&self, property: &str) -> Option<i32> {
        match property {
            "deaths_low" => self.deaths_low,
            "deaths_best" => self.deaths_best,
            "deaths_high" => self.deaths_high,
            "location_precision" => Some(self.location_precision),
            "source_count" => Some(self.source_count),
            _ => panic!("{property}"),
        }
    }
}
