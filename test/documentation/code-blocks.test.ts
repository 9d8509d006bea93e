/**
 * Every code block of the documentation is executed here or in the test that its exemption names: commands in a sandbox
 * without a network, settings by the parser of settings, and data by its parser. `test/package/package.test.ts` runs the
 * programs in docs/api.md.
 */
import { readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { parse } from 'yaml'
import { parseSettings } from '../../src/core/settings/parse-settings.ts'
import { settingsSchema } from '../../src/core/settings/repository-settings.ts'
import { runCommand, temporaryFolder } from '../support/command-line.ts'
import { useRecordedReplies } from '../support/recorded-replies.ts'

useRecordedReplies()

const CHECKOUT = join(import.meta.dirname, '../..')
const LINE = 'Missing user:mcp_servers scope (scopes=user:inference)'

/** Lines that are not executed here, with the reason or the place where they are. At most ten. */
const EXEMPT: readonly (readonly [RegExp, reason: string])[] = [
  [/^(?:git clone|cd |npm ci$|npm run (?:check|generate|build|demo)$|npx vitest)/, 'CI, and demo.test.ts'],
  [/^npm (?:install|pack)\b/, 'package.test.ts packs and installs the package'],
  [/^docker /, 'needs a container engine; container.test.ts checks the files'],
  [/^(?:claude|codex) mcp add/, 'another program; stdio.test.ts starts the server'],
  [/^npx probot/, 'probot.test.ts runs both commands'],
  [/signatures (?:new|test --watch|explain) device-code-expired/, 'writes to the checkout; signatures-new.test.ts'],
  [
    /^(?:auth-triage|npm run -s cli --) (?:serve --local|(?:serve|queue).*\|)/,
    'runs until it is stopped, or lists alternatives; serve-local.test.ts, queue.test.ts and serve.test.ts run each',
  ],
  [/^curl /, 'needs a running bot; test/entrypoints/web/api sends the request'],
]
const EXEMPT_LANGUAGES: Readonly<Record<string, string>> = {
  toml: 'settings of other programs',
  ini: 'a systemd unit; test/deploy checks it',
}

interface Block {
  readonly page: string
  readonly line: number
  readonly language: string
  readonly text: string
}

const blocks: Block[] = []
for await (const page of glob('{*.md,docs/*.md,signatures/*.md}', { cwd: CHECKOUT })) {
  const text = readFileSync(join(CHECKOUT, page), 'utf8')
  for (const { 1: language = '', 2: content = '', index } of text.matchAll(/^```(\w+)\n(.*?)^```$/gms)) {
    blocks.push({ page, language, text: content, line: text.slice(0, index).split('\n').length })
  }
}
const inLanguage = (language: string) => blocks.filter((it) => it.language === language)
const named = ({ page, line }: Block) => `${page}:${line}`

/** Single commands, without comments and continuation lines. */
function commandsOf({ text }: Block): readonly string[] {
  const lines = text.replaceAll(/\\\n\s*/g, '').split('\n')
  return lines
    .map((line) => line.replace(/\s{2,}#\s.*$/, '').trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .flatMap((line) => line.split(' && '))
}

const commands = inLanguage('sh').flatMap((block) => commandsOf(block).map((command) => ({ block, command })))
const isExempt = (command: string) => EXEMPT.some(([pattern]) => pattern.test(command))
const executed = commands.filter(({ command }) => !isExempt(command))

let sandbox: Awaited<ReturnType<typeof temporaryFolder>>
beforeAll(async () => {
  const report = `# No tools\n\n${LINE}\n`
  const issue = {
    id: 'a/b#12',
    title: 'No tools',
    body: LINE,
    created: '2026-05-01',
    expected: 'missing-scope',
    also: [],
  }
  sandbox = await temporaryFolder([
    { path: 'report.md', text: report },
    { path: 'sdk-debug.txt', text: LINE },
    { path: 'logs.zip', text: 'not really' },
    { path: 'huge.log', text: `${LINE}\n`.repeat(100) },
    { path: 'reports.jsonl', text: `${JSON.stringify(issue)}\n` },
    { path: '.github/auth-triage.yml', text: 'mode: label-only\n' },
    { path: 'endings.jsonl', text: readFileSync(join(CHECKOUT, 'test/corpus/endings/read.jsonl'), 'utf8') },
  ])
  vi.stubEnv('STORE_PATH', join(sandbox.folder, 'store.sqlite'))
  vi.stubEnv('XDG_CACHE_HOME', sandbox.folder)
  vi.stubEnv('APP_ID', '')
  await runCommand('index', join(sandbox.folder, 'reports.jsonl'), '--repo', 'acme/desktop')
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await sandbox[Symbol.asyncDispose]()
})

interface OurCommand {
  readonly words: readonly string[]
  /** The variables that are set in front of the command. */
  readonly variables: readonly (readonly [string, string])[]
}

/** Reads a command of ours; null for another program. Files are those in the sandbox. */
function readCommand(command: string): OurCommand | null {
  const [, set = '', words] = /^((?:[A-Z_]+=\S+ )*)(?:npm run -s cli -- |auth-triage )(.*)$/.exec(command) ?? []
  if (words === undefined) return null
  const plain = [...words.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '')
  const isFile = (word: string) => /^[\w./-]+\.(?:md|txt|zip|log|jsonl|yml|sqlite)$/.test(word)
  const variables = [...set.matchAll(/([A-Z_]+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value] as const)
  return { words: plain.map((word) => (isFile(word) ? join(sandbox.folder, word) : word)), variables }
}

/** Commands that end with 1 in the sandbox: they need GitHub, a server, another database, or what is not there. */
const FAILS = ['probe', 'backfill', 'report', 'rehearse', 'cluster', 'migrate-store', 'serve', 'queue']
const mayFail = (words: readonly string[]) => FAILS.includes(words[0] ?? '') || words.includes('--prefill')

describe('a documented command works as written', () => {
  test.each(executed.map(({ block, command }) => [`${named(block)}: ${command}`, command] as const))(
    '%s',
    async (_, command) => {
      const ours = readCommand(command)
      if (ours === null) expect.fail('This command is neither ours nor exempt: execute it or give a reason.')
      const { words, variables } = ours
      for (const [name, value] of variables.filter(([name]) => name !== 'STORE_PATH')) vi.stubEnv(name, value)
      const { code, err } = await runCommand(...words)
      expect(mayFail(words) ? [0, 1] : [0], err).toContain(code)
    },
  )
})

describe('exemptions', () => {
  test('are at most ten, and each is needed', () => {
    expect(EXEMPT.length + Object.keys(EXEMPT_LANGUAGES).length).toBeLessThanOrEqual(10)
    for (const [pattern] of EXEMPT)
      expect(
        commands.some(({ command }) => pattern.test(command)),
        String(pattern),
      ).toBe(true)
    for (const language of Object.keys(EXEMPT_LANGUAGES)) expect(inLanguage(language)).not.toEqual([])
  })

  test('cover no language that nobody has thought of', () => {
    // Comments as GitHub gets them; a test writes the page.
    const known = ['sh', 'yaml', 'json', 'ts', 'text', 'markdown', ...Object.keys(EXEMPT_LANGUAGES)]
    expect(blocks.filter(({ language }) => !known.includes(language)).map(named)).toEqual([])
  })
})

describe('a documented file is valid', () => {
  const fields = Object.keys(settingsSchema.shape)
  const isSettings = (value: object) =>
    Object.keys(value).length > 0 && Object.keys(value).every((key) => fields.includes(key))

  test.each(inLanguage('yaml').map((block) => [named(block), block.text] as const))('%s', (_, text) => {
    const value: unknown = parse(text)
    expect(value).toBeTypeOf('object')
    if (isSettings(value as object)) expect(parseSettings(text).problems).toEqual([])
  })

  test.each(inLanguage('json').map((block) => [named(block), block.text] as const))('%s', (_, text) => {
    expect(JSON.parse(text)).toBeTypeOf('object')
  })

  test('and some of them are settings', () => {
    expect(inLanguage('yaml').filter(({ text }) => isSettings(parse(text))).length).toBeGreaterThanOrEqual(4)
  })
})
