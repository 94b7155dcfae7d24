//! What every answer says about itself to browsers.

use actix_web::http::header::{
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};

/// For pages: everything from here, nothing inline, in nobody's frame.
const PAGES: HeaderValue = HeaderValue::from_static(
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
);
/// For everything else: nothing at all.
const DATA: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
/// Pages may ask for the microphone, and for nothing else.
const PERMISSIONS: HeaderValue =
    HeaderValue::from_static("microphone=(self), camera=(), geolocation=()");
const NOSNIFF: HeaderValue = HeaderValue::from_static("nosniff");
const NO_REFERRER: HeaderValue = HeaderValue::from_static("no-referrer");
/// A year, as browsers' preload lists ask for at least.
const TRANSPORT: HeaderValue = HeaderValue::from_static("max-age=31536000");
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

/// Adds them. `https`: whether the world reaches us by HTTPS only.
pub fn secure(headers: &mut HeaderMap, https: bool) {
    let kind = headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
    // A carrier is no browser, and its answers are on the path of every turn.
    let is_twiml = kind.starts_with(b"text/xml");
    let is_page = kind.starts_with(b"text/html");
    headers.insert(X_CONTENT_TYPE_OPTIONS, NOSNIFF);
    if is_twiml {
        return;
    }
    headers.insert(REFERRER_POLICY, NO_REFERRER);
    headers.insert(CONTENT_SECURITY_POLICY, if is_page { PAGES } else { DATA });
    if is_page {
        headers.insert(PERMISSIONS_POLICY, PERMISSIONS);
    }
    if https {
        headers.insert(STRICT_TRANSPORT_SECURITY, TRANSPORT);
    }
}
