//! What mail servers and SendGrid get, and what becomes of what they say.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests may fail like tests"
)]

mod reader;
mod sendgrid;
mod sendgrid_stand_in;
mod smtp_failures;
mod smtp_stand_in;
mod smtp_tls;
mod smtp_wire;

mod fake_contract {
    use std::sync::Arc;

    use crm::FakeMail;
    use crm::contract::Fixture;

    async fn fresh() -> Fixture {
        let fake = Arc::new(FakeMail::new());
        Fixture { mail: fake.clone(), inbox: fake }
    }

    crm::mail_contract_tests!(fresh);
}

mod smtp_contract {
    crm::mail_contract_tests!(crate::smtp_stand_in::fixture);
}

mod sendgrid_contract {
    crm::mail_contract_tests!(crate::sendgrid_stand_in::fixture);
}
