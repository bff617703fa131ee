// SPDX-FileCopyrightText: 2026 The Huisverbod contributors
// SPDX-License-Identifier: EUPL-1.2
//
// Looks again until the document is there, ever less often. Without scripts the page renews itself.

const waiting = document.querySelector("[data-wacht]");
const DELAYS = [1, 1, 2, 2, 3, 5, 8, 15];

async function look(times) {
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (answer.redirected || !answer.ok || !(await answer.text()).includes("data-wacht")) {
      location.replace(location.href);
      return;
    }
  } catch {
    waiting.querySelector("[role=status]").textContent = waiting.dataset.weg;
  }
  again(times + 1);
}

function again(times) {
  setTimeout(() => look(times), DELAYS[Math.min(times, DELAYS.length - 1)] * 1000);
}

if (waiting) again(0);
