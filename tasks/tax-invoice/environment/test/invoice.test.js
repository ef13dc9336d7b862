import assert from "node:assert/strict";
import { test } from "node:test";
import { discountPercent } from "../src/discount.js";
import { invoice, lineTotal, printInvoice, taxGroups } from "../src/invoice.js";

const steps = [
  { from: 10, percent: 5 },
  { from: 50, percent: 10 },
  { from: 100, percent: 20 },
];

test("small quantities get no discount", () => {
  assert.equal(discountPercent(steps, 9), 0);
  assert.equal(lineTotal({ price: 199, quantity: 3 }, steps), 597);
});

test("the first step", () => {
  assert.equal(discountPercent(steps, 10), 5);
  assert.equal(lineTotal({ price: 199, quantity: 10 }, steps), 1890);
});

test("higher steps", () => {
  assert.equal(discountPercent(steps, 50), 10);
  assert.equal(discountPercent(steps, 500), 20);
});

test("a large order", () => {
  assert.equal(invoice([{ price: 1000, quantity: 50, taxRate: 20 }], steps).total, 54000);
});

test("tax is computed by rate", () => {
  const lines = [
    { price: 333, quantity: 1, taxRate: 19 },
    { price: 50, quantity: 1, taxRate: 7 },
    { price: 333, quantity: 1, taxRate: 19 },
  ];
  assert.deepEqual(taxGroups(lines), [
    { rate: 7, net: 50, tax: 4 },
    { rate: 19, net: 666, tax: 127 },
  ]);
});

test("invoices are printed", () => {
  assert.equal(
    printInvoice([{ price: 1999, quantity: 1, taxRate: 20 }]),
    "net            19.99\ntax 20%         4.00\ntotal          23.99",
  );
});
