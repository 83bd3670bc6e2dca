// Forms open beside what one looks at, boxes are dragged, and what others record arrives. Without this script every form
// is a page of its own.
import { part } from "./part.js";

const sheet = document.getElementById("editing");
const edits = { opener: null, reached: 0, sending: 0, stream: null, drag: null, stale: false, refreshing: false, typed: false };
const LEAST_HEIGHT = 10, PICKED_UP = 6, EDGE = 36, PER_FRAME = 12, RESTED = 400, LATER = 30_000;

async function open(address, opener) {
  edits.opener = opener?.closest("dialog") ? edits.opener : opener;
  // At once, not a moment later: a form that is there does already what its script says.
  if (!await part(seen(address), sheet, { swap: "innerHTML settle:0ms" })) return;
  if (!sheet.open) sheet.showModal();
  begun();
  return sheet;
}

// What was recorded since the link was drawn has been told: by the answer to whoever recorded it, as news to others.
function seen(address) {
  const asked = new URL(address, location), { searchParams: said } = asked;
  if (said.has("seen")) said.set("seen", Math.max(edits.reached, Number(said.get("seen"))));
  return asked.pathname + asked.search;
}

// What changed meanwhile and what was wrong come first, then what is asked for.
function begun() {
  const first = ["[role=alert]", "[aria-invalid]", "[data-next]", "input:not([type=hidden]), select, a"];
  for (const one of first) {
    const found = sheet.querySelector(one);
    if (found) return found.focus();
  }
}

// A map draws itself anew; of other views the part that may have changed is fetched. What is recorded while it is under
// way is fetched after it: htmx would queue that with the part that is about to be replaced, and forget it.
async function refresh() {
  if (!document.getElementById("live")) return;
  edits.stale = true;
  if (edits.refreshing) return;
  edits.refreshing = true;
  while (edits.stale) {
    edits.stale = false;
    const unfolded = [...document.querySelectorAll("#live details[open][id]")].map((one) => one.id);
    await part(location.pathname + location.search, "#live", { select: "#live", swap: "outerHTML", selectOOB: "#watched" });
    for (const id of unfolded) document.getElementById(id)?.setAttribute("open", "");
  }
  edits.refreshing = false;
  if (document.activeElement === document.body) again(edits.opener)?.focus({ preventScroll: true });
}

// Who opened a form finds what they opened it with, which was drawn anew.
function again(opener) {
  if (!opener || opener.isConnected) return opener;
  const path = (link) => link.getAttribute("href")?.replace(/seen=\d+/, "");
  return [...document.querySelectorAll("a[href]")].find((link) => path(link) === path(opener));
}

