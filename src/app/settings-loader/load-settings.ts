/**
 * Loads a repository's settings from its own file, or else from the file in its owner's `.github` repository, or else
 * uses the defaults. An invalid file changes nothing: the last valid settings stay in force. Writes nothing to GitHub.
 */
import { createHash } from 'node:crypto'
import { classifyRefusal } from '../../adapters/github/refusal.ts'
import type { FileNotRead, FileRequest, FoundFile, RepositoryFiles } from '../../adapters/github/repository-files.ts'
import type { RepositorySettingsStore, StoredSettings } from '../../adapters/store/stored-settings.ts'
import type { RepositoryRef } from '../../core/issue-ref.ts'
import { DEFAULT_REPOSITORY_SETTINGS } from '../../core/settings/default-settings.ts'
import { MAX_SETTINGS, SETTINGS_PATH } from '../../core/settings/parse-settings.ts'
import { type RepositorySettings, settingsSchema } from '../../core/settings/repository-settings.ts'
import type { RuleCompiler } from '../../core/settings/rule-compiler.ts'
import type { Problem } from '../../core/signatures/problems.ts'

/** Settings with their problems and their files' versions. */
export interface LoadedSettings {
  readonly settings: RepositorySettings
  readonly problems: readonly Problem[]
  /** Sent to GitHub, so that it does not send an unchanged file again. */
  readonly versions: Versions
}

/** The file's ETag in each location; null if unknown. */
type Versions = Readonly<Record<'repository' | 'owner', string | null>>

interface LoadOptions {
  readonly files: RepositoryFiles
  readonly store: RepositorySettingsStore
  readonly compiler: Pick<RuleCompiler, 'readSettings'>
  /** The previous load's result in this process. */
  readonly before: LoadedSettings | null
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** Name of the owner's repository whose settings apply to repositories without their own file. */
export const OWNERS_REPOSITORY = '.github'

/**
 * @throws TriageError('github-refused') when GitHub cannot answer at the moment: acting without the settings might
 *   violate them
 */
export async function loadSettings(repository: RepositoryRef, options: LoadOptions): Promise<LoadedSettings> {
  const found = await find(repository, options)
  if (found === 'unchanged') return options.before ?? loadSettings(repository, { ...options, before: null })
  const kept = await options.store.keptSettings(repository)
  const { settings, problems, isValid } = await read(found, kept, options)
  await options.store.keepSettings(repository, {
    source: found.source,
    textHash: found.text === null ? null : createHash('sha256').update(found.text).digest('hex'),
    problems,
    checkedAt: options.now,
    settings: isValid ? JSON.stringify(settings) : (kept?.settings ?? null),
  })
  return { settings, problems, versions: found.versions }
}

interface SettingsFile {
  readonly source: StoredSettings['source']
  /** Null if there is no file. */
  readonly text: string | null
  /** Why an existing file could not be read. */
  readonly problems: readonly Problem[]
  readonly versions: Versions
}

const NO_FILE: SettingsFile = { source: 'none', text: null, problems: [], versions: { repository: null, owner: null } }

async function find(repository: RepositoryRef, { files, before }: LoadOptions): Promise<SettingsFile | 'unchanged'> {
  const own = await readAt({ repository, path: SETTINGS_PATH, known: before?.versions.repository ?? null }, files)
  if (own !== 'absent') return own === 'unchanged' ? own : toSettingsFile('repository', own)
  const shared = { owner: repository.owner, repo: OWNERS_REPOSITORY }
  const known = before?.versions.owner ?? null
  const owners = await readAt({ repository: shared, path: SETTINGS_PATH, known }, files)
  // Without access to the owner's repository, its file does not apply.
  if (owners === 'absent' || owners === 'forbidden') return NO_FILE
  return owners === 'unchanged' ? owners : toSettingsFile('owner', owners)
}

type Answer = FoundFile | FileNotRead | 'too-large' | 'forbidden'

/**
 * A missing permission is a problem for maintainers to fix, not an error: an installation that predates the `contents`
 * permission must not park every delivery.
 */
async function readAt(request: FileRequest, files: RepositoryFiles): Promise<Answer> {
  try {
    return await files.readFile(request)
  } catch (error) {
    if (classifyRefusal(error).kind === 'forbidden') return 'forbidden'
    throw error
  }
}

function toSettingsFile(source: 'repository' | 'owner', answer: Exclude<Answer, FileNotRead>): SettingsFile {
  if (answer === 'too-large') return { ...NO_FILE, source, problems: [wholeFile(...TOO_LARGE)] }
  if (answer === 'forbidden') return { ...NO_FILE, problems: [wholeFile(...FORBIDDEN)] }
  return { source, text: answer.text, problems: [], versions: { ...NO_FILE.versions, [source]: answer.version } }
}

const TOO_LARGE = [`is larger than ${MAX_SETTINGS} characters`, 'remove everything that is not a setting'] as const
const FORBIDDEN = ['cannot be read by the bot', 'accept the "Contents: read" permission for the App'] as const

/** A problem with the whole file, reported on its first line. */
function wholeFile(message: string, hint: string): Problem {
  return { file: SETTINGS_PATH, line: 1, message, hint }
}

/** Returns the settings in force and the file's problems. */
async function read({ text, problems }: SettingsFile, kept: StoredSettings | null, { compiler }: LoadOptions) {
  if (text === null && problems.length > 0) return { settings: lastValid(kept), problems, isValid: false }
  const reading = await compiler.readSettings(text ?? '')
  if (reading.settings === null) return { settings: lastValid(kept), problems: reading.problems, isValid: false }
  return { settings: reading.settings, problems: reading.problems, isValid: true }
}

/** Somebody wrote settings to restrict or change the bot, so it writes nothing to GitHub until it can read them. */
const UNTIL_VALID: RepositorySettings = { ...DEFAULT_REPOSITORY_SETTINGS, mode: 'dry-run' }

function lastValid(kept: StoredSettings | null): RepositorySettings {
  if (kept?.settings == null) return UNTIL_VALID
  // An earlier version may have stored the settings in another format.
  const checked = settingsSchema.safeParse(JSON.parse(kept.settings))
  return checked.success ? checked.data : UNTIL_VALID
}
