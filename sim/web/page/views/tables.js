// What the tables of several views share.

import { element } from "../dom.js";

/** Return the head of a row: a title, its unit below, and further content behind the title. */
export const rowHead = (title, unit, ...content) =>
  element("th", { scope: "row" }, title, ...content, element("span", { className: "quiet", textContent: unit }));
