//! Codes of an app, besides the password.

use identity::{RecoveryCodes, Sealed, SealedFor, Seals, SecondFactor, SecretText, TotpSecret};
use kernel::{AccountId, StoreError};
use secrecy::SecretString;

use super::PLATFORM;
use super::People;
use super::verify::LinkError;
use super::write_mail::{About, WriteMail};

/// What somebody types into an app, or lets it read.
#[derive(Debug)]
pub struct Offered {
    /// The shared secret in base 32.
    pub secret: SecretString,
    /// The same as an address for a square of dots.
    pub uri: SecretString,
}

/// Why a factor was not switched on.
#[derive(Debug, thiserror::Error)]
pub enum FactorError {
    /// There is one already: it has to be switched off first.
    #[error("there is a second factor already")]
    Present,
    /// The code is wrong, or none was offered.
    #[error("the code is wrong")]
    Wrong,
    /// The database failed.
    #[error("the database failed")]
    Store(#[from] StoreError),
}

/// The shared secret of a factor.
pub(super) fn secret_of(
    seals: &Seals,
    account: AccountId,
    factor: &SecondFactor,
) -> Option<TotpSecret> {
    let sealed = Sealed::stored(factor.secret.clone());
    let opened = seals.open(SealedFor::SecondFactor, &account.to_string(), &sealed);
    super::sign_in::totp(&opened.ok()?)
}

impl People {
    /// Offers a secret. Nothing is asked for until a code was shown ([`People::confirm_factor`]).
    ///
    /// # Errors
    /// There is a factor already.
    pub async fn offer_factor(&self, id: AccountId) -> Result<Offered, FactorError> {
        let mut random = [0; identity::totp::TOTP_BYTES];
        random.iter_mut().zip(self.entropy.bytes()).for_each(|(to, from)| *to = from);
        let secret = TotpSecret::new(random);
        let mut nonce = [0; identity::seal::NONCE_BYTES];
        nonce.iter_mut().zip(self.entropy.bytes()).for_each(|(to, from)| *to = from);
        let owner = id.to_string();
        let sealed = self.keys.seals.seal(SealedFor::SecondFactor, &owner, &secret.base32(), nonce);
        let mut outcome = Err(FactorError::Wrong);
        self.change_account(id, |account| {
            if account.asks_second_factor() {
                outcome = Err(FactorError::Present);
                return;
            }
            outcome = Ok(Offered { secret: secret.base32(), uri: secret.uri(&account.email) });
            account.second_factor = Some(SecondFactor {
                secret: sealed.as_str().to_owned(),
                confirmed: false,
                last_step: 0,
                recovery: Vec::new(),
            });
        })
        .await?;
        outcome
    }

    /// Switches the offered factor on, with its first code; answers with the codes for paper.
    ///
    /// # Errors
    /// The code is wrong, nothing was offered, or it is on already.
    pub async fn confirm_factor(
        &self,
        id: AccountId,
        code: &str,
    ) -> Result<Vec<SecretText>, FactorError> {
        let now = self.clock.now();
        let random = std::array::from_fn(|_| {
            let mut code = [0; identity::recovery::RECOVERY_BYTES];
            code.iter_mut().zip(self.entropy.bytes()).for_each(|(to, from)| *to = from);
            code
        });
        let codes = RecoveryCodes::new(id, random);
        let seals = &self.keys.seals;
        let mut outcome = Err(FactorError::Wrong);
        self.change_account(id, |account| {
            let Some(factor) = &mut account.second_factor else { return };
            if factor.confirmed {
                outcome = Err(FactorError::Present);
                return;
            }
            let secret = secret_of(seals, id, factor);
            let Some(step) = secret.and_then(|it| it.check(code, now, factor.last_step)) else {
                return;
            };
            factor.confirmed = true;
            factor.last_step = step;
            factor.recovery = codes.kept;
            outcome = Ok(codes.shown);
        })
        .await?;
        self.known.sessions.forget_all();
        outcome
    }

    /// Switches the factor off, with the password.
    ///
    /// # Errors
    /// The password is wrong.
    pub async fn drop_factor(
        &self,
        id: AccountId,
        password: SecretString,
    ) -> Result<(), LinkError> {
        let me = self.me(id).await?.ok_or(LinkError::Refused)?.account;
        self.password_is(&me, password).await?;
        self.change_account(id, |account| account.second_factor = None).await?;
        self.known.sessions.forget_all();
        let mail = WriteMail { about: About::FactorDropped { account: id } };
        Ok(self.enqueue_mail(PLATFORM, &mail).await?)
    }
}
