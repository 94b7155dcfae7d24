//! What a business knows of people and programs.

use identity::{Account, ApiKey, AuditEntry, Invitation, Member, Role};
use kernel::TenantId;

use super::super::samples::{at, digest, done, id, invitation, key, member, registered};
use super::super::{Db, as_platform, read, write};
use crate::answers::Earlier;
use crate::tx::Tx;

const ANSWER_KEY: &str = "the same key";

/// One row of everything.
pub(super) struct People {
    owner: Account,
    place: Member,
    invitation: Invitation,
    key: ApiKey,
    entry: AuditEntry,
}

impl People {
    pub(super) async fn open(db: &Db, tenant: TenantId) -> Self {
        let owner = registered(db).await;
        let (place, invitation, key) = (member(&owner, Role::Owner, 0), invitation(0), key(0));
        let entry = write(db, tenant, async |tx| {
            tx.members().put(&place).await.unwrap();
            tx.invitations().insert(&invitation).await.unwrap();
            tx.keys().insert(&key).await.unwrap();
            tx.answers().begin(ANSWER_KEY, "print", at(0)).await.unwrap();
            tx.audit().append(&done(0)).await.unwrap()
        });
        let entry = entry.await;
        Self { owner, place, invitation, key, entry }
    }

    pub(super) async fn are_untouched(&self, db: &Db, tenant: TenantId) {
        let Self { owner, place, invitation, key, entry } = self;
        write(db, tenant, async |tx| {
            assert_eq!(tx.members().list().await.unwrap(), std::slice::from_ref(place));
            let open = tx.invitations().open(at(1)).await.unwrap();
            assert_eq!(open, std::slice::from_ref(invitation));
            assert_eq!(tx.keys().list().await.unwrap(), std::slice::from_ref(key));
            let entries = tx.audit().after(0, 9).await.unwrap();
            assert_eq!(entries, std::slice::from_ref(entry));
            let earlier = tx.answers().begin(ANSWER_KEY, "print", at(0)).await.unwrap();
            assert_eq!(earlier, Earlier::Running);
        })
        .await;
        let kept = as_platform(db, async |tx| tx.accounts().find(owner.id).await.unwrap()).await;
        assert_eq!(kept.as_ref(), Some(owner));
    }

    /// Another business sees nothing of it.
    pub(super) async fn are_invisible(&self, tx: &mut Box<dyn Tx>) {
        assert_eq!(tx.members().find(self.owner.id).await.unwrap(), None);
        assert!(tx.members().list().await.unwrap().is_empty());
        assert_eq!(tx.invitations().find(self.invitation.id).await.unwrap(), None);
        assert!(tx.invitations().open(at(1)).await.unwrap().is_empty());
        assert_eq!(tx.keys().find(self.key.id).await.unwrap(), None);
        assert_eq!(tx.keys().find_by_hash(&self.key.hash).await.unwrap(), None);
        assert!(tx.keys().list().await.unwrap().is_empty());
        assert!(tx.audit().after(0, 9).await.unwrap().is_empty());
        assert!(tx.audit().before(None, 9).await.unwrap().is_empty());
    }

    /// Another business changes nothing of it.
    pub(super) async fn cannot_be_reached(&self, tx: &mut Box<dyn Tx>) {
        assert!(!tx.members().remove(self.owner.id).await.unwrap());
        let rival = Invitation { id: id(), created_at: at(1), ..self.invitation.clone() };
        tx.invitations().insert(&rival).await.unwrap();
        assert!(!tx.invitations().close(self.invitation.id, at(1)).await.unwrap());
        tx.keys().used(self.key.id, at(1)).await.unwrap();
        assert!(!tx.keys().expire(self.key.id, at(1)).await.unwrap());
        assert!(!tx.keys().revoke(self.key.id, at(1)).await.unwrap());
        assert!(!tx.answers().keep(ANSWER_KEY, at(0), "Eve").await.unwrap());
        assert!(!tx.answers().let_go(ANSWER_KEY, at(0)).await.unwrap());
        assert_eq!(tx.answers().forget(at(99), 9).await.unwrap(), 0);
    }

    /// The same person, address and keys may be another business's too.
    pub(super) async fn have_twins(&self, tx: &mut Box<dyn Tx>) {
        let place = Member { role: Role::Staff, since: at(7), ..self.place.clone() };
        tx.members().put(&place).await.unwrap();
        assert_eq!(tx.members().list().await.unwrap(), [place]);
        tx.invitations().insert(&self.invitation).await.unwrap();
        tx.keys().insert(&self.key).await.unwrap();
        let twin = ApiKey { name: "another".to_owned(), hash: digest(), ..key(1) };
        tx.keys().insert(&twin).await.unwrap();
        assert_eq!(tx.keys().list().await.unwrap(), [twin, self.key.clone()]);
        let earlier = tx.answers().begin(ANSWER_KEY, "another print", at(0)).await.unwrap();
        assert_eq!(earlier, Earlier::Nothing);
        let entry = tx.audit().append(&done(0)).await.unwrap();
        assert_eq!(entry.seq, 1, "each business's chain begins anew");
        // The seat of one business opens nothing in another one.
        assert!(tx.members().remove(self.owner.id).await.unwrap());
    }
}

/// A business's transaction adds accounts, and neither sees nor changes one; what it is told is
/// whether the address was free.
pub async fn a_business_adds_accounts_and_changes_none(db: Db) {
    let known = registered(&db).await;
    let by_address = Account { id: id(), name: "Eve".to_owned(), password: None, ..known.clone() };
    let by_id = Account { name: "Eve".to_owned(), password: None, ..known.clone() };
    write(&db, id(), async |tx| {
        for new in [&by_address, &by_id] {
            assert!(!tx.accounts().insert_if_new(new).await.unwrap());
        }
    })
    .await;
    let kept = as_platform(&db, async |tx| tx.accounts().find(known.id).await.unwrap()).await;
    assert_eq!(kept, Some(known.clone()));
    let kept = as_platform(&db, async |tx| tx.accounts().find(by_address.id).await.unwrap()).await;
    assert_eq!(kept, None);
}

pub async fn a_business_makes_no_platform_staff(db: Db) {
    let staff = Account { is_platform: true, ..super::super::samples::account() };
    let mut tx = db.begin(id()).await.unwrap();
    let made = tx.accounts().insert_if_new(&staff).await;
    assert!(matches!(made, Err(kernel::StoreError::Forbidden(_))), "{made:?}");
    let made = tx.accounts().insert_if_new(&super::super::samples::account()).await;
    assert!(matches!(made, Err(kernel::StoreError::Poisoned)), "{made:?}");
    drop(tx);
    let found =
        as_platform(&db, async |tx| tx.accounts().find_by_email(&staff.email).await.unwrap());
    assert_eq!(found.await, None);
}

/// Nobody's place anywhere is seen by a business in which they have none.
pub async fn a_business_sees_its_own_members_alone(db: Db) {
    let (ours, theirs, ada) = (id(), id(), registered(&db).await);
    let place = member(&ada, Role::Owner, 0);
    super::super::samples::join(&db, theirs, &place).await;
    read(&db, ours, async |tx| {
        assert_eq!(tx.members().find(ada.id).await.unwrap(), None);
        assert!(tx.members().list().await.unwrap().is_empty());
    })
    .await;
    let found = read(&db, theirs, async |tx| tx.members().find(ada.id).await.unwrap()).await;
    assert_eq!(found, Some(place));
}
