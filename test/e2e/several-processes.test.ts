import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openStore } from '../../src/adapters/store/open.ts'
import { createDatabase, onServer } from '../adapters/store/places.ts'
import { type LocalWorld, MISSING_SCOPE, reportFor, startLocalWorld } from '../support/local-world.ts'
import { spawnServe } from '../support/spawned.ts'

type Bot = Awaited<ReturnType<typeof spawnServe>>

/** The promised takeover time, plus a margin for slow machines. */
const TAKEN_OVER = { timeout: 30_000, interval: 50 }

describe.each(['SQLite', 'PostgreSQL'] as const)('several processes on one %s', { timeout: 60_000 }, (engine) => {
  let world: LocalWorld
  let url: string | null
  let bots: Bot[]

  beforeEach(async () => {
    world = await startLocalWorld()
    url = engine === 'PostgreSQL' ? await createDatabase() : null
    bots = []
  }, 60_000)

  afterEach(async () => {
    for (const bot of bots) bot.kill('SIGKILL')
    await Promise.all(bots.map((bot) => bot.ended))
    await world.close()
  })

  async function start(role: string, more: Readonly<Record<string, string>> = {}): Promise<Bot> {
    const environment = { ...world.environment, ...(url === null ? {} : { DATABASE_URL: url }), ...more }
    const bot = await spawnServe({ environment, folder: world.folder, args: ['--role', role] })
    bots.push(bot)
    return bot
  }

  function receiveAt(bot: Bot): void {
    world.github.webhooks.deliverTo(`${bot.url}${world.settings.webhookPath}`)
  }

  async function done(): Promise<void> {
    const { queue, store } = await openStore({ path: world.storePath, url })
    await vi.waitFor(async () => expect(await queue.backlog()).toBe(0), TAKEN_OVER).finally(() => store.close())
  }

  test('one process receives webhooks, and the other does the work and accepts none', async () => {
    const [receiver, worker] = await Promise.all([start('receive'), start('work')])
    receiveAt(receiver)
    const number = await world.file(reportFor(MISSING_SCOPE))
    await done()
    expect(await world.look(number)).toMatchObject({ labels: [MISSING_SCOPE], comments: [{}] })
    const refused = await fetch(`${worker.url}${world.settings.webhookPath}`, { method: 'POST', body: '{}' })
    expect(refused.status).toBe(404)
  })

  test("a killed process's delivery is taken over within 30 s and answered only once", async () => {
    const first = await start('both')
    receiveAt(first)
    const killed = new Promise<void>((resolve) => {
      world.gateway.stepIn(/^POST .*\/comments$/, async (act) => {
        const answer = await act()
        first.kill('SIGKILL')
        resolve()
        return answer
      })
    })
    const number = await world.file(reportFor(MISSING_SCOPE))
    const second = start('work')
    await killed
    await second
    await done()
    const { labels, comments } = await world.look(number)
    expect([labels, comments.length]).toEqual([[MISSING_SCOPE], 1])
  })

  test('share the work and a single write rate limit', async () => {
    const gap = 300
    const pace = { WRITE_GAP_MS: String(gap) }
    const [first] = await Promise.all([start('both', pace), start('work', pace)])
    receiveAt(first)
    const numbers: number[] = []
    for (let n = 0; n < 6; n++) numbers.push(await world.file(reportFor(MISSING_SCOPE)))
    await done()
    for (const number of numbers) expect((await world.look(number)).comments).toHaveLength(1)
    const ends = await endsOfWrites()
    const gaps = ends.slice(1).map((at, n) => at - (ends[n] as number))
    expect(gaps.length).toBeGreaterThanOrEqual(11)
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(gap)
  })

  /** Returns the times when both processes finished their writes, according to their own clocks. */
  async function endsOfWrites(): Promise<readonly number[]> {
    if (url !== null) {
      const rows = await onServer('select at from auth_triage.recent_writes order by at', url)
      return rows.map(({ at }) => Number(at))
    }
    const raw = new DatabaseSync(world.storePath, { readOnly: true })
    const rows = raw.prepare('select at from recent_writes order by at').all()
    raw.close()
    return rows.map(({ at }) => Number(at))
  }
})
