//! Documents that never change.

/// A document without a verb. On a callee's leg it connects the call; anywhere else it ends it.
pub const EMPTY: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>";

/// What is said when nothing else can be: to be served from the fallback address, and from a second
/// host, without a database, a plan or a language.
pub const FALLBACK: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>\
    <Say language=\"en-US\">We are sorry, we cannot take your call just now. \
    Please try again in a few minutes.</Say><Hangup/></Response>";

/// [`EMPTY`].
pub const fn empty() -> &'static str {
    EMPTY
}

/// [`FALLBACK`].
pub const fn fallback() -> &'static str {
    FALLBACK
}
