// A node:test reporter that prints one JSON line a test: the file it stands in, its name, whether it passed.
export default async function* resultsReporter(source) {
  for await (const { type, data } of source) {
    if (type !== "test:pass" && type !== "test:fail") continue;
    yield `${JSON.stringify({ file: data.file, name: data.name, passed: type === "test:pass" })}\n`;
  }
}
