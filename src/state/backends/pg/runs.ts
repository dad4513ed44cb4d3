import { diagnostic, Failure } from '../../../diagnostics';
import type { RunPlace, StoredRun } from '../../runs/segment-store';
import { inTransaction } from './connection';
import type { PgReach, PgSettings } from './reach';
import { makeRunTables, type PgTables } from './tables';

/** Runs as rows beside the state: a row for each segment, and one for each plan that was used. */
export function pgRuns(settings: PgSettings, workspace: string, tables: PgTables, { using, absentAs }: PgReach): RunPlace {
  const insert = `INSERT INTO ${tables.runs} (state, run, segment, data) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`;
  const name = `${settings.where}, table ${settings.schema}.holdfast_runs`;
  return {
    name,
    list: () => absentAs([], () => using(async (connection) => {
      const { rows } = await connection.query(`SELECT run, segment, data FROM ${tables.runs} WHERE state = $1 AND segment > 0 ORDER BY run, segment`, [workspace]);
      const runs = new Map<string, (Uint8Array | undefined)[]>();
      for (const row of rows) {
        const run = String(row['run']);
        const segments = runs.get(run) ?? [];
        if (segments.length === 0) runs.set(run, segments);
        segments[Number(row['segment']) - 1] = row['data'] as Buffer;
      }
      return [...runs].map(([runId, segments]): StoredRun => ({ runId, segments: Array.from(segments) }));
    })),
    isMarked: (mark) => absentAs(false, () => using(async (connection) => (await connection.query(`SELECT 1 FROM ${tables.plans} WHERE state = $1 AND plan = $2`, [workspace, mark])).count > 0)),
    begin: (runId, first, plan) => using(async (connection) => {
      await makeRunTables(connection, settings, tables);
      await inTransaction(connection, async () => {
        await connection.query(insert, [workspace, runId, 1, Buffer.from(first)]);
        // Segment 0 is no part of the journal.
        if (plan !== undefined) await connection.query(insert, [workspace, runId, 0, Buffer.from(plan)]);
      });
    }),
    mark: (mark, header) => using(async (connection) => {
      await connection.query(`INSERT INTO ${tables.plans} (state, plan, header) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, [workspace, mark, header]);
    }),
    planOf: (runId) => using(async (connection) => {
      const { rows } = await connection.query(`SELECT data FROM ${tables.runs} WHERE state = $1 AND run = $2 AND segment = 0`, [workspace, runId]);
      const kept = rows[0]?.['data'];
      return kept instanceof Uint8Array ? Buffer.from(kept).toString('utf8') : undefined;
    }),
    append: (runId, number, segment) => using(async (connection) => {
      const { count } = await connection.query(insert, [workspace, runId, number, Buffer.from(segment)]);
      if (count === 1) return;
      const { rows } = await connection.query(`SELECT data FROM ${tables.runs} WHERE state = $1 AND run = $2 AND segment = $3`, [workspace, runId, number]);
      const standing = rows[0]?.['data'];
      if (!(standing instanceof Uint8Array) || !Buffer.from(segment).equals(standing)) {
        throw new Failure([diagnostic('run_journal_failed', `Run ${runId} in ${name} is being written by another process. Run the command again.`)]);
      }
    }),
    // One statement: the run is there whole, or not at all. Its plan stays marked.
    end: (runId) => using(async (connection) => { await connection.query(`DELETE FROM ${tables.runs} WHERE state = $1 AND run = $2`, [workspace, runId]); }),
  };
}
