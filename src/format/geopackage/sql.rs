//! Names of strangers inside SQL: always as quoted identifiers. Values are always bound.

/// A name as an identifier that can be nothing else.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A template with each `{name}` replaced, in one pass: what is put in is not looked at again.
pub(super) fn filled(template: &str, with: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let found = after.split_once('}').and_then(|(name, behind)| {
            let (_, value) = with.iter().find(|(known, _)| *known == name)?;
            Some((value, behind))
        });
        rest = if let Some((value, behind)) = found {
            out.push_str(value);
            behind
        } else {
            out.push('{');
            after
        };
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_a_name_whatever_it_holds() {
        assert_eq!(
            quoted("a\"; DROP TABLE b; --"),
            "\"a\"\"; DROP TABLE b; --\""
        );
    }

    #[test]
    fn what_is_put_in_is_not_filled_again() {
        let with = [("a", "{b}"), ("b", "x")];
        assert_eq!(filled("{a} {b} {c} {", &with), "{b} x {c} {");
    }
}
