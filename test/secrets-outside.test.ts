/** Secrets in inputs other than an issue's text, and in responses from the HTTP entry points. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text as textOf } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readFile } from '../src/adapters/attachments/read-file.ts'
import { createMemoryGitHub } from '../src/adapters/github/memory/memory-github.ts'
import { openStore } from '../src/adapters/store/open.ts'
import { createRulesCache } from '../src/app/settings-loader/rules-cache.ts'
import { triageReport, UNTOUCHED } from '../src/core/plan/triage-report.ts'
import { REDACTION_RULES } from '../src/core/redaction/rules.ts'
import { DEFAULT_REPOSITORY_SETTINGS } from '../src/core/settings/default-settings.ts'
import { plainRules } from '../src/core/settings/plain-rules.ts'
import { compileInProcess } from '../src/core/settings/rule-compiler.ts'
import { resolveRules } from '../src/core/settings/rules.ts'
import { zip } from './adapters/attachments/archives.ts'
import { formOf, webApp } from './entrypoints/web/test-app.ts'
import { runCommand, temporaryFolder } from './support/command-line.ts'
import { signatureFile, twoSignaturePack } from './support/packs.ts'
import { piecesOf, sampleOf } from './support/secrets.ts'

const KINDS = [...new Set(REDACTION_RULES.map(({ id }) => id))]
/** Matches a signature, so that the bot quotes the line. */
const FOUND = 'OAuth login fails, lost-badge found'
const PACK = twoSignaturePack()
const EVERYTHING = KINDS.map((kind) => `${FOUND} ${sampleOf(kind).text}`).join('\n')
const ACME = { owner: 'acme', repo: 'gateway' }

function leaked(text: string, kinds: readonly string[] = KINDS): readonly string[] {
  const isShown = (piece: string) => text.includes(piece) || text.includes(JSON.stringify(piece).slice(1, -1))
  return kinds.filter((kind) => piecesOf(sampleOf(kind)).some(isShown))
}

/** A browser recording with the secret in the URL, a header, a cookie, the request body and the response body. */
function har(secret: string): string {
  const pair = { name: 'x', value: secret }
  const request = {
    method: 'GET',
    url: `https://acme.net/oauth/token?${secret}`,
    httpVersion: 'HTTP/1.1',
    headers: [pair, { name: 'x-note', value: FOUND }],
    cookies: [pair],
    queryString: [pair],
    postData: { mimeType: 'text/plain', text: secret, params: [pair] },
  }
  const content = { mimeType: 'text/plain', text: `${FOUND} ${secret}` }
  const response = { status: 401, statusText: secret, headers: [pair], cookies: [pair], content, redirectURL: secret }
  const entry = { startedDateTime: '2026-05-26T16:24:42.742Z', time: 1, request, response }
  return JSON.stringify({ log: { version: '1.2', creator: { name: 'x', version: '1' }, entries: [entry] } })
}

const FILES: Readonly<Record<string, (secret: string) => { readonly name: string; readonly bytes: Uint8Array }>> = {
  'a log in a zip': (secret) => ({ name: 'logs.zip', bytes: zip([{ name: 'a.log', text: `${FOUND} ${secret}\n` }]) }),
  'the name of a file in a zip': (secret) => ({
    name: 'logs.zip',
    bytes: zip([{ name: `${secret.replaceAll(/[/\\\n]/g, '-')} 1.log`, text: FOUND }]),
  }),
  'a gzip': (secret) => ({ name: 'a.log.gz', bytes: gzipSync(`${FOUND} ${secret}\n`) }),
  'a HAR': (secret) => ({ name: 'a.har', bytes: Buffer.from(har(secret)) }),
  'a HAR in a zip': (secret) => ({ name: 'logs.zip', bytes: zip([{ name: 'a.har', text: har(secret) }]) }),
  'a log in UTF-16': (secret) => ({ name: 'a.log', bytes: Buffer.from(`\uFEFF${FOUND} ${secret}\n`, 'utf16le') }),
}

describe.each(Object.keys(FILES))('secrets planted in %s', (input) => {
  // A file name loses everything before a slash, and some kinds are recognised by that part.
  const kinds = input.startsWith('the name') ? KINDS.filter((kind) => !/[/\n]/.test(sampleOf(kind).text)) : KINDS

  test.each(kinds)('never reach any output: %s', async (kind) => {
    const read = await readFile((FILES[input] as (typeof FILES)[string])(sampleOf(kind).text))
    const triage = triageReport({ title: 'It fails', body: 'see the log', ...read }, UNTOUCHED, plainRules(PACK))
    expect(read.attachments.length + read.unread.length).toBeGreaterThan(0)
    expect(leaked(JSON.stringify(triage), [kind])).toEqual([])
  })
})

