// The slider over the account's life: a handle for the day shown, one to compare with, marks where things happened, play.
import { part } from "./part.js";

const DAY = 864e5, NEAR = 6, PAUSE = 1200, SETTLED = 250;
const CLOCKS = ["as_of", "known_at", "position"];

export function sliding(bar, go, near) {
  if (!bar) return null;
  let first = Date.parse(bar.dataset.slider), marks = bar.dataset.marks.trim().split(/\s+/).filter(Boolean).map(Number);
  const day = bar.querySelector("#day"), since = bar.querySelector("#since"), track = bar.querySelector(".track");
  const then = document.querySelector("input[data-then]"), compare = document.querySelector("[data-compare]"), told = document.querySelector(".told");
  const play = document.querySelector("[data-play]"), steps = document.querySelectorAll(".steps a");
  const words = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeZone: "UTC" });
  const iso = (offset) => new Date(first + offset * DAY).toISOString().slice(0, 10);
  const offset = (text) => Math.round((Date.parse(text.slice(0, 10)) - first) / DAY);
  const said = (at) => words.format(new Date(first + at * DAY));
  const later = (at) => marks.find((mark) => mark > at), earlier = (at) => marks.findLast((mark) => mark < at);
  let settling = 0, playing = 0;

  // What is asked for where the handles stand now.
  function asked(at = Number(day.value)) {
    const chosen = { as_of: iso(at), from: compare.checked ? iso(Math.min(Number(since.value), at)) : null };
    return then.checked ? { ...chosen, known_at: iso(at), position: null } : chosen;
  }
  function searching(at) {
    const query = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(asked(at))) value ? query.set(name, value) : query.delete(name);
    return `?${query}`;
  }
  function named() {
    bar.querySelector("[data-day]").textContent = said(Number(day.value));
    bar.querySelector("[data-since]").textContent = compare.checked ? said(Number(since.value)) : "";
    bar.querySelector("[data-until]").hidden = since.hidden = !compare.checked;
    document.querySelector("form.layers").hidden = compare.checked; // changes are drawn of roles and their lines alone
    for (const range of [day, since]) range.setAttribute("aria-valuetext", said(Number(range.value)));
    stepped(steps[0], earlier(Number(day.value)));
    stepped(steps[1], later(Number(day.value)));
  }
  function stepped(link, at) {
    link.hidden = at === undefined;
    if (link.hidden) return;
    link.href = searching(at);
    link.querySelector("small").textContent = said(at);
  }
  function move(at = Number(day.value), keep = false) {
    day.value = at;
    named();
    const going = go(asked(), keep);
    clearTimeout(settling);
    settling = setTimeout(settled, SETTLED);
    return going;
  }
  // Once the handle rests: what happened that day, the open panel at that day, and the frames beside it.
  function settled() {
    bar.dispatchEvent(new CustomEvent("settled", { bubbles: true }));
    rest();
  }
  function rest() {
    tell(Number(day.value));
    beside();
  }
  function beside() {
    const at = Number(day.value), most = Number(day.max);
    const next = [at + 1, at - 1, later(at), earlier(at)].filter((one) => one !== undefined && one >= 0 && one <= most);
    near([...new Set(next)].map(searching));
  }

  async function tell(at) {
    told.dataset.at = at;
    const wanted = marks.includes(at);
    if (!wanted) return told.replaceChildren();
    const query = new URLSearchParams(location.search), asked = new URLSearchParams({ as_of: iso(at) });
    for (const name of ["known_at", "position"]) if (query.has(name)) asked.set(name, query.get(name));
    await part(`${bar.dataset.happened}?${asked}`, told);
    if (told.dataset.at !== String(at)) told.replaceChildren();
  }
  // The mark nearest to the pointer, where one is near.
  function pointed(event) {
    const { left, width } = day.getBoundingClientRect(), room = width - 16, most = Number(day.max) || 1;
    const across = (mark) => left + 8 + room * mark / most;
    const close = marks.filter((mark) => Math.abs(across(mark) - event.clientX) <= NEAR);
    return close.sort((a, b) => Math.abs(across(a) - event.clientX) - Math.abs(across(b) - event.clientX))[0];
  }
  let pointing = 0;
  track.addEventListener("pointermove", (event) => {
    clearTimeout(pointing);
    const mark = pointed(event);
    if (event.buttons || mark === Number(told.dataset.at)) return;
    if (mark !== undefined) pointing = setTimeout(tell, 120, mark);
  });
  track.addEventListener("pointerleave", () => {
    clearTimeout(pointing);
    if (told.dataset.at !== day.value) tell(Number(day.value));
  });

  for (const range of [day, since]) {
    range.addEventListener("input", () => move(Number(day.value)));
    range.addEventListener("keydown", (event) => {
      const next = { PageUp: later, PageDown: earlier }[event.key]?.(Number(range.value));
      if (!["PageUp", "PageDown"].includes(event.key)) return;
      event.preventDefault();
      if (next === undefined) return;
      range.value = next;
      move(Number(day.value));
    });
  }
  then.addEventListener("change", () => {
    named();
    go({ ...asked(), known_at: then.checked ? iso(Number(day.value)) : null, position: null }).then(settled);
  });
  compare.addEventListener("change", () => {
    since.value = earlier(Number(day.value)) ?? 0;
    move(undefined, true);
  });
  for (const link of steps) link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    move((link.rel === "next" ? later : earlier)(Number(day.value)), true);
  });

  function stop() {
    clearTimeout(playing);
    playing = 0;
    play.setAttribute("aria-pressed", "false");
  }
  async function on() {
    const next = later(Number(day.value));
    if (next === undefined) return stop();
    await move(next);
    if (playing) playing = setTimeout(on, PAUSE);
  }
  play.addEventListener("click", () => {
    if (playing) return stop();
    if (later(Number(day.value)) === undefined) day.value = marks[0] ?? 0;
    play.setAttribute("aria-pressed", "true");
    playing = setTimeout(on, 0);
  });

  // The handles stand at the days of the frame that is drawn.
  function follow(frame) {
    day.value = offset(frame.day);
    compare.checked = Boolean(frame.since);
    if (frame.since) since.value = offset(frame.since);
    then.checked = new URLSearchParams(location.search).get("known_at")?.slice(0, 10) === frame.day;
    named();
  }

  // Something was recorded: other days have marks, and the account's life may be longer. The handles keep their days.
  async function mark() {
    const asked = new URLSearchParams(location.search);
    for (const name of [...asked.keys()]) if (!CLOCKS.includes(name)) asked.delete(name);
    const answer = await fetch(`${bar.dataset.days}?${asked}`, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok || answer.headers.has("HX-Redirect")) return;
    const days = await answer.json(), kept = [day, since].map((range) => iso(Number(range.value)));
    first = Date.parse(days.first);
    marks = days.marks.map(offset);
    const most = offset(days.last);
    for (const [at, range] of [day, since].entries()) {
      range.max = most;
      range.value = offset(kept[at]);
    }
    bar.dataset.marks = marks.join(" ");
    [track.previousElementSibling, track.nextElementSibling].forEach((end, at) => (end.textContent = said(at * most)));
    bar.querySelector(".marks").setAttribute("viewBox", `0 0 ${Math.max(most, 1)} 10`);
    bar.querySelector(".marks path").setAttribute("d", marks.map((at) => `M${at} 0v10`).join(""));
    named();
    rest();
  }
  settling = setTimeout(rest, SETTLED);
  return { follow, mark };
}
