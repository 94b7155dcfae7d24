// The visitor's voice and the receptionist's, where the browser has them.

const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;
const synthesis = window.speechSynthesis;
/** How much later than the sound its words may come back from the microphone, in milliseconds. */
const LAG = 700;

/** Whether this browser can listen. */
export const canListen = Boolean(Recognition);
/** Whether this browser can speak. */
export const canSpeak = Boolean(synthesis && window.SpeechSynthesisUtterance);

const wordsOf = (text) => text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];

/** Whether what the microphone heard is only the receptionist's own sentence from the loudspeaker. */
export function isEcho(heard, spoken) {
  const known = new Set(wordsOf(spoken));
  const words = wordsOf(heard);
  const strange = words.filter((word) => !known.has(word)).length;
  return strange <= words.length * 0.3;
}

/** The receptionist's voice: one sentence at a time, and silence when it is cut off. */
export class Voice {
  constructor() {
    this.on = false;
    this.spoken = "";
    this.current = null;
    this.fell = 0;
  }

  get speaking() {
    return this.current !== null;
  }

  /** Whether what is heard now may be our own voice: recognition lags behind the loudspeaker. */
  get audible() {
    return this.speaking || Date.now() - this.fell < LAG;
  }

  /** Speaks, and calls `done` when it is finished or was cut off; at once when the speaker is off. */
  say(text, language, done) {
    this.stop();
    if (!this.on || !canSpeak || !text) {
      done?.();
      return;
    }
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.lang = language;
    const finish = () => {
      if (this.current !== utterance) return;
      this.current = null;
      this.fell = Date.now();
      done?.();
    };
    utterance.onend = finish;
    utterance.onerror = finish;
    this.spoken = text;
    this.current = utterance;
    this.finish = finish;
    synthesis.speak(utterance);
  }

  /** Cuts the voice off. */
  stop() {
    if (!this.current) return;
    synthesis.cancel();
    this.finish();
  }
}

/**
 * The microphone. It stays open until it is switched off; browsers close it after every sentence or
 * a while of silence, so it is opened again each time.
 */
export class Ear {
  /** `hear(text, final)` is called while somebody speaks; `changed(why)` when it opens or closes. */
  constructor(voice, hear, changed) {
    this.voice = voice;
    this.hear = hear;
    this.changed = changed;
    this.open = false;
    this.recognition = null;
  }

  toggle(language) {
    if (this.open) this.close();
    else this.listen(language);
  }

  listen(language) {
    if (!canListen || this.open) return;
    this.open = true;
    this.recognition = new Recognition();
    this.recognition.lang = language;
    this.recognition.interimResults = true;
    this.recognition.continuous = true;
    this.recognition.onresult = (event) => this.heard(event);
    this.recognition.onerror = (event) => this.failed(event.error);
    this.recognition.onend = () => this.again();
    this.again();
    this.changed(null);
  }

  close(why = null) {
    if (!this.open) return;
    this.open = false;
    this.recognition.abort();
    this.changed(why);
  }

  again() {
    if (!this.open) return;
    try {
      this.recognition.start();
    } catch {
      // It is still closing; its end will bring us back here.
    }
  }

  failed(code) {
    if (code === "not-allowed" || code === "service-not-allowed") {
      this.close("The browser does not allow this page to use the microphone.");
    } else if (code === "audio-capture") {
      this.close("No microphone was found.");
    } else if (code === "network") {
      this.close("The browser’s speech recognition is out of reach. You can still type.");
    }
  }

  heard(event) {
    for (let index = event.resultIndex; index < event.results.length; index += 1) {
      const result = event.results[index];
      const text = result[0].transcript.trim();
      // While the receptionist speaks, only words that are not her own interrupt her.
      const echo = this.voice.audible && isEcho(text, this.voice.spoken);
      if (!text || echo) continue;
      this.voice.stop();
      this.hear(text, result.isFinal);
    }
  }
}
