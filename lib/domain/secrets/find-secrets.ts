// Finds secrets in a text: keys by their providers' shapes, private keys, passwords in addresses, bearer tokens, and
// values given to names such as API_KEY. A heuristic: it can miss, and it can take a test's dummy key for a real one.
// Linear in the length of the text: every expression starts at something fixed, and what repeats in it is bounded or
// cannot begin again inside what it has read.
import { countClasses, isHashOrUuid, looksRandom, withoutHashes } from "@/lib/domain/secrets/looks-random";
import { tokenShapes } from "@/lib/domain/secrets/token-shapes";

/** Where a secret stands: what is to be masked of it. `to` is exclusive. */
export interface SecretSpan {
  from: number;
  to: number;
  /** For a reader: "GitHub token". */
  kind: string;
}

/** Texts that end in the middle, as previews do, may hold the beginning of a token only. */
export interface FindOptions {
  isCut?: boolean;
}

/** The secrets of a text in order, none overlapping another. */
export function findSecrets(text: string, { isCut = false }: FindOptions = {}): SecretSpan[] {
  const shaped = [...findPrivateKeys(text), ...findTokens(text, isCut)];
  const given = [
    ...findPasswords(text),
    ...findBearers(text),
    ...findAssignments(text, isCut),
    ...findOptionValues(text),
  ];
  // A token that is the value of a name is told by its own kind, its prefix left readable.
  const ends = new Set(shaped.map((span) => span.to));
  return withoutOverlaps([...shaped, ...given.filter((span) => !ends.has(span.to))]);
}

function withoutOverlaps(spans: SecretSpan[]): SecretSpan[] {
  if (spans.length < 2) return spans;
  const kept: SecretSpan[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    const last = kept.at(-1);
    if (last === undefined || span.from >= last.to) kept.push(span);
    else last.to = Math.max(last.to, span.to);
  }
  return kept;
}

// A token begins where no word goes on, so that a run of letters is entered once. An escape's letter, as in "\n" of
// JSON, is no part of a word.
const BEGINS = "(?:(?<![A-Za-z0-9_-])|(?<=\\\\[nrt]))";
const shapeOf = (head: string, body: string, least: number) =>
  `${BEGINS}(${head})${body}{${least},}(?![A-Za-z0-9_])`;
const TOKENS = tokenShapes.map((shape) => new RegExp(shapeOf(shape.head, shape.body, shape.least), "g"));
const CUT_TOKENS = tokenShapes.map(
  (shape) => new RegExp(`${BEGINS}(${shape.head})${shape.body}+(?=…?$)`, "g"),
);

/** Most texts hold no prefix at all and are done with at once. */
const ANY_HEAD = new RegExp(tokenShapes.map((shape) => shape.head).join("|"));

function findTokens(text: string, isCut: boolean): SecretSpan[] {
  if (!ANY_HEAD.test(text)) return [];
  return tokenShapes.flatMap((shape, index) => {
    const whole = matchAll(TOKENS[index], text).filter((found) => {
      const value = found[0].slice(found[1]?.length ?? 0);
      if (shape.kind === "JSON Web Token") return /\.eyJ/.test(found[0]);
      return shape.loose !== true || looksRandom(value);
    });
    const cut = isCut && shape.loose !== true ? matchAll(CUT_TOKENS[index], text) : [];
    return [...whole, ...cut].map((found) => ({
      from: found.index + (found[1]?.length ?? 0),
      to: found.index + found[0].length,
      kind: shape.kind,
    }));
  });
}

function matchAll(pattern: RegExp | undefined, text: string): RegExpExecArray[] {
  return pattern === undefined ? [] : [...text.matchAll(pattern)];
}

const KEY_BEGINS = /-----BEGIN (?:[A-Z0-9]{1,20} ){0,4}PRIVATE KEY(?: BLOCK)?-----/g;
const KEY_END = "-----END";
/** What a key that does not end may be made of; also with the line breaks of JSON. */
const KEY_TEXT = /(?:[A-Za-z0-9+/=\s:,-]|\\[nr])*/y;

function findPrivateKeys(text: string): SecretSpan[] {
  const spans: SecretSpan[] = [];
  let end = -1;
  for (const begin of text.matchAll(KEY_BEGINS)) {
    const from = begin.index + begin[0].length;
    if (from < (spans.at(-1)?.to ?? 0)) continue;
    if (end < from && end !== text.length) end = text.indexOf(KEY_END, from);
    if (end === -1) end = text.length;
    KEY_TEXT.lastIndex = from;
    const length = KEY_TEXT.exec(text)?.[0].length ?? 0;
    const to = Math.min(end, from + length);
    // "-----BEGIN PRIVATE KEY-----" alone, as in a program that writes keys, holds no key.
    if (to - from >= 40) spans.push({ from, to, kind: "private key" });
  }
  return spans;
}

