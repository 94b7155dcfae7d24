//! The document that tells programs what there is (OpenAPI 3.1), made from the operations.

use std::collections::BTreeMap;

use actix_web::http::header::{CACHE_CONTROL, ETAG, IF_NONE_MATCH};
use actix_web::{HttpRequest, HttpResponse};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ring::digest;
use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::operation::{Door, Kind, Operation, Parameter, SchemaOf, schema_of};
use super::page;

/// An error, as every operation tells it (RFC 9457).
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename = "Problem")]
pub struct ProblemShown {
    /// What is wrong, for people.
    title: String,
    /// The status of the answer.
    status: u16,
    /// What is wrong, for programs: it never changes.
    code: String,
    /// More about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// The field that is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
}

/// The document and the page, ready to be sent.
pub struct Rendered {
    json: String,
    page: String,
    etag: String,
}

impl Rendered {
    /// Renders both, once.
    pub fn new(operations: &[Operation], origin: &str) -> Self {
        let document = document(operations, origin);
        let json = document.to_string();
        let page = page::render(operations, &document);
        let digest = digest::digest(&digest::SHA256, [json.as_str(), &page].concat().as_bytes());
        let etag = format!("\"{}\"", BASE64_URL_SAFE_NO_PAD.encode(digest));
        Self { json, page, etag }
    }

    /// The document.
    pub fn json(&self, request: &HttpRequest) -> HttpResponse {
        self.answer(request, "application/json", &self.json)
    }

    /// The page.
    pub fn page(&self, request: &HttpRequest) -> HttpResponse {
        self.answer(request, "text/html; charset=utf-8", &self.page)
    }

    fn answer(&self, request: &HttpRequest, kind: &str, body: &str) -> HttpResponse {
        let known = request.headers().get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
        if known.is_some_and(|known| known.contains(&self.etag)) {
            return HttpResponse::NotModified().insert_header((ETAG, self.etag.clone())).finish();
        }
        HttpResponse::Ok()
            .insert_header((ETAG, self.etag.clone()))
            .insert_header((CACHE_CONTROL, "no-cache"))
            .content_type(kind)
            .body(body.to_owned())
    }
}

/// The document of these operations.
pub fn document(operations: &[Operation], origin: &str) -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
    });
    let mut schemas = settings.into_generator();
    let problem = schema_of::<ProblemShown>(&mut schemas);
    let mut paths: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    for operation in operations {
        let method = operation.method.as_str().to_ascii_lowercase();
        let described = describe(operation, &mut schemas, &json!(problem));
        paths.entry(operation.path).or_default().insert(method, described);
    }
    let definitions = schemas.take_definitions(true);
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Frontdesk",
            "version": "1",
            "description": "The receptionist that never misses a call. Errors are problem documents \
                (RFC 9457) whose `code` never changes. Lists are pages: `next` is the `cursor` of the \
                following one. Times are RFC 3339 with an offset. A POST, PUT, PATCH or DELETE with an \
                `Idempotency-Key` is carried out once, however often it is sent.",
        },
        "servers": [{ "url": origin }],
        "paths": paths,
        "components": {
            "schemas": definitions,
            "securitySchemes": {
                "session": { "type": "apiKey", "in": "cookie", "name": "__Host-frontdesk" },
                "token": { "type": "http", "scheme": "bearer", "bearerFormat": "JWT" },
                "key": { "type": "apiKey", "in": "header", "name": "X-API-Key" },
            },
        },
    })
}

fn describe(operation: &Operation, schemas: &mut SchemaGenerator, problem: &Value) -> Value {
    let mut described = json!({
        "operationId": operation.name,
        "tags": [tag(operation.path)],
        "summary": operation.say,
        "description": operation.door.say(),
        "parameters": parameters(operation),
        "responses": responses(operation, schemas, problem),
    });
    let Some(fields) = described.as_object_mut() else { return described };
    if operation.door != Door::Anybody {
        fields.insert("security".to_owned(), security(operation.door));
    }
    if let Some(body) = operation.body {
        let body = json!({ "required": true, "content": content(body, schemas) });
        fields.insert("requestBody".to_owned(), body);
    }
    described
}

