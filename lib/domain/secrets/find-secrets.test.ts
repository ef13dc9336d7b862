import { createHash, randomBytes, randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findSecrets } from "@/lib/domain/secrets/find-secrets";
import { MASK, maskSecrets } from "@/lib/domain/secrets/mask";
import { tokenShapes } from "@/lib/domain/secrets/token-shapes";

// Joined here, so that no scanner takes this file for a leak. None of these was ever valid.
const LONG = ["4fJ9xQ2bLm", "7Rk0TzWc8V", "hN3pYs6DgA", "1uE5iXoB2q"].join("");
const HEX = ["0f1e2d3c4b", "5a69788796", "a5b4c3d2e1", "f012345678"].join("");

const kindsOf = (text: string) => findSecrets(text).map((span) => span.kind);

describe("what is found", () => {
  test.each<[string, string]>([
    ["sk-ant-" + "api03-" + LONG, "Anthropic key"],
    ["sk-" + "proj-" + LONG, "OpenAI key"],
    ["sk-" + LONG, "API key (sk-)"],
    ["ghp_" + LONG.slice(0, 36), "GitHub token"],
    ["github_pat_" + LONG, "GitHub token"],
    ["export GITHUB_TOKEN=ghp_" + LONG.slice(0, 36), "GitHub token"],
    ["glpat-" + LONG.slice(0, 20), "GitLab token"],
    ["hf_" + LONG.slice(0, 34), "Hugging Face token"],
    ["xoxb-" + "123456789012-" + LONG.slice(0, 24), "Slack token"],
    ["npm_" + LONG.slice(0, 36), "npm token"],
    ["AIza" + LONG.slice(0, 35), "Google key"],
    ["AKIA" + "IOSFODNN7EXAMPLE", "AWS access key id"],
    ["eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxMjM0NTY3ODkwIn0." + LONG, "JSON Web Token"],
    [`Authorization: Bearer ${LONG}`, "bearer token"],
    [`postgres://admin:${LONG.slice(0, 12)}@db.internal:5432/app`, "password in an address"],
    [`export WANDB_API_KEY=${HEX}`, "value of a key or token"],
    [`{"client_secret": "${LONG}"}`, "value of a key or token"],
    [`{\\"api_key\\": \\"${LONG}\\"}`, "value of a key or token"],
    [`aws_secret_access_key = ${LONG}`, "value of a key or token"],
    [`MY_KEY=${LONG}`, "value of a key or token"],
    [`deploy --token ${LONG} --force`, "value of a key or token"],
    [`https://host/path?mode=1&api_key=${LONG}&x=1`, "value of a key or token"],
    ["password: Tr0ub4dor&3x!".replace("&", "_"), "password"],
  ])("%s", (text, kind) => {
    expect(kindsOf(text)).toEqual([kind]);
  });

  test("a private key, its marks left readable, with line breaks or JSON's escapes", () => {
    const body = Array.from({ length: 6 }, () => LONG + LONG.slice(0, 24));
    for (const line of ["\n", "\\n", "\r\n"]) {
      const [begin, end] = ["-----BEGIN RSA PRIVATE " + "KEY-----", "-----END RSA PRIVATE " + "KEY-----"];
      const masked = maskSecrets(`a${line}${[begin, ...body, end].join(line)}${line}b`);
      expect(masked).toBe(`a${line}${begin}${MASK}${end}${line}b`);
    }
  });

  test("a private key that is cut off", () => {
    expect(maskSecrets(`-----BEGIN ${"PRIVATE KEY"}-----\n${LONG}\n${LONG}`)).toBe(
      `-----BEGIN PRIVATE KEY-----${MASK}`,
    );
  });

  test("every shape, wherever it stands; the provider's prefix stays", () => {
    for (const { body, head, least, kind } of tokenShapes) {
      if (/[([?\\]/.test(head) || kind === "JSON Web Token") continue;
      expect([kind, maskSecrets(`key (${head}${fill(body, least)}).`)]).toEqual([
        kind,
        `key (${head}${MASK}).`,
      ]);
    }
  });

  test("the beginning of a token at the end of a text that is cut", () => {
    const cut = `curl -H "X: ${"ghp_" + LONG.slice(0, 6)}…`;
    expect(findSecrets(cut)).toEqual([]);
    expect(maskSecrets(cut, { isCut: true })).toBe(`curl -H "X: ghp_${MASK}…`);
  });
});

/** The longest run of LONG's characters that the class takes, repeated. */
function fill(body: string, least: number): string {
  const fitting = [...LONG].filter((sign) => new RegExp(`^${body}$`).test(sign)).join("");
  return fitting.repeat(Math.ceil(least / fitting.length)).slice(0, least);
}

describe("no false alarms", () => {
  const sha1 = createHash("sha1").update("x").digest("hex");
  const sha256 = createHash("sha256").update("x").digest("hex");
  const image = randomBytes(20_000).toString("base64");
  test.each([
    `commit ${sha1}`,
    `HEAD is now at ${sha1.slice(0, 8)} fix token=none`,
    `sha256:${sha256}`,
    `"integrity": "sha512-${randomBytes(64).toString("base64")}"`,
    `key: ${randomUUID()}`,
    `token=${randomUUID()}`,
    `"sessionKey":"agent:main:subagent:${randomUUID()}"`,
    `cache_key = "${sha256}"`,
    `"resolved": "https://registry.npmjs.org/x/-/x-1.2.3.tgz#${sha1}"`,
    `data:image/png;base64,${image}`,
    "test_secret_token_is_refreshed_after_401_and_retried_2_times PASSED",
    "FAILED tests/test_auth.py::TestApiKey::test_key_v2_rotation_1024[sha256-rsa4096]",
    "token = self.tokenizer.next_token_v2_2()",
    'api_key = os.environ["OPENAI_API_KEY"]',
    "password = request.POST.get('password1')",
    "API_KEY=your-api-key-here-1234",
    "export OPENAI_API_KEY=$OPENAI_KEY_2024_11",
    "https://user:password@example.com/",
    "https://${USER}:${PASSWORD}@github.com/org/repo",
    "git@github.com:org/repo.git",
    "http://localhost:3000/@scope/package",
    "max_tokens: 4096000000, total_tokens=12345678901234567890",
    "-----BEGIN PRIVATE KEY-----",
    "key=lambda item: item.name_2_long_enough_value_33",
    "class sk-folding-cube-animation-delay-2",
    "tokenizer=AutoTokenizer.from_pretrained('x')",
    "def get_or_create_session_key(self, key: Optional[str] = None)",
    "basic implementation-of-the-thing",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIO4fJ9xQ2bLm7Rk0TzWc8VhN3pYs6DgA user@host",
  ])("%s", (text) => {
    expect(findSecrets(text)).toEqual([]);
  });

  test("hashes and UUIDs, whatever they are", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uuid(),
          fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 7, maxLength: 64 }),
        ),
        fc.constantFrom("commit ", "token: ", "key=", "sha256:", "index ", "id = "),
        (value, before) => {
          expect(findSecrets(before + value)).toEqual([]);
        },
      ),
    );
  });
});

