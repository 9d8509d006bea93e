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

/** Starts the bot as a separate process, always with the same store. */
async function start(): Promise<void> {
  const bot = await spawnServe({ environment: world.environment, folder: world.folder })
  world.github.webhooks.deliverTo(`${bot.url}${world.settings.webhookPath}`)
  running = bot
}

/** Returns the labels and comments once the bot has processed its queue. */
async function answered(number: number): Promise<Look> {
  await vi.waitFor(() => expect(world.queue().waiting).toBe(0), { timeout: 10_000, interval: 10 })
  return world.look(number)
}

/** The first request that the bot sends about an issue. */
const READING = /^GET .*\/issues\/\d+$/

const ONCE = { labels: [MISSING_SCOPE], comments: [{ by: 'auth-triage[bot]' }] }

/** Sends a signal to the bot at the request that matches. @param forward whether the request still reaches GitHub */
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

describe.runIf(CAN_BE_ASKED)('a bot that receives SIGTERM', () => {
  test('finishes the current issue and exits with code 0', async () => {
    const signalled = signalledAt(READING, 'SIGTERM', { forward: true })
    const number = await world.file(reportFor(MISSING_SCOPE))
    await signalled
    expect(await running.ended).toMatchObject({ code: 0, signal: null })
    expect(await world.look(number)).toMatchObject(ONCE)
    await start()
    expect(await answered(number)).toMatchObject(ONCE)
  })

  test('right after a webhook answers the issue once, either before it exits or after its next start', async () => {
    const number = await world.file(reportFor(MISSING_SCOPE))
    running.kill('SIGTERM')
    expect(await running.ended).toMatchObject({ code: 0, signal: null })
    await start()
    expect(await answered(number)).toMatchObject(ONCE)
  })
})

describe('a bot that is killed', () => {
  test('before its first write answers only once after the restart', async () => {
    const killed = signalledAt(READING, 'SIGKILL', { forward: false })
    const number = await world.file(reportFor(MISSING_SCOPE))
    await killed
    expect(await running.ended).toMatchObject({ signal: 'SIGKILL' })
    expect(await world.look(number)).toEqual({ labels: [], comments: [] })
    await start()
    expect(await answered(number)).toMatchObject(ONCE)
  })

  test('after sending its comment but before receiving the response finds the comment after the restart', async () => {
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
