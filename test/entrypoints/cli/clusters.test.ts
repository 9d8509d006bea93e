import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openStore } from '../../../src/adapters/store/open.ts'
import { csvOf } from '../../../src/entrypoints/cli/csv.ts'
import { runCommand, temporaryFolder } from '../../support/command-line.ts'

const LINE = '2026-05-26T16:24:42.742Z [DEBUG] [claudeai-mcp] Missing user:mcp_servers scope (scopes=user:inference)'
const body = `Connectors show no tools in Cowork.\n\n\`\`\`\n${LINE}\n\`\`\`\n`
const REPORTS = [
  { id: '#11', title: '=No connector tools in Cowork @octocat', body, created: '2026-05-26T10:00:00Z' },
  { id: '#12', title: 'Cowork: connectors have no tools', body, created: '2026-05-29T10:00:00Z' },
  { id: '#13', title: 'Dark mode for the palette', body: 'Please.', created: '2026-05-30T10:00:00Z' },
]

let folder: Awaited<ReturnType<typeof temporaryFolder>>

beforeEach(async () => {
  const text = REPORTS.map((report) => JSON.stringify(report)).join('\n')
  const at = (name: string) => join(folder.folder, name)
  folder = await temporaryFolder([
    { path: 'reports.jsonl', text },
    { path: 'new.md', text: `# No tools in Cowork\n\n${body}` },
  ])
  vi.stubEnv('STORE_PATH', at('store.sqlite'))
  expect(await runCommand('index', at('reports.jsonl'), '--repo', 'acme/desktop')).toMatchObject({
    code: 0,
    out: 'Stored 3 reports of acme/desktop; 1 have an earlier report with the same cause.',
  })
})

afterEach(async () => {
  vi.unstubAllEnvs()
  await folder[Symbol.asyncDispose]()
})

const ask = (...args: readonly string[]) => runCommand(...args, '--repo', 'Acme/Desktop')

