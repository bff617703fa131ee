// Counts what is ticked while it is ticked, and finds items by a word. The server counts as well.

const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

for (const annex of document.querySelectorAll("[data-bijlage]")) {
  const items = [...annex.querySelectorAll("[data-punt]")];
  const parts = [...annex.querySelectorAll("[data-deel]")];
  const search = annex.querySelector("[data-zoeken]");
  const field = search.querySelector("input");
  const told = search.querySelector("[role=status]");
  const words = new Map(items.map((item) => [item, plain(item.querySelector("label").textContent)]));
  const wasOpen = new Map();

  const count = () => {
    for (const part of parts) {
      const ticked = part.querySelectorAll("[data-punt] > .choice input:checked").length;
      part.querySelector("[data-aantal]").textContent = ticked;
    }
  };

  const find = () => {
    const wanted = plain(field.value).split(/\s+/).filter(Boolean);
    if (wanted.length && !wasOpen.size) for (const part of parts) wasOpen.set(part, part.open);
    let found = 0;
    for (const item of items) {
      item.hidden = !wanted.every((word) => words.get(item).includes(word));
      if (!item.hidden) found += 1;
    }
    for (const signal of annex.querySelectorAll("[data-signaal]")) {
      signal.hidden = !signal.querySelector("[data-punt]:not([hidden])");
    }
    for (const part of parts) {
      part.hidden = !part.querySelector("[data-punt]:not([hidden])");
      part.open = wanted.length ? !part.hidden : (wasOpen.get(part) ?? part.open);
    }
    if (!wanted.length) wasOpen.clear();
    told.textContent = !wanted.length ? "" : found
      ? told.dataset.gevonden.replace("{aantal}", found) : told.dataset.geen;
  };

  search.hidden = false;
  annex.addEventListener("change", count);
  field.addEventListener("input", (event) => {
    event.stopPropagation(); // what one looks for is no part of the draft
    find();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  count();
}
