// The view Compare: the settings and further scenarios against the reference.

import { drawTrajectories } from "../charts.js";
import { byId, element, table } from "../dom.js";
import { formatRounded } from "../format.js";
import { showMessage } from "../messages.js";
import { settings } from "../settings.js";
import { MOST_COMPARED, keptVariant, ownName, removeVariant, shownName, variantId } from "../variants.js";
import { say, translate } from "../words.js";
import { candidates } from "./candidates.js";
import { rowHead } from "./tables.js";

export async function compare({ controls, catalogue, post, refresh, redraw, open }) {
  const withoutReference = (things) => things.filter(({ id }) => id !== settings.reference);
  const found = candidates(controls, catalogue), shipped = withoutReference(found.shipped), variants = withoutReference(found.variants);
  settings.compared = settings.compared.filter((id) => [...shipped, ...variants].some((each) => each.id === id)).slice(0, MOST_COMPARED);
  drawChoices(byId("compare-names"), shipped, refresh);
  const remove = async (variant) => { if (await removeVariant(variant)) redraw(); };
  drawChoices(byId("compare-variants"), variants, refresh, ({ variant }) => [
    Object.assign(element("button", { type: "button", className: "tiny", textContent: say("compare.open"), onclick: () => open(variant) }), { ariaLabel: say("compare.open_label", { name: variant.name }) }),
    Object.assign(element("button", { type: "button", className: "tiny", textContent: "✕", onclick: () => remove(variant) }), { ariaLabel: say("compare.remove_label", { name: variant.name }) }),
  ]);
  const own = keptVariant(); // which the settings stand for
  const fields = { reference: settings.reference, outcomes: [settings.outcome], compared: settings.compared.filter((id) => !own || id !== variantId(own)), name: ownName() || own?.name || "" };
  // quick numbers first, and the exact ones a moment later
  for (const quick of [true, false]) show(controls, called(await post("compare", { ...fields, quick }), fields.compared));
}

/** Return an answer whose scenarios are called as people call them. compared: what was asked for besides the settings and their reference. */
function called(answer, compared) {
  const ids = [...(settings.reference ? [settings.reference] : []), null, ...compared];
  const names = answer.names.map((name, index) => (ids[index] ? shownName(ids[index]) : translate(name)));
  return { ...answer, names, trajectories: answer.trajectories.map((each, index) => ({ ...each, name: names[index] })) };
}

function show(controls, answer) {
  for (const [id, outcomeName] of [["compare-headline", controls.headline], ["compare-second", settings.outcome]]) {
    const { name, title, unit } = controls.outcomes.find((outcome) => outcome.name === outcomeName);
    byId(`${id}-title`).textContent = translate(title);
    drawTrajectories(byId(id), answer.trajectories, name, unit);
    const medians = answer.trajectories.filter(({ series }) => series[name])
      .map(({ name: scenario, months, series }) => say("compare.median", { scenario, value: formatRounded(series[name].q50.at(-1)), month: months.at(-1) }));
    byId(id).ariaLabel = say("compare.label", { title: translate(title), medians: medians.join("; ") });
  }
  const [reference, ...others] = answer.names;
  const head = element("tr", {}, ...[say("compare.head", { reference, month: answer.trajectories[0].months.at(-1), worlds: answer.worlds }), ...others].map((textContent) => element("th", { textContent })));
  const rows = answer.rows.map(({ title, unit, cells }) => element("tr", {}, rowHead(title, unit), ...cells.map(drawCell)));
  byId("scorecard").replaceChildren(table(head, rows));
}

/** Draw a box for each scenario or variant that can be compared; not while the user moves among them by keyboard. */
function drawChoices(container, candidates, refresh, buttons = () => []) {
  container.hidden = !candidates.length;
  const isSame = container.dataset.ids === JSON.stringify(candidates.map(({ id }) => id));
  if (isSame && container.contains(document.activeElement)) return;
  container.dataset.ids = JSON.stringify(candidates.map(({ id }) => id));
  const choose = ({ target }) => {
    if (target.checked && settings.compared.length >= MOST_COMPARED) {
      target.checked = false;
      showMessage(say("compare.full", { most: MOST_COMPARED, names: settings.compared.map(shownName).join(", ") }), "notice");
      return;
    }
    settings.compared = settings.compared.filter((id) => id !== target.value);
    if (target.checked) settings.compared.push(target.value);
    refresh();
  };
  container.replaceChildren(...candidates.map(({ id, text, title, variant }) => {
    const box = element("input", { type: "checkbox", value: id, checked: settings.compared.includes(id), onchange: choose });
    const label = element("label", { title }, box, ` ${text}`);
    return variant ? element("span", { className: "variant" }, label, ...buttons({ variant })) : label;
  }));
}

function drawCell(cell) {
  if (!cell) return element("td", { textContent: "-" });
  const note = [...(cell.gap === "0" || cell.verdict === "different" ? [] : [translate(cell.verdict)]), `90 %: ${translate(cell.band)}`, ...(cell.better ? [say("compare.better", { share: cell.better })] : [])].join("; ");
  const box = element("td", { className: cell.shade > 0 ? "good" : cell.shade < 0 ? "bad" : "" },
    translate(cell.gap), element("span", { className: "quiet", textContent: note }));
  box.style.setProperty("--shade", Math.abs(cell.shade));
  return box;
}
