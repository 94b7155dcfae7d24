//! Reads bodies to their end, whatever becomes of the request.

use actix_web::web::{Bytes, BytesMut, Payload};
use futures_util::StreamExt;

/// The largest body of a webhook, in bytes.
pub const WEBHOOK_BYTES_MAX: usize = 64 * 1024;
/// The largest JSON body, in bytes.
pub const JSON_BYTES_MAX: usize = 16 * 1024;
/// How much of a body that is too large is read all the same, in bytes.
///
/// A request that is refused before its body was read costs the connection, and with it every request
/// that a proxy has queued behind it (actix-web issue 2764). Beyond this the connection is the price.
const DRAINED_BYTES_MAX: usize = 4 * 1024 * 1024;

/// Why there is no body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyError {
    /// It is larger than allowed.
    TooLarge,
    /// The connection broke, or the body is not what its head announced.
    Broken,
}

/// The body, at most `limit` bytes of it.
///
/// # Errors
/// See [`BodyError`]. A body that is too large was read to its end, within reason.
pub async fn read(mut payload: Payload, limit: usize) -> Result<Bytes, BodyError> {
    let Some(first) = payload.next().await else { return Ok(Bytes::new()) };
    let first = first.map_err(|_| BodyError::Broken)?;
    let mut total = first.len();
    let Some(second) = payload.next().await else {
        // One piece: nearly always, and nothing needs to be copied.
        return if total > limit { Err(BodyError::TooLarge) } else { Ok(first) };
    };
    let mut body = BytesMut::with_capacity(limit.min(16 * 1024).max(total));
    keep(&mut body, &first, limit);
    let mut piece = Some(second);
    while let Some(bytes) = piece {
        let bytes = bytes.map_err(|_| BodyError::Broken)?;
        total = total.saturating_add(bytes.len());
        if total > DRAINED_BYTES_MAX {
            return Err(BodyError::TooLarge);
        }
        keep(&mut body, &bytes, limit);
        piece = payload.next().await;
    }
    if total > limit { Err(BodyError::TooLarge) } else { Ok(body.freeze()) }
}

/// Reads a body and throws it away.
pub async fn drain(payload: Payload) {
    // An oversized or broken body is as good as any: nobody looks at it.
    let _ = read(payload, 0).await;
}

fn keep(body: &mut BytesMut, bytes: &[u8], limit: usize) {
    if body.len() + bytes.len() <= limit {
        body.extend_from_slice(bytes);
    }
}
