import { createBubblewrap, findBubblewrap } from "@/lib/engine/sandboxes/bubblewrap";
import { chooseSandbox } from "@/lib/engine/sandboxes/choose-sandbox";
import { describeContract } from "@/lib/engine/sandboxes/contract";
import { createUnsafeSandbox } from "@/lib/engine/sandboxes/unsafe";

const choice = await chooseSandbox();
const program = findBubblewrap();
const missing = "missing" in choice ? choice.missing : null;

describeContract(
  "bubblewrap",
  () => ({ sandbox: createBubblewrap(program ?? "bwrap"), isolates: true }),
  missing,
);
describeContract("unsafe", () => ({ sandbox: createUnsafeSandbox(), isolates: false }), null);
