// Of whomever one points at or is at the links stand out: among hundreds nobody follows one. In a large picture, where to
// paint all anew takes longer than to point elsewhere, only of whom one is at.
const LARGE = 1_000;

export function ties(svg) {
  const large = () => svg.querySelector(".boxes").childElementCount > LARGE;
  const at = (target) => target?.closest?.(":is(.boxes, .marks) > [data-person]");

  function tell(box) {
    const people = new Set(box?.dataset.person.split(" "));
    let found = false;
    for (const one of svg.querySelectorAll(".links > [data-person]")) {
      const own = people.has(one.dataset.person) || people.has(one.dataset.other);
      one.classList.toggle("own", own);
      found ||= own;
    }
    svg.classList.toggle("telling", found);
  }
  const here = () => tell(at(document.activeElement));

  svg.addEventListener("pointerover", ({ target, pointerType }) => {
    if (pointerType === "mouse" && !large()) at(target) ? tell(at(target)) : here();
  });
  svg.addEventListener("pointerleave", here);
  svg.addEventListener("focusout", ({ relatedTarget }) => tell(at(relatedTarget)));
  for (const kind of ["focusin", "drawn"]) svg.addEventListener(kind, here);
}
