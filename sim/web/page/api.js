// Requests to the server.

import { ensembleFields } from "./ensemble.js";
import { settings } from "./settings.js";
import { ownName, sent } from "./variants.js";
import { say, translate } from "./words.js";

const FILE_ROUTES = ["scenario_file", "table", "report", "seat_file"];
const ATTEMPTS = 3;
const PAUSE_MS = 400; // between attempts
const session = crypto.getRandomValues(new Uint32Array(4)).join("-");

/**
 * Send settings to a route under /api and return the answer.
 * fields: added to the settings. of: the settings (default: those of the page). channel: tells apart requests that one page sends
 * at the same time; a newer request of the same channel makes an older one stale. signal: aborts the request, which then throws.
 */
export async function post(route, fields = {}, { of = settings, channel = "", signal } = {}) {
  const { scenario, file, changes, ensemble = settings.ensemble } = of, name = of === settings ? ownName() : of.name ?? "";
  const body = JSON.stringify({ session: session + channel, scenario, file, changes, name, ...ensembleFields(ensemble), ...fields, ...named(fields) });
  const options = { method: "POST", headers: { "Content-Type": "application/json" }, body, signal };
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const answer = await fetchFromServer(`api/${route}`, options, FILE_ROUTES.includes(route));
    // the page aborts its own older requests: one that is stale all the same has lost its slot on a crowded server
    if (!answer.stale) return answer;
    await new Promise((resolve) => { setTimeout(resolve, PAUSE_MS); });
  }
  throw new Error(say("error.busy"));
}

/** Return the fields that name scenarios or variants as the server takes them. */
const named = ({ reference, compared }) => ({ ...(reference ? { reference: sent(reference) } : {}), ...(compared ? { compared: compared.map(sent) } : {}) });

/** Return the JSON of a path below that of the page, so that a proxy may give it a prefix, or the response itself; throws the server's sentence when it refuses, which has its English words, too. */
export async function fetchFromServer(path, options = {}, asResponse = false) {
  const response = await fetch(path, options).catch((error) => {
    if (options.signal?.aborted) throw error;
    throw new Error(say("error.silent"));
  });
  if (!response.ok) {
    const { error } = await response.json().catch(() => ({}));
    throw Object.assign(new Error(error ? translate(error) : say("error.failed", { status: response.status })), { english: error });
  }
  return asResponse ? response : response.json();
}
