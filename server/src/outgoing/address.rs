//! Which addresses may be reached. A name counts as the numbers it stands for at the moment of connecting,
//! and the connection is made to exactly those, so that a name cannot change its mind in between.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    str::FromStr,
};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// Where webhooks may go: the whole internet, and the private networks named here.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reach(pub Vec<Network>);

/// A network such as `10.1.0.0/16`; a lone address is one of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    /// How many leading bits count.
    bits: u32,
}

/// A name stands for nothing that may be reached.
#[derive(Debug, thiserror::Error)]
#[error("the name stands for an address in a private network")]
pub(super) struct Forbidden;

/// Looks names up and leaves out what may not be reached.
pub(super) struct Guarded(pub(super) Reach);

impl Reach {
    /// Whether that address may be reached.
    #[must_use]
    pub fn allows(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        is_public(address) || self.0.iter().any(|network| network.holds(address))
    }
}

impl Network {
    /// Whether that address is in it.
    #[must_use]
    pub fn holds(&self, address: IpAddr) -> bool {
        match (self.address, address) {
            (IpAddr::V4(own), IpAddr::V4(other)) => same(
                u128::from(own.to_bits()),
                u128::from(other.to_bits()),
                32 - self.bits,
            ),
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                same(own.to_bits(), other.to_bits(), 128 - self.bits)
            }
            _ => false,
        }
    }
}

/// Whether two addresses are the same but for so many last bits.
fn same(one: u128, other: u128, but: u32) -> bool {
    let cut = |bits: u128| bits.checked_shr(but).unwrap_or(0);
    cut(one) == cut(other)
}

impl FromStr for Network {
    type Err = String;

    /// ```
    /// use server::outgoing::Network;
    /// assert!("10.1.0.0/16".parse::<Network>().is_ok());
    /// assert!("10.1.0.0/33".parse::<Network>().is_err());
    /// ```
    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let wrong = || format!("“{text}” is not a network. Write one such as 10.1.0.0/16.");
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().map_err(|_| wrong())?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(most), str::parse).map_err(|_| wrong())?;
        if bits > most {
            return Err(wrong());
        }
        Ok(Self { address, bits })
    }
}

impl Resolve for Guarded {
    fn resolve(&self, name: Name) -> Resolving {
        let reach = self.0.clone();
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let (allowed, refused): (Vec<SocketAddr>, Vec<SocketAddr>) =
                found.partition(|address| reach.allows(address.ip()));
            if allowed.is_empty() && !refused.is_empty() {
                return Err(Forbidden.into());
            }
            let allowed: Addrs = Box::new(allowed.into_iter());
            Ok(allowed)
        })
    }
}

/// Whether an address belongs to the internet and to nobody's own network.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => match embedded(address) {
            Some(inner) => is_public_v4(inner),
            None => is_public_v6(address),
        },
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let is_special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        // This network, multicast and what is kept for later; then relays, and networks for measuring.
        || matches!(a, 0 | 224..)
        || matches!((a, b, c), (192, 0, 0) | (192, 88, 99) | (198, 18 | 19, _))
        // Between a provider and its customers.
        || (a == 100 && (64..128).contains(&b));
    !is_special
}

/// The older address inside one that only translates it: 6to4, NAT64, and the compatible ones.
fn embedded(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let bits = address.to_bits();
    let [a, b, c, ..] = address.segments();
    let last = Ipv4Addr::from_bits(u32::try_from(bits & u128::from(u32::MAX)).ok()?);
    match (a, b, c) {
        (0x2002, ..) => Some(Ipv4Addr::from_bits(u32::from(b) << 16 | u32::from(c))),
        (0x64, 0xff9b, _) => Some(last),
        (0, 0, 0) if bits >> 32 == 0 => Some(last),
        _ => None,
    }
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, ..] = address.segments();
    // Addresses of the internet begin with 001; the rest is local, many at once, or not given out.
    (a & 0xe000) == 0x2000 && !matches!((a, b), (0x2001, 0x0000 | 0x0db8) | (0x3fff, ..))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(reach: &Reach, address: &str) -> bool {
        reach.allows(address.parse().unwrap())
    }

    #[test]
    fn only_the_internet_is_reached_by_default() {
        let reach = Reach::default();
        for inside in [
            "0.0.0.0",
            "10.0.0.1",
            "100.64.0.1",
            "127.0.0.1",
            "127.1.2.3",
            "169.254.169.254",
            "172.16.0.1",
            "192.0.0.1",
            "192.168.1.1",
            "198.18.0.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "fc00::1",
            "fd12::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "2001:db8::1",
            "2001::1",
        ] {
            assert!(!allows(&reach, inside), "{inside}");
        }
        for outside in [
            "1.1.1.1",
            "93.184.216.34",
            "172.32.0.1",
            "2606:4700::1111",
            "64:ff9b::101:101",
        ] {
            assert!(allows(&reach, outside), "{outside}");
        }
    }

    #[test]
    fn a_network_that_is_named_is_reached_and_no_other() {
        let reach = Reach(vec![
            "10.1.0.0/16".parse().unwrap(),
            "fd00::/8".parse().unwrap(),
        ]);
        assert!(allows(&reach, "10.1.255.1") && allows(&reach, "::ffff:10.1.0.9"));
        assert!(allows(&reach, "fd12::1"));
        assert!(!allows(&reach, "10.2.0.1") && !allows(&reach, "127.0.0.1"));
        let one = Reach(vec!["127.0.0.1".parse().unwrap()]);
        assert!(allows(&one, "127.0.0.1") && !allows(&one, "127.0.0.2"));
        let all = Reach(vec!["0.0.0.0/0".parse().unwrap()]);
        assert!(allows(&all, "192.168.1.1") && !allows(&all, "::1"));
    }
}
