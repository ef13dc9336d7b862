/**
 * The discount in percent that a quantity gets.
 * A step `{ from, percent }` says what applies from that quantity on.
 */
export function discountPercent(steps, quantity) {
  const sorted = [...steps].sort((a, b) => a.from - b.from);
  const step = sorted.find(({ from }) => quantity >= from);
  return step === undefined ? 0 : step.percent;
}
