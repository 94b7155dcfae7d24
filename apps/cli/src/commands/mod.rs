//! The verbs, one file for each noun.

pub mod audit;
pub mod business;
pub mod calls;
pub mod completions;
pub mod flag;
pub mod jobs;
pub mod number;
pub mod plan;
pub mod profile;
pub mod rotate;
pub mod session;
pub mod smoke;
pub mod usage;
pub mod verify;

use jiff::tz::TimeZone;

use crate::api::Reached;
use crate::arguments::{Arguments, Calls, Command, Look};
use crate::failure::Outcome;
use crate::show::Show;
use crate::surroundings::Surroundings;
use session::Session;

/// Does what was typed, and gives the exit code.
pub async fn run(arguments: Arguments, mut around: Surroundings) -> u8 {
    let show = show(arguments.look, &around);
    match arguments.command {
        Command::Login => {
            let outcome = profile::login(&arguments.reach, &show, &mut around).await;
            around.console.finish(outcome)
        }
        Command::Logout => {
            let outcome = profile::logout(&show, &mut around);
            around.console.finish(outcome)
        }
        Command::Completions { shell } => {
            completions::run(shell, &mut around.console);
            around.console.finish(Ok(()))
        }
        Command::Version => {
            profile::version(&show, &mut around.console);
            around.console.finish(Ok(()))
        }
        command => {
            let reached = match Reached::find(&arguments.reach, &mut around) {
                Ok(reached) => reached,
                Err(failure) => return around.console.finish(Err(failure)),
            };
            let api = match reached.api(arguments.reach.timeout, &around) {
                Ok(api) => api,
                Err(failure) => return around.console.finish(Err(failure)),
            };
            let console = around.console;
            let mut session = Session { api, console, show, yes: arguments.yes };
            let outcome = act(command, &reached, &mut session).await;
            session.console.finish(outcome)
        }
    }
}

async fn act(command: Command, reached: &Reached, session: &mut Session) -> Outcome {
    match command {
        Command::Whoami => profile::whoami(reached, session).await,
        Command::Business(command) => business::run(command, session).await,
        Command::Plan(command) => plan::run(command, session).await,
        Command::Flag(command) => flag::run(command, session).await,
        Command::Number(command) => number::run(command, session).await,
        Command::Key(rotate::Key::Rotate { business }) => rotate::key(business, session).await,
        Command::WidgetToken(rotate::WidgetToken::Rotate { business, origins }) => {
            rotate::widget_token(business, &origins, session).await
        }
        Command::Usage(arguments) => usage::run(&arguments, session).await,
        Command::Jobs(command) => jobs::run(command, session).await,
        Command::Audit(arguments) => audit::run(arguments, session).await,
        Command::Calls(Calls::Live) => calls::live(session).await,
        Command::Smoke => smoke::run(session).await,
        // These need no server.
        Command::Login | Command::Logout | Command::Completions { .. } | Command::Version => Ok(()),
    }
}

fn show(look: Look, around: &Surroundings) -> Show {
    Show {
        json: look.json,
        colours: around.likes_colours() && !look.no_color && !look.json,
        zone: if look.utc { TimeZone::UTC } else { around.zone.clone() },
        columns: around.console.output_columns,
    }
}
