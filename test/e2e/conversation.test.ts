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

/** Files a report and waits until the bot has handled it. */
async function answered(label: string): Promise<number> {
  const number = await world.file(reportFor(label))
  await bot.idle()
  return number
}

/** Writes a comment and waits until the bot has handled it. Returns its id. */
async function say(who: 'reporter' | 'maintainer', number: number, body: string): Promise<number> {
  const { issues } = world.github[who].octokit.rest
  const { result } = await world.delivered('issue_comment.created', () =>
    issues.createComment({ ...place(world, number), body }),
  )
  await bot.idle()
  return result.data.id
}

async function own(number: number): Promise<string> {
  const { comments } = await world.look(number)
  return comments.find(({ by }) => by.endsWith('[bot]'))?.body ?? ''
}

describe('a question', () => {
  test('turns into the diagnosis in the same comment and loses its label when the missing line is added', async () => {
    const number = await answered(NEEDS_EVIDENCE)
    const before = await world.look(number)
    expect(before.labels).toEqual([NEEDS_EVIDENCE])
    await world.edit(number, { body: reportFor(MISSING_SCOPE).body })
    await bot.idle()
    const after = await world.look(number)
    expect(after.labels).toEqual([MISSING_SCOPE])
    expect(after.comments.map(({ id }) => id)).toEqual(before.comments.map(({ id }) => id))
    expect(after.comments[0]?.body).toContain('This looks like')
  })
})

test('a question turns into the diagnosis when a comment contains the missing line', async () => {
  const number = await answered(NEEDS_EVIDENCE)
  const line = '2026-05-26T16:24:42.742Z [DEBUG] [claudeai-mcp] Missing user:mcp_servers scope (scopes=user:inference)'
  await say('reporter', number, `Here it is:\n\n\`\`\`\n${line}\n\`\`\`\n`)
  const { labels, comments } = await world.look(number)
  expect(labels).toEqual([MISSING_SCOPE])
  expect(comments.filter(({ by }) => by.endsWith('[bot]'))).toHaveLength(1)
})

describe('a command', () => {
  test('`wrong` from the reporter permanently takes back the answer and the label', async () => {
    const number = await answered(MISSING_SCOPE)
    const id = await say('reporter', number, 'No, we have that scope.\n\n/triage wrong')
    expect(await own(number)).toContain('withdrawn because someone said it was wrong')
    expect((await world.look(number)).labels).toEqual([])
    expect(world.gateway.reactions).toContain(`${id} +1`)
    await world.edit(number, { body: `${reportFor(MISSING_SCOPE).body}\nStill so.\n` })
    await bot.idle()
    expect((await world.look(number)).labels).toEqual([])
  })

  test('`is` from a maintainer sets the cause and overrides the reporter', async () => {
    const number = await answered(MISSING_SCOPE)
    await say('maintainer', number, '/triage is invalid-scope')
    await say('reporter', number, '/triage wrong invalid-scope')
    expect(await own(number)).toContain('A maintainer says this is')
    expect((await world.look(number)).labels).toEqual([INVALID_SCOPE])
  })

  test('for maintainers is refused with a reason if a reporter gives it, and changes nothing else', async () => {
    const number = await answered(MISSING_SCOPE)
    const id = await say('reporter', number, '/triage is invalid-scope')
    expect(world.gateway.reactions).toContain(`${id} confused`)
    expect(await own(number)).toContain('`/triage is invalid-scope` was not carried out: only maintainers')
    expect((await world.look(number)).labels).toEqual([MISSING_SCOPE])
  })

  test('in a quoted reply is ignored', async () => {
    const number = await answered(MISSING_SCOPE)
    const before = await own(number)
    await say('reporter', number, '> /triage stop\n\nWhat does that do?')
    expect(await own(number)).toBe(before)
  })

  test('`explain` lists the evidence by clause, and `help` lists the commands', async () => {
    const number = await answered(MISSING_SCOPE)
    await say('reporter', number, '/triage explain\n/triage help')
    const body = await own(number)
    expect(body).toContain('What would change the answer')
    expect(body).toContain('`/triage stop`')
    expect(body).not.toContain('`/triage undo`')
  })

  test('`stop` silences the bot on that issue, and on no other issue', async () => {
    const number = await answered(MISSING_SCOPE)
    await say('maintainer', number, '/triage stop')
    const before = await world.look(number)
    await world.edit(number, reportFor(INVALID_SCOPE))
    await say('maintainer', number, '/triage')
    const after = await world.look(number)
    expect(after.labels).toEqual(before.labels)
    expect(after.comments[0]).toEqual(before.comments[0])
    expect((await world.look(await answered(MISSING_SCOPE))).labels).toEqual([MISSING_SCOPE])
  })

  test('`undo` restores the labels and the comment from before the last write, one write at a time', async () => {
    const number = await answered(MISSING_SCOPE)
    const before = await own(number)
    await say('reporter', number, '/triage worked 2')
    expect(await own(number)).not.toBe(before)
    await say('maintainer', number, '/triage undo')
    expect([(await world.look(number)).labels, await own(number)]).toEqual([[MISSING_SCOPE], before])
    await say('maintainer', number, '/triage undo')
    expect([(await world.look(number)).labels, await own(number)]).toEqual([[], ''])
  })

  test('`undo` deletes a comment whose earlier text quotes what was edited away', async () => {
    const number = await answered(MISSING_SCOPE)
    await world.edit(number, reportFor(INVALID_SCOPE))
    await bot.idle()
    expect((await world.look(number)).labels).toEqual([INVALID_SCOPE])
    await say('maintainer', number, '/triage undo')
    expect([(await world.look(number)).labels, await own(number)]).toEqual([[MISSING_SCOPE], ''])
  })

  test('`worked` adds advice on preventing the failure to the end of the comment', async () => {
    const number = await answered(MISSING_SCOPE)
    await say('reporter', number, '/triage worked 2')
    expect(await own(number)).toMatch(/^Solved by “[^”]+”: \*\*Token is missing a required scope/m)
    expect(await own(number)).toContain('To keep it from coming back')
  })
})

describe('an action', () => {
  test('by a maintainer who removes the label takes the answer back', async () => {
    const number = await answered(MISSING_SCOPE)
    const { issues } = world.github.maintainer.octokit.rest
    await world.delivered('issues.unlabeled', () =>
      issues.removeLabel({ ...place(world, number), name: MISSING_SCOPE }),
    )
    await bot.idle()
    expect(await own(number)).toContain('withdrawn because someone said it was wrong')
  })

  test('by the reporter who closes the issue as completed marks the comment as solved', async () => {
    const number = await answered(MISSING_SCOPE)
    const { issues } = world.github.reporter.octokit.rest
    const close = { ...place(world, number), state: 'closed', state_reason: 'completed' } as const
    await world.delivered('issues.closed', () => issues.update(close))
    await bot.idle()
    expect(await own(number)).toContain('Solved')
  })
})
