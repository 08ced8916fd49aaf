//! The addresses of proxies that are believed.

use std::net::IpAddr;
use std::str::FromStr;

use ipnet::IpNet;
use serde::Deserialize;

/// One address, or a block of them in CIDR notation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Network(IpNet);

/// Why a text names no network.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is no address and no block of addresses; expected one like 127.0.0.1, 10.0.0.0/8 or fd00::/8"
)]
pub struct NetworkError(String);

impl FromStr for Network {
    type Err = NetworkError;

    fn from_str(text: &str) -> Result<Self, NetworkError> {
        let one = text.parse::<IpAddr>().map(IpNet::from);
        one.or_else(|_no_address| text.parse::<IpNet>())
            .map(Self)
            .map_err(|_no_block| NetworkError(text.to_owned()))
    }
}

impl TryFrom<String> for Network {
    type Error = NetworkError;

    fn try_from(text: String) -> Result<Self, NetworkError> {
        text.parse()
    }
}

/// A list of networks; none by default.
#[derive(Debug, Clone, Default)]
pub struct Networks(Vec<Network>);

impl Networks {
    /// Is this address in one of them? A socket that listens on `::` writes IPv4 addresses as
    /// `::ffff:192.0.2.1`; they are taken for what they are.
    pub fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|Network(block)| block.contains(&address))
    }
}

impl From<Vec<Network>> for Networks {
    fn from(networks: Vec<Network>) -> Self {
        Self(networks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_in_the_blocks_that_were_named_and_in_no_other() {
        let networks: Vec<Network> = ["127.0.0.1", "10.0.0.0/8", "fd00::/8", "192.0.2.7/24"]
            .into_iter()
            .map(|text| text.parse().unwrap())
            .collect();
        let networks = Networks::from(networks);
        for (address, inside) in [
            ("127.0.0.1", true),
            ("127.0.0.2", false),
            ("10.255.0.1", true),
            ("11.0.0.1", false),
            ("::ffff:10.0.0.1", true),
            ("192.0.2.200", true),
            ("fd12::1", true),
            ("fe80::1", false),
            ("::1", false),
        ] {
            let found = networks.contains(address.parse().unwrap());
            assert_eq!(found, inside, "{address}");
        }
        assert!(!Networks::default().contains("127.0.0.1".parse().unwrap()));
    }

    #[test]
    fn what_is_no_network_is_refused_by_name() {
        for text in ["", "localhost", "10.0.0.0/33", "10.0.0", "10.0.0.1:80", "*"] {
            let error = text.parse::<Network>().unwrap_err().to_string();
            assert!(error.starts_with(&format!("{text:?} is no address")));
        }
    }
}
