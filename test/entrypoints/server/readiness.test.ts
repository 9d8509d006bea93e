import { expect, test } from 'vitest'
import { createReadiness, type ReadinessSources } from '../../../src/entrypoints/server/readiness.ts'

const WELL: ReadinessSources = {
  queue: { backlog: async () => 3 },
  probeWrite: async () => undefined,
  areCredentialsAccepted: async () => true,
  backlogLimit: 10,
  signatures: 40,
  activities: () => [],
  clock: () => 0,
}

/** Asks twice, because the first answer does not wait for GitHub. */
async function readiness(changes: Partial<ReadinessSources>) {
  const ask = createReadiness({ ...WELL, ...changes })
  await ask()
  return ask()
}

const broken = async (): Promise<never> => {
  throw new Error('broken')
}

test('the bot is ready while everything works', async () => {
  expect(await readiness({})).toEqual({
    ready: true,
    store: 'reachable',
    credentials: 'accepted',
    backlog: 3,
    backlogLimit: 10,
    signatures: 40,
    indexes: [],
  })
})

test('the bot is ready while an index is loaded, and says so', async () => {
  const activities = () => ['loading 42 %']
  expect(await readiness({ activities })).toMatchObject({ ready: true, indexes: ['loading 42 %'] })
})

test.each<[string, Partial<ReadinessSources>, object]>([
  ['its store does not answer', { queue: { backlog: broken } }, { store: 'unreachable', backlog: null }],
  ['its store cannot write', { probeWrite: broken }, { store: 'read-only' }],
  ['GitHub refuses the credentials', { areCredentialsAccepted: async () => false }, { credentials: 'refused' }],
  ['the queue is too long', { backlogLimit: 3 }, { backlog: 3, backlogLimit: 3 }],
  ['no signature is loaded', { signatures: 0 }, { signatures: 0 }],
])('the bot is not ready if %s', async (_, changes, why) => {
  expect(await readiness(changes)).toMatchObject({ ready: false, ...why })
})

test('an outage of GitHub does not make the bot unready', async () => {
  expect(await readiness({ areCredentialsAccepted: broken })).toMatchObject({ ready: true, credentials: 'unknown' })
})

test('however often somebody asks, the store is written once in ten seconds and GitHub asked once a minute', async () => {
  let now = 0
  const calls = { writes: 0, github: 0 }
  const ask = createReadiness({
    ...WELL,
    clock: () => now,
    async probeWrite() {
      calls.writes += 1
    },
    async areCredentialsAccepted() {
      calls.github += 1
      return true
    },
  })
  for (; now < 60_000; now += 1_000) await ask()
  expect(calls).toEqual({ writes: 6, github: 1 })
  await ask()
  expect(calls.github).toBe(2)
})

test('mended credentials make the bot ready again', async () => {
  let now = 0
  let accepted = false
  const ask = createReadiness({ ...WELL, clock: () => now, areCredentialsAccepted: async () => accepted })
  await ask()
  expect(await ask()).toMatchObject({ ready: false })
  accepted = true
  now = 60_000
  await ask()
  expect(await ask()).toMatchObject({ ready: true })
})
