// The changes of the settings in words.

import { formatRounded } from "./format.js";
import { formatValue } from "./lever_input.js";
import { describeRuleChange, ruleOf } from "./rules.js";
import { say, translate } from "./words.js";

/** Return every lever and condition with its owner. */
export const leversOf = (controls) => [...controls.actors, ...controls.conditions].flatMap((actor) => actor.levers.map((lever) => ({ actor, lever })));

/** Return for each change its key, a short label, its title, and the values before and after, in words. */
export function describeChanges(controls, changes) {
  const levers = new Map(leversOf(controls).map((each) => [each.lever.key, each]));
  const assumptions = new Map(controls.assumptions.map((each) => [each.key, each]));
  const titleOf = (worldview) => translate(controls.worldviews.find(({ name }) => name === worldview)?.title ?? worldview);
  return Object.entries(changes).map(([key, value]) => {
    const rule = ruleOf(key);
    if (rule !== undefined) return { key, title: say("rule.label", { name: rule }), ...describeRuleChange(controls, rule, value) };
    if (key === "worldview") return { key, label: say("side.worldview"), title: say("side.worldview"), from: titleOf(controls.worldview), to: titleOf(value) };
    if (levers.has(key)) {
      const { actor, lever } = levers.get(key);
      const label = `${key.includes(".") ? `${translate(actor.label)}, ` : ""}${translate(key.split(".").at(-1).replaceAll("_", " "))}`;
      return { key, label, title: translate(lever.title), from: valueText(lever, lever.value), to: valueText(lever, value) };
    }
    const assumption = assumptions.get(key);
    const rangeText = (range) => (Array.isArray(range) ? say("band", { low: formatRounded(range[0]), high: formatRounded(range[1]) }) : String(range));
    return { key, label: translate(assumption?.title ?? key), title: translate(assumption?.title ?? key), from: rangeText(assumption?.value ?? ""), to: rangeText(value) };
  });
}

/** Return a value, or values with their dates, in words. */
export function valueText(lever, value) {
  if (typeof value !== "object") return formatValue(lever, value);
  return Object.entries(value).map(([period, each]) => {
    const [from, until] = period.split("..");
    return say(until ? "changes.ramp" : "changes.step", { value: formatValue(lever, each), from, until });
  }).join(", ");
}

/** Return how changed settings are called unless the user names them. */
export function defaultName({ title }, changes) {
  const count = Object.keys(changes).length;
  const base = translate(title).split(":")[0];
  return count ? say("changes.name", { base, count }) : base;
}
