/**
 * The engine for several machines: PostgreSQL 15 or later. Our tables are in their own schema, so that the database can
 * also contain other programs' tables. The URL configures TLS (`sslmode`, `sslrootcert`).
 */
import { Kysely, PostgresDialect } from 'kysely'
import { Pool, type PoolConfig, types } from 'pg'
import { TriageError } from '../../core/errors.ts'
import type { Engine } from './engine.ts'
import type { EngineDialect } from './migrations/step.ts'
import type { Tables } from './tables.ts'
import { yieldingPool } from './yielding-pool.ts'

/** Schema that contains our tables. */
const POSTGRES_SCHEMA = 'auth_triage'

/** `server_version_num` of the oldest tested release. */
const MIN_SERVER_VERSION = 150_000

/** Short enough to respond to GitHub within its 10-second limit when the server is unavailable. */
const CONNECT_TIMEOUT_MS = 5_000

/**
 * Statements are short; more connections would only wait for each other. The queue listens on one of the connections.
 */
const WORK_CONNECTIONS = 3

/** Idle connections stay open, so that a delivery does not wait for a new connection. */
const INTAKE_CONFIG: PoolConfig = { max: 3, idleTimeoutMillis: 0 }

const DIALECT: EngineDialect = {
  counterType: 'bigint',
  // `by default` instead of `always`: a moved installation keeps its row positions.
  counter: (column) => column.primaryKey().generatedByDefaultAsIdentity(),
}

/** Maps an SQLSTATE or a Node error code to the problem and its remedy. */
const PROBLEMS: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['ECONNREFUSED', ['does not accept connections', 'Start it, or correct the host and port in DATABASE_URL.']],
  ['ENOTFOUND', ['is on an unknown host', 'Correct the host in DATABASE_URL.']],
  ['28P01', ['rejects the password', 'Correct the user and password in DATABASE_URL (or PGPASSWORD).']],
  ['28000', ['rejects this user', 'Correct the user in DATABASE_URL, or its line in pg_hba.conf.']],
  ['3D000', ['does not exist', 'Create it (createdb), or correct its name in DATABASE_URL.']],
  [
    '42501',
    [
      'denies this user the permissions it needs',
      `Grant it CREATE on the database, or make it the owner of the schema ${POSTGRES_SCHEMA}.`,
    ],
  ],
  ['53300', ['has no free connections', 'Raise max_connections, or stop programs that hold connections.']],
  ['57P03', ['is starting up or shutting down', 'Wait until it is up, then start again.']],
])

export interface PostgresEngine extends Engine {
  /** The pool of `db`; the queue listens through it. */
  readonly pool: Pool
  /** The same database, on the connections reserved for accepting deliveries; destroyed with `db`. */
  readonly intakeDb: Kysely<Tables>
}

export interface PostgresOptions {
  /** If true, the server refuses every change on these connections. Default: false. */
  readonly readOnly?: boolean
}

/**
 * @param givenUrl `postgres://user:password@host:port/database`
 * @throws TriageError `store-unreadable` when the server cannot be reached or is too old
 */
export async function openPostgres(
  givenUrl: string,
  { readOnly = false }: PostgresOptions = {},
): Promise<PostgresEngine> {
  const name = withoutPassword(givenUrl)
  const url = withOptions(givenUrl, [`search_path=${POSTGRES_SCHEMA}`, ...(readOnly ? [READ_ONLY] : [])])
  const unreadable = (cause: unknown) => toTriageError(name, cause)
  const intakePool = createPool(url, INTAKE_CONFIG)
  const pool = yieldingPool(createPool(url, { max: WORK_CONNECTIONS }), intakePool)
  try {
    await refuseOldServer(pool, name)
  } catch (error) {
    await pool.end()
    throw error instanceof TriageError ? error : unreadable(error)
  }
  const end = async () => {
    await Promise.all([pool.end(), intakePool.end()])
  }
  const poolEndingBoth = { connect: () => pool.connect(), end, options: pool.options }
  return {
    db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool: poolEndingBoth }) }),
    intakeDb: new Kysely<Tables>({ dialect: new PostgresDialect({ pool: intakePool }) }),
    pool,
    dialect: DIALECT,
    schema: POSTGRES_SCHEMA,
    name,
    unreadable,
  }
}

function createPool(connectionString: string, config: PoolConfig): Pool {
  const pool = new Pool({
    ...config,
    connectionString,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    application_name: 'auth-triage',
    types: { getTypeParser },
  })
  // The pool replaces a broken connection. An unhandled `error` event would terminate the process.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => void client.on('error', () => undefined))
  return pool
}

/** Parses 64-bit integers as numbers: all stored integers are below 2^53. */
const getTypeParser: typeof types.getTypeParser = (type: number, format?: unknown) =>
  type === types.builtins.INT8 ? Number : types.getTypeParser(type, format as 'text')

/** https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-DEFAULT-TRANSACTION-READ-ONLY */
const READ_ONLY = 'default_transaction_read_only=on'

function withOptions(url: string, settings: readonly string[]): string {
  const parsed = new URL(url)
  const options = [parsed.searchParams.get('options'), ...settings.map((setting) => `-c ${setting}`)]
  parsed.searchParams.set('options', options.filter((option) => option !== null).join(' '))
  return parsed.href
}

async function refuseOldServer(pool: Pool, name: string): Promise<void> {
  const { rows } = await pool.query("select current_setting('server_version_num')::int as number, version() as text")
  if (rows[0].number >= MIN_SERVER_VERSION) return
  throw new TriageError('store-unreadable', `The store ${name} is too old: ${rows[0].text}.`, {
    hint: 'Use PostgreSQL 15 or later.',
  })
}

function toTriageError(name: string, cause: unknown): TriageError {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : ''
  const [problem, hint] = PROBLEMS.get(code) ?? ['cannot be used', 'The cause contains the PostgreSQL error.']
  return new TriageError('store-unreadable', `The store ${name} ${problem}.`, { hint, cause })
}

function withoutPassword(url: string): string {
  const { protocol, host, pathname } = new URL(url)
  return `${protocol}//${host}${pathname}`
}
