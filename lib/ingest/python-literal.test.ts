import { expect, test } from "vitest";
import { pythonPartsText } from "@/lib/ingest/python-literal";

test("texts of the parts are joined, escapes read", () => {
  const text = String.raw`[{'type': 'input_text', 'text': 'Script completed\nOutput:\n'}, {'type': 'input_text', 'text': "it's \x1b[1m\u00e9\U0001f600 C:\\dir"}]`;
  expect(pythonPartsText(text)).toBe("Script completed\nOutput:\nit's \u001b[1mé😀 C:\\dir");
});

test.each([
  ["a list cut off", "[{'type': 'text', 'text': 'half"],
  ["a part that is no text", "[{'type': 'input_image', 'image_url': 'a'}]"],
  ["a value that is no string", "[{'type': 'text', 'text': None}]"],
  ["more behind it", "[{'type': 'text', 'text': 'a'}] and more"],
  ["an unknown escape", String.raw`[{'type': 'text', 'text': '\q'}]`],
  ["a code beyond Unicode", String.raw`[{'type': 'text', 'text': '\Uffffffff'}]`],
  ["JSON", '[{"type":"text","text":"a"}]'],
  ["plain text", "ls: cannot access"],
])("%s is left as it is", (_what, text) => {
  expect(pythonPartsText(text)).toBeNull();
});
