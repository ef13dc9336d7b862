/**
 * Whether a pattern fits the name of an event, as "order.item.added". In a pattern, "*" stands for one part of a name;
 * at its end, "**" stands for one part or more.
 */
export function fitsEvent(pattern, event) {
  const wanted = pattern.split(".");
  const parts = event.split(".");
  if (wanted.at(-1) === "**") {
    wanted.pop();
    return parts.length > wanted.length && fitsParts(wanted, parts);
  }
  return parts.length === wanted.length && fitsParts(wanted, parts);
}

function fitsParts(wanted, parts) {
  return wanted.every((part, index) => part === "*" || part === parts[index]);
}
