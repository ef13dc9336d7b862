import assert from "node:assert/strict";
import { test } from "node:test";
import { Ledger } from "../src/ledger.js";

function openLedger() {
  return new Ledger().open("cash", "EUR").open("bank", "EUR").open("dollars", "USD").open("fees", "USD");
}

const line = (account, amount) => ({ account, amount });

/** Transfers on each of 28 days, back and forth. */
function month() {
  const ledger = openLedger();
  for (let day = 1; day <= 28; day += 1) {
    const [from, to] = day % 3 === 0 ? ["cash", "bank"] : ["bank", "cash"];
    ledger.transfer(`2024-02-${String(day).padStart(2, "0")}`, `Day ${day}`, { from, to, amount: day * 11 });
  }
  return ledger;
}

test("an entry in two currencies adds up in each", () => {
  const ledger = openLedger().book("2024-01-02", "Both", [
    line("bank", -500),
    line("cash", 500),
    line("dollars", -30),
    line("fees", 30),
  ]);
  assert.equal(ledger.balance("cash"), 500);
  assert.equal(ledger.balance("fees"), 30);
});

test("one currency that adds up does not excuse another", () => {
  const ledger = openLedger();
  const first = [line("bank", -500), line("cash", 500), line("dollars", 1)];
  const second = [line("bank", 1), line("dollars", -30), line("fees", 30)];
  assert.throws(() => ledger.book("2024-01-02", "Gift", first), RangeError);
  assert.throws(() => ledger.book("2024-01-02", "Gift", second), RangeError);
  assert.equal(ledger.balance("bank"), 0);
});

test("currencies are not mixed", () => {
  assert.throws(
    () => openLedger().book("2024-01-02", "Change", [line("bank", -100), line("dollars", 100)]),
    RangeError,
  );
});

test("a refused entry books nothing", () => {
  const ledger = openLedger();
  assert.throws(() => ledger.book("2024-01-02", "Typo", [line("bank", -100), line("gold", 100)]), RangeError);
  assert.throws(() => ledger.book("2024-01-02", "Half", [line("bank", -0.5), line("cash", 0.5)]), TypeError);
  assert.throws(() => ledger.book("2024-01-02", "Alone", [line("bank", 0)]), RangeError);
  assert.equal(ledger.balance("bank"), 0);
});

test("a cancelled entry is taken back on its day", () => {
  const ledger = openLedger().book("2024-01-02", "Shop", [
    line("bank", -300),
    line("cash", 100),
    line("cash", 200),
  ]);
  ledger.cancel("2024-01-10", 0);
  assert.equal(ledger.balance("cash", "2024-01-09"), 300);
  assert.equal(ledger.balance("cash", "2024-01-10"), 0);
  assert.equal(ledger.balance("bank"), 0);
});

test("cancelling a cancellation books the entry again", () => {
  const ledger = openLedger().transfer("2024-01-02", "Rent", { from: "bank", to: "cash", amount: 40 });
  ledger.cancel("2024-01-03", 0).cancel("2024-01-04", 1);
  assert.equal(ledger.balance("cash"), 40);
});

test("everything cancelled leaves zero", () => {
  const ledger = month();
  for (let index = 0; index < 28; index += 1) {
    ledger.cancel("2024-03-01", index);
  }
  assert.equal(ledger.balance("cash"), 0);
  assert.equal(ledger.balance("bank"), 0);
});

test("a statement lists both its first and its last day", () => {
  const { rows } = month().statement("cash", "2024-02-05", "2024-02-07");
  assert.deepEqual(
    rows.map(({ amount }) => amount),
    [55, -66, 77],
  );
});

test("a statement opens with the balance of the day before and closes with that of its last day", () => {
  const ledger = month();
  const days = Array.from({ length: 28 }, (_, index) => `2024-02-${String(index + 1).padStart(2, "0")}`);
  for (let from = 1; from < 28; from += 1) {
    for (let to = from; to < 28; to += 9) {
      const { opening, closing } = ledger.statement("cash", days[from], days[to]);
      assert.equal(opening, ledger.balance("cash", days[from - 1]));
      assert.equal(closing, ledger.balance("cash", days[to]));
    }
  }
});

test("the balance runs along a statement", () => {
  const { opening, rows, closing } = month().statement("bank", "2024-02-10", "2024-02-20");
  let balance = opening;
  for (const row of rows) {
    balance += row.amount;
    assert.equal(row.balance, balance);
  }
  assert.equal(closing, balance);
});

test("entries are listed by date, not by when they were booked", () => {
  const ledger = openLedger()
    .transfer("2024-01-09", "Later", { from: "bank", to: "cash", amount: 2 })
    .transfer("2024-01-03", "Sooner", { from: "bank", to: "cash", amount: 1 });
  const { rows } = ledger.statement("cash", "2024-01-01", "2024-01-31");
  assert.deepEqual(
    rows.map(({ memo, balance }) => [memo, balance]),
    [
      ["Sooner", 1],
      ["Later", 3],
    ],
  );
});

test("a quiet month", () => {
  assert.deepEqual(month().statement("cash", "2024-05-01", "2024-05-31"), {
    opening: 1496,
    rows: [],
    closing: 1496,
  });
});
