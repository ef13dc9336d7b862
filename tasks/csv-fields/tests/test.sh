#!/bin/sh
# Runs the hidden tests in the workspace (the working folder) and writes the reward: 1 if all pass, else 0.
tests="${TESTS_DIR:-/tests}"
logs="${LOGS_DIR:-/logs/verifier}"
mkdir -p "$logs" hidden
cp "$tests"/*.test.js hidden/
if node --test --test-isolation=none \
  --test-reporter=spec --test-reporter-destination=stdout \
  --test-reporter="$tests/ctrf-reporter.mjs" --test-reporter-destination="$logs/ctrf.json" \
  hidden/*.test.js
then
  echo 1 > "$logs/reward.txt"
else
  echo 0 > "$logs/reward.txt"
fi
