// A node:test reporter that prints Common Test Report Format (https://ctrf.io).
const statusOf = (kind, data) => (data.skip || data.todo ? "skipped" : kind === "test:pass" ? "passed" : "failed");

export default async function* ctrfReporter(source) {
  const tests = [];
  for await (const { type, data } of source) {
    if (type !== "test:pass" && type !== "test:fail") continue;
    const status = statusOf(type, data);
    const message = data.details.error?.cause?.message ?? data.details.error?.message;
    tests.push({
      name: data.name,
      status,
      duration: Math.round(data.details.duration_ms),
      ...(status === "failed" && message ? { message } : {}),
    });
  }
  const count = (status) => tests.filter((test) => test.status === status).length;
  const summary = {
    tests: tests.length,
    passed: count("passed"),
    failed: count("failed"),
    skipped: count("skipped"),
    pending: 0,
    other: 0,
  };
  const report = { results: { tool: { name: "node:test" }, summary, tests } };
  yield `${JSON.stringify(report, null, 2)}\n`;
}
