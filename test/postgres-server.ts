import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from './support/embedded-postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of a PostgreSQL server on which the user may create databases. Its path is the default database. */
    postgresUrl: string
    /** Prefix of the names of this run's databases. */
    databasePrefix: string
    /** How often the crash test kills a bot on each engine. */
    kills: number
    /** Seed of the crash test; null for a random one. */
    crashSeed: number | null
  }
}

/** One PostgreSQL server for the whole run: from `TEST_DATABASE_URL`, or an embedded one that ends with the run. */
export default async function startPostgres(project: TestProject): Promise<() => Promise<void>> {
  const prefix = `test_${randomBytes(4).toString('hex')}_`
  project.provide('databasePrefix', prefix)
  // biome-ignore lint/style/noProcessEnv: a setting of the tests, and none of the program's.
  const given = process.env['TEST_DATABASE_URL']
  if (given) {
    project.provide('postgresUrl', given)
    return () => dropDatabases(given, prefix)
  }
  const server = await startEmbeddedPostgres({ isDurable: false })
  project.provide('postgresUrl', server.url)
  return async () => {
    await server.remove()
    // The library exits the process with code 0 when it becomes idle, even if tests failed.
    process.prependOnceListener('beforeExit', () => process.exit())
  }
}

/**
 * Drops the databases of this run on a given server; the embedded server is removed as a whole. Dropping each database
 * after its test would be slower: some file systems, such as ext4, do not reuse the inodes of deleted files at once and
 * have to search for free ones for the 300 files of the next database.
 */
async function dropDatabases(url: string, prefix: string): Promise<void> {
  const client = new Client(url)
  await client.connect()
  const { rows } = await client.query('select datname from pg_database where starts_with(datname, $1)', [prefix])
  for (const { datname } of rows) await client.query(`drop database ${client.escapeIdentifier(datname)} with (force)`)
  await client.end()
}
