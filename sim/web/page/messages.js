// What is told in a sentence at the edge of the page.

import { byId } from "./nodes.js";

const STAYS = { calm: 6000, notice: 20000 }; // ms; what is wrong with the view stays until it is right
let silence;

/** Tell a sentence. kind: "fault" of the view that is looked at, "notice" of something else, or "calm", which is no fault. */
export function say(text, kind = "fault") {
  clearTimeout(silence);
  const said = byId("said");
  said.textContent = text;
  said.dataset.kind = kind;
  if (kind in STAYS) silence = setTimeout(() => { said.textContent = ""; }, STAYS[kind]);
}

/** Take a sentence of some kind back. */
export function hush(kind) {
  if (byId("said").dataset.kind === kind) byId("said").textContent = "";
}
