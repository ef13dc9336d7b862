import { History } from "./history.js";

const COMMANDS = {
  "<": (history) => history.undo(),
  ">": (history) => history.redo(),
  "(": (history) => history.beginGroup(),
  ")": (history) => history.endGroup(),
};

/**
 * Plays a script on an empty text and returns what is there after it. A letter is appended as one step; "<" is undo,
 * ">" redo, and parentheses make a group.
 */
export function play(script, options) {
  const history = new History("", options);
  for (const sign of script) {
    const command = COMMANDS[sign];
    if (command === undefined) {
      history.update((text) => text + sign);
    } else {
      command(history);
    }
  }
  return history.value;
}
