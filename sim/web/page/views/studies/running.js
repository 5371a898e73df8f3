// A study under way: a page has one at a time, tells how far it has come, and stops it on demand.

import { post } from "../../api.js";

const POLL_MS = 400;
const NOTHING = { scenario: "baseline", file: "", changes: {} }; // of the settings no more is needed
let running = null;

/** Return the kind of the study that runs, or null. */
export const runningStudy = () => running?.kind ?? null;

/** Ask a study, in place of one that runs; return its answer, or null when it was cancelled. tell: called with how far it has come, from 0 to 1. */
export async function runStudy(kind, { fields, plans, worlds, of }, tell) {
  const cancelled = cancelStudy();
  const own = { kind, abort: new AbortController(), asking: false };
  running = own;
  tell(0);
  own.timer = setInterval(async () => {
    if (own.asking) return;
    own.asking = true;
    const { done } = await post("study_done", {}, { of: NOTHING }).catch(() => ({ done: null }));
    own.asking = false;
    if (running === own && done !== null) tell(done);
  }, POLL_MS);
  try {
    await cancelled; // the server may take the requests in another order
    return await post("study", { worlds, study: { kind, ...fields }, compared: plans }, { of, signal: own.abort.signal });
  } catch (error) {
    if (own.abort.signal.aborted) return null;
    throw error;
  } finally {
    clearInterval(own.timer);
    if (running === own) running = null;
  }
}

/** Stop the study that runs, on the server, too. */
export async function cancelStudy() {
  if (!running) return;
  running.abort.abort();
  running = null;
  await post("study_cancel", {}, { of: NOTHING }).catch(() => {}); // it then ends by itself
}
