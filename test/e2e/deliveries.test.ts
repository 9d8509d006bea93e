import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openStore } from '../../src/adapters/store/open.ts'
import type { RunningBot } from '../../src/entrypoints/server/serve.ts'
import {
  INVALID_SCOPE,
  type LocalWorld,
  MISSING_SCOPE,
  place,
  reportFor,
  repositoryIdOf,
  startLocalWorld,
} from '../support/local-world.ts'
import { loadWebhook } from '../support/webhooks.ts'

let world: LocalWorld
let bot: RunningBot

beforeAll(async () => {
  world = await startLocalWorld({ neighbour: { owner: 'quiet', name: 'corner' } })
  bot = await world.startBot()
})

afterAll(async () => {
  await bot.stop()
  await world.close()
})

const deliveries = () => world.github.webhooks.deliveries

/** Files a report and edits it while webhooks are being lost. Returns the ids of both webhooks. */
async function openedAndEdited() {
  return world.unheard(async () => {
    const number = await world.file(reportFor(MISSING_SCOPE))
    const opened = deliveries().at(-1)?.id ?? ''
    await world.edit(number, reportFor(INVALID_SCOPE))
    return { number, opened, edited: deliveries().at(-1)?.id ?? '' }
  })
}

/** Returns a webhook fixture changed to be about an existing issue. */
async function webhookAbout(number: number) {
  const payload = loadWebhook('issues.opened')
  payload.installation.id = world.github.installationId
  payload.repository.id = await repositoryIdOf(world)
  payload.repository.name = world.github.repository.name
  payload.repository.owner.login = world.github.repository.owner
  payload.issue.number = number
  return payload
}

describe('a delivery', () => {
  test('that arrives again with the same id does nothing', async () => {
    const number = await world.file(reportFor(MISSING_SCOPE))
    await bot.idle()
    const before = await world.look(number)
    const requests = world.gateway.requests.length
    const { id } = deliveries().findLast(({ event }) => event === 'issues.opened') ?? { id: '' }
    expect(await world.github.webhooks.redeliver(id)).toMatchObject({ status: 200 })
    await bot.idle()
    expect(world.gateway.requests).toHaveLength(requests)
    expect(await world.look(number)).toEqual(before)
  })

  test.each([
    ['in order', (opened: string, edited: string) => [opened, edited]],
    ['in the wrong order', (opened: string, edited: string) => [edited, opened]],
  ])('for an older event and one for a newer event, %s, give the same result', async (_, order) => {
    const { number, opened, edited } = await openedAndEdited()
    for (const id of order(opened, edited)) {
      await world.github.webhooks.redeliver(id)
      await bot.idle()
    }
    const { labels, comments } = await world.look(number)
    expect(labels).toEqual([INVALID_SCOPE])
    expect(comments.map(({ body }) => body)).toEqual([expect.stringContaining('invalid_scope')])
  })

  test('and another delivery about the same issue at the same time lead to one comment', async () => {
    const { number, opened, edited } = await openedAndEdited()
    await Promise.all([opened, edited, opened].map((id) => world.github.webhooks.redeliver(id)))
    await bot.idle()
    expect(await world.look(number)).toMatchObject({ labels: [INVALID_SCOPE], comments: [{ by: 'auth-triage[bot]' }] })
  })
})

describe('an ignored event', () => {
  test.each([
    ['a pull request', { issue: { pull_request: { url: 'https://api.github.com/repos/acme/gateway/pulls/1' } } }],
    ['an action by another bot', { sender: { login: 'renovate[bot]', type: 'Bot' } }],
    ['one of our own actions', { action: 'edited', sender: { login: 'auth-triage[bot]', type: 'Bot' } }],
    ['an issue opened by another bot', { issue: { user: { login: 'renovate[bot]', type: 'Bot' } } }],
    ['a labelled issue', { action: 'labeled' }],
    ['an unknown action', { action: 'pondered' }],
  ])('is acknowledged and not stored: %s', async (_, change: { issue?: object; action?: string; sender?: object }) => {
    const payload = await webhookAbout(1)
    const requests = world.gateway.requests.length
    const stored = world.queue().known
    const changed = { ...payload, ...change, issue: { ...payload.issue, ...change.issue } }
    expect(await world.github.webhooks.send('issues', changed)).toMatchObject({ status: 200 })
    await bot.idle()
    expect(world.queue().known).toBe(stored)
    expect(world.gateway.requests).toHaveLength(requests)
  })
})

test('a busy installation does not delay another installation', async () => {
  await bot.stop()
  bot = await world.startBot({ writeGapMs: 40 })
  const { rest } = world.github.reporter.octokit
  const { known } = world.queue()
  const busy = await Promise.all(Array.from({ length: 12 }, () => world.file(reportFor(MISSING_SCOPE))))
  await vi.waitFor(() => expect(world.queue().known).toBe(known + busy.length), { interval: 5 })
  const quiet = { owner: 'quiet', repo: 'corner' }
  const { data } = await rest.issues.create({ ...quiet, ...reportFor(MISSING_SCOPE) })
  await vi.waitFor(
    async () => {
      const comments = await rest.issues.listComments({ ...quiet, issue_number: data.number })
      expect(comments.data).toHaveLength(1)
    },
    { timeout: 10_000, interval: 5 },
  )
  const looks = await Promise.all(busy.map((number) => world.look(number)))
  expect(looks.filter(({ comments }) => comments.length > 0).length).toBeLessThan(5)
  await bot.idle()
  expect(await Promise.all(busy.map(async (number) => (await world.look(number)).comments.length))).toEqual(
    busy.map(() => 1),
  )
})

test("a repository's stored data is deleted when the App is uninstalled", async () => {
  const number = await world.file(reportFor(MISSING_SCOPE))
  await bot.idle()
  const { owner, repo } = place(world, number)
  const gone = { action: 'deleted', installation: { id: 1001 }, repositories: [{ full_name: `${owner}/${repo}` }] }
  await world.github.webhooks.send('installation', gone)
  await bot.idle()
  const { store } = await openStore({ path: world.storePath })
  const ref = { owner, repo, number }
  expect([await store.ownCommentId(ref), await store.decisions(ref)]).toEqual([null, []])
  await store.close()
})
