/**
 * The text of a repository's settings becomes checked settings, or a list of what is wrong with line, field and remedy.
 * The text is untrusted: its size is capped, aliases are refused, and no other file is ever pulled in.
 */
import { isParsed, type Parsed, parseFile, type RenamedKey } from '../signatures/parse.ts'
import type { Problem } from '../signatures/problems.ts'
import { type RepositorySettings, settingsSchema } from './repository-settings.ts'

/** Where a repository keeps its settings, on its default branch. */
export const SETTINGS_PATH = '.github/auth-triage.yml'

/** Settings of 64 KB are no settings any more. */
export const MAX_SETTINGS = 64 * 1024

/** Either settings, or what is wrong with the text; never both. */
export type ParsedSettings =
  | {
      readonly settings: RepositorySettings
      readonly problems: readonly []
      readonly lineOf: LineOf
      readonly renamed: readonly RenamedKey[]
    }
  | {
      readonly settings: null
      readonly problems: readonly Problem[]
      readonly lineOf: LineOf
      readonly renamed: readonly []
    }

type LineOf = Parsed<RepositorySettings>['lineOf']

const FORM = {
  largest: MAX_SETTINGS,
  tooLarge: 'settings are a few kilobytes; remove what does not belong there',
  reference: 'docs/configuration.md',
  /** Known from other bots. Pulling in files of other repositories could run in circles, and hides what holds. */
  foreignKeys: {
    _extends: "write the settings here; a repository without a file of its own takes that of its owner's `.github`",
  },
  renamedKeys: { surface: 'id' },
} as const

/**
 * @param file path for the messages; the usual one unless told
 * @returns every default filled in; an empty text or one of comments alone gives the defaults
 */
export function parseSettings(text: string, file: string = SETTINGS_PATH): ParsedSettings {
  const parsed = parseFile({ path: file, text: isBlank(text) ? '{}' : text }, settingsSchema, FORM)
  if (isParsed(parsed)) return { settings: parsed.value, problems: [], lineOf: parsed.lineOf, renamed: parsed.renamed }
  return { settings: null, problems: parsed.toSorted((a, b) => a.line - b.line), lineOf: () => 1, renamed: [] }
}

function isBlank(text: string): boolean {
  return text.length <= MAX_SETTINGS && text.split('\n').every((line) => /^\s*(?:#|$)/.test(line))
}
