// The picture moves and grows by its viewBox, and the slider asks for another day. Without this script it stands still,
// and dates are chosen in the form above. No library: those looked at set style attributes, which the policy refuses.
"use strict";
const kept = { path: null, view: null };
const STEP = 1.25, PAN = 60, READABLE = 0.7, MOST = 4, DRAGGED = 4;

function living(box) {
  const svg = box.querySelector("svg"), whole = svg.viewBox.baseVal;
  const size = { width: whole.width, height: whole.height };
  box.classList.add("living");
  svg.setAttribute("preserveAspectRatio", "xMinYMin meet");
  let room = svg.getBoundingClientRect();
  const fit = Math.min(room.width / size.width, room.height / size.height);
  const least = Math.min(fit, 1);
  let view = kept.path === location.pathname ? kept.view : opening();

  function opening() {
    const scale = Math.max(least, Math.min(1, Math.max(room.width / size.width, READABLE)));
    return { x: Math.min(0, (size.width - room.width / scale) / 2), y: 0, scale };
  }
  function show(next) {
    view = next;
    Object.assign(kept, { path: location.pathname, view });
    const part = [view.x, view.y, room.width / view.scale, room.height / view.scale];
    svg.setAttribute("viewBox", part.join(" "));
  }
  function pan(x, y) {
    show({ ...view, x: view.x + x / view.scale, y: view.y + y / view.scale });
  }
  function zoom(factor, x = room.width / 2, y = room.height / 2) {
    const scale = Math.max(least / 2, Math.min(MOST, view.scale * factor));
    show({ x: view.x + x / view.scale - x / scale, y: view.y + y / view.scale - y / scale, scale });
  }
  function all() {
    show({ x: (size.width - room.width / least) / 2, y: 0, scale: least });
  }
  const keys = {
    "+": () => zoom(STEP), "=": () => zoom(STEP), "-": () => zoom(1 / STEP), 0: all,
    ArrowLeft: () => pan(-PAN, 0), ArrowRight: () => pan(PAN, 0), ArrowUp: () => pan(0, -PAN), ArrowDown: () => pan(0, PAN),
  };
  box.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  box.addEventListener("click", (event) => keys[event.target.dataset?.zoom]?.());
  box.addEventListener("pan", ({ detail }) => pan(detail.x, detail.y));
  svg.addEventListener("wheel", (event) => {
    event.preventDefault();
    const { left, top } = svg.getBoundingClientRect();
    zoom(Math.exp(-event.deltaY / 400), event.clientX - left, event.clientY - top);
  }, { passive: false });
  svg.addEventListener("focusin", (event) => {
    const at = event.target.getBoundingClientRect(), frame = svg.getBoundingClientRect();
    const seen = at.left >= frame.left && at.right <= frame.right && at.top >= frame.top && at.bottom <= frame.bottom;
    if (!seen && event.target.matches(":focus-visible")) pan(at.left - frame.left - room.width / 2, at.top - frame.top - room.height / 2);
  });
  dragging(svg, pan, zoom);
  new ResizeObserver(() => {
    room = svg.getBoundingClientRect();
    show(view);
  }).observe(svg);
  show(view);
}

// One pointer moves, two also enlarge; a box is followed only if the pointer stood still.
function dragging(svg, pan, zoom) {
  const pointers = new Map();
  let moved = 0;
  const spread = () => {
    const [a, b] = [...pointers.values()];
    return Math.hypot(a.x - b.x, a.y - b.y);
  };
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("pointerdown", (event) => {
    if (!pointers.size) moved = 0;
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });
  svg.addEventListener("pointermove", (event) => {
    const was = pointers.get(event.pointerId);
    if (!was) return;
    const apart = pointers.size === 2 ? spread() : 0, x = was.x - event.clientX, y = was.y - event.clientY;
    moved += Math.hypot(x, y);
    if (moved > DRAGGED) svg.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    pan(x / pointers.size, y / pointers.size);
    if (apart) {
      const { left, top } = svg.getBoundingClientRect(), [a, b] = [...pointers.values()];
      zoom(spread() / apart, (a.x + b.x) / 2 - left, (a.y + b.y) / 2 - top);
    }
  });
  for (const end of ["pointerup", "pointercancel", "pointerleave"]) svg.addEventListener(end, (event) => {
    if (end !== "pointerleave" || !svg.hasPointerCapture(event.pointerId)) pointers.delete(event.pointerId);
  });
  svg.addEventListener("click", (event) => {
    if (moved > DRAGGED) event.preventDefault();
  }, true);
}

function sliding(form) {
  const range = form.querySelector("input[type=range]"), first = Date.parse(form.dataset.slider);
  const words = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeZone: "UTC" });
  form.classList.add("living");
  range.addEventListener("input", () => {
    const day = new Date(first + range.value * 864e5);
    form.elements.as_of.value = day.toISOString().slice(0, 10);
    form.querySelector("output").value = words.format(day);
    range.setAttribute("aria-valuetext", words.format(day));
  });
  range.addEventListener("change", () => form.requestSubmit());
}

// What stands outside of the part that was replaced goes on at the same clocks and comes back to the same address.
function follow() {
  const asked = new URLSearchParams(location.search), finder = document.querySelector(".finder");
  for (const old of finder.querySelectorAll("input[type=hidden]")) old.remove();
  for (const name of ["as_of", "known_at", "position"]) if (asked.has(name)) {
    finder.append(Object.assign(document.createElement("input"), { type: "hidden", name, value: asked.get(name) }));
  }
  for (const link of document.querySelectorAll(".tools a")) {
    link.search = new URLSearchParams({ next: location.pathname + location.search });
  }
}

function begin() {
  for (const box of document.querySelectorAll("[data-picture]:not(.living)")) living(box);
  for (const form of document.querySelectorAll("[data-slider]:not(.living)")) sliding(form);
}
begin();
document.addEventListener("htmx:afterSettle", () => {
  begin();
  follow();
});
