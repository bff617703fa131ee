// SPDX-FileCopyrightText: 2026 The Huisverbod contributors
// SPDX-License-Identifier: EUPL-1.2
//
// Counts on from what the server wrote. The server's clock counts, never the phone's: only how far
// the phone's clock has moved since the page came in. Without this script the server's text stands.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
// in days, as the server has them
const [LONG, YEAR, MONTH] = [100, 365, 30];

/** How long, as the server writes it; `length` in milliseconds. */
export function duration(length, words) {
  const minutes = Math.floor(length / MINUTE);
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
  const parts = units(days, hours, minutes % 60, words)
    .filter(([number]) => number)
    .map(([number, [one, many]]) => `${number} ${number === 1 ? one : many}`);
  if (!parts.length) return words.kort;
  if (parts.length === 1) return parts[0];
  return words.samen.replace("{eerst}", parts[0]).replace("{dan}", parts[1]);
}

/** What a length is told in: the further away, the coarser; the exact moment stands beside it. */
function units(days, hours, minutes, words) {
  if (days >= YEAR) {
    return [[Math.floor(days / YEAR), words.jaar], [Math.min(Math.floor((days % YEAR) / MONTH), 11), words.maand]];
  }
  if (days) return [[days, words.dag], [days >= LONG ? 0 : hours, words.uur]];
  return [[hours, words.uur], [minutes, words.minuut]];
}

/** "ruim", "dag", "uren", "nu" or "voorbij"; `left` in milliseconds. */
export function urgency(left, words) {
  if (left <= 0) return "voorbij";
  const near = Object.entries(words.stappen).filter(([, seconds]) => left <= seconds * 1000);
  return near.length ? near.at(-1)[0] : "ruim";
}

/** Milliseconds since the server's answer began to come in. */
function sinceAnswer() {
  const began = performance.getEntriesByType("navigation")[0]?.responseStart ?? 0;
  return Math.max(0, performance.now() - began);
}

function start(clock) {
  const words = JSON.parse(clock.dataset.woorden);
  const ahead = Date.parse(clock.dataset.nu) + sinceAnswer() - Date.now();
  const timers = [...document.querySelectorAll("[role=timer][data-tot]")].map((element) => ({
    element, until: Date.parse(element.dataset.tot), block: element.closest("[data-stand]"),
  }));

  let next;

  function tick() {
    const now = Date.now() + ahead;
    const said = [];
    let soon = false;
    for (const timer of timers) {
      const left = timer.until - now;
      const text = (left > 0 ? words.nog : words.geleden).replace("{duur}", duration(Math.abs(left), words));
      if (timer.element.textContent !== text) timer.element.textContent = text;
      soon ||= Math.abs(left) < HOUR;
      if (timer.block) said.push(...mark(timer, urgency(left, words), text));
    }
    // one voice: what crossed a threshold at this tick, and nothing in between
    if (said.length) clock.textContent = said.join(" ");
    clearTimeout(next);
    next = setTimeout(tick, soon ? 10_000 : MINUTE);
  }

  function mark({ block, element }, stand, text) {
    if (block.dataset.stand === stand) return [];
    block.dataset.stand = stand;
    const word = block.querySelector("[data-woord]");
    if (word) word.textContent = words.stand[word.dataset.woord][stand];
    if (!element.dataset.wat) return [];
    return [stand === "voorbij" ? `${element.dataset.wat}: ${words.gepasseerd}` : `${element.dataset.wat}: ${text}.`];
  }

  tick();
  // a phone that slept has slept through its ticks
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") tick();
  });
}

const clock = document.getElementById("klok");
if (clock) start(clock);
