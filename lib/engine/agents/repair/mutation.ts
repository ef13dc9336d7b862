// A mutation: one small change of one file, with the idea that it tests.

export interface Mutation {
  path: string;
  /** Where the replaced text begins and ends in the source. */
  start: number;
  end: number;
  after: string;
  /** Line on which it begins, from 1. */
  line: number;
  /** The operator that it comes from. */
  family: Family;
  /** What it changes, whatever its place: see `changeKey`. */
  key: string;
  /** How likely changes of this kind are right, before anything is known; 1 is usual. */
  prior: number;
  /** What would be wrong if it helped, to be put after "Perhaps": "`<` leaves out the last one". */
  idea: string;
}

export const families = [
  "boundary",
  "comparison",
  "arithmetic",
  "logic",
  "condition",
  "literal",
  "off-by-one",
  "method",
  "order",
  "name",
  "statement",
  "insertion",
  "assignment",
  "wrapping",
] as const;
export type Family = (typeof families)[number];

/** The source with the mutation made. */
export function applyMutation(source: string, { start, end, after }: Mutation): string {
  return `${source.slice(0, start)}${after}${source.slice(end)}`;
}
