import nock from 'nock'
import { Probot } from 'probot'
import { describe, expect, test, vi } from 'vitest'
import { createHookDeliveries, type DeliveryAttempt } from '../../../src/adapters/github/hook-deliveries.ts'
import { UnthrottledOctokit } from '../../../src/adapters/github/self-paced-octokit.ts'
import { startSweeper } from '../../../src/entrypoints/server/periodic-sweeps.ts'
import { failedDeliveries, REDELIVERABLE_MS, sweep } from '../../../src/entrypoints/server/sweep.ts'
import { generateAppKey } from '../../support/app-key.ts'
import { useRecordedReplies } from '../../support/recorded-replies.ts'

const API = 'https://api.github.com'
const NOW = Date.UTC(2026, 10, 20, 12)
const MINUTE = 60_000
const privateKey = generateAppKey()

useRecordedReplies()

/** A client that is authenticated as the App. */
async function hookDeliveries() {
  const probot = new Probot({ appId: 4242, privateKey, secret: 's', Octokit: UnthrottledOctokit, logLevel: 'fatal' })
  return createHookDeliveries(await probot.auth())
}

/** An entry in GitHub's delivery list. */
function entry(id: number, guid: string, minutesAgo: number, status = 500) {
  const at = new Date(NOW - minutesAgo * MINUTE).toISOString()
  const rest = { redelivery: false, duration: 0.3, status: 'x', event: 'issues', action: 'opened', installation_id: 1 }
  return { id, guid, delivered_at: at, status_code: status, repository_id: 1, throttled_at: null, ...rest }
}

const list = (entries: readonly object[], headers: Record<string, string> = {}, query: object = { per_page: '100' }) =>
  nock(API, { reqheaders: { authorization: /^bearer ey/i } })
    .get('/app/hook/deliveries')
    .query({ ...query })
    .reply(200, [...entries], headers)

const again = (id: number) => nock(API).post(`/app/hook/deliveries/${id}/attempts`).reply(202, {})

describe('sweep', () => {
  test('requests failed deliveries again, and no others', async () => {
    list([entry(4, 'd', 6, 200), entry(3, 'c', 7, 0), entry(2, 'b', 8, 503), entry(1, 'a', 9, 202)])
    again(2)
    again(3)
    expect(await sweep({ deliveries: await hookDeliveries(), now: NOW })).toEqual({
      looked: 4,
      failed: 2,
      requested: 2,
    })
  })

  test('skips a delivery with a later successful attempt', async () => {
    list([entry(2, 'a', 6, 200), entry(1, 'a', 30, 500)])
    expect(await sweep({ deliveries: await hookDeliveries(), now: NOW })).toMatchObject({ failed: 0, requested: 0 })
  })

  test('follows the cursor from page to page', async () => {
    list([entry(2, 'b', 6, 200)], { link: `<${API}/app/hook/deliveries?per_page=100&cursor=v1_17>; rel="next"` })
    list([entry(1, 'a', 7)], {}, { per_page: '100', cursor: 'v1_17' })
    again(1)
    expect(await sweep({ deliveries: await hookDeliveries(), now: NOW })).toMatchObject({ looked: 2, requested: 1 })
  })

  test.each([
    ['three days', undefined, REDELIVERABLE_MS / MINUTE],
    ['the given time', NOW - 60 * MINUTE, 60],
    ['three days, even if an earlier time is given', 0, REDELIVERABLE_MS / MINUTE],
  ])('looks back at most %s, and stops reading pages there', async (_, since, minutes) => {
    const link = `<${API}/app/hook/deliveries?per_page=100&cursor=v1_17>; rel="next"`
    list([entry(2, 'b', minutes - 1), entry(1, 'a', minutes + 1)], { link })
    again(2)
    const options = { deliveries: await hookDeliveries(), now: NOW, atOnce: true }
    expect(await sweep(since === undefined ? options : { ...options, since })).toMatchObject({
      looked: 1,
      requested: 1,
    })
  })

  test('requests at most 100, the oldest first', async () => {
    const attempts = Array.from({ length: 130 }, (_, at) => ({
      id: at,
      guid: `${at}`,
      statusCode: 500,
      deliveredAt: NOW - (at + 10) * MINUTE,
    }))
    const requested: number[] = []
    const deliveries = {
      attempts: async function* () {
        yield* attempts
      },
      redeliver: async (id: number) => void requested.push(id),
    }
    expect(await sweep({ deliveries, now: NOW })).toMatchObject({ failed: 130, requested: 100 })
    expect(requested.slice(0, 2)).toEqual([129, 128])
  })

  test.each([
    ['to list them', () => nock(API).get('/app/hook/deliveries').query(true).reply(502)],
    [
      'to send one again',
      () => {
        list([entry(1, 'a', 6)])
        nock(API).post('/app/hook/deliveries/1/attempts').reply(422, { message: 'too old' })
      },
    ],
  ])('rejects if GitHub refuses %s', async (_, refuse) => {
    refuse()
    await expect(sweep({ deliveries: await hookDeliveries(), now: NOW })).rejects.toMatchObject({
      code: 'github-refused',
    })
  })
})

test('waits twice as long after each failed attempt', () => {
  const tries = (count: number): DeliveryAttempt[] =>
    Array.from({ length: count }, (_, id) => ({ id, guid: 'a', statusCode: 500, deliveredAt: NOW - id }))
  const waits = [1, 2, 3, 4].map((count) => ((failedDeliveries(tries(count))[0]?.dueAt ?? 0) - NOW) / MINUTE)
  expect(waits).toEqual([5, 10, 20, 40])
})

test('the sweeper continues after a failed sweep, until it is stopped', async () => {
  let attempts = 0
  const warnings: unknown[] = []
  const deliveries = async () => {
    attempts += 1
    throw new Error('no network')
  }
  const log = { warn: (it: unknown) => void warnings.push(it) }
  const sweeper = startSweeper({ deliveries, everyMs: 1, clock: () => NOW, log })
  await vi.waitFor(() => expect(attempts).toBeGreaterThan(2))
  await sweeper.stop()
  expect(warnings.length).toBe(attempts)
})