document.addEventListener("click", (event) => {
  const at = event.target.closest?.("a[data-edit], [data-cancel], [data-dismiss]");
  if (!at || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (at.matches("[data-cancel]")) sheet.close();
  else if (at.matches("[data-dismiss]")) at.closest(".said").remove();
  else if (sheet) {
    event.preventDefault();
    open(at.href, at);
  }
});
sheet?.addEventListener("close", () => {
  sheet.replaceChildren();
  edits.typed = false;
  again(edits.opener)?.focus({ preventScroll: true });
});
// From a name that was typed down to those who are called like that, between whom arrows choose by themselves.
sheet?.addEventListener("keydown", (event) => {
  const typed = event.key === "ArrowDown" && event.target.closest("input[type=search]");
  const first = typed && typed.closest("fieldset").querySelector(".found [type=radio]");
  if (!first) return;
  event.preventDefault();
  first.focus();
  first.click();
});
// The one event for news: an answer brings it where one recorded something oneself, the stream where others did.
document.addEventListener("recorded", ({ detail }) => {
  edits.reached = Math.max(edits.reached, detail.position);
  if (!detail.arrived && sheet?.open) sheet.close();
  refresh();
});
for (const [name, step] of [["htmx:beforeRequest", 1], ["htmx:afterRequest", -1]]) {
  document.addEventListener(name, (event) => {
    if (event.detail.requestConfig.verb === "post") edits.sending += step;
  });
}
// What was typed stays, and may be sent again: a form names the fact that it records.
function failed() {
  const said = document.getElementById("failed").content.cloneNode(true);
  if (!sheet?.open) return document.getElementById("recorded").replaceChildren(said);
  sheet.querySelector(".said")?.remove();
  sheet.prepend(said);
  sheet.querySelector(".said").focus();
}
for (const name of ["htmx:responseError", "htmx:sendError", "failed"]) document.addEventListener(name, failed);
sheet?.addEventListener("input", () => (edits.typed = true));
addEventListener("beforeunload", (event) => sheet?.open && edits.typed && event.preventDefault());
document.addEventListener("htmx:afterSwap", (event) => {
  document.querySelector("#recorded > [role=alert]")?.remove();
  if (event.detail.target === sheet && sheet.open) begun();
});

// One stream for what is looked at, while it is looked at: a browser opens few connections to a server at once.
function watch() {
  const watched = document.getElementById("watched"), base = watched?.dataset.account;
  const wanted = base && !("then" in watched.dataset) && !document.hidden;
  if (edits.stream && wanted && edits.stream.base === base) return;
  edits.stream?.close();
  edits.stream = null;
  if (!wanted) return;
  edits.reached = Math.max(edits.base === base ? edits.reached : 0, Number(watched.dataset.position));
  edits.base = base;
  edits.stream = Object.assign(new EventSource(`${base}/changes?after=${edits.reached}`), { base });
  edits.stream.addEventListener("changed", (event) => came(base, Number(event.data)));
  edits.stream.addEventListener("error", ({ target }) => target.readyState === EventSource.CLOSED && later(target));
}

// A browser tries again by itself where nobody answers, and gives up where it is refused: too many streams, a server that
// is just starting.
function later(stream) {
  if (edits.stream === stream) edits.stream = null;
  setTimeout(watch, LATER);
}

// What one records oneself is told by its answer; nothing moves while a box is dragged.
async function came(base, position) {
  while (edits.sending || edits.drag) await new Promise((done) => setTimeout(done, 50));
  if (position <= edits.reached) return;
  const after = edits.reached;
  edits.reached = position;
  await part(`${base}/arrived?after=${after}`, "#arrived");
  document.dispatchEvent(new CustomEvent("recorded", { detail: { position, arrived: true } }));
}
document.addEventListener("visibilitychange", watch);
document.addEventListener("htmx:afterSettle", watch);
window.addEventListener("pagehide", () => edits.stream?.close());
watch();

// A box dragged onto another opens the form that says so; nothing is recorded by dragging alone. Fingers move the map.
document.addEventListener("pointerdown", (event) => {
  const box = event.target.closest?.("[data-picture] a[data-role]");
  const small = box && box.getBoundingClientRect().height < LEAST_HEIGHT;
  if (!sheet || !box || small || event.button || event.pointerType === "touch") return;
  event.stopPropagation();
  const { clientX: x, clientY: y } = event;
  edits.drag = { box, x, y, from: placed(box, x, y), ghost: null, aim: null };
}, true);
document.addEventListener("pointermove", (event) => {
  const drag = edits.drag;
  if (!drag || (!drag.ghost && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < PICKED_UP)) return;
  drag.ghost ??= ghost(drag.box);
  Object.assign(drag, { x: event.clientX, y: event.clientY });
  follow(drag);
  edge(drag);
});
document.addEventListener("pointerup", () => {
  const drag = edits.drag;
  drop();
  if (!drag?.ghost) return;
  const stop = (event) => event.preventDefault();
  document.addEventListener("click", stop, true);
  setTimeout(() => document.removeEventListener("click", stop, true));
  if (drag.aim) open(moving(drag), drag.box);
});
document.addEventListener("pointercancel", () => drop());
document.addEventListener("keydown", (event) => event.key === "Escape" && drop());

// Where the pointer is on the map, wherever that was moved to meanwhile.
function placed(box, x, y) {
  return new DOMPoint(x, y).matrixTransform(box.ownerSVGElement.getScreenCTM().inverse());
}
function follow(drag) {
  const to = placed(drag.box, drag.x, drag.y), under = document.elementFromPoint(drag.x, drag.y)?.closest("a[data-role]");
  drag.ghost.setAttribute("transform", `translate(${to.x - drag.from.x} ${to.y - drag.from.y})`);
  aim(drag, under === drag.box ? null : under);
}
// Where the pointer rests at the edge the map goes on.
function edge(drag) {
  const { left, right, top, bottom } = drag.box.closest("[data-picture]").getBoundingClientRect();
  const step = (at, low, high) => (at < low + EDGE ? -PER_FRAME : at > high - EDGE ? PER_FRAME : 0);
  const way = { x: step(drag.x, left, right), y: step(drag.y, Math.max(top, 0), Math.min(bottom, innerHeight)) };
  drag.resting = way.x || way.y ? drag.resting || performance.now() : 0;
  if (drag.moving || !drag.resting) return;
  if (performance.now() - drag.resting > RESTED) drag.box.closest("[data-picture]").dispatchEvent(new CustomEvent("pan", { detail: way }));
  drag.moving = requestAnimationFrame(() => {
    drag.moving = null;
    if (edits.drag !== drag) return;
    follow(drag);
    edge(drag);
  });
}
function ghost(box) {
  const made = box.cloneNode(true);
  for (const one of [made, ...made.querySelectorAll("[id]")]) one.removeAttribute("id");
  made.setAttribute("class", `${box.getAttribute("class")} ghost`);
  made.setAttribute("aria-hidden", "true");
  box.classList.add("lifted");
  return (box.closest(".map") || box.ownerSVGElement).appendChild(made);
}
function aim(drag, under) {
  drag.aim?.classList.remove("aim");
  drag.aim = under ?? null;
  drag.aim?.classList.add("aim");
}
function drop() {
  const drag = edits.drag;
  edits.drag = null;
  drag?.ghost?.remove();
  drag?.box.classList.remove("lifted");
  drag?.aim?.classList.remove("aim");
}
function moving({ box, aim }) {
  const watched = document.getElementById("watched").dataset, asked = new URLSearchParams(location.search);
  const kept = ["as_of", "known_at", "position"].filter((name) => asked.has(name)).map((name) => [name, asked.get(name)]);
  const said = { role: box.dataset.role, reports_to: aim.dataset.role, seen: watched.position };
  return `${watched.account}/edit/reporting?${new URLSearchParams([...kept, ...Object.entries(said)])}`;
}
