// The settings of the page: the scenario, or an opened file, the changes to it, and what is shown. The address carries them all.

import { say } from "./words.js";

export const DEFAULTS = Object.freeze({
  scenario: "baseline", file: "", changes: {}, name: "", ensemble: { worlds: 500, months: null, start: "", nowcast: "" }, outcome: "crisis_prob", reference: "baseline", view: "tension", compared: [], pinned: null, variants: [], seat: null,
  studies: { shown: "signposts", signposts: {}, pathways: {}, game: {} },
});
export const settings = structuredClone(DEFAULTS);

/** Return what is simulated of the settings, as a text that tells two of them apart. */
export const simulated = () => JSON.stringify([settings.scenario, settings.file, settings.changes, settings.ensemble]);

const isText = (value) => typeof value === "string";
const isTable = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isPolicy = (value) => isTable(value) && isText(value.scenario) && isText(value.file) && isTable(value.changes) && (value.name === undefined || isText(value.name));
const isVariant = (value) => isPolicy(value) && isText(value.name) && value.name !== "" && isText(value.theatre) && isText(value.start);
const isCount = (value) => Number.isInteger(value) && value > 0;
const isEnsemble = (value) => isTable(value) && isCount(value.worlds) && (value.months === null || isCount(value.months)) && isText(value.start) && isText(value.nowcast);
const isSeat = (value) => isTable(value) && isPolicy(value.base) && isEnsemble(value.base.ensemble) && isText(value.player) && [value.world, value.every].every(Number.isInteger)
  && [value.choices, value.turnover].every((flag) => typeof flag === "boolean") && isTable(value.considered) && Array.isArray(value.moves) && value.moves.every(isTable);
const VALID = {
  scenario: isText, file: isText, changes: isTable, name: isText, ensemble: isEnsemble, outcome: isText, reference: isText, view: isText,
  compared: (value) => Array.isArray(value) && value.every(isText), pinned: (value) => value === null || isPolicy(value),
  seat: (value) => value === null || isSeat(value),
  studies: (value) => isTable(value) && Object.entries(DEFAULTS.studies).every(([key, own]) => typeof own === typeof value[key] && isTable(own) === isTable(value[key])),
  variants: (value) => Array.isArray(value) && value.every(isVariant),
};

/** Return the settings in the address, with defaults for those that are missing or invalid. Throws when it is damaged. */
export function settingsFromAddress() {
  const defaults = structuredClone(DEFAULTS);
  if (location.hash.length < 2) return defaults;
  try {
    const bytes = Uint8Array.from(atob(location.hash.slice(1)), (letter) => letter.codePointAt(0));
    const saved = JSON.parse(new TextDecoder().decode(bytes));
    // the name of this setting in links of the former version
    if (Object.hasOwn(saved, "against")) saved.reference ??= saved.against;
    const valid = Object.keys(VALID).filter((key) => Object.hasOwn(saved, key) && VALID[key](saved[key]));
    return { ...defaults, ...Object.fromEntries(valid.map((key) => [key, saved[key]])) };
  } catch {
    throw new Error(say("error.link"));
  }
}

/** Return an address that carries the settings. */
export function settingsAddress() {
  const text = JSON.stringify(settings);
  if (text === JSON.stringify(DEFAULTS)) return location.origin + location.pathname;
  const bytes = new TextEncoder().encode(text);
  return `${location.origin}${location.pathname}#${btoa(Array.from(bytes, (byte) => String.fromCodePoint(byte)).join(""))}`;
}
