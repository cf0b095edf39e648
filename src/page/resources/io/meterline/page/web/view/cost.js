// What a cost is, everywhere: that of energy, with the standing charge.
import * as f from '../format.js';

/** The parts of a cost, in words. */
export const costParts = row => [f.known(row.cost_micros) && `energy ${f.money(row.cost_micros)}`, f.known(row.standing_micros) && `standing charge ${f.money(row.standing_micros)}`].filter(Boolean).join(', ');

/** Columns of a table with a cost and its parts. */
export const COST = [
  ['For energy', row => f.money(row.cost_micros), 'number'], ['Standing charge', row => f.money(row.standing_micros, ''), 'number'], ['Cost', row => f.money(row.total_micros), 'number']];
