//! `/v1/members`: who belongs to a business, and who is asked to.

use std::sync::Arc;

use actix_web::http::StatusCode;
use flows::people::invite::{InviteError, Newcomer};
use flows::people::members::MemberError;
use identity::{Area, Grant, Invitation, Member, Role};
use kernel::{AccountId, InvitationId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Api;
use super::answer::{Answer, Page};
use super::asked::Asked;
use super::auth::people;
use super::operation::{Door, Operation};
use crate::http::problem::Problem;

const MANAGE: Door = Door::People(Grant::write(Area::Members));

/// What there is.
pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::get("/v1/members", "list_members", Door::sees(Area::Members))
            .says("Who belongs to the business.")
            .gives::<Page<MemberShown>>()
            .runs(list),
        Operation::patch("/v1/members/{id}", "change_member", MANAGE)
            .says("Makes a member something else.")
            .takes::<Change>()
            .gives::<MemberShown>()
            .fails(&["last_owner"])
            .runs(change),
        Operation::delete("/v1/members/{id}", "remove_member", MANAGE)
            .says("Takes somebody out of the business.")
            .fails(&["last_owner"])
            .runs(remove),
        Operation::get("/v1/members/invitations", "list_invitations", Door::sees(Area::Members))
            .says("Who was asked to join and has not answered.")
            .gives::<Page<InvitationShown>>()
            .runs(invitations),
        Operation::post("/v1/members/invitations", "invite", MANAGE)
            .says("Asks somebody to join, by mail; an earlier request to the same address is void.")
            .takes::<Wanted>()
            .gives::<InvitationShown>()
            .with_status(StatusCode::CREATED)
            .fails(&["already_member", "too_many_invitations"])
            .runs(invite),
        Operation::delete("/v1/members/invitations/{id}", "withdraw_invitation", MANAGE)
            .says("Takes a request to join back.")
            .runs(withdraw),
        Operation::post("/v1/auth/invitation", "show_invitation", Door::Anybody)
            .says("Who is asked to join what, for whoever holds the link.")
            .takes::<Held>()
            .gives::<Asks>()
            .fails(&["link_refused"])
            .runs(show),
        Operation::post("/v1/auth/join", "join", Door::Anybody)
            .says("Joins a business with the link of a mail, with one's account or a new one.")
            .takes::<Join>()
            .gives::<Joined>()
            .fails(&["link_refused", "sign_in_first"])
            .runs(join),
    ]
}

/// What somebody is in a business.
#[derive(JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "only its schema is of interest")]
pub(super) enum RoleShown {
    Owner,
    Manager,
    Operator,
    Staff,
}

/// Somebody who belongs to the business.
#[derive(Serialize, JsonSchema)]
struct MemberShown {
    /// Their account's id.
    id: String,
    /// What they are here.
    #[schemars(with = "RoleShown")]
    role: Role,
    /// What they are called.
    name: String,
    /// Their e-mail address.
    email: String,
    /// Since when.
    since: String,
}

impl From<Member> for MemberShown {
    fn from(member: Member) -> Self {
        Self {
            id: member.account.to_string(),
            role: member.role,
            name: member.name,
            email: member.email.as_str().to_owned(),
            since: member.since.to_string(),
        }
    }
}

/// A request to join.
#[derive(Serialize, JsonSchema)]
struct InvitationShown {
    /// Its id.
    id: String,
    /// Who is asked.
    email: String,
    /// What they will be.
    #[schemars(with = "RoleShown")]
    role: Role,
    /// Who asks.
    invited_by: String,
    /// Until when it can be accepted.
    expires_at: String,
}

impl From<Invitation> for InvitationShown {
    fn from(invitation: Invitation) -> Self {
        Self {
            id: invitation.id.to_string(),
            email: invitation.email.as_str().to_owned(),
            role: invitation.role,
            invited_by: invitation.invited_by,
            expires_at: invitation.expires_at.to_string(),
        }
    }
}

/// What a member is to become.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Change {
    /// What they will be.
    #[schemars(with = "RoleShown")]
    role: Role,
}

/// Who is to be asked.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// Their e-mail address.
    email: String,
    /// What they will be.
    #[schemars(with = "RoleShown")]
    role: Role,
}

