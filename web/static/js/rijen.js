// Adds and takes away people without going to the server, so that a bad line does not stand in the
// way. Without this the same buttons post the page.

const NAMES = ["id", "name", "for", "value", "aria-describedby", "aria-labelledby", "formaction"];

function numbered(row, number) {
  for (const element of [row, ...row.querySelectorAll("*")]) {
    for (const name of NAMES) {
      const value = element.getAttribute(name);
      if (value?.includes("__n__")) element.setAttribute(name, value.replaceAll("__n__", number));
    }
  }
  for (const quick of row.querySelectorAll("[data-snel]")) quick.hidden = false;
  return row;
}

function renumber(section) {
  const rows = [...section.querySelectorAll(":scope > [data-rij]")];
  rows.forEach((row, place) => {
    for (const shown of row.querySelectorAll("[data-volgnummer]")) shown.textContent = place + 1;
    row.querySelector("button[name=weg]").hidden = rows.length < 2;
  });
}

function add(section) {
  const rows = [...section.querySelectorAll(":scope > [data-rij]")];
  const taken = rows.map((row) => Number(row.id.split(".").pop()));
  const fresh = section.querySelector(":scope > template").content.cloneNode(true);
  const row = numbered(fresh.querySelector("[data-rij]"), Math.max(-1, ...taken) + 1);
  rows.at(-1).after(row);
  renumber(section);
  row.querySelector("input:not([type=hidden])").focus();
  row.dispatchEvent(new Event("input", { bubbles: true }));
}

function remove(section, row) {
  const next = row.nextElementSibling?.matches("[data-rij]") ? row.nextElementSibling : row.previousElementSibling;
  row.remove();
  renumber(section);
  next.focus();
  section.dispatchEvent(new Event("input", { bubbles: true }));
}

for (const section of document.querySelectorAll("[data-rijen]")) {
  section.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=erbij], button[name=weg]");
    if (!button) return;
    event.preventDefault();
    if (button.name === "erbij") add(section);
    else remove(section, button.closest("[data-rij]"));
  });
}
