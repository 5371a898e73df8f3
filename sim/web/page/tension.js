// The main view: the headline index with its bands, key numbers, the difference from the scenario behind, and a second chart.

import { drawCourse, drawDifference, wipe } from "./charts.js";
import { byId, keepingFocus, node } from "./nodes.js";
import { settings } from "./settings.js";
import { hint } from "./tips.js";
import { band, interval, percent, round, sentence, within } from "./words.js";

export const WORLDS = 500;
const KEY = 5; // numbers that are shown without asking

/** Draw a quick answer at once, and the exact one a moment later. sign: tells how far it is. */
export async function tension({ described, ask, sign }) {
  const wanted = { worlds: WORLDS, outcomes: [settings.outcome], against: settings.against };
  for (const quick of [true, false]) {
    const [told, pinned] = await Promise.all([
      ask("answer", { ...wanted, quick }),
      settings.pinned && ask("answer", { ...wanted, against: "", quick }, settings.pinned, "/pinned").catch(() => ({ lost: true })),
    ]);
    const fits = pinned && pinned.theatre === told.theatre && pinned.months[0] === told.months[0];
    draw(described, told, fits ? pinned : null);
    const left = !pinned || fits ? "" : pinned.lost ? "; what is pinned cannot be read" : "; what is pinned has another theatre or start";
    sign((quick ? `${told.worlds} worlds, refining ...` : `${WORLDS} worlds`) + left);
    document.body.dataset.worlds = told.worlds;
    document.body.dataset.quick = quick;
    if (!quick) byId("heard").textContent = heard(told.cards[0]);
  }
}

function draw(described, told, pinned) {
  const outcome = (name) => described.outcomes.find((each) => each.name === name);
  const names = { own: "as set here", reference: `${settings.against}, behind`, pinned: "pinned" };
  const course = (place, { name, title }) => {
    const { q05, q50, q95 } = told.series[name].own, from = told.months[0], until = told.months.at(-1);
    drawCourse(byId(place), told.months, told.series[name], outcome(name), names, pinned?.series[name] && { months: pinned.months, own: pinned.series[name].own });
    byId(place).ariaLabel = `${title}: median ${round(q50[0])} in ${from} and ${round(q50.at(-1))} in ${until}, when 90 of 100 worlds lie within ${band(q05.at(-1), q95.at(-1))}`;
  };
  const headline = outcome(told.headline), second = outcome(settings.outcome);
  byId("headline-title").textContent = headline.title;
  course("headline", headline);
  byId("definition").textContent = sentence(second.definition);
  if (told.series[second.name]) course("second", second);
  if (told.paired) drawDifference(byId("difference"), told.months, told.series[told.headline], headline);
  else wipe(byId("difference"));
  const [first] = told.cards;
  byId("chance").textContent = !told.paired ? told.obstacle ? `${settings.against} cannot be held against this world by world: ${told.obstacle}.` : "There is nothing to hold this against."
    : first.better_share + first.worse_share === 0 ? "Nothing differs yet: move a policy on the left."
    : `${headline.title}: better in ${percent(first.better_share)} of worlds, worse in ${percent(first.worse_share)}${told.other_assumptions ? ". Assumptions differ too: this is not the policy's doing alone" : ""}`;
  byId("when").textContent = `In ${told.months.at(-1)}: the mean, the band that holds 90 of 100 worlds${told.paired ? `, and what differs from ${settings.against}` : ""}`;
  for (const [place, cards] of [["cards", told.cards.slice(0, KEY)], ["others", told.cards.slice(KEY)]]) {
    keepingFocus(byId(place), () => byId(place).replaceChildren(...cards.map((each) => card(each, outcome(each.name)))));
  }
  byId("caveat").textContent = told.caveat;
}

function card(told, { definition }) {
  const box = node("div", { className: "card" },
    node("span", { className: "title" }, `${told.title} `, hint(told.title, () => meaning(told, definition))),
    node("b", { textContent: within(told.mean, told.high - told.low, 3) }),
    node("span", { className: "quiet small band", textContent: band(told.low, told.high) }));
  if (told.difference !== undefined) {
    const [words, kind] = verdict(told);
    box.append(node("div", { className: `small ${kind}`, textContent: words }));
  }
  box.dataset.outcome = told.name;
  return box;
}

/** Return what a number means, and in how many worlds it gets better. */
function meaning({ unit, better_share: better, worse_share: worse }, definition) {
  const shares = (better ?? 0) + (worse ?? 0) > 0 ? ` Against ${settings.against}: better in ${percent(better)} of worlds, worse in ${percent(worse)}.` : "";
  return `${sentence(definition)} [${unit}].${shares}`;
}

/** Return what a difference amounts to, in words and as a kind: better, worse or quiet. */
function verdict({ difference, difference_half: half, better }) {
  if (Math.abs(difference) <= half) return ["no difference", "quiet"];
  const words = `${difference > 0 ? "▲" : "▼"} ${interval(difference, half)}`;
  if (!better) return [words, "quiet"];
  const kind = (difference < 0) === (better === "lower") ? "better" : "worse";
  return [`${words}, ${kind}`, kind];
}

const heard = (first) => `${first.title}: ${within(first.mean, first.high - first.low, 3)}${first.difference === undefined ? "" : `, ${verdict(first)[0]}`}`;
