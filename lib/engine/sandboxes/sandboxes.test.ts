import { chooseSandbox } from "@/lib/engine/sandboxes/choose-sandbox";
import { describeContract } from "@/lib/engine/sandboxes/contract";
import { createUnsafeSandbox } from "@/lib/engine/sandboxes/unsafe";

const choice = await chooseSandbox();
const found =
  "missing" in choice ? { sandbox: createUnsafeSandbox(), why: choice.missing } : { ...choice, why: null };

describeContract("bubblewrap", () => ({ sandbox: found.sandbox, isolates: true }), found.why);
describeContract("unsafe", () => ({ sandbox: createUnsafeSandbox(), isolates: false }), null);
