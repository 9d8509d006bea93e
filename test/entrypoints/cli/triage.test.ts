import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runCommand, temporaryFolder } from '../../support/command-line.ts'
import { INVALID_SCOPE, MISSING_SCOPE, NEEDS_EVIDENCE, reportFor } from '../../support/local-world.ts'
import { spawnCommand } from '../../support/spawned.ts'

const LOG_LINE = 'Missing user:mcp_servers scope (scopes=user:inference)'

/** A report as a Markdown file. */
function markdown(label: string | null): string {
  const { title, body } = reportFor(label)
  return `# ${title}\n${body}`
}

function withFiles(files: Readonly<Record<string, string>>) {
  return temporaryFolder(Object.entries(files).map(([path, text]) => ({ path, text })))
}

/** The output of `triage --json` for a report in one file. */
async function documentOf(text: string, ...args: readonly string[]) {
  await using it = await withFiles({ 'report.md': text })
  const { code, out, err } = await runCommand('triage', join(it.folder, 'report.md'), '--json', ...args)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  return JSON.parse(out)
}

describe('triage', () => {
  test('prints the comment', async () => {
    await using it = await withFiles({ 'report.md': markdown(MISSING_SCOPE) })
    const { code, out, err } = await runCommand('triage', join(it.folder, 'report.md'))
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain(LOG_LINE)
  })

  test('answers as in a repository with the given settings', async () => {
    const settings = 'wording: { greeting: Hello from the team. }\n'
    await using it = await withFiles({ 'report.md': markdown(MISSING_SCOPE), 'auth-triage.yml': settings })
    const { code, out } = await runCommand(
      'triage',
      join(it.folder, 'report.md'),
      '--config',
      join(it.folder, 'auth-triage.yml'),
    )
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('Hello from the team.') })
  })

  test('prints the error in the given settings, with exit code 2', async () => {
    await using it = await withFiles({ 'report.md': markdown(null), 'auth-triage.yml': 'mood: good\n' })
    const { code, err } = await runCommand(
      'triage',
      join(it.folder, 'report.md'),
      '--config',
      join(it.folder, 'auth-triage.yml'),
    )
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('unknown key `mood`') })
  })

  test('prints the reason if there is no comment', async () => {
    await using it = await withFiles({ 'report.md': markdown(null) })
    expect(await runCommand('triage', join(it.folder, 'report.md'))).toEqual({
      code: 0,
      out: expect.stringMatching(/^No comment \([a-z-]+\)\.$/),
      err: '',
    })
  })

  test.each([
    [MISSING_SCOPE, { decision: 'assert', signature: 'missing-scope', labels: [MISSING_SCOPE], question: null }],
    [INVALID_SCOPE, { decision: 'assert', signature: 'invalid-scope', labels: [INVALID_SCOPE], question: null }],
    [NEEDS_EVIDENCE, { decision: 'ask', signature: null, labels: [NEEDS_EVIDENCE], question: expect.any(String) }],
    [null, { decision: 'silent', signature: null, labels: [], question: null, comment: null }],
  ])("--json prints the bot's answer: %s", async (label, expected) => {
    expect(await documentOf(markdown(label))).toMatchObject(expected)
  })

  test('--json has exactly the documented fields', async () => {
    const document = await documentOf(`${markdown(MISSING_SCOPE)}\ntoken ghp_${'a1B2'.repeat(9)}\n`)
    const fields = [
      'decision',
      'reason',
      'signature',
      'confidence',
      'topic',
      'product',
      'flow',
      'ranked',
      'question',
      'labels',
      'secrets',
      'comment',
    ]
    expect(Object.keys(document)).toEqual(fields)
    expect(Object.keys(document.ranked[0])).toEqual(['signature', 'confidence', 'evidence'])
    expect(Object.keys(document.ranked[0].evidence[0])).toEqual(
      expect.arrayContaining(['id', 'strength', 'segment', 'line', 'text', 'captures']),
    )
    expect(document.secrets).toMatchObject([{ kind: expect.any(String), segment: 'prose', line: expect.any(Number) }])
  })

  test('reads the JSON of a GitHub issue', async () => {
    expect(await documentOf(JSON.stringify({ ...reportFor(MISSING_SCOPE), number: 7 }))).toMatchObject({
      signature: 'missing-scope',
    })
  })

  test('prefers --title to the title in the file', async () => {
    const { ranked } = await documentOf('# Something\n\nNothing fails here.', '--title', LOG_LINE)
    expect(ranked[0].evidence[0]).toMatchObject({ source: 'title', text: LOG_LINE })
  })

  test('reads attached logs', async () => {
    await using logs = await withFiles({ 'sdk-debug.txt': `${LOG_LINE}\n`, 'other.txt': 'quiet\n' })
    const files = ['sdk-debug.txt', 'other.txt'].map((name) => join(logs.folder, name))
    const document = await documentOf('# Connectors have no tools\n\nSee the log.', '--attach', ...files)
    expect(document).toMatchObject({ signature: 'missing-scope' })
    expect(document.ranked[0].evidence[0]).toMatchObject({ source: 'sdk-debug.txt', line: 1 })
  })

  test('prints a list for several files, in their order', async () => {
    await using it = await withFiles({ 'a.md': markdown(MISSING_SCOPE), 'b.md': markdown(null) })
    const { out } = await runCommand('triage', join(it.folder, 'a.md'), join(it.folder, 'b.md'), '--json')
    expect(JSON.parse(out)).toMatchObject([{ signature: 'missing-scope' }, { signature: null }])
  })

  test('is silent for an empty file', async () => {
    expect(await documentOf('')).toMatchObject({ decision: 'silent', comment: null })
  })

  test('reads standard input for -, and prints one JSON document and nothing else', async () => {
    await using it = await withFiles({})
    const triage = spawnCommand(['triage', '-', '--json'], { folder: it.folder })
    triage.write(markdown(MISSING_SCOPE))
    const { code, out, err } = await triage.ended
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(JSON.parse(out)).toMatchObject({ signature: 'missing-scope' })
  })
})

describe('triage exits with 1 and one sentence', () => {
  test('for a missing file', async () => {
    await using it = await withFiles({})
    const { ended } = spawnCommand(['triage', 'no.md'], { folder: it.folder })
    expect(await ended).toMatchObject({
      code: 1,
      out: '',
      err: 'no.md cannot be read.\nCheck the path; `-` reads standard input.\n',
    })
  })

  test.each([
    ['that is truncated', '{"title": "It fails", "bo', 'cannot be parsed'],
    ['that is not an issue', '{"name": "It fails"}', 'not an issue'],
    ['that is a list of issues', '[{"title": "It fails", "body": "401"}]', 'is a list'],
    ['whose body is not text', '{"title": "It fails", "body": 7}', 'not an issue'],
  ])('for JSON %s', async (_, text, words) => {
    await using it = await withFiles({ 'issue.json': text })
    const { code, out, err } = await runCommand('triage', join(it.folder, 'issue.json'), '--json')
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain(words)
  })
})
