// A box of the map opens its panel beside it; Escape closes it. Without this script a box leads to a page of its own.
"use strict";
const BOXES = "a[data-role], a[data-person]:not([data-role])";

const panels = {
  get place() { return document.getElementById("panel"); },
  get name() { return new URLSearchParams(location.search).get("box"); },
  box(name) { return name && document.getElementById(name); },
};

// The address bar says which box is open, so that a colleague sees the same.
function addressed(name) {
  const address = new URL(location.href);
  if (name) address.searchParams.set("box", name);
  else address.searchParams.delete("box");
  history.replaceState(history.state, "", address.pathname + address.search);
  for (const field of document.querySelectorAll("form input[name=box]")) field.value = name || "";
  return address.search;
}

function marked() {
  for (const old of document.querySelectorAll(".picture [aria-current]")) old.removeAttribute("aria-current");
  panels.box(panels.name)?.setAttribute("aria-current", "true");
}

async function opened(name) {
  const asked = panels.place.dataset.panels + keeping(addressed(name));
  marked();
  await htmx.ajax("GET", asked, { target: panels.place, swap: "innerHTML" });
  if (panels.name !== name) return;
  const title = document.getElementById("panel-title");
  title?.focus({ preventScroll: true });
  if (title && !wide()) panels.place.scrollIntoView({ block: "start", behavior: still() ? "auto" : "smooth" });
}

// Only what a panel is asked by.
function keeping(search) {
  const asked = new URLSearchParams(search);
  for (const name of [...asked.keys()]) if (!["box", "as_of", "known_at", "position"].includes(name)) asked.delete(name);
  return `?${asked}`;
}

const wide = () => matchMedia("(min-width: 60rem)").matches;
const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

function closed() {
  const box = panels.box(panels.name);
  panels.place.replaceChildren();
  addressed(null);
  marked();
  (box || document.querySelector(".picture")).focus();
}

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (!panels.place) return;
  const inside = event.target.closest(".panel [data-box]"), box = event.target.closest(BOXES);
  if (event.target.closest("[data-close]")) {
    event.preventDefault();
    closed();
  } else if (inside || box?.closest(".picture")) {
    event.preventDefault();
    opened(inside ? inside.dataset.box : box.id);
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && panels.name && panels.place && event.target.closest(".mapped")) closed();
});

marked();
document.addEventListener("htmx:afterSettle", marked);
