import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import nock from 'nock'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { parseSettings } from '../../../src/core/settings/parse-settings.ts'
import { runCommand, temporaryFolder } from '../../support/command-line.ts'
import { useRecordedReplies } from '../../support/recorded-replies.ts'

useRecordedReplies()

const LINE = 'Missing user:mcp_servers scope (scopes=user:inference)'
const TOKEN = `ghp_${'a1B2'.repeat(9)}`
const MARKUP = '<script>alert(1)</script> @octocat #12'

const EXPORTED = [
  {
    number: 3,
    title: `No tools ${MARKUP}`,
    body: `\`\`\`\n${LINE} ${TOKEN}\n\`\`\``,
    labels: [{ name: 'area:auth' }],
    createdAt: '2026-05-01T00:00:00Z',
    author: { login: 'ada' },
    state: 'CLOSED',
    comments: [{ author: { login: 'keeper' }, authorAssociation: 'MEMBER', body: `It was \`${LINE}\`.` }],
  },
  {
    number: 2,
    title: 'Scroll bar flickers',
    body: 'It flickers.',
    labels: [],
    author: { login: 'bob' },
    state: 'OPEN',
  },
  { number: 1, title: 'Bump x', body: LINE, author: { login: 'app/renovate', is_bot: true }, state: 'OPEN' },
]

async function fromFile(command: 'rehearse' | 'contract', ...options: readonly string[]) {
  await using it = await temporaryFolder([{ path: 'issues.json', text: JSON.stringify(EXPORTED) }])
  const out = join(it.folder, 'pages')
  const given = command === 'rehearse' ? ['--out', out] : []
  const ran = await runCommand(command, 'acme/app', '--from', join(it.folder, 'issues.json'), ...given, ...options)
  const page = (kind: string) => readFile(join(out, `rehearsal-acme-app.${kind}`), 'utf8').catch(() => '')
  return { ...ran, markdown: await page('md'), html: await page('html') }
}

describe('rehearse on exported issues', () => {
  test('writes both pages, with the surest answer, its thread and settings that are valid', async () => {
    const { code, out, markdown, html } = await fromFile('rehearse')
    expect(code).toBe(0)
    expect(out).toMatch(/^Of 2 issues: silent on 1, one question on 0, a cause named on 1\./)
    expect(markdown).toContain('| the end of the thread names the same cause | 1 | 100.0 % |')
    expect(markdown).toContain('`missing-scope`')
    const settings = /```yaml\n([\s\S]*?)```/.exec(markdown)?.[1] ?? ''
    expect(parseSettings(settings).settings).toMatchObject({ mode: 'label-only', labels: { all: ['area:auth'] } })
    expect(html).toContain('<h1>Rehearsal of auth-triage on acme/app</h1>')
  })

  test('shows no credential, no live markup and no mention', async () => {
    const { markdown, html } = await fromFile('rehearse')
    expect(markdown + html).not.toContain(TOKEN)
    expect(html).not.toContain('<script>')
    expect(markdown).toContain('`@octocat`')
  })

  test('prints figures as JSON and then writes no page', async () => {
    const { out, markdown } = await fromFile('rehearse', '--json')
    expect(JSON.parse(out)).toMatchObject({ issues: 2, assert: 1, silent: 1, verdicts: { agrees: 1 } })
    expect(markdown).toBe('')
  })

  test('explains a file that is no export', async () => {
    await using it = await temporaryFolder([{ path: 'x.json', text: '[{"number":1,"title":"a"},{"number":2}]' }])
    const { code, err } = await runCommand('rehearse', 'acme/app', '--from', join(it.folder, 'x.json'))
    expect(code).toBe(1)
    expect(err).toMatch(/issue 2 is incomplete\.\nWrite the file with `gh issue list /)
  })
})

describe('rehearse on GitHub', () => {
  const issue = (number: number, body: string, changes = {}) => ({
    ...{
      number,
      title: 'Fails',
      body,
      state: 'closed',
      labels: [{ name: 'auth' }],
      user: { login: 'ada', type: 'User' },
    },
    ...{ comments: 1, locked: false, created_at: '2026-05-01T00:00:00Z', updated_at: '2026-05-01T00:00:00Z' },
    ...changes,
  })
  const list = (reply: readonly object[]) =>
    nock('https://api.github.com').get('/repos/acme/app/issues').query(true).reply(200, reply)
  const labels = () =>
    nock('https://api.github.com')
      .get('/repos/acme/app/labels')
      .query(true)
      .reply(200, [{ name: 'auth' }])
  const comments = (number: number) =>
    nock('https://api.github.com').get(`/repos/acme/app/issues/${number}/comments`).query(true)
  /** `useRecordedReplies` refuses every other call, so a write fails the test. */
  const rehearse = () => runCommand('rehearse', 'acme/app', '--last', '3', '--json')

  test('reads lists, labels and the threads of answered issues, and nothing else', async () => {
    list([
      issue(4, LINE),
      issue(3, 'It flickers.'),
      issue(2, LINE, { pull_request: {} }),
      issue(1, LINE, { comments: 0 }),
    ])
    labels()
    comments(4).reply(200, [{ body: `Yes: ${LINE}`, user: { login: 'ada', type: 'User' }, author_association: 'NONE' }])
    const { code, out } = await rehearse()
    expect(code).toBe(0)
    const figures = JSON.parse(out)
    expect(figures).toMatchObject({ issues: 3, assert: 2, verdicts: { agrees: 1, 'says-nothing': 1, unread: 0 } })
    expect(parseSettings(figures.settings).settings?.labels.all).toEqual(['auth'])
  })

  test('says what it could not read once the rate limit is used up', async () => {
    list([issue(2, LINE), issue(1, LINE)])
    labels()
    comments(2).reply(
      403,
      { message: 'API rate limit exceeded' },
      { 'x-ratelimit-remaining': '0', 'retry-after': '60' },
    )
    expect(JSON.parse((await rehearse()).out)).toMatchObject({ verdicts: { unread: 2 } })
  })

  test('says when to run it again if no call is left', async () => {
    const limited = { 'x-ratelimit-remaining': '0', 'retry-after': '600' }
    nock('https://api.github.com').get('/repos/acme/app/issues').query(true).reply(403, {}, limited)
    const { code, err } = await rehearse()
    expect([code, err]).toEqual([1, expect.stringContaining('Run the command again in 10 min.')])
  })

  test('explains that GitHub does not show the repository', async () => {
    nock('https://api.github.com').get('/repos/acme/app/issues').query(true).reply(404, {})
    const { code, err } = await rehearse()
    expect(code).toBe(1)
    expect(err).toMatch(/^GitHub shows no issues in acme\/app\.\n/)
  })
})

describe('contract', () => {
  test('prints a form that can be committed as it is', async () => {
    const { code, out } = await fromFile('contract', '--form')
    expect(code).toBe(0)
    expect(parse(out)).toMatchObject({ name: 'Authentication problem', labels: ['area:auth'] })
  })

  test('prints the page with the form, or one JSON document', async () => {
    expect((await fromFile('contract')).out).toMatch(
      /^# What reports in acme\/app lack\n[\s\S]*```yaml\nname: Authentication/,
    )
    expect(JSON.parse((await fromFile('contract', '--json')).out)).toMatchObject({ issues: 2, questions: 0 })
  })
})
