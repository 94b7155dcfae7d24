//! Price books and subscriptions from outside.

mod any;
mod books;
mod refused;
mod subscriptions;
