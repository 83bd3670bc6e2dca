// A box of the map opens its panel beside it; Escape closes it. Without this script a box leads to a page of its own.
import { part } from "./part.js";

const BOXES = "a[data-role], a[data-person]:not([data-role])";
const CLOCKS = ["as_of", "known_at", "position"];
const place = () => document.getElementById("panel");
const named = () => new URLSearchParams(location.search).get("box");
const boxed = (name) => name && document.getElementById(name);
const wide = () => matchMedia("(min-width: 60rem)").matches;
const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const plain = (event) => !(event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

// The address bar says which box is open, so that a colleague sees the same.
function addressed(name) {
  const address = new URL(location.href);
  if (name) address.searchParams.set("box", name);
  else address.searchParams.delete("box");
  history.replaceState({ map: true }, "", address.pathname + address.search + address.hash);
}

function marked() {
  for (const old of document.querySelectorAll(".picture [aria-current]")) old.removeAttribute("aria-current");
  boxed(named())?.setAttribute("aria-current", "true");
}

async function load(name) {
  const asked = new URLSearchParams(location.search), query = new URLSearchParams({ box: name });
  for (const clock of CLOCKS) if (asked.has(clock)) query.set(clock, asked.get(clock));
  return await part(`${place().dataset.panels}?${query}`, place()) && named() === name;
}

async function open(name) {
  addressed(name);
  marked();
  if (!await load(name)) return;
  const title = document.getElementById("panel-title");
  title?.focus({ preventScroll: true });
  if (title && !wide()) place().scrollIntoView({ block: "start", behavior: still() ? "auto" : "smooth" });
}

function close() {
  const box = boxed(named());
  place().replaceChildren();
  addressed(null);
  marked();
  (box || document.querySelector(".picture")).focus();
}

export function panels() {
  document.addEventListener("click", (event) => {
    if (!plain(event)) return;
    const inside = event.target.closest(":is(.panel, #found) [data-box]"), box = event.target.closest(BOXES);
    if (event.target.closest("[data-close]")) {
      event.preventDefault();
      close();
    } else if (inside || box?.closest(".picture")) {
      event.preventDefault();
      open(inside ? inside.dataset.box : box.id);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && named() && event.target.closest(".mapped")) close();
  });
  document.addEventListener("drawn", marked);
  document.addEventListener("settled", panels.refresh);
  marked();
}

// The same box on another day, or whichever the address names now.
panels.refresh = () => {
  const name = named();
  if (name) load(name);
  else place().replaceChildren();
};
