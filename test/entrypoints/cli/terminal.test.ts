import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inspect } from 'node:util'
import type { Command } from 'commander'
import nock from 'nock'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { openStore } from '../../../src/adapters/store/open.ts'
import { processIo } from '../../../src/entrypoints/cli/io.ts'
import { main } from '../../../src/entrypoints/cli/main.ts'
import { buildWholeProgram } from '../../../src/entrypoints/cli/program.ts'
import { createProgress } from '../../../src/entrypoints/cli/progress.ts'
import { forTerminal, styled, toJson } from '../../../src/entrypoints/cli/terminal-text.ts'
import { delivery } from '../../adapters/queue/contract.ts'
import { type Ran, runCommand, silentIo, temporaryFolder } from '../../support/command-line.ts'
import { verdictOf } from '../../support/feedback-events.ts'
import { signatureFile, twoSignatures } from '../../support/packs.ts'
import { useRecordedReplies } from '../../support/recorded-replies.ts'

/**
 * Everything that terminals act on: a link, the clipboard, a title, colours, the screen, the cursor, text direction.
 */
const SEQUENCES = [
  '\u001b]8;;https:evil.example\u001b\\link\u001b]8;;\u0007',
  '\u001b]52;c;ZWNobyBvd25lZA==\u0007',
  '\u001b]0;title\u0007',
  '\u001b[2J\u001b[31mred\u001b[0m\u001b[1A',
  '\u001bPq#0\u001b\\',
  '\u001b_Ga=T\u001b\\',
  '\u009b2J\u009d52;c;eA==\u009c\u0090q\u009c',
  '\u001b\u001b[31m\u001b]8;;open without an end',
  'honest\rforged',
  'honest\b\b\b\b\b\bforged',
  'a\u0007b\u007fc\u0085d\u0084e\u000bf\u000cg',
  '\u202eright to left\u202c \u2066isolated\u2069 \u200f\u061c',
]
const NASTY = SEQUENCES.join(' ')

/** Control characters other than tab and line feed (a carriage return may precede it in CSV), and bidi controls. */
const ACTIVE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it matches control characters on purpose
  /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/

function activeLines({ out, err }: Pick<Ran, 'out' | 'err'>): readonly string[] {
  return `${out}\n${err}`
    .replaceAll('\r\n', '\n')
    .split('\n')
    .filter((line) => ACTIVE.test(line))
    .map((line) => JSON.stringify(line))
}

const LINE = 'Missing user:mcp_servers scope (scopes=user:inference)'
const LOG = `${NASTY} ${LINE} ${NASTY}\n`
const REPORT = `# ${NASTY} No tools in Cowork\n\n${NASTY}\n\n\`\`\`\n${LOG}\`\`\`\n`

/** A pack with hostile texts in every field. */
const HOSTILE_PACK = [
  signatureFile('lost-badge', {
    title: `${SEQUENCES[3]} gone`,
    cause: NASTY,
    causes: [NASTY, NASTY],
    ask: NASTY,
    evidence: [{ id: 'own-line', in: ['any'], strength: 'decisive', regex: 'lost-badge found', note: NASTY }],
    examples: [
      { name: NASTY, report: `${NASTY} lost-badge found`, expect: { signature: 'torn-ticket' } },
      { name: 'own', report: `OAuth fails, lost-badge found ${NASTY}` },
    ],
  }),
  signatureFile('torn-ticket'),
]

const stream = (id: string, title: string) =>
  JSON.stringify({ id, title, body: REPORT, created: '2026-05-26T10:00:00Z', expected: 'missing-scope', also: [] })

let place: Awaited<ReturnType<typeof temporaryFolder>>
const at = (...parts: readonly string[]) => join(place.folder, ...parts)

