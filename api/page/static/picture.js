// The picture moves and grows by a transform, which lays out nothing anew; will-change would lay out all text each time it
// comes or goes, and hold large pictures at their full size in memory. Without this script the picture stands still. No
// library: those looked at set style attributes, which the policy refuses; properties of an element it allows.
const STEP = 1.25, PAN = 60, READABLE = 0.7, IN_HAND = 0.85, MOST = 4, DRAGGED = 4, FAR = 0.34, NARROW = 640, RESTED = 400, LARGE = 1_000, MIDST = 40_000;

export function living(box) {
  const svg = box.querySelector("svg");
  box.classList.add("living");
  let room = box.getBoundingClientRect(), view = null, origin = null, still = { x: 0, y: 0 }, waiting = 0, resting = 0;
  const size = () => ({ width: svg.viewBox.baseVal.width, height: svg.viewBox.baseVal.height });
  const whole = () => Math.min(room.width / size().width, room.height / size().height);
  const large = () => svg.querySelector(".boxes").childElementCount > LARGE;
  const least = () => Math.min(whole(), 1);

  // From the upper left, unless what is to be seen first would be out of sight, or on a phone have nothing beside it.
  function opening() {
    const phone = room.width < NARROW, { width, height } = size();
    const scale = Math.max(least(), Math.min(1, Math.max(room.width / width, phone ? IN_HAND : READABLE)));
    const wide = room.width / scale, high = room.height / scale, first = foremost();
    const from = (end, most, seen, near) => (end < near ? 0 : Math.max(0, Math.min(most - seen, end - seen / 2)));
    return { x: Math.min(0, (width - wide) / 2) || from(first.x, width, wide, phone ? wide * .65 : wide), y: from(first.y, height, high, high), scale };
  }
  // The lower right of what is to be seen first.
  function foremost() {
    const first = firstOf(svg)?.querySelector(".box"), at = (box, name) => Number(box.getAttribute(name));
    const { x, y } = begin();
    return first ? { x: x + at(first, "x") + at(first, "width"), y: y + at(first, "y") + at(first, "height") } : { x: 0, y: 0 };
  }
  // Where on its sheet the map lies.
  function begin() {
    const { e, f } = svg.querySelector(".map").transform.baseVal.consolidate().matrix;
    return { x: e, y: f };
  }
  // What is shown keeps its place on the screen where there is room for others beside it now, or no more.
  function stay() {
    const was = origin;
    origin = begin();
    if (origin.x !== was.x || origin.y !== was.y) show({ ...view, x: view.x + origin.x - was.x, y: view.y + origin.y - was.y });
  }
  // At most once a frame, however many events there are; once it rests the address bar says where. Thousands of links cost
  // more than all else that is painted, and while a large picture moves nobody follows one.
  function show(next) {
    view = next;
    waiting ||= requestAnimationFrame(draw);
    clearTimeout(resting);
    resting = setTimeout(rest, RESTED);
    svg.classList.toggle("moving", large());
  }
  function rest() {
    svg.classList.remove("moving");
    addressed();
  }
  function addressed() {
    const at = [Math.round(view.x), Math.round(view.y), Math.round(view.scale * 1_000) / 10].join(",");
    history.replaceState(history.state, "", `${location.pathname}${location.search}#at=${at}`);
  }
  function asked() {
    const [x, y, percent] = (named() || "").split(",").map(Number);
    return percent ? { x, y, scale: Math.min(MOST, percent / 100) } : opening();
  }
  const named = () => /^#at=(-?\d+,-?\d+,\d+(\.\d)?)$/.exec(location.hash)?.[1];
  // Where the address says, which is not to be written again.
  function arrive() {
    clearTimeout(resting);
    svg.classList.remove("moving");
    view = asked();
    draw();
  }
  function draw() {
    waiting = 0;
    const { x, y, scale } = view;
    svg.style.transform = `translate(${still.x - x * scale}px, ${still.y - y * scale}px) scale(${scale})`;
    box.dataset.view = [x, y, room.width / scale, room.height / scale].join(" ");
    svg.classList.toggle("far", scale < FAR && large());
  }
  // What a browser scrolls to by itself, such as what it found on the page, moves the map: from the midst of the room for it
  // to all sides.
  function settle() {
    box.scrollTo(MIDST, MIDST);
    still = { x: box.scrollLeft, y: box.scrollTop };
  }
  function scrolled() {
    const x = box.scrollLeft - still.x, y = box.scrollTop - still.y;
    if (!x && !y) return;
    settle();
    pan(x, y);
    draw();
  }
  function pan(x, y) {
    show({ ...view, x: view.x + x / view.scale, y: view.y + y / view.scale });
  }
  function zoom(factor, x = room.width / 2, y = room.height / 2) {
    const scale = Math.max(least() / 2, Math.min(MOST, view.scale * factor));
    show({ x: view.x + x / view.scale - x / scale, y: view.y + y / view.scale - y / scale, scale });
  }
  function all() {
    show({ x: (size().width - room.width / least()) / 2, y: 0, scale: least() });
  }
  const keys = {
    "+": () => zoom(STEP), "=": () => zoom(STEP), "-": () => zoom(1 / STEP), 0: all,
    ArrowLeft: () => pan(-PAN, 0), ArrowRight: () => pan(PAN, 0), ArrowUp: () => pan(0, -PAN), ArrowDown: () => pan(0, PAN),
  };
  box.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    const here = event.target.closest("svg a");
    if (here && event.key.startsWith("Arrow")) beside(svg, here, event.key)?.focus();
    else keys[event.key]();
  });
  box.addEventListener("click", (event) => keys[event.target.dataset?.zoom]?.());
  box.addEventListener("pan", ({ detail }) => pan(detail.x, detail.y));
  svg.addEventListener("wheel", (event) => {
    event.preventDefault();
    const { left, top } = box.getBoundingClientRect();
    zoom(Math.exp(-event.deltaY / 400), event.clientX - left, event.clientY - top);
  }, { passive: false });
  svg.addEventListener("focusin", (event) => {
    roving(svg, event.target);
    if (waiting) draw();  // where it is shown is asked next
    const at = event.target.getBoundingClientRect(), frame = box.getBoundingClientRect();
    const seen = at.left >= frame.left && at.right <= frame.right && at.top >= frame.top && at.bottom <= frame.bottom;
    if (seen || !event.target.matches(":focus-visible")) return;
    pan(at.left - frame.left - room.width / 2, at.top - frame.top - room.height / 2);
    draw();
  });
  box.addEventListener("scroll", scrolled);
  for (const kind of ["pointerdown", "focusin"]) svg.addEventListener(kind, (event) => dated(event.target.closest("a")));
  svg.addEventListener("drawn", () => {
    roving(svg);
    stay();
  });
  dragging(svg, box, pan, zoom);
  new ResizeObserver(() => {
    room = box.getBoundingClientRect();
    settle();
    draw();
  }).observe(box);
  origin = begin();
  settle();
  arrive();
  roving(svg);
  return { arrive, named };
}

