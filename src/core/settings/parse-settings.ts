/**
 * Parses the text of a repository's settings file into validated settings, or into a list of problems, each with its
 * line, field and remedy. The text is untrusted: its size is limited, aliases are refused, and no other file is
 * included.
 */
import type { RenamedKey } from '../signatures/former-keys.ts'
import { isParsed, type Parsed, parseFile } from '../signatures/parse.ts'
import type { Problem } from '../signatures/problems.ts'
import { type RepositorySettings, settingsSchema } from './repository-settings.ts'

/** Path of the settings file on a repository's default branch. */
export const SETTINGS_PATH = '.github/auth-triage.yml'

/** Size limit of the settings file, in characters. */
export const MAX_SETTINGS = 64 * 1024

/** Either settings or problems, never both. */
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
  maxLength: MAX_SETTINGS,
  tooLargeHint: 'a settings file is a few kilobytes; remove everything that is not a setting',
  reference: 'docs/configuration.md',
  /**
   * Other bots support `_extends`. Including files from other repositories could create cycles, and would hide which
   * settings are in force.
   */
  foreignKeys: {
    _extends:
      "write the settings here; a repository without its own file uses the one in its owner's `.github` repository",
  },
  renamedKeys: { 'product.surface': 'id' },
} as const

/**
 * @param file path to show in messages
 * @returns settings with every default filled in; an empty text, or one that contains only comments, gives the defaults
 */
export function parseSettings(text: string, file: string = SETTINGS_PATH): ParsedSettings {
  const parsed = parseFile({ path: file, text: isBlank(text) ? '{}' : text }, settingsSchema, FORM)
  if (isParsed(parsed)) return { settings: parsed.value, problems: [], lineOf: parsed.lineOf, renamed: parsed.renamed }
  return { settings: null, problems: parsed.toSorted((a, b) => a.line - b.line), lineOf: () => 1, renamed: [] }
}

function isBlank(text: string): boolean {
  return text.length <= MAX_SETTINGS && text.split('\n').every((line) => /^\s*(?:#|$)/.test(line))
}
