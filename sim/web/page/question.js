// A question with several answers, before something is done that discards work.

import { element } from "./dom.js";

/** Ask a question and return the answer that was chosen. answers: text of each button by its value; "" cancels, as Escape does. */
export function ask(question, answers) {
  return new Promise((resolve) => {
    const buttons = Object.entries(answers).map(([value, textContent]) => element("button", { type: "button", textContent, onclick: () => dialog.close(value) }));
    const dialog = element("dialog", { ariaLabel: question }, element("p", { textContent: question }), element("div", { className: "row" }, ...buttons));
    dialog.onclose = () => { dialog.remove(); resolve(dialog.returnValue); };
    document.body.append(dialog);
    dialog.showModal();
  });
}
