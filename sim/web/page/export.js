// The buttons of the header that export, save, link and open scenarios.

import { post } from "./api.js";
import { byId } from "./dom.js";
import { flush } from "./history.js";
import { showMessage } from "./messages.js";
import { uploadOf } from "./nowcasts.js";
import { ask } from "./question.js";
import { settings, settingsAddress } from "./settings.js";
import { ownName, shownName } from "./variants.js";
import { say } from "./words.js";

const MAX_FILE_KB = 256;

/** Connect the buttons. openFile: called with the settings of an opened file. */
export function connectButtons(openFile) {
  const fileName = (ending) => `${slug(settings.name) || (settings.file ? "opened" : settings.scenario.replaceAll(/ (\+|then) /g, "+"))}-${ending}`;
  byId("export-toml").onclick = reportingErrors(() => download("scenario_file", {}, fileName("from-the-page.toml")));
  byId("export-csv").onclick = reportingErrors(() => download("table", {}, fileName("monthly.csv")));
  byId("export-report").onclick = reportingErrors(async () => {
    showMessage(say("export.creating"), "info");
    await download("report", { reference: settings.reference, language: document.documentElement.lang }, fileName("report.html"));
    showMessage(say("export.created"), "info");
  });
  for (const format of ["png", "svg"]) byId(`export-${format}`).onclick = reportingErrors(() => downloadFigures(format));
  byId("save-run").onclick = reportingErrors(async () => {
    showMessage(say("export.saving"), "info");
    const { folder, new: isNew } = await post("save");
    showMessage(say(isNew ? "export.saved" : "export.saved_before", { folder }), "info");
  });
  byId("copy-link").onclick = reportingErrors(async () => {
    flush();
    const copied = await navigator.clipboard?.writeText(settingsAddress()).then(() => true, () => false);
    const local = ["localhost", "127.0.0.1", "[::1]"].includes(location.hostname);
    const where = local ? say("link.local") : say("link.host", { host: location.host });
    const nowcast = uploadOf(settings.ensemble.nowcast);
    const answer = await ask([say(copied ? "link.copied" : "link.address"), where, ...(nowcast ? [say("link.nowcast", nowcast)] : []), say("link.elsewhere")].join(" "),
      { report: say("link.report"), toml: say("link.toml"), "": say("close") });
    if (answer) byId(`export-${answer}`).click();
  });
  const menu = byId("export-menu");
  menu.onkeydown = ({ key }) => { if (key === "Escape") { menu.open = false; menu.querySelector("summary").focus(); } };
  document.addEventListener("click", ({ target }) => { if (!menu.contains(target)) menu.open = false; });
  byId("open").onclick = () => byId("file").click();
  byId("file").onchange = reportingErrors(async (event) => {
    const [file] = event.target.files;
    if (!file) return;
    if (file.size > MAX_FILE_KB * 1024) throw new Error(say("error.large_file", { name: file.name, most: MAX_FILE_KB }));
    const bytes = await file.arrayBuffer();
    event.target.value = "";
    await openFile({ file: decodeFile(bytes, file.name) });
  });
}

/** Return a name as it may stand in the name of a file. */
const slug = (name) => name.toLowerCase().replaceAll(/[^\p{Letter}\p{Number}]+/gu, "_").replaceAll(/^_+|_+$/g, "");

/** Return an event listener that shows errors as messages. */
const reportingErrors = (action) => async (event) => {
  try {
    await action(event);
  } catch (error) {
    showMessage(error.message, "notice");
  }
};

/** Return the text of a scenario file. */
function decodeFile(bytes, name) {
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Error(say("error.no_text", { name }));
  }
  if (!text.trim()) throw new Error(say("error.empty_file", { name }));
  return text;
}

/** Download what a route answers. of: the settings (default: those of the page). */
export async function download(route, fields, name, of = settings) {
  const response = await post(route, fields, { of });
  save(await response.blob(), name);
}

/** Save a file on the user's machine. */
export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Download the charts of the current view as images for a paper. format: "png" or "svg". */
async function downloadFigures(format) {
  for (const chart of byId(`view-${settings.view}`).querySelectorAll(".js-plotly-plot")) {
    if (!chart.data || !chart.checkVisibility()) continue;
    const link = document.createElement("a");
    link.href = await Plotly.toImage(figure(chart), { format, scale: format === "png" ? 2 : 1 });
    link.download = `${["peninsula", slug(settings.name), chart.id || slug(chart.layout.title?.text ?? "chart")].filter(Boolean).join("-")}.${format}`;
    link.click();
  }
}

/** Return how the settings are called in figures. */
export const shownTitle = () => ownName() || byId("scenario").selectedOptions[0].textContent;

const STUDY_LETTERS = 96; // of a line below a figure with wide labels
const FIGURE = { width: 1000, height: 560, top: 86, right: 190 }; // px

/** Return a chart on white or dark paper with its title, the scenario, what the numbers of policy changes mean, and a footer. */
function figure(chart) {
  const style = getComputedStyle(document.documentElement), ink = style.getPropertyValue("--ink"), quiet = style.getPropertyValue("--quiet");
  const heading = chart.closest("figure")?.querySelector("h2");
  const select = heading?.querySelector("select");
  const title = [heading?.textContent.trim() && !select ? heading.dataset.alone ?? heading.textContent.trim() : select?.selectedOptions[0]?.textContent, chart.layout.title?.text].filter(Boolean).join(": ");
  const isDifference = chart.id === "difference";
  const study = chart.closest("[data-asked-of]"); // its answer may be of other settings and worlds than those shown now
  const lines = [...byId("policy").children].map((each) => each.textContent).flatMap((each) => wrapped(each, 150));
  const footer = [...(chart.layout.shapes?.length && chart.closest("#view-tension") ? lines : []),
    ...(study ? wrapped(`${byId("caveat").textContent} ${say("figure.study", { worlds: study.dataset.worlds })}`, STUDY_LETTERS)
      : [`${byId("caveat").textContent} ${say("figure.worlds", { worlds: document.body.dataset.worlds })}`])];
  const bottom = 60 + footer.length * 16;
  const text = (content, y, size, colour, yanchor) => ({ text: content, x: 0, xref: "paper", xanchor: "left", xshift: -54, y, yref: "paper", yanchor, showarrow: false, align: "left", font: { size, color: colour } });
  const headline = isDifference ? say("figure.difference", { title: byId("headline-title").textContent, reference: shownName(settings.reference) }) : title;
  return {
    data: chart.data,
    layout: {
      ...chart.layout, title: {}, width: FIGURE.width, height: FIGURE.height + footer.length * 16, paper_bgcolor: style.getPropertyValue("--paper"),
      margin: { ...chart.layout.margin, t: FIGURE.top, r: Math.max(chart.layout.margin.r, FIGURE.right), b: bottom },
      annotations: [
        ...(chart.layout.annotations ?? []),
        { ...text(`<b>${headline}</b>`, 1, 17, ink, "bottom"), yshift: 48 },
        { ...text(study?.dataset.askedOf ?? shownTitle(), 1, 13, quiet, "bottom"), yshift: 26 },
        { ...text(footer.join("<br>"), 0, 11, quiet, "top"), yshift: -46 },
      ],
    },
  };
}

/** Return a text as lines of at most so many letters. */
export function wrapped(text, most) {
  const lines = [""];
  for (const word of text.split(" ")) {
    if (lines.at(-1).length + word.length > most) lines.push("");
    lines.push(`${lines.pop()} ${word}`.trim());
  }
  return lines;
}
