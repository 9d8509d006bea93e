/**
 * The engine for several machines: PostgreSQL 15 or later. Our tables live in a schema of their own, so that a database
 * may hold other people's as well; TLS is as the URL says (`sslmode`, `sslrootcert`).
 */
import { Kysely, PostgresDialect } from 'kysely'
import { Pool, type PoolConfig, types } from 'pg'
import { TriageError } from '../../core/errors.ts'
import type { Engine } from './engine.ts'
import type { EngineDialect } from './migrations/step.ts'
import type { Tables } from './tables.ts'
import { yieldingPool } from './yielding-pool.ts'

/** The schema of our tables. */
const POSTGRES_SCHEMA = 'auth_triage'

/** `server_version_num` of the oldest release that is tested. */
const OLDEST_SERVER = 150_000

/** Short enough to answer GitHub within its ten seconds when the server is away. */
const CONNECT_WITHIN_MS = 5_000

/** Statements are short; more of them at once would only wait for each other. The queue listens on one of these. */
const CONNECTIONS_OF_WORK = 3

/** They stay: whoever is let in with a new connection waits for it. */
const RECEPTION: PoolConfig = { max: 3, idleTimeoutMillis: 0 }

const DIALECT: EngineDialect = {
  counterType: 'bigint',
  // By default, not always: moving an installation here keeps the positions that its rows had.
  counter: (column) => column.primaryKey().generatedByDefaultAsIdentity(),
}

/** SQLSTATE or Node's code → what is wrong, and what the operator can do. */
const TROUBLES: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['ECONNREFUSED', ['does not answer', 'Start it, or correct host and port in DATABASE_URL.']],
  ['ENOTFOUND', ['is on a host that is not known', 'Correct the host in DATABASE_URL.']],
  ['28P01', ['refuses the password', 'Correct user and password in DATABASE_URL (or PGPASSWORD).']],
  ['28000', ['refuses this user', 'Correct the user in DATABASE_URL, or its line in pg_hba.conf.']],
  ['3D000', ['does not exist', 'Create it (createdb), or correct its name in DATABASE_URL.']],
  [
    '42501',
    ['gives this user too few rights', `Grant it CREATE on the database, or own the schema ${POSTGRES_SCHEMA}.`],
  ],
  ['53300', ['has no connection left', 'Raise max_connections, or stop what holds them.']],
  ['57P03', ['is starting up or shutting down', 'Wait for it, then start again.']],
])

export interface PostgresEngine extends Engine {
  /** The pool below `db`, which the queue listens through. */
  readonly pool: Pool
  /** The same database, on the connections that deliveries are taken on; destroyed with `db`. */
  readonly reception: Kysely<Tables>
}

/**
 * @param url `postgres://user:password@host:port/database`
 * @throws TriageError `store-unreadable` when the server cannot be reached or is too old
 */
export async function openPostgres(url: string): Promise<PostgresEngine> {
  const name = withoutPassword(url)
  const unreadable = (cause: unknown) => inWords(name, cause)
  const reception = createPool(url, RECEPTION)
  const pool = yieldingPool(createPool(url, { max: CONNECTIONS_OF_WORK }), reception)
  try {
    await refuseOldServer(pool, name)
  } catch (error) {
    await pool.end()
    throw error instanceof TriageError ? error : unreadable(error)
  }
  const end = async () => {
    await Promise.all([pool.end(), reception.end()])
  }
  const both = { connect: () => pool.connect(), end, options: pool.options }
  return {
    db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool: both }) }),
    reception: new Kysely<Tables>({ dialect: new PostgresDialect({ pool: reception }) }),
    ...{ pool, dialect: DIALECT, schema: POSTGRES_SCHEMA, name, unreadable },
  }
}

function createPool(url: string, config: PoolConfig): Pool {
  const connectionString = withSearchPath(url)
  const pool = new Pool({
    ...config,
    connectionString,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    keepAlive: true,
    application_name: 'auth-triage',
    types: { getTypeParser },
  })
  // A connection that breaks is replaced by the pool; unheard, its event would end the process.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => void client.on('error', () => undefined))
  return pool
}

/** 64-bit integers as numbers: all that we keep stay below 2^53. */
const getTypeParser: typeof types.getTypeParser = (type: number, format?: unknown) =>
  type === types.builtins.INT8 ? Number : types.getTypeParser(type, format as 'text')

function withSearchPath(url: string): string {
  const parsed = new URL(url)
  const options = [parsed.searchParams.get('options'), `-c search_path=${POSTGRES_SCHEMA}`]
  parsed.searchParams.set('options', options.filter((it) => it !== null).join(' '))
  return parsed.href
}

async function refuseOldServer(pool: Pool, name: string): Promise<void> {
  const { rows } = await pool.query("select current_setting('server_version_num')::int as number, version() as words")
  if (rows[0].number >= OLDEST_SERVER) return
  throw new TriageError('store-unreadable', `The store ${name} is too old: ${rows[0].words}.`, {
    hint: 'PostgreSQL 15 or later is needed.',
  })
}

function inWords(name: string, cause: unknown): TriageError {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : ''
  const [what, hint] = TROUBLES.get(code) ?? ['cannot be used', 'The cause says what PostgreSQL answered.']
  return new TriageError('store-unreadable', `The store ${name} ${what}.`, { hint, cause })
}

function withoutPassword(url: string): string {
  const { protocol, host, pathname } = new URL(url)
  return `${protocol}//${host}${pathname}`
}
