/**
 * Which room of `src/` may import which: the one table. `npm run generate` writes it into `biome.rooms.json`, which
 * `npm run check` enforces. A pure room also gets no network, no disk, no clock and no environment: they are passed in.
 */

interface Room {
  readonly is: string
  readonly mayImport: readonly string[]
  readonly pure?: boolean
}

const CORE = ['report', 'signatures', 'diagnosis', 'duplicates', 'conversation', 'plan', 'comments'] as const
const WORLD = ['attachments', 'config', 'github', 'inbox', 'store'] as const

export const ROOMS: Readonly<Record<string, Room>> = {
  report: { is: 'an issue made ready to read, redacted', mayImport: [], pure: true },
  signatures: { is: 'the pack; does not know GitHub', mayImport: ['report'], pure: true },
  diagnosis: { is: 'report and pack to diagnosis', mayImport: ['report', 'signatures'], pure: true },
  duplicates: {
    is: 'matches and clusters; knows neither GitHub nor SQL',
    mayImport: ['report', 'signatures', 'diagnosis'],
    pure: true,
  },
  conversation: {
    is: 'what people say to the bot, and what follows from it',
    mayImport: ['report', 'signatures', 'diagnosis', 'duplicates', 'config'],
    pure: true,
  },
  comments: {
    is: 'the wording; decides nothing',
    mayImport: ['report', 'signatures', 'diagnosis', 'duplicates', 'conversation', 'config'],
    pure: true,
  },
  plan: {
    is: 'what to do; no I/O',
    mayImport: ['report', 'signatures', 'diagnosis', 'duplicates', 'conversation', 'comments', 'config'],
    pure: true,
  },
  documentation: {
    is: 'the pack as pages to read',
    mayImport: ['signatures', 'diagnosis', 'conversation'],
    pure: true,
  },
  evaluation: {
    is: 'figures on labelled reports',
    mayImport: ['report', 'signatures', 'diagnosis', 'duplicates'],
    pure: true,
  },
  attachments: { is: 'fetches logs; does not look for failures in them', mayImport: ['report'] },
  config: {
    is: 'settings of the process and of a repository',
    mayImport: ['signatures', 'diagnosis', 'report', 'github', 'store'],
  },
  inbox: { is: 'durable deliveries; does not know what one means', mayImport: [] },
  store: { is: 'SQL lives here; does not know signatures', mayImport: ['inbox'] },
  github: { is: 'the calls; decides nothing', mayImport: ['plan', 'comments', 'report', 'attachments'] },
  matching: {
    is: 'asks the store which reports share a cause; scores nothing itself',
    mayImport: [...CORE, 'config', 'github', 'store'],
  },
  backfill: {
    is: 'reads the issues that were there before the bot; writes nothing to GitHub',
    mayImport: [...CORE, 'config', 'github', 'store', 'matching', 'analysis'],
  },
  'issue-report': { is: 'all that is linked to one issue, as one document', mayImport: [...CORE, 'github'] },
  analysis: {
    is: "reads what strangers wrote, in threads with limits; knows neither GitHub's calls nor the store",
    mayImport: [...CORE, 'attachments', 'config', 'github', 'inbox', 'issue-report', 'deliveries'],
  },
  hearing: {
    is: 'what people did and said on GitHub, understood and kept; plans nothing',
    mayImport: [...CORE, 'config', 'github', 'store', 'issue-report', 'analysis'],
  },
  deliveries: {
    is: 'what each event of GitHub asks for, and the doing of it',
    mayImport: [...CORE, ...WORLD, 'matching', 'backfill', 'hearing', 'issue-report', 'analysis'],
  },
  bot: {
    is: 'door 1, the App; no logic of its own',
    mayImport: [...CORE, ...WORLD, 'matching', 'deliveries', 'web', 'mcp', 'analysis'],
  },
  web: {
    is: 'door 3, pages and HTTP API',
    mayImport: [...CORE, ...WORLD, 'matching', 'documentation', 'issue-report', 'mcp', 'analysis'],
  },
  mcp: { is: 'door 4, for assistants', mayImport: [...CORE, ...WORLD, 'matching', 'documentation', 'analysis'] },
  action: {
    is: 'door 5, the GitHub Action; no server, no inbox',
    mayImport: [...CORE, ...WORLD, 'matching', 'deliveries', 'hearing', 'analysis'],
  },
  cli: {
    is: 'door 2, the command line',
    mayImport: [
      ...CORE,
      ...WORLD,
      'matching',
      'backfill',
      'deliveries',
      'documentation',
      'evaluation',
      'issue-report',
      'analysis',
      'bot',
      'web',
      'mcp',
    ],
  },
}

