import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunningBot } from '../../src/entrypoints/server/serve.ts'
import {
  INVALID_SCOPE,
  type LocalWorld,
  MISSING_SCOPE,
  NEEDS_EVIDENCE,
  place,
  reportFor,
  startLocalWorld,
} from '../support/local-world.ts'

let world: LocalWorld
let bot: RunningBot

beforeAll(async () => {
  world = await startLocalWorld()
  bot = await world.startBot()
})

afterAll(async () => {
  await bot.stop()
  await world.close()
})

const maintainer = () => world.github.maintainer.octokit.rest.issues

async function answered(label: string): Promise<number> {
  const number = await world.file(reportFor(label))
  await bot.idle()
  return number
}

async function edited(number: number, change: Parameters<LocalWorld['edit']>[1]): Promise<void> {
  await world.edit(number, change)
  await bot.idle()
}

/**
 * Files a report, and lets a person act after the bot has read the issue but before it re-checks the issue and writes.
 */
async function interrupted(act: (number: number) => Promise<unknown>, label = MISSING_SCOPE): Promise<number> {
  const number = await world.unheard(async () => world.file(reportFor(label)))
  world.gateway.stepIn(new RegExp(`^GET /repos/acme/gateway/issues/${number}/timeline`), async (forward) => {
    await act(number)
    return forward()
  })
  await world.github.webhooks.redeliver(String(world.github.webhooks.deliveries.at(-1)?.id))
  await bot.idle()
  return number
}

describe('a label', () => {
  test('removed by a maintainer stays removed when the reporter edits, and the answer is taken back', async () => {
    const number = await answered(MISSING_SCOPE)
    await maintainer().removeLabel({ ...place(world, number), name: MISSING_SCOPE })
    await edited(number, { body: `${reportFor(MISSING_SCOPE).body}\nStill so today.\n` })
    const { labels, comments } = await world.look(number)
    expect([labels, comments.length]).toEqual([[], 1])
    expect(comments[0]?.body).toContain('withdrawn')
  })

  test('added by a maintainer is never removed by the bot', async () => {
    const number = await answered(MISSING_SCOPE)
    await maintainer().addLabels({ ...place(world, number), labels: [NEEDS_EVIDENCE, 'bug'] })
    await edited(number, reportFor(INVALID_SCOPE))
    const { labels } = await world.look(number)
    expect([...labels].sort()).toEqual([INVALID_SCOPE, 'bug', NEEDS_EVIDENCE].sort())
  })

  test('stays if a maintainer adds it again after the bot removed it', async () => {
    const number = await answered(MISSING_SCOPE)
    await edited(number, reportFor(INVALID_SCOPE))
    await maintainer().addLabels({ ...place(world, number), labels: [MISSING_SCOPE] })
    await edited(number, { title: 'Login still comes back with invalid_scope' })
    expect([...(await world.look(number)).labels].sort()).toEqual([INVALID_SCOPE, MISSING_SCOPE].sort())
  })
})

describe("the bot's comment", () => {
  test('is not written again if a person deleted it', async () => {
    const number = await answered(MISSING_SCOPE)
    const { comments } = await world.look(number)
    const { owner, repo } = place(world, number)
    await maintainer().deleteComment({ owner, repo, comment_id: Number(comments[0]?.id) })
    await edited(number, reportFor(INVALID_SCOPE))
    expect(await world.look(number)).toEqual({ labels: [INVALID_SCOPE], comments: [] })
  })

  test("is not confused with a person's copy of it, including the marker", async () => {
    const [own] = (await world.look(await answered(MISSING_SCOPE))).comments
    const number = await world.unheard(() => world.file(reportFor(MISSING_SCOPE)))
    const { id } = world.github.webhooks.deliveries.findLast(({ event }) => event === 'issues.opened') ?? { id: '' }
    await world.github.reporter.octokit.rest.issues.createComment({ ...place(world, number), body: own?.body ?? '' })
    await world.github.webhooks.redeliver(id)
    await bot.idle()
    await edited(number, reportFor(INVALID_SCOPE))
    const { comments } = await world.look(number)
    expect(comments.map(({ by }) => by)).toEqual(['reporter', 'auth-triage[bot]'])
    expect(comments[0]?.body).toBe(own?.body)
    expect(comments[1]?.body).toContain('invalid_scope')
  })
})

describe('an issue', () => {
  test('that is closed in the meantime gets no comment and no label', async () => {
    const number = await interrupted((it) => maintainer().update({ ...place(world, it), state: 'closed' }))
    expect(await world.look(number)).toEqual({ labels: [], comments: [] })
  })

  test('that is locked in the meantime gets no comment and no label', async () => {
    const number = await interrupted((it) => maintainer().lock({ ...place(world, it), lock_reason: 'spam' }))
    expect(await world.look(number)).toEqual({ labels: [], comments: [] })
  })

  test('that is edited after it was closed keeps its comment unchanged', async () => {
    const number = await answered(MISSING_SCOPE)
    const before = await world.look(number)
    await maintainer().update({ ...place(world, number), state: 'closed' })
    await edited(number, reportFor(INVALID_SCOPE))
    expect(await world.look(number)).toEqual(before)
  })

  test('that is reopened is answered', async () => {
    const number = await interrupted(
      (it) => maintainer().update({ ...place(world, it), state: 'closed' }),
      INVALID_SCOPE,
    )
    await world.delivered('issues.reopened', () => maintainer().update({ ...place(world, number), state: 'open' }))
    await bot.idle()
    expect(await world.look(number)).toMatchObject({ labels: [INVALID_SCOPE], comments: [{ by: 'auth-triage[bot]' }] })
  })
})
