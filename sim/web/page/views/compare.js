// The view Compare: the settings and further scenarios against the reference.

import { WORLDS } from "../api.js";
import { drawTrajectories } from "../charts.js";
import { byId, element, table } from "../dom.js";
import { formatRounded } from "../format.js";
import { settings } from "../settings.js";
import { rowHead } from "./tables.js";

const MAX_COMPARED = 5;

export async function compare({ controls, catalogue, post, refresh }) {
  const candidates = catalogue.filter(({ name, theatre, start }) =>
    theatre === controls.theatre && start === controls.start && name !== settings.reference);
  settings.compared = settings.compared.filter((name) => candidates.some((each) => each.name === name));
  drawChoices(byId("compare-names"), candidates, refresh);
  const fields = { worlds: WORLDS, reference: settings.reference, outcomes: [settings.outcome], compared: settings.compared };
  const answer = await post("compare", fields);
  for (const [id, outcomeName] of [["compare-headline", controls.headline], ["compare-second", settings.outcome]]) {
    const { name, title, unit } = controls.outcomes.find((outcome) => outcome.name === outcomeName);
    byId(`${id}-title`).textContent = title;
    drawTrajectories(byId(id), answer.trajectories, name, unit);
    const medians = answer.trajectories.filter(({ series }) => series[name])
      .map(({ name: scenario, months, series }) => `${scenario} ${formatRounded(series[name].q50.at(-1))} in ${months.at(-1)}`);
    byId(id).ariaLabel = `${title}, medians: ${medians.join("; ")}`;
  }
  const [reference, ...others] = answer.names;
  const head = element("tr", {}, ...[`Mean difference from ${reference} in ${answer.trajectories[0].months.at(-1)}, ± its 90 % interval (median in brackets); ${answer.worlds} worlds`, ...others].map((textContent) => element("th", { textContent })));
  const rows = answer.rows.map(({ title, unit, cells }) => element("tr", {}, rowHead(title, unit), ...cells.map(drawCell)));
  byId("scorecard").replaceChildren(table(head, rows));
}

/** Draw a box for each scenario that can be compared; not while the user moves among them by keyboard. */
function drawChoices(container, candidates, refresh) {
  if (container.contains(document.activeElement) && container.childElementCount) return;
  const choose = () => {
    const boxes = [...container.querySelectorAll("input")];
    settings.compared = boxes.filter((box) => box.checked).map((box) => box.value).slice(0, MAX_COMPARED);
    for (const box of boxes) box.checked = settings.compared.includes(box.value);
    refresh();
  };
  container.replaceChildren(...candidates.map(({ name, title }) => {
    const box = element("input", { type: "checkbox", value: name, checked: settings.compared.includes(name), onchange: choose });
    return element("label", { title }, box, ` ${name.replaceAll("_", " ")}`);
  }));
}

function drawCell(cell) {
  if (!cell) return element("td", { textContent: "-" });
  const note = `${cell.gap === "0" || cell.verdict === "different" ? "" : `${cell.verdict}; `}90 %: ${cell.band}${cell.better ? `; better in ${cell.better}` : ""}`;
  const box = element("td", { className: cell.shade > 0 ? "good" : cell.shade < 0 ? "bad" : "" },
    cell.gap, element("span", { className: "quiet", textContent: note }));
  box.style.setProperty("--shade", Math.abs(cell.shade));
  return box;
}
