// The view Worldviews: the difference from the reference under each theory of the region.

import { byId, element, table } from "../dom.js";
import { formatInterval, formatPercent, formatRounded } from "../format.js";
import { settings } from "../settings.js";
import { helpButton } from "../tooltips.js";
import { say, translate } from "../words.js";
import { rowHead } from "./tables.js";

export async function worldviews({ post }) {
  const fields = { reference: settings.reference, outcomes: [settings.outcome] };
  const answer = await post("worldviews", fields);
  const head = element("tr", {}, element("th", { textContent: say("worldviews.head", { worlds: settings.ensemble.worlds }) }),
    ...answer.worldviews.map(({ name, title }) => element("th", {}, `${translate(name.replaceAll("_", " "))} `, helpButton(translate(name.replaceAll("_", " ")), translate(title)))));
  const rows = answer.rows.map(({ title, unit, contested, cells }) => element("tr", { className: contested ? "contested" : "" },
    rowHead(title, unit, ...(contested ? [` ${say("worldviews.contested")}`] : [])), ...cells.map(drawCell)));
  byId("worldviews-table").replaceChildren(table(head, [...rows, drawShares(answer)]));
}

function drawCell({ difference, half_width: halfWidth, reference, current, standing }) {
  const box = element("td", {
    className: standing > 0 ? "good" : standing < 0 ? "bad" : "",
    title: say("worldviews.values", { reference: formatRounded(reference), current: formatRounded(current) }),
  }, formatInterval(difference, halfWidth), element("span", { className: "quiet", textContent: verdict(difference, halfWidth, standing) }));
  box.style.setProperty("--shade", 0.7);
  return box;
}

function verdict(difference, halfWidth, standing) {
  if (standing) return translate(standing > 0 ? "better" : "worse");
  return translate(Math.abs(difference) > halfWidth ? "negligible" : "no difference");
}

function drawShares({ good_enough: condition, shares }) {
  const help = helpButton(say("worldviews.good_enough"), say("worldviews.good_enough_help", { condition }));
  return element("tr", {}, element("th", { scope: "row" }, `${say("worldviews.good_enough")} `, help), ...shares.map(([share, low, high]) =>
    element("td", {}, formatPercent(share), element("span", { className: "quiet", textContent: say("band", { low: formatPercent(low), high: formatPercent(high) }) }))));
}
