//! The least that a turn can cost: a bare server with the same signature, one indexed row, one Redis
//! value read and written, and TwiML. `/turnw` adds one durable insert.

use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use deadpool_redis::redis::AsyncCommands;
use diesel::prelude::*;
use diesel_async::pooled_connection::AsyncDieselConnectionManager;
use diesel_async::pooled_connection::deadpool::Pool;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use ring::hmac;

use crate::Outcome;
use crate::sign::{PUBLIC_URL, TOKEN};

diesel::table! {
    bare_tenants (phone) { phone -> Text, name -> Text, greeting -> Text, }
}
diesel::table! {
    bare_turns (id) { id -> BigInt, call -> Text, said -> Text, }
}

struct State {
    pool: Pool<AsyncPgConnection>,
    redis: deadpool_redis::Pool,
    key: hmac::Key,
}

/// Serves until it is killed.
pub(crate) fn serve(port: u16, database: String) -> Outcome<()> {
    actix_web::rt::System::new().block_on(async move {
        HttpServer::new(move || {
            // A pool per worker: the cheapest arrangement that was measured.
            let manager = AsyncDieselConnectionManager::<AsyncPgConnection>::new(&database);
            let pool = Pool::builder(manager).max_size(8).build().expect("a pool");
            let redis = deadpool_redis::Config::from_url("redis://127.0.0.1:6379")
                .create_pool(Some(deadpool_redis::Runtime::Tokio1))
                .expect("a pool");
            let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, TOKEN.as_bytes());
            App::new()
                .app_data(web::Data::new(State { pool, redis, key }))
                .route("/turn", web::post().to(turn))
                .route("/turnw", web::post().to(durable_turn))
        })
        .workers(2)
        .bind(("127.0.0.1", port))?
        .run()
        .await
    })?;
    Ok(())
}

async fn turn(request: HttpRequest, body: web::Bytes, state: web::Data<State>) -> HttpResponse {
    match answer(&request, &body, &state, false).await {
        Ok(twiml) => HttpResponse::Ok().content_type("text/xml").body(twiml),
        Err(error) => HttpResponse::InternalServerError().body(error.to_string()),
    }
}

async fn durable_turn(
    request: HttpRequest,
    body: web::Bytes,
    state: web::Data<State>,
) -> HttpResponse {
    match answer(&request, &body, &state, true).await {
        Ok(twiml) => HttpResponse::Ok().content_type("text/xml").body(twiml),
        Err(error) => HttpResponse::InternalServerError().body(error.to_string()),
    }
}

async fn answer(
    request: &HttpRequest,
    body: &web::Bytes,
    state: &State,
    durable: bool,
) -> Outcome<String> {
    let mut fields: Vec<_> = form_urlencoded::parse(body).collect();
    fields.sort_unstable();
    let mut context = hmac::Context::with_key(&state.key);
    context.update(PUBLIC_URL.as_bytes());
    context.update(request.uri().to_string().as_bytes());
    for (name, value) in &fields {
        context.update(name.as_bytes());
        context.update(value.as_bytes());
    }
    let signature = STANDARD.encode(context.sign());
    let given = request.headers().get("x-twilio-signature").ok_or("no signature")?;
    if given.as_bytes() != signature.as_bytes() {
        return Err("a bad signature".into());
    }
    let field =
        |name: &str| fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.to_string());
    let call = field("CallSid").ok_or("no CallSid")?;
    let to = field("To").ok_or("no To")?;
    let mut redis = state.redis.get().await?;
    let known: Option<String> = redis.get(&call).await?;
    let mut connection = state.pool.get().await?;
    let (name, greeting): (String, String) = bare_tenants::table
        .find(&to)
        .select((bare_tenants::name, bare_tenants::greeting))
        .first(&mut connection)
        .await?;
    // The state of a call is about one KiB.
    let stored = known.unwrap_or_else(|| "x".repeat(1_024));
    let () = redis.set_ex(&call, stored, 3_600).await?;
    if durable {
        diesel::insert_into(bare_turns::table)
            .values((bare_turns::call.eq(&call), bare_turns::said.eq(&greeting)))
            .execute(&mut connection)
            .await?;
    }
    Ok(format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response><Gather input=\"dtmf speech\" action=\"{PUBLIC_URL}/turn\"><Say>{} {}</Say></Gather></Response>",
        escape(&name),
        escape(&greeting)
    ))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
