// Plain words for what the server names by code, and times as the business's clock shows them.

const INTENTS = {
  book: "Wants to book",
  reschedule: "Wants to move an appointment",
  cancel: "Wants to cancel",
  confirm: "Confirms an appointment",
  check_appointment: "Asks when their appointment is",
  availability: "Asks what is free",
  hours: "Asks about opening hours",
  location: "Asks where you are",
  price: "Asks for a price",
  services: "Asks what you offer",
  faq: "Asks a question",
  stock: "Asks whether something is in stock",
  waitlist: "Wants to be put on the waiting list",
  message: "Wants to leave a message",
  human: "Wants to speak to a person",
  emergency: "Has an emergency",
  callback: "Wants to be called back",
  language: "Prefers another language",
  repeat: "Did not catch that",
  goodbye: "Says goodbye",
  greeting: "Says hello",
  thanks: "Says thank you",
  robot_question: "Asks whether this is a robot",
  stop_contact: "Does not want to be contacted",
  spam: "Tries to sell something",
  unknown: "Not clear yet",
};

const SLOTS = {
  service: "Service",
  start: "When",
  end: "Until",
  date: "Day",
  time: "Time",
  staff: "With",
  name: "Name",
  party_size: "How many people",
  phone: "Phone number",
  email: "E-mail",
  address: "Address",
  postcode: "Postcode",
  message: "Message",
  body: "Message",
  notes: "Note",
  minutes: "Minutes",
  topic: "About",
};

const EFFECTS = {
  appointment_booked: "Appointment made",
  appointment_moved: "Appointment moved",
  appointment_cancelled: "Appointment cancelled",
  message_taken: "Message taken",
  emergency_alerted: "Owner alerted: emergency",
  contact_stopped: "No more texts to this caller",
  transfer: "A person is being rung",
};

const DECIDERS = { rules: "built-in rules", model: "a language model" };

const STATUSES = {
  held: "Kept while the caller decides",
  confirmed: "Confirmed",
  cancelled: "Cancelled",
  completed: "Took place",
  no_show: "Did not come",
  queued: "Waiting to be sent",
  sending: "On its way",
  sent: "Sent",
  delivered: "Delivered",
  failed: "Could not be sent",
  uncertain: "Perhaps sent",
  received: "Received",
  suppressed: "Not sent: no texts wanted",
};

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const DAY = /^\d{4}-\d\d-\d\d$/;
const english = navigator.language?.startsWith("en") ? navigator.language : "en-US";
const formats = new Map();

const spelled = (code) => {
  const words = String(code).replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};

export const intentWords = (code) => INTENTS[code] ?? spelled(code);
export const slotWords = (code) => SLOTS[code] ?? spelled(code);
export const effectWords = (code) => EFFECTS[code] ?? spelled(code);
export const deciderWords = (code) => DECIDERS[code] ?? spelled(code).toLowerCase();
export const statusWords = (code) => STATUSES[code] ?? spelled(code);

/** How sure, in words: 0.93 is "Very sure". */
export function sureWords(confidence) {
  if (confidence >= 0.8) return "Very sure";
  return confidence >= 0.5 ? "Fairly sure" : "Not sure";
}

function format(zone, options) {
  const key = zone + JSON.stringify(options);
  if (!formats.has(key)) {
    formats.set(key, new Intl.DateTimeFormat(english, { timeZone: zone, ...options }));
  }
  return formats.get(key);
}

/** "3:00 PM" on the business's clock. */
export const clockTime = (instant, zone) =>
  format(zone, { hour: "numeric", minute: "2-digit" }).format(new Date(instant));

/** "Tue, Mar 3, 3:00 PM" on the business's clock. */
export const dayAndTime = (instant, zone) =>
  format(zone, { weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit" })
    .format(new Date(instant));

/** "Tue 3" of a calendar day such as 2026-03-03. */
export function shortDay(date) {
  const noon = new Date(`${date}T12:00:00Z`);
  return [
    format("UTC", { weekday: "short" }).format(noon),
    format("UTC", { day: "numeric" }).format(noon),
  ];
}

/** Where an instant lies on a business's calendar: its day, weekday (`mon`) and minute of the day. */
export function placeOf(instant, zone) {
  const key = `parts ${zone}`;
  if (!formats.has(key)) {
    formats.set(key, new Intl.DateTimeFormat("en-US", {
      timeZone: zone, hourCycle: "h23", weekday: "short",
      year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
    }));
  }
  const parts = {};
  for (const part of formats.get(key).formatToParts(new Date(instant))) parts[part.type] = part.value;
  return {
    date: `${parts.year}-${parts.month}-${parts.day}`,
    weekday: parts.weekday.toLowerCase(),
    minute: Number(parts.hour) * 60 + Number(parts.minute),
  };
}

/** The calendar day so many days later. */
export function dayAfter(date, days) {
  const noon = new Date(`${date}T12:00:00Z`);
  noon.setUTCDate(noon.getUTCDate() + days);
  return noon.toISOString().slice(0, 10);
}

/** A slot's value as a person would say it. */
export function valueWords(value, zone) {
  const text = Array.isArray(value) ? value.join(", ") : String(value);
  if (INSTANT.test(text) && !Number.isNaN(Date.parse(text))) return dayAndTime(text, zone);
  if (DAY.test(text)) {
    const options = { weekday: "long", day: "numeric", month: "long" };
    return format("UTC", options).format(new Date(`${text}T12:00:00Z`));
  }
  if (text === "true") return "Yes";
  return text === "false" ? "No" : text;
}

/** "32.00 USD" as "$32". */
export function money(price) {
  const [, amount, currency] = /^(\d+(?:\.\d+)?) ([A-Z]{3})$/.exec(price ?? "") ?? [];
  if (!currency) return price ?? "";
  const options = { style: "currency", currency, trailingZeroDisplay: "stripIfInteger" };
  return new Intl.NumberFormat(english, options).format(Number(amount));
}

/** Seconds as "1:05". */
export const length = (seconds) =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

/** An element with a class, and text or children. Text is only ever text. */
export function el(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** A piece of a drawing. */
export function svg(tag, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** One of the page's icons; it is decoration and silent. */
export const icon = (name) => svg("svg", { "aria-hidden": "true" }, svg("use", { href: `#i-${name}` }));

/** Words for ears alone. */
export const unseen = (text) => el("span", "vh", text);

/** The element of the page with this id. */
export const $ = (id) => document.getElementById(id);
