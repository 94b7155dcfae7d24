//! A listener that nobody may reach.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};

/// Listens on this machine, by IPv4 and, where there is one, by IPv6, on the same port.
pub(crate) struct Canary {
    listeners: Vec<TcpListener>,
}

impl Canary {
    pub(crate) fn start() -> Self {
        for _ in 0..100 {
            let v4 = TcpListener::bind("127.0.0.1:0").unwrap();
            let port = v4.local_addr().unwrap().port();
            match TcpListener::bind(("::1", port)) {
                Ok(v6) => return Self { listeners: vec![v4, v6] },
                Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {}
                Err(_) => return Self { listeners: vec![v4] },
            }
        }
        panic!("no port is free on both loopbacks");
    }

    pub(crate) fn port(&self) -> u16 {
        self.listeners.first().unwrap().local_addr().unwrap().port()
    }

    /// Fails if anybody has connected. Connections queue in order, so ours must be the first.
    #[track_caller]
    pub(crate) fn assert_unseen(&self) {
        for listener in &self.listeners {
            let address: SocketAddr = listener.local_addr().unwrap();
            let mut ours = TcpStream::connect(address).unwrap();
            ours.write_all(b"ours").unwrap();
            let (mut first, _) = listener.accept().unwrap();
            let mut said = [0; 4];
            first.read_exact(&mut said).unwrap();
            assert_eq!(&said, b"ours", "somebody connected to {address}");
        }
    }
}
