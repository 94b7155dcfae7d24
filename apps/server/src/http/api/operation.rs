//! One thing that the API does: its address, who may ask for it, what goes in and what comes out.
//!
//! Routes, permissions, documentation and the matrix of who sees what are all made from these, so none
//! of them can be forgotten for an operation, and an operation cannot be reached past them.

use std::future::Future;
use std::sync::Arc;

use actix_web::http::{Method, StatusCode};
use futures_util::future::{FutureExt, LocalBoxFuture};
use identity::{Access, Area, Grant};
use schemars::{JsonSchema, Schema, SchemaGenerator};

use super::Api;
use super::answer::Answer;
use super::asked::Asked;
use crate::http::problem::Problem;

/// Who may ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// Anybody, without showing anything.
    Anybody,
    /// Whoever is signed in, in whatever business, or in none.
    SignedIn,
    /// Members of the business whose role has the grant, and programs whose key has it.
    Business(Grant),
    /// Members of the business whose role has the grant; no program, whatever its key can do.
    People(Grant),
    /// The platform's staff.
    Platform(Access),
}

impl Door {
    /// Members and programs that may see an area.
    pub const fn sees(area: Area) -> Self {
        Self::Business(Grant::read(area))
    }

    /// Members and programs that may change an area.
    pub const fn changes(area: Area) -> Self {
        Self::Business(Grant::write(area))
    }

    /// As the documentation says it.
    pub fn say(self) -> String {
        match self {
            Self::Anybody => "Anybody.".to_owned(),
            Self::SignedIn => "Whoever is signed in.".to_owned(),
            Self::Business(grant) => format!("{}; keys with the scope `{grant}`.", roles(grant)),
            Self::People(grant) => format!("{}; no keys.", roles(grant)),
            Self::Platform(Access::Read) => "The platform's staff.".to_owned(),
            Self::Platform(Access::Write) => "The platform's staff, to change things.".to_owned(),
        }
    }
}

fn roles(grant: Grant) -> String {
    let roles = identity::Role::ALL.into_iter().filter(|role| role.may(grant));
    let names: Vec<&str> = roles.map(identity::Role::as_str).collect();
    format!("Members: {}", names.join(", "))
}

/// A value in the address.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub say: &'static str,
    /// What it may be.
    pub kind: Kind,
}

/// What a value in the address may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An id that begins with this prefix.
    Id(&'static str),
    /// A text.
    Text,
    /// A whole number within these limits.
    Number(i64, i64),
}

/// Makes the schema of a body.
pub type SchemaOf = fn(&mut SchemaGenerator) -> Schema;

/// Carries an operation out.
pub type Run =
    Arc<dyn Fn(Arc<Api>, Asked) -> LocalBoxFuture<'static, Result<Answer, Problem>> + Send + Sync>;

/// One thing that the API does.
#[derive(Clone)]
pub struct Operation {
    /// The method.
    pub method: Method,
    /// The address, with `{names}` for what varies.
    pub path: &'static str,
    /// Its name in generated clients.
    pub name: &'static str,
    /// What it does, in one sentence.
    pub say: &'static str,
    /// Who may ask.
    pub door: Door,
    /// Values after the question mark. Those in the path are read off the path.
    pub query: Vec<Parameter>,
    /// What goes in.
    pub body: Option<SchemaOf>,
    /// The status of success.
    pub status: StatusCode,
    /// What comes out; `None` for an empty body.
    pub answer: Option<SchemaOf>,
    /// Whether the answer has a version that a change must name (`ETag`, `If-Match`).
    pub versioned: bool,
    /// Whether its answer holds a secret that is shown once.
    pub tells_secret: bool,
    /// What can be wrong, besides what can be wrong with every request: codes of problems.
    pub problems: Vec<&'static str>,
    /// Carries it out.
    pub run: Run,
}

/// The schema of a type.
pub fn schema_of<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

impl Operation {
    fn new(method: Method, path: &'static str, name: &'static str, door: Door) -> Self {
        let status = StatusCode::OK;
        let nothing = |_, _| async { Err(Problem::not_found()) }.boxed_local();
        Self {
            method,
            path,
            name,
            say: "",
            door,
            query: Vec::new(),
            body: None,
            status,
            answer: None,
            versioned: false,
            tells_secret: false,
            problems: Vec::new(),
            run: Arc::new(nothing),
        }
    }

    /// Something that is read.
    pub fn get(path: &'static str, name: &'static str, door: Door) -> Self {
        Self::new(Method::GET, path, name, door)
    }

    /// Something that is done, or made.
    pub fn post(path: &'static str, name: &'static str, door: Door) -> Self {
        Self::new(Method::POST, path, name, door)
    }

    /// Something that is replaced.
    pub fn put(path: &'static str, name: &'static str, door: Door) -> Self {
        Self::new(Method::PUT, path, name, door)
    }

    /// Something that is changed in part.
    pub fn patch(path: &'static str, name: &'static str, door: Door) -> Self {
        Self::new(Method::PATCH, path, name, door)
    }

    /// Something that is taken away.
    pub fn delete(path: &'static str, name: &'static str, door: Door) -> Self {
        Self { status: StatusCode::NO_CONTENT, ..Self::new(Method::DELETE, path, name, door) }
    }

    /// With what it does, in one sentence.
    #[must_use]
    pub fn says(self, say: &'static str) -> Self {
        Self { say, ..self }
    }

    /// With a body.
    #[must_use]
    pub fn takes<T: JsonSchema>(self) -> Self {
        Self { body: Some(schema_of::<T>), ..self }
    }

    /// With an answer.
    #[must_use]
    pub fn gives<T: JsonSchema>(self) -> Self {
        Self { answer: Some(schema_of::<T>), ..self }
    }

    /// With another status of success.
    #[must_use]
    pub fn with_status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// With a value after the question mark.
    #[must_use]
    pub fn query(mut self, name: &'static str, kind: Kind, say: &'static str) -> Self {
        self.query.push(Parameter { name, say, kind });
        self
    }

    /// As a list that is read a page at a time.
    #[must_use]
    pub fn paged(self) -> Self {
        self.query("limit", Kind::Number(1, 100), "How many at most; 50 if left out.").query(
            "cursor",
            Kind::Text,
            "Where to go on: `next` of the page before.",
        )
    }

    /// With a version that a change must name.
    #[must_use]
    pub fn versioned(self) -> Self {
        Self { versioned: true, ..self }
    }

    /// With a secret in its answer.
    #[must_use]
    pub fn telling_secret(self) -> Self {
        Self { tells_secret: true, ..self }
    }

    /// With what else can be wrong.
    #[must_use]
    pub fn fails(mut self, codes: &[&'static str]) -> Self {
        self.problems.extend_from_slice(codes);
        self
    }

    /// With what carries it out.
    #[must_use]
    pub fn runs<F, A>(self, run: F) -> Self
    where
        F: Fn(Arc<Api>, Asked) -> A + Send + Sync + 'static,
        A: Future<Output = Result<Answer, Problem>> + 'static,
    {
        Self { run: Arc::new(move |api, asked| run(api, asked).boxed_local()), ..self }
    }

    /// Whether it changes anything.
    pub fn is_change(&self) -> bool {
        self.method != Method::GET
    }

    /// The names in its address, in order.
    pub fn places(&self) -> impl Iterator<Item = &'static str> {
        let path = self.path;
        path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
    }
}
