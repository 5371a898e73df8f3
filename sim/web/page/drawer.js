// On a narrow page the policies are in a drawer that slides over the results; a wider page shows both.

import { byId } from "./dom.js";

const NARROW = matchMedia("(max-width: 40rem)");
let isOpen = false;

/** Connect the buttons of the drawer. */
export function initDrawer() {
  byId("drawer-open").onclick = () => { openDrawer(true); byId("drawer-close").focus(); };
  byId("drawer-close").onclick = () => { openDrawer(false); byId("drawer-open").focus(); };
  byId("side").onkeydown = ({ key, target }) => { if (key === "Escape" && NARROW.matches && isOpen && !target.closest(".help")) byId("drawer-close").click(); };
  NARROW.onchange = draw;
  draw();
}

/** Open or close the drawer, where there is one; the results above an open one begin with the chart. */
export function openDrawer(opens) {
  isOpen = opens;
  draw();
  if (opens && NARROW.matches) document.querySelector("[role=tabpanel]:not([hidden])").scrollIntoView();
}

/** What is in a closed drawer can be neither seen nor reached. */
function draw() {
  document.body.classList.toggle("drawer-open", isOpen);
  byId("side").inert = NARROW.matches && !isOpen;
  byId("drawer-open").ariaExpanded = String(isOpen);
}
