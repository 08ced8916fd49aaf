//! Reference systems by name and as well-known text, as PROJ writes it for these codes.

use crate::domain::Crs;

const GEOGRAPHIC: &str = r#"GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]"#;

/// The name in the register of EPSG.
pub(super) fn name(crs: Crs) -> &'static str {
    match crs {
        Crs::Crs84 | Crs::Wgs84 => "WGS 84",
        Crs::WebMercator => "WGS 84 / Pseudo-Mercator",
        Crs::Utm41 => "WGS 84 / UTM zone 41N",
        Crs::Utm42 => "WGS 84 / UTM zone 42N",
        Crs::Utm43 => "WGS 84 / UTM zone 43N",
    }
}

/// The longitude that a projection has in its middle.
pub(super) fn meridian(crs: Crs) -> u8 {
    match crs {
        Crs::Crs84 | Crs::Wgs84 | Crs::WebMercator => 0,
        Crs::Utm41 => 63,
        Crs::Utm42 => 69,
        Crs::Utm43 => 75,
    }
}

/// Well-known text of the first kind, which every reader knows.
pub(super) fn well_known_text(crs: Crs) -> String {
    let projection = match crs {
        Crs::Crs84 | Crs::Wgs84 => return GEOGRAPHIC.to_owned(),
        Crs::WebMercator => {
            r#"PROJECTION["Mercator_1SP"],PARAMETER["central_meridian",0],PARAMETER["scale_factor",1],PARAMETER["false_easting",0],PARAMETER["false_northing",0]"#.to_owned()
        }
        Crs::Utm41 | Crs::Utm42 | Crs::Utm43 => format!(
            r#"PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",{}],PARAMETER["scale_factor",0.9996],PARAMETER["false_easting",500000],PARAMETER["false_northing",0]"#,
            meridian(crs)
        ),
    };
    // The first kind has no sphere under an ellipsoid: readers take it from the extension.
    let extension = match crs {
        Crs::WebMercator => {
            r#"EXTENSION["PROJ4","+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +wktext +no_defs"],"#
        }
        _ => "",
    };
    format!(
        r#"PROJCS["{}",{GEOGRAPHIC},{projection},UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Easting",EAST],AXIS["Northing",NORTH],{extension}AUTHORITY["EPSG","{}"]]"#,
        name(crs),
        crs.epsg()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_names_the_code() {
        for crs in Crs::ALL {
            let (code, text) = (crs.epsg(), well_known_text(crs));
            assert!(
                text.ends_with(&format!("AUTHORITY[\"EPSG\",\"{code}\"]]")),
                "{crs}"
            );
            assert_eq!(
                text.matches('[').count(),
                text.matches(']').count(),
                "{crs}"
            );
        }
    }
}
