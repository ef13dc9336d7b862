// Curtailment: random brackets played with and without it. The winner must be the same in every one.
// node --conditions=react-server --import tsx bench/curtailment.ts [brackets]
import { compareCurtailment, drawBracket, type RandomBracket } from "@/lib/engine/testing/curtailment";
import { describeMachine, sayResult } from "@/bench/lib/machine";

const count = Number(process.argv[2] ?? 10_000);
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** What curtailment made of the brackets: votes of all, the mean share saved, and brackets that ended otherwise. */
async function compareAll(brackets: readonly RandomBracket[]) {
  const sums = { full: 0, curtailed: 0, saved: 0, voted: 0, differing: 0 };
  for (const bracket of brackets) {
    const { full, curtailed, sameOutcome } = await compareCurtailment(bracket);
    sums.full += full;
    sums.curtailed += curtailed;
    if (!sameOutcome) sums.differing += 1;
    if (full === 0) continue;
    sums.voted += 1;
    sums.saved += 1 - curtailed / full;
  }
  return sums;
}

function paperBracket(accuracy: number, seed: number): RandomBracket {
  return { population: 16, good: 8, accuracy, abstention: 0, settings: { seed } };
}

console.log(describeMachine());
console.log(
  `data: ${count} random brackets, N 1 to 40, G 2 to 16, V 1 to 9, K 1 to 4, quorum 1 to V, judge accuracy 0.5 to 1, abstentions 0 to 20 %`,
);
const random = await compareAll(
  Array.from({ length: count }, (_, index) => drawBracket(`bench/curtailment/${index}`)),
);
console.log(
  `votes: ${random.full} without curtailment, ${random.curtailed} with it: ` +
    `${percent(1 - random.curtailed / random.full)} of all saved, ${percent(random.saved / random.voted)} of a bracket's on the mean`,
);
sayResult("brackets with another winner", String(random.differing), "0", random.differing === 0);
for (const accuracy of [0.5, 0.6, 0.7, 0.8, 0.9, 1]) {
  const paper = await compareAll(Array.from({ length: 100 }, (_, seed) => paperBracket(accuracy, seed)));
  console.log(
    `N=16, G=2, V=8, half of the candidates good, accuracy ${accuracy} a vote: ` +
      `${percent(paper.saved / paper.voted)} saved on the mean`,
  );
}
