// Out and in: files that are downloaded, opened, kept or linked.

import { say } from "./messages.js";
import { byId } from "./nodes.js";
import { address, ask, settings } from "./settings.js";
import { WORLDS } from "./tension.js";

const MOST = 256; // kB of a scenario file

/** Make the buttons of the page's head work. choose: takes other settings. */
export function offer(choose) {
  const trying = (work) => async (event) => { try { await work(event); } catch (fault) { say(fault.message, "notice"); } };
  const name = (ending) => `${settings.file ? "opened" : settings.scenario}-${ending}`;

  byId("download").onclick = trying(() => download("toml", {}, name("from-the-page.toml")));
  byId("table").onclick = trying(() => download("table", {}, name("monthly.csv")));
  byId("report").onclick = trying(async () => {
    say("The report is being made ...", "calm");
    await download("report", { against: settings.against }, name("report.html"));
    say("The report is downloaded.", "calm");
  });
  byId("figures").onclick = trying(figures);
  byId("save").onclick = trying(async () => {
    say("The run is being made ...", "calm");
    const { folder, new: fresh } = await ask("save", { worlds: WORLDS });
    say(`${fresh ? "The run is kept in" : "This very run is kept already in"} ${folder}.`, "calm");
  });
  byId("link").onclick = trying(async () => {
    history.replaceState(null, "", address());
    const copied = await navigator.clipboard?.writeText(address()).then(() => true, () => false);
    say(copied ? "The link is copied: it carries these settings." : "The address of this page now carries these settings.", "calm");
  });
  const menu = document.querySelector(".menu");
  menu.onkeydown = ({ key }) => { if (key === "Escape") { menu.open = false; menu.querySelector("summary").focus(); } };
  document.addEventListener("click", ({ target }) => { if (!menu.contains(target)) menu.open = false; });
  byId("open").onclick = () => byId("file").click();
  byId("file").onchange = trying(async (event) => {
    const [file] = event.target.files;
    if (!file) return;
    if (file.size > MOST * 1024) throw new Error(`${file.name} is too large: expected a scenario file of at most ${MOST} kB`);
    const bytes = await file.arrayBuffer();
    event.target.value = "";
    const text = read(bytes, file.name);
    await choose({ file: text, changes: {} });
  });
}

/** Return the text of a scenario file. */
function read(bytes, name) {
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Error(`${name} is no text in UTF-8: expected a scenario file`);
  }
  if (!text.trim()) throw new Error(`${name} is empty: expected a scenario file`);
  return text;
}

async function download(what, more, name) {
  const reply = await ask(what, { worlds: WORLDS, ...more });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await reply.blob());
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Download the charts of this view as pictures, on the paper of the theme. */
async function figures() {
  const paper = getComputedStyle(document.documentElement).getPropertyValue("--paper");
  for (const chart of byId(`view-${settings.view}`).querySelectorAll(".js-plotly-plot")) {
    if (!chart.data || !chart.checkVisibility()) continue;
    await Plotly.relayout(chart, { paper_bgcolor: paper });
    await Plotly.downloadImage(chart, { format: "png", scale: 2, width: 1000, height: chart.clientHeight * 1.3, filename: `peninsula-${chart.id}` });
    await Plotly.relayout(chart, { paper_bgcolor: "rgba(0,0,0,0)" });
  }
}