/// The token of an invitation's link.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Held {
    /// What stands behind `token=`.
    token: String,
}

/// What an invitation asks.
#[derive(Serialize, JsonSchema)]
struct Asks {
    /// The business's name.
    business: String,
    /// Who is asked.
    email: String,
    /// What they will be.
    #[schemars(with = "RoleShown")]
    role: Role,
    /// Who asks.
    invited_by: String,
}

/// Somebody who joins.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Join {
    /// What stands behind `token=`.
    token: String,
    /// The name of somebody who has no account yet.
    #[serde(default)]
    name: Option<String>,
    /// Their password, 10 characters at least.
    #[serde(default)]
    password: Option<String>,
}

/// What was joined.
#[derive(Serialize, JsonSchema)]
struct Joined {
    /// The business's id.
    business: String,
}

async fn list(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let members = people(&api)?.members(asked.tenant()?).await?;
    Answer::json(&Page::whole(members.into_iter().map(MemberShown::from).collect()))
}

async fn change(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let id: AccountId = asked.id("id")?;
    let Change { role } = asked.json()?;
    let changed = people(&api)?.change_role(&asked.actor, asked.tenant()?, id, role).await?;
    Answer::json(&MemberShown::from(changed))
}

async fn remove(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    people(&api)?.remove_member(&asked.actor, asked.tenant()?, asked.id("id")?).await?;
    Ok(Answer::no_content())
}

async fn invitations(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let open = people(&api)?.invitations(asked.tenant()?).await?;
    Answer::json(&Page::whole(open.into_iter().map(InvitationShown::from).collect()))
}

async fn invite(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let wanted: Wanted = asked.json()?;
    let tenant = asked.tenant()?;
    let people = people(&api)?;
    let invitation = people.invite(&asked.actor, tenant, &wanted.email, wanted.role).await?;
    let at = format!("/v1/members/invitations/{}", invitation.id);
    let shown = Answer::json(&InvitationShown::from(invitation))?;
    Ok(shown.with_status(StatusCode::CREATED).at(at))
}

async fn withdraw(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let id: InvitationId = asked.id("id")?;
    if people(&api)?.withdraw(&asked.actor, asked.tenant()?, id).await? {
        return Ok(Answer::no_content());
    }
    Err(Problem::not_found())
}

async fn show(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let held: Held = asked.json()?;
    let (_, invitation, business) = people(&api)?.invitation(&held.token).await?;
    Answer::json(&Asks {
        business,
        email: invitation.email.as_str().to_owned(),
        role: invitation.role,
        invited_by: invitation.invited_by,
    })
}

async fn join(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let typed: Join = asked.json()?;
    let signed_in = asked.person().ok().map(|(account, _)| account);
    let newcomer = match (typed.name, typed.password) {
        (Some(name), Some(password)) => Some(Newcomer { name, password: password.into() }),
        (None, None) => None,
        (Some(_), None) => return Err(Problem::invalid("password", "is missing")),
        (None, Some(_)) => return Err(Problem::invalid("name", "is missing")),
    };
    let tenant = people(&api)?.join(&typed.token, signed_in, newcomer).await?;
    Answer::json(&Joined { business: tenant.to_string() })
}

impl From<MemberError> for Problem {
    fn from(error: MemberError) -> Self {
        match error {
            MemberError::Unknown => Self::not_found(),
            MemberError::LastOwner => Self::conflict(
                "last_owner",
                "A business needs an owner: make somebody else one first",
            ),
            MemberError::Store(error) => error.into(),
        }
    }
}

impl From<InviteError> for Problem {
    fn from(error: InviteError) -> Self {
        match error {
            InviteError::Faulty(fault) => Self::invalid(fault.field, fault.why),
            InviteError::Member => {
                Self::conflict("already_member", "They belong to the business already")
            }
            InviteError::TooMany => {
                Self::conflict("too_many_invitations", "Too many people were asked already")
            }
            InviteError::Refused => Self::link_refused(),
            InviteError::SignInFirst => Self::conflict(
                "sign_in_first",
                "Sign in with the invited address, or give a name and a password if it is new",
            ),
            InviteError::Busy(_) => Self::unavailable(),
            InviteError::Store(error) => error.into(),
        }
    }
}
