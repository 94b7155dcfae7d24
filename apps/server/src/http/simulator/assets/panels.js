// What happens behind the conversation: what was understood, the diary, the texts.

import {
  $, clockTime, dayAfter, dayAndTime, deciderWords, effectWords, el, icon, intentWords, placeOf,
  shortDay, slotWords, statusWords, sureWords, svg, unseen, valueWords,
} from "./words.js";

/** How many coming appointments and texts are listed. */
const VISITS_MAX = 5;
const TEXTS_MAX = 12;
/** The week's drawing, in its own units. */
const DRAWING = { width: 364, height: 184, top: 34, left: 42, days: 7 };

/** What the receptionist understood, and what she has done in this call. */
export class Understood {
  clear() {
    $("understood").hidden = true;
    $("understood-none").hidden = false;
    $("effects").replaceChildren();
    this.before = {};
  }

  /** Shows an answer of the server that took so many milliseconds. */
  show(answer, zone, took) {
    for (const effect of answer.effects ?? []) {
      const urgent = effect.kind === "emergency_alerted" ? "urgent" : "";
      $("effects").append(el("li", urgent, icon("check"), effectWords(effect.kind)));
    }
    if (!answer.intent) return;
    $("understood").hidden = false;
    $("understood-none").hidden = true;
    $("intent").textContent = intentWords(answer.intent);
    const percent = Math.round((answer.confidence ?? 0) * 100);
    $("bar").setAttribute("aria-valuenow", percent);
    $("bar-fill").style.width = `${percent}%`;
    $("sure-text").textContent = `${sureWords(answer.confidence ?? 0)}, ${percent} %`;
    this.slots(answer.slots ?? {}, zone);
    const seconds = (took / 1000).toFixed(took < 100 ? 2 : 1);
    $("decider").textContent = answer.replayed
      ? "The same answer once more: the line had dropped, nothing was done twice."
      : `Decided by ${deciderWords(answer.decision)} in ${seconds} s.`;
  }

  slots(slots, zone) {
    const rows = [];
    for (const [name, value] of Object.entries(slots)) {
      if (value === null || value === "") continue;
      const fresh = this.before?.[name] !== value ? "fresh" : "";
      rows.push(el("dt", "", slotWords(name)), el("dd", fresh, valueWords(value, zone)));
    }
    this.before = slots;
    $("slots").replaceChildren(...rows);
  }
}

