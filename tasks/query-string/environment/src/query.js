import { decode, encode } from "./encoding.js";

/** Reads "a=1&b=2" as { a: "1", b: "2" }. A name that comes again collects its values in a list. */
export function parseQuery(text) {
  const query = {};
  const pairs = text.startsWith("?") ? text.slice(1) : text;
  for (const pair of pairs.split("&")) {
    if (pair === "") {
      continue;
    }
    const [name, value] = splitPair(pair);
    addValue(query, decode(name), decode(value));
  }
  return query;
}

/** Writes { a: 1, b: [2, 3] } as "a=1&b=2&b=3". Names without a value are left out. */
export function formatQuery(query) {
  const pairs = [];
  for (const [name, value] of Object.entries(query)) {
    const values = Array.isArray(value) ? value : [value];
    for (const item of values) {
      if (!item) {
        continue;
      }
      pairs.push(`${encode(name)}=${encode(String(item))}`);
    }
  }
  return pairs.join("&");
}

/** The address with some of its parameters set anew; undefined takes one away. */
export function withParameters(address, changes) {
  const [rest, hash] = cutAt(address, "#");
  const [path, query] = cutAt(rest, "?");
  const next = formatQuery({ ...parseQuery(query ?? ""), ...changes });
  const end = hash === undefined ? "" : `#${hash}`;
  return next === "" ? `${path}${end}` : `${path}?${next}${end}`;
}

function addValue(query, name, value) {
  if (!Object.hasOwn(query, name)) {
    query[name] = value;
  } else if (Array.isArray(query[name])) {
    query[name].push(value);
  } else {
    query[name] = [query[name], value];
  }
}

function splitPair(pair) {
  const [name, value = ""] = cutAt(pair, "=");
  return [name, value];
}

/** What stands before and after the first sign; the second is undefined without the sign. */
function cutAt(text, sign) {
  const at = text.indexOf(sign);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
