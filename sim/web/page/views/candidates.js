// What may stand beside the settings: the shipped scenarios of their theatre and start, and the variants that the user has kept.

import { comparableVariants, shownName, variantId } from "../variants.js";
import { say, translate } from "../words.js";

/** Return shipped scenarios and variants, each with id, text and title. */
export function candidates(controls, catalogue) {
  const shipped = catalogue.filter(({ theatre, start }) => theatre === controls.theatre && start === controls.ensemble.start.written)
    .map(({ name, title }) => ({ id: name, text: shownName(name), title: translate(title) }));
  const variants = comparableVariants(controls).map((each) => ({ id: variantId(each), text: each.name, title: say("compare.variant", { scenario: shownName(each.scenario) }), variant: each }));
  return { shipped, variants };
}
