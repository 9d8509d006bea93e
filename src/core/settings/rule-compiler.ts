/**
 * Compiles a repository's own files into rules: its settings file into validated settings, its signatures into a pack.
 * The files are untrusted, so the bot does this in another thread; `compileInProcess` is for local use and tests.
 */
import type { Pack } from '../signatures/pack.ts'
import type { Problem } from '../signatures/problems.ts'
import { parseSettings, SETTINGS_PATH } from './parse-settings.ts'
import type { RepositorySettings } from './repository-settings.ts'
import { type RepositoryRules, type RulesSource, resolveRules } from './rules.ts'
import { remarksOn } from './settings-remarks.ts'

/** Settings with remarks about them, or null with the problems found in the text. */
export interface SettingsReading {
  readonly settings: RepositorySettings | null
  readonly problems: readonly Problem[]
}

export interface RuleCompiler {
  /** @param text the text of the settings file, untrusted */
  readSettings(text: string): Promise<SettingsReading>
  /** @param problems the problems found earlier; they become part of the rules */
  compile(source: RulesSource, problems: readonly Problem[]): Promise<RepositoryRules>
}

/** @param mayLoosen whether the operator lets repositories lower thresholds */
export function readSettings(text: string, pack: Pack, mayLoosen: boolean): SettingsReading {
  const parsed = parseSettings(text)
  if (parsed.settings === null) return { settings: null, problems: parsed.problems }
  return { settings: parsed.settings, problems: remarksOn({ ...parsed, file: SETTINGS_PATH }, pack, mayLoosen) }
}

/** A compiler that runs in the current thread. */
export function compileInProcess(pack: Pack, mayLoosen: boolean): RuleCompiler {
  return {
    readSettings: async (text) => readSettings(text, pack, mayLoosen),
    compile: async (source, problems) => ({ ...resolveRules(pack, { ...source, problems }), source }),
  }
}
