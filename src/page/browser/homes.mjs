// A log that is hard to show: days of changed clocks, a day in two zones, energy sent back, days without a price, a home whose name is
// markup, late readings. Made with the program's own commands.
import { DuckDBInstance } from '@duckdb/node-api';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './meterline.mjs';

export const NAMED = `h'1"/<b>x</b>`;

/** Makes an archive and views in a folder. `more` are lines of settings changes. */
export async function hardHomes(folder, more = []) {
  const readings = ['device,at,seconds,kwh'];
  const hours = (device, from, days, energy) => {
    for (let i = 0; i < days * 24; i++) {
      const at = new Date(Date.parse(from) + i * 3600000).toISOString();
      readings.push(`"${device.replaceAll('"', '""')}",${at},3600,${energy(i)}`);
    }
  };
  hours('berlin', '2024-03-25T23:00:00Z', 14, i => (0.2 + (i % 24) * 0.05 + (i % 24 >= 18 && i % 24 < 22 ? 3 : 0)).toFixed(6));
  hours('sydney', '2024-03-31T13:00:00Z', 10, i => (0.3 + (i % 7) * 0.11).toFixed(6));
  hours('mover', '2024-03-30T00:00:00Z', 6, i => (0.5 + (i % 5) * 0.01).toFixed(6));
  hours('solar', '2024-04-01T00:00:00Z', 5, i => ((i % 24) > 9 && (i % 24) < 16 ? -1.25 - (i % 3) * 0.001 : 0.4).toFixed(6));
  hours('free', '2024-04-01T00:00:00Z', 3, () => '0.125');
  hours(NAMED, '2024-04-01T00:00:00Z', 2, i => (0.1 * (i % 4)).toFixed(6));
  const settings = ['scope,name,op,value,effective_at,logged_at,author,reason',
    'device:berlin,timezone,SET,Europe/Berlin,2024-01-01T00:00:00Z,,office,', 'device:sydney,timezone,SET,Australia/Sydney,2024-01-01T00:00:00Z,,office,',
    'device:mover,timezone,SET,Europe/Berlin,2024-01-01T00:00:00Z,,office,', 'device:mover,timezone,SET,America/New_York,2024-04-01T12:00:00Z,,office,moved',
    ...['berlin', 'sydney', 'mover', 'solar'].flatMap(name => [`device:${name},plan,SET,flat,2024-01-01T00:00:00Z,,office,`, `device:${name},cohort,SET,flats,2024-01-01T00:00:00Z,,office,`]),
    'plan:flat,price.micros.per.kwh,SET,300000; 00:00-06:00 100000,2024-01-01T00:00:00Z,,billing,prices of 2024', 'plan:flat,price.micros.per.kwh,SET,310000,2024-04-03T00:00:00Z,,billing,<i>new</i> prices',
    'plan:flat,standing.micros.per.day,SET,350000,2024-01-01T00:00:00Z,,billing,', 'plan:flat,price.export.micros.per.kwh,SET,80000,2024-01-01T00:00:00Z,,billing,',
    'cohort:flats,alert.threshold.watts,SET,3000,2024-01-01T00:00:00Z,,office,', 'cohort:flats,alert.threshold.watts,SET,-5,2024-02-01T00:00:00Z,,trainee,a mistake', ...more];
  writeFileSync(join(folder, 'readings.csv'), readings.join('\n'));
  writeFileSync(join(folder, 'settings.csv'), settings.join('\n'));
  const log = join(folder, 'log'), views = join(folder, 'views');
  await run(['import', '--readings', join(folder, 'readings.csv'), '--settings', join(folder, 'settings.csv'), '--out', log], { codes: [0, 1] });
  await run(['run', '--archive', log, '--views', views, '--snapshot-every=P7D', '--window=P7D']);
  return { log, views };
}

/** Asks SQL over the Parquet files of the current version: rows as arrays, numbers as text. */
export async function sql(views, query) {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const text = query.replaceAll(/\{(\w+)\}/g, (_, view) => `read_parquet('${views}/current/${view}/*.parquet')`);
    const rows = await connection.runAndReadAll(text);
    return rows.getRows().map(row => row.map(cell => (cell === null ? null : String(cell))));
  } finally {
    connection.closeSync();
  }
}
