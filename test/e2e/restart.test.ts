import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type LocalWorld, type Look, MISSING_SCOPE, reportFor, startLocalWorld } from '../support/local-world.ts'
import { CAN_BE_ASKED, type Spawned, spawnServe } from '../support/spawned.ts'

let world: LocalWorld
let running: Spawned

beforeAll(async () => {
  world = await startLocalWorld()
  await start()
})

afterAll(async () => {
  running.kill('SIGTERM')
  await running.ended
  await world.close()
})

/** Starts the bot as a process of its own, always on the same store. */
async function start(): Promise<void> {
  const bot = await spawnServe({ environment: world.environment, folder: world.folder })
  world.github.webhooks.deliverTo(`${bot.url}${world.settings.webhookPath}`)
  running = bot
}

/** What the issue looks like when the bot has nothing left to do. */
async function answered(number: number): Promise<Look> {
  await vi.waitFor(() => expect(world.queue().waiting).toBe(0), { timeout: 10_000, interval: 10 })
  return world.look(number)
}

/** The first request about an issue. */
const READING = /^GET .*\/issues\/\d+$/

const ONCE = { labels: [MISSING_SCOPE], comments: [{ by: 'auth-triage[bot]' }] }

/** Holds the bot at the request that matches until a signal was sent to it; `forward` says whether GitHub still acts. */
function signalledAt(line: RegExp, signal: NodeJS.Signals, { forward }: { readonly forward: boolean }): Promise<void> {
  return new Promise((resolve) => {
    world.gateway.stepIn(line, async (act) => {
      const answer = forward ? await act() : null
      running.kill(signal)
      if (signal === 'SIGKILL') await running.ended
      resolve()
      return answer
    })
  })
}

describe.runIf(CAN_BE_ASKED)('a bot that is asked to stop', () => {
  test('finishes the issue that it works on, and leaves with code 0', async () => {
    const signalled = signalledAt(READING, 'SIGTERM', { forward: true })
    const number = await world.file(reportFor(MISSING_SCOPE))
    await signalled
    expect(await running.ended).toMatchObject({ code: 0, signal: null })
    expect(await world.look(number)).toMatchObject(ONCE)
    await start()
    expect(await answered(number)).toMatchObject(ONCE)
  })

  test('right after it took a webhook has the issue answered once, before it ends or at its next start', async () => {
    const number = await world.file(reportFor(MISSING_SCOPE))
    running.kill('SIGTERM')
    expect(await running.ended).toMatchObject({ code: 0, signal: null })
    await start()
    expect(await answered(number)).toMatchObject(ONCE)
  })
})

describe('a bot that is killed', () => {
  test('before it wrote anything answers once at its next start', async () => {
    const killed = signalledAt(READING, 'SIGKILL', { forward: false })
    const number = await world.file(reportFor(MISSING_SCOPE))
    await killed
    expect(await running.ended).toMatchObject({ signal: 'SIGKILL' })
    expect(await world.look(number)).toEqual({ labels: [], comments: [] })
    await start()
    expect(await answered(number)).toMatchObject(ONCE)
  })

  test('after its comment was written, before it heard so, finds it at its next start and writes no second', async () => {
    const killed = signalledAt(/^POST .*\/comments$/, 'SIGKILL', { forward: true })
    const number = await world.file(reportFor(MISSING_SCOPE))
    await killed
    expect(await running.ended).toMatchObject({ signal: 'SIGKILL' })
    const before = await world.look(number)
    expect(before).toMatchObject(ONCE)
    await start()
    expect(await answered(number)).toEqual(before)
  })
})