describe('clusters and duplicates', () => {
  test('are printed as one document with all facts', async () => {
    expect(JSON.parse((await ask('clusters', '--json')).out)).toMatchObject([
      {
        id: 1,
        count: 2,
        open: 2,
        signature: 'missing-scope',
        canonical: { number: 11, open: true },
        captures: { scope: [{ value: 'user:mcp_servers', count: 2 }] },
      },
    ])
  })

  test.each([
    ['clusters'],
    ['clusters', '--json'],
    ['cluster', '1'],
    ['duplicates', '#12'],
    ['alarms', 'acme/desktop'],
    ['outcomes', 'acme/desktop'],
    ['learn', 'acme/desktop'],
    ['feedback'],
    ['audit', 'acme/desktop#11'],
  ])('only read the store: %s', async (...question) => {
    const digest = () =>
      createHash('sha256')
        .update(readFileSync(join(folder.folder, 'store.sqlite')))
        .digest('hex')
    const before = digest()
    expect(await runCommand(...question)).toMatchObject({ code: 0 })
    expect(digest()).toBe(before)
  })

  test('are filtered by the options', async () => {
    for (const option of ['--signature=invalid-scope', '--state=closed', '--since=2026-06-01', '--version=9']) {
      expect((await ask('clusters', option)).out).toBe('No clusters.')
    }
    expect((await ask('clusters', '--signature=missing-scope', '--since=2026-05-28')).out).toContain('#11')
  })

  test.each(['--product', '--surface'])('are filtered by the product with %s', async (option) => {
    expect((await ask('clusters', option, 'cowork')).out).toContain('#11')
    expect((await ask('clusters', option, 'codex')).out).toBe('No clusters.')
  })

  test('mention --product in the help, but not its former name --surface', async () => {
    const { out } = await runCommand('clusters', '--help')
    expect(out).toContain('--product')
    expect(out).not.toContain('--surface')
  })

  test('neutralise formulas in CSV, and mentions and references in Markdown', async () => {
    expect((await ask('clusters', '--csv')).out).toContain(`,'=No connector tools`)
    const { out } = await ask('clusters', '--markdown')
    expect(out).toContain('https://redirect.github.com/Acme/Desktop/issues/11')
    expect(out.replace(/`[^`]*`/g, '')).not.toMatch(/@octocat|#1\d/)
  })

  test.each(['=1+1', '+1', '-1', '@SUM(1)', '\uff1d1+1', '\t=1', '\r=1', '\n=1', '  =1', 'a"b', 'a\nb', 'a,b'])(
    'write %j as text into a CSV cell',
    (title) => {
      const line = csvOf([['title', () => title]], [null])
        .split('\r\n')
        .slice(1)
        .join('\r\n')
      const cell = line.startsWith('"') ? line.slice(1, -1).replaceAll('""', '"') : line
      expect(cell).toBe(/^a/.test(title) ? title : `'${title}`)
    },
  )

  test('include one cluster with its reports; an unknown number is an error', async () => {
    const { out } = await ask('cluster', '1')
    expect(out).toMatch(/^cluster 1: 2 reports, 2 open, unknown reporters/)
    expect(out).toMatch(/^title {6}Token is missing a required scope: \S+, in \D+, since/m)
    expect(out).toContain('#12')
    expect(await ask('cluster', '7')).toMatchObject({ code: 1, err: expect.stringContaining('no cluster 7') })
  })

  test('find earlier reports for a stored report and for one in a file', async () => {
    expect(JSON.parse((await ask('duplicates', '#12', '--json')).out)).toMatchObject([{ number: 11 }])
    expect((await ask('duplicates', '11')).out).toBe('None.')
    const [head, row] = (await ask('duplicates', '#12', '--csv')).out.split('\r\n')
    expect(head).toBe('number,title,closed,probability,reasons,line there,line here')
    expect(row).toMatch(/^11,'=No connector tools in Cowork @octocat,,[\d.]+,same line; same failure/)
    expect((await ask('duplicates', join(folder.folder, 'new.md'))).out).toContain('#11')
    expect((await ask('duplicates', '99')).code).toBe(1)
  })

  test('are empty after a purge', async () => {
    expect((await runCommand('purge', 'acme/desktop')).code).toBe(0)
    expect((await ask('clusters')).out).toBe('No clusters.')
  })

  test('reject reports of several repositories that share a number', async () => {
    const lines = ['a/x#5', 'b/y#5'].map((id) => JSON.stringify({ id, title: 'No tools', body }))
    await using other = await temporaryFolder([{ path: 'mixed.jsonl', text: lines.join('\n') }])
    const ran = await runCommand('index', join(other.folder, 'mixed.jsonl'), '--repo', 'acme/mixed')
    expect(ran).toMatchObject({ code: 1, err: expect.stringContaining('a/x#5 and b/y#5 have the same number') })
  })

  test('keep the author and the state of issues that GitHub’s command line listed', async () => {
    const list = [
      { number: 7, title: 'No tools', body, author: { login: 'ada' }, state: 'CLOSED', stateReason: 'COMPLETED' },
    ]
    await using other = await temporaryFolder([{ path: 'issues.json', text: JSON.stringify(list) }])
    vi.stubEnv('STORE_PATH', join(other.folder, 'store.sqlite'))
    expect((await runCommand('index', join(other.folder, 'issues.json'), '--repo', 'acme/listed')).code).toBe(0)
    const { store } = await openStore({ path: join(other.folder, 'store.sqlite') })
    expect(await store.reportsNumbered({ owner: 'acme', repo: 'listed' }, [7])).toMatchObject([
      { author: 'ada', open: false, closedAs: 'completed' },
    ])
    await store.close()
  })

  test('reject a malformed repository', async () => {
    expect((await runCommand('clusters', '--repo', 'acme')).code).toBe(2)
  })

  test('need no --repo if the store has one repository; otherwise they list the repositories', async () => {
    expect((await runCommand('clusters', '--json')).out).toContain('"count": 2')
    expect(await runCommand('index', join(folder.folder, 'reports.jsonl'), '--repo', 'acme/cli')).toMatchObject({
      code: 0,
    })
    const { code, err } = await runCommand('clusters')
    expect([code, err]).toEqual([2, expect.stringContaining('several repositories: acme/cli, acme/desktop.')])
  })
})
