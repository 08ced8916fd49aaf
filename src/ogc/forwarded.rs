//! What a proxy says about a request: `Forwarded` (RFC 7239) and its elders, `X-Forwarded-*`.
//!
//! Only called for requests of a proxy that is trusted. Proxies stand in a row, and each adds its
//! word on the right, so lists are read from the right for as long as the word is that of a
//! trusted proxy; what stands further left anybody may have written.

use std::net::{IpAddr, SocketAddr};

use http::{HeaderMap, header};

use super::link::{Base, is_authority, is_plain_path};
use crate::traffic::Networks;

/// The headers from which the public address may come; an answer that used them varies by them.
pub(super) const VARY: &str = "forwarded, x-forwarded-host, x-forwarded-prefix, x-forwarded-proto";

/// The address as the client knows it; `None` if the proxies say nothing about it. An error is
/// the sentence that tells what is wrong with a header.
pub(super) fn base(headers: &HeaderMap, trusted: &Networks) -> Result<Option<Base>, String> {
    let elements = elements(headers)?;
    let (own, older) = (behind(&elements, trusted), Listed::new(headers, trusted));
    let own = |part: fn(&Element) -> Option<&String>| own.iter().find_map(|it| part(it).cloned());
    let proto = agreed("proto", own(|it| it.proto.as_ref()), older.get("proto")?)?;
    let host = agreed("host", own(|it| it.host.as_ref()), older.get("host")?)?;
    let prefix = older.get("prefix")?.unwrap_or_default();
    let prefix = prefix.trim_end_matches('/');
    if proto.is_none() && host.is_none() && prefix.is_empty() {
        return Ok(None);
    }
    let scheme = match proto.map(|proto| proto.to_ascii_lowercase()).as_deref() {
        None | Some("http") => "http",
        Some("https") => "https",
        Some(other) => {
            return Err(format!(
                "The proxy forwards the protocol {other:?}; expected http or https."
            ));
        }
    };
    let host = host.map_or_else(|| text(headers, header::HOST.as_str()), Ok)?;
    if !is_authority(&host) {
        return Err(format!(
            "The proxy forwards the host {host:?}; expected a host and perhaps a port."
        ));
    }
    if !is_plain_path(prefix) {
        return Err(format!(
            "X-Forwarded-Prefix is {prefix:?}; expected a path like /marz of letters, digits and -._~ only."
        ));
    }
    Ok(Some(Base::new(scheme, &host, prefix)))
}

/// Who asks: the first address from the right that is no trusted proxy's. `None` if nobody says,
/// or if it is hidden.
///
/// Errors are no matter here: an address that cannot be read is not known.
pub(super) fn client(headers: &HeaderMap, trusted: &Networks) -> Option<IpAddr> {
    let listed = list(headers, "x-forwarded-for").ok()?;
    let named: Vec<Option<IpAddr>> = if listed.is_empty() {
        let elements = elements(headers).ok()?;
        elements.iter().map(Element::client).collect()
    } else {
        listed.iter().map(|node| node_address(node)).collect()
    };
    let mut last = None;
    for address in named.into_iter().rev() {
        last = Some(address?);
        if !address.is_some_and(|address| trusted.contains(address)) {
            break;
        }
    }
    last
}

/// One proxy's word in `Forwarded`.
#[derive(Debug, Default, PartialEq, Eq)]
struct Element {
    node: Option<String>,
    host: Option<String>,
    proto: Option<String>,
}

impl Element {
    fn client(&self) -> Option<IpAddr> {
        node_address(self.node.as_deref()?)
    }
}

/// The elements that trusted proxies wrote, the outermost first.
fn behind<'a>(elements: &'a [Element], trusted: &Networks) -> Vec<&'a Element> {
    let mut written: Vec<&Element> = Vec::new();
    for element in elements.iter().rev() {
        written.push(element);
        if !element
            .client()
            .is_some_and(|address| trusted.contains(address))
        {
            break;
        }
    }
    written.reverse();
    written
}

/// The lists of `X-Forwarded-*`, and how many trusted proxies stand before the last one.
struct Listed<'a> {
    headers: &'a HeaderMap,
    hops: usize,
}

impl<'a> Listed<'a> {
    fn new(headers: &'a HeaderMap, trusted: &Networks) -> Self {
        let passed = list(headers, "x-forwarded-for").unwrap_or_default();
        let is_trusted = |node: &&String| {
            node_address(node).is_some_and(|address: IpAddr| trusted.contains(address))
        };
        let hops = passed.iter().rev().take_while(is_trusted).count();
        Self { headers, hops }
    }

    /// The value that the outermost trusted proxy wrote. Most proxies replace the list by their
    /// own value; then there is one, whoever of them wrote it.
    fn get(&self, name: &str) -> Result<Option<String>, String> {
        let mut values = list(self.headers, &format!("x-forwarded-{name}"))?;
        values.reverse();
        values.truncate(self.hops + 1);
        Ok(values.pop())
    }
}

