// The main view: the headline index, key outcomes, the difference from the reference, and a second outcome.

import { WORLDS } from "../api.js";
import { clearChart, drawDifference, drawFan, drawShares } from "../charts.js";
import { byId, element, preserveFocus } from "../dom.js";
import { capitalise, formatBand, formatNumber, formatPercent, formatRounded } from "../format.js";
import { outdatePolicy, policyMarks, rulesActing, showPolicy } from "../policy.js";
import { actingText } from "../rules.js";
import { settings } from "../settings.js";
import { helpButton } from "../tooltips.js";
import { shownName } from "../variants.js";

const KEY_CARDS = 5; // the others are in a section that is closed at first

/** Draw quick answers as long as settings change, and the exact one a moment later. */
export async function tension({ controls, post, setStatus, quickly }) {
  outdatePolicy();
  const ask = async (quick) => {
    const fields = { worlds: WORLDS, outcomes: [settings.outcome], reference: settings.reference };
    const [answer, pinned] = await Promise.all([
      post("answer", { ...fields, quick }),
      settings.pinned && post("answer", { ...fields, reference: "", quick }, { of: settings.pinned, channel: "/pinned" }).catch(() => ({ failed: true })),
    ]);
    const comparable = pinned && pinned.theatre === answer.theatre && pinned.months[0] === answer.months[0];
    draw(controls, answer, comparable ? pinned : null);
    setStatus((quick ? `${answer.worlds} worlds, refining…` : `${WORLDS} worlds`) + pinnedStatus(pinned, comparable));
    document.body.dataset.worlds = answer.worlds;
    document.body.dataset.quick = quick;
    if (!quick) byId("announcement").textContent = announcement(answer.cards[0]);
    return () => draw(controls, answer, comparable ? pinned : null);
  };
  await quickly(() => ask(true));
  const told = post("policy", { worlds: WORLDS }, { channel: "/policy" });
  told.catch(() => {}); // reported below, unless the answer itself fails
  const redraw = await ask(false);
  showPolicy(await told);
  redraw();
  drawActing();
}

/** Draw the share of worlds in which each rule is in force, by month. */
function drawActing() {
  const { months, rules } = rulesActing(), chart = byId("acting");
  byId("acting-figure").hidden = !rules.length;
  if (!rules.length) { clearChart(chart); return; }
  drawShares(chart, months, rules.map(({ name, in_force: shares }) => ({ name, shares })));
  byId("acting-list").replaceChildren(...rules.map((rule) => element("li", {}, element("b", { textContent: rule.name }), `: ${actingText(rule)}`,
    ...rule.steps.map(({ title, text, reason }) => element("div", { className: "quiet", textContent: `${title}: ${text}. It waits for ${reason}.` })))));
  chart.ariaLabel = `Share of worlds in which each rule is in force: ${rules.map(({ name, in_force: shares }) => `${name} ${formatPercent(shares.at(-1))}`).join(", ")} in ${months.at(-1)}`;
}

function pinnedStatus(pinned, comparable) {
  if (!pinned || comparable) return "";
  return pinned.failed ? "; pinned settings could not be loaded" : "; pinned settings hidden: different theatre or start";
}

function draw(controls, answer, pinned) {
  const outcomeOf = (name) => controls.outcomes.find((outcome) => outcome.name === name);
  const headline = outcomeOf(answer.headline), second = outcomeOf(settings.outcome);
  byId("headline-title").textContent = headline.title;
  drawOutcome(byId("headline"), headline, answer, pinned);
  byId("second-definition").textContent = capitalise(second.definition);
  if (answer.series[second.name]) drawOutcome(byId("second"), second, answer, pinned);
  if (answer.paired) drawDifference(byId("difference"), answer.months, answer.series[answer.headline], headline.unit, policyMarks());
  else clearChart(byId("difference"));
  byId("difference-caption").textContent = differenceCaption(answer, headline);
  byId("cards-caption").textContent = `In ${answer.months.at(-1)}, ${answer.worlds} worlds: mean, band that holds 90 % of worlds`
    + (answer.paired ? `, and mean difference from ${shownName(settings.reference)} ± its 90 % interval, the median difference in brackets` : "");
  for (const [id, cards] of [["cards", answer.cards.slice(0, KEY_CARDS)], ["more-cards", answer.cards.slice(KEY_CARDS)]]) {
    preserveFocus(byId(id), () => byId(id).replaceChildren(...cards.map((card) => drawCard(card, outcomeOf(card.name)))));
  }
  byId("caveat").textContent = answer.caveat;
}

