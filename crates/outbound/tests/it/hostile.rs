//! Targets that must not be reached.

use frontdesk_outbound::{Failure, Refusal};

use crate::canary::Canary;
use crate::server::{Names, client, get, settings};

/// Hosts that are addresses, `{}` left out: each is asked on the canary's port, which is allowed.
const HOSTS: [&str; 62] = [
    "127.0.0.1",
    "127.0.0.2",
    "127.255.255.254",
    "127.1",
    "127.0.1",
    "127.0.0.1.",
    "0",
    "0.0.0.0",
    "0.1.2.3",
    "2130706433",
    "017700000001",
    "0x7f000001",
    "0x7f.0.0.1",
    "0x7f.1",
    "0177.0.0.1",
    "0177.1",
    "00000177.0.0.1",
    "0x7F.0x0.0x0.0x1",
    "%31%32%37.0.0.1",
    "１２７.0.0.1",
    "①②⑦.⓪.⓪.①",
    "127。0。0。1",
    "10.0.0.1",
    "10.255.255.255",
    "167772161",
    "012.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.0.1",
    "192.168.255.255",
    "3232235521",
    "169.254.0.1",
    "169.254.169.254",
    "0xa9fea9fe",
    "2852039166",
    "100.64.0.1",
    "100.100.100.200",
    "198.18.0.1",
    "192.0.0.192",
    "192.0.2.1",
    "198.51.100.1",
    "203.0.113.1",
    "168.63.129.16",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "[::1]",
    "[::]",
    "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "[fc00::1]",
    "[fd00:ec2::254]",
    "[fe80::1]",
    "[fec0::1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "[2001::1]",
    "[ff02::1]",
    "[2001:db8::1]",
];

/// Names, with what they stand for.
const NAMES: [(&str, &[&str]); 12] = [
    ("localhost", &["127.0.0.1", "::1"]),
    ("localhost.", &["127.0.0.1"]),
    ("metadata.google.internal", &["169.254.169.254"]),
    ("loopback.example", &["127.0.0.1"]),
    ("loopback-six.example", &["::1"]),
    ("mapped.example", &["::ffff:127.0.0.1"]),
    ("private.example", &["10.0.0.1", "192.168.0.1", "172.16.0.1"]),
    ("unspecified.example", &["0.0.0.0", "::"]),
    ("nat64.example", &["64:ff9b::7f00:1"]),
    ("tunnel.example", &["2002:7f00:1::1", "2001:0:0:1::1"]),
    ("database", &["127.0.0.1"]),
    ("friend.example.evil.example", &["127.0.0.1"]),
];

fn names() -> Names {
    NAMES.iter().fold(Names::default(), |names, (name, addresses)| names.with(name, &[addresses]))
}

#[tokio::test]
async fn no_hostile_target_is_ever_connected_to() {
    let canary = Canary::start();
    let client = client(&settings(&[canary.port()]), names());
    let hosts = HOSTS.iter().chain(NAMES.iter().map(|(name, _)| name));
    let mut tried = 0;
    for host in hosts {
        for scheme in ["http", "https"] {
            let url = format!("{scheme}://{host}:{}/latest/meta-data/", canary.port());
            let failure = client.send(&get(&url, 5)).await.unwrap_err();
            let refused = matches!(failure, Failure::Refused(Refusal::NotPublic));
            assert!(refused, "{url}: {failure:?}");
            tried += 1;
        }
    }
    assert!(tried >= 60 && tried == 2 * (HOSTS.len() + NAMES.len()));
    canary.assert_unseen();
}

#[tokio::test]
async fn no_trick_with_the_rest_of_a_url_helps() {
    let canary = Canary::start();
    let port = canary.port();
    let client = client(&settings(&[port]), names());
    for (url, refusal) in [
        (format!("http://friend.example@127.0.0.1:{port}/"), Refusal::UserInfo),
        (format!("http://a:b@loopback.example:{port}/"), Refusal::UserInfo),
        (format!("http://:@127.0.0.1:{port}/"), Refusal::NotPublic),
        (format!("http://127.0.0.1:{port}#@friend.example/"), Refusal::NotPublic),
        (format!("http://127.0.0.1:{port}\\@friend.example/"), Refusal::NotPublic),
        (format!("http:127.0.0.1:{port}"), Refusal::NotPublic),
        (format!("http:///127.0.0.1:{port}"), Refusal::NotPublic),
        (format!(" http://127.0.0.1:{port}\t/"), Refusal::NotPublic),
        (format!("ht\ntp://127.0.0.1:{port}/"), Refusal::NotPublic),
        (format!("ftp://127.0.0.1:{port}/"), Refusal::Scheme),
        (format!("gopher://127.0.0.1:{port}/_INFO"), Refusal::Scheme),
        (format!("ws://127.0.0.1:{port}/"), Refusal::Scheme),
        (format!("dict://127.0.0.1:{port}/"), Refusal::Scheme),
        (format!("jar:http://127.0.0.1:{port}!/"), Refusal::Scheme),
        ("file:///etc/passwd".to_owned(), Refusal::Scheme),
        ("data:text/plain,x".to_owned(), Refusal::Scheme),
        ("unix:/var/run/docker.sock".to_owned(), Refusal::Scheme),
        ("http://friend.example:6379/".to_owned(), Refusal::Port),
        ("http://friend.example:22/".to_owned(), Refusal::Port),
        ("http://friend.example:0/".to_owned(), Refusal::Port),
    ] {
        match client.send(&get(&url, 5)).await {
            Err(Failure::Refused(why)) => assert_eq!(why, refusal, "{url}"),
            other => panic!("{url}: {other:?}"),
        }
    }
    canary.assert_unseen();
}

#[tokio::test]
async fn a_name_that_stands_for_both_is_reached_at_none_of_its_private_addresses() {
    let canary = Canary::start();
    let mixed = Names::default().with("mixed.example", &[&["127.0.0.1", "127.0.0.2", "::1"]]);
    let mut config = settings(&[canary.port()]);
    // Stands in for a public address: nobody listens there.
    config.allow.push("127.0.0.2".parse().unwrap());
    let url = format!("http://mixed.example:{}/", canary.port());
    let failure = client(&config, mixed).send(&get(&url, 0)).await.unwrap_err();
    assert!(matches!(failure, Failure::Unreachable(_)), "{failure:?}");
    canary.assert_unseen();
}

#[tokio::test]
async fn a_name_that_does_not_exist_is_no_refusal() {
    let client = client(&settings(&[]), Names::default().with("empty.example", &[&[]]));
    for url in ["https://nobody.example/", "https://empty.example/"] {
        let failure = client.send(&get(url, 0)).await.unwrap_err();
        assert!(matches!(failure, Failure::Unreachable(_)), "{failure:?}");
    }
}

#[tokio::test]
async fn the_machines_own_resolver_is_vetted_like_any_other() {
    let canary = Canary::start();
    let config = settings(&[canary.port()]);
    let client = frontdesk_outbound::Client::new(&config, "frontdesk-test/1").unwrap();
    for host in ["localhost", "LOCALHOST", "localhost."] {
        let failure = client.send(&get(&format!("http://{host}:{}/", canary.port()), 0)).await;
        // Some machines do not know the name with its dot.
        let refused =
            matches!(failure, Err(Failure::Refused(Refusal::NotPublic) | Failure::Unreachable(_)));
        assert!(refused, "{host}: {failure:?}");
    }
    canary.assert_unseen();
}
