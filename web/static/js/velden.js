// Says back in words what was typed as a moment or a date of birth; "Nu" and "Gisteren"; and the
// address that belongs to a postcode. Without this everything can be typed, and the page says it.

const ZONE = "Europe/Amsterdam";
const MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split(" ");

const form = document.querySelector("form[data-concept]");
// the server's clock, not the tablet's
const started = performance.now();
const shown = form ? Date.parse(form.dataset.nu) : 0;
const now = () => new Date(shown + performance.now() - started);

const part = (root, name) => root.querySelector(`[name$=".${name}"]`);
const changed = (field) => field.dispatchEvent(new Event("input", { bubbles: true }));

function localParts(moment) {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: ZONE, year: "numeric", month: "2-digit", day: "2-digit",
    hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  });
  return Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
}

// A day as words needs no zone: it is the day itself.
function inWords(day, time) {
  const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day);
  if (!found || !/^\d\d:\d\d$/.test(time)) return "";
  const date = new Date(Date.UTC(found[1], found[2] - 1, found[3]));
  const words = new Intl.DateTimeFormat("nl-NL", {
    timeZone: "UTC", weekday: "long", day: "numeric", month: "long", year: "numeric",
  }).format(date);
  return `${words}, ${time.replace(":", ".")} uur`;
}

function speakMoment(field) {
  field.querySelector(":scope > .echo").textContent =
    inWords(part(field, "datum").value, part(field, "tijd").value);
}

function monthOf(text) {
  const word = text.trim().toLowerCase().replace(/\.$/, "");
  if (/^\d{1,2}$/.test(word)) return Number(word);
  if (word === "mrt") return 3;
  const found = MONTHS.filter((name) => word.length >= 3 && name.startsWith(word));
  return found.length === 1 ? MONTHS.indexOf(found[0]) + 1 : 0;
}

function speakAge(field) {
  const echo = field.querySelector(".echo");
  const day = Number(part(field, "dag").value);
  const month = monthOf(part(field, "maand").value);
  const year = part(field, "jaar").value.trim();
  const birth = new Date(Date.UTC(Number(year), month - 1, day));
  const exists = /^\d{4}$/.test(year) && birth.getUTCMonth() === month - 1 && birth.getUTCDate() === day;
  const today = localParts(now());
  const before = Number(today.month) * 100 + Number(today.day) < month * 100 + day;
  const years = Number(today.year) - Number(year) - (before ? 1 : 0);
  const sentence = years < 18 ? echo.dataset.minderjarig : echo.dataset.jaar;
  echo.textContent = exists && years >= 0 && years < 130 ? sentence.replace("{jaren}", years) : "";
}

function setMoment(field, shift) {
  const moment = now();
  const today = localParts(moment);
  const day = new Date(Date.UTC(today.year, today.month - 1, Number(today.day) + shift));
  part(field, "datum").value = day.toISOString().slice(0, 10);
  if (shift === 0) part(field, "tijd").value = `${today.hour}:${today.minute}`;
  changed(part(field, "datum"));
  speakMoment(field);
  if (shift !== 0) part(field, "tijd").focus();
}

async function lookUp(row, button) {
  const start = row.dataset.van;
  const field = (name) => document.getElementById(`${start}.${name}`);
  const told = document.getElementById(`${start}-gevonden`);
  const body = new URLSearchParams({ csrf: form.elements.csrf.value });
  for (const name of ["postcode", "huisnummer", "toevoeging"]) body.set(name, field(name).value);
  button.disabled = true;
  try {
    const answer = await fetch(row.dataset.adres, { method: "POST", body, redirect: "manual" });
    const found = await answer.json();
    told.textContent = found.uitleg;
    for (const name of ["straat", "plaats"]) {
      if (!found[name]) continue;
      field(name).value = found[name];
      changed(field(name));
    }
  } catch {
    told.textContent = document.getElementById("concept").dataset.geen;
  } finally {
    button.disabled = false;
  }
}

if (form) {
  for (const quick of form.querySelectorAll("[data-snel]")) quick.hidden = false;
  form.addEventListener("focusout", ({ target }) => {
    const moment = target.closest("[data-moment]");
    if (moment) speakMoment(moment);
  });
  form.addEventListener("input", ({ target }) => {
    const birth = target.closest("[data-geboren]");
    if (birth) speakAge(birth);
  });
  form.addEventListener("click", (event) => {
    const quick = event.target.closest("button[data-dag]");
    const look = event.target.closest("button[data-zoek]");
    if (quick) setMoment(quick.closest("[data-moment]"), Number(quick.dataset.dag));
    if (look) {
      event.preventDefault();
      lookUp(look.closest("[data-adres]"), look);
    }
  });
}
