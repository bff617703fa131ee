// SPDX-FileCopyrightText: 2026 The Huisverbod contributors
// SPDX-License-Identifier: EUPL-1.2
//
// Shows a process in bpmn-js: to enlarge, to move about in, and to ask of each step what happened.
// Everything it tells stands in the list of steps on the page; when it fails, the picture stays.

const STEP = 120;
/** Where text can be read. */
const READABLE = 0.6;

const viewer = document.getElementById("kijker");
const picture = document.getElementById("plaatje");
const steps = new Map([...document.querySelectorAll("li[data-element]")].map((line) => [line.dataset.element, line]));

async function show() {
  const style = getComputedStyle(document.body);
  const [ink, paper] = [style.color, style.backgroundColor];
  viewer.hidden = false;
  const drawing = new globalThis.BpmnJS({
    container: viewer.querySelector(".canvas"),
    bpmnRenderer: { defaultFillColor: paper, defaultStrokeColor: ink, defaultLabelColor: ink },
  });
  const answer = await fetch(viewer.dataset.model);
  if (!answer.ok) throw new Error(`model: ${answer.status}`);
  await drawing.importXML(await answer.text());
  const [canvas, overlays, registry] = ["canvas", "overlays", "elementRegistry"].map((name) => drawing.get(name));
  for (const [id, line] of steps) if (registry.get(id)) mark(registry.get(id), line, canvas, overlays);
  drawing.get("eventBus").on("element.click", ({ element }) => tell(element.id));
  for (const button of viewer.querySelectorAll("[data-beweeg]")) {
    button.addEventListener("click", () => MOVES[button.dataset.beweeg](canvas));
  }
  look(canvas, registry);
  picture.hidden = true;
}

/** A model may hold several processes; this page is about one, and first about where it is now. */
function look(canvas, registry) {
  const [pool] = registry.filter(({ businessObject }) => businessObject.processRef?.id === viewer.dataset.proces);
  canvas.zoom("fit-viewport");
  if (pool) canvas.viewbox({ x: pool.x - 20, y: pool.y - 20, width: pool.width + 40, height: pool.height + 40 });
  const now = registry.find(({ id, type }) => steps.get(id)?.dataset.stand === "present" && type !== "bpmn:SubProcess");
  if (canvas.zoom() >= READABLE || !now) return;
  canvas.zoom(READABLE);
  canvas.scrollToElement(now, 60);
}

const MOVES = {
  in: (canvas) => canvas.zoom(canvas.zoom() * 1.3),
  uit: (canvas) => canvas.zoom(canvas.zoom() / 1.3),
  past: (canvas) => canvas.zoom("fit-viewport"),
  links: (canvas) => canvas.scroll({ dx: STEP, dy: 0 }),
  rechts: (canvas) => canvas.scroll({ dx: -STEP, dy: 0 }),
  op: (canvas) => canvas.scroll({ dx: 0, dy: STEP }),
  neer: (canvas) => canvas.scroll({ dx: 0, dy: -STEP }),
};

/** The colour of a step, a sign that says the same, and when a timer falls due. */
function mark(element, { dataset: { stand, afloop } }, canvas, overlays) {
  canvas.addMarker(element, `is-${stand}`);
  if (element.type === "bpmn:SubProcess") {
    canvas.addMarker(element, "is-hull");
    return;
  }
  const sign = document.querySelector(`[data-teken=${stand}] svg`).cloneNode(true);
  overlays.add(element, { position: { top: -12, right: 12 }, html: sign });
  if (!afloop) return;
  const moment = document.createElement("span");
  moment.className = "step-moment";
  moment.textContent = afloop;
  overlays.add(element, { position: { bottom: -22, left: 0 }, html: moment });
}

/** What happened at a step, in the words of the list, with the way to it. */
function tell(id) {
  const line = steps.get(id.replace(/_label$/, ""));
  if (!line) return;
  const link = document.createElement("a");
  link.href = `#${line.id}`;
  link.textContent = line.querySelector("strong").textContent;
  viewer.querySelector(".chosen").replaceChildren(link, ` ${[...line.childNodes].slice(1).map((node) => node.textContent.trim()).join(" ")}`);
}

if (viewer && globalThis.BpmnJS) {
  show().catch(() => {
    viewer.hidden = true;
    picture.hidden = false;
  });
}
