/** Reads a map: one line for each row, "#" is a wall, anything else is free. Shorter rows end in walls. */
export function parseGrid(text) {
  const lines = text.split("\n");
  const width = Math.max(...lines.map((line) => line.length));
  return lines.map((line) => Array.from({ length: width }, (_, column) => (line[column] ?? "#") !== "#"));
}

/** Whether a cell is within the grid and no wall. */
export function isFree(grid, row, column) {
  return grid[row]?.[column] === true;
}