// The box that the address names, else the uppermost role.
function firstOf(svg) {
  const named = document.getElementById(new URLSearchParams(location.search).get("box"));
  if (named && svg.contains(named)) return named;
  const high = (one) => Number(one.querySelector(".box").getAttribute("y"));
  return [...svg.querySelectorAll(".boxes > a[data-role]")].reduce((a, b) => (a && high(a) <= high(b) ? a : b), null);
}

// One box of the picture is reached by Tab, the others from it by arrows.
function roving(svg, here = svg.querySelector('a[tabindex="0"]') || firstOf(svg)) {
  if (!here?.matches("a")) return;
  for (const one of svg.querySelectorAll('a:not([tabindex="-1"])')) if (one !== here) one.setAttribute("tabindex", "-1");
  here.setAttribute("tabindex", "0");
}

// What one leaves the map by leads on at the clocks of the address bar.
function dated(link) {
  const path = link?.getAttribute("href");
  if (!path?.startsWith("/")) return;
  const asked = new URLSearchParams(location.search), query = new URLSearchParams();
  for (const name of ["as_of", "known_at", "position"]) if (asked.has(name)) query.set(name, asked.get(name));
  link.setAttribute("href", path.split("?")[0] + (query.size ? `?${query}` : ""));
}

// The nearest box, mark or title of a unit in the direction of an arrow; what does not lie before it counts twice as far.
function beside(svg, here, key) {
  const across = key === "ArrowLeft" || key === "ArrowRight", sign = key === "ArrowLeft" || key === "ArrowUp" ? -1 : 1;
  // Middle and half of what an element takes along the way, then across it.
  const taken = (one) => {
    const { x, y, width, height } = one.getBBox(), wide = [x + width / 2, width / 2], high = [y + height / 2, height / 2];
    return across ? [...wide, ...high] : [...high, ...wide];
  };
  const [from, long, level, half] = taken(here);
  let found = null, nearest = Infinity;
  for (const one of svg.querySelectorAll("a")) {
    const [to, deep, side, broad] = taken(one), ahead = sign * (to - from) - long - deep, off = Math.abs(side - level);
    const far = ahead + 2 * Math.max(0, off - half - broad) + off / 4;
    if (ahead > -1 && far < nearest) [found, nearest] = [one, far];
  }
  return found;
}

// One pointer moves, two also enlarge; a box is followed only if the pointer stood still.
function dragging(svg, box, pan, zoom) {
  const pointers = new Map();
  let moved = 0;
  const spread = () => {
    const [a, b] = [...pointers.values()];
    return Math.hypot(a.x - b.x, a.y - b.y);
  };
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  box.addEventListener("pointerdown", (event) => {
    if (event.target.closest(".zoom")) return;
    if (!pointers.size) moved = 0;
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });
  box.addEventListener("pointermove", (event) => {
    const was = pointers.get(event.pointerId);
    if (!was) return;
    const apart = pointers.size === 2 ? spread() : 0, x = was.x - event.clientX, y = was.y - event.clientY;
    moved += Math.hypot(x, y);
    if (moved > DRAGGED) box.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    pan(x / pointers.size, y / pointers.size);
    if (apart) {
      const { left, top } = box.getBoundingClientRect(), [a, b] = [...pointers.values()];
      zoom(spread() / apart, (a.x + b.x) / 2 - left, (a.y + b.y) / 2 - top);
    }
  });
  for (const end of ["pointerup", "pointercancel", "pointerleave"]) box.addEventListener(end, (event) => {
    if (end !== "pointerleave" || !box.hasPointerCapture(event.pointerId)) pointers.delete(event.pointerId);
  });
  box.addEventListener("click", (event) => {
    if (moved > DRAGGED) event.preventDefault();
  }, true);
}
