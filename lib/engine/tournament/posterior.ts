// How sure a count of votes makes us (paper, section 6.4): the Beta posterior of a match, uniform before any vote.

/**
 * The probability that a vote prefers the first of two more often than not, after `forFirst` votes for it and
 * `forSecond` for the other: P(p > ½) under Beta(1 + forFirst, 1 + forSecond). Exact for whole numbers: it is the
 * chance that n + 1 tosses of a fair coin, n the votes, show heads `forFirst` times or fewer.
 */
export function probabilityOfLead(forFirst: number, forSecond: number): number {
  const tosses = forFirst + forSecond + 1;
  let ways = 1;
  let sum = 1;
  for (let heads = 1; heads <= forFirst; heads += 1) {
    ways = (ways * (tosses - heads + 1)) / heads;
    sum += ways;
  }
  return sum / 2 ** tosses;
}
