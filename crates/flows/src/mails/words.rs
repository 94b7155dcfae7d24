//! What mails say, in every language that we write. The words are in `lang`.

use std::sync::LazyLock;

use dialogue::speech::Tongue;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use kernel::Language;
use unic_langid::LanguageIdentifier;

macro_rules! messages {
    ($($name:ident = $id:literal [$($variable:literal),*];)*) => {
        /// A sentence or part of one.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(super) enum Message { $($name,)* }

        impl Message {
            /// Its id in the files.
            pub(super) const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }

            /// What stands for something in its words.
            pub(super) const fn variables(self) -> &'static [&'static str] {
                match self { $(Self::$name => &[$($variable),*],)* }
            }

            /// All of them.
            #[cfg(test)]
            pub(super) fn all() -> impl Iterator<Item = Self> {
                [$(Self::$name),*].into_iter()
            }
        }
    };
}

messages! {
    Hello = "hello" [];
    HelloName = "hello-name" ["name"];
    Regards = "regards" [];
    GoodMinutes = "good-minutes" ["count"];
    GoodHours = "good-hours" ["count"];
    GoodDays = "good-days" ["count"];
    FactWhen = "fact-when" [];
    FactDevice = "fact-device" [];
    FactPlace = "fact-place" [];
    FactAddress = "fact-address" [];
    FactSince = "fact-since" [];
    FactAnswer = "fact-answer" [];
    ChooseButton = "choose-button" [];
    VerifySubject = "verify-subject" [];
    VerifyBody = "verify-body" [];
    VerifyButton = "verify-button" [];
    VerifyWhy = "verify-why" [];
    PasswordSubject = "password-subject" [];
    PasswordBody = "password-body" [];
    PasswordWhy = "password-why" [];
    KnownSubject = "known-subject" [];
    KnownBody = "known-body" [];
    KnownButton = "known-button" [];
    KnownForgot = "known-forgot" [];
    KnownWhy = "known-why" [];
    InviteSubject = "invite-subject" ["business"];
    InviteBody = "invite-body" ["name", "business", "role"];
    RoleOwner = "role-owner" [];
    RoleManager = "role-manager" [];
    RoleOperator = "role-operator" [];
    RoleStaff = "role-staff" [];
    InviteButton = "invite-button" [];
    InviteWhy = "invite-why" ["name"];
    ChangedSubject = "changed-subject" [];
    ChangedBody = "changed-body" [];
    WasYou = "was-you" [];
    ChangedNotYou = "changed-not-you" [];
    SignInSubject = "sign-in-subject" [];
    SignInBody = "sign-in-body" [];
    SignInNotYou = "sign-in-not-you" [];
    FactorSubject = "factor-subject" [];
    FactorBody = "factor-body" [];
    FactorNotYou = "factor-not-you" [];
    EndpointSubject = "endpoint-subject" ["business"];
    EndpointBody = "endpoint-body" ["business"];
    EndpointAdvice = "endpoint-advice" [];
    EndpointButton = "endpoint-button" [];
    AnswerStatus = "answer-status" ["code"];
    AnswerNone = "answer-none" [];
}

/// What stands for something in a message: a name and what it stands for.
pub(super) type Value<'a> = (&'static str, FluentValue<'a>);

/// The file of a language.
pub(super) const fn file(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::English => include_str!("../../lang/en/mails.ftl"),
        Tongue::Spanish => include_str!("../../lang/es/mails.ftl"),
        Tongue::French => include_str!("../../lang/fr/mails.ftl"),
    }
}

/// The language that somebody is written to in: theirs if we write it, else English.
pub(super) fn tongue(language: &Language) -> Tongue {
    Tongue::of(language).unwrap_or(Tongue::English)
}

/// The words of a message.
pub(super) fn say(tongue: Tongue, message: Message, values: &[Value<'_>]) -> String {
    debug_assert!(
        message.variables().len() == values.len()
            && values.iter().all(|(name, _)| message.variables().contains(name)),
        "{} wants {:?}",
        message.id(),
        message.variables()
    );
    let mut args = FluentArgs::with_capacity(values.len());
    for (name, value) in values {
        args.set(*name, value.clone());
    }
    let from = |tongue| said(bundle(tongue), message, &args);
    from(tongue).or_else(|| from(Tongue::English)).unwrap_or_default()
}

type Bundle = FluentBundle<FluentResource>;

static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| read(Tongue::English));
static SPANISH: LazyLock<Bundle> = LazyLock::new(|| read(Tongue::Spanish));
static FRENCH: LazyLock<Bundle> = LazyLock::new(|| read(Tongue::French));

fn bundle(tongue: Tongue) -> &'static Bundle {
    match tongue {
        Tongue::English => &ENGLISH,
        Tongue::Spanish => &SPANISH,
        Tongue::French => &FRENCH,
    }
}

/// Reads a file. What it holds is the project's own and tested; a message that could not be read is
/// left out.
fn read(tongue: Tongue) -> Bundle {
    let language: LanguageIdentifier = tongue.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Marks of writing direction would stand in subjects.
    bundle.set_use_isolating(false);
    let resource = match FluentResource::try_new(file(tongue).to_owned()) {
        Ok(resource) | Err((resource, _)) => resource,
    };
    let _ = bundle.add_resource(resource);
    bundle
}

fn said(bundle: &Bundle, message: Message, args: &FluentArgs<'_>) -> Option<String> {
    let pattern = bundle.get_message(message.id())?.value()?;
    let mut faults = Vec::new();
    let text = bundle.format_pattern(pattern, Some(args), &mut faults);
    debug_assert!(faults.is_empty(), "{}: {faults:?}", message.id());
    Some(text.into_owned())
}
