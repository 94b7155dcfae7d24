// One phone call on the page: ringing, turns, what the line asks for, and its end.

import * as api from "./api.js";
import { Keypad } from "./keypad.js";
import { Ear, Voice, canListen, canSpeak } from "./speech.js";
import { $, effectWords, el, icon, length, unseen } from "./words.js";

/** How long it rings at least, in milliseconds: long enough to be seen, too short to be a wait. */
const RING = 1300;
const STATES = {
  listening: "Listening to you",
  speaking: "Speaking. You may interrupt",
  thinking: "Thinking…",
  reconnecting: "Reconnecting…",
  transfer: "Ringing a person",
  voicemail: "Recording your message",
  lost: "Connection lost",
  ended: "Call ended",
};

/** The phone in the middle. `tell.answer`, `tell.started` and `tell.ended` report to the page. */
export class Phone {
  constructor(tell) {
    this.tell = tell;
    this.line = null;
    this.voice = new Voice();
    this.ear = new Ear(this.voice, (text, final) => this.dictate(text, final), (why) => this.earChanged(why));
    this.waiting = [];
    this.bind();
  }

  get busy() {
    return this.line !== null;
  }

  bind() {
    $("say-form").addEventListener("submit", (event) => this.submit(event));
    $("say").addEventListener("input", () => this.voice.stop());
    $("give-up").addEventListener("click", () => this.giveUp());
    $("hangup").addEventListener("click", () => this.hangUp());
    $("silent").addEventListener("click", () => this.turn("", ""));
    this.keypad = new Keypad(this.voice, (digits) => this.turn("", digits));
    $("speaker").hidden = !canSpeak;
    $("speaker").addEventListener("click", () => this.speaker(!this.voice.on));
    $("mic").hidden = !canListen;
    $("mic").addEventListener("click", () => this.ear.toggle(this.language()));
    new ResizeObserver(() => this.follow()).observe($("log"));
    addEventListener("pagehide", () => { if (this.line?.id) api.end(this.line); });
  }

  language() {
    return this.business?.languages?.[0] ?? "en-US";
  }

  /** Calls `business` from a number; `null` hides it. Throws what the server answers if it refuses. */
  async place(business, from) {
    const line = { id: null, business: business.id, from, turn: 1, over: false };
    this.business = business;
    this.line = line;
    this.ring(true);
    try {
      const started = performance.now();
      let took = 0;
      const answering = api.place(line).finally(() => { took = performance.now() - started; });
      const [answer] = await Promise.all([answering, new Promise((done) => setTimeout(done, RING))]);
      line.id = answer.call;
      // Whoever gave up while it rang has still placed a call.
      if (line.over) api.end(line);
      else this.pickUp(answer, took);
    } catch (error) {
      if (line.over) return;
      this.line = null;
      this.ring(false);
      throw error;
    }
  }

  ring(rings) {
    $("cover").classList.toggle("rings", rings);
    $("ringing").hidden = !rings;
    $("dial-form").hidden = rings;
    if (!rings) return;
    $("talk").hidden = true;
    $("cover").hidden = false;
    $("give-up").focus();
  }

  giveUp() {
    this.line.over = true;
    this.line = null;
    this.ring(false);
    $("dial").focus();
    this.tell.ended();
  }

  pickUp(greeting, took) {
    this.ring(false);
    $("cover").hidden = true;
    $("talk").hidden = false;
    $("log").replaceChildren();
    $("line-name").textContent = this.business.name;
    this.examples = [...(this.business.try ?? [])];
    this.waiting = [];
    this.began = Date.now();
    $("clock").textContent = length(0);
    this.ticking = setInterval(() => {
      $("clock").textContent = length((Date.now() - this.began) / 1000);
    }, 500);
    $("controls").hidden = false;
    this.act(null);
    this.chips();
    this.tell.started();
    if (matchMedia("(hover: hover)").matches) $("say").focus();
    else $("log").focus();
    this.answered(greeting, took);
  }

  // --- Turns ---

