#!/bin/sh
# Applies the reference fix in the workspace (the working folder).
git apply "${SOLUTION_DIR:-/solution}/fix.patch"
