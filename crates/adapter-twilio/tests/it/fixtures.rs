use frontdesk_adapter_twilio::Form;

macro_rules! fixture {
    ($name:literal) => {
        include_str!(concat!("../../../../fixtures/twilio/", $name, ".form")).trim_end()
    };
}
pub(crate) use fixture;

/// A body as a form, with fields put in place of its own, or after them.
pub(crate) fn form_with<'a>(body: &'a str, changes: &[(&'a str, &'a str)]) -> Form<'a> {
    let form = Form::parse(body.as_bytes()).unwrap();
    let kept = form.fields().iter().filter(|(name, _)| !changes.iter().any(|(new, _)| new == name));
    let added = changes.iter().map(|(name, value)| ((*name).into(), (*value).into()));
    kept.cloned().chain(added).collect()
}

/// The same body without the field `name`.
pub(crate) fn form_without<'a>(body: &'a str, name: &str) -> Form<'a> {
    let form = Form::parse(body.as_bytes()).unwrap();
    form.fields().iter().filter(|(found, _)| found != name).cloned().collect()
}
