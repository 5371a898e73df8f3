// What the tables of several views share.

import { element } from "../dom.js";
import { textOf, translate } from "../words.js";

/** Return the head of a row: a title, its unit below, and further content behind the title. */
export const rowHead = (title, unit, ...content) =>
  element("th", { scope: "row" }, element("span", textOf(title)), ...content, element("span", { className: "quiet", textContent: translate(unit) }));