/// Both forms at once are right only if they say the same: else one of them is the client's, and
/// nobody can know which.
fn agreed(
    name: &str,
    forwarded: Option<String>,
    older: Option<String>,
) -> Result<Option<String>, String> {
    match (forwarded, older) {
        (Some(one), Some(other)) if !one.eq_ignore_ascii_case(&other) => Err(format!(
            "Forwarded says {name}={one:?} and X-Forwarded-{name} says {other:?}; the proxy must set one and remove the other."
        )),
        (one, other) => Ok(one.or(other)),
    }
}

fn elements(headers: &HeaderMap) -> Result<Vec<Element>, String> {
    let line = text(headers, header::FORWARDED.as_str())?;
    let parts = outside_quotes(&line, ',').map(str::trim);
    parts
        .filter(|part| !part.is_empty())
        .map(|part| {
            element(part).ok_or_else(|| {
                format!("Forwarded has {part:?}; expected pairs as RFC 7239 writes them, like for=192.0.2.1;proto=https.")
            })
        })
        .collect()
}

fn element(text: &str) -> Option<Element> {
    let mut element = Element::default();
    for pair in outside_quotes(text, ';').map(str::trim) {
        let (name, value) = pair.split_once('=')?;
        let value = value_of(value)?;
        let place = match name.to_ascii_lowercase().as_str() {
            "for" => &mut element.node,
            "host" => &mut element.host,
            "proto" => &mut element.proto,
            _ => continue,
        };
        if place.replace(value).is_some() {
            return None;
        }
    }
    Some(element)
}

/// A token, or a quoted string without its quotes.
fn value_of(text: &str) -> Option<String> {
    let Some(quoted) = text.strip_prefix('"') else {
        let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        return (!text.is_empty() && text.bytes().all(token)).then(|| text.to_owned());
    };
    let mut value = String::new();
    let mut letters = quoted.chars();
    loop {
        match letters.next()? {
            '"' => return letters.next().is_none().then_some(value),
            '\\' => value.push(letters.next()?),
            letter => value.push(letter),
        }
    }
}

/// Splits where the separator stands outside of quotes.
fn outside_quotes(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let (mut quoted, mut escaped) = (false, false);
    text.split(move |letter| {
        let divides = letter == separator && !quoted;
        if letter == '"' && !escaped {
            quoted = !quoted;
        }
        escaped = quoted && letter == '\\' && !escaped;
        divides
    })
}

/// An address, perhaps with a port; `unknown` and hidden names are none.
fn node_address(node: &str) -> Option<IpAddr> {
    let bare = node
        .strip_prefix('[')
        .and_then(|node| node.strip_suffix(']'));
    let plain = bare.unwrap_or(node).parse().ok();
    let with_port = || node.parse().ok().map(|socket: SocketAddr| socket.ip());
    plain.or_else(with_port)
}

/// The values of a list that is spread over any number of lines.
fn list(headers: &HeaderMap, name: &str) -> Result<Vec<String>, String> {
    let line = text(headers, name)?;
    let values = line.split(',').map(str::trim);
    Ok(values
        .filter(|value| !value.is_empty())
        .map(str::to_owned)
        .collect())
}

fn text(headers: &HeaderMap, name: &str) -> Result<String, String> {
    let lines = headers.get_all(name).iter();
    let lines: Result<Vec<&str>, _> = lines.map(|line| line.to_str()).collect();
    lines
        .map(|lines| lines.join(","))
        .map_err(|_not_ascii| format!("The header {name} has letters that are not ASCII."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_strings_and_several_elements_are_read_as_the_standard_writes_them() {
        let host = |line: &str| {
            let mut headers = HeaderMap::new();
            headers.insert("forwarded", line.parse().unwrap());
            let elements = elements(&headers).ok()?;
            Some(elements.into_iter().map(|one| one.host.unwrap_or_default()))
        };
        for (line, expected) in [
            ("host=a.example", Some(vec!["a.example"])),
            (
                "For=\"[2001:db8::1]:47\"; HOST=\"a:8080\"",
                Some(vec!["a:8080"]),
            ),
            ("host=\"a,b;c\\\"d\", host=e", Some(vec!["a,b;c\"d", "e"])),
            ("by=_x;secret=y, ,host=e", Some(vec!["", "e"])),
            ("host=a;host=b", None),
            ("host=\"a", None),
            ("host=\"a\"b", None),
            ("host=a b", None),
            ("host", None),
            ("host=", None),
        ] {
            let found = host(line).map(Iterator::collect::<Vec<_>>);
            assert_eq!(
                found,
                expected.map(|it| it.iter().map(ToString::to_string).collect())
            );
        }
    }
}
