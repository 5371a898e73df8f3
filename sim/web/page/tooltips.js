// Help buttons: an explanation that opens by mouse, touch and keyboard alike.

import { element } from "./dom.js";
import { say } from "./words.js";

const MARGIN = 8; // px
let tooltip, openButton;

/** Return a button that shows an explanation. subject: what is explained. text: a string, or a function that returns it. */
export function helpButton(subject, text) {
  const button = element("button", { type: "button", className: "help", textContent: "?", ariaLabel: say("help", { subject }) });
  const show = () => showTooltip(button, typeof text === "function" ? text() : text);
  button.onpointerenter = button.onfocus = show;
  button.onpointerleave = button.onblur = hideTooltip;
  button.onclick = (event) => { event.preventDefault(); show(); };
  button.onkeydown = (event) => { if (event.key === "Escape") hideTooltip(); };
  return button;
}

function showTooltip(button, text) {
  if (!tooltip) document.body.append(tooltip = element("div", { id: "tooltip", role: "tooltip", popover: "manual" }));
  openButton?.removeAttribute("aria-describedby");
  openButton = button;
  button.setAttribute("aria-describedby", "tooltip");
  tooltip.textContent = text;
  tooltip.showPopover();
  const anchor = button.getBoundingClientRect(), size = tooltip.getBoundingClientRect();
  const fitsBelow = anchor.bottom + MARGIN + size.height < innerHeight;
  tooltip.style.left = `${Math.max(MARGIN, Math.min(anchor.left, innerWidth - size.width - MARGIN))}px`;
  tooltip.style.top = `${fitsBelow ? anchor.bottom + MARGIN / 2 : Math.max(MARGIN, anchor.top - size.height - MARGIN / 2)}px`;
}

function hideTooltip() {
  openButton?.removeAttribute("aria-describedby");
  if (tooltip?.matches(":popover-open")) tooltip.hidePopover();
}
