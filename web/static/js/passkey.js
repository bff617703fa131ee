// SPDX-FileCopyrightText: 2026 The Huisverbod contributors
// SPDX-License-Identifier: EUPL-1.2
// Asks this device for a passkey, and sends its answer along with the form the button stands in.

async function question(part) {
  const answer = await fetch(part.dataset.opties, {
    method: "POST",
    body: new FormData(part.closest("form")),
  });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return answer.json();
}

async function passkey(part, options) {
  if (part.dataset.passkey === "new") {
    return navigator.credentials.create({
      publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
    });
  }
  return navigator.credentials.get({
    publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
  });
}

function prepare(part) {
  const form = part.closest("form");
  const button = part.querySelector("button");
  const status = part.querySelector("[role=status]");
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    if (!globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON) {
      status.textContent = part.dataset.onbekend;
      return;
    }
    button.disabled = true;
    status.textContent = "";
    try {
      const { handvat, opties } = await question(part);
      const made = await passkey(part, opties);
      part.querySelector("[name=passkey]").value = JSON.stringify(made.toJSON());
      part.querySelector("[name=uitdaging]").value = handvat;
      // what is asked of those who have no passkey stays empty
      form.noValidate = true;
      form.requestSubmit();
    } catch (error) {
      const stopped = error.name === "NotAllowedError" || error.name === "AbortError";
      status.textContent = stopped ? part.dataset.afgebroken : part.dataset.mislukt;
      button.disabled = false;
    }
  });
}

for (const part of document.querySelectorAll("[data-passkey]")) prepare(part);
