import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from './helpers/embedded-postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL server on which the user may create databases; ends in the name of its first database. */
    postgresUrl: string
    /** How often the crash test kills a bot on each engine. */
    kills: number
    /** Where its randomness begins; null for somewhere else each time. */
    crashSeed: number | null
  }
}

/** One PostgreSQL for the whole run: the one that `TEST_DATABASE_URL` names, or one of its own that dies with the run. */
export default async function startPostgres(project: TestProject): Promise<() => Promise<void>> {
  // biome-ignore lint/style/noProcessEnv: a setting of the tests, and none of the program's.
  const given = process.env['TEST_DATABASE_URL']
  if (given) {
    project.provide('postgresUrl', given)
    return async () => undefined
  }
  const server = await startEmbeddedPostgres({ isDurable: false })
  project.provide('postgresUrl', server.url)
  return async () => {
    await server.remove()
    // The library ends the process with 0 when nothing is left to do, whatever the tests said before.
    process.prependOnceListener('beforeExit', () => process.exit())
  }
}
