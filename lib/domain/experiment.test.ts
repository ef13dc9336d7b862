import { expect, test } from "vitest";
import { taskReferenceSchema } from "@/lib/domain/experiment";

test.each([{ path: "/a", promt: "b" }, { path: "/a", rollouts: ["r"] }, { rollouts: [] }])(
  "%j is no task: nothing of what was meant may be lost",
  (task) => {
    expect(taskReferenceSchema.safeParse(task).success).toBe(false);
  },
);