beforeAll(async () => {
  place = await temporaryFolder([
    { path: 'report.md', text: REPORT },
    { path: `${SEQUENCES[3]} ${SEQUENCES[9]}.log`, text: LOG },
    { path: 'reports.jsonl', text: [stream('#11', NASTY), stream('#12', `${NASTY} 2`)].join('\n') },
    { path: 'same.jsonl', text: [stream(`${NASTY}#11`, 'x'), stream(`${NASTY} #11`, 'x')].join('\n') },
    { path: 'corpus.jsonl', text: [stream(`${NASTY} a`, NASTY), stream('b', 'x')].join('\n') },
    { path: 'broken.jsonl', text: `{"id": "${'\\u001b[31m'}", "${NASTY}": ` },
    { path: 'groups.jsonl', text: JSON.stringify({ issues: ['#11', '#12'] }) },
    {
      path: 'settings.yml',
      text: `${JSON.stringify(NASTY)}: ${JSON.stringify(NASTY)}\nmode: ${JSON.stringify(NASTY)}\n`,
    },
    { path: 'broken.yml', text: `a: [${NASTY}\n` },
    ...HOSTILE_PACK.map(({ path, text }) => ({ path: `pack/${path}`, text })),
    ...twoSignatures({ [NASTY]: NASTY }).map(({ path, text }) => ({ path: `wrong-pack/${path}`, text })),
    {
      path: 'delivery.json',
      text: JSON.stringify({
        action: 'opened',
        issue: { title: NASTY, body: REPORT, number: 1, labels: [{ name: NASTY }], state: 'open' },
      }),
    },
  ])
  vi.stubEnv('STORE_PATH', at('store.sqlite'))
  expect(await runCommand('index', at('reports.jsonl'), '--repo', 'acme/app')).toMatchObject({ code: 0 })
  const { store, queue } = await openStore({ path: at('store.sqlite') })
  const ref = { owner: 'acme', repo: 'app', number: 1 }
  await store.recordFeedback(verdictOf({ ref, who: NASTY, detail: NASTY, kind: 'signal', id: NASTY }))
  await store.setStopped(NASTY, 1)
  await queue.accept(delivery('a', { key: NASTY, event: NASTY }))
  await queue.claim(2_000)
  await queue.park('a', NASTY, 3_000)
  await store.close()
})

afterAll(async () => {
  vi.unstubAllEnvs()
  await place[Symbol.asyncDispose]()
})

useRecordedReplies()
afterEach(() => vi.unstubAllGlobals())