  submit(event) {
    event.preventDefault();
    const text = $("say").value.trim();
    if (!text) return;
    $("say").value = "";
    this.turn(text, "");
  }

  dictate(text, final) {
    if (!this.busy) return;
    $("say").value = final ? "" : text;
    if (final) this.turn(text, "");
  }

  /** Says something, presses keys, or (both empty) stays silent. While she thinks, it waits. */
  turn(utterance, digits) {
    if (!this.busy) return;
    this.voice.stop();
    if (this.state !== "listening") {
      const soon = this.state === "thinking" || this.state === "reconnecting";
      if (soon && (utterance || digits)) this.waiting.push([utterance, digits]);
      return;
    }
    if (utterance) this.bubble("caller", utterance);
    else this.note(digits ? `You pressed ${Array.from(digits).join(" ")}` : "You say nothing.");
    this.examples = this.examples.filter((example) => example !== utterance);
    this.ask("turns", { turn: this.line.turn, utterance, digits });
  }

  /** Asks the server and goes on with its answer. */
  async ask(verb, body) {
    const { line } = this;
    this.show("thinking");
    this.act(null);
    const started = performance.now();
    try {
      const answer = await api.send(line, verb, body, () => {
        if (!line.over && this.state !== "reconnecting") this.show("reconnecting");
      });
      if (line.over) return;
      if (answer) this.answered(answer, performance.now() - started);
      else this.finish("The call has ended.");
    } catch (error) {
      if (!line.over) this.failed(error, verb, body);
    }
  }

  failed(error, verb, body) {
    if (error instanceof api.Refused && error.status !== 500) {
      this.note(error.message);
      if (error.status === 404 || error.status === 410) this.finish("The call has ended.");
      else this.show("listening");
      return;
    }
    this.show("lost");
    this.act("The receptionist cannot be reached. Nothing is lost: try again and the call goes on.",
      ["Try again", "strong", () => this.ask(verb, body)]);
  }

  answered(answer, took) {
    this.line.turn = answer.next_turn ?? (answer.turn ?? this.line.turn) + 1;
    if (answer.say) this.bubble("agent", answer.say);
    for (const effect of answer.effects ?? []) {
      if (effect.kind !== "transfer") this.note(effectWords(effect.kind), "check");
    }
    this.tell.answer(answer, took);
    if (answer.next === "hangup") {
      this.finish(`${this.agent()} has hung up.`);
      this.voice.say(answer.say, this.language());
      return;
    }
    if (answer.next === "listen") this.listen(answer.say);
    else {
      const { line } = this;
      this.show("speaking");
      const then = answer.next === "transfer" ? () => this.transfer() : () => this.voicemail();
      this.voice.say(answer.say, this.language(), () => { if (!line.over) then(); });
    }
  }

  listen(prompt) {
    this.show("listening");
    this.chips();
    this.voice.say(prompt, this.language(), () => {
      if (this.state === "listening") this.stateText("listening");
    });
    if (this.voice.speaking) this.stateText("speaking");
    const next = this.waiting.shift();
    if (next) this.turn(...next);
  }

  transfer() {
    this.show("transfer");
    const result = (answered, words) => () => {
      this.note(words, answered ? "phone" : null);
      this.ask("dial", { turn: this.line.turn, answered });
    };
    this.act(`A phone rings at ${this.business.name}. You decide what happens:`,
      ["Answer", "strong", result(true, "A person picked up and talks to the caller.")],
      ["Let it ring", "", result(false, "Nobody picked up.")]);
  }

  voicemail() {
    this.show("voicemail");
    const began = Date.now();
    const seconds = () => Math.max(1, Math.round((Date.now() - began) / 1000));
    this.act("Beep. You may speak now. This page keeps no sound, only how long it was.",
      ["Finish the message", "strong", () => {
        const spoken = seconds();
        this.note(`You left a voice message of ${length(spoken)}.`, "mic");
        this.ask("voicemail", { seconds: spoken });
      }]);
    $("act").prepend(this.meter(seconds));
  }