/// `/v1/api-keys/{id}` belongs to `api-keys`.
fn tag(path: &str) -> &str {
    path.trim_start_matches("/v1/").split('/').next().unwrap_or(path)
}

fn content(schema: SchemaOf, schemas: &mut SchemaGenerator) -> Value {
    json!({ "application/json": { "schema": schema(schemas) } })
}

fn security(door: Door) -> Value {
    match door {
        Door::Anybody => json!([]),
        Door::SignedIn | Door::People(_) => json!([{ "session": [] }, { "token": [] }]),
        Door::Business(_) => json!([{ "session": [] }, { "token": [] }, { "key": [] }]),
        Door::Platform(_) => json!([{ "token": [] }, { "session": [] }]),
    }
}

fn parameters(operation: &Operation) -> Vec<Value> {
    let mut all: Vec<Value> = operation.places().map(place).collect();
    all.extend(operation.query.iter().map(|parameter| query(*parameter)));
    if operation.is_change() {
        all.push(json!({
            "name": "Idempotency-Key", "in": "header", "required": false,
            "description": "A name of your own for this request, up to 255 characters.",
            "schema": { "type": "string", "minLength": 1, "maxLength": 255 },
        }));
        if operation.versioned {
            all.push(json!({
                "name": "If-Match", "in": "header", "required": true,
                "description": "The `ETag` of what is changed.",
                "schema": { "type": "string" },
            }));
        }
    }
    all
}

fn place(name: &str) -> Value {
    json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } })
}

fn query(parameter: Parameter) -> Value {
    let schema = match parameter.kind {
        Kind::Id(prefix) => {
            json!({ "type": "string", "pattern": format!("^{prefix}_[0-9a-z]{{26}}$") })
        }
        Kind::Text => json!({ "type": "string" }),
        Kind::Number(min, max) => json!({ "type": "integer", "minimum": min, "maximum": max }),
    };
    json!({
        "name": parameter.name, "in": "query", "required": false,
        "description": parameter.say, "schema": schema,
    })
}

/// What can be answered: what the operation says, and what the gate can say before it is reached.
fn responses(operation: &Operation, schemas: &mut SchemaGenerator, problem: &Value) -> Value {
    let success = match operation.answer {
        Some(answer) => json!({ "description": "Done.", "content": content(answer, schemas) }),
        None => json!({ "description": "Done." }),
    };
    let mut all = Map::new();
    all.insert(operation.status.as_str().to_owned(), success);
    let refusal = |say: &str| {
        json!({ "description": say,
                "content": { "application/problem+json": { "schema": problem } } })
    };
    let mut add = |status: &str, say: &str| {
        all.entry(status).or_insert_with(|| refusal(say));
    };
    add("400", "Something in the request is not right; `field` says what.");
    add("401", "Nobody has shown who they are.");
    if operation.door != Door::Anybody || operation.is_change() {
        add("403", "You may not do this.");
    }
    if operation.places().next().is_some() || matches!(operation.door, Door::Platform(_)) {
        add("404", "There is nothing by this id.");
    }
    if operation.is_change() {
        add("409", "It cannot be done as things stand, or the idempotency key was used.");
        add("413", "The request is too large.");
    }
    if operation.versioned && operation.is_change() {
        add("412", "Somebody else has changed it meanwhile.");
        add("428", "The request names no version.");
    }
    if operation.body.is_some() {
        add("415", "The body is not JSON.");
    }
    add("429", "Too many requests; `Retry-After` says when to go on.");
    add("503", "Something that is needed is away; `Retry-After` says when to try again.");
    Value::Object(all)
}
