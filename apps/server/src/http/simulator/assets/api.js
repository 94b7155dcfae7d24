// Talks to the server: one function per request. A turn that got lost is asked again under the same
// number, which the server answers alike and does only once.

/** How often a request is repeated after the first try, and the pauses between, in milliseconds. */
const PAUSES = [600, 1500, 3500];
/** How long an answer may take, in milliseconds, before it counts as lost. */
const PATIENCE = 12000;
/** Answers that say "not now": a server that restarts behind a proxy. */
const AWAY = new Set([408, 429, 502, 503, 504]);

/** The server refused: `title` and `detail` are its own words (RFC 9457). */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem?.detail || problem?.title || `The server answered ${status}.`);
    this.status = status;
    this.code = problem?.code ?? null;
  }
}

/** The server could not be reached, however often we tried. */
export class Unreachable extends Error {
  constructor() {
    super("The connection is lost.");
  }
}

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

async function attempt(path, body) {
  const options = { headers: { accept: "application/json" }, signal: AbortSignal.timeout(PATIENCE) };
  if (body !== undefined) {
    options.method = "POST";
    options.headers["content-type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  let response;
  let content = null;
  try {
    response = await fetch(path, options);
    const text = await response.text();
    content = text ? JSON.parse(text) : null;
  } catch {
    // No network, a cut answer, or a page of a proxy's own instead of JSON.
    if (!response || response.ok || AWAY.has(response.status)) throw new Unreachable();
  }
  if (AWAY.has(response.status)) throw new Unreachable();
  if (!response.ok) throw new Refused(response.status, content);
  return content;
}

async function insist(path, body, onRetry) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await attempt(path, body);
    } catch (error) {
      if (!(error instanceof Unreachable) || tries === PAUSES.length) throw error;
      onRetry?.(tries + 1);
      await pause(PAUSES[tries]);
    }
  }
}

const call = (id, verb) => `/simulator/calls/${encodeURIComponent(id)}/${verb}`;

/** The demo businesses. */
export const businesses = async () => (await insist("/simulator/businesses")).items ?? [];

/** What stands in a business's diary, and its texts. Not repeated: the next look comes soon. */
export const day = (business) =>
  attempt(`/simulator/businesses/${encodeURIComponent(business)}/day`);

/** Who calls whom, as every request of a call says it: the server may have restarted meanwhile. */
const parties = ({ business, from }) => ({ business, from: from ?? undefined, withheld: from === null });

/** Places a call; a `from` of `null` hides the number. Not repeated: that would be a second call. */
export const place = (line) => attempt("/simulator/calls", parties(line));

/** One request of a call that runs, repeated until it is answered. `verb`: `turns`, `dial`, … */
export const send = (line, verb, body, onRetry) =>
  insist(call(line.id, verb), { ...body, ...parties(line) }, onRetry);

/** Hangs up, also while the page is being closed; nobody waits for the answer. */
export function end(line) {
  const body = JSON.stringify(parties(line));
  const headers = { "content-type": "application/json" };
  fetch(call(line.id, "end"), { method: "POST", keepalive: true, headers, body }).catch(() => {});
}