const minuteOf = (time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** The diary of one business: seven days as a picture, and the next appointments as a list. */
export class Diary {
  constructor() {
    $("week-back").addEventListener("click", () => this.turn(-1));
    $("week-on").addEventListener("click", () => this.turn(1));
    this.open(null, Date.now());
  }

  /** Another business; what is in its diary now is not new. */
  open(business, now) {
    this.business = business;
    this.now = now;
    this.week = 0;
    this.known = null;
    this.fresh = new Set();
    this.appointments = [];
    this.seen = "";
    this.draw();
  }

  /** The latest entries. Says whether there is anything new among them. */
  show(appointments, now) {
    this.now = now;
    const visible = appointments.filter((one) => one.status !== "expired");
    const seen = JSON.stringify([visible, Math.floor(now / 60000)]);
    if (seen === this.seen) return false;
    this.seen = seen;
    const mark = (one) => `${one.id} ${one.start} ${one.status}`;
    const changed = this.known ? visible.filter((one) => !this.known.has(mark(one))) : [];
    this.known = new Set(visible.map(mark));
    this.appointments = visible.toSorted((a, b) => Date.parse(a.start) - Date.parse(b.start));
    for (const one of changed) this.fresh.add(one.id);
    if (changed.length > 0) this.goTo(changed.at(-1));
    this.draw();
    return changed.length > 0;
  }

  turn(by) {
    this.week = Math.max(0, this.week + by);
    this.draw();
  }

  goTo(appointment) {
    const from = Date.parse(`${placeOf(this.now, this.business.timezone).date}T12:00:00Z`);
    const to = Date.parse(`${placeOf(appointment.start, this.business.timezone).date}T12:00:00Z`);
    this.week = Math.max(0, Math.floor((to - from) / (DRAWING.days * 86400000)));
  }

  draw() {
    $("week-back").disabled = this.week === 0;
    $("week-on").disabled = this.business === null;
    $("strip").replaceChildren(...(this.business ? [this.picture()] : []));
    this.list();
  }

  /** The seven days that are shown, each with its spans and appointments in minutes of the day. */
  days() {
    const zone = this.business.timezone;
    const first = dayAfter(placeOf(this.now, zone).date, this.week * DRAWING.days);
    return Array.from({ length: DRAWING.days }, (_, index) => {
      const date = dayAfter(first, index);
      const weekday = placeOf(`${date}T12:00:00Z`, "UTC").weekday;
      const hours = (this.business.hours ?? []).find((day) => day.day === weekday);
      const spans = (hours?.spans ?? []).map((span) => span.split("-").map(minuteOf));
      const visits = this.appointments
        .filter((one) => one.status !== "cancelled" && placeOf(one.start, zone).date === date)
        .map((one) => {
          const from = placeOf(one.start, zone).minute;
          const minutes = (Date.parse(one.end) - Date.parse(one.start)) / 60000;
          return { one, from, to: from + Math.max(minutes, 15) };
        });
      return { date, spans, visits };
    });
  }

  picture() {
    const days = this.days();
    const edges = days.flatMap((day) => [...day.spans.flat(), ...day.visits.flatMap((v) => [v.from, v.to])]);
    const from = Math.floor(Math.min(9 * 60, ...edges) / 60) * 60;
    const to = Math.min(24 * 60, Math.ceil(Math.max(17 * 60, ...edges) / 60) * 60);
    const { width, height, top, left } = DRAWING;
    const column = (width - left) / DRAWING.days;
    const y = (minute) => top + ((Math.min(minute, to) - from) / (to - from)) * (height - top - 4);
    const count = days.reduce((sum, day) => sum + day.visits.length, 0);
    const first = shortDay(days[0].date).join(" ");
    const label = `Seven days from ${first}: ${count} appointments. The next ones are listed below.`;
    const picture = svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label });
    const step = to - from > 600 ? 240 : 180;
    for (let minute = from; minute < to; minute += step) {
      const line = { x1: left - 4, x2: width, y1: y(minute), y2: y(minute), class: "rule" };
      const hour = clockTime(Date.UTC(2026, 0, 1, 0, minute), "UTC").replace(/[:.]00/, "").replace(/\s/, " ");
      picture.append(svg("line", line), svg("text", { x: left - 7, y: y(minute) + 4, class: "hour" }, hour));
    }
    const today = placeOf(this.now, this.business.timezone);
    days.forEach((day, index) => {
      const x = left + index * column;
      const [weekday, number] = shortDay(day.date);
      const isToday = day.date === today.date ? " today" : "";
      picture.append(
        svg("text", { x: x + column / 2, y: 11, class: `day${isToday}` }, weekday),
        svg("text", { x: x + column / 2, y: 26, class: `day number${isToday}` }, number),
      );
      for (const [opens, closes] of day.spans) {
        const end = closes > opens ? closes : to;
        const box = { x: x + 2, y: y(opens), width: column - 4, height: y(end) - y(opens), rx: 4 };
        picture.append(svg("rect", { ...box, class: "open" }));
      }
      this.visits(day.visits, (lane, lanes, visit) => {
        const wide = (column - 6) / lanes;
        const fresh = this.fresh.has(visit.one.id) ? " fresh" : "";
        picture.append(svg("rect", {
          x: x + 3 + lane * wide, y: y(visit.from) + 0.5, width: Math.max(wide - 1, 2), rx: 3,
          height: Math.max(y(visit.to) - y(visit.from) - 1, 5), class: `visit ${visit.one.status}${fresh}`,
        }));
      });
      if (isToday && today.minute >= from && today.minute <= to) {
        const level = y(today.minute);
        picture.append(svg("line", { x1: x, x2: x + column, y1: level, y2: level, class: "now" }));
      }
    });
    return picture;
  }

  /** Puts appointments that overlap beside each other: each gets a lane. They come by start. */
  visits(visits, put) {
    let group = [];
    let ends = [];
    const flush = () => {
      for (const [lane, visit] of group) put(lane, ends.length, visit);
      group = [];
      ends = [];
    };
    for (const visit of visits) {
      if (ends.every((end) => end <= visit.from)) flush();
      const free = ends.findIndex((end) => end <= visit.from);
      const lane = free < 0 ? ends.length : free;
      ends[lane] = visit.to;
      group.push([lane, visit]);
    }
    flush();
  }

  list() {
    const coming = this.appointments.filter((one) =>
      this.fresh.has(one.id) || (one.status !== "cancelled" && Date.parse(one.end) >= this.now));
    // What has just been made stands on top and is never hidden behind "more".
    const fresh = coming.filter((one) => this.fresh.has(one.id));
    const others = coming.filter((one) => !this.fresh.has(one.id));
    const first = [...fresh, ...others.slice(0, VISITS_MAX)];
    const rows = first.map((one) => this.row(one));
    if (coming.length > first.length) {
      rows.push(el("li", "quiet", `and ${coming.length - first.length} more`));
    }
    if (rows.length === 0) rows.push(el("li", "quiet", "No appointments yet. Book one by phone."));
    $("visits").replaceChildren(...rows);
  }

  row(one) {
    const fresh = this.fresh.has(one.id);
    const who = [one.name, one.staff && `with ${one.staff}`].filter(Boolean).join(" · ");
    const when = el("time", "", dayAndTime(one.start, this.business.timezone));
    when.dateTime = one.start;
    const status = one.status === "confirmed" ? null : el("span", "status", statusWords(one.status));
    return el("li", `visit ${one.status} ${fresh ? "fresh" : ""}`,
      el("div", "what", el("strong", "", one.service), fresh ? el("span", "new", "New") : null),
      when, who ? el("span", "who", who) : null,
      one.notes ? el("span", "who", `“${one.notes}”`) : null, status);
  }
}

const WAYS = {
  outbound: "To the customer",
  inbound: "From the customer",
  alert: "To the owner",
  left: "Message for the owner",
};

/** The texts that went out, and the messages that were left, newest first. */
export class Texts {
  open() {
    this.known = null;
    this.seen = "";
    const none = "No texts yet. They appear here when the receptionist sends them.";
    $("texts").replaceChildren(el("p", "quiet", none));
  }

  /** The latest texts. Says whether there is anything new among them. */
  show(texts, zone) {
    const seen = JSON.stringify(texts);
    if (seen === this.seen) return false;
    const mark = (text) => `${text.at} ${text.direction} ${text.body}`;
    const isNew = (text) => this.known !== null && !this.known.has(mark(text));
    const sorted = texts.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
    const bubbles = sorted.slice(0, TEXTS_MAX).map((text) => el("article", `text ${text.direction}`,
      el("p", "way", WAYS[text.direction] ?? text.direction, isNew(text) ? el("span", "new", "New") : null),
      el("p", "body", unseen("Text: "), text.body),
      el("p", "quiet", `${statusWords(text.status)} · ${dayAndTime(text.at, zone)}`)));
    const news = texts.some(isNew);
    if (this.known === null) this.known = new Set(texts.map(mark));
    this.seen = seen;
    if (bubbles.length > 0) $("texts").replaceChildren(...bubbles);
    return news;
  }
}
