//! Runs scenarios: every one with every seed, over all cores, in an order that does not depend on
//! them.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use dialogue::Heard;
use kernel::{Caller as Number, Clock};
use telephony::ProviderRef;

use crate::after::{After, look};
use crate::channel::{Channel, Direct, Reply, Writing};
use crate::dice::Dice;
use crate::grade::grade;
use crate::load::Loaded;
use crate::mind::{Act, Mind};
use crate::noise::recognise;
use crate::report::Trial;
use crate::scenario::{ChannelKind, CheckedTurn, FixedTurn, Goal, Style};
use crate::speech::Language;
use crate::stage::{Stage, StageError};
use crate::view::view;

/// How many turns a caller talks at most.
const TURNS_MAX: u32 = 40;
/// How long a voice message is, in seconds.
const VOICEMAIL_SECONDS: u32 = 12;

/// How scenarios are run.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// The first seed; trials count up from it.
    pub seed: u64,
    /// How many seeds each scenario is run with.
    pub trials: u32,
    /// How bad the line is for callers who do not say, 0 to 1.
    pub noise: f64,
    /// How many threads work.
    pub threads: usize,
}

/// Where a worker puts the trials of one scenario.
type Slot = Mutex<Option<Result<Vec<Trial>, StageError>>>;

/// Runs every scenario with every seed; the trials of a scenario stand together, in order.
pub fn run(scenarios: &[Loaded], plan: Plan) -> Result<Vec<Vec<Trial>>, StageError> {
    let next = AtomicUsize::new(0);
    let results: Vec<Slot> = scenarios.iter().map(|_| Mutex::new(None)).collect();
    std::thread::scope(|scope| {
        for _ in 0..plan.threads.max(1) {
            scope.spawn(|| {
                loop {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    let (Some(loaded), Some(result)) = (scenarios.get(place), results.get(place))
                    else {
                        return;
                    };
                    let trials = trials(loaded, plan);
                    *result.lock().unwrap_or_else(PoisonError::into_inner) = Some(trials);
                }
            });
        }
    });
    let mut all = Vec::with_capacity(results.len());
    for result in results {
        let result = result.into_inner().unwrap_or_else(PoisonError::into_inner);
        all.push(result.unwrap_or_else(|| Ok(Vec::new()))?);
    }
    Ok(all)
}

fn trials(loaded: &Loaded, plan: Plan) -> Result<Vec<Trial>, StageError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    let runtime = runtime.map_err(|error| StageError::Value(error.to_string()))?;
    let named = |error| {
        StageError::Value(format!("{}: {}: {error}", loaded.file.display(), loaded.scenario.name))
    };
    (0..plan.trials)
        .map(|trial| {
            let seed = plan.seed.wrapping_add(u64::from(trial));
            runtime.block_on(rehearse(loaded, seed, plan.noise)).map_err(named)
        })
        .collect()
}

/// One call through the flows.
pub async fn rehearse(loaded: &Loaded, seed: u64, noise: f64) -> Result<Trial, StageError> {
    let stage = Stage::set(loaded).await?;
    let provider_id = provider(&loaded.scenario.name, seed)?;
    let from = Number::parse(&loaded.scenario.caller.from);
    let mut channel: Box<dyn Channel> = match loaded.scenario.channel {
        ChannelKind::Voice => Box::new(Direct::new(provider_id.clone(), from)),
        ChannelKind::Sms => {
            let withheld = "caller.from: only a number can text";
            let number = from.number().ok_or_else(|| StageError::Value(withheld.to_owned()))?;
            Box::new(Writing::new(provider_id.clone(), number.clone()))
        }
    };
    let (trial, _) = play(loaded, &stage, channel.as_mut(), &provider_id, (seed, noise)).await?;
    Ok(trial)
}

/// The name of a call, the same for the same scenario and seed.
fn provider(name: &str, seed: u64) -> Result<ProviderRef, StageError> {
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).take(64).collect();
    ProviderRef::parse(&format!("EVAL{plain}{seed}"))
        .ok_or_else(|| StageError::Value("the call cannot be named".to_owned()))
}

/// One call through any channel, with what the database holds afterwards.
pub async fn play(
    loaded: &Loaded,
    stage: &Stage,
    channel: &mut dyn Channel,
    provider_id: &ProviderRef,
    (seed, noise): (u64, f64),
) -> Result<(Trial, After), StageError> {
    let mut talk = Talk { stage, channel, trial: Trial::new(seed), rang: false };
    let reply = talk.channel.begin(stage).await?;
    talk.trial.agent(&reply.said);
    let caller = &loaded.scenario.caller;
    if caller.goals.is_empty() {
        talk.fixed(&caller.turns, reply).await?;
    } else {
        talk.simulated(loaded, reply, provider_id, noise).await?;
    }
    talk.channel.end(stage).await?;
    let Talk { mut trial, rang, .. } = talk;
    let after = look(stage, provider_id).await?;
    trial.faults.extend(grade(&loaded.scenario, stage, &after, rang));
    Ok((trial, after))
}

/// A call that goes on.
struct Talk<'a> {
    stage: &'a Stage,
    channel: &'a mut dyn Channel,
    trial: Trial,
    rang: bool,
}

