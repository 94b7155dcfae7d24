//! Which addresses belong to the public internet.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Blocks of IPv4 that are no public host's, as their first address and the bits that count.
///
/// **Source**: IANA IPv4 Special-Purpose Address Registry, read 2026-11. `168.63.129.16` is the
/// exception: it looks public, and inside Azure it is the host's own service.
const V4_REFUSED: [(Ipv4Addr, u32); 17] = [
    (Ipv4Addr::UNSPECIFIED, 8), // "this network"; Linux takes 0.0.0.0 for itself
    (Ipv4Addr::new(10, 0, 0, 0), 8), // private
    (Ipv4Addr::new(100, 64, 0, 0), 10), // carriers' shared space, and Alibaba's metadata
    (Ipv4Addr::new(127, 0, 0, 0), 8), // loopback
    (Ipv4Addr::new(168, 63, 129, 16), 32), // Azure's host
    (Ipv4Addr::new(169, 254, 0, 0), 16), // link-local, and the clouds' metadata
    (Ipv4Addr::new(172, 16, 0, 0), 12), // private
    (Ipv4Addr::new(192, 0, 0, 0), 24), // protocol assignments, and Oracle's metadata
    (Ipv4Addr::new(192, 0, 2, 0), 24), // documentation
    (Ipv4Addr::new(192, 31, 196, 0), 24), // AS112 sinks
    (Ipv4Addr::new(192, 52, 193, 0), 24), // multicast relays
    (Ipv4Addr::new(192, 88, 99, 0), 24), // 6to4 relays
    (Ipv4Addr::new(192, 168, 0, 0), 16), // private
    (Ipv4Addr::new(198, 18, 0, 0), 15), // benchmarks
    (Ipv4Addr::new(198, 51, 100, 0), 24), // documentation
    (Ipv4Addr::new(203, 0, 113, 0), 24), // documentation
    (Ipv4Addr::new(224, 0, 0, 0), 3), // multicast, reserved, broadcast
];

/// Blocks of IPv6 within `2000::/3` that are no public host's. All that lies outside `2000::/3`
/// (loopback, private, link-local, multicast, translations of IPv4) is refused before.
///
/// **Source**: IANA IPv6 Special-Purpose Address Registry, read 2026-11.
const V6_REFUSED: [(Ipv6Addr, u32); 4] = [
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23), // protocol assignments, Teredo, ORCHID
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32), // documentation
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16), // 6to4: holds any IPv4 address
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20), // documentation
];

/// The block that holds every public address of IPv6.
const V6_GLOBAL: (Ipv6Addr, u32) = (Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3);

/// Whether an address belongs to the public internet, as far as it can be told from the address.
/// An IPv4 address in IPv6's clothes (`::ffff:127.0.0.1`) counts as what it is.
pub fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => !V4_REFUSED.iter().any(|block| holds_v4(*block, address)),
        IpAddr::V6(address) => {
            holds_v6(V6_GLOBAL, address)
                && !V6_REFUSED.iter().any(|block| holds_v6(*block, address))
        }
    }
}

fn holds_v4((first, bits): (Ipv4Addr, u32), address: Ipv4Addr) -> bool {
    (first.to_bits() ^ address.to_bits()).leading_zeros() >= bits
}

fn holds_v6((first, bits): (Ipv6Addr, u32), address: Ipv6Addr) -> bool {
    (first.to_bits() ^ address.to_bits()).leading_zeros() >= bits
}

#[cfg(test)]
mod tests {
    use ipnet::IpNet;
    use proptest::prelude::*;

    use super::*;

    /// The same blocks as text, written a second time.
    const REFUSED: [&str; 37] = [
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "168.63.129.16/32",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "255.255.255.255/32",
        "::/128",
        "::1/128",
        "::/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/23",
        "2001::/32",
        "2001:2::/48",
        "2001:10::/28",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
        "5f00::/16",
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
        "ff00::/8",
    ];

    #[test]
    fn the_ends_of_every_refused_block_are_refused() {
        for text in REFUSED {
            let block: IpNet = text.parse().unwrap();
            for address in [block.network(), block.broadcast()] {
                assert!(!is_public(address), "{address} of {text}");
            }
        }
    }

    #[test]
    fn the_neighbours_of_refused_blocks_are_public() {
        for text in [
            "1.0.0.0",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "126.255.255.255",
            "128.0.0.0",
            "168.63.129.15",
            "168.63.129.17",
            "169.253.255.255",
            "169.255.0.0",
            "172.15.255.255",
            "172.32.0.0",
            "191.255.255.255",
            "192.0.1.0",
            "192.0.3.0",
            "192.167.255.255",
            "192.169.0.0",
            "198.17.255.255",
            "198.20.0.0",
            "198.51.99.255",
            "198.51.101.0",
            "203.0.112.255",
            "203.0.114.0",
            "223.255.255.255",
            "2000::",
            "2001:200::",
            "2001:db7:ffff::",
            "2001:db9::",
            "2003::",
            "2606:4700::1111",
            "3ffe::",
            "3fff:1000::",
            "::ffff:8.8.8.8",
        ] {
            assert!(is_public(text.parse().unwrap()), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_address_is_refused_exactly_where_a_block_holds_it(bits: u32) {
            let address = Ipv4Addr::from_bits(bits);
            let blocks = REFUSED.iter().filter_map(|text| text.parse::<IpNet>().ok());
            let held = blocks.filter(|block| block.addr().is_ipv4())
                .any(|block| block.contains(&IpAddr::V4(address)));
            prop_assert_eq!(is_public(IpAddr::V4(address)), !held);
            prop_assert_eq!(is_public(IpAddr::V6(address.to_ipv6_mapped())), !held);
        }

        #[test]
        fn no_way_to_write_ipv4_in_ipv6_reaches_a_private_address(host in any::<u32>()) {
            let v4 = u128::from(0x0a00_0000 | (host & 0x00ff_ffff));
            for bits in [
                v4,                              // compatible
                (0xffff << 32) | v4,             // mapped
                (0xffff << 48) | v4,             // translated
                (0x0064_ff9b << 96) | v4,        // NAT64
                (0x2002 << 112) | (v4 << 80),    // 6to4
                (0x2001 << 112) | (v4 ^ 0xffff_ffff), // Teredo
            ] {
                prop_assert!(!is_public(IpAddr::V6(Ipv6Addr::from_bits(bits))));
            }
        }
    }
}
