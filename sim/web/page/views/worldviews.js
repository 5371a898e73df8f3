// The view Worldviews: the difference from the reference under each theory of the region.

import { WORLDS } from "../api.js";
import { byId, element, table } from "../dom.js";
import { formatInterval, formatPercent, formatRounded } from "../format.js";
import { settings } from "../settings.js";
import { helpButton } from "../tooltips.js";
import { rowHead } from "./tables.js";

export async function worldviews({ post }) {
  const fields = { worlds: WORLDS, reference: settings.reference, outcomes: [settings.outcome] };
  const answer = await post("worldviews", fields);
  const head = element("tr", {}, element("th", { textContent: `Mean difference, with its 90\u00a0% interval; ${WORLDS} worlds` }),
    ...answer.worldviews.map(({ name, title }) => element("th", {}, `${name.replaceAll("_", " ")} `, helpButton(name.replaceAll("_", " "), title))));
  const rows = answer.rows.map(({ title, unit, contested, cells }) => element("tr", { className: contested ? "contested" : "" },
    rowHead(title, unit, ...(contested ? [" (contested)"] : [])), ...cells.map(drawCell)));
  byId("worldviews-table").replaceChildren(table(head, [...rows, drawShares(answer)]));
}

function drawCell({ difference, half_width: halfWidth, reference, current, standing }) {
  const box = element("td", {
    className: standing > 0 ? "good" : standing < 0 ? "bad" : "",
    title: `${formatRounded(reference)} in the reference, ${formatRounded(current)} with the current settings`,
  }, formatInterval(difference, halfWidth), element("span", { className: "quiet", textContent: verdict(difference, halfWidth, standing) }));
  box.style.setProperty("--shade", 0.7);
  return box;
}

function verdict(difference, halfWidth, standing) {
  if (standing) return standing > 0 ? "better" : "worse";
  return Math.abs(difference) > halfWidth ? "negligible" : "no difference";
}

function drawShares({ good_enough: condition, shares }) {
  const help = helpButton("Good-enough worlds", `The share of worlds, with its 90 % interval, in which ${condition}. `
    + "A policy that is good enough under every theory can be a wiser choice than the best policy under a single theory.");
  return element("tr", {}, element("th", { scope: "row" }, "Good-enough worlds ", help), ...shares.map(([share, low, high]) =>
    element("td", {}, formatPercent(share), element("span", { className: "quiet", textContent: `${formatPercent(low)} to ${formatPercent(high)}` }))));
}
