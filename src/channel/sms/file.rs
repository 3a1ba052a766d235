//! Pictures that customers send along. Twilio keeps them under their message, and leads whoever asks with our
//! credentials on to a store that wants none.
//!
//! <https://www.twilio.com/docs/messaging/api/media-resource>

use super::{
    super::{Channel, Fetch, Fetched, Found, Settings},
    is_sid,
    write::{HOME, login},
};

/// The stores that Twilio leads on to. Nobody else is asked, whatever an answer says.
const STORES: [(&str, &str); 3] = [
    ("https://mms.twiliocdn.com", "/"),
    ("https://media.twiliocdn.com", "/"),
    (
        "https://s3-external-1.amazonaws.com",
        "/media.twiliocdn.com/",
    ),
];

/// The name of a file by its address: its message and itself. What the address says of where that is counts for
/// nothing, so that our credentials go nowhere but to Twilio.
pub(super) fn name(url: &str) -> Option<String> {
    let (_, place) = url.split_once("/Messages/")?;
    let name = place.replacen("/Media/", "/", 1);
    is_name(&name).then_some(name)
}

fn is_name(name: &str) -> bool {
    let parts = name.split_once('/');
    parts.is_some_and(|(message, file)| {
        ["SM", "MM"].iter().any(|kind| is_sid(message, kind)) && is_sid(file, "ME")
    })
}

/// The first request for it.
pub(super) fn find(name: &str, settings: &Settings) -> Option<Fetch> {
    let (message, file) = name.split_once('/').filter(|_| is_name(name))?;
    let account = settings.get("account_sid");
    Some(Fetch {
        channel: Channel::Sms,
        home: HOME,
        path: format!("/2010-04-01/Accounts/{account}/Messages/{message}/Media/{file}"),
        headers: vec![("authorization", login(settings))],
    })
}

/// The file, or the store that an answer leads on to.
pub(super) fn found(answer: Fetched) -> Result<Found, String> {
    let Some(location) = answer.location else {
        return Ok(Found::File(answer.bytes));
    };
    let known = STORES.iter().find_map(|(home, folder)| {
        let path = location.strip_prefix(home)?;
        // What leads up again may lead out of the store.
        let is_within = path.starts_with(folder) && !leads_up(path);
        is_within.then_some((*home, path))
    });
    let (home, path) = known.ok_or("Twilio named a place for the file that is not its own")?;
    Ok(Found::At(Fetch {
        channel: Channel::Sms,
        home,
        path: path.to_owned(),
        headers: Vec::new(),
    }))
}

fn leads_up(path: &str) -> bool {
    path.to_ascii_lowercase().replace("%2e", ".").contains("..")
}

#[cfg(test)]
mod tests {
    use super::*;

    const MESSAGE: &str = "MM0123456789abcdef0123456789abcdef";
    const FILE: &str = "ME0123456789abcdef0123456789abcdef";

    fn led(location: &str) -> Result<Found, String> {
        found(Fetched {
            status: 307,
            location: Some(location.to_owned()),
            bytes: Vec::new(),
        })
    }

    #[test]
    fn our_token_is_shown_to_twilio_alone_and_only_for_files() {
        let mut settings = Settings::default();
        settings.set("account_sid", "AC1");
        settings.set("auth_token", "secret");
        let from = |home: &str| name(&format!("{home}/Messages/{MESSAGE}/Media/{FILE}"));
        for home in [
            "https://api.twilio.com/2010-04-01/Accounts/AC9",
            "https://evil.example",
        ] {
            let fetch = find(&from(home).unwrap(), &settings).unwrap();
            assert_eq!(fetch.home, "https://api.twilio.com");
            let path = format!("/2010-04-01/Accounts/AC1/Messages/{MESSAGE}/Media/{FILE}");
            assert_eq!(fetch.path, path);
            assert_eq!(
                fetch.headers,
                [("authorization", "Basic QUMxOnNlY3JldA==".to_owned())]
            );
        }
        for odd in [
            "https://api.twilio.com/m".to_owned(),
            format!("https://api.twilio.com/Messages/{MESSAGE}/Media/{FILE}.json"),
            format!("https://api.twilio.com/Messages/{MESSAGE}/Media/{FILE}?x=1"),
            format!("https://api.twilio.com/Messages/../{FILE}"),
            format!("https://api.twilio.com/Messages/{FILE}/Media/{MESSAGE}"),
        ] {
            assert_eq!(name(&odd), None, "{odd}");
        }
        assert!(find("../Messages", &settings).is_none());
    }

    #[test]
    fn only_the_vendors_stores_are_asked_and_without_our_token() {
        for (location, path) in [
            (
                "https://mms.twiliocdn.com/AC1/x?Signature=y",
                "/AC1/x?Signature=y",
            ),
            (
                "https://s3-external-1.amazonaws.com/media.twiliocdn.com/AC1/x",
                "/media.twiliocdn.com/AC1/x",
            ),
        ] {
            let Ok(Found::At(fetch)) = led(location) else {
                panic!("{location} is a store of Twilio")
            };
            assert_eq!((fetch.path.as_str(), fetch.headers.len()), (path, 0));
        }
        for foreign in [
            "https://evil.example/x",
            "http://mms.twiliocdn.com/x",
            "https://mms.twiliocdn.com.evil.example/x",
            "https://mms.twiliocdn.com@evil.example/x",
            "https://s3-external-1.amazonaws.com/another-bucket/x",
            "https://s3-external-1.amazonaws.com/media.twiliocdn.com/../x",
            "https://s3-external-1.amazonaws.com/media.twiliocdn.com/.%2E/x",
            "https://169.254.169.254/",
            "/x",
            "",
        ] {
            assert!(led(foreign).is_err(), "{foreign}");
        }
    }
}
