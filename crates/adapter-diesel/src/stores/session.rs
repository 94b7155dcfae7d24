//! One transaction on one connection, seen through every store.

use diesel::QueryResult;
use diesel::result::Error;
use kernel::{StoreError, StoreResult, TenantId};
use tokio::runtime::Handle;

use super::super::Source;
use super::super::dialect::{self, Both, Wire};
use super::{Lease, Pending};
use crate::columns::Bind;
use crate::failure::{WRITE_IN_READ, classify};
use crate::rows::conversations::Seen;

/// Whose data a transaction sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Scope {
    /// One business's.
    Tenant(TenantId),
    /// The few things that are asked before a business is known.
    Platform,
}

/// What a transaction may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Access {
    /// See one state of the data throughout.
    Read,
    /// Read and change.
    Write,
}

/// How a transaction is to be opened.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Opening {
    pub(in super::super) scope: Scope,
    pub(in super::super) access: Access,
}

/// How far a transaction has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Nothing was sent.
    Unopened,
    /// Something is being read on another connection, before the transaction opens.
    Apart,
    /// The opening was sent.
    Open,
    /// The opening of another kind was sent: that transaction ends before this one opens.
    Outdated,
}

/// A transaction that costs nothing until its first statement: only then is a connection taken from
/// the pool, and the opening goes out together with that statement. What nobody waits for
/// ([`Session::defer`]) goes out with the next statement that somebody does wait for, or with the
/// commit.
pub(in super::super) struct Session {
    source: Source,
    opening: Opening,
    stage: Stage,
    lease: Option<Lease>,
    pending: Vec<Pending>,
    /// Calls that are locked until the transaction ends.
    calls: Vec<dialect::CallLock>,
    /// What was read before the transaction opened, and must not have changed when it does.
    seen: Vec<Seen>,
    /// A statement was sent and its end was not seen. Still set when the next one starts: the
    /// caller gave up on it, and nobody knows what became of it.
    in_flight: bool,
    poisoned: bool,
}

impl Session {
    pub(in super::super) const fn new(source: Source, scope: Scope, access: Access) -> Self {
        Self {
            source,
            opening: Opening { scope, access },
            stage: Stage::Unopened,
            lease: None,
            pending: Vec::new(),
            calls: Vec::new(),
            seen: Vec::new(),
            in_flight: false,
            poisoned: false,
        }
    }

    /// The business that every statement must filter by.
    pub(super) fn tenant(&mut self) -> StoreResult<Bind<TenantId>> {
        match self.opening.scope {
            Scope::Tenant(tenant) => Ok(Bind(tenant)),
            Scope::Platform => self.refuse("a business's data, without a business"),
        }
    }

    /// Whose record of who did what this is: the platform's own is that of the business without an id.
    pub(super) fn chain(&mut self) -> StoreResult<Bind<TenantId>> {
        match self.opening.scope {
            Scope::Tenant(_) => self.tenant(),
            Scope::Platform => Ok(Bind(TenantId::from_uuid(uuid::Uuid::nil()))),
        }
    }

    /// Makes sure that this is a transaction of the platform.
    pub(super) fn platform(&mut self) -> StoreResult<()> {
        match self.opening.scope {
            Scope::Tenant(_) => self.refuse("the platform's data, as a business"),
            Scope::Platform => Ok(()),
        }
    }

    /// Changes what the transaction may do. If it is open already, another one takes its place, so
    /// this is only for transactions that promise no snapshot: the platform's.
    pub(super) fn turn_to(&mut self, access: Access) {
        let opened = self.stage == Stage::Open;
        if self.opening.access != access && (access == Access::Write || !opened) {
            self.opening.access = access;
            if opened {
                self.stage = Stage::Outdated;
            }
        }
    }

    /// What the transaction may do.
    pub(super) const fn access(&self) -> Access {
        self.opening.access
    }

    /// Makes sure that this transaction may write, or lock what others would write.
    pub(super) fn writable(&mut self) -> StoreResult<()> {
        match self.opening.access {
            Access::Read => self.refuse(WRITE_IN_READ),
            Access::Write => Ok(()),
        }
    }