const URL_PASSWORD = /:\/\/([^\s/:@"'`<>\\]{0,64}):([^\s/@"'`<>\\]{3,128})@(?=[\w.[-])/g;
/** What stands for a password in documents and templates. */
const PLACEHOLDER =
  /^(?:pass(?:word|wd)?|pwd|secret|token|pw|user(?:name)?|changeme|example|dummy|test|your[\w-]*|my[\w-]*|x{3,}|\*+|•+|\.+)$/i;
const TEMPLATE = /[${}<>%()]|\[|\*{3}|•/;

function findPasswords(text: string): SecretSpan[] {
  return matchAll(URL_PASSWORD, text).flatMap((found) => {
    const [whole, user = "", password = ""] = found;
    if (password === user || isPlaceholder(password)) return [];
    const to = found.index + whole.length - 1;
    return [{ from: to - password.length, to, kind: "password in an address" }];
  });
}

function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value) || TEMPLATE.test(value);
}

const BEARER = /\b(?:bearer|basic)\s{1,4}([A-Za-z0-9._~+/-]{16,}={0,2})/gi;

function findBearers(text: string): SecretSpan[] {
  return matchAll(BEARER, text).flatMap((found) => {
    const value = found[1] ?? "";
    const to = found.index + found[0].length;
    return looksRandom(value) && !isHashOrUuid(value)
      ? [{ from: to - value.length, to, kind: "bearer token" }]
      : [];
  });
}

/** Names of secrets; names of passwords; names that are often of something else. */
const STRONG_NAME =
  "(?:api|secret|access|private|encryption|signing|service|master|account|auth)[_-]?key|client[_-]?secret|(?:auth|access|api|refresh|bearer|bot|session|id)[_-]?token|secret[_-]?token";
const PASSWORD_NAME = "passw(?:or)?d|passphrase|pwd";
const WEAK_NAME = "secret|token|credentials?|key";
const VALUE = "[^\\s\"'`,;)}\\]\\\\…]";
const MOST_VALUE = 400;
const ASSIGNMENT = new RegExp(
  `((${STRONG_NAME})|(${PASSWORD_NAME})|(?:${WEAK_NAME}))([A-Za-z0-9_-]{0,24})\\\\?["'\`]?\\s{0,4}(?::=|=>|[=:])\\s{0,4}\\\\?["'\`]?(${VALUE}{8,${MOST_VALUE}})`,
  "gi",
);
const REST_OF_VALUE = new RegExp(`${VALUE}*`, "y");

function findAssignments(text: string, isCut: boolean): SecretSpan[] {
  const spans: SecretSpan[] = [];
  ASSIGNMENT.lastIndex = 0;
  for (let found = ASSIGNMENT.exec(text); found !== null; found = ASSIGNMENT.exec(text)) {
    const [whole, name = "", strong, password, rest = "", value = ""] = found;
    const end = found.index + whole.length;
    const from = end - value.length;
    const given = { value, isCut: isCut && end >= text.length - 1 };
    if (isGivenSecret({ strong, password, rest }, given)) {
      REST_OF_VALUE.lastIndex = end;
      const to = end + (value.length < MOST_VALUE ? 0 : (REST_OF_VALUE.exec(text)?.[0].length ?? 0));
      spans.push({ from, to, kind: password === undefined ? "value of a key or token" : "password" });
      ASSIGNMENT.lastIndex = to;
    } else {
      // Another may begin inside: the password of KEY_PASSWORD, or an assignment in the query of an address.
      ASSIGNMENT.lastIndex = found.index + name.length;
    }
  }
  return spans;
}

interface GivenName {
  strong: string | undefined;
  password: string | undefined;
  /** What follows in the name. */
  rest: string;
}

interface GivenValue {
  value: string;
  /** True when the text is cut off in it. */
  isCut: boolean;
}

/** What follows in a name that is about a secret and is none: token_count, key_hash, secret_name, api_key_id. */
const NO_SECRET =
  /(?:hash|digest|checksum|fingerprint|count|limit|length|size|name|path|file|url|type|usage|ids?|index)s?$/i;
/** What may follow in a name that holds a weak one; "keyboard" and "tokenizer" are other words. */
const NEXT_WORD = /^(?:[_-]|[A-Z]|$)/;

function isGivenSecret({ strong, password, rest }: GivenName, given: GivenValue): boolean {
  if (NO_SECRET.test(rest)) return false;
  if (strong !== undefined) return isStrongValue(given);
  if (password !== undefined) return isPassword(given.value);
  return NEXT_WORD.test(rest) && isWeakValue(given);
}

const VALUE_TEXT = /^[\w+/=.~@!#&^|:-]+$/;
/** A piece of a program: self.config.key_2 */
const ACCESS = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$/;

function isText(value: string): boolean {
  return VALUE_TEXT.test(value) && !ACCESS.test(value) && !isPlaceholder(value);
}

function isStrongValue({ value, isCut }: GivenValue): boolean {
  if (!isText(value)) return false;
  return looksRandom(value, isCut ? 8 : 16, 0.7) || (isHashOrUuid(value) && value.length >= 20);
}

function isWeakValue({ value, isCut }: GivenValue): boolean {
  if (!isText(value)) return false;
  if (/^sha\d+[-:]/.test(value)) return false; // an integrity, as lock files have
  const rest = withoutHashes(value);
  return looksRandom(rest, isCut ? 12 : 20) && countClasses(rest) >= 3;
}

/** A password of three kinds of characters that is no piece of a program. */
function isPassword(value: string): boolean {
  if (isPlaceholder(value) || /[=|&]/.test(value) || ACCESS.test(value) || isHashOrUuid(value)) return false;
  return value.length >= 10 && countClasses(value) >= 3 && /\d/.test(value);
}

const OPTION_VALUE =
  /--[a-z-]{0,20}(?:api-?key|token|password|secret)(?:=|\s{1,4})\\?["']?([^\s"'`\\]{8,400})/gi;

/** "--token VALUE" of a command line. */
function findOptionValues(text: string): SecretSpan[] {
  return matchAll(OPTION_VALUE, text).flatMap((found) => {
    const value = found[1] ?? "";
    const to = found.index + found[0].length;
    const isSecret = isStrongValue({ value, isCut: false }) && !value.startsWith("-");
    return isSecret ? [{ from: to - value.length, to, kind: "value of a key or token" }] : [];
  });
}
