import { isFree, parseGrid } from "./grid.js";

const STEPS = [-1, 0, 1]
  .flatMap((down) => [-1, 0, 1].map((right) => ({ down, right })))
  .filter(({ down, right }) => down !== 0 || right !== 0);

/** The smallest number of steps from one cell to another, each { row, column }, or -1 if there is no way. */
export function countSteps(map, from, to) {
  const grid = parseGrid(map);
  if (!isFree(grid, from.row, from.column) || !isFree(grid, to.row, to.column)) {
    return -1;
  }
  return distancesFrom(grid, from)[to.row][to.column];
}

/** How many cells can be reached with so many steps at most, the first one included. */
export function countReachable(map, from, steps) {
  const grid = parseGrid(map);
  if (!isFree(grid, from.row, from.column)) {
    return 0;
  }
  return distancesFrom(grid, from)
    .flat()
    .filter((distance) => distance >= 0 && distance <= steps).length;
}

/** The distance of every cell, -1 where there is no way. */
function distancesFrom(grid, from) {
  const distances = grid.map((row) => row.map(() => -1));
  distances[from.row][from.column] = 0;
  const queue = [from];
  for (const cell of queue) {
    for (const { row, column } of neighbours(grid, cell)) {
      if (distances[row][column] < 0) {
        distances[row][column] = distances[cell.row][cell.column] + 1;
        queue.push({ row, column });
      }
    }
  }
  return distances;
}

function neighbours(grid, cell) {
  return STEPS.filter((step) => canStep(grid, cell, step)).map(({ down, right }) => ({
    row: cell.row + down,
    column: cell.column + right,
  }));
}

/** Steps go to free cells only. A step across a corner needs both cells beside it to be free. */
function canStep(grid, { row, column }, { down, right }) {
  if (!isFree(grid, row + down, column + right)) {
    return false;
  }
  if (down === 0 || right === 0) {
    return true;
  }
  return isFree(grid, row + down, column) || isFree(grid, row, column + right);
}
