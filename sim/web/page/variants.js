// Variants: settings that the user has kept under a name, to open, compare and refer to like the scenarios that are shipped.

import { defaultName } from "./changes.js";
import { showMessage } from "./messages.js";
import { ask } from "./question.js";
import { settings } from "./settings.js";
import { say, translate } from "./words.js";

const PREFIX = "variant:"; // of a variant's name where the names of scenarios stand, too
export const MOST_COMPARED = 5; // besides the settings and their reference
const MOST_KEPT = 12; // the address carries them all

export const variantId = ({ name }) => PREFIX + name;
export const variantOf = (id) => settings.variants.find((each) => id === variantId(each));

export const LONGEST_TITLE = 48; // letters that lists, keys and captions show
const shortened = (title) => (title.length > LONGEST_TITLE ? `${title.slice(0, LONGEST_TITLE).replace(/\s+\S*$/, "")}…` : title);
const titles = new Map();

/** Keep how the scenarios of the server are called: by their titles, with the name where two of them are equal. */
export function callByTitle(catalogue) {
  const short = catalogue.map(({ title }) => shortened(translate(title)));
  catalogue.forEach(({ name }, index) => titles.set(name, short.filter((each) => each === short[index]).length > 1 ? `${short[index]} (${name})` : short[index]));
}

/** Return the name of a variant, or the title of a scenario, for people. */
export const shownName = (id) => variantOf(id)?.name ?? titles.get(id) ?? id;

/** Return a scenario or a variant as the server takes it. */
export function sent(id) {
  const found = variantOf(id);
  if (!found) return id;
  const { scenario, file, changes, name } = found;
  return { scenario, file, changes, name };
}

const simulated = ({ scenario, file, changes }) => JSON.stringify([file ? "" : scenario, file, changes]);

/** Return what the user calls the settings, "" for nothing; what was kept or pinned under that name and differs is told apart. */
export function ownName() {
  const namesakes = [...settings.variants, settings.pinned].filter((each) => each?.name === settings.name);
  return settings.name && namesakes.some((each) => simulated(each) !== simulated(settings)) ? say("variants.changed", { name: settings.name }) : settings.name;
}

/** Return the variant that the current settings are, or undefined. */
export const keptVariant = () => settings.variants.find((each) => simulated(each) === simulated(settings));

/** Return the variants that can be compared with the scenario that is shown: of its theatre and start. */
export const comparableVariants = ({ theatre, ensemble }) => settings.variants.filter((each) => each.theatre === theatre && each.start === ensemble.start.written);

/** Keep the current settings under their name, or under one that says what they are; return whether they are kept. */
export async function keepVariant(controls) {
  const name = settings.name || freeName(defaultName(controls, settings.changes));
  const former = settings.variants.findIndex((each) => each.name === name);
  if (former < 0 && settings.variants.length >= MOST_KEPT) {
    showMessage(say("variants.full", { most: MOST_KEPT }), "notice");
    return false;
  }
  const replaces = former >= 0 && simulated(settings.variants[former]) !== simulated(settings);
  if (replaces && !await ask(say("variants.replace", { name }), { replace: say("variants.replace_it"), "": say("cancel") })) return false;
  const { scenario, file, changes } = structuredClone(settings);
  settings.variants.splice(former < 0 ? settings.variants.length : former, 1, { name, isNamed: Boolean(settings.name), scenario, file, changes, theatre: controls.theatre, start: controls.ensemble.start.written });
  const id = PREFIX + name;
  const isFull = settings.compared.length >= MOST_COMPARED && !settings.compared.includes(id);
  showMessage(say(isFull ? "variants.kept_full" : "variants.kept", { name, most: MOST_COMPARED }), "info");
  if (!isFull && !settings.compared.includes(id)) settings.compared.push(id);
  return true;
}

/** Remove a variant; the user is asked first, since no undo brings it back. Return whether it is gone. */
export async function removeVariant({ name }) {
  if (!await ask(say("variants.remove", { name }), { remove: say("variants.remove_it"), "": say("cancel") })) return false;
  settings.variants = settings.variants.filter((each) => each.name !== name);
  settings.compared = settings.compared.filter((id) => id !== PREFIX + name);
  return true;
}

/** Add the variants of a link to those that are kept; of two of one name the link's. */
export const mergedVariants = (linked) => [...linked, ...settings.variants.filter(({ name }) => linked.every((each) => each.name !== name))];

function freeName(name) {
  const taken = new Set(settings.variants.filter((each) => simulated(each) !== simulated(settings)).map((each) => each.name));
  let number = 1;
  while (taken.has(number === 1 ? name : `${name} (${number})`)) number += 1;
  return number === 1 ? name : `${name} (${number})`;
}
