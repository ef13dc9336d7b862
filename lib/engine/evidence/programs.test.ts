import { expect, test } from "vitest";
import { runsProgram } from "@/lib/engine/evidence/programs";
import { parseShell } from "@/lib/engine/evidence/shell";

test.each([
  ["Rscript analyse.R", true],
  ["cd /app && ./main < in.txt | head -3", true],
  ["npm run build", true],
  ["cat > check.py <<'EOF'\nprint(1)\nEOF\npython check.py", true],
  ["rm -f out.json && node extract.js > out.json", true],
  ["python check.py && cat > notes.md <<'EOF'\ndone\nEOF", false],
  ["python - <<'EOF'\nopen('a.py', 'w').write('x')\nEOF", false],
  ["npm install && git status", false],
  ["ls -la && cat a.py | grep x", false],
  ["", false],
])("%s: %s", (command, runs) => {
  expect(runsProgram(parseShell(command))).toBe(runs);
});
