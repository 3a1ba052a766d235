//! The way to a mail server: only where it may be, and with TLS but on this machine.

use std::{io, net::SocketAddr, sync::Arc};

use rustls::{ClientConfig, pki_types::ServerName};
use rustls_platform_verifier::ConfigVerifierExt;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    time::{error::Elapsed, timeout},
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

/// What of the talk with mail servers is sealed.
#[derive(Debug, Clone, Default)]
pub enum Tls {
    /// Whatever leaves this machine. Certificates are those that it trusts.
    #[default]
    Usual,
    /// Everything. Certificates are those that this trusts.
    Always(Arc<ClientConfig>),
}

impl Tls {
    /// What to seal a connection with, if it is to be.
    fn to(&self, at: SocketAddr) -> Result<Option<Arc<ClientConfig>>, Unread> {
        match self {
            Self::Always(config) => Ok(Some(config.clone())),
            Self::Usual if at.ip().is_loopback() => Ok(None),
            Self::Usual => {
                // Somebody else may have chosen one before; then it is that one.
                let _chosen = rustls::crypto::ring::default_provider().install_default();
                let config = ClientConfig::with_platform_verifier();
                let config = config.map_err(|error| no_tls(&error.to_string()))?;
                Ok(Some(Arc::new(config)))
            }
        }
    }
}

/// Connects to a mail server. What is on this machine is spoken to as it is, everything else with TLS.
pub(super) async fn connect(
    server: &Server,
    settings: &MailboxSettings,
) -> Result<Box<dyn Line>, Unread> {
    let at = find(server, settings).await?;
    let stream = timeout(settings.patience, TcpStream::connect(at)).await;
    let stream = stream.map_err(slow)?.map_err(|_| unreachable())?;
    let Some(config) = settings.tls.to(at)? else {
        return Ok(Box::new(stream));
    };
    let name = ServerName::try_from(server.host.clone());
    let name = name.map_err(|error| no_tls(&error.to_string()))?;
    let connecting = TlsConnector::from(config).connect(name, stream);
    let stream = timeout(settings.patience, connecting).await.map_err(slow)?;
    let stream = stream.map_err(|error| no_tls(&why(&error)))?;
    Ok(Box::new(stream))
}

/// Where it is, if it may be reached.
async fn find(server: &Server, settings: &MailboxSettings) -> Result<SocketAddr, Unread> {
    let looked_up = tokio::net::lookup_host((server.host.as_str(), server.port));
    let looked_up = timeout(settings.patience, looked_up).await.map_err(slow)?;
    let found: Vec<SocketAddr> = looked_up.map_err(|_| unreachable())?.collect();
    let mut allowed = found.iter().filter(|at| settings.reach.allows(at.ip()));
    match allowed.next() {
        Some(at) => Ok(*at),
        None if found.is_empty() => Err(unreachable()),
        None => Err(Unread::said(
            "The mail server is in a private network, which this program may not reach.",
        )),
    }
}

fn unreachable() -> Unread {
    Unread::said("The mail server cannot be reached.")
}

fn slow(_: Elapsed) -> Unread {
    Unread::said("The mail server took too long to answer.")
}

fn no_tls(why: &str) -> Unread {
    Unread::said(format!("The mail server is not spoken to: {why}."))
}

/// Why TLS did not come about, for people.
fn why(error: &io::Error) -> String {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
    match inner {
        Some(rustls::Error::InvalidCertificate(wrong)) => {
            format!("its certificate is not trusted ({wrong:?})")
        }
        Some(rustls::Error::InvalidMessage(_)) => "it does not speak TLS on that port".to_owned(),
        _ => error.to_string(),
    }
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
