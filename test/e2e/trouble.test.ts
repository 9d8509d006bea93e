import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type RunningPostgres, startEmbeddedPostgres } from '../support/embedded-postgres.ts'
import { type LocalWorld, MISSING_SCOPE, reportFor, startLocalWorld } from '../support/local-world.ts'

const PATIENCE = { timeout: 90_000, interval: 50 }

let world: LocalWorld

beforeEach(async () => {
  world = await startLocalWorld()
}, 60_000)

afterEach(() => world.close(), 60_000)

/** Sends the webhook about the most recently opened issue again. Returns the bot's HTTP status. */
async function again(): Promise<number | null> {
  const { id = '' } = world.github.webhooks.deliveries.findLast(({ event }) => event === 'issues.opened') ?? {}
  return (await world.github.webhooks.redeliver(id)).status
}

async function answered(number: number): Promise<void> {
  await vi.waitFor(async () => {
    const { labels, comments } = await world.look(number)
    expect([labels, comments.length]).toEqual([[MISSING_SCOPE], 1])
  }, PATIENCE)
}

describe('an SQLite file', { timeout: 60_000 }, () => {
  test('locked by another process causes a 503 response, and the delivery is accepted once unlocked', async () => {
    const number = await world.file(reportFor(MISSING_SCOPE))
    const bot = await world.startBot()
    const side = new DatabaseSync(world.storePath)
    side.exec('begin immediate')
    expect(await again()).toBe(503)
    side.exec('rollback')
    side.close()
    expect(await again()).toBe(200)
    await answered(number)
    await bot.stop()
  })

  test('that cannot grow causes a 503 response, and the delivery is accepted once there is space again', async () => {
    const number = await world.file(reportFor(MISSING_SCOPE))
    const bot = await world.startBot()
    // Raises SQLite's full-disk error without filling a disk.
    const side = new DatabaseSync(world.storePath)
    side.exec(
      "create trigger full before insert on deliveries begin select raise(fail, 'database or disk is full'); end",
    )
    expect(await again()).toBe(503)
    side.exec('drop trigger full')
    side.close()
    expect(await again()).toBe(200)
    await answered(number)
    await bot.stop()
  })
})

describe('a PostgreSQL server that restarts', { timeout: 240_000 }, () => {
  let server: RunningPostgres

  beforeEach(async () => {
    server = await startEmbeddedPostgres({ isDurable: false })
  })

  afterEach(() => server.remove())

  test('causes 503 responses in the meantime, and no accepted delivery is lost', async () => {
    const bot = await world.startBot({ databaseUrl: server.url })
    const before = await world.file(reportFor(MISSING_SCOPE))
    await server.stop()
    const meanwhile = await world.file(reportFor(MISSING_SCOPE))
    expect(await again()).toBe(503)
    await server.start()
    await vi.waitFor(async () => expect(await again()).toBe(200), PATIENCE)
    await answered(before)
    await answered(meanwhile)
    await bot.stop()
  })
})