describe('untrusted text cannot control a terminal', () => {
  const log = `${SEQUENCES[3]} ${SEQUENCES[9]}.log`
  const ROWS: readonly (readonly [string, () => readonly string[]])[] = [
    ['triage', () => ['triage', at('report.md')]],
    ['triage with a log', () => ['triage', at('report.md'), '--title', NASTY, '--attach', at(log)]],
    ['scan', () => ['scan', at(log), at('report.md')]],
    ['check', () => ['check', at(log), '--title', NASTY]],
    ['replay', () => ['replay', at('delivery.json')]],
    ['eval', () => ['eval', at('corpus.jsonl')]],
    ['eval against another pack', () => ['eval', at('corpus.jsonl'), '--compare', at('pack')]],
    ['eval of a broken file', () => ['eval', at('broken.jsonl')]],
    ['eval-duplicates', () => ['eval-duplicates', at('reports.jsonl'), at('groups.jsonl')]],
    ['index of clashing ids', () => ['index', at('same.jsonl'), '--repo', 'acme/other']],
    ['clusters', () => ['clusters', '--repo', 'acme/app']],
    ['clusters as CSV', () => ['clusters', '--repo', 'acme/app', '--csv']],
    ['clusters as Markdown', () => ['clusters', '--repo', 'acme/app', '--markdown']],
    ['cluster', () => ['cluster', '1', '--repo', 'acme/app']],
    ['duplicates', () => ['duplicates', '#12', '--repo', 'acme/app']],
    ['duplicates as CSV', () => ['duplicates', '#12', '--repo', 'acme/app', '--csv']],
    ['duplicates of a file', () => ['duplicates', at('report.md'), '--repo', 'acme/app']],
    ['config check', () => ['config', 'check', at('settings.yml')]],
    ['config check of a broken file', () => ['config', 'check', at('broken.yml')]],
    ['audit', () => ['audit', 'acme/app#1']],
    ['feedback', () => ['feedback', '--repo', 'acme/app']],
    ['queue list', () => ['queue', 'list']],
    ['store check', () => ['store', 'check']],
    ['signatures list', () => ['signatures', 'list', '--pack', at('pack')]],
    ['signatures show', () => ['signatures', 'show', 'lost-badge', '--pack', at('pack')]],
    ['signatures test', () => ['signatures', 'test', '--pack', at('pack')]],
    ['signatures test of a wrong pack', () => ['signatures', 'test', '--pack', at('wrong-pack')]],
    ['signatures docs', () => ['signatures', 'docs', '--pack', at('pack'), '--out', at(`docs ${SEQUENCES[3]}`)]],
    ['signatures explain', () => ['signatures', 'explain', 'all', at('report.md'), '--pack', at('pack')]],
    ['resume', () => ['resume']],
  ]

  test.each(ROWS)('printed by %s', async (_, args) => {
    const ran = await runCommand(...args())
    expect(ran.out + ran.err).not.toBe('')
    expect(activeLines(ran)).toEqual([])
  })

  /** Commands that print texts from a store or a file as JSON. */
  const DOCUMENTS = ROWS.filter(([name]) =>
    /^(?:triage|triage with a log|scan|check|replay|clusters|cluster|duplicates|config check|audit|queue list|signatures list|signatures show|signatures explain)$/.test(
      name,
    ),
  )

  test.each(DOCUMENTS)('printed by %s --json', async (_, args) => {
    const ran = await runCommand(...args(), '--json')
    expect(activeLines(ran)).toEqual([])
    expect(JSON.parse(ran.out)).toBeDefined()
  })

  test('in titles of issues on GitHub', async () => {
    const api = nock('https://api.github.com')
    const issue = { title: NASTY, body: NASTY, state: 'open', created_at: '2026-05-01T00:00:00Z' }
    const head = { ...issue, labels: [{ name: NASTY }], milestone: { title: NASTY }, user: { login: NASTY } }
    api.get('/repos/acme/app/issues/1').reply(200, { ...head, html_url: 'https://github.com/acme/app/issues/1' })
    const event = { created_at: '2026-05-02T00:00:00Z', actor: { login: NASTY } }
    const renamed = { ...event, event: 'renamed', rename: { from: NASTY, to: NASTY } }
    const labeled = { ...event, event: 'labeled', label: { name: NASTY } }
    const commented = { ...event, event: 'commented', body: `Workaround: ${NASTY}. Is it ${NASTY}?`, html_url: NASTY }
    api.get(/issues\/1\/timeline/).reply(200, [renamed, labeled, commented])
    const release = { tag_name: NASTY, body: `#1 ${NASTY}`, published_at: '2026-05-03T00:00:00Z', draft: false }
    api.get(/releases/).reply(200, [{ ...release, html_url: `https://github.com/acme/app/releases/${NASTY}` }])
    const ran = await runCommand('report', 'https://github.com/acme/app/issues/1', '--cache', at('cache'))
    expect(ran).toMatchObject({ code: 0, err: '' })
    expect(activeLines(ran)).toEqual([])
  })

  test('in command-line arguments', async () => {
    const program = await buildWholeProgram(silentIo())
    const leafCommands = leafCommandsOf(program).filter(({ command }) => command.registeredArguments.length > 0)
    expect(leafCommands.length).toBeGreaterThan(15)
    for (const { path, command } of leafCommands) {
      const values = command.registeredArguments.map(() =>
        WRITING.has(path[0] ?? '') ? at(`${SEQUENCES[3]}${SEQUENCES[9]}.db`) : NASTY,
      )
      const options = command.options
        .filter(({ mandatory }) => mandatory)
        .flatMap(({ long }) => [long ?? '', 'acme/app'])
      const ran = await runAsProcess([...path, ...options, '--', ...values])
      expect({ path, active: activeLines(ran) }).toEqual({ path, active: [] })
      const unknown = await runCommand(...path, `--${NASTY}`)
      expect({ path, code: unknown.code, active: activeLines(unknown) }).toEqual({ path, code: 2, active: [] })
    }
    expect(activeLines(await runCommand(NASTY))).toEqual([])
  })

  test('in a file name in a progress bar', () => {
    const written: string[] = []
    const terminal = { isTTY: true, write: (text: string) => written.push(text) } as unknown as NodeJS.WriteStream
    vi.spyOn(performance, 'now').mockReturnValueOnce(0).mockReturnValue(1_000)
    createProgress(NASTY, 100, terminal).report(50)
    expect(written.map((it) => it.replace('\r\u001b[K', '')).filter((it) => ACTIVE.test(it))).toEqual([])
    expect(written.join('')).toContain('red')
  })
})

