// The main view: the headline index, key outcomes, the difference from the reference, and a second outcome.

import { clearChart, drawDifference, drawFan, drawShares } from "../charts.js";
import { byId, element, preserveFocus } from "../dom.js";
import { capitalise, formatBand, formatNumber, formatPercent, formatRounded } from "../format.js";
import { outdatePolicy, policyMarks, rulesActing, showPolicy } from "../policy.js";
import { actingText } from "../rules.js";
import { settings } from "../settings.js";
import { helpButton } from "../tooltips.js";
import { ownName, shownName } from "../variants.js";
import { say, textOf, translate } from "../words.js";

const KEY_CARDS = 5; // the others are in a section that is closed at first

/** Draw quick answers as long as settings change, and the exact one a moment later. */
export async function tension({ controls, post, setStatus, quickly }) {
  outdatePolicy();
  const ask = async (quick) => {
    const fields = { outcomes: [settings.outcome], reference: settings.reference };
    const [answer, pinned] = await Promise.all([
      post("answer", { ...fields, quick }),
      settings.pinned && post("answer", { ...fields, reference: "", quick }, { of: settings.pinned, channel: "/pinned" }).catch(() => ({ failed: true })),
    ]);
    const comparable = pinned && pinned.theatre === answer.theatre && pinned.months[0] === answer.months[0];
    await draw(controls, answer, comparable ? pinned : null);
    setStatus(say(quick ? "status.refining" : "status.worlds", { worlds: answer.worlds }) + pinnedStatus(pinned, comparable));
    document.body.dataset.worlds = answer.worlds;
    document.body.dataset.quick = quick;
    if (!quick) byId("announcement").textContent = announcement(answer.cards[0]);
    return () => draw(controls, answer, comparable ? pinned : null);
  };
  await quickly(() => ask(true));
  const told = post("policy", {}, { channel: "/policy" });
  told.catch(() => {}); // reported below, unless the answer itself fails
  const redraw = await ask(false);
  const marks = JSON.stringify(policyMarks());
  showPolicy(await told);
  if (JSON.stringify(policyMarks()) !== marks) redraw();
  drawActing();
}

/** Draw the share of worlds in which each rule is in force, by month. */
function drawActing() {
  const { months, rules } = rulesActing(), chart = byId("acting");
  byId("acting-figure").hidden = !rules.length;
  if (!rules.length) { clearChart(chart); return; }
  drawShares(chart, months, rules.map(({ name, in_force: shares }) => ({ name, shares })));
  byId("acting-list").replaceChildren(...rules.map((rule) => element("li", {}, element("b", { textContent: rule.name }), `: ${actingText(rule)}`,
    ...rule.steps.map(({ title, text, reason }) => element("div", { className: "quiet", textContent: say("tension.rule_waits", { title: translate(title), text: translate(text), reason: translate(reason) }) })))));
  chart.ariaLabel = say("tension.acting_label", { shares: rules.map(({ name, in_force: shares }) => `${name} ${formatPercent(shares.at(-1))}`).join(", "), month: months.at(-1) });
}

function pinnedStatus(pinned, comparable) {
  if (!pinned || comparable) return "";
  return `; ${say(pinned.failed ? "status.pinned_failed" : "status.pinned_hidden")}`;
}

let isFirst = true;

