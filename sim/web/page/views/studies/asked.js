// What a study is asked: what the server offers, what the user has changed of it, and the settings of the page.

import { settings } from "../../settings.js";
import { keptVariant, variantId } from "../../variants.js";
import { candidates } from "../candidates.js";

export const OWN = "own"; // the policy of the settings, as a strategy of a player
export const MOST_PLANS = 5;

/** Whether the settings change the policy of an actor. */
export const isChanged = (actor) => Object.keys(settings.changes).some((key) => key.startsWith(`${actor}.`));

/** Return the fields of a kind of study, as far as they are not the plans. */
export function fieldsOf(kind, controls) {
  const offered = structuredClone(controls.studies[kind]), given = settings.studies[kind];
  const isLike = (value, other) => typeof value === typeof other && Array.isArray(value) === Array.isArray(other);
  if (kind === "game") for (const [actor, doctrines] of Object.entries(offered.players)) if (isChanged(actor)) doctrines.push(OWN);
  const fields = { ...offered, ...Object.fromEntries(Object.entries(given).filter(([name, value]) => Object.hasOwn(offered, name) && isLike(value, offered[name]))) };
  // a link may be of another theatre
  if (kind === "game") fields.players = Object.fromEntries(Object.entries(fields.players).filter(([actor]) => Object.hasOwn(controls.studies.doctrines, actor)));
  return fields;
}

/** Return the plans that may follow the settings, and those that are chosen: at first two packages. */
export function plansOf({ controls, catalogue }) {
  const own = keptVariant(), isOther = ({ id }) => (settings.file || id !== settings.scenario) && (!own || id !== variantId(own));
  const { shipped, variants } = candidates(controls, catalogue), offered = [...variants, ...shipped].filter(isOther);
  const given = settings.studies.pathways.plans;
  const usual = shipped.filter(({ id }) => isOther({ id }) && !id.includes("baseline")).slice(0, 2).map(({ id }) => id);
  const chosen = (Array.isArray(given) ? given : usual).filter((id) => offered.some((each) => each.id === id)).slice(0, MOST_PLANS);
  return { offered, chosen };
}

/** Return what is asked now: the fields as the server takes them, the plans, the number of worlds, and what it is asked of. */
export function asked(kind, page) {
  const { worlds, ...fields } = fieldsOf(kind, page.controls), { scenario, file, changes, name, ensemble } = settings;
  if (kind === "signposts") fields.false_alarms ||= null;
  return structuredClone({ fields, plans: kind === "pathways" ? plansOf(page).chosen : [], worlds, of: { scenario, file, changes, name, ensemble } });
}
