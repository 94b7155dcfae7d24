// The page as a whole: which business is called, the phone in the middle, what happens behind it.

import * as api from "./api.js";
import { Phone } from "./call.js";
import { Diary, Texts, Understood } from "./panels.js";
import { $, clockTime, el, icon, money } from "./words.js";

/** How often the diary is read during a call, in milliseconds. */
const DAY_EVERY = 5000;
/** How long after a call it is still read, in milliseconds: texts leave a little later. */
const DAY_AFTER = 30000;
/** How often "open" and "closed" are asked anew, in milliseconds. */
const SHOPS_EVERY = 60000;

const NAMES = {
  mon: "Monday", tue: "Tuesday", wed: "Wednesday", thu: "Thursday", fri: "Friday", sat: "Saturday",
  sun: "Sunday",
};
const ICONS = new Set(["salon", "plumber", "clinic", "restaurant", "retail"]);
/** Area codes for made-up callers; 555-0100 to 555-0199 belong to nobody (NANPA, 555 line numbers). */
const AREAS = [202, 206, 212, 303, 312, 404, 415, 503, 512, 602, 615, 617, 702, 713, 816, 913];

let shops = [];
let chosen = null;
/** The server's clock less ours, in milliseconds. */
let skew = 0;
let watchUntil = 0;

const now = () => Date.now() + skew;
const understood = new Understood();
const diary = new Diary();
const texts = new Texts();
const phone = new Phone({
  started: () => {
    understood.clear();
    $("shop-list").disabled = true;
    look("call");
  },
  answer: (answer, took) => {
    understood.show(answer, chosen.timezone, took);
    const done = (answer.effects ?? []).length > 0;
    readDay();
    // The worker sends texts right after the turn that promised them.
    if (done) setTimeout(readDay, 1200);
    if (done) news();
  },
  ended: () => {
    $("shop-list").disabled = false;
    watchUntil = Date.now() + DAY_AFTER;
    readDay();
  },
});

// --- Businesses ---

async function loadShops() {
  try {
    shops = await api.businesses();
  } catch (error) {
    trouble("shops-trouble", `The businesses cannot be shown. ${error.message}`);
    $("shops-again").hidden = false;
    return;
  }
  trouble("shops-trouble", shops.length === 0 ? "There is no demo business on this server." : null);
  $("shops-again").hidden = shops.length > 0;
  if (shops.length === 0) return;
  skew = Date.parse(shops[0].local_time) - Date.now();
  $("shop-list").replaceChildren(...shops.map(card));
  choose(shops[0].id);
}

function card(shop) {
  const radio = el("input", "vh");
  Object.assign(radio, { type: "radio", name: "shop", value: shop.id, id: `shop-${shop.id}` });
  radio.addEventListener("change", () => choose(shop.id));
  const offers = (shop.services ?? []).slice(0, 3).map((service) => service.name).join(", ");
  const label = el("label", `shop ${kind(shop)}`, radio, el("span", "tile", icon(kind(shop))),
    el("span", "what", el("strong", "", shop.name), el("span", "offers", offers), el("span", "when")));
  label.htmlFor = radio.id;
  label.dataset.shop = shop.id;
  // Tapped on a small screen, the next thing one wants is the phone; arrow keys only look around.
  label.addEventListener("click", (event) => {
    if (event.detail > 0) look("call");
  });
  clocks(shop, label);
  return label;
}

const kind = (shop) => (ICONS.has(shop.vertical) ? shop.vertical : "general");

function clocks(shop, label) {
  const badge = el("span", `badge ${shop.open_now ? "open" : ""}`, shop.open_now ? "Open" : "Closed");
  label.querySelector(".when").replaceChildren(badge, ` ${clockTime(now(), shop.timezone)} there`);
}

function tick() {
  for (const label of document.querySelectorAll("label.shop")) {
    const shop = shops.find((one) => one.id === label.dataset.shop);
    if (shop) clocks(shop, label);
  }
}

async function refreshShops() {
  if (document.hidden || shops.length === 0) return;
  const latest = await api.businesses().catch(() => []);
  for (const shop of latest) {
    const known = shops.find((one) => one.id === shop.id);
    if (!known) continue;
    known.open_now = shop.open_now;
    skew = Date.parse(shop.local_time) - Date.now();
  }
  tick();
}

