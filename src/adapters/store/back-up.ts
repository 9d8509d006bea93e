import { existsSync, renameSync, rmSync } from 'node:fs'
import { sql } from 'kysely'
import { TriageError } from '../../core/errors.ts'
import { requireStore } from './migrate.ts'
import { openSqlite } from './sqlite.ts'
import { backupFailed } from './sqlite-file.ts'

/**
 * Writes a consistent copy of an SQLite store while other processes read and write it. The copy contains the state at
 * the start of the backup.
 *
 * @param copy path of the new file, which appears once it is complete
 * @throws TriageError `wrong-use` when the file already exists, `store-missing` when there is no store to copy,
 *   `store-unreadable` when the store cannot be used, `unreadable-file` when the copy cannot be written
 */
export async function backUp(path: string, copy: string): Promise<void> {
  if (existsSync(copy)) throw alreadyExists(copy)
  const part = `${copy}.part`
  const engine = openSqlite(path, true)
  try {
    await requireStore(engine)
    rmSync(part, { force: true })
    await sql`vacuum into ${part}`.execute(engine.db)
  } catch (cause) {
    rmSync(part, { force: true })
    throw cause instanceof TriageError ? cause : backupFailed(path, copy, cause)
  } finally {
    await engine.db.destroy()
  }
  renameSync(part, copy)
}

function alreadyExists(copy: string): TriageError {
  return new TriageError('wrong-use', `${copy} already exists.`, { hint: 'Name a new file, or move this one away.' })
}
