import { join } from 'node:path'
import nock from 'nock'
import { describe, expect, test } from 'vitest'
import { runCommand, temporaryFolder } from '../../support/command-line.ts'
import { useRecordedReplies } from '../../support/recorded-replies.ts'

const LOG_LINE = 'Missing user:mcp_servers scope (scopes=user:inference)'
const TOKEN = `ghp_${'a1B2'.repeat(9)}`
const LOG = `starting\nAuthorization: Bearer ${TOKEN}\n${LOG_LINE}\nstopping\n`

useRecordedReplies()

async function check(text: string, ...args: readonly string[]) {
  await using it = await temporaryFolder([{ path: 'sdk-debug.txt', text }])
  return await runCommand('check', join(it.folder, 'sdk-debug.txt'), ...args)
}

describe('check', () => {
  test('prints diagnosis, checklist and excerpt without a network', async () => {
    const { code, out, err } = await check(LOG)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^This looks like \*\*Token is missing a required scope/)
    expect(out).toContain('**What to check**')
    expect(out).toContain('starting\nAuthorization: Bearer [redacted:github-token]\n')
    expect(out).not.toContain(TOKEN)
  })

  test('prints the end of a log without a known failure, and says so', async () => {
    const { out } = await check('quiet\n')
    expect(out).toMatch(/^No known authentication failure was found here\.[\s\S]*\n\nquiet$/)
  })

  test('prints the triage and the excerpt as JSON', async () => {
    const { out } = await check(LOG, '--json')
    expect(JSON.parse(out)).toMatchObject({
      signature: 'missing-scope',
      prefill: null,
      excerpt: expect.stringContaining(LOG_LINE),
    })
  })

  describe('with a repository', () => {
    const api = () => nock('https://api.github.com')
    const newest = () => {
      api()
        .get(/^\/repos\/octo\/(?:app|\.github)\/contents\//)
        .reply(404, {})
        .persist()
      return api()
        .get('/repos/octo/app/issues')
        .query({ state: 'all', sort: 'created', direction: 'desc', per_page: '100' })
    }
    const labelled = () =>
      api().get('/repos/octo/app/issues').query({ labels: 'auth: missing scope', state: 'all', per_page: '5' })
    const issue = (number: number, title: string, body = '') => ({
      number,
      title,
      body,
      state: 'open',
      user: { login: 'somebody', type: 'User' },
      labels: [],
      locked: false,
      created_at: '2026-05-01T00:00:00Z',
      updated_at: '2026-05-01T00:00:00Z',
      closed_at: null,
      html_url: `https://github.com/octo/app/issues/${number}`,
    })

    test('lists earlier reports of the same failure, with the shared line', async () => {
      const same = {
        ...issue(7, `No tools with ${TOKEN}`, `\`\`\`\n${LOG_LINE}\n\`\`\``),
        created_at: new Date().toISOString(),
      }
      newest().reply(200, [issue(9, 'Dark theme'), { ...same, number: 8, pull_request: {} }, same])
      labelled().reply(200, [])
      const { out } = await check(LOG, '--repo', 'octo/app')
      expect(out).toContain('Already reported:\n- #7 No tools with [redacted')
      expect(out).toContain('(open): https://github.com/octo/app/issues/7\n  same line; same failure')
      expect(out).toContain(`  there: ${LOG_LINE}\n  here:  ${LOG_LINE}`)
      expect(out).not.toMatch(/#8|#9/)
    })

    test('lists older issues with the label, and requests nothing else', async () => {
      newest().reply(200, [])
      labelled().reply(200, [{ ...issue(3, 'x'), pull_request: {} }, issue(2, `No tools with ${TOKEN}`)])
      const { out } = await check(LOG, '--repo', 'octo/app')
      expect(out).toContain('Issues with the label “auth: missing scope”:\n- #2 No tools with [redacted')
      expect(out).not.toContain('#3')
    })

    test('redacts credentials in titles at any position, in text and in JSON', async () => {
      for (const title of [`${'x'.repeat(60)} ${TOKEN}`, `${TOKEN.slice(0, 9)}\u001b[31m${TOKEN.slice(9)}`]) {
        for (const form of [[], ['--json']]) {
          newest().reply(200, [])
          labelled().reply(200, [issue(2, title)])
          const { out } = await check(LOG, '--repo', 'octo/app', ...form)
          expect(out).toContain('[redacted:')
          expect(out).not.toContain(TOKEN.slice(0, 9))
          nock.cleanAll()
        }
      }
    })

    test('says so if there are no earlier reports', async () => {
      newest().reply(200, [])
      labelled().reply(200, [])
      expect((await check(LOG, '--repo', 'octo/app')).out).toContain(
        'No earlier report of this failure found in octo/app.',
      )
    })

    test('works without a network', async () => {
      newest().replyWithError('offline')
      const { code, out } = await check(LOG, '--repo', 'octo/app')
      expect(code).toBe(0)
      expect(out).toContain('Earlier reports in octo/app were not checked: GitHub did not respond.')
      expect(out).toContain('**What to check**')
    })

    test('requests no label if no failure is known', async () => {
      newest().reply(200, [])
      expect(await check('quiet\n', '--repo', 'octo/app')).toMatchObject({ code: 0, err: '' })
    })
  })

  test("fills in the repository's form", async () => {
    const form = 'body:\n  - type: textarea\n    id: logs\n    attributes: { label: Logs }\n'
    const api = nock('https://api.github.com')
    api
      .get('/repos/octo/app/contents/.github%2FISSUE_TEMPLATE')
      .reply(200, [{ name: 'config.yml' }, { name: 'bug.yml' }])
    api
      .get('/repos/octo/app/contents/.github%2FISSUE_TEMPLATE%2Fbug.yml')
      .reply(200, { content: Buffer.from(form).toString('base64') })
    const { out } = await check(LOG, '--prefill', 'octo/app', '--json')
    const { searchParams } = new URL(JSON.parse(out).prefill)
    expect(searchParams.get('template')).toBe('bug.yml')
    expect(searchParams.get('logs')).toContain(LOG_LINE)
    expect(searchParams.get('logs')).not.toContain(TOKEN)
    expect(searchParams.get('title')).toBe('Token is missing a required scope (insufficient_scope)')
  })

  test('fills in the body if the repository has no forms', async () => {
    nock('https://api.github.com')
      .get(/ISSUE_TEMPLATE$/)
      .reply(404, {})
    const { out } = await check(LOG, '--prefill', 'octo/app', '--title', 'No tools')
    expect(out).toMatch(/Prefilled new issue: https:\/\/github\.com\/octo\/app\/issues\/new\?title=No\+tools&body=/)
  })

  test.each(['octo', '../../x', 'octo/app/issues', 'a b/c'])('rejects --prefill %j', async (repository) => {
    expect(await check(LOG, '--prefill', repository)).toMatchObject({ code: 2, out: '' })
  })
})
