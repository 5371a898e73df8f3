// The views: each requests and draws what it shows when it is opened, and again after every change of the settings.

import { causes } from "./views/causes.js";
import { compare } from "./views/compare.js";
import { network } from "./views/network.js";
import { record } from "./views/record.js";
import { seat } from "./views/seat.js";
import { studies } from "./views/studies.js";
import { tension } from "./views/tension.js";
import { worldviews } from "./views/worldviews.js";

const about = async () => {};

/** By the name in the ids of a view's tab and panel. */
export const VIEWS = { tension, compare, causes, worldviews, network, seat, studies, record, about };