function drawOutcome(container, { name, title, unit }, answer, pinned) {
  const names = { own: settings.name || "current settings", reference: `${shownName(settings.reference)} (reference)`, pinned: settings.pinned?.name || "pinned" };
  const pinnedSeries = pinned?.series[name] && { months: pinned.months, own: pinned.series[name].own };
  drawFan(container, answer.months, answer.series[name], unit, names, pinnedSeries, policyMarks());
  const { q05, q50, q95 } = answer.series[name].own, first = answer.months[0], last = answer.months.at(-1);
  container.ariaLabel = `${title}: median ${formatRounded(q50[0])} in ${first} and ${formatRounded(q50.at(-1))} in ${last}, `
    + `when 90 % of worlds lie within ${formatBand(q05.at(-1), q95.at(-1))}`;
}

function differenceCaption({ paired, obstacle, assumptions_differ: assumptionsDiffer, cards: [{ better_share: better, worse_share: worse, verdict: word }] }, headline) {
  if (!paired) return obstacle ? `Worlds cannot be paired with ${shownName(settings.reference)}: ${obstacle}.` : "No reference scenario.";
  if (better + worse === 0) return "No difference yet: change a policy on the left.";
  const note = assumptionsDiffer ? ". Assumptions differ as well, so the difference is not due to policy alone." : "";
  const small = ["negligible", "no difference"].includes(word) ? ` (mean difference: ${word === "negligible" ? word : "none shown"})` : "";
  return `Bands of the difference world by world. ${headline.title}: better in ${formatPercent(better)} of worlds, worse in ${formatPercent(worse)}${small}${note}`;
}

function drawCard(card, { definition }) {
  const box = element("div", { className: "card" },
    element("span", { className: "title" }, `${card.title} `, helpButton(card.title, () => cardHelp(card, definition))),
    element("b", { textContent: formatNumber(card.mean, card.high - card.low, 3) }),
    element("span", { className: "quiet small band", textContent: formatBand(card.low, card.high) }));
  if (card.difference !== undefined) {
    const { text, kind } = verdict(card);
    box.append(element("div", { className: `small ${kind}`, textContent: text }));
  }
  box.dataset.outcome = card.name;
  return box;
}

/** Return what an outcome means, and in how many worlds it is better or worse than in the reference. */
function cardHelp({ unit, better_share: better, worse_share: worse }, definition) {
  const shares = (better ?? 0) + (worse ?? 0) > 0
    ? ` Compared with ${shownName(settings.reference)}: better in ${formatPercent(better)} of worlds, worse in ${formatPercent(worse)}.` : "";
  return `${capitalise(definition)} [${unit}].${shares}`;
}

/** Return a difference as text, and its kind: better, worse, or quiet where it is neither. */
function verdict({ difference, difference_text: textOfIt, verdict: word }) {
  if (textOfIt === "0") return { text: "no difference", kind: "quiet" };
  const text = `${{ "no difference": "", negligible: "" }[word] ?? (difference > 0 ? "▲ " : "▼ ")}${textOfIt}`;
  return { text: word === "different" ? text : `${text}, ${word}`, kind: ["better", "worse"].includes(word) ? word : "quiet" };
}

function announcement(card) {
  const difference = card.difference === undefined ? "" : `, ${verdict(card).text}`;
  return `${card.title}: ${formatNumber(card.mean, card.high - card.low, 3)}${difference}`;
}
