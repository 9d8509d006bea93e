import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { checkStore } from '../../src/adapters/store/check-store.ts'
import { type OpenedStore, openStore } from '../../src/adapters/store/open.ts'
import { createDatabase } from '../adapters/store/places.ts'
import { generator } from '../support/generator.ts'
import { INVALID_SCOPE, type LocalWorld, MISSING_SCOPE, reportFor, startLocalWorld } from '../support/local-world.ts'
import { CAN_BE_ASKED, type Spawned, spawnServe } from '../support/spawned.ts'

/** Labels of the reports that the test files. Edits turn one of these reports into another. */
const LABELS = [MISSING_SCOPE, INVALID_SCOPE, null] as const

/** Requests during which a bot is killed. */
const POINTS = [
  /^POST .*\/access_tokens$/,
  /^GET .*\/issues\/\d+$/,
  /^POST .*\/labels$/,
  /^POST .*\/comments$/,
  /^PATCH /,
]

/** Stays below the bot's hourly comment limit. */
const MAX_ISSUES = 60

/**
 * Changes that can change a label. A new issue gets one at most, and an edit changes two at most, so all of them stay
 * below the 150 labels an hour that the bot changes on one reporter's issues.
 */
const MAX_LABEL_CHANGES = 90

/** A bot that does not send the chosen request is killed after this time. */
const LATEST_KILL_MS = 800

/** A delivery that was being processed when a bot was killed may have to wait for a minute. */
const PATIENCE_MS = 180_000

/** Each kill requires a new bot, and starting one is slow while other tests are running. */
const timeout = 180_000 + inject('kills') * 10_000

describe.each(['SQLite', 'PostgreSQL'] as const)('a bot on %s that is killed repeatedly', { timeout }, (engine) => {
  const seed = inject('crashSeed') ?? randomInt(2 ** 31)
  const random = generator(seed)
  let world: LocalWorld
  let url: string | null = null
  let environment: Readonly<Record<string, string>>
  let opened: OpenedStore
  let last: Spawned | undefined
  /** Issue → the label that its current text should get. */
  const expected = new Map<number, (typeof LABELS)[number]>()
  let changes = 0

  beforeAll(async () => {
    world = await startLocalWorld()
    if (engine === 'PostgreSQL') url = await createDatabase()
    environment = { ...world.environment, ...(url === null ? {} : { DATABASE_URL: url }) }
    opened = await openStore({ path: world.storePath, url })
  }, 60_000)

  afterAll(async () => {
    // A failed test leaves a bot running.
    last?.kill('SIGKILL')
    await opened.store.close()
    await world.close()
  })

  async function start(): Promise<Spawned> {
    const bot = await spawnServe({ environment, folder: world.folder })
    last = bot
    world.github.webhooks.deliverTo(`${bot.url}${world.settings.webhookPath}`)
    return bot
  }

  function pick<T>(from: readonly T[]): T {
    return from[random(from.length)] as T
  }

  /** Files a new issue or edits an old one. Edits change its cause at first, and only blank lines later. */
  async function somethingHappens(): Promise<void> {
    changes++
    const old = pick<number | undefined>([...expected.keys()])
    if (old === undefined || (expected.size < MAX_ISSUES && random(10) < 6)) {
      const label = pick(LABELS)
      expected.set(await world.file(reportFor(label)), label)
      return
    }
    const before = expected.get(old) ?? null
    const label = changes > MAX_LABEL_CHANGES ? before : pick(LABELS.filter((it) => it !== before))
    const { title, body } = reportFor(label)
    expected.set(old, label)
    // An edit that does not change the text causes no event. Blank lines change no answer.
    await world.edit(old, { title, body: label === before ? body + '\n'.repeat(changes) : body })
  }

  /** Makes the changes one at a time, because two edits of one issue could otherwise arrive in any order. */
  async function severalThingsHappen(count: number): Promise<void> {
    for (let n = 0; n < count; n++) await somethingHappens()
  }

  /**
   * Kills the bot during a request, before or after GitHub handles the request, or after a random number of
   * milliseconds.
   */
  async function killSomewhere(bot: Spawned): Promise<void> {
    const after = random(2) === 0 ? random(120) : LATEST_KILL_MS
    if (after === LATEST_KILL_MS) {
      const forward = random(2) === 0
      world.gateway.stepIn(pick(POINTS), async (act) => {
        const answer = forward ? await act() : null
        bot.kill('SIGKILL')
        return answer
      })
    }
    await Promise.race([bot.ended, sleep(after)])
    bot.kill('SIGKILL')
    await bot.ended
    world.gateway.stepOut()
  }

  /** Delivers unacknowledged webhooks again, as GitHub's App settings or the bot's sweep would. */
  async function redeliver(): Promise<void> {
    const arrived = new Set(acknowledged())
    const ids = new Set(world.github.webhooks.deliveries.map(({ id }) => id))
    for (const id of ids) if (!arrived.has(id)) await world.github.webhooks.redeliver(id)
  }

  function acknowledged(): readonly string[] {
    return world.github.webhooks.deliveries.filter(({ status }) => status !== null && status < 300).map(({ id }) => id)
  }

  /** After many kills, thousands of deliveries are waiting, so the bot has to make progress rather than be quick. */
  async function everythingIsDone(): Promise<void> {
    let least = Number.POSITIVE_INFINITY
    for (let since = Date.now(); least > 0; await sleep(20)) {
      const backlog = await opened.queue.backlog()
      if (backlog < least) since = Date.now()
      least = Math.min(least, backlog)
      expect(Date.now() - since, `${backlog} deliveries wait and none is done`).toBeLessThan(PATIENCE_MS)
    }
  }

  test(`loses nothing and repeats nothing (seed ${seed})`, async () => {
    const kills = inject('kills')
    for (let kill = 0; kill < kills; kill++) {
      const bot = await start()
      await Promise.all([severalThingsHappen(1 + random(3)), killSomewhere(bot)])
    }
    const bot = await start()
    await redeliver()
    await everythingIsDone()
    // Files one more issue of each kind without killing the bot, as a reference for the other issues.
    const reference = new Map<string | null, string | undefined>()
    for (const label of LABELS) {
      const number = await world.file(reportFor(label))
      await everythingIsDone()
      reference.set(label, bodyOf((await world.look(number)).comments[0]))
    }
    for (const [number, label] of expected) {
      const { labels, comments } = await world.look(number)
      expect({ number, labels }).toEqual({ number, labels: label === null ? [] : [label] })
      if (label !== null) expect(comments.map(bodyOf)).toEqual([reference.get(label)])
      expect(comments.length).toBeLessThanOrEqual(1)
    }
    expect(await opened.queue.parked()).toEqual([])
    bot.kill('SIGTERM')
    const { code } = await bot.ended
    if (CAN_BE_ASKED) expect(code).toBe(0)
    expect((await checkStore({ path: world.storePath, url })).findings).toEqual([])
  })
})

/** The parts of a comment that depend on the order in which issues were processed: links to earlier reports. */
const OTHER_REPORTS =
  /\*\*Reported before:\*\*[^\n]*\n+|\*\*Earlier reports\*\*[\s\S]*?(?=\*\*Easily confused|\*\*To keep|<sub>)/g

/**
 * Returns a comment without its marker, which depends on the issue's history, and without the links to other issues.
 */
function bodyOf(comment: { readonly body: string } | undefined): string | undefined {
  return comment?.body.replace(/^<!--[^>]*-->\n/, '').replace(OTHER_REPORTS, '')
}
