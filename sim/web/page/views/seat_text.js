// The words of the view Seat, in one place.

export const TEXT = {
  intro: "Take the seat of one country and play it turn by turn. One world is real, and its future is not known: before each move you see possible futures of it, with the policy in force and with the move that you consider. The others follow the scenario, or choose for themselves.",
  player: "Play", world: "World", every: "Months of a turn", choices: "Governments choose for themselves", turnover: "Governments change",
  take: "Take the seat", again: "Start over",
  tookAway: "Rules, choices and elections of your own country are off: they are yours to decide.",
  base: (title, changes) => `${title}${changes ? `, with ${changes === 1 ? "the change" : `the ${changes} changes`} that the settings had when you sat down` : ""}.`,
  elsewhere: "Your play is of a theatre that these settings do not show: choose one of its scenarios to go on, or start over.",
  otherScenario: (title) => `Your moves belong to another scenario: choose "${title}" first.`,
  now: ({ label, month, turn, turns, over }) => (over ? `${label}: the last month, ${month}, has been played` : `${label}, ${month}: turn ${turn} of ${turns}`),
  board: "Your levers", considered: "Considered", nothing: "nothing: the policy in force goes on",
  doctrine: "Consider a doctrine…", clear: "Consider nothing", next: "Make the move", undo: "Take back",
  lived: "this world", without: "without moves", inForce: "policy in force", move: "your move",
  outcome: "Outcome", nowColumn: "Now", change: "Change", difference: "Mean difference ± 90 % interval (median)",
  ahead: (what, month) => `${what}, ${month} (90 %)`,
  until: (month, futures) => `Until ${month}, share of ${futures} futures`,
  story: "What happened", youSet: (sets) => `You set ${sets}.`, youSetNothing: "You set nothing.", quiet: "Nothing to report.",
  outlook: "Key outcomes and their outlook", likely: "What may happen",
  verdict: "Compare", file: "Export as scenario", settings: "Take into the settings",
  verdictTitle: "How it has fared", verdictNote: (worlds) => `First line: the value in the world that was played. Below: mean difference from no moves ± its 90 % interval over ${worlds} worlds, in which your dates and values are repeated. A single world is chance as well as policy.`,
  verdictChart: "The headline index in the world that was played, lived in other ways",
  taken: "Your moves are in the settings now: the other views show them in 500 worlds.",
};
