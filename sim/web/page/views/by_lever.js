// The first chart of the view Causes: which change makes the difference from the reference, and what changes do only together.

import { clearChart } from "../charts.js";
import { byId } from "../dom.js";
import { settings } from "../settings.js";
import { shownName } from "../variants.js";
import { drawWaterfall } from "./causes_charts.js";

const MAX_CHANGES = 10;

/** Draw the answer of the route "levers". unit: of the headline index. title: its name. */
export function drawLevers({ reason, worlds, total, total_text: totalText, changes, remainder }, title, unit) {
  const chart = byId("difference-levers"), caption = byId("difference-levers-caption");
  chart.hidden = reason !== "";
  if (reason) {
    caption.textContent = reason;
    chart.ariaLabel = "";
    clearChart(chart);
    return;
  }
  const steps = changes.slice(0, MAX_CHANGES).map(({ label, text, value, removed, alone }) =>
    ({ cause: label, values: [value], details: `; ${text}<br>taken back alone: ${removed}; made alone: ${alone}` }));
  if (changes.length > 1) {
    steps.push({ cause: "only together", values: [remainder.value], details: `: ${remainder.text}, what no change does by itself` });
  }
  caption.textContent = `${title} in the final month, ${totalText} from ${shownName(settings.reference)} over the same ${worlds} worlds: `
    + "what the difference loses when one change alone is taken back. What changes do only together belongs to none of them.";
  drawWaterfall(chart, { causes: steps, total: [total], unit, others: "all other changes" });
  const told = changes.slice(0, MAX_CHANGES).map(({ label, removed }) => `${label} ${removed}`);
  chart.ariaLabel = `Which lever did it: ${told.join(", ")}; only together ${remainder.text}; total ${totalText}`;
}
