//! What the fakes of this domain owe.

mod mail {
    use frontdesk_crm::contract::Fixture;

    async fn fresh() -> Fixture {
        Fixture::fake()
    }

    frontdesk_crm::mail_contract_tests!(fresh);
}
