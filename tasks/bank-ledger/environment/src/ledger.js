import { checkBalanced, reversed } from "./entry.js";

/** A book of accounts in several currencies. Dates are texts like "2024-03-31". */
export class Ledger {
  constructor() {
    this.currencies = new Map();
    this.entries = [];
  }

  /** Opens an account; it starts at zero. */
  open(account, currency) {
    if (this.currencies.has(account)) {
      throw new RangeError(`There is an account "${account}" already`);
    }
    this.currencies.set(account, currency);
    return this;
  }

  /** Books an entry as a whole, or throws and books nothing. */
  book(date, memo, lines) {
    checkBalanced(lines, (account) => this.currencyOf(account));
    this.entries.push({ date, memo, lines: lines.map((line) => ({ ...line })) });
    return this;
  }

  /** Books an amount from one account to another of the same currency. */
  transfer(date, memo, { from, to, amount }) {
    if (!(amount > 0)) {
      throw new RangeError("A transfer needs an amount above zero");
    }
    return this.book(date, memo, [
      { account: from, amount: -amount },
      { account: to, amount },
    ]);
  }

  /** Takes back an entry by a new one; the old one stays in the book. */
  cancel(date, index) {
    const entry = this.entries[index];
    if (entry === undefined) {
      throw new RangeError(`There is no entry ${index}`);
    }
    return this.book(date, `Cancelled: ${entry.memo}`, reversed(entry.lines));
  }

  /** What is in an account at the end of a day, or after all entries. */
  balance(account, date = "9999-12-31") {
    return sum(this.linesOf(account).filter((line) => line.date <= date));
  }

  /** The entries of an account from one day to another, both included, with the balance before and after each. */
  statement(account, from, to) {
    const lines = this.linesOf(account);
    const opening = sum(lines.filter((line) => line.date <= from));
    let balance = opening;
    const rows = [];
    for (const { date, memo, amount } of lines) {
      if (date < from || date > to) {
        continue;
      }
      balance += amount;
      rows.push({ date, memo, amount, balance });
    }
    return { opening, rows, closing: balance };
  }

  /** The lines of an account by date; on one day, in the order of booking. */
  linesOf(account) {
    this.currencyOf(account);
    return this.entries
      .flatMap(({ date, memo, lines }) => lines.map((line) => ({ date, memo, ...line })))
      .filter((line) => line.account === account)
      .sort((one, other) => compare(one.date, other.date));
  }

  currencyOf(account) {
    const currency = this.currencies.get(account);
    if (currency === undefined) {
      throw new RangeError(`There is no account "${account}"`);
    }
    return currency;
  }
}

function sum(lines) {
  return lines.reduce((total, line) => total + line.amount, 0);
}

function compare(one, other) {
  return one < other ? -1 : one > other ? 1 : 0;
}
