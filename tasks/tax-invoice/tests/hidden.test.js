import assert from "node:assert/strict";
import { test } from "node:test";
import { discountPercent } from "../src/discount.js";
import { invoice, lineTotal, printInvoice, taxGroups } from "../src/invoice.js";

const steps = [
  { from: 10, percent: 5 },
  { from: 50, percent: 10 },
  { from: 100, percent: 20 },
];

test("each quantity gets the highest step that it reaches", () => {
  for (let quantity = 0; quantity <= 300; quantity += 1) {
    const expected = quantity < 10 ? 0 : quantity < 50 ? 5 : quantity < 100 ? 10 : 20;
    assert.equal(discountPercent(steps, quantity), expected);
  }
});

test("steps may be listed in any order", () => {
  for (const order of [[2, 1, 0], [1, 0, 2], [2, 0, 1]]) {
    const listed = order.map((index) => steps[index]);
    assert.deepEqual([9, 10, 50, 99, 100].map((quantity) => discountPercent(listed, quantity)), [0, 5, 10, 10, 20]);
  }
});

test("a higher step may give less", () => {
  const uneven = [
    { from: 5, percent: 15 },
    { from: 20, percent: 8 },
    { from: 40, percent: 12 },
  ];
  assert.deepEqual([4, 5, 19, 20, 39, 40].map((quantity) => discountPercent(uneven, quantity)), [0, 15, 15, 8, 8, 12]);
});

test("the caller's list stays as it is", () => {
  const listed = Object.freeze([steps[1], steps[2], steps[0]]);
  assert.equal(discountPercent(listed, 70), 10);
  assert.deepEqual(listed, [steps[1], steps[2], steps[0]]);
});

test("one step, or none", () => {
  assert.equal(discountPercent([{ from: 3, percent: 50 }], 3), 50);
  assert.equal(discountPercent([{ from: 3, percent: 50 }], 2), 0);
  assert.equal(discountPercent([], 1000), 0);
});

test("lines get their discount", () => {
  assert.equal(lineTotal({ price: 199, quantity: 50 }, steps), 8955);
  assert.equal(lineTotal({ price: 199, quantity: 100 }, steps), 15920);
  assert.equal(lineTotal({ price: 33, quantity: 10 }, steps), 313);
  assert.equal(lineTotal({ price: 199, quantity: 50 }), 9950);
});

test("discounts are by line, not by invoice", () => {
  const line = { price: 100, quantity: 30, taxRate: 0 };
  assert.equal(invoice([line, line, line, line], steps).net, 4 * 2850);
});

test("tax is rounded once for a rate", () => {
  const lines = Array.from({ length: 10 }, () => ({ price: 3, quantity: 1, taxRate: 19 }));
  assert.deepEqual(taxGroups(lines), [{ rate: 19, net: 30, tax: 6 }]);
});

test("tax is on what is left after the discount", () => {
  const { net, tax, total } = invoice(
    [
      { price: 1000, quantity: 50, taxRate: 20 },
      { price: 10, quantity: 100, taxRate: 7 },
    ],
    steps,
  );
  assert.deepEqual({ net, tax, total }, { net: 45800, tax: 9056, total: 54856 });
});

test("totals add up for many quantities", () => {
  for (let quantity = 1; quantity <= 120; quantity += 1) {
    const { net, tax, total, groups } = invoice([{ price: 77, quantity, taxRate: 19 }], steps);
    assert.equal(net, 77 * quantity - Math.round((77 * quantity * discountPercent(steps, quantity)) / 100));
    assert.equal(total, net + tax);
    assert.equal(groups.length, 1);
  }
});

test("printed invoices show the discount", () => {
  assert.equal(
    printInvoice([{ price: 1000, quantity: 100, taxRate: 10 }], steps),
    "net           800.00\ntax 10%        80.00\ntotal         880.00",
  );
});
