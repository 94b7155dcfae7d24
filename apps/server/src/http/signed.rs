//! Lets only Twilio's own requests through.

use actix_web::HttpRequest;
use actix_web::http::Method;
use adapter_twilio::{Form, FormError, Keyring, SignatureError, SignedRequest};

/// Checks signatures against the configured public address, never against `Host`.
#[derive(Debug)]
pub struct Gate {
    keyring: Keyring,
    base: String,
}

/// Why a request is not let through.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Nobody can say who sent it.
    #[error("the signature is refused")]
    Signature(#[from] SignatureError),
    /// It cannot be read, so that nobody can say whether the signature fits.
    #[error("the form is refused")]
    Form(#[from] FormError),
}

impl Gate {
    /// A gate for requests to addresses under `public_base`.
    pub fn new(keyring: Keyring, public_base: &str) -> Self {
        Self { keyring, base: public_base.trim_end_matches('/').to_owned() }
    }

    /// The form of a request that Twilio has sent: the body of a POST, the query of a GET.
    ///
    /// # Errors
    /// See [`Refused`]. A request without a signature is refused before it is read.
    pub fn open<'a>(&self, request: &'a HttpRequest, body: &'a [u8]) -> Result<Form<'a>, Refused> {
        let target = request.uri().path_and_query().map_or("/", |target| target.as_str());
        let mut url = String::with_capacity(self.base.len() + target.len());
        url.push_str(&self.base);
        url.push_str(target);
        let mut signed = SignedRequest::new(&url);
        let headers = request.headers();
        let mut is_signed = false;
        for value in headers.get_all(SignedRequest::SIGNATURE_HEADER) {
            signed = signed.signature(value.as_bytes());
            is_signed = true;
        }
        if !is_signed {
            return Err(SignatureError::Missing.into());
        }
        for value in headers.get_all(SignedRequest::SETTINGS_HEADER) {
            signed = signed.settings(value.as_bytes());
        }
        if request.method() == Method::GET {
            self.keyring.verify_form(&signed)?;
            return Ok(Form::parse(request.query_string().as_bytes())?);
        }
        let form = Form::parse(body)?;
        self.keyring.verify_form(&signed.form(&form))?;
        Ok(form)
    }
}
