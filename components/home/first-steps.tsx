import { Card } from "@/components/ui/card";

/** What stands on the home page before the first import: three ways to begin. */
export function FirstSteps({
  openFolder,
  runSample,
  openSample,
}: {
  openFolder: React.ReactNode;
  runSample: React.ReactNode;
  openSample: React.ReactNode;
}) {
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <Card className="flex min-w-0 flex-col gap-3 p-5 lg:col-span-2">
        <h2 className="text-base font-semibold">Open your own rollouts</h2>
        <p className="max-w-prose text-muted-foreground">
          Point Playoff at a folder of logs. It groups the rollouts by task and shows how each of them ended;
          a tournament then tells which one to trust, and why.
        </p>
        {openFolder}
        <p className="text-xs text-muted-foreground">
          Or from the command line:{" "}
          <code className="rounded bg-surface-sunken px-1.5 py-0.5 font-mono">npm start -- PATH</code>
        </p>
      </Card>
      <Card className="flex min-w-0 flex-col gap-3 p-5">
        <h2 className="text-base font-semibold">Or run an experiment</h2>
        {runSample}
      </Card>
      <Card className="flex min-w-0 flex-col gap-3 p-5">
        <h2 className="text-base font-semibold">Or look around first</h2>
        <p className="max-w-prose text-muted-foreground">
          The sample holds rollouts of a small repair agent without a model that really ran its commands; some
          resolve their task and some do not.
        </p>
        {openSample}
      </Card>
    </div>
  );
}
