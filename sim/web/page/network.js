// The actors and the tension between each two, month by month: in the median of all worlds, or in one world as it steps.

import { drawNetwork } from "./charts.js";
import { byId, node } from "./nodes.js";
import { settings } from "./settings.js";
import { WORLDS } from "./tension.js";
import { band } from "./words.js";

const BEAT = 160; // ms for a month that plays
let playing, world = 0;

export async function network({ described, ask, refresh }) {
  const one = byId("whose").value === "one";
  byId("whose").onchange = refresh;
  byId("another").onclick = () => { world += 1; byId("month").value = 0; refresh(); };
  byId("network-said").textContent = `Tension between each two, 0 to 100: wider and more striking is tenser. ${one ? "What happens is told beside, the latest first." : "Point at a number for its band."}`;
  byId("another").hidden = byId("events").hidden = !one;
  const told = one ? await ask("one_world", { worlds: WORLDS, identity: world }, settings, "/network") : await median(described, ask);
  const slider = byId("month"), label = Object.fromEntries(described.actors.map((actor) => [actor.name, actor]));
  slider.max = told.months.length - 1;
  const show = () => {
    const at = Number(slider.value), of = (values) => Object.fromEntries(described.rivalries.map(({ outcome }) => [outcome, values(told.series[outcome])]));
    const index = told.series[described.headline], month = told.months[at];
    byId("month-said").value = `${month}${one ? `, world ${world}: index ${index[at].toFixed(1)}` : ""}`;
    slider.setAttribute("aria-valuetext", month);
    drawNetwork(byId("network"), described, of((values) => (one ? values[at] : values.q50[at])), (outcome) => (one ? "" : ` (90 %: ${band(told.series[outcome].q05[at], told.series[outcome].q95[at])})`));
    byId("network").ariaLabel = `Tension in ${month}: ${described.rivalries.map(({ label: pair, outcome }) => `${pair} ${Math.round((one ? told.series[outcome] : told.series[outcome].q50)[at])}`).join("; ")}`;
    if (one) byId("events").replaceChildren(...told.events.filter(([when]) => when <= month).reverse().map((event) => happened(event, label)));
  };
  slider.oninput = show;
  byId("play").onclick = () => (playing ? stop() : play(slider, show));
  show();
}

/** Ask for the median of all worlds, in the shape that one world has, with bands for numbers. */
async function median(described, ask) {
  const told = await ask("answer", { worlds: WORLDS, quick: true, outcomes: described.rivalries.map(({ outcome }) => outcome) }, settings, "/network");
  return { months: told.months, series: Object.fromEntries(Object.entries(told.series).map(([name, { own }]) => [name, own])) };
}

function happened([month, kind, actor, target], label) {
  const line = node("li", {}, node("time", { textContent: month }), ` ${label[actor]?.label ?? ""}${label[actor] ? ": " : ""}${kind}${label[target] ? ` (${label[target].label})` : ""}`);
  line.style.borderColor = label[actor]?.colour ?? "";
  return line;
}

function play(slider, show) {
  if (slider.value === slider.max) slider.value = 0;
  byId("play").textContent = "Pause";
  byId("play").ariaPressed = "true";
  playing = setInterval(() => {
    if (byId("view-network").hidden || slider.value === slider.max) return stop();
    slider.value = Number(slider.value) + 1;
    slider.oninput();
  }, BEAT);
  show();
}

function stop() {
  clearInterval(playing);
  playing = undefined;
  byId("play").textContent = "Play";
  byId("play").ariaPressed = "false";
}
