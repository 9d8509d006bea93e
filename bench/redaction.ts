/**
 * How many credentials redaction finds, what it takes for one, and how fast it is. The credentials are made from the
 * shapes in our own tables and from names that no table lists, in five dressings, with a seed that changes at each run.
 * The competitors read the same texts: `gitleaks` if it is installed, and secretlint if `--peers DIR` names a folder
 * where it is installed (`npm i @secretlint/core @secretlint/secretlint-rule-preset-recommend`). The speed is compared with
 * one `RegExp` for each token shape. `--own` reads only the project's own reports.
 */
import { spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { LabelledReport } from '../src/core/evaluation/corpus.ts'
import { redact } from '../src/core/redaction/redact.ts'
import { TOKEN_SHAPES } from '../src/core/redaction/rules/prefixed-tokens.ts'
import { cleanAndRedact } from '../src/core/report/clean-and-redact.ts'
import { generator } from '../test/support/generator.ts'
import { sampleOfPattern } from '../test/support/pattern-sample.ts'
import { loadCollectedReports, loadOwnReports } from './corpora.ts'
import { type FigureSet, medianMs, printResult } from './result.ts'

const RUNS = 9
const seed = optionOf('--seed') === undefined ? randomInt(2 ** 31) : Number(optionOf('--seed'))
const random = generator(seed)

interface Planted {
  readonly group: string
  readonly text: string
  readonly secret: string
}

/** How reporters paste a credential. */
const DRESSINGS: Readonly<Record<string, (secret: string, name: string) => string>> = {
  'as it is': (secret) => secret,
  env: (secret, name) => `export ${name.toUpperCase()}_TOKEN=${secret}`,
  JSON: (secret, name) => JSON.stringify({ level: 'error', [`${name}Token`]: secret, status: 401 }),
  escaped: (secret, name) => JSON.stringify({ msg: `read ${name}:\n${secret}\n` }),
  prose: (secret) => `The request with ${secret} was refused with 401.`,
}

/** Credentials without a shape of their own need a name beside them. */
const NAMED_SHAPES = [
  '[0-9a-f]{32}',
  '[0-9a-f]{64}',
  '[A-Za-z0-9]{32}',
  '[a-z0-9]{26}',
  '[A-Za-z0-9_-]{40}',
  '[A-Za-z0-9+/]{43}=',
]
const SERVICES = ['acme', 'fastly', 'okta', 'zendesk', 'plaid', 'lokalise', 'kraken', 'etsy', 'droneci', 'snyk']
const NAMED_DRESSINGS: Readonly<Record<string, (secret: string, name: string) => string>> = {
  'named: env': (secret, name) => `${name.toUpperCase()}_API_KEY=${secret}`,
  'named: JSON': (secret, name) => JSON.stringify({ [`${name}Token`]: secret }),
  'named: code': (secret, name) => `${name}_secret := "${secret}"`,
  'named: YAML': (secret, name) => `${name}_token: '${secret}'`,
  'named: prose': (secret, name) => `My ${name} API key is ${secret} and it fails.`,
}

const planted: readonly Planted[] = [
  ...TOKEN_SHAPES.flatMap(({ id, prefixes, rest }) =>
    prefixes.flatMap((prefix) => {
      const secret = prefix + sampleOfPattern(rest, random)
      const name = id.split('-')[0] as string
      return Object.entries(DRESSINGS).map(([group, dress]) => ({ group, text: dress(secret, name), secret }))
    }),
  ),
  ...SERVICES.flatMap((name) =>
    NAMED_SHAPES.flatMap((shape) => {
      const secret = sampleOfPattern(shape, random)
      return Object.entries(NAMED_DRESSINGS).map(([group, dress]) => ({ group, text: dress(secret, name), secret }))
    }),
  ),
]

const collected: readonly LabelledReport[] = process.argv.includes('--own')
  ? []
  : Object.values(await loadCollectedReports()).flat()
const texts = [...(await loadOwnReports()), ...collected].flatMap(({ issue: { title, body, attachments } }) => [
  title,
  body ?? '',
  ...attachments.map(({ text }) => text),
])
const characters = texts.reduce((sum, text) => sum + text.length, 0)
const lines = texts.reduce((sum, text) => sum + text.split('\n').length, 0)
const live = texts.flatMap((text) => cleanAndRedact(text).findings.filter((it) => it.live))

const patterns = TOKEN_SHAPES.flatMap(({ prefixes, rest }) =>
  prefixes.map((prefix) => new RegExp(`${RegExp.escape(prefix)}${rest}`, 'g')),
)
const beside: Record<string, FigureSet> = {
  'RegExp per shape': {
    'MB/s': megabytesPerSecond((text) => patterns.reduce((rest, pattern) => rest.replace(pattern, '[redacted]'), text)),
  },
}
const gitleaks = findWithGitleaks()
if (gitleaks !== null) beside['gitleaks'] = gitleaks
const secretlint = await findWithSecretlint()
if (secretlint !== null) beside['secretlint'] = secretlint

const figures: FigureSet = {
  ...sharesOf(({ text, secret }) => !redact(text).text.includes(secret)),
  kinds: new Set(TOKEN_SHAPES.map(({ id }) => id)).size,
  'lines of reports': lines,
  'lines with a live credential': live.length,
  'MB/s': megabytesPerSecond((text) => redact(text)),
}
printResult(
  { name: 'redaction', figures, beside },
  `Shares of ${planted.length} planted credentials that are found, with seed ${seed}; the live credentials in the reports are for reading: most of them were planted by reporters.`,
)

function megabytesPerSecond(read: (text: string) => unknown): number {
  return characters / 1e3 / medianMs(RUNS, () => texts.map(read))
}

function sharesOf(isFound: (it: Planted, index: number) => boolean): FigureSet {
  const groups = Map.groupBy(
    planted.map((it, index) => ({ ...it, found: isFound(it, index) })),
    ({ group }) => group,
  )
  return Object.fromEntries(
    [...groups].map(([group, all]) => [group, all.filter(({ found }) => found).length / all.length]),
  )
}

/** gitleaks reads one file with one credential in each line. */
function findWithGitleaks(): FigureSet | null {
  const folder = mkdtempSync(join(tmpdir(), 'bench-redaction-'))
  try {
    writeFileSync(join(folder, 'planted.txt'), planted.map(({ text }) => `${text}\n`).join(''))
    const report = join(folder, 'report.json')
    const options = ['dir', join(folder, 'planted.txt'), '--no-banner', '--exit-code', '0', '--report-path', report]
    if (spawnSync('gitleaks', options).status !== 0) {
      process.stderr.write('gitleaks is not installed and is skipped\n')
      return null
    }
    const found = JSON.parse(readFileSync(report, 'utf8')) as readonly { readonly StartLine: number }[]
    const found0 = new Set(found.map(({ StartLine }) => StartLine - 1))
    return sharesOf((_, index) => found0.has(index))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

interface Secretlint {
  lintSource(options: unknown): Promise<{ readonly messages: readonly unknown[] }>
}

async function findWithSecretlint(): Promise<FigureSet | null> {
  const folder = optionOf('--peers')
  if (folder === undefined) {
    process.stderr.write('secretlint is skipped without --peers DIR\n')
    return null
  }
  const require = createRequire(join(folder, 'package.json'))
  const load = async (name: string): Promise<unknown> => import(pathToFileURL(require.resolve(name)).href)
  const { lintSource } = (await load('@secretlint/core')) as Secretlint
  const { creator } = (await load('@secretlint/secretlint-rule-preset-recommend')) as { readonly creator: unknown }
  const config = { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator }] }
  const found: boolean[] = []
  for (const { text } of planted) {
    const source = { content: text, filePath: '/planted.txt', ext: '.txt', contentType: 'text' }
    found.push((await lintSource({ source, options: { config } })).messages.length > 0)
  }
  return sharesOf((_, index) => found[index] === true)
}

function optionOf(name: string): string | undefined {
  const at = process.argv.indexOf(name)
  return at === -1 ? undefined : process.argv[at + 1]
}
