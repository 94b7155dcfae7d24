// The telephone's keys: pressed one after the other, then sent together, as a carrier gathers them.

import { $, el } from "./words.js";

const KEYS = "123456789*0#";
const LETTERS = { 2: "ABC", 3: "DEF", 4: "GHI", 5: "JKL", 6: "MNO", 7: "PQRS", 8: "TUV", 9: "WXYZ" };
const SPOKEN = { "*": "star", "#": "hash" };
/** The two-tone signals of the rows and columns, in hertz (ITU-T Q.23). */
const ROWS = [697, 770, 852, 941];
const COLUMNS = [1209, 1336, 1477];
/** The most keys of one input. */
const KEYS_MAX = 20;

/** The drawer with the keys. `press(digits)` is called when the visitor sends them. */
export class Keypad {
  constructor(voice, press) {
    this.voice = voice;
    this.press = press;
    $("keypad").addEventListener("click", () => this.toggle($("pad").hidden));
    $("pad").addEventListener("keydown", (event) => this.typed(event));
    $("pad-clear").addEventListener("click", () => { $("pad-keys").value = ""; });
    $("pad-send").addEventListener("click", () => this.send());
    $("keys").append(...Array.from(KEYS, (key) => this.button(key)));
  }

  /** Opens or shuts the drawer and takes the focus along. */
  toggle(open) {
    const had = $("pad").contains(document.activeElement);
    $("pad").hidden = !open;
    $("keypad").setAttribute("aria-expanded", open);
    if (open) $("keys").firstElementChild.focus();
    else if (had) $("keypad").focus();
  }

  button(key) {
    const letters = el("small", "", LETTERS[key] ?? "");
    letters.ariaHidden = "true";
    const button = el("button", "", key, letters);
    button.type = "button";
    if (SPOKEN[key]) button.setAttribute("aria-label", SPOKEN[key]);
    button.addEventListener("click", () => this.add(key));
    return button;
  }

  typed(event) {
    if (event.key === "Escape") this.toggle(false);
    else if (KEYS.includes(event.key)) this.add(event.key);
  }

  add(key) {
    const index = KEYS.indexOf(key);
    this.voice.stop();
    this.tone(ROWS[Math.floor(index / 3)], COLUMNS[index % 3]);
    $("pad-keys").value = ($("pad-keys").value + key).slice(-KEYS_MAX);
  }

  send() {
    const digits = $("pad-keys").value;
    $("pad-keys").value = "";
    if (digits) this.press(digits);
  }

  tone(...frequencies) {
    if (!this.voice.on || !window.AudioContext) return;
    this.audio ??= new AudioContext();
    const volume = new GainNode(this.audio, { gain: 0.06 });
    volume.connect(this.audio.destination);
    for (const frequency of frequencies) {
      const source = new OscillatorNode(this.audio, { frequency });
      source.connect(volume);
      source.start();
      source.stop(this.audio.currentTime + 0.14);
    }
  }
}
