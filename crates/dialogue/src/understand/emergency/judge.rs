//! What the signs that were found mean together, after what is said around them.

use super::Alarm;
use super::lines::{Context, Group, Kind};
use super::listen::{Found, Token};
use crate::briefing::Vertical;

/// How far a supposition or a question about a service reaches, in words.
const SUPPOSED: usize = 12;

/// The worst that is left of what was found.
pub(super) fn judge(
    found: &[Found],
    tokens: &[Token<'_>],
    vertical: Vertical,
    active: &[bool],
) -> Option<Alarm> {
    let (contexts, signs): (Vec<Found>, Vec<Found>) =
        found.iter().partition(|it| it.context().is_some());
    if signs.is_empty() {
        return None;
    }
    // "It has not stopped" is not over.
    let contexts: Vec<Found> =
        contexts.iter().filter(|it| !is_denied(it, &contexts)).copied().collect();
    let as_never = contexts.iter().any(|it| it.context() == Some(Context::AsNever));
    let is_now = as_never || contexts.iter().any(|it| it.context() == Some(Context::Now));
    let denies = |sign: &Found, context: &Found| {
        let heard = !(as_never && matches!(context.context(), Some(Context::Not(_))))
            && (context.language == sign.language
                || sign.language >= active.len()
                || active.get(context.language).copied().unwrap_or(false));
        heard && denies(sign, context, tokens, is_now)
    };
    let mut left = Signs::default();
    for sign in &signs {
        let taken = signs.iter().any(|other| {
            other.takes_up && !sign.takes_up && other.start < sign.end && sign.start < other.end
        });
        if !taken && !contexts.iter().any(|context| denies(sign, context)) {
            left.add(sign.kind, vertical);
        }
    }
    left.worst()
}

/// Whether what is said to be over is denied itself.
fn is_denied(over: &Found, contexts: &[Found]) -> bool {
    over.context() == Some(Context::Over)
        && contexts.iter().any(|it| {
            let is_close = it.end <= over.start && over.start <= it.end + 1;
            let is_inside = it.start > over.start && it.end <= over.end;
            matches!(it.context(), Some(Context::Not(_)))
                && it.language == over.language
                && (is_close || is_inside)
        })
}

/// What is left, by kind.
#[derive(Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a level that may have been heard or not"
)]
struct Signs {
    life: bool,
    /// One bit for each group.
    groups: u64,
    trade: bool,
    /// "Urgent", "an emergency".
    urgent: bool,
    /// Something that may be bad.
    doubtful: bool,
}

impl Signs {
    fn add(&mut self, kind: Kind, vertical: Vertical) {
        match kind {
            Kind::Life => self.life = true,
            Kind::Sign(group) => self.groups |= 1_u64.checked_shl(group.into()).unwrap_or(0),
            Kind::Trade(group) => self.trade |= concerns(group, vertical),
            Kind::Maybe(Group::Any) => self.urgent = true,
            Kind::Maybe(group) => self.doubtful |= concerns(group, vertical),
            Kind::Mask | Kind::Context(_) => {}
        }
    }

    /// Two signs of different groups are danger of life; what may be bad and is urgent is one of trade.
    fn worst(&self) -> Option<Alarm> {
        if self.life || self.groups.count_ones() > 1 {
            Some(Alarm::LifeSafety)
        } else if self.trade || self.urgent && self.doubtful {
            Some(Alarm::Trade)
        } else {
            (self.urgent || self.doubtful).then_some(Alarm::Maybe)
        }
    }
}

/// Whether an emergency of a group is one for a business.
const fn concerns(group: Group, vertical: Vertical) -> bool {
    match group {
        Group::Any => true,
        Group::Home => matches!(vertical, Vertical::Plumber | Vertical::General),
        Group::Health => matches!(vertical, Vertical::Clinic | Vertical::General),
        Group::Beauty => matches!(vertical, Vertical::Salon | Vertical::Clinic | Vertical::General),
        Group::Food => {
            matches!(vertical, Vertical::Restaurant | Vertical::Clinic | Vertical::General)
        }
        Group::Road | Group::Other => matches!(vertical, Vertical::General),
    }
}

/// Whether a context takes the alarm out of a sign.
fn denies(sign: &Found, context: &Found, tokens: &[Token<'_>], is_now: bool) -> bool {
    let Some(kind) = context.context() else { return false };
    let is_before = context.end <= sign.start;
    let words = sign.start.saturating_sub(context.end);
    let (from, to) = if is_before { (context.end, sign.start) } else { (sign.end, context.start) };
    let between = tokens.get(from..to.max(from)).unwrap_or_default();
    let is_parted = between.iter().any(|token| token.turns.has(sign.language));
    let is_stated = || {
        let first = tokens.get(sign.start).is_some_and(|token| token.opens.has(sign.language));
        first || between.iter().any(|token| token.opens.has(sign.language))
    };
    match kind {
        Context::Not(reach) => {
            let inside = context.start > sign.start && context.end <= sign.end;
            let before = is_before && words <= reach && !is_parted && !is_stated();
            !sign.is_immune && (inside || before)
        }
        Context::Over => true,
        Context::Past => !is_now && !is_parted,
        Context::If => !is_now && is_before && words <= SUPPOSED && !is_parted,
        Context::Ask => {
            let inside = tokens.get(sign.start..sign.end).unwrap_or_default();
            let says = inside.iter().any(|token| token.states.has(sign.language));
            !is_now && is_before && words <= SUPPOSED && !is_parted && !says && !is_stated()
        }
        Context::Topic => !is_now,
        Context::Plan => !matches!(sign.kind, Kind::Life | Kind::Sign(_)),
        Context::Now | Context::AsNever => false,
    }
}
