//! The way to a mail server: only where it may be, and with TLS but on this machine.

use std::{net::SocketAddr, sync::Arc};

use rustls::{ClientConfig, pki_types::ServerName};
use rustls_platform_verifier::ConfigVerifierExt;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::TlsConnector;

use super::{MailboxSettings, Unread};

/// Where mail servers wait for TLS.
const PORT: u16 = 993;

/// A connection that letters can be read over.
pub(super) trait Line: AsyncRead + AsyncWrite + Unpin + Send + std::fmt::Debug {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send + std::fmt::Debug> Line for T {}

/// A mail server as an admin wrote it: a name, and a port where it is not the usual one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Server {
    host: String,
    port: u16,
}

impl Server {
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "“{text}” is not a mail server. Write its name, such as imap.example.com, with a port behind it if that is not 993."
            )
        };
        let (host, port) = match text.trim().rsplit_once(':') {
            Some((host, port)) => (host, port.parse().map_err(|_| wrong())?),
            None => (text.trim(), PORT),
        };
        if host.is_empty() || host.contains(['/', ':', ' ', '@']) {
            return Err(wrong());
        }
        Ok(Self {
            host: host.to_owned(),
            port,
        })
    }
}

/// Connects to a mail server. What is on this machine is spoken to as it is, everything else with TLS.
pub(super) async fn connect(
    server: &Server,
    settings: &MailboxSettings,
) -> Result<Box<dyn Line>, Unread> {
    let unreachable = || Unread::said("The mail server cannot be reached.");
    let slow = |_| Unread::said("The mail server took too long to answer.");
    let looked_up = tokio::net::lookup_host((server.host.as_str(), server.port));
    let looked_up = timeout(settings.patience, looked_up).await.map_err(slow)?;
    let found: Vec<SocketAddr> = looked_up.map_err(|_| unreachable())?.collect();
    let mut allowed = found.iter().filter(|at| settings.reach.allows(at.ip()));
    let Some(at) = allowed.next() else {
        let words = "The mail server is in a private network, which this program may not reach.";
        return Err(if found.is_empty() {
            unreachable()
        } else {
            Unread::said(words)
        });
    };
    let stream = timeout(settings.patience, TcpStream::connect(at)).await;
    let stream = stream.map_err(slow)?.map_err(|_| unreachable())?;
    if at.ip().is_loopback() {
        return Ok(Box::new(stream));
    }
    // Somebody else may have chosen one before; then it is that one.
    let _chosen = rustls::crypto::ring::default_provider().install_default();
    let no_tls = |why: String| Unread::said(format!("The mail server is not spoken to: {why}."));
    let config = ClientConfig::with_platform_verifier();
    let config = config.map_err(|error| no_tls(error.to_string()))?;
    let name = ServerName::try_from(server.host.clone());
    let name = name.map_err(|error| no_tls(error.to_string()))?;
    let connecting = TlsConnector::from(Arc::new(config)).connect(name, stream);
    let stream = timeout(settings.patience, connecting).await.map_err(slow)?;
    let stream = stream.map_err(|error| no_tls(error.to_string()))?;
    Ok(Box::new(stream))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_a_name_with_a_port_where_it_is_not_the_usual_one() {
        let parsed = |text| Server::parse(text).map(|server| (server.host, server.port));
        assert_eq!(
            parsed(" imap.example.com "),
            Ok(("imap.example.com".to_owned(), 993))
        );
        assert_eq!(parsed("127.0.0.1:1430"), Ok(("127.0.0.1".to_owned(), 1430)));
        for wrong in [
            "",
            ":993",
            "imap.example.com:",
            "imaps://imap.example.com",
            "a@b",
        ] {
            assert!(parsed(wrong).is_err(), "{wrong}");
        }
    }
}
