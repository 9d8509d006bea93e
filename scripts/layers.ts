/**
 * The only rule about imports: a file imports from its own module, from modules above it in this list, and from the
 * layers before its own. A module is a folder, or a single file, directly in a layer.
 */
import { posix } from 'node:path'

export const LAYERS = {
  /** Pure: no I/O, clock, randomness or environment. */
  core: [
    'errors',
    'issue-ref',
    'time-units',
    'json-object',
    'exact-tests',
    'version-order',
    'redaction',
    'report',
    'flow',
    'probe',
    'signatures',
    'diagnosis',
    'duplicates',
    'outcomes',
    'alarms',
    'drafts',
    'feedback',
    'fixes',
    'overview',
    'settings',
    'comments',
    'plan',
    'documentation',
    'evaluation',
    'rehearsal',
  ],
  /** The outside world behind small interfaces. */
  adapters: [
    'tick-gate',
    'pack-folder',
    'own-files',
    'attachments',
    'probe',
    'queue',
    'store',
    'github',
    'config',
    'compiled-pack',
    'saved-indexes',
  ],
  /** What the bot does; no protocol, no printing. */
  app: [
    'triage-document-schema',
    'triage-document',
    'past-issues',
    'issue-dossier',
    'webhooks',
    'run-in-steps',
    'analysis',
    'settings-loader',
    'matching',
    'fixes',
    'overview',
    'alarms',
    'hourly-budget',
    'previous-comments',
    'retention',
    'run-probe',
    'feedback-intake',
    'outcomes',
    'weekly',
    'decision-record',
    'triage',
    'backfill',
    'events',
  ],
  entrypoints: ['node-version', 'action', 'mcp', 'web', 'server', 'cli'],
} as const

/** Files that only the named files may import: all writes to GitHub go through one of them. */
export const RESERVED: Readonly<Record<string, readonly string[]>> = {
  'src/adapters/github/octokit/octokit-writes.ts': ['src/adapters/github/octokit/octokit-github.ts'],
  'src/adapters/github/octokit/octokit-native-fields.ts': ['src/adapters/github/octokit/octokit-github.ts'],
  'src/adapters/github/octokit/octokit-discussion-writes.ts': ['src/adapters/github/octokit/octokit-discussions.ts'],
  'src/adapters/github/octokit/octokit-discussions.ts': ['src/adapters/github/octokit/octokit-github.ts'],
  'src/adapters/github/octokit/octokit-github.ts': [
    'src/entrypoints/server/clients.ts',
    'src/entrypoints/action/client.ts',
  ],
}

/** Packages that the core may import: pure computation, no I/O. */
const PURE_PACKAGES =
  /^(?:node:(?:crypto|path)|zod|yaml|semver|natural|re2js|ipaddr\.js|@eslint-community\/regexpp|mdast.*|micromark.*)(?:\/.*)?$/

export interface SourceFile {
  /** Path relative to the project folder, with `/` as separator. */
  readonly path: string
  readonly text: string
}

const ORDER = Object.entries(LAYERS).flatMap(([layer, modules]) => modules.map((it) => `${layer}/${it}`))

/** Static, type and dynamic imports, re-exports, and files that are started as threads or read by URL. */
const IMPORT = /(?:from|import|import\()\s*['"]([^'"]+)['"]|new URL\(\s*['"](\.[^'"]+\.ts)['"]/g

/** @returns the violations of the rule, one sentence each */
export function findWrongImports(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) => {
    const from = moduleOf(file.path)
    if (from === null) return []
    if (rank(from) === -1) return [`${file.path}: ${from} is not in the list of scripts/layers.ts.`]
    return [...file.text.matchAll(IMPORT)].flatMap(([, imported, read]) => {
      const wrong = whatIsWrong(file.path, (imported ?? read) as string)
      return wrong === null ? [] : [`${file.path}: ${wrong}`]
    })
  })
}

function whatIsWrong(path: string, specifier: string): string | null {
  const from = moduleOf(path) as string
  if (!specifier.startsWith('.')) {
    const isFine = !from.startsWith('core/') || PURE_PACKAGES.test(specifier)
    return isFine ? null : `core is pure and may not import ${specifier}.`
  }
  const target = posix.join(posix.dirname(path), specifier)
  const to = moduleOf(target)
  if (to === null) return target.startsWith('src/') ? `nothing in src/ imports ${target}.` : null
  if (RESERVED[target]?.includes(path) === false) return `only ${RESERVED[target].join(' and ')} may import ${target}.`
  return rank(to) <= rank(from) ? null : `${from} comes before ${to} and may not import ${target}.`
}

/** Finds names that `src/` exports from two files: one name should have one meaning. Migrations all export `up`. */
export function findRepeatedNames(files: readonly SourceFile[]): readonly string[] {
  const exported = files
    .filter(({ path }) => path.startsWith('src/') && !path.includes('/migrations/'))
    .flatMap(({ path, text }) => [...text.matchAll(EXPORT)].map(([, name]) => ({ name: name as string, path })))
  return [...Map.groupBy(exported, ({ name }) => name)]
    .filter(([, places]) => new Set(places.map(({ path }) => path)).size > 1)
    .map(([name, places]) => `${name} is exported by ${places.map(({ path }) => path).join(' and ')}.`)
}

const EXPORT = /^export (?:abstract |async |declare )*(?:function\*?|const|let|class|interface|type|enum) (\w+)/gm

function rank(module: string): number {
  return ORDER.indexOf(module)
}

/** @returns `layer/module`; null for files in no layer, such as the public API `src/index.ts` */
function moduleOf(path: string): string | null {
  const [, layer, name] = /^src\/([\w-]+)\/([\w-]+)(?:\.ts|\.json|\/|$)/.exec(path) ?? []
  return layer === undefined ? null : `${layer}/${name}`
}
