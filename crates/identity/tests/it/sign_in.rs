//! Somebody signs in, as a flow would have it.

use frontdesk_identity::{
    Account, EmailAddress, Parameters, Passwords, RecoveryCodes, RootSecrets, Sealed, SealedFor,
    Seals, SecondFactor, TotpSecret,
};
use jiff::Timestamp;
use kernel::{IdSource, SeededIds};
use secrecy::ExposeSecret;

const ROOT: &str = "the root secret of these tests, 1";

fn seals() -> Seals {
    Seals::new(&RootSecrets::new(&[ROOT.into()]).unwrap())
}

/// An account as tables keep it, with the app's secret and the codes on paper.
fn account(passwords: &Passwords) -> (Account, TotpSecret, RecoveryCodes) {
    let ids: &dyn IdSource = &SeededIds::new(1);
    let id = ids.next();
    let now: Timestamp = "2026-11-02T09:00:00Z".parse().unwrap();
    let app = TotpSecret::new(*b"12345678901234567890");
    let codes =
        RecoveryCodes::new(id, std::array::from_fn(|place| [u8::try_from(place).unwrap(); 8]));
    let sealed = seals().seal(SealedFor::SecondFactor, &id.to_string(), &app.base32(), [3; 12]);
    let account = Account {
        id,
        email: EmailAddress::parse("dana@prairie.example").unwrap(),
        name: "Dana".to_owned(),
        password: Some(passwords.hash(&"nine wet otters".into(), [9; 16])),
        verified_at: Some(now),
        second_factor: Some(SecondFactor {
            secret: sealed.as_str().to_owned(),
            confirmed: true,
            last_step: 0,
            recovery: codes.kept.clone(),
        }),
        is_platform: false,
        created_at: now,
        updated_at: now,
    };
    (account, app, codes)
}

#[test]
fn a_password_and_a_code_let_somebody_in_once() {
    let passwords = Passwords::new(Parameters::new(8, 1).unwrap());
    let (account, _, _) = account(&passwords);
    assert!(passwords.verify(account.password.as_deref(), &"nine wet otters".into()).right);
    assert!(account.asks_second_factor());

    let mut factor = account.second_factor.unwrap();
    let sealed = Sealed::stored(factor.secret.clone());
    let owner = account.id.to_string();
    let secret = seals().open(SealedFor::SecondFactor, &owner, &sealed).unwrap();
    let app = TotpSecret::parse(secret.expose_secret()).unwrap();
    let now = Timestamp::from_second(1_111_111_109).unwrap();
    factor.last_step = app.check("081804", now, factor.last_step).unwrap();
    assert_eq!(app.check("081804", now, factor.last_step), None);
}

#[test]
fn a_sealed_factor_is_worth_nothing_in_another_account() {
    let passwords = Passwords::new(Parameters::new(8, 1).unwrap());
    let (account, _, _) = account(&passwords);
    let sealed = Sealed::stored(account.second_factor.unwrap().secret);
    assert!(seals().open(SealedFor::SecondFactor, "user_other", &sealed).is_err());
}

#[test]
fn nothing_of_an_account_is_printed() {
    let passwords = Passwords::new(Parameters::new(8, 1).unwrap());
    let (account, app, codes) = account(&passwords);
    let printed = format!("{app:?} {codes:?} {account:?} {passwords:?}");
    for secret in ["GEZDGNBV", "Dana", "dana@", "argon2id"] {
        assert!(!printed.contains(secret), "{printed}");
    }
    for code in &codes.shown {
        assert!(!printed.contains(code.expose()), "{printed}");
    }
    let printed = format!("{printed} {:?}", account.second_factor);
    for kept in &codes.kept {
        assert!(!printed.contains(kept.as_str()), "{printed}");
    }
}