/** Draw an answer; at first the main chart is painted before the others are drawn. */
async function draw(controls, answer, pinned) {
  const outcomeOf = (name) => controls.outcomes.find((outcome) => outcome.name === name);
  const headline = outcomeOf(answer.headline), second = outcomeOf(settings.outcome);
  byId("headline-title").textContent = translate(headline.title);
  drawOutcome(byId("headline"), headline, answer, pinned);
  if (isFirst && !document.hidden) await new Promise((resolve) => { requestAnimationFrame(() => setTimeout(resolve)); });
  isFirst = false;
  byId("second-definition").textContent = capitalise(translate(second.definition));
  if (answer.series[second.name]) drawOutcome(byId("second"), second, answer, pinned);
  if (answer.paired) drawDifference(byId("difference"), answer.months, answer.series[answer.headline], headline.unit, policyMarks());
  else clearChart(byId("difference"));
  byId("difference-caption").textContent = differenceCaption(answer, headline);
  byId("cards-caption").textContent = say(answer.paired ? "tension.cards_paired" : "tension.cards", { month: answer.months.at(-1), worlds: answer.worlds, reference: shownName(settings.reference) });
  for (const [id, cards] of [["cards", answer.cards.slice(0, KEY_CARDS)], ["more-cards", answer.cards.slice(KEY_CARDS)]]) {
    preserveFocus(byId(id), () => byId(id).replaceChildren(...cards.map((card) => drawCard(card, outcomeOf(card.name)))));
  }
  Object.assign(byId("caveat"), textOf(answer.caveat));
}

function drawOutcome(container, { name, title, unit }, answer, pinned) {
  const names = { own: ownName() || say("chart.own"), reference: say("chart.reference", { name: shownName(settings.reference) }), pinned: settings.pinned?.name ? say("chart.pinned_name", { name: settings.pinned.name }) : say("chart.pinned") };
  const pinnedSeries = pinned?.series[name] && { months: pinned.months, own: pinned.series[name].own };
  drawFan(container, answer.months, answer.series[name], unit, names, pinnedSeries, policyMarks());
  const { q05, q50, q95 } = answer.series[name].own, first = answer.months[0], last = answer.months.at(-1);
  container.ariaLabel = say("chart.label", { title: translate(title), first, before: formatRounded(q50[0]), last, after: formatRounded(q50.at(-1)), band: formatBand(q05.at(-1), q95.at(-1)) });
}

function differenceCaption({ paired, obstacle, assumptions_differ: assumptionsDiffer, cards: [{ better_share: better, worse_share: worse, verdict: word }] }, headline) {
  if (!paired) return obstacle ? say("difference.unpaired", { reference: shownName(settings.reference), obstacle: translate(obstacle) }) : say("difference.no_reference");
  if (better + worse === 0) return say("difference.none_yet");
  const small = { negligible: "difference.negligible", "no difference": "difference.none_shown" }[word];
  return [say("difference.shares", { title: translate(headline.title), better: formatPercent(better), worse: formatPercent(worse) }), ...(small ? [say(small)] : []),
    ...(assumptionsDiffer ? [say("difference.assumptions")] : [])].join(" ");
}

function drawCard(card, { definition }) {
  const box = element("div", { className: "card" },
    element("span", { className: "title" }, element("span", textOf(card.title)), " ", helpButton(translate(card.title), () => cardHelp(card, definition))),
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
  const meaning = `${capitalise(translate(definition))} [${translate(unit)}].`;
  if ((better ?? 0) + (worse ?? 0) === 0) return meaning;
  return `${meaning} ${say("card.shares", { reference: shownName(settings.reference), better: formatPercent(better), worse: formatPercent(worse) })}`;
}

/** Return a difference as text, and its kind: better, worse, or quiet where it is neither. */
function verdict({ difference, difference_text: textOfIt, verdict: word }) {
  if (textOfIt === "0") return { text: translate("no difference"), kind: "quiet" };
  const text = `${{ "no difference": "", negligible: "" }[word] ?? (difference > 0 ? "▲ " : "▼ ")}${translate(textOfIt)}`;
  return { text: word === "different" ? text : `${text}, ${translate(word)}`, kind: ["better", "worse"].includes(word) ? word : "quiet" };
}

function announcement(card) {
  const difference = card.difference === undefined ? "" : `, ${verdict(card).text}`;
  return `${translate(card.title)}: ${formatNumber(card.mean, card.high - card.low, 3)}${difference}`;
}
