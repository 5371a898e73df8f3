// The message in the corner of the page.

import { byId } from "./dom.js";
import { languageOf } from "./words.js";

const DURATION_MS = { info: 6000, notice: 20000 }; // an error stays until the view is correct again
let timer;

/** Show a message. kind: "error" of the current view, "notice" of something that was refused, or "info". */
export function showMessage(text, kind = "error") {
  clearTimeout(timer);
  const message = byId("message");
  message.textContent = text;
  message.removeAttribute("lang");
  Object.assign(message, languageOf(text)); // the server may refuse in a sentence that no catalogue has
  message.dataset.kind = kind;
  if (kind in DURATION_MS) timer = setTimeout(() => { message.textContent = ""; }, DURATION_MS[kind]);
}

/** Remove the message if it is of the given kind. */
export function clearMessage(kind) {
  if (byId("message").dataset.kind === kind) byId("message").textContent = "";
}
