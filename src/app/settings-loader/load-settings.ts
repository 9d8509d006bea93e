/**
 * Finds what a repository asks for: its own file, else that of its owner's `.github` repository, else nothing. A file
 * that is wrong changes nothing: the last good one holds. Nothing is written to GitHub.
 */
import { createHash } from 'node:crypto'
import { classifyRefusal } from '../../adapters/github/refusal.ts'
import type { FileNotRead, FileRequest, FoundFile, RepositoryFiles } from '../../adapters/github/repository-files.ts'
import type { RepositorySettingsStore, StoredSettings } from '../../adapters/store/store.ts'
import type { RepositoryRef } from '../../core/issue-ref.ts'
import { MAX_SETTINGS, SETTINGS_PATH } from '../../core/settings/parse-settings.ts'
import {
  DEFAULT_REPOSITORY_SETTINGS,
  type RepositorySettings,
  settingsSchema,
} from '../../core/settings/repository-settings.ts'
import type { RuleCompiler } from '../../core/settings/rule-compiler.ts'
import type { Problem } from '../../core/signatures/problems.ts'

/** Settings with where they came from. */
export interface LoadedSettings {
  readonly settings: RepositorySettings
  readonly problems: readonly Problem[]
  /** What GitHub need not send again. */
  readonly versions: Versions
}

/** ETag by place; null where nothing is known. */
type Versions = Readonly<Record<'repository' | 'owner', string | null>>

interface LoadOptions {
  readonly files: RepositoryFiles
  readonly store: RepositorySettingsStore
  readonly compiler: Pick<RuleCompiler, 'readSettings'>
  /** What was loaded before in this process. */
  readonly before: LoadedSettings | null
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** Where a repository without a file of its own looks. */
export const OWNERS_REPOSITORY = '.github'

/** @throws TriageError('github-refused') when GitHub cannot say now; acting without knowing might be what is forbidden */
export async function loadSettings(repository: RepositoryRef, options: LoadOptions): Promise<LoadedSettings> {
  const found = await find(repository, options)
  if (found === 'unchanged') return options.before ?? loadSettings(repository, { ...options, before: null })
  const kept = await options.store.keptSettings(repository)
  const { settings, problems, isGood } = await read(found, kept, options)
  const textHash = found.text === null ? null : createHash('sha256').update(found.text).digest('hex')
  await options.store.keepSettings(repository, {
    ...{ source: found.source, textHash, problems, checkedAt: options.now },
    settings: isGood ? JSON.stringify(settings) : (kept?.settings ?? null),
  })
  return { settings, problems, versions: found.versions }
}

interface Found {
  readonly source: StoredSettings['source']
  /** Null where there is no file. */
  readonly text: string | null
  /** Why a file that is there could not be read. */
  readonly problems: readonly Problem[]
  readonly versions: Versions
}

const NOTHING: Found = { source: 'none', text: null, problems: [], versions: { repository: null, owner: null } }

async function find(repository: RepositoryRef, { files, before }: LoadOptions): Promise<Found | 'unchanged'> {
  const own = await readAt({ repository, path: SETTINGS_PATH, known: before?.versions.repository ?? null }, files)
  if (own !== 'absent') return own === 'unchanged' ? own : toFound('repository', own)
  const shared = { owner: repository.owner, repo: OWNERS_REPOSITORY }
  const known = before?.versions.owner ?? null
  const owners = await readAt({ repository: shared, path: SETTINGS_PATH, known }, files)
  if (owners === 'absent') return NOTHING
  return owners === 'unchanged' ? owners : toFound('owner', owners)
}

type Answer = FoundFile | FileNotRead | 'too-large' | 'forbidden'

/** An installation from before the App asked for contents must not park every delivery; its maintainers are told. */
async function readAt(address: FileRequest, files: RepositoryFiles): Promise<Answer> {
  try {
    return await files.readFile(address)
  } catch (error) {
    if (classifyRefusal(error).kind === 'forbidden') return 'forbidden'
    throw error
  }
}

function toFound(source: 'repository' | 'owner', answer: Exclude<Answer, FileNotRead>): Found {
  if (answer === 'too-large') return { ...NOTHING, source, problems: [wholeFile(...TOO_LARGE)] }
  if (answer === 'forbidden') return { ...NOTHING, problems: [wholeFile(...FORBIDDEN)] }
  return { source, text: answer.text, problems: [], versions: { ...NOTHING.versions, [source]: answer.version } }
}

const TOO_LARGE = [`is larger than ${MAX_SETTINGS} characters`, 'remove what does not belong there'] as const
const FORBIDDEN = ['may not be read by the bot', 'accept "Contents: read" for the App in its installation'] as const

function wholeFile(message: string, hint: string): Problem {
  return { file: SETTINGS_PATH, line: 1, message, hint }
}

/** What holds, and what is wrong with the text. */
async function read({ text, problems }: Found, kept: StoredSettings | null, { compiler }: LoadOptions) {
  if (text === null && problems.length > 0) return { settings: lastGood(kept), problems, isGood: false }
  const said = await compiler.readSettings(text ?? '')
  if (said.settings === null) return { settings: lastGood(kept), problems: said.problems, isGood: false }
  return { settings: said.settings, problems: said.problems, isGood: true }
}

/** Who wrote settings wanted something; until they can be read, the bot only watches. */
const WATCHING: RepositorySettings = { ...DEFAULT_REPOSITORY_SETTINGS, mode: 'dry-run' }

function lastGood(kept: StoredSettings | null): RepositorySettings {
  if (kept?.settings == null) return WATCHING
  // Written by an earlier version perhaps, whose form was another.
  const checked = settingsSchema.safeParse(JSON.parse(kept.settings))
  return checked.success ? checked.data : WATCHING
}
