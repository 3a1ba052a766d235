//! One conversation with a mail server for each mail.

use std::{sync::Arc, time::Duration};

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    transport::smtp::{
        authentication::Credentials,
        client::{Tls, TlsParameters},
        extension::ClientId,
    },
};

use super::{MailError, Security, SmtpSettings};
use crate::delivery::Outcome;

/// What a server says that wants another password. It is a mistake of ours and not of the mail's, so that
/// mails wait until it is mended.
const LOGIN_REFUSED: [u16; 4] = [530, 534, 535, 538];

#[derive(Clone)]
pub(super) struct Smtp {
    transport: Arc<AsyncSmtpTransport<Tokio1Executor>>,
    time_out: Duration,
}

impl Smtp {
    pub(super) fn new(settings: &SmtpSettings, hello: String) -> Result<Self, MailError> {
        // Somebody else may have chosen one before; then it is that one.
        let _chosen = rustls::crypto::ring::default_provider().install_default();
        let parameters = || {
            TlsParameters::new(settings.host.clone()).map_err(|error| MailError(error.to_string()))
        };
        let tls = match settings.security {
            Security::StartTls => Tls::Required(parameters()?),
            Security::Tls => Tls::Wrapper(parameters()?),
            Security::None => Tls::None,
        };
        let mut builder =
            AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(settings.host.clone())
                .port(settings.port)
                .tls(tls)
                .hello_name(ClientId::Domain(hello))
                .timeout(Some(settings.time_out));
        if let Some((user, password)) = &settings.login {
            builder = builder.credentials(Credentials::new(user.clone(), password.0.clone()));
        }
        Ok(Self {
            transport: Arc::new(builder.build()),
            time_out: settings.time_out,
        })
    }

    pub(super) async fn send(&self, message: Message) -> Outcome {
        let sending = self.transport.send(message);
        let Ok(answered) = tokio::time::timeout(self.time_out, sending).await else {
            return Outcome::not_now("The mail server took too long to answer.");
        };
        match answered {
            Ok(response) => {
                let code = u16::from(response.code());
                let answer: Vec<&str> = response.message().collect();
                Outcome::taken("The mail server took it.").answered(code, &answer.join("\n"))
            }
            Err(error) => refused(&error),
        }
    }
}

/// What a failed attempt is called. Only what the server itself answered is repeated.
fn refused(error: &lettre::transport::smtp::Error) -> Outcome {
    let Some(code) = error.status().map(u16::from) else {
        let words = if error.is_timeout() {
            "The mail server took too long to answer."
        } else if error.is_tls() {
            "The mail server’s certificate or encryption does not fit."
        } else if error.is_client() {
            "The mail server does not offer what is set up: look at HANDOFF_SMTP_SECURITY and the user’s name."
        } else {
            "The mail server could not be reached, or broke the connection off."
        };
        return Outcome::not_now(words);
    };
    let answer = std::error::Error::source(error).map_or_else(String::new, ToString::to_string);
    let outcome = if LOGIN_REFUSED.contains(&code) {
        Outcome::not_now(format!(
            "The mail server does not accept the user’s name and password ({code})."
        ))
    } else if error.is_permanent() {
        Outcome::never(format!("The mail server refused it for good ({code})."))
    } else {
        Outcome::not_now(format!("The mail server refused it for now ({code})."))
    };
    outcome.answered(code, &answer)
}
