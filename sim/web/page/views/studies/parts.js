// The parts that the answers of all studies are made of.

import { element, table } from "../../dom.js";
import { say, textOf, translate } from "../../words.js";

/** Return what was found, in sentences. An indented one qualifies that before it. */
export const sentenceList = (sentences, ariaLabel) => element("ul", { className: "study-sentences", ariaLabel }, ...sentences.map((each) => element("li", { className: each.startsWith(" ") ? "qualifies" : "", ...textOf(each.trim()) })));

/** Return a figure with a heading, a caption and a place for its chart, which has the id. alone: its title where nothing stands above it. */
export function figureOf(id, title, caption, alone = title) {
  const chart = element("div", { id, className: "chart" });
  chart.setAttribute("role", "group");
  chart.ariaLabel = alone;
  const heading = element("h2", { textContent: title });
  heading.dataset.alone = alone;
  return element("figure", {}, element("figcaption", {}, heading), ...(caption ? [element("p", { className: "quiet small", textContent: caption })] : []), chart);
}

/** Return a table in a box that scrolls sideways. headings: texts. rows: the head of each row, and its cells. */
export function scrollTable(ariaLabel, headings, rows) {
  const head = element("tr", {}, ...headings.map((textContent) => element("th", { scope: "col", textContent })));
  const scroll = element("div", { className: "scroll", tabIndex: 0, ariaLabel }, table(head, rows));
  scroll.setAttribute("role", "region");
  return scroll;
}

export const cell = (text, className = "") => element("td", { className, textContent: text === "" ? "" : translate(text) });

