// The words of the page in the language of its user. English is the source; languages/ has a catalogue for each language.

import { byId } from "./dom.js";
import { withParticles } from "./korean.js";
import { forget, keep, stored } from "./storage.js";

const STORAGE_KEY = "language", FOCUS_KEY = "language-pressed";
/** The catalogues, and how a language is called by those who speak it. */
const LANGUAGES = { en: "English", ko: "한국어" };
/** Where an element has words: its attribute, and what of the element it fills. */
const PLACES = { say: "textContent", sayHtml: "innerHTML", sayTitle: "title", sayLabel: "ariaLabel", sayPlaceholder: "placeholder" };
let language = "en", page = {}, exact = new Map(), patterns = [];
const told = new Map(); // translations that were asked for before

/** Load the catalogue of the user's language, fill the words of the page, and connect the button that changes the language. onLeave: called before that. */
export async function initLanguage(onLeave) {
  language = [stored(STORAGE_KEY)].find((each) => Object.hasOwn(LANGUAGES, each)) ?? navigator.languages.map((each) => each.slice(0, 2)).find((each) => Object.hasOwn(LANGUAGES, each)) ?? "en";
  const response = await fetch(`page/languages/${language}.json`).catch(() => null);
  if (!response?.ok) throw new Error("The words of the page cannot be loaded; is 'peninsula web' still running?"); // no catalogue has these
  const catalogue = await response.json();
  page = catalogue.page;
  exact = new Map(Object.entries(catalogue.declared ?? {}).filter(([english]) => !english.includes("{")));
  patterns = Object.entries(catalogue.declared ?? {}).filter(([english]) => english.includes("{")).map(([english, other]) => pattern(english, other))
    .toSorted((one, two) => two.length - one.length);
  document.documentElement.lang = language;
  for (const [attribute, property] of Object.entries(PLACES)) {
    for (const place of document.querySelectorAll(`[data-${attribute.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}]`)) place[property] = say(place.dataset[attribute]);
  }
  const [other] = Object.keys(LANGUAGES).filter((each) => each !== language), button = byId("language");
  Object.assign(button, { textContent: LANGUAGES[other], lang: other });
  button.onclick = () => { onLeave(); keep(STORAGE_KEY, other); keep(FOCUS_KEY, "language"); location.reload(); };
  if (stored(FOCUS_KEY)) button.focus(); // it was pressed just now
  forget(FOCUS_KEY);
}

/** Return the words of a key of the catalogue. values: for its places in braces; where the words depend on a number, it is "count". */
export function say(key, values = {}) {
  if (!Object.hasOwn(page, key)) throw new Error(`No words for '${key}'.`);
  const words = page[key];
  return filled(typeof words === "string" ? words : words[new Intl.PluralRules(language).select(values.count)], values);
}

/** Return what the server says in English, such as the title of a lever, in the language of the page; in English where no catalogue has it. */
export function translate(english) {
  if (!exact.size || !english) return english;
  if (!told.has(english)) told.set(english, translation(english) ?? english);
  return told.get(english);
}

/** Return the properties of an element with what the author of a scenario wrote, without marks of code. */
export const proseOf = (english) => textOf(english.replaceAll("`", "").trim().replaceAll(/\s+/g, " "));

/** Return the properties of an element with a text of the server; one that is told in English says so, for those who have it read aloud. */
export const textOf = (english) => ({ textContent: translate(english), ...languageOf(english) });

/** Return the property that says of an element that its text is English where the page is not. */
export const languageOf = (english) => (language !== "en" && translate(english) === english && /[a-z]{3}/i.test(english) && !/\p{Script=Hangul}/u.test(english) ? { lang: "en" } : {});

/** Return what the charting library needs to speak the language: the catalogue also has its words. */
export const chartLanguage = () => (language === "en" ? null : { name: language, dictionary: Object.fromEntries(exact), format: { date: "%Y-%m-%d", shortMonths: months(), months: months() } });

const months = () => Array.from({ length: 12 }, (_, month) => new Date(2000, month).toLocaleString(language, { month: "short" }));

function filled(words, values) {
  const text = words.replaceAll(/\{(\w+)\}/g, (_, name) => {
    if (!(name in values)) throw new Error(`No '${name}' for the words '${words}'.`);
    return values[name];
  });
  return language === "ko" ? withParticles(text) : text;
}

/** Return the translation of a text as a whole, clause by clause, or by a pattern; undefined where the catalogue has none. */
function translation(english) {
  const inWords = english.replaceAll("_", " "); // options are written with underscores in files
  if (exact.has(english) || exact.has(inWords)) return exact.get(english) ?? exact.get(inWords);
  const sentence = english.endsWith(".") && translation(english.slice(0, -1));
  if (sentence) return `${sentence}.`;
  const sentences = english.split(SENTENCE);
  if (sentences.length > 1 && sentences.every(isTold)) return sentences.map(translate).join(" ");
  const clauses = english.split(CLAUSE);
  if (clauses.length > 1) return clauses.every(isTold) ? clauses.map(translate).join("; ") : undefined;
  for (const { shape, names, other } of patterns) {
    const found = shape.exec(english);
    if (!found || names.some((name, index) => !VERBATIM.has(name) && !isTold(found[index + 1]))) continue;
    return filled(other, Object.fromEntries(names.map((name, index) => [name, VERBATIM.has(name) ? found[index + 1] : translate(found[index + 1])])));
  }
  return undefined;
}

/** Whether a part can stand in a translated sentence: it is translated, or is no English, such as a number, a name or an option. */
const isTold = (part) => translate(part) !== part || !ENGLISH.test(part);

const SENTENCE = /(?<=[.!?]) (?=[A-Z])/;
const CLAUSE = /; (?![^(]*\))/; // what is in brackets is a clause of its own
const ENGLISH = /(^|[ (])[a-z]{2,}[,:]? [a-z]{2,}/; // two words that are no name

/** Places of a pattern that hold a number or a month, places whose text is the user's, or code, which stays as it is, and places of countries; "option" is a word as files write it. */
const NUMERIC = new Set(["number", "low", "high", "share", "month", "months", "first", "last", "middle", "median", "line"]);
const VERBATIM = new Set(["name", "formula", "example", "key"]);
const ROLES = new Set(["patron", "protege", "backer", "challenger", "supplier", "partner", "own", "place", "capital", "actor", "who"]);

const shapeOf = (name) => (NUMERIC.has(name) ? "([^\\s:]+(?: %)?)" : ROLES.has(name) ? "([^:;]+?)" : name === "option" ? "([a-z]\\w*)" : "(.+?)");

/** Return how a sentence with places in braces is recognised, and its translation. length: of what is not in braces. */
function pattern(english, other) {
  const names = [...english.matchAll(/\{(\w+)\}/g)].map(([, name]) => name), pieces = english.split(/\{\w+\}/);
  const literal = pieces.map((piece) => piece.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const shape = new RegExp(`^${literal.map((piece, index) => (index ? shapeOf(names[index - 1]) : "") + piece).join("")}$`);
  return { shape, names, other, length: pieces.join("").length };
}