describe("secrets in a repository's settings", () => {
  const settings = KINDS.map((kind) => `${JSON.stringify(sampleOf(kind).text)}: ${JSON.stringify(sampleOf(kind).text)}`)

  test('never reach a stored or reported problem', async () => {
    const { store } = await openStore({ path: ':memory:' })
    const github = createMemoryGitHub()
    const reported: unknown[] = []
    const options = {
      compiler: compileInProcess(PACK, false),
      store,
      mayLoosen: false,
      clock: () => 1,
      onProblems: (...it: unknown[]) => reported.push(it),
    }
    for (const text of [...settings, `mode: ${sampleOf('github-token').text}`, `wording: { greeting: [${EVERYTHING}`]) {
      github.writeFile(ACME, '.github/auth-triage.yml', text)
      await createRulesCache({ ...options, onProblems: (...it) => void options.onProblems(...it) }).rulesFor(
        ACME,
        github,
      )
      expect(leaked(JSON.stringify(await store.keptSettings(ACME)))).toEqual([])
    }
    expect(reported.length).toBeGreaterThan(KINDS.length)
    expect(leaked(JSON.stringify(reported))).toEqual([])
    await store.close()
  })

  test('never reach the output of `config check`', async () => {
    await using it = await temporaryFolder([{ path: 'a.yml', text: settings.join('\n') }])
    const { code, out, err } = await runCommand('config', 'check', join(it.folder, 'a.yml'))
    expect(code).toBe(1)
    expect(leaked(out + err)).toEqual([])
  })
})

test("credentials in a repository signature's examples and texts never reach a plan", () => {
  const credentials = REDACTION_RULES.filter(({ nature }) => nature !== 'personal').map(({ id }) => id)
  for (const kind of credentials) {
    const secret = sampleOf(kind).text.replaceAll('\n', ' ')
    const examples = [
      { name: 'own', report: `# It fails\n\nbent-key ${secret}` },
      { name: 'near miss', report: `# It works\n\n${secret}`, expect: { signature: 'none' } },
    ]
    const own = signatureFile('bent-key', { cause: `Seen with ${secret}.`, ask: `Is it ${secret}?`, examples })
    const settings = DEFAULT_REPOSITORY_SETTINGS
    const rules = resolveRules(PACK, { settings, problems: [], signatureFiles: [own], mayLoosen: true })
    const { plan } = triageReport({ title: FOUND, body: 'bent-key found', attachments: [] }, UNTOUCHED, rules)
    expect(leaked(JSON.stringify([plan, rules.problems]), [kind])).toEqual([])
  }
})

describe('over HTTP,', () => {
  const json = (body: unknown) => ({
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
  })
  const call = { jsonrpc: '2.0', id: 1, method: 'tools/call' }

  test.each([
    [
      'an API request',
      '/api/v1/diagnose',
      json({ title: FOUND, body: EVERYTHING, logs: [{ name: 'a.log', text: EVERYTHING }] }),
    ],
    ['an invalid API request', '/api/v1/diagnose', json({ [EVERYTHING]: EVERYTHING, body: 7 })],
    ['an API request that is not JSON', '/api/v1/diagnose', { method: 'POST', body: `{"title": ${EVERYTHING}` }],
    ['an invalid cursor', `/api/v1/signatures?cursor=${encodeURIComponent(sampleOf('github-token').text)}`, {}],
    ['a form on /try', '/try', formOf({ title: FOUND, body: EVERYTHING, logs: new File([EVERYTHING], 'a.log') })],
    [
      'an MCP tool call',
      '/mcp',
      json({ ...call, params: { name: 'diagnose', arguments: { title: FOUND, body: EVERYTHING } } }),
    ],
    ['an invalid tool call', '/mcp', json({ ...call, params: { name: 'diagnose', arguments: { body: 7 } } })],
    ['a call of an unknown tool', '/mcp', json({ ...call, params: { name: EVERYTHING, arguments: {} } })],
    [
      'a request for an unknown resource',
      '/mcp',
      json({ ...call, method: 'resources/read', params: { uri: `signature://${sampleOf('github-token').text}` } }),
    ],
    ['an unknown URL', `/acme/${sampleOf('github-token').text}`, {}],
  ])('no secret appears in the response to %s', async (_, path, init) => {
    const response = await (await webApp().request(path, init)).text()
    expect(response.length).toBeGreaterThan(20)
    expect(leaked(response)).toEqual([])
  })
})

test('a process that crashes on a report prints no credential', async () => {
  const { secret } = sampleOf('github-token')
  const crash = `const { main } = await import('./src/entrypoints/cli/main.ts')
    const read = () => Promise.reject(new RangeError('cannot read ${secret}', { cause: new Error('${secret}') }))
    const { processIo } = await import('./src/entrypoints/cli/io.ts')
    await main(['triage', 'x.md'], { ...processIo, read })`
  const child = spawn(process.execPath, ['--input-type=module', '-e', crash], { cwd: join(import.meta.dirname, '..') })
  const [out, err] = await Promise.all([textOf(child.stdout), textOf(child.stderr)])
  expect(err).toContain('RangeError')
  expect(out + err).not.toContain(secret)
})
