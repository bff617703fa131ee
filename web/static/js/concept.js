// Keeps what is typed as a draft on the server, and says whether that worked.
// Nothing is ever kept in the browser: when the line is gone, the open page is the only copy.

const FIRST_WAIT = 3_000;
const LONGEST_WAIT = 60_000;
// What a browser is willing to send while a page closes.
const LAST_WORDS = 60_000;

const form = document.querySelector("form[data-concept]");
const line = document.getElementById("concept");

/** Whether somebody typed or chose this while the script was still on its way over a slow line. */
function typedBefore(field) {
  if (!field.name || field.type === "hidden" || field.type === "password") return false;
  if (field.type === "checkbox" || field.type === "radio") return field.checked && !field.defaultChecked;
  if (field instanceof HTMLSelectElement) {
    const shown = [...field.options].findIndex((option) => option.defaultSelected);
    return field.selectedIndex !== Math.max(shown, 0);
  }
  return "defaultValue" in field && field.value !== "" && field.value !== field.defaultValue;
}

if (form && line) {
  const text = line.dataset;
  const version = form.elements.versie;
  let changes = 0;
  let kept = 0;
  let timer = 0;
  let wait = FIRST_WAIT;
  let busy = false;
  let stopped = false;
  let leaving = false;
  let sending = false;
  let urgent = false;

  const say = (words, ...more) => line.replaceChildren(words, ...more);
  const unsaved = () => changes !== kept;

  const later = (delay) => {
    clearTimeout(timer);
    timer = setTimeout(() => save(), delay);
  };

  const body = () => {
    const typed = new URLSearchParams(new FormData(form));
    for (const secret of form.querySelectorAll("input[type=password]")) typed.delete(secret.name);
    typed.set("doe", "bewaren");
    return typed;
  };

  const post = (typed, closing) => {
    const keepalive = closing && typed.toString().length < LAST_WORDS;
    return fetch(form.dataset.concept, {
      method: "POST",
      body: typed,
      headers: { Accept: "application/json" },
      redirect: "manual",
      keepalive,
    });
  };

  // After signing in again, in another tab, forms of this page carry a mark that no longer counts.
  const renew = async () => {
    const answer = await fetch(text.sessie, {
      headers: { Accept: "application/json" },
      redirect: "manual",
    });
    if (!answer.ok) return false;
    const { csrf, seconden } = await answer.json();
    for (const field of document.querySelectorAll("input[name=csrf]")) field.value = csrf;
    document.dispatchEvent(new CustomEvent("sessie", { detail: { seconden, csrf } }));
    return true;
  };

  // Says whether the form may be sent now: not without a line, nor while somebody has to choose.
  async function save(closing = false, again = false) {
    clearTimeout(timer);
    if (stopped || !unsaved()) return true;
    if (busy && !again) {
      urgent ||= closing;
      return false;
    }
    const taken = changes;
    try {
      busy = true;
      const answer = await post(body(), closing);
      if (answer.type === "opaqueredirect" || answer.status === 400) {
        if (!again && (await renew())) return await save(false, true);
        signedOut();
        return false;
      }
      return await settle(answer, taken);
    } catch {
      retry();
      return false;
    } finally {
      if (!again) {
        busy = false;
        if (urgent) {
          urgent = false;
          save(true);
        }
      }
    }
  }

  async function settle(answer, taken) {
    if (answer.ok) {
      const told = await answer.json();
      version.value = told.versie;
      kept = taken;
      wait = FIRST_WAIT;
      document.dispatchEvent(new CustomEvent("sessie", { detail: { seconden: told.seconden } }));
      say(text.bewaard.replace("{tijd}", told.tijd));
      if (unsaved()) later(FIRST_WAIT);
      return true;
    }
    if (answer.status === 409) {
      choose(await answer.json());
      return stopped;
    }
    if (answer.status >= 500 || answer.status === 429) {
      retry();
      return false;
    }
    const told = await answer.json().catch(() => ({}));
    say(told.fout ?? text.wacht);
    return true;
  }

  const retry = () => {
    say(text.geen);
    later(wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  };

  const signedOut = () => {
    const link = document.createElement("a");
    link.href = text.adres;
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = text.aanmelden;
    say(`${text.afgemeld} `, link);
    later(LONGEST_WAIT / 4);
  };

  // Another device kept something else: nothing is overwritten before somebody chose.
  const choose = ({ fout, versie }) => {
    if (versie === undefined) {
      stopped = true;
      return say(fout);
    }
    const ours = document.createElement("button");
    ours.type = "button";
    ours.className = "secondary";
    ours.textContent = text.hier;
    ours.addEventListener("click", () => {
      version.value = versie;
      save();
    });
    const theirs = document.createElement("a");
    theirs.href = location.pathname;
    theirs.textContent = text.daar;
    theirs.addEventListener("click", () => {
      leaving = true;
    });
    say(`${fout} `, ours, " ", theirs);
  };

  const changed = () => {
    changes += 1;
    if (line.textContent !== text.geen) say(text.wacht);
    if (!stopped) later(FIRST_WAIT);
  };
  form.addEventListener("input", changed);
  if ([...form.elements].some(typedBefore)) changed();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save(true);
    else if (unsaved()) later(0);
  });
  window.addEventListener("online", () => unsaved() && later(0));
  window.addEventListener("offline", () => unsaved() && say(text.geen));

  // First the draft, then the form: when the line is gone the page stays, with all that is in it.
  form.addEventListener("submit", async (event) => {
    const { submitter } = event;
    if (leaving || sending) return event.preventDefault(); // a second tap on the same button
    if (!unsaved() && navigator.onLine) {
      leaving = true;
      return undefined;
    }
    event.preventDefault();
    if (submitter?.value === "weggooien") kept = changes;
    sending = true;
    while (busy) await new Promise((done) => setTimeout(done, 50));
    const may = navigator.onLine ? await save() : false;
    sending = false;
    if (may) {
      kept = changes;
      form.requestSubmit(submitter);
    } else {
      if (!navigator.onLine) say(text.geen);
      line.scrollIntoView({ block: "nearest" });
    }
    return undefined;
  });
  window.addEventListener("pageshow", () => {
    leaving = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved() && !leaving) event.preventDefault();
  });
}
