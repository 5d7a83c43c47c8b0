//! Decides which host names the preview answers to.
//!
//! Another site can make its own host name point at this machine (DNS rebinding). To the browser, the preview would
//! then be a part of that site. But the browser still sends that site's host name, so the preview refuses all names
//! that are not this machine's.

use std::net::{IpAddr, SocketAddr};

/// The host names that a preview answers to.
pub(super) struct Hosts {
    port: u16,
    /// The address that `--host` names; `None` if the preview listens only on this machine.
    named: Option<IpAddr>,
}

impl Hosts {
    pub(super) fn new(addresses: &[SocketAddr]) -> Self {
        let named = addresses.iter().map(SocketAddr::ip).find(|address| !address.is_loopback());
        Self { port: addresses.first().map_or(0, SocketAddr::port), named }
    }

    /// Whether a `Host` header names this preview.
    pub(super) fn allow(&self, host: &str) -> bool {
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.contains(']') => (name, port.parse().ok()),
            _ => (host, Some(80)),
        };
        if port != Some(self.port) {
            return false;
        }
        if name.eq_ignore_ascii_case("localhost") {
            return true;
        }
        let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
        let Ok(address) = bare.parse::<IpAddr>() else { return false };
        // Nobody can make an IP address point to another machine, as one can with a name.
        address.is_loopback() || self.named.is_some_and(|named| named.is_unspecified() || named == address)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts(address: &str) -> Hosts {
        Hosts::new(&[address.parse().expect("an address")])
    }

    #[test]
    fn allows_only_names_of_this_machine_with_the_right_port() {
        let hosts = hosts("127.0.0.1:8000");
        for host in ["localhost:8000", "LOCALHOST:8000", "127.0.0.1:8000", "[::1]:8000"] {
            assert!(hosts.allow(host), "{host}");
        }
        for host in [
            "",
            "localhost",
            "localhost:80",
            "evil.example:8000",
            "localhost.evil.example:8000",
            "10.0.0.1:8000",
            "127.0.0.1:8000@evil.example",
            "[::1]",
            "[::1:8000",
            "localhost:+8000x",
        ] {
            assert!(!hosts.allow(host), "{host}");
        }
    }

    #[test]
    fn allows_the_address_that_the_host_option_names() {
        assert!(hosts("192.168.1.5:8000").allow("192.168.1.5:8000"));
        assert!(!hosts("192.168.1.5:8000").allow("192.168.1.6:8000"));
        assert!(hosts("0.0.0.0:8000").allow("192.168.1.6:8000"));
        assert!(!hosts("0.0.0.0:8000").allow("evil.example:8000"));
        assert!(hosts("127.0.0.1:80").allow("localhost"));
    }
}
