// Suggestions: arrows go through them, Escape closes them. Without this script the form searches all the same.
"use strict";
for (const form of document.querySelectorAll("[data-typeahead]")) {
  const box = form.querySelector("input[type=search]");
  const list = form.querySelector(".suggestions");
  const links = () => [...list.querySelectorAll("a")];
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      list.replaceChildren();
      box.focus();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !links().length) return;
    event.preventDefault();
    const place = links().indexOf(document.activeElement) + step;
    (links()[place] || box).focus();
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) list.replaceChildren();
  });
}

// Of tabs that are wider than the screen the one that is shown is seen.
for (const tab of document.querySelectorAll(".tabs [aria-current]")) {
  const tabs = tab.parentElement;
  tabs.scrollLeft = tab.offsetLeft - tabs.offsetLeft - (tabs.clientWidth - tab.offsetWidth) / 2;
}

// Another language or appearance of the same view: what stands behind the # is told to no server.
document.querySelector(".tools").addEventListener("click", ({ target }) => {
  const link = target.closest("a");
  if (link) link.hash = location.hash;
});

// A browser's own menu prints just as well: without this script there is no such button.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
