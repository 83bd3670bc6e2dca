// A frame comes as the text of each element. What reads as it did stays as it is, so one step touches only what changed.
const MOST = 16, LARGE = 1_000, FEW = 30, SLOW = 300;

export function frames(box) {
  const kept = new Map();
  const drawn = new Drawing(box.querySelector("svg"));
  let last = 0, latest = 0, asking = null;

  // A view that always compares has a day of its own where the address names none.
  const compared = !document.querySelector("[data-slider]") && box.dataset.from;
  function asked(search) {
    const query = new URLSearchParams(search);
    query.delete("box");
    if (compared && !query.has("from")) query.set("from", box.dataset.from);
    return `${box.dataset.picture}?${query}`;
  }
  function frame(search) {
    const address = asked(search), found = kept.get(address) || begun(address);
    kept.delete(address);
    kept.set(address, found);
    if (kept.size > MOST) kept.delete(kept.keys().next().value);
    return found.frame;
  }
  function begun(address) {
    const one = { giveUp: new AbortController(), done: false };
    one.frame = fetched(address, one.giveUp.signal).catch((error) => {
      if (kept.get(address) === one) kept.delete(address);
      throw error;
    }).finally(() => (one.done = true));
    return one;
  }
  // Where the network is slow, frames that nobody waits for any more make way.
  function alone(address) {
    for (const [other, one] of kept) if (!one.done && other !== address) {
      kept.delete(other);
      one.giveUp.abort();
    }
  }
  async function fetched(address, signal) {
    const answer = await fetch(address, { headers: { "HX-Request": "true" }, signal });
    if (answer.status >= 500) throw new Error(answer.statusText);
    if (!answer.ok || answer.headers.has("HX-Redirect")) location.reload();
    return answer.json();
  }
  // One day is asked for at a time: whoever drags past many sees those that come in time, and once they rest waits for no
  // slow one that was only passed. Nothing where something else was asked for meanwhile, or nobody answered.
  async function show(search) {
    const turn = ++last, slow = setTimeout(() => box.setAttribute("aria-busy", "true"), SLOW);
    if (!kept.get(asked(search))?.done) await Promise.race([asking, new Promise((rested) => setTimeout(rested, SLOW))]);
    const next = turn === last ? await (asking = sought(search)) : null;
    clearTimeout(slow);
    if (next && turn > latest) {
      latest = turn;
      drawn.become(next);
    }
    if (turn !== last) return null;
    box.removeAttribute("aria-busy");
    return next;
  }
  function sought(search) {
    alone(asked(search));
    return frame(search).catch(lost);
  }
  function lost(error) {
    if (error.name !== "AbortError") document.dispatchEvent(new Event("failed"));
  }
  // Frames that may come next are asked for before they are, unless each is megabytes.
  function near(searches) {
    if (drawn.group("boxes").children.length > LARGE) return;
    for (const search of searches) if (!kept.has(asked(search))) frame(search).catch(() => {});
  }
  // A frame holds for one position of the log: after somebody recorded something all are asked for anew.
  const forget = () => kept.clear();
  requestIdleCallback(() => frame(location.search).then((first) => last || drawn.begin(first), () => {}));
  return { show, near, forget };
}

class Drawing {
  constructor(svg) {
    this.svg = svg;
    this.layers = new Map();
  }

  // The elements of the page as it was opened are those of its frame, in the same order.
  begin(frame) {
    for (const [name, texts] of Object.entries(frame.layers)) {
      const nodes = [...this.group(name).children];
      if (nodes.length === texts.length) this.layers.set(name, texts.map((text, at) => [text, nodes[at]]));
    }
  }

  group(name) {
    return this.svg.querySelector(`.map > .${name}`);
  }

  become(frame) {
    const [width, height] = frame.size, { svg } = this;
    svg.setAttribute("aria-label", frame.label);
    if (svg.viewBox.baseVal.width !== width || svg.viewBox.baseVal.height !== height) {
      svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
      svg.setAttribute("width", width);
      svg.setAttribute("height", height);
    }
    svg.querySelector(".around").innerHTML = frame.around.join("");
    const place = `translate(${frame.left} ${frame.top})`, map = svg.querySelector(".map");
    if (map.getAttribute("transform") !== place) map.setAttribute("transform", place);
    for (const [name, texts] of Object.entries(frame.layers)) this.layers.set(name, this.changed(name, texts));
    svg.dispatchEvent(new CustomEvent("drawn", { bubbles: true }));
  }

  // Elements by their text: those that are there already are taken over, others made, the rest removed.
  changed(name, texts) {
    const was = this.layers.get(name), group = this.group(name), there = new Map();
    if (!was) group.replaceChildren();
    for (const [text, node] of was || []) there.has(text) ? there.get(text).push(node) : there.set(text, [node]);
    const found = texts.map((text) => [text, there.get(text)?.shift()]);
    for (const nodes of there.values()) for (const node of nodes) node.remove();
    const made = this.made(found.filter(([, node]) => !node).map(([text]) => text));
    if (was && made.length < FEW) for (const node of made) node.classList.add("fresh");
    let next = group.firstElementChild;
    for (const pair of found) {
      pair[1] ||= made.shift();
      if (pair[1] === next) next = next.nextElementSibling;
      else group.insertBefore(pair[1], next);
    }
    return found;
  }

  made(texts) {
    if (!texts.length) return [];
    const holder = document.createElementNS("http://www.w3.org/2000/svg", "g");
    holder.innerHTML = texts.join("");
    return [...holder.children];
  }
}
