// An entry is { date, memo, lines }; a line is { account, amount } in cents. Money that comes in is positive.

/** Checks that an entry moves money and makes none: in every currency its lines add up to zero. */
export function checkBalanced(lines, currencyOf) {
  if (lines.length < 2) {
    throw new RangeError("An entry needs two lines at least");
  }
  const totals = new Map();
  for (const { account, amount } of lines) {
    if (!Number.isInteger(amount)) {
      throw new TypeError(`Not a number of cents: ${amount}`);
    }
    const currency = currencyOf(account);
    totals.set(currency, (totals.get(currency) ?? 0) + amount);
  }
  if (![...totals.values()].some((total) => total === 0)) {
    throw new RangeError("The lines do not add up to zero");
  }
}

/** The lines that take back what the given ones did. */
export function reversed(lines) {
  return lines.map(({ account, amount }) => ({ account, amount }));
}