function choose(id) {
  chosen = shops.find((shop) => shop.id === id);
  $(`shop-${id}`).checked = true;
  const initial = (chosen.agent_name || chosen.name).charAt(0);
  for (const face of ["face", "chip-face"]) $(face).textContent = initial;
  $("phone").className = `phone ${kind(chosen)}`;
  $("shop-name").textContent = chosen.name;
  $("shop-number").textContent = spaced(chosen.phone ?? "");
  $("shop-answers").textContent = chosen.agent_name ? `${chosen.agent_name} answers the phone` : "";
  $("shop-example").textContent = chosen.try?.length ? `Say, for example: “${chosen.try[0]}”` : "";
  $("dial").disabled = false;
  trouble("call-trouble", null);
  if (!$("talk").hidden) phone.back();
  about();
  understood.clear();
  texts.open();
  diary.open(chosen, now());
  readDay();
}

/** +18165550100 as "+1 816 555 0100"; other countries' numbers in threes. */
function spaced(number) {
  const american = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
  if (american) return `+1 ${american.slice(1).join(" ")}`;
  const [, country, rest] = /^(\+\d\d)(\d+)$/.exec(number) ?? [];
  return country ? `${country} ${rest.match(/\d{1,3}/g).join(" ")}` : number;
}

function about() {
  $("about").hidden = false;
  $("services").replaceChildren(...(chosen.services ?? []).map((service) => el("li", "",
    el("span", "", service.name), el("span", "quiet", `${service.minutes} min`),
    el("span", "price", money(service.price)))));
  const rows = Object.entries(NAMES).flatMap(([day, name]) => {
    const spans = (chosen.hours ?? []).find((one) => one.day === day)?.spans ?? [];
    const open = spans.map((span) => span.replace("-", " – ")).join(", ");
    return [el("dt", "", name), el("dd", "", open || "closed")];
  });
  $("hours").replaceChildren(...rows);
  const people = (chosen.staff ?? []).map((one) => one.name ?? one);
  $("staff").textContent = people.join(", ");
  $("staff").previousElementSibling.hidden = people.length === 0;
}

function trouble(id, words) {
  $(id).hidden = !words;
  $(id).textContent = words ?? "";
}

// --- Placing a call ---

/** A made-up number that stays this browser's own, so that the receptionist knows who comes back. */
function ownNumber() {
  const pick = (list) => list[Math.floor(Math.random() * list.length)];
  const fresh = `+1${pick(AREAS)}55501${String(Math.floor(Math.random() * 100)).padStart(2, "0")}`;
  try {
    const kept = localStorage.getItem("caller") ?? fresh;
    localStorage.setItem("caller", kept);
    return kept;
  } catch {
    return fresh;
  }
}

async function dial(event) {
  event.preventDefault();
  if (!chosen || phone.busy) return;
  const shown = $("dial-form").elements.caller.value === "shown";
  const number = $("from").value.replace(/[\s().-]/g, "");
  if (shown && !/^\+[1-9]\d{6,14}$/.test(number)) {
    trouble("call-trouble", "Write the number with + and the country code, such as +1 312 555 0142.");
    $("from").setAttribute("aria-invalid", "true");
    $("from").focus();
    return;
  }
  $("from").removeAttribute("aria-invalid");
  trouble("call-trouble", null);
  try {
    await phone.place(chosen, shown ? number : null);
  } catch (error) {
    trouble("call-trouble", `The call did not go through. ${error.message}`);
    $("dial").focus();
  }
}

// --- The diary and the texts ---

let reading = false;

async function readDay() {
  if (!chosen || reading) return;
  const { id } = chosen;
  reading = true;
  // What cannot be read now is read at the next look; the call itself says when the line is down.
  const day = await api.day(id).catch(() => null);
  reading = false;
  if (chosen.id !== id) {
    readDay();
    return;
  }
  if (!day) return;
  const changed = diary.show(day.appointments ?? [], now());
  const arrived = texts.show(day.texts ?? [], chosen.timezone);
  if (changed || arrived) news();
}

function watch() {
  if (!document.hidden && (phone.busy || Date.now() < watchUntil)) readDay();
}

// --- Small screens: one part at a time ---

function look(view) {
  document.body.dataset.view = view;
  for (const button of document.querySelectorAll(".tabs button")) {
    if (button.dataset.view === view) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
  if (view === "inside") $("news").hidden = true;
}

function news() {
  $("news").hidden = document.body.dataset.view === "inside";
}

// --- Start ---

$("from").value = spaced(ownNumber());
$("dial-form").addEventListener("submit", dial);
$("dial-form").addEventListener("change", () => {
  $("from-row").hidden = $("dial-form").elements.caller.value !== "shown";
});
$("shops-again").addEventListener("click", loadShops);
for (const button of document.querySelectorAll(".tabs button")) {
  button.addEventListener("click", () => look(button.dataset.view));
}
document.addEventListener("visibilitychange", watch);
setInterval(watch, DAY_EVERY);
setInterval(refreshShops, SHOPS_EVERY);
setInterval(tick, 15000);
loadShops();
