// What every sandbox promises (lib/engine/ports.ts), as tests that are run against each. Docker joins here.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Environment, EnvironmentLimits, Sandbox } from "@/lib/engine/ports";

const limits: EnvironmentLimits = { memoryMb: 512, processes: 60, diskMb: 64, outputBytes: 20_000 };

interface Subject {
  sandbox: Sandbox;
  /** What keeps commands from the host. Left out for a sandbox that does not promise it. */
  isolates: boolean;
}

/** Registers the tests of one sandbox. */
export function describeContract(name: string, open: () => Subject, why: string | null): void {
  describe.skipIf(why !== null)(`${name}${why === null ? "" : ` (skipped: ${why})`}`, () => {
    const never = new AbortController().signal;
    let source = "";
    let subject: Subject;

    beforeAll(() => {
      subject = open();
      source = mkdtempSync(join(tmpdir(), "playoff-contract-"));
      writeFileSync(join(source, "given.txt"), "given\n");
    });
    afterAll(() => rmSync(source, { recursive: true, force: true }));

    const openFresh = (setUp: string[] = [], own: Partial<EnvironmentLimits> = {}, setUpMs?: number) =>
      subject.sandbox.open(
        {
          source,
          setUp,
          setUpMs,
          workdir: "/workspace",
          env: { GIVEN: "by the spec" },
          limits: { ...limits, ...own },
        },
        never,
      );
    const runIn = (environment: Environment, command: string, timeoutMs = 20_000) =>
      environment.run(command, { timeoutMs, signal: never });
    const runFresh = async (command: string, own: Partial<EnvironmentLimits> = {}, timeoutMs = 20_000) => {
      await using environment = await openFresh([], own);
      return await runIn(environment, command, timeoutMs); // before it is removed
    };

    describe("an environment", () => {
      test("begins in the workspace, with the given files and after its set-up", async () => {
        await using environment = await openFresh(["echo ready > made.txt"]);
        const { output, exitCode, ended } = await runIn(environment, "cat given.txt made.txt && pwd");
        expect({ exitCode, ended }).toEqual({ exitCode: 0, ended: "exited" });
        expect(output).toBe(`given\nready\n${environment.workdir}\n`);
      });

      test("is fresh each time: neither files nor /tmp are carried over, nor is the source changed", async () => {
        await runFresh("echo spoiled > given.txt; echo left > left.txt; echo left > /tmp/playoff-left.txt");
        const { output } = await runFresh("cat given.txt; ls; cat /tmp/playoff-left.txt 2>/dev/null");
        expect(output).toBe(subject.isolates ? "given\ngiven.txt\n" : "given\ngiven.txt\nleft\n");
        rmSync("/tmp/playoff-left.txt", { force: true });
      });

      test("keeps its files from one command to the next, and has them copied by a fork", async () => {
        await using environment = await openFresh();
        await runIn(environment, "echo one > file.txt");
        await using copy = await environment.fork();
        await runIn(copy, "echo two > file.txt");
        expect((await runIn(environment, "cat file.txt")).output).toBe("one\n");
        expect((await runIn(copy, "cat file.txt")).output).toBe("two\n");
      });

      test("gives files back, and takes files in", async () => {
        await using environment = await openFresh();
        await environment.put(join(source, "given.txt"), "/extra/taken.txt");
        const place = environment.locate("/extra/taken.txt");
        expect((await runIn(environment, `cat ${place} | tee copied.txt`)).output).toBe("given\n");
        expect(Buffer.from((await environment.readFile("copied.txt")) ?? []).toString()).toBe("given\n");
        expect(await environment.readFile("nothing.txt")).toBeNull();
      });

      test("follows no link that a command has planted, neither to read nor to write", async () => {
        await using environment = await openFresh();
        const outside = mkdtempSync(join(homedir(), ".playoff-outside-"));
        writeFileSync(join(outside, "secret.txt"), "secret");
        await runIn(environment, `ln -s ${outside}/secret.txt link.txt; ln -s ${outside} folder`);
        expect(await environment.readFile("link.txt")).toBeNull();
        expect(await environment.readFile("folder/secret.txt")).toBeNull();
        await expect(environment.put(join(source, "given.txt"), "folder/new.txt")).rejects.toThrow("link");
        expect(existsSync(join(outside, "new.txt"))).toBe(false);
        rmSync(outside, { recursive: true });
      });

      test("follows links that lead nowhere else, and reads regular files only", async () => {
        await using environment = await openFresh();
        await runIn(
          environment,
          "mkdir d; ln -s ../given.txt d/link; ln -s loop loop; mkfifo pipe; ln -s d e",
        );
        expect(Buffer.from((await environment.readFile("e/link")) ?? []).toString()).toBe("given\n");
        for (const file of ["loop", "pipe", "d", "given.txt/x", "/etc/passwd", "../../etc/passwd"]) {
          expect(await environment.readFile(file)).toBeNull();
        }
        await environment.put(join(source, "given.txt"), "e/put.txt");
        expect((await runIn(environment, "cat d/put.txt")).output).toBe("given\n");
        await environment.put(join(source, "given.txt"), "loop");
        expect((await runIn(environment, "cat loop")).output).toBe("given\n");
      });

      test("may have taken all rights from its files: they are copied and removed all the same", async () => {
        await using environment = await openFresh(["mkdir -p a/b; echo shut > a/f; chmod 0 a/f a/b a"]);
        await using copy = await environment.fork();
        expect((await runIn(copy, "cat a/f")).output).toBe("shut\n");
      });

      test("is not made when its set-up takes longer than it may", async () => {
        const open = openFresh(["sleep 0.3", "echo one; sleep 30"], {}, 1_000);
        await expect(open).rejects.toThrow(/set-up command "echo one; sleep 30" was stopped .*: one/);
      });

      test("says which set-up command fails", async () => {
        await expect(openFresh(["true", "echo no such tool; exit 3"])).rejects.toThrow(
          /set-up command .* exit code 3: no such tool/,
        );
      });
    });

    describe("a command", () => {
      test("is told with its exit code and both outputs in order", async () => {
        const { output, exitCode } = await runFresh("echo out; echo err >&2; echo out again; exit 7");
        expect({ output, exitCode }).toEqual({ output: "out\nerr\nout again\n", exitCode: 7 });
      });

      test("finds the Node that runs Playoff, and git", async () => {
        const { output } = await runFresh("node --version; git --version");
        expect(output).toContain(`${process.version}\n`);
        expect(output).toContain("git version");
      });

      test("sees the variables of its environment and its own", async () => {
        await using environment = await openFresh();
        const options = { timeoutMs: 20_000, signal: never, env: { OWN: "of the command" } };
        expect((await environment.run('echo "$GIVEN, $OWN"', options)).output).toBe(
          "by the spec, of the command\n",
        );
      });

      test("sees nothing of the environment variables of Playoff", async () => {
        vi.stubEnv("PLAYOFF_TEST_SECRET", "sk-not-for-commands");
        const { output } = await runFresh("env; cat /proc/self/environ");
        vi.unstubAllEnvs();
        expect(output).not.toContain("sk-not-for-commands");
      });

      test("that takes too long is ended, even when it ignores being asked", async () => {
        const { ended, exitCode, output } = await runFresh("trap '' TERM INT; echo begun; sleep 30", {}, 500);
        expect({ ended, exitCode, output }).toEqual({
          ended: "timed-out",
          exitCode: null,
          output: "begun\n",
        });
      });

      test("stops when the signal is aborted", async () => {
        await using environment = await openFresh();
        const stop = new AbortController();
        const running = environment.run("sleep 30", { timeoutMs: 60_000, signal: stop.signal });
        setTimeout(() => stop.abort(new Error("enough")), 100);
        await expect(running).rejects.toThrow("enough");
      });

      test("may be long", async () => {
        const { output } = await runFresh(`cat <<'END' | wc -c\n${"x".repeat(300_000)}\nEND`);
        expect(output.trim()).toBe("300001");
      });

      test("that is aborted is gone at once, and the environment can be used on", async () => {
        await using environment = await openFresh();
        const stop = new AbortController();
        const beat = "trap '' TERM; while true; do date +%N > beat.txt; sleep 0.05; done";
        const running = environment.run(beat, { timeoutMs: 60_000, signal: stop.signal });
        setTimeout(() => stop.abort(new Error("enough")), 500);
        await expect(running).rejects.toThrow("enough");
        const before = await environment.readFile("beat.txt");
        await new Promise((resolve) => setTimeout(resolve, 300));
        expect(before).not.toBeNull();
        expect(await environment.readFile("beat.txt")).toEqual(before);
        expect((await runIn(environment, "echo on")).output).toBe("on\n");
      });

      test("writes to /dev/stdout and /dev/stderr as to its output", async () => {
        const { output } = await runFresh("echo one; echo two > /dev/stderr; echo three > /dev/stdout");
        expect(output).toBe("one\ntwo\nthree\n");
      });

      test("may hold quotes, newlines and any other character", async () => {
        const { output } = await runFresh(`printf '%s\n' "it's" 'a "b" $c \\d' ü\necho "second line"`);
        expect(output).toBe(`it's\na "b" $c \\d\nü\nsecond line\n`);
      });

      test("leaves nothing running behind", async () => {
        await using environment = await openFresh();
        const daemon = "(while true; do date +%N > beat.txt; sleep 0.05; done) >/dev/null 2>&1 &";
        await runIn(environment, `${daemon} sleep 0.3`);
        const before = await environment.readFile("beat.txt");
        await new Promise((resolve) => setTimeout(resolve, 400));
        expect(before).not.toBeNull();
        expect(await environment.readFile("beat.txt")).toEqual(before);
      });
    });

    describe("limits", () => {
      test("10 GB of output: ended, with the beginning and the end kept", async () => {
        const { ended, output, omittedBytes } = await runFresh("echo first; yes | head -c 10000000000");
        expect(ended).toBe("output");
        expect(output.startsWith("first\ny\n")).toBe(true);
        expect(output.length).toBeLessThan(limits.outputBytes + 100);
        expect(omittedBytes).toBeGreaterThan(1_000_000);
      });

      test("a long output keeps its beginning and its end, and says what was left out", async () => {
        const { ended, output, omittedBytes } = await runFresh("seq 1 20000");
        expect(ended).toBe("exited");
        expect(output.startsWith("1\n2\n")).toBe(true);
        expect(output.endsWith("19999\n20000\n")).toBe(true);
        expect(output).toContain(`[... ${omittedBytes} bytes left out ...]`);
      });

      test("10 GB written to a file: ended", async () => {
        const { ended } = await runFresh("head -c 10000000000 /dev/zero > big.bin");
        expect(ended).toBe("disk");
      });

      test("10 GB written where memory usually is: ended", async ({ skip }) => {
        skip(!subject.isolates, "without isolation it is the host's");
        const { ended } = await runFresh("head -c 10000000000 /dev/zero > /dev/shm/big");
        expect(ended).toBe("disk");
      });

      test("many files of which none has a name any more: ended", async ({ skip }) => {
        skip(!subject.isolates, "open files are looked at in a sandbox only");
        const hide = "const fd = fs.openSync('x', 'w'); fs.unlinkSync('x'); fs.writeSync(fd, bytes);";
        const script = `const bytes = Buffer.alloc(16e6, 1); setInterval(() => { ${hide} }, 10)`;
        const { ended } = await runFresh(`node --eval "${script}"`);
        expect(ended).toBe("disk");
      });

      test("a fork bomb: ended", async ({ skip }) => {
        skip(!subject.isolates, "processes that leave their parent are out of sight without isolation");
        const { ended } = await runFresh("f() { f | f & }; f; sleep 20");
        expect(ended).toBe("processes");
      });

      test("too much memory: ended", async () => {
        const hog = "const all = []; for (;;) all.push(Buffer.alloc(16_000_000, 1));";
        const { ended } = await runFresh(`node --eval '${hog}'`);
        expect(ended).toBe("memory");
      });
    });

    describe("isolation", () => {
      const isolated = (title: string, run: () => Promise<void>) =>
        test(title, async ({ skip }) => {
          skip(!subject.isolates, "this sandbox does not isolate");
          await run();
        });

      isolated("nothing outside the workspace and /tmp can be written", async () => {
        const places = ["/usr/x", "/etc/x", "/opt/x", "/opt/node/bin/node", "/bin/sh", "/x"];
        const tries = places.map((place) => `(echo spoiled > ${place}) 2>/dev/null && echo "wrote ${place}"`);
        const { output } = await runFresh(`${tries.join("; ")}; mkdir /new 2>/dev/null && rmdir /new; true`);
        expect(output).toBe("");
        expect(existsSync("/usr/x") || existsSync("/etc/x") || existsSync("/x")).toBe(false);
      });

      isolated("the host's home, files and secrets cannot be read", async () => {
        const secret = mkdtempSync(join(homedir(), ".playoff-secret-"));
        writeFileSync(join(secret, "key"), "sk-of-the-host");
        mkdirSync(join(tmpdir(), "playoff-secret-in-tmp"), { recursive: true });
        writeFileSync(join(tmpdir(), "playoff-secret-in-tmp", "key"), "sk-of-the-host");
        try {
          const places = [
            secret,
            join(tmpdir(), "playoff-secret-in-tmp"),
            "/etc/shadow",
            "/var",
            process.cwd(),
            "/root",
          ];
          const { output } = await runFresh(
            `${places.map((place) => `cat ${place} ${place}/*`).join("; ")}; ls /home`,
          );
          expect(output).not.toContain("sk-of-the-host");
          expect(output).not.toMatch(/^root:/m);
          const { output: found } = await runFresh(
            "find / -path /usr -prune -o -name key -path '*secret*' -print 2>/dev/null; true",
          );
          expect(found).toBe("");
        } finally {
          rmSync(secret, { recursive: true });
          rmSync(join(tmpdir(), "playoff-secret-in-tmp"), { recursive: true });
        }
      });

      isolated("no socket of the host can be reached, nor any name", async () => {
        let calls = 0;
        const server = createServer((socket) => {
          calls += 1;
          socket.end("hello");
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        const address = server.address();
        const port = typeof address === "object" && address !== null ? address.port : 0;
        const connect = `require("node:net").connect(${port}, "127.0.0.1").on("error", (e) => console.log(e.code)).on("data", (d) => console.log(String(d)))`;
        const lookUp = `require("node:dns").lookup("example.com", (e) => console.log(e ? "no name" : "name"))`;
        const { output } = await runFresh(`node --eval '${connect}'; node --eval '${lookUp}'`);
        server.close();
        expect(output).toMatch(/^E[A-Z]+\nno name\n$/);
        expect(calls).toBe(0);
      });

      isolated("no process of the host can be seen or ended", async () => {
        const { output } = await runFresh(
          `kill -9 ${process.pid} 2>/dev/null; ls /proc | grep -E '^[0-9]+$' | wc -l`,
        );
        expect(Number(output)).toBeLessThan(10);
      });

      isolated("a daemon that leaves its session is gone with the command", async () => {
        await using environment = await openFresh();
        const daemon = "while true; do date +%N > beat.txt; sleep 0.05; done";
        await runIn(environment, `setsid sh -c '${daemon}' >/dev/null 2>&1 & sleep 0.3`);
        const before = await environment.readFile("beat.txt");
        await new Promise((resolve) => setTimeout(resolve, 400));
        expect(before).not.toBeNull();
        expect(await environment.readFile("beat.txt")).toEqual(before);
      });
    });
  });
}
