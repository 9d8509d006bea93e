import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from './support/embedded-postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL server on which the user may create databases; ends in the name of its first database. */
    postgresUrl: string
    /** The names of this run's databases begin with it. */
    databasePrefix: string
    /** How often the crash test kills a bot on each engine. */
    kills: number
    /** Where its randomness begins; null for somewhere else each time. */
    crashSeed: number | null
  }
}

/** One PostgreSQL for the whole run: the one that `TEST_DATABASE_URL` names, or one of its own that dies with the run. */
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
    // The library ends the process with 0 when nothing is left to do, whatever the tests said before.
    process.prependOnceListener('beforeExit', () => process.exit())
  }
}

/**
 * Ours goes as a whole. Dropping each after its test would take longer, too: a file system that does not use a deleted
 * file's number again at once, as ext4, has to look for others for each of the next database's three hundred files.
 */
async function dropDatabases(url: string, prefix: string): Promise<void> {
  const client = new Client(url)
  await client.connect()
  const { rows } = await client.query('select datname from pg_database where starts_with(datname, $1)', [prefix])
  for (const { datname } of rows) await client.query(`drop database ${client.escapeIdentifier(datname)} with (force)`)
  await client.end()
}
