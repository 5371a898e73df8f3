// Printing the current view: a title, the changes, the charts as wide as the paper, and the caveat.

import { byId } from "./dom.js";
import { settings } from "./settings.js";
import { ownName, shownName } from "./variants.js";
import { say } from "./words.js";

const PAPER_PX = 700, GAP_PX = 16; // A4 and US letter between their usual margins

/** Prepare the page before it is printed, and restore it afterwards. */
export function initPrint() {
  addEventListener("beforeprint", () => {
    byId("print-title").textContent = ownName() || byId("scenario").selectedOptions[0]?.textContent || "";
    byId("print-note").textContent = say("print.note", {
      worldview: byId("worldview").selectedOptions[0]?.textContent ?? "", reference: shownName(settings.reference),
      ensemble: byId("ensemble-note").textContent, date: new Date().toISOString().slice(0, 10),
    });
    for (const chart of shownCharts()) Plotly.relayout(chart, { width: chart.closest(".pair, .multiples") ? (PAPER_PX - GAP_PX) / 2 : PAPER_PX, height: chart.clientHeight });
  });
  addEventListener("afterprint", () => {
    for (const chart of shownCharts()) Plotly.relayout(chart, { width: null, height: null, autosize: true });
  });
}

const shownCharts = () => [...byId(`view-${settings.view}`).querySelectorAll(".js-plotly-plot")].filter((chart) => chart.data && chart.checkVisibility());
