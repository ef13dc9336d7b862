import { expect, test } from "vitest";
import { createTestDb } from "@/db/migrate";
import { getImport, insertImport, insertImportFile, pageImportFiles } from "@/db/queries/imports";

test("files of which something was guessed are counted, and can be shown alone", () => {
  const db = createTestDb();
  insertImport(db, { id: "i1", title: "logs", paths: ["/logs"] });
  const save = (relative: string, messages: string[]) =>
    insertImportFile(db, {
      importId: "i1",
      path: `/logs/${relative}`,
      relative,
      bytes: 1,
      status: "rollouts",
      reason: "",
      format: "aider",
      sha256: null,
      rollouts: [],
      warnings: messages.map((message) => ({ place: null, message })),
    });
  save("plain", []);
  save("warned", ["the last line is cut off"]);
  save("guessed", ["steps are told by their time (heuristic)", "the last line is cut off"]);
  const shown = (show: "guessed" | "warnings") =>
    pageImportFiles(db, "i1", { show, offset: 0, limit: 10 }).files.map(({ relative }) => relative);
  expect(shown("guessed")).toEqual(["guessed"]);
  expect(shown("warnings")).toEqual(["warned", "guessed"]);
  expect(getImport(db, "i1")).toMatchObject({ guessed: 1, warnings: 3 });
});
