// Making elements.

/** Return an element with properties and children. */
export function node(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

export const byId = (id) => document.getElementById(id);

/** Fill a list with pairs of value and text. */
export function fill(list, pairs, chosen) {
  list.replaceChildren(...pairs.map(([value, text]) => new Option(text, value, false, value === chosen)));
}