impl Talk<'_> {
    async fn hear(&mut self, heard: Heard) -> Result<Reply, StageError> {
        let shown = if heard.digits.is_empty() { &heard.utterance } else { &heard.digits };
        self.trial.caller(shown);
        let reply = self.channel.hear(self.stage, heard).await?;
        self.trial.agent(&reply.said);
        Ok(reply)
    }

    async fn fixed(&mut self, turns: &[FixedTurn], first: Reply) -> Result<(), StageError> {
        let mut last = first;
        for turn in turns {
            if last.next == "hangup" {
                self.trial.faults.push("the line was closed before the last turn".to_owned());
                break;
            }
            let turn = match turn {
                FixedTurn::Words(words) => CheckedTurn { say: words.clone(), ..Default::default() },
                FixedTurn::Checked(turn) => turn.clone(),
            };
            let reply = match last.next.as_str() {
                "transfer" => self.ring(turn.picks_up == Some(true)).await?,
                "voicemail" => self.record(&turn.say).await?,
                _ if !turn.keys.is_empty() => {
                    self.hear(Heard { digits: turn.keys.clone(), ..Heard::default() }).await?
                }
                _ => {
                    let say = turn.say.repeat(usize::from(turn.times.unwrap_or(1)));
                    self.hear(Heard::words(say)).await?
                }
            };
            self.check(&turn, &reply);
            last = reply;
        }
        self.rang |= last.next == "transfer";
        Ok(())
    }

    fn check(&mut self, turn: &CheckedTurn, reply: &Reply) {
        let mut differs = |what: &str, expected: &str, found: &str| {
            if expected != found {
                let said = turn.say.chars().take(60).collect::<String>();
                self.trial.faults.push(format!("{what} is {found}, not {expected}, at: {said}"));
            }
        };
        if let Some(next) = &turn.next {
            differs("what the line does next", next, &reply.next);
        }
        // A channel that does not show what was understood cannot be held to it.
        let Some(found) = &reply.intent else { return };
        if let Some(intent) = &turn.intent {
            differs("the intent", intent, found);
        }
        for (slot, value) in &turn.slots {
            let found = reply.slots.get(slot).map(String::as_str);
            differs(slot, value, found.unwrap_or("not there"));
        }
    }

    async fn ring(&mut self, picked_up: bool) -> Result<Reply, StageError> {
        self.rang = true;
        self.trial.caller(if picked_up { "(somebody picks up)" } else { "(nobody picks up)" });
        let reply = self.channel.ring(self.stage, picked_up).await?;
        self.trial.agent(&reply.said);
        Ok(reply)
    }

    async fn record(&mut self, words: &str) -> Result<Reply, StageError> {
        self.trial.caller(&format!("(after the tone) {words}"));
        let seconds = if words.is_empty() { 0 } else { VOICEMAIL_SECONDS };
        let reply = self.channel.record(self.stage, seconds).await?;
        self.trial.agent(&reply.said);
        Ok(reply)
    }

    async fn simulated(
        &mut self,
        loaded: &Loaded,
        first: Reply,
        provider_id: &ProviderRef,
        noise: f64,
    ) -> Result<(), StageError> {
        let scenario = &loaded.scenario;
        let caller = &scenario.caller;
        let mut dice = Dice::new(self.trial.seed, &scenario.name);
        let style = caller.style.unwrap_or_else(|| drawn(&mut dice));
        self.trial.style = Some(style);
        let language = Language::find(&scenario.language)
            .ok_or_else(|| StageError::Value("language: is not spoken here".to_owned()))?;
        let today = self.stage.local(self.stage.clock.now()).date();
        let catalogue = &self.stage.card.catalogue;
        let mut mind = Mind::new(caller, language, catalogue, today, (style, dice.clone()));
        let mut line = Dice::new(self.trial.seed, "line");
        let noise = caller.noise.unwrap_or(noise);
        let mut last = first;
        for _ in 0..TURNS_MAX {
            last = match last.next.as_str() {
                "hangup" => return Ok(()),
                "transfer" => self.ring(picks_up(mind.goal())).await?,
                "voicemail" => {
                    let words = left(mind.goal());
                    self.record(&words).await?
                }
                _ => {
                    let seen = view(self.stage, provider_id.as_str()).await?;
                    self.trial.misses += u32::from(seen.misses > 0);
                    match mind.act(&seen, &last.said) {
                        Act::HangUp => return Ok(()),
                        Act::Say(words) => {
                            let heard = recognise(&words, noise, &mind.kept(), language, &mut line);
                            self.hear(Heard::words(heard)).await?
                        }
                    }
                }
            };
        }
        self.trial.faults.push(format!("the call did not end within {TURNS_MAX} turns"));
        Ok(())
    }
}

fn drawn(dice: &mut Dice) -> Style {
    let styles = [Style::Terse, Style::Chatty, Style::Impatient, Style::Interrupts, Style::Elderly];
    dice.pick(&styles).copied().unwrap_or(Style::Terse)
}

const fn picks_up(goal: Option<&Goal>) -> bool {
    match goal {
        Some(Goal::Human(it)) => it.picks_up,
        Some(Goal::Emergency(it)) => it.picks_up,
        _ => false,
    }
}

fn left(goal: Option<&Goal>) -> String {
    match goal {
        Some(Goal::Message(it)) => it.body.clone(),
        Some(Goal::Human(it)) => it.message.clone().unwrap_or_default(),
        _ => String::new(),
    }
}