  meter(seconds) {
    const shown = el("p", "recording", "● Recording 0:00");
    const timer = setInterval(() => {
      if (!shown.isConnected) clearInterval(timer);
      shown.textContent = `● Recording ${length(seconds())}`;
    }, 500);
    return shown;
  }

  hangUp() {
    if (!this.busy) return;
    this.voice.stop();
    api.end(this.line);
    this.finish("You hung up.");
  }

  finish(words) {
    const lasted = length((Date.now() - this.began) / 1000);
    this.line.over = true;
    this.line = null;
    clearInterval(this.ticking);
    this.ear.close();
    this.note(`${words} The call took ${lasted}.`);
    this.show("ended");
    this.keypad.toggle(false);
    $("controls").hidden = true;
    this.act(null, ["Call again", "strong", () => $("dial-form").requestSubmit()],
      ["Back to the phone", "", () => this.back()]);
    this.tell.ended();
  }

  /** Puts the phone down: back to the screen with the big button. */
  back() {
    this.voice.stop();
    $("talk").hidden = true;
    $("cover").hidden = false;
    $("dial").focus();
  }

  // --- What is seen ---

  agent() {
    return this.business.agent_name || "The receptionist";
  }

  show(state) {
    this.state = state;
    this.stateText(state);
    const typing = $("log").querySelector(".typing");
    if (state === "thinking" || state === "reconnecting") {
      if (!typing) this.append(el("p", "bubble agent typing", el("i"), el("i"), el("i")));
      $("log").lastElementChild.setAttribute("aria-hidden", "true");
    } else {
      typing?.remove();
    }
    if (state === "reconnecting") this.note("The line dropped. Reconnecting…");
    $("silent").disabled = state !== "listening";
  }

  stateText(state) {
    $("state").dataset.state = state;
    $("state-text").textContent = STATES[state];
  }

  append(node) {
    const typing = $("log").querySelector(".typing");
    if (typing) typing.before(node);
    else $("log").append(node);
    this.follow();
  }

  /** Keeps the latest words in view. */
  follow() {
    $("log").scrollTop = $("log").scrollHeight;
  }

  bubble(who, text) {
    if (who === "agent") $("log").querySelector(".typing")?.remove();
    const speaker = unseen(who === "agent" ? `${this.agent()}: ` : "You: ");
    this.append(el("p", `bubble ${who}`, speaker, text));
  }

  note(text, symbol = null) {
    this.append(el("p", `note ${symbol ?? ""}`, symbol ? icon(symbol) : null, text));
  }

  /** Shows what the visitor may do, in place of the typing field; no buttons bring that back. */
  act(words, ...buttons) {
    const nodes = buttons.map(([label, style, done]) => {
      const button = el("button", `plain ${style}`, label);
      button.type = "button";
      button.addEventListener("click", done);
      return button;
    });
    const nothing = nodes.length === 0;
    $("act").replaceChildren(...(words ? [el("p", "", words)] : []), el("div", "row", ...nodes));
    $("act").hidden = nothing;
    const wasHidden = $("compose").hidden;
    $("compose").hidden = !nothing;
    if (!nothing) nodes[0].focus({ preventScroll: true });
    else if (wasHidden && matchMedia("(hover: hover)").matches) $("say").focus();
  }

  chips() {
    const quick = this.line?.turn > 1 ? ["Yes", "No"] : [];
    $("chips").replaceChildren(...[...quick, ...this.examples].map((text) => {
      const chip = el("button", "chip", text);
      chip.type = "button";
      chip.addEventListener("click", () => this.turn(text, ""));
      return chip;
    }));
  }

  // --- Speaker and microphone ---

  speaker(on) {
    this.voice.on = on;
    if (!on) this.voice.stop();
    $("speaker").setAttribute("aria-pressed", on);
  }

  earChanged(why) {
    $("mic").setAttribute("aria-pressed", this.ear.open);
    $("mic-hint").hidden = !this.ear.open;
    if (this.ear.open) this.speaker(canSpeak);
    if (!this.ear.open) $("say").value = "";
    if (why) this.note(why);
  }
}
