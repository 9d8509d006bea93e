import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, type ClientConfig, type Pool } from 'pg'
import type { AnnouncingLivenessLock } from '../queue/liveness-lock.ts'

/** First half of the advisory lock's key: "auth" in ASCII. The second half is a hash of the name. */
const LOCK_CLASS = 0x61757468

/**
 * Grace period after a server restart, during which processes reconnect and none counts as dead. A start time in the
 * future means that the server's clock has since been set back.
 */
const GRACE = '5 seconds'

const RECONNECT_DELAY_MS = 250

/** A machine that vanishes does not close its connection; the server notices this after 10 + 2 × 5 s. */
const KEEPALIVE = 'set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 2'

const DEAD = `
  select name from unnest($1::text[]) as name
  where pg_postmaster_start_time() not between now() - interval '${GRACE}' and now() + interval '${GRACE}' and not exists (
    select from pg_locks
    where locktype = 'advisory' and granted and classid = ${LOCK_CLASS} and objsubid = 2
      and objid::bigint = hashtext(name)::bigint & 4294967295
      and database = (select oid from pg_database where datname = current_database()))`

/**
 * Takes the liveness lock on a PostgreSQL database. The lock consists of advisory locks in a session that lasts as long
 * as the process. A broken connection is reopened.
 */
export async function openPostgresLivenessLock(pool: Pool): Promise<AnnouncingLivenessLock> {
  const id = randomBytes(8).toString('hex')
  const session = new LockedSession(pool.options, id)
  await session.open()
  return {
    id,
    announce: (name) => session.announce(name),
    withdraw: (name) => session.withdraw(name),
    dead: async (ids) => {
      const { rows } = await pool.query<{ name: string }>(DEAD, [ids.filter((other) => other !== id)])
      return rows.map(({ name }) => name)
    },
    release: () => session.close(),
  }
}

class LockedSession {
  readonly #config: ClientConfig
  readonly #names: Set<string>
  #client: Client | null = null
  #closed = false

  constructor(config: ClientConfig, name: string) {
    this.#config = config
    this.#names = new Set([name])
  }

  async open(): Promise<void> {
    const client = new Client(this.#config)
    // A broken connection also emits `end`, which reconnects. An unhandled `error` event would terminate the process.
    client.on('error', () => undefined)
    client.once('end', () => void this.#reconnect(client))
    try {
      await client.connect()
      await client.query(KEEPALIVE)
      for (const name of this.#names) await lock(client, name)
    } catch (error) {
      await client.end().catch(() => undefined)
      throw error
    }
    this.#client = client
  }

  async announce(name: string): Promise<void> {
    this.#names.add(name)
    if (this.#client !== null) await lock(this.#client, name)
  }

  async withdraw(name: string): Promise<void> {
    this.#names.delete(name)
    await this.#client?.query('select pg_advisory_unlock($1, hashtext($2))', [LOCK_CLASS, name])
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#client?.end()
  }

  async #reconnect(lost: Client): Promise<void> {
    if (this.#client !== lost) return
    this.#client = null
    while (!this.#closed) {
      const isOpen = await this.open().then(
        () => true,
        () => false,
      )
      if (isOpen) return
      await sleep(RECONNECT_DELAY_MS)
    }
  }
}

async function lock(client: Client, name: string): Promise<void> {
  await client.query('select pg_advisory_lock($1, hashtext($2))', [LOCK_CLASS, name])
}
