/** Tests when a duplicate is linked, and what its link says, with the emulated GitHub. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFileNetwork } from '../../src/entrypoints/cli/demo/file-network.ts'
import type { RunningBot } from '../../src/entrypoints/server/serve.ts'
import { type LocalWorld, place, startLocalWorld } from '../support/local-world.ts'

const FILE = 'https://127.0.0.1/user-attachments/files/90210418/gateway.log'

/** Each test has a failure of its own: another scope at another time of the log. */
const logOf = (scope: string) =>
  `[DEBUG] [claudeai-mcp] fetching connectors for ${scope}\n[DEBUG] [claudeai-mcp] Missing ${scope} scope (scopes=user:inference)`
const fenced = (scope: string) => `\n\`\`\`\n${logOf(scope)}\n\`\`\`\n`
const VAGUE =
  'My connectors lost their login in Cowork since this morning, and I do not know why. Nothing I tried helps.\n'

let world: LocalWorld
let bot: RunningBot

beforeAll(async () => {
  world = await startLocalWorld()
  bot = await world.startBot({}, { network: createFileNetwork(new Map([[FILE, logOf('user:files')]])) })
})

afterAll(async () => {
  await bot.stop()
  await world.close()
})

async function file(title: string, body: string): Promise<number> {
  const number = await world.file({ title, body })
  await bot.idle()
  return number
}

async function say(who: 'reporter' | 'maintainer', number: number, body: string): Promise<void> {
  const { issues } = world.github[who].octokit.rest
  await world.delivered('issue_comment.created', () => issues.createComment({ ...place(world, number), body }))
  await bot.idle()
}

async function closeAsFixed(number: number): Promise<void> {
  const { issues } = world.github.maintainer.octokit.rest
  const closed = { state: 'closed', state_reason: 'completed' } as const
  await world.delivered('issues.closed', () => issues.update({ ...place(world, number), ...closed }))
  await bot.idle()
}

async function answerOn(number: number): Promise<string> {
  const { comments } = await world.look(number)
  return comments.find(({ by }) => by.endsWith('[bot]'))?.body ?? ''
}

const linkTo = (number: number) => new RegExp(`Reported before:\\*\\*[^\\n]*issues/${number}\\)`)

test('a duplicate is linked when it is opened', async () => {
  const first = await file('No tools in Cowork', `${VAGUE}${fenced('user:mail')}`)
  expect(await answerOn(first)).not.toMatch(/Reported before/)
  const second = await file('Connectors show nothing', `${VAGUE}Please help.\n${fenced('user:mail')}`)
  expect(await answerOn(second)).toMatch(linkTo(first))
})

test('a duplicate is linked when a comment makes it one', async () => {
  const first = await file('No calendar in Cowork', `${VAGUE}${fenced('user:calendar')}`)
  const second = await file('Login lost', VAGUE)
  expect(await answerOn(second)).not.toMatch(/Reported before/)
  await say('reporter', second, `The log says:\n${fenced('user:calendar')}`)
  expect(await answerOn(second)).toMatch(linkTo(first))
})

test('a duplicate is linked when an edit makes it one', async () => {
  const first = await file('No notes in Cowork', `${VAGUE}${fenced('user:notes')}`)
  const second = await file('Login is gone', VAGUE)
  await world.edit(second, { body: `${VAGUE}${fenced('user:notes')}` })
  await bot.idle()
  expect(await answerOn(second)).toMatch(linkTo(first))
})

test('a duplicate is linked when an attached log makes it one', async () => {
  const first = await file('No files in Cowork', `${VAGUE}${fenced('user:files')}`)
  const second = await file('No files after the login', VAGUE)
  expect(await answerOn(second)).not.toMatch(/Reported before/)
  await say('reporter', second, `Here is the whole log: [gateway.log](${FILE})`)
  expect(await answerOn(second)).toMatch(linkTo(first))
})

const withVersion = (version: string, scope: string) => `Cowork, version ${version}. ${VAGUE}${fenced(scope)}`

test.each([
  ['an older version', '1.2.2', 'user:tasks', /This report names 1\.2\.2: update first\.$/m],
  ['a newer version', '1.3.0', 'user:plans', /\*\*For maintainers:\*\*[^\n]*may be a regression/],
])('a first report that was closed as fixed is said to be fixed, to %s', async (_, version, scope, advice) => {
  const first = await file('No tools in Cowork', withVersion('1.2.3', scope))
  await closeAsFixed(first)
  const second = await file('Tools are missing', withVersion(version, scope))
  const answer = await answerOn(second)
  expect(answer).not.toContain('Reported before')
  expect(answer).toMatch(new RegExp(`\\*\\*Fixed before:\\*\\*[^\\n]*issues/${first}\\)`))
  expect(answer).toMatch(advice)
})

test.each([
  ['an older version', '2.0.2', 'user:contacts', /This report names `2\.0\.2`: update first\.$/m],
  ['a newer version', '2.1.0', 'user:groups', /\*\*For maintainers:\*\*[^\n]*may be a regression/],
])(
  'the version that has the fix is named instead of the closed first report, to %s',
  async (_, version, scope, advice) => {
    const first = await file('No contacts in Cowork', withVersion('2.0.1', scope))
    await say('maintainer', first, '/triage fixed-in 2.0.5')
    await closeAsFixed(first)
    const second = await file('Contacts are missing', withVersion(version, scope))
    const answer = await answerOn(second)
    expect(answer).not.toMatch(/Reported before|Fixed before/)
    expect(answer).toContain('**A fix is claimed in `2.0.5`**')
    expect(answer).toMatch(advice)
  },
)