    /// Poisons the transaction for something it may not do.
    pub(super) const fn refuse<T>(&mut self, what: &'static str) -> StoreResult<T> {
        if self.poisoned {
            return Err(StoreError::Poisoned);
        }
        self.poisoned = true;
        Err(StoreError::Forbidden(what))
    }

    /// The connection, for one statement; its result MUST go through [`Session::checked`].
    ///
    /// Whatever was deferred goes first, and so does the opening.
    pub(in super::super) async fn wire(&mut self) -> StoreResult<Wire<'_>> {
        let (mut opening, mut pending) = self.start().await?;
        let connection = self.lease.as_mut().and_then(Lease::touch).ok_or(StoreError::Poisoned)?;
        if let Err(error) = dialect::flush(connection, &mut opening, &mut pending).await {
            return Err(self.poison(error));
        }
        let connection = self.lease.as_mut().and_then(Lease::touch).ok_or(StoreError::Poisoned)?;
        Ok(dialect::wire(connection, opening, pending))
    }

    /// The connection, for two statements that go together with whatever was deferred; their results
    /// MUST go through [`Session::checked`].
    pub(in super::super) async fn both(&mut self) -> StoreResult<Both<'_>> {
        let (opening, pending) = self.start().await?;
        let connection = self.lease.as_mut().and_then(Lease::touch).ok_or(StoreError::Poisoned)?;
        Ok(dialect::both(connection, opening, pending))
    }

    /// Locks a call where rows cannot be locked.
    pub(super) async fn lock_call(&mut self, tenant: TenantId, call: &str) -> StoreResult<()> {
        if self.poisoned {
            return Err(StoreError::Poisoned);
        }
        let may_wait = self.stage == Stage::Unopened;
        let lock = self.source.lock_call(tenant, call, &self.calls, may_wait).await;
        let lock = self.valid(lock)?;
        self.calls.extend(lock);
        Ok(())
    }

    /// The connection for the two statements that open a turn, which need not be the transaction's
    /// own; their results MUST go through [`Session::apart`].
    pub(super) async fn turn(&mut self) -> StoreResult<Both<'_>> {
        if !dialect::TURNS_APART || self.stage != Stage::Unopened || !self.pending.is_empty() {
            return self.both().await;
        }
        self.poisoned |= self.in_flight;
        if self.poisoned {
            return Err(StoreError::Poisoned);
        }
        let lease = self.source.lease(Access::Read).await;
        let lease = self.valid(lease)?;
        self.lease = Some(lease);
        self.stage = Stage::Apart;
        self.in_flight = true;
        let opening = Opening { access: Access::Read, ..self.opening };
        let connection = self.lease.as_mut().and_then(Lease::touch).ok_or(StoreError::Poisoned)?;
        Ok(dialect::apart(connection, opening))
    }

    /// What became of the statements that opened a turn, and what they read of the conversation.
    pub(super) fn apart<T>(&mut self, result: QueryResult<T>) -> StoreResult<(T, bool)> {
        let value = self.checked(result)?;
        let apart = self.stage == Stage::Apart;
        if apart {
            if let Some(lease) = &mut self.lease {
                lease.clean();
            }
            self.lease = None;
            self.stage = Stage::Unopened;
        }
        Ok((value, apart))
    }

    /// Makes sure that what was read is still so when the transaction opens.
    pub(super) fn saw(&mut self, seen: Seen) {
        self.seen.push(seen);
    }

    /// Takes a connection, and says what has to be sent on it first.
    async fn start(&mut self) -> StoreResult<(Option<Opening>, Vec<Pending>)> {
        self.connect().await?;
        let opening = self.open_now();
        self.in_flight = true;
        Ok((opening, self.pending_now()))
    }

    /// What has to be sent before anything else.
    fn pending_now(&mut self) -> Vec<Pending> {
        if self.seen.is_empty() {
            return std::mem::take(&mut self.pending);
        }
        let seen = self.seen.drain(..).map(Pending::Unchanged);
        seen.chain(self.pending.drain(..)).collect()
    }

    /// What became of a statement. Any error poisons the transaction: PostgreSQL would refuse to go
    /// on, and the others do as it does.
    pub(in super::super) fn checked<T>(&mut self, result: QueryResult<T>) -> StoreResult<T> {
        match result {
            Ok(value) => {
                self.in_flight = false;
                Ok(value)
            }
            Err(error) => Err(self.poison(error)),
        }
    }

    /// Poisons the transaction if a value could not be made, or a row was not valid.
    pub(super) fn valid<T>(&mut self, result: StoreResult<T>) -> StoreResult<T> {
        self.poisoned |= result.is_err();
        result
    }

    /// Carries out a statement later, with the next one or the commit, which then reports its error.
    pub(super) fn defer(&mut self, statement: Pending) -> StoreResult<()> {
        self.writable()?;
        self.prefix(statement)
    }

    /// Sends a statement together with the next one; it changes nothing.
    pub(super) fn prefix(&mut self, statement: Pending) -> StoreResult<()> {
        if self.poisoned {
            return Err(StoreError::Poisoned);
        }
        self.pending.push(statement);
        Ok(())
    }

    fn poison(&mut self, error: Error) -> StoreError {
        self.in_flight = false;
        self.poisoned = true;
        let constraint = match &error {
            Error::DatabaseError(_, info) => dialect::violated_constraint(info.as_ref()),
            _ => None,
        };
        classify(error, constraint)
    }

    /// What has to be sent first, if the transaction is not open yet.
    fn open_now(&mut self) -> Option<Opening> {
        match std::mem::replace(&mut self.stage, Stage::Open) {
            Stage::Unopened | Stage::Outdated => Some(self.opening),
            Stage::Open | Stage::Apart => None,
        }
    }

    /// Makes sure that there is a connection, and that it can be relied on.
    async fn connect(&mut self) -> StoreResult<()> {
        // An abandoned statement may or may not have been carried out.
        self.poisoned |= self.in_flight;
        if self.poisoned {
            return Err(StoreError::Poisoned);
        }
        if self.stage == Stage::Outdated {
            if let Some(lease) = &mut self.lease {
                lease.roll_back().await;
            }
            self.lease = None;
            self.stage = Stage::Unopened;
        }
        if self.lease.is_none() {
            match self.source.lease(self.opening.access).await {
                Ok(lease) => self.lease = Some(lease),
                Err(error) => {
                    self.poisoned = true;
                    return Err(error);
                }
            }
        }
        Ok(())
    }

    pub(super) async fn commit(mut self, durability: store::Durability) -> StoreResult<()> {
        if self.stage == Stage::Unopened && self.pending.is_empty() && !self.poisoned {
            return Ok(());
        }
        if let Err(error) = self.connect().await {
            self.roll_back().await;
            return Err(error);
        }
        let opening = self.open_now();
        self.in_flight = true;
        let pending = self.pending_now();
        let connection = self.lease.as_mut().and_then(Lease::touch).ok_or(StoreError::Poisoned)?;
        match dialect::commit(connection, opening, pending, durability).await {
            Ok(()) => {
                self.in_flight = false;
                if let Some(lease) = &mut self.lease {
                    lease.clean();
                }
                // Others may have the connection while the disk is waited for; the call is theirs when
                // what was promised in it is on the disk.
                self.lease = None;
                let kept = dialect::keep(&self.source, durability).await;
                self.calls.clear();
                kept.map_err(|error| self.poison(error))
            }
            Err(error) => {
                let error = self.poison(error);
                self.roll_back().await;
                Err(error)
            }
        }
    }

    /// Undoes everything and waits until that is done.
    pub(super) async fn roll_back(&mut self) {
        self.pending.clear();
        self.poisoned = true;
        if let Some(lease) = self.lease.as_mut().filter(|lease| lease.is_dirty()) {
            lease.roll_back().await;
        }
        self.lease = None;
        self.calls.clear();
    }
}

/// Nobody waits for a transaction that was dropped, but its connection is not handed to anybody
/// else before it has rolled back.
impl Drop for Session {
    fn drop(&mut self) {
        let Some(mut lease) = self.lease.take() else { return };
        if !lease.is_dirty() {
            return;
        }
        if self.in_flight && dialect::DETACHES {
            lease.detach();
        }
        // Without a runtime, the lease's own end closes the connection.
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn(async move { lease.roll_back().await });
        }
    }
}
