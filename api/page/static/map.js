// The map in the page: what the address bar says is what is shown, and what one does goes into the address bar.
import { frames } from "./frames.js";
import { panels } from "./panel.js";
import { part } from "./part.js";
import { living } from "./picture.js";
import { sliding } from "./slider.js";
import { ties } from "./ties.js";

const box = document.querySelector("[data-picture]"), layers = document.querySelector("form.layers");
const where = living(box);
ties(box.querySelector("svg"));
const shown = frames(box);
const slider = sliding(document.querySelector("[data-slider]"), go, shown.near);
panels();

// Changes by the name of the parameter; null takes one away. `keep`: the step before stays behind the back button.
async function go(changes, keep = true) {
  const asked = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) value ? asked.set(name, value) : asked.delete(name);
  const search = asked.size ? `?${asked}` : location.pathname;
  history[keep ? "pushState" : "replaceState"]({ map: true }, "", search + (location.hash.startsWith("#at=") ? location.hash : ""));
  await arrive();
}

async function arrive() {
  const frame = await shown.show(location.search);
  if (!frame) return;
  const note = document.querySelector("[data-missing]");
  if (note) note.hidden = !frame.missing;
  detail(frame.detailed);
  slider?.follow(frame);
  follow(frame);
}

// What the address leaves open is what the account is drawn in by itself.
function detail(drawn) {
  const label = layers?.querySelector("[data-detail]"), field = label?.querySelector("select");
  if (!label) return;
  label.hidden = field.disabled = !drawn;
  field.value = drawn || "full";
}

// What the map of the day has that is odd.
function look() {
  const place = document.getElementById("found"), asked = new URLSearchParams(location.search), query = new URLSearchParams();
  if (!place) return;
  for (const name of ["as_of", "known_at", "position"]) if (asked.has(name)) query.set(name, asked.get(name));
  part(`${place.dataset.found}?${query}`, place);
}
document.addEventListener("settled", look);

// Whoever recorded something says so, and the map is drawn anew, with the slider's marks.
document.addEventListener("recorded", () => {
  shown.forget();
  arrive();
  panels.refresh();
  slider?.mark();
  look();
});
// Steps of ours are marked; what a link to a fact in the panel adds is not, and nothing is to be drawn anew for it. The map
// lies where the address says, after the back button or where somebody typed another place.
history.replaceState({ map: true }, "");
addEventListener("popstate", async ({ state }) => {
  if (!state) {
    history.replaceState({ map: true }, "");
    return where.named() && where.arrive();
  }
  await arrive();
  where.arrive();
  panels.refresh();
  look();
});

// Links and fields around the map go on at the same clocks, and with what of the rest they keep.
function follow(frame) {
  const asked = new URLSearchParams(location.search), drawn = asDrawn(asked);
  for (const link of document.querySelectorAll(".top a, main a")) if (leads(link)) {
    const own = new URLSearchParams(link.search);
    const keeps = ["as_of", "known_at", "position", ...(link.dataset.keeps?.split(" ") || [])];
    for (const name of keeps) drawn.has(name) ? own.set(name, drawn.get(name)) : own.delete(name);
    link.search = own;
  }
  for (const link of document.querySelectorAll('.tools a[href*="next="]')) {
    link.search = new URLSearchParams({ next: location.pathname + location.search });
  }
  compared(asked);
  dated(asked, frame.day);
  if (layers) chosen(asked);
  for (const form of document.querySelectorAll("form.clocks, form.layers, form.finder")) fill(form, asked, frame);
}

// Files are asked for what is drawn: attitudes by name, and of no opportunity that is not there on the day.
function asDrawn(asked) {
  const drawn = new URLSearchParams(asked), layers = asked.getAll("layers").join(",");
  if (document.querySelector("[data-missing]:not([hidden])")) drawn.delete("opportunity");
  if (layers) drawn.set("layers", drawn.has("opportunity") ? `${layers},attitude` : layers);
  return drawn;
}

// Two days have a file of their own.
function compared(asked) {
  const links = document.querySelectorAll("[data-compared]"), at = asked.get("known_at"), from = asked.get("from");
  if (!links.length) return;
  document.querySelector("[data-files]").hidden = from;
  const ends = { from, to: asked.get("as_of"), known_from: at, known_to: at, collapse: asked.get("collapse"), detail: asked.get("detail") };
  for (const link of links) {
    link.hidden = !from;
    link.search = new URLSearchParams(Object.entries(ends).filter(([, value]) => value));
  }
}

// What the button says that opens the two dates where there is little room.
function dated(asked, day) {
  const words = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeZone: "UTC" });
  const said = (text) => (Number.isNaN(Date.parse(text)) ? text : words.format(new Date(text.slice(0, 10))));
  const known = document.querySelector("[data-known]"), at = asked.get("known_at");
  document.querySelector("[data-shown-day]").textContent = said(day);
  known.textContent = known.dataset[at ? "then" : asked.has("position") ? "before" : "now"].replace("{day}", said(at || ""));
}

// What is drawn is what the address says, after the back button, too.
function chosen(asked) {
  const drawn = asked.has("layers") && asked.getAll("layers").join(",").split(",");
  for (const one of layers.querySelectorAll("[name=layers]")) one.checked = drawn ? drawn.includes(one.value) : "usual" in one.dataset;
  const sale = layers.querySelector("[name=opportunity]");
  const found = [...(sale?.options || [])].find((option) => option.value === (asked.get("opportunity") || ""));
  if (found) found.selected = true;
}

const APART = ".picture a, .steps a, .clocks a, .skip, .tools a, a.why, .facts a, [data-compared]";
const leads = (link) => link.origin === location.origin && !link.matches(APART);

function fill(form, asked, frame) {
  const names = form.matches(".finder") ? ["as_of", "known_at", "position"] : ["as_of", "known_at", "position", "collapse", "from", "box", "layers", "opportunity", "detail"];
  for (const name of names) {
    const fields = [...form.elements].filter((field) => field.name === name), hidden = fields.find((field) => field.type === "hidden");
    if (fields.length && !hidden) {
      const meant = { as_of: frame.day, from: frame.since, known_at: asked.get("known_at")?.slice(0, 10) };
      if (fields[0].type === "date") fields[0].value = meant[name] || "";
    } else if (!asked.has(name)) hidden?.remove();
    else if (hidden) hidden.value = asked.get(name);
    else form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value: asked.get(name) }));
  }
}

// What is drawn changes as it is chosen.
layers?.addEventListener("change", ({ target }) => {
  const drawn = [...layers.querySelectorAll("[name=layers]:checked")].map((one) => one.value);
  go({ [target.name]: target.name === "layers" ? drawn.join(",") || "hierarchy" : target.value });
});

// A unit folds to one box where its title is chosen, and unfolds where that box is.
box.addEventListener("click", (event) => {
  const unit = event.target.closest("a[data-unit]:not([data-role])")?.dataset.unit;
  if (!unit || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const folded = new Set((new URLSearchParams(location.search).get("collapse") || "").split(",").filter(Boolean));
  folded.delete(unit) || folded.add(unit);
  go({ collapse: [...folded].sort().join(",") }).then(() => box.querySelector(`a[data-unit="${CSS.escape(unit)}"]:not([data-role])`)?.focus({ preventScroll: true }));
});
