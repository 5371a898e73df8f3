// The first chart of the view Causes: which change makes the difference from the reference, and what changes do only together.

import { clearChart } from "../charts.js";
import { byId } from "../dom.js";
import { settings } from "../settings.js";
import { shownName } from "../variants.js";
import { say, translate } from "../words.js";
import { drawWaterfall } from "./causes_charts.js";

const MAX_CHANGES = 10;

/** Draw the answer of the route "levers". unit: of the headline index. title: its name. assumptions: of the controls. */
export function drawLevers({ reason, worlds, total, total_text: totalText, changes, remainder }, title, unit, assumptions) {
  const chart = byId("difference-levers"), caption = byId("difference-levers-caption");
  chart.hidden = reason !== "";
  if (reason) {
    caption.textContent = translate(reason);
    chart.ariaLabel = "";
    clearChart(chart);
    return;
  }
  const steps = changes.slice(0, MAX_CHANGES).map(({ label, text, value, removed, alone }) =>
    ({ cause: inWords(label, assumptions), values: [value], details: `; ${translate(text)}<br>${say("levers.parts", { removed, alone })}` }));
  if (changes.length > 1) {
    steps.push({ cause: say("levers.together"), values: [remainder.value], details: `: ${say("levers.remainder", { text: remainder.text })}` });
  }
  caption.textContent = say("levers.caption", { title: translate(title), total: totalText, reference: shownName(settings.reference), worlds });
  drawWaterfall(chart, { causes: steps, total: [total], unit, others: say("levers.others") });
  const told = changes.slice(0, MAX_CHANGES).map(({ label, removed }) => `${inWords(label, assumptions)} ${removed}`);
  chart.ariaLabel = say("levers.label", { levers: told.join(", "), together: remainder.text, total: totalText });
}

/** Return a change in words: files have names for assumptions, of which only the title is translated. */
function inWords(label, assumptions) {
  const title = assumptions.find(({ key }) => key.replaceAll("_", " ") === label)?.title ?? label;
  return translate(title) === title ? translate(label) : translate(title);
}
