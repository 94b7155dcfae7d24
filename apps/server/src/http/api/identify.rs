//! What a request shows to say who makes it.

use std::net::IpAddr;

use actix_web::HttpRequest;
use actix_web::cookie::{Cookie, SameSite, time::Duration as CookieTime};
use actix_web::http::header::{AUTHORIZATION, HeaderMap, HeaderName, ORIGIN, USER_AGENT};
use flows::people::who::Shown;

/// Carries a program's key.
pub const API_KEY: HeaderName = HeaderName::from_static("x-api-key");
/// Carries a widget's key.
pub const WIDGET_TOKEN: HeaderName = HeaderName::from_static("x-widget-token");
/// Carries a page's token.
pub const CSRF: HeaderName = HeaderName::from_static("x-csrf-token");
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The session's cookie where the world reaches us by HTTPS: browsers take it from nobody else, and
/// send it nowhere else.
const SECURE_COOKIE: &str = "__Host-frontdesk";
/// The same on a machine of one's own, where there is no HTTPS.
const PLAIN_COOKIE: &str = "frontdesk";
/// The longest thing that is looked at, in bytes.
const SHOWN_BYTES_MAX: usize = 4 * 1024;

/// The name of the session's cookie.
pub const fn cookie_name(https: bool) -> &'static str {
    if https { SECURE_COOKIE } else { PLAIN_COOKIE }
}

/// The cookie that shows a session.
pub fn session_cookie(text: String, seconds: i64, https: bool) -> Cookie<'static> {
    Cookie::build(cookie_name(https), text)
        .path("/")
        .http_only(true)
        .secure(https)
        .same_site(SameSite::Lax)
        .max_age(CookieTime::seconds(seconds))
        .finish()
}

/// The cookie by which a browser is known again after signing out: it lets nobody in, and keeps
/// strangers from using up the tries of whoever has it.
pub fn device_cookie(text: String, https: bool) -> Cookie<'static> {
    Cookie::build(device_cookie_name(https), text)
        .path("/")
        .http_only(true)
        .secure(https)
        .same_site(SameSite::Strict)
        .max_age(CookieTime::hours(identity::attempts::DEVICE_HOURS))
        .finish()
}

const fn device_cookie_name(https: bool) -> &'static str {
    if https { "__Host-frontdesk-device" } else { "frontdesk-device" }
}

/// What a browser shows that was signed in here before.
pub fn device(request: &HttpRequest, https: bool) -> Option<String> {
    let cookie = request.cookie(device_cookie_name(https))?;
    (cookie.value().len() <= SHOWN_BYTES_MAX).then(|| cookie.value().to_owned())
}

/// What a request shows, and whether a browser shows it by itself.
#[derive(Debug)]
pub enum Credential {
    /// Nothing.
    None,
    /// A browser's cookie.
    Cookie(String),
    /// A token.
    Bearer(String),
    /// A key.
    Key(String),
    /// More than one thing, or something unreadable: nobody can say who it is.
    Confused,
}

impl Credential {
    /// Reads it off the headers. Whoever shows a key or a token is not taken for whoever's cookie the
    /// browser sends along.
    pub fn read(request: &HttpRequest, https: bool) -> Self {
        let headers = request.headers();
        let mut shown = Vec::new();
        for name in [AUTHORIZATION, API_KEY, WIDGET_TOKEN] {
            for value in headers.get_all(&name) {
                shown.push(match value.to_str().map(str::trim) {
                    Ok(text) if text.len() > SHOWN_BYTES_MAX => Self::Confused,
                    Ok(text) if name == AUTHORIZATION => Self::authorization(text),
                    Ok(text) => Self::Key(text.to_owned()),
                    Err(_) => Self::Confused,
                });
            }
        }
        match shown.len() {
            0 => match request.cookie(cookie_name(https)) {
                Some(cookie) if cookie.value().len() <= SHOWN_BYTES_MAX => {
                    Self::Cookie(cookie.value().to_owned())
                }
                Some(_) => Self::Confused,
                None => Self::None,
            },
            1 => shown.pop().unwrap_or(Self::Confused),
            _ => Self::Confused,
        }
    }

    fn authorization(text: &str) -> Self {
        let Some((scheme, token)) = text.split_once(' ') else { return Self::Confused };
        if scheme.eq_ignore_ascii_case("bearer") {
            return Self::Bearer(token.trim().to_owned());
        }
        Self::Confused
    }

    /// The same for the flow that knows who it is.
    pub fn shown(&self) -> Option<Shown<'_>> {
        match self {
            Self::None | Self::Confused => None,
            Self::Cookie(text) => Some(Shown::Cookie(text)),
            Self::Bearer(text) => Some(Shown::Bearer(text)),
            Self::Key(text) => Some(Shown::Key(text)),
        }
    }
}

/// Whether a request comes from a page of ours, as far as the browser says: newer ones name the site,
/// older ones the page's origin. Nothing but a browser leaves both out, and then the page's token
/// decides alone.
pub fn is_own_site(headers: &HeaderMap, own: &str) -> bool {
    let site = headers.get(FETCH_SITE).map(|value| value.as_bytes().to_vec());
    if let Some(site) = site {
        return site == b"same-origin" || site == b"none";
    }
    match headers.get(ORIGIN) {
        Some(origin) => origin.to_str().is_ok_and(|origin| origin == own),
        None => true,
    }
}

/// What the browser or program says it is.
pub fn agent(headers: &HeaderMap) -> String {
    let text = headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    text.chars().take(200).collect()
}

/// Where a request comes from: the peer, or what the trusted proxies in front of us say, counted from
/// the end of their list.
pub fn address(request: &HttpRequest, proxies: usize) -> IpAddr {
    let peer = request.peer_addr().map_or(IpAddr::from([0, 0, 0, 0]), |peer| peer.ip());
    if proxies == 0 {
        return peer;
    }
    let lines = request.headers().get_all(FORWARDED_FOR).filter_map(|value| value.to_str().ok());
    let named: Vec<IpAddr> = lines
        .flat_map(|line| line.split(','))
        .filter_map(|text| text.trim().parse().ok())
        .collect();
    let place = named.len().checked_sub(proxies);
    place.and_then(|place| named.get(place)).copied().unwrap_or(peer)
}
