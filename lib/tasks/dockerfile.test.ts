import { describe, expect, test } from "vitest";
import { planDockerfile } from "@/lib/tasks/dockerfile";

const start = "FROM node:24-bookworm\nWORKDIR /app\n";

describe("what a sandbox can follow", () => {
  test("files, variables and a first commit", () => {
    const plan = planDockerfile(
      `# syntax=docker/dockerfile:1
FROM node:24-bookworm
WORKDIR /srv
WORKDIR app
COPY --chown=node:node package.json \\
  # a comment between continued lines
  tsconfig.json ./
ADD ["my src", "src"]
ENV MODE=test NAME="two words"
ENV OLD the older form
RUN git init -q && git add -A && git -c user.name=a -c user.email=a@b commit -q -m "start"
CMD ["node"]
`,
    );
    expect(plan).toMatchObject({ image: "node:24-bookworm", workdir: "/srv/app", refused: null });
    expect(plan.copies.map(({ sources, target, intoFolder }) => ({ sources, target, intoFolder }))).toEqual([
      { sources: ["package.json", "tsconfig.json"], target: "/srv/app", intoFolder: true },
      { sources: ["my src"], target: "/srv/app/src", intoFolder: false },
    ]);
    expect(plan.env).toEqual({ MODE: "test", NAME: "two words", OLD: "the older form" });
  });
});

describe("what only Docker can follow is named with its line", () => {
  test.each([
    "RUN apt-get update && apt-get install -y git",
    "RUN git init && curl http://example.org",
    "RUN git init | sh",
    "RUN git init && git commit -m $(id)",
    "RUN git clone http://example.org/a.git",
    "RUN npm ci",
    "COPY --from=build /out ./",
    "COPY --chmod=755 a ./",
    "COPY $FILES ./",
    "ADD https://example.org/a.txt ./",
    "ADD data.tar.gz ./",
    "ARG VERSION",
    "ENV PATH=$PATH:/x",
    "USER node",
    'ENTRYPOINT ["./start.sh"]',
    "FROM node:24 AS second",
    "HEALTHCHECK CMD true",
  ])("%s", (line) => {
    const { refused } = planDockerfile(`${start}${line}\nCOPY late ./\n`);
    expect(refused).toMatchObject({ text: line, line: 3 });
  });

  test("an image of unknown content", () => {
    expect(planDockerfile("FROM ghcr.io/someone/swe:1\n").refused?.text).toBe("FROM ghcr.io/someone/swe:1");
  });
});
