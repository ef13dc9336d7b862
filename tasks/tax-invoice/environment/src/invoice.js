import { discountPercent } from "./discount.js";

// Amounts are whole cents. A line is { price, quantity, taxRate }, its tax rate in percent.

/** What a line costs after its discount, without tax. */
export function lineTotal({ price, quantity }, steps = []) {
  const gross = price * quantity;
  return gross - percentOf(gross, discountPercent(steps, quantity));
}

/** The lines' totals and the tax on them, by tax rate; lower rates come first. */
export function taxGroups(lines, steps = []) {
  const nets = new Map();
  for (const line of lines) {
    const net = nets.get(line.taxRate) ?? 0;
    nets.set(line.taxRate, net + lineTotal(line, steps));
  }
  return [...nets]
    .sort(([a], [b]) => a - b)
    .map(([rate, net]) => ({ rate, net, tax: percentOf(net, rate) }));
}

/** The whole invoice. */
export function invoice(lines, steps = []) {
  const groups = taxGroups(lines, steps);
  const net = sum(groups.map((group) => group.net));
  const tax = sum(groups.map((group) => group.tax));
  return { groups, net, tax, total: net + tax };
}

/** The invoice as lines of text. */
export function printInvoice(lines, steps = []) {
  const { groups, net, total } = invoice(lines, steps);
  const rows = [
    ["net", net],
    ...groups.map(({ rate, tax }) => [`tax ${rate}%`, tax]),
    ["total", total],
  ];
  return rows.map(([label, cents]) => label.padEnd(10) + (cents / 100).toFixed(2).padStart(10)).join("\n");
}

/** Rounded to whole cents, half a cent up. */
function percentOf(cents, percent) {
  return Math.round((cents * percent) / 100);
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
