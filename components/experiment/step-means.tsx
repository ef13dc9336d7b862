import { SectionHeading } from "@/components/ui/card";
import { Table, Td, Th } from "@/components/ui/table";
import type { ExperimentView } from "@/lib/domain/experiment-views";
import { meanSteps } from "@/lib/domain/staircase";

/** Mean agent steps of each iteration, all and by verdict. */
export function StepMeansTable({ experiment: { runs, settings } }: { experiment: ExperimentView }) {
  const iterations = Array.from({ length: settings.iterations }, (_, iteration) => iteration);
  return (
    <section className="flex min-w-0 flex-col gap-3">
      <SectionHeading title="Steps" remark="mean of the agent’s steps a rollout" />
      <Table label="Mean steps by iteration">
        <thead>
          <tr>
            <Th>Iteration</Th>
            <Th numeric>All</Th>
            <Th numeric>Resolved</Th>
            <Th numeric>Unresolved</Th>
          </tr>
        </thead>
        <tbody>
          {iterations.map((iteration) => {
            const means = meanSteps(runs, iteration);
            return (
              <tr key={iteration}>
                <Td>{iteration}</Td>
                <Td numeric>{sayMean(means.all)}</Td>
                <Td numeric>{sayMean(means.resolved)}</Td>
                <Td numeric>{sayMean(means.unresolved)}</Td>
              </tr>
            );
          })}
        </tbody>
      </Table>
    </section>
  );
}

function sayMean(mean: number | null): string {
  return mean === null ? "–" : mean.toFixed(1);
}
