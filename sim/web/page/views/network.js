// The view Network: the tension of each pair of actors month by month, as the median of all worlds or in one world.

import { byId, element } from "../dom.js";
import { formatBand } from "../format.js";
import { say, translate } from "../words.js";
import { drawNetwork } from "./network_chart.js";

const FRAME_MS = 160; // of a month while playing
let timer, world = 0;

export async function network({ controls, post, refresh }) {
  const isOneWorld = byId("network-mode").value === "one";
  byId("network-mode").onchange = refresh;
  byId("next-world").onclick = () => { world += 1; byId("month").value = 0; refresh(); };
  byId("next-world").hidden = byId("events").hidden = !isOneWorld;
  byId("network-caption").textContent = `${say("network.caption")} ${say(isOneWorld ? "network.caption_one" : "network.caption_median")}`;
  const answer = isOneWorld ? await post("world", { world }, { channel: "/network" }) : await fetchMedians(controls, post);
  const slider = byId("month"), actors = Object.fromEntries(controls.actors.map((actor) => [actor.name, actor]));
  slider.max = answer.months.length - 1;
  const show = () => {
    const index = Number(slider.value), month = answer.months[index];
    const tensionOf = (outcome) => (isOneWorld ? answer.series[outcome] : answer.series[outcome].q50)[index];
    const bandOf = (outcome) => (isOneWorld ? "" : ` (${say("network.band", { band: formatBand(answer.series[outcome].q05[index], answer.series[outcome].q95[index]) })})`);
    const tension = Object.fromEntries(controls.rivalries.map(({ outcome }) => [outcome, tensionOf(outcome)]));
    byId("month-label").value = isOneWorld ? say("network.world", { month, world, index: answer.series[controls.headline][index].toFixed(1) }) : month;
    slider.setAttribute("aria-valuetext", month);
    drawNetwork(byId("network"), controls, tension, bandOf);
    const pairs = controls.rivalries.map(({ label, outcome }) => `${translate(label)} ${Math.round(tension[outcome])}`);
    byId("network").ariaLabel = say("network.label", { month, pairs: pairs.join("; ") });
    if (isOneWorld) byId("events").replaceChildren(...answer.events.filter((event) => event.month <= month).reverse().map((event) => eventItem(event, actors)));
  };
  slider.oninput = show;
  byId("play").onclick = () => (timer ? pause() : play(slider, show));
  show();
}

/** Return months, and bands of the tension of each pair by the name of its outcome. */
async function fetchMedians({ rivalries }, post) {
  const { months, series } = await post("answer", { quick: true, outcomes: rivalries.map(({ outcome }) => outcome) }, { channel: "/network" });
  return { months, series: Object.fromEntries(Object.entries(series).map(([name, { own }]) => [name, own])) };
}

function eventItem({ month, kind, actor, target }, actors) {
  const by = actors[actor] ? `${translate(actors[actor].label)}: ` : "", on = actors[target] ? ` (${translate(actors[target].label)})` : "";
  const item = element("li", {}, element("time", { textContent: month }), ` ${by}${translate(kind)}${on}`);
  item.style.borderColor = actors[actor]?.colour ?? "";
  return item;
}

function play(slider, show) {
  if (slider.value === slider.max) slider.value = 0;
  setPlaying(true);
  timer = setInterval(() => {
    if (byId("view-network").hidden || slider.value === slider.max) return pause();
    slider.value = Number(slider.value) + 1;
    slider.oninput();
  }, FRAME_MS);
  show();
}

function pause() {
  clearInterval(timer);
  timer = undefined;
  setPlaying(false);
}

function setPlaying(isPlaying) {
  byId("play").textContent = say(isPlaying ? "network.pause" : "network.play");
  byId("play").ariaPressed = String(isPlaying);
}