/** The rooms that send somebody down the corridor. */
const DOORS: readonly string[] = ['analysis', 'deliveries', 'bot', 'cli', 'web', 'mcp', 'action', 'issue-report']

const OUTSIDE = [
  ...['node:fs', 'node:fs/**', 'node:http', 'node:https', 'node:net', 'node:timers', 'node:timers/**'],
  ...['node:child_process', 'node:sqlite', 'probot', '@octokit/**', 'kysely', 'pg', 'pino'],
  // What a repository asks for is plain data and part of the input; the environment and what reads files are not.
  ...['../config/**', '!../config/repository-settings.ts'],
]

const GLOBALS_OF_THE_OUTSIDE = {
  process: 'The core reads no environment.',
  fetch: 'The core has no network.',
  setTimeout: 'The core has no clock.',
  performance: 'The core has no clock.',
}

/** @returns the text of `biome.rooms.json` */
export function renderRoomRules(): string {
  const overrides = [...Object.entries(ROOMS).map(([name, room]) => toOverride(name, room)), CORRIDOR, PACK_READER]
  return `${JSON.stringify({ root: false, overrides }, null, 2)}\n`
}

/** The corridor goes through the rooms and opens no door. */
const CORRIDOR = override('src/triage.ts', [
  {
    group: [
      './deliveries/**',
      './bot/**',
      './cli/**',
      './web/**',
      './mcp/**',
      './action/**',
      'probot',
      '@octokit/**',
      'kysely',
    ],
    message: 'The corridor knows no door and no client.',
  },
])

/** The one file of `signatures/` that reads the disk. */
const PACK_READER = override('src/signatures/folder.ts', [])

function toOverride(name: string, { is, mayImport, pure = false }: Room) {
  const denied = Object.keys(ROOMS).filter((other) => other !== name && !mayImport.includes(other))
  const group = [...denied.flatMap((other) => [`../${other}/**`, `../../${other}/**`]), ...corridorUnlessDoor(name)]
  const rooms = { group, message: `src/${name}/ may not import this (${is}). The table is scripts/rooms.ts.` }
  const outside = { group: OUTSIDE, message: `src/${name}/ is pure: clock, network, disk and store are passed in.` }
  return override(`src/${name}/**`, pure ? [rooms, outside] : [rooms], pure)
}

/** Only who opens a door sends somebody down the corridor. */
function corridorUnlessDoor(name: string): readonly string[] {
  return DOORS.includes(name)
    ? []
    : ['../triage.ts', '../../triage.ts', '../triage-document.ts', '../../triage-document.ts']
}

interface Pattern {
  readonly group: readonly string[]
  readonly message: string
}

function override(files: string, patterns: readonly Pattern[], pure = false) {
  const noRestrictedImports = patterns.length === 0 ? 'off' : { level: 'error', options: { patterns } }
  const noRestrictedGlobals = { level: 'error', options: { deniedGlobals: GLOBALS_OF_THE_OUTSIDE } }
  const style = { noRestrictedImports, ...(pure && { noRestrictedGlobals }) }
  return { includes: [files], linter: { rules: { style } } }
}
