// The view Causes: what makes the difference from the reference, what changed over time, and the events of one world.

import { clearChart } from "../charts.js";
import { byId, fillSelect } from "../dom.js";
import { formatDifference, largestOf } from "../format.js";
import { settings } from "../settings.js";
import { say, translate } from "../words.js";
import { drawLevers } from "./by_lever.js";
import { shownName } from "../variants.js";
import { drawCauseAreas, drawEvents, drawWaterfall } from "./causes_charts.js";

const TITLES = { hostility: "causes.hostility", trust: "causes.trust", credibility: "causes.credibility" };

export async function causes({ controls, post, refresh }) {
  byId("quantity").onchange = byId("story-world").onchange = refresh;
  const fields = { reference: settings.reference, quantity: byId("quantity").value, story: byId("story-world").value };
  const levers = post("levers", { reference: settings.reference }); // asked at once, drawn when it comes
  levers.catch(() => {}); // what went wrong is thrown where it is awaited
  const { quantities, months, difference, over_time: overTime, story } = await post("causes", fields);
  const titleOf = (name) => (Object.hasOwn(TITLES, name) ? say(TITLES[name]) : translate(controls.outcomes.find((outcome) => outcome.name === name).title));
  fillSelect(byId("quantity"), quantities.map((name) => [name, titleOf(name)]), byId("quantity").value || quantities[0]);
  drawDifferenceCauses(difference);

  const change = overTime.causes.map(({ cause, values }) => [cause, values.at(-1)]);
  drawCauseAreas(byId("change-causes"), months, overTime);
  byId("change-causes").ariaLabel = say("causes.change_label", { month: months.at(-1), causes: describe(change, overTime.total.at(-1)) });

  const counts = [...Map.groupBy(story.events, ({ kind }) => kind)].map(([kind, events]) => `${translate(kind)} ${events.length}`);
  byId("story-title").textContent = say("causes.story_title", { world: story.world });
  drawEvents(byId("story"), months, story, controls.actors);
  byId("story").ariaLabel = say("causes.story_label", { world: story.world, events: counts.join(", ") || say("causes.none") });
  const headline = controls.outcomes.find(({ name }) => name === controls.headline);
  drawLevers(await levers, headline.title, headline.unit, controls.assumptions);
}

function drawDifferenceCauses(difference) {
  const chart = byId("difference-causes"), caption = byId("difference-causes-caption");
  const isEmpty = !difference || Math.abs(difference.total[0]) < 1e-6;
  chart.hidden = isEmpty;
  if (isEmpty) {
    caption.textContent = difference ? say("causes.no_difference", { reference: shownName(settings.reference) }) : say("causes.unpaired");
    chart.ariaLabel = "";
    clearChart(chart);
    return;
  }
  caption.textContent = say("causes.difference_caption", { title: translate(difference.title), reference: shownName(settings.reference) });
  drawWaterfall(chart, difference);
  const contributions = difference.causes.map(({ cause, values: [value] }) => [cause, value]);
  chart.ariaLabel = say("causes.difference_label", { causes: describe(contributions, difference.total[0]) });
}

/** Return the largest contributions and their total as text. */
function describe(contributions, total) {
  const spread = largestOf([total, ...contributions.map(([, value]) => value)]), text = (value) => formatDifference(value, spread, 3);
  const largest = contributions.slice(0, 8).map(([cause, value]) => `${translate(cause)} ${text(value)}`).join(", ");
  return say("causes.sum", { causes: largest, total: text(total) });
}
