// What a word means: a small button that tells when it is pointed at, reached by keyboard or touched.

import { node } from "./nodes.js";

const MARGIN = 8;
let tip, told;

/** Return a button that tells a text. about: what the text explains; says: the text, or a function that returns it. */
export function hint(about, says) {
  const button = node("button", { type: "button", className: "hint", textContent: "?", ariaLabel: `What is: ${about}?` });
  button.onpointerenter = button.onfocus = () => tell(button, typeof says === "function" ? says() : says);
  button.onpointerleave = button.onblur = hush;
  button.onclick = (event) => { event.preventDefault(); tell(button, typeof says === "function" ? says() : says); };
  button.onkeydown = (event) => { if (event.key === "Escape") hush(); };
  return button;
}

function tell(button, text) {
  if (!tip) document.body.append(tip = node("div", { id: "tip", role: "tooltip", popover: "manual" }));
  told?.removeAttribute("aria-describedby");
  told = button;
  button.setAttribute("aria-describedby", "tip");
  tip.textContent = text;
  tip.showPopover();
  const at = button.getBoundingClientRect(), size = tip.getBoundingClientRect();
  const below = at.bottom + MARGIN + size.height < innerHeight;
  tip.style.left = `${Math.max(MARGIN, Math.min(at.left, innerWidth - size.width - MARGIN))}px`;
  tip.style.top = `${below ? at.bottom + MARGIN / 2 : Math.max(MARGIN, at.top - size.height - MARGIN / 2)}px`;
}

function hush() {
  told?.removeAttribute("aria-describedby");
  if (tip?.matches(":popover-open")) tip.hidePopover();
}
