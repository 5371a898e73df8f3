// Undo and redo: every change of what is simulated is an entry of the browser's history, so that its Back undoes, too.

import { settings, settingsAddress } from "./settings.js";

const PAUSE_MS = 400; // changes that follow each other faster, as in a drag, are one entry
let step = 0, last = 0, visits = 0, recorded = "", timer, onChange;

const simulated = () => JSON.stringify([settings.scenario, settings.file, settings.changes]);

/** Begin a history. apply: called to apply the settings in the address. changed: called when what can be undone has changed. */
export function initHistory(apply, changed) {
  onChange = changed;
  step = last = history.state?.step ?? 0;
  recorded = simulated();
  onpopstate = async ({ state }) => {
    clearTimeout(timer);
    recorded = simulated();
    step = state?.step ?? step + 1; // a link that was followed on the page has no number yet
    last = Math.max(last, step);
    visits += 1;
    const visit = visits;
    await apply();
    if (visit === visits) adopt();
  };
  document.addEventListener("keydown", (event) => {
    const redoes = event.key === "y" || (event.shiftKey && event.key.toLowerCase() === "z");
    if (!(event.ctrlKey || event.metaKey) || event.altKey || !(redoes || event.key === "z")) return;
    // fields of text undo what was typed
    if (event.target.matches("textarea, input:not([type=range], [type=checkbox], [type=file])")) return;
    event.preventDefault();
    if (redoes) redo(); else undo();
  });
}

/** Take the current settings for those of the current entry. */
export function adopt() {
  clearTimeout(timer);
  recorded = simulated();
  history.replaceState({ step }, "", settingsAddress());
  onChange();
}

/** Note that settings have changed; they become an entry when they rest. */
export function record() {
  clearTimeout(timer);
  timer = setTimeout(flush, PAUSE_MS);
}

/** Make an entry now of what has changed; settings of the display alone change the current entry. */
export function flush() {
  clearTimeout(timer);
  if (recorded === simulated()) {
    history.replaceState({ step }, "", settingsAddress());
    return;
  }
  recorded = simulated();
  step += 1;
  last = step;
  history.pushState({ step }, "", settingsAddress());
  onChange();
}

/** Make an entry now of what has changed and is not simulated yet, before something else replaces it. */
export function settle() { if (recorded !== simulated()) flush(); }

export const canUndo = () => step > 0 || recorded !== simulated();
export const canRedo = () => step < last;
export function undo() { flush(); if (step > 0) history.back(); }
export function redo() { flush(); if (canRedo()) history.forward(); }
