// Undo and redo: every change of what is simulated is an entry of the browser's history, so that its Back undoes, too.

import { settingsAddress, simulated } from "./settings.js";

const PAUSE_MS = 400; // changes that follow each other faster, as in a drag, are one entry
let step = 0, last = 0, visits = 0, recorded = "", timer = null, onChange;
let adopting = true; // while settings come from the address, nothing is entered

/** Begin a history with the settings in the address. apply: called to apply those, with whether that is an entry of this page's history, and no followed link. changed: called when what can be undone has changed. */
export async function initHistory(apply, changed) {
  onChange = changed;
  step = last = history.state?.step ?? 0;
  onpopstate = async ({ state }) => {
    stopWaiting();
    adopting = true;
    step = state?.step ?? step + 1; // a link that was followed on the page has no number yet
    last = Math.max(last, step);
    visits += 1;
    const visit = visits;
    await apply(state !== null);
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
  await apply();
  if (!visits) adopt(); // a link that was followed meanwhile is adopted as its own settings arrive
}

/** Take the current settings for those of the current entry. */
function adopt() {
  stopWaiting();
  adopting = false;
  recorded = simulated();
  history.replaceState({ step }, "", settingsAddress());
  onChange();
}

/** Note that settings have changed: the first change makes an entry, and those that follow without a pause belong to it. */
export function record() {
  if (adopting) return;
  if (!timer) flush();
  clearTimeout(timer);
  timer = setTimeout(settle, PAUSE_MS);
}

/** Bring the history up to date: a new entry for what is simulated, unless it belongs to the current one, as all else does. */
export function flush() {
  if (adopting) return;
  const isNew = recorded !== simulated() && !timer;
  recorded = simulated();
  if (!isNew) {
    history.replaceState({ step }, "", settingsAddress());
    return;
  }
  step += 1;
  last = step;
  history.pushState({ step }, "", settingsAddress());
  onChange();
}

/** Let the next change make an entry of its own. */
export function settle() {
  if (timer) flush();
  stopWaiting();
}

function stopWaiting() {
  clearTimeout(timer);
  timer = null;
}

export const canUndo = () => step > 0;
export const canRedo = () => step < last;
export function undo() { settle(); if (canUndo()) history.back(); }
export function redo() { settle(); if (canRedo()) history.forward(); }