describe("laws", () => {
  const pieces = fc.constantFrom(
    ...tokenShapes.map(({ head }) => head.replace(/\(\?:|\).*|\\|\|.*|\[.*/g, "")),
    "api_key=",
    "KEY",
    "token:",
    "password ",
    "://",
    "user:pw@",
    "Bearer ",
    "-----BEGIN PRIVATE KEY-----",
    "-----END",
    "\\n",
    "\n",
    " ",
    '"',
    ".",
    "eyJ",
    LONG,
    HEX,
    "a",
    "-",
    "_",
    "=",
    "•",
    "😀",
  );
  const texts = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(""));

  test("spans are in order, inside the text and apart", () => {
    fc.assert(
      fc.property(texts, (text) => {
        let last = 0;
        for (const { from, to } of findSecrets(text)) {
          expect(from).toBeGreaterThanOrEqual(last);
          expect(to).toBeGreaterThan(from);
          last = to;
        }
        expect(last).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 1000 },
    );
  });

  test("a name within a longer name is a name: of KEY_PASSWORD the password", () => {
    expect(maskSecrets("SSL_KEY_PASSWORD=Tr0ub4dor3xY")).toBe("SSL_KEY_PASSWORD=••••••••");
    const found = `pplx-${HEX}KEYsk-ant-password ://e2b_sk-ant-`;
    expect(maskSecrets(maskSecrets(found))).toBe(maskSecrets(found));
  });

  test("masking a masked text changes nothing", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const masked = maskSecrets(text);
        expect(maskSecrets(masked)).toBe(masked);
      }),
      { numRuns: 2000 },
    );
  });

  test("a long text of anything repeated takes no more than linear time", { timeout: 120_000 }, () => {
    const size = 150_000;
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 1, maxLength: 4 }), (parts) => {
        const text = parts
          .join("")
          .repeat(Math.ceil(size / parts.join("").length))
          .slice(0, size);
        const startedAt = performance.now();
        findSecrets(text);
        // Linear time is milliseconds here and quadratic time minutes; the limit is for a busy machine.
        expect(performance.now() - startedAt).toBeLessThan(8_000);
      }),
      { numRuns: 20 },
    );
  });
});
