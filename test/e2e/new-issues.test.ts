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

/** Files an issue and waits until the bot is idle. */
async function answered(label: string | null): Promise<number> {
  const number = await world.file(reportFor(label))
  await bot.idle()
  return number
}

async function edited(number: number, change: Parameters<LocalWorld['edit']>[1]): Promise<void> {
  await world.edit(number, change)
  await bot.idle()
}

describe('a new issue', () => {
  test('about a known failure gets its label and one comment', async () => {
    const { labels, comments } = await world.look(await answered(MISSING_SCOPE))
    expect(labels).toEqual([MISSING_SCOPE])
    expect(comments).toEqual([{ id: expect.any(Number), by: 'auth-triage[bot]', body: expect.any(String) }])
    expect(comments[0]?.body).toContain('Missing user:mcp_servers scope (scopes=user:inference)')
  })

  test('gets a label with a colour and a description', async () => {
    const { owner, repo } = place(world, await answered(INVALID_SCOPE))
    const { data } = await world.github.maintainer.octokit.rest.issues.getLabel({ owner, repo, name: INVALID_SCOPE })
    expect(data).toMatchObject({ color: '5319e7', description: expect.stringMatching(/\S/) })
  })

  test('that is unclear gets a question and the label for missing evidence', async () => {
    const { labels, comments } = await world.look(await answered(NEEDS_EVIDENCE))
    expect(labels).toEqual([NEEDS_EVIDENCE])
    expect(comments).toHaveLength(1)
    expect(comments[0]?.body).toContain('the cause is unclear')
  })

  test('that is not about authentication gets nothing', async () => {
    const before = world.gateway.writes.length
    const number = await answered(null)
    expect(await world.look(number)).toEqual({ labels: [], comments: [] })
    expect(world.gateway.writes).toHaveLength(before)
  })
})

describe('an edited issue', () => {
  test('is diagnosed again, which edits the comment in place and replaces the label', async () => {
    const number = await answered(MISSING_SCOPE)
    const [before] = (await world.look(number)).comments
    await edited(number, reportFor(INVALID_SCOPE))
    const { labels, comments } = await world.look(number)
    expect(labels).toEqual([INVALID_SCOPE])
    expect(comments.map(({ id }) => id)).toEqual([before?.id])
    expect(comments[0]?.body).toContain('invalid_scope')
  })

  test("with enough evidence gets the cause's label instead of the question", async () => {
    const number = await answered(NEEDS_EVIDENCE)
    await edited(number, reportFor(MISSING_SCOPE))
    const { labels, comments } = await world.look(number)
    expect(labels).toEqual([MISSING_SCOPE])
    expect(comments).toHaveLength(1)
  })

  test('that is no longer about authentication loses its label, and the comment is taken back', async () => {
    const number = await answered(MISSING_SCOPE)
    await edited(number, reportFor(null))
    const { labels, comments } = await world.look(number)
    expect(labels).toEqual([])
    expect(comments.map(({ body }) => body)).toEqual([expect.stringContaining('no longer applies')])
  })

  test('with the same evidence causes no writes', async () => {
    const number = await answered(MISSING_SCOPE)
    const before = world.gateway.writes.length
    await edited(number, { body: `${reportFor(MISSING_SCOPE).body}\nThanks in advance!\n` })
    expect(world.gateway.writes).toHaveLength(before)
  })
})
