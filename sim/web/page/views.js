// The views: each requests and draws what it shows when it is opened, and again after every change of the settings.

import { tension } from "./views/tension.js";
import { say } from "./words.js";

const about = async () => {};
const LATER = ["compare", "causes", "worldviews", "network", "seat", "studies", "record"]; // than the first results

const load = (name) => import(`./views/${name}.js`).catch(() => { throw new Error(say("error.silent")); });

/** Load the views that are not shown at first, so that they open at once, and whether or not the server still runs. */
export const loadViews = () => { for (const name of LATER) load(name).catch(() => {}); };

/** By the name in the ids of a view's tab and panel. */
export const VIEWS = { tension, about, ...Object.fromEntries(LATER.map((name) => [name, async (page) => (await load(name))[name](page)])) };