/** Commands whose argument is a file to create. */
const WRITING: ReadonlySet<string> = new Set(['backup', 'migrate-store'])

/** Reads files like the real process, and prints thrown errors as Node does. */
async function runAsProcess(args: readonly string[]): Promise<Pick<Ran, 'out' | 'err'>> {
  const out: string[] = []
  const err: string[] = []
  const io = { print: (text: string) => void out.push(text), warn: (text: string) => void err.push(text) }
  await main(args, { ...processIo, ...io }).catch((error: unknown) => err.push(inspect(error)))
  return { out: out.join('\n'), err: err.join('\n') }
}

interface Leaf {
  readonly path: readonly string[]
  readonly command: Command
}

function leafCommandsOf(command: Command, path: readonly string[] = []): readonly Leaf[] {
  if (command.commands.length === 0) return [{ path, command }]
  return command.commands.flatMap((it) => leafCommandsOf(it, [...path, it.name()]))
}

test('forTerminal keeps harmless characters', () => {
  const text = 'Ошибка\t401 \u{1f600}\u200d\u{1f527} ⚠\ufe0f — “quoted”\r\nsecond [31m line'
  expect(forTerminal(text)).toBe(text)
})

test('adds our own styles after cleaning the text', () => {
  vi.stubEnv('FORCE_COLOR', '1')
  vi.stubEnv('NO_COLOR', undefined)
  const printed = forTerminal([styled('red', `a${NASTY}`), ` b${NASTY}`])
  expect(printed.replace('\u001b[31m', '').replace('\u001b[39m', '')).not.toMatch(ACTIVE)
})

test('toJson escapes active characters and keeps the value', () => {
  const value = { [NASTY]: [NASTY, '\u2028\u007f\u009b'] }
  expect(toJson(value)).not.toMatch(ACTIVE)
  expect(JSON.parse(toJson(value))).toEqual(value)
  expect(toJson({ a: 'ä' }, 0)).toBe('{"a":"ä"}')
})

test('no command writes to the terminal directly', async () => {
  const folder = fileURLToPath(new URL('../../../src/entrypoints/cli', import.meta.url))
  const paths = (await readdir(folder, { recursive: true })).filter((path) => path.endsWith('.ts'))
  const writing = []
  for (const path of paths) {
    const text = await readFile(join(folder, path), 'utf8')
    if (/process\.std(?:out|err)\.write|console\.\w+\(|print\(JSON/.test(text)) writing.push(path)
  }
  // bin.ts prints the message about an old Node, before anything else is loaded.
  expect(writing.sort()).toEqual(['bin.ts', 'io.ts'])
})
