import assert from "node:assert/strict";
import { test } from "node:test";
import { Ledger } from "../src/ledger.js";

function openLedger() {
  return new Ledger().open("cash", "EUR").open("bank", "EUR").open("rent", "EUR").open("travel", "USD");
}

test("a transfer moves money", () => {
  const ledger = openLedger().transfer("2024-01-05", "Withdrawal", {
    from: "bank",
    to: "cash",
    amount: 5000,
  });
  assert.equal(ledger.balance("bank"), -5000);
  assert.equal(ledger.balance("cash"), 5000);
});

test("an entry that does not add up is refused", () => {
  const lines = [
    { account: "bank", amount: -100 },
    { account: "cash", amount: 90 },
  ];
  assert.throws(() => openLedger().book("2024-01-05", "Loss", lines), RangeError);
});

test("each currency must add up", () => {
  const lines = [
    { account: "bank", amount: -100 },
    { account: "cash", amount: 100 },
    { account: "travel", amount: 100 },
  ];
  assert.throws(() => openLedger().book("2024-01-05", "Gift", lines), RangeError);
});

test("a cancelled entry leaves nothing", () => {
  const ledger = openLedger().transfer("2024-01-05", "Rent", { from: "bank", to: "rent", amount: 70_000 });
  ledger.cancel("2024-01-06", 0);
  assert.equal(ledger.balance("rent"), 0);
  assert.equal(ledger.balance("rent", "2024-01-05"), 70_000);
});

test("a statement starts with what was there before", () => {
  const ledger = openLedger()
    .transfer("2024-01-31", "January", { from: "bank", to: "rent", amount: 700 })
    .transfer("2024-02-01", "February", { from: "bank", to: "rent", amount: 800 });
  const { opening, closing } = ledger.statement("rent", "2024-02-01", "2024-02-29");
  assert.equal(opening, 700);
  assert.equal(closing, 1500);
});

test("an unknown account is refused", () => {
  assert.throws(() => openLedger().balance("gold"), RangeError);
});
