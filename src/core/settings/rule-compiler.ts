/**
 * Turns what a repository wrote into rules: its settings file into checked settings, its signatures into a pack. All of
 * it is a stranger's text, so the bot does this in another thread; `compileHere` is for one's own machine and for tests.
 */
import type { Pack } from '../signatures/pack.ts'
import type { Problem } from '../signatures/problems.ts'
import { parseSettings, SETTINGS_PATH } from './parse-settings.ts'
import type { RepositorySettings } from './repository-settings.ts'
import { type RepositoryRules, type RulesSource, resolveRules } from './rules.ts'
import { remarksOn } from './settings-remarks.ts'

/** Settings with remarks on them; or null, and what is wrong with the text. */
export interface SettingsReading {
  readonly settings: RepositorySettings | null
  readonly problems: readonly Problem[]
}

export interface RuleCompiler {
  /** @param text of the settings file, untrusted */
  readSettings(text: string): Promise<SettingsReading>
  /** @param problems found before, which the rules carry on */
  compile(source: RulesSource, problems: readonly Problem[]): Promise<RepositoryRules>
}

/** @param mayLoosen whether the operator lets repositories lower thresholds */
export function readSettings(text: string, pack: Pack, mayLoosen: boolean): SettingsReading {
  const parsed = parseSettings(text)
  if (parsed.settings === null) return { settings: null, problems: parsed.problems }
  return { settings: parsed.settings, problems: remarksOn({ ...parsed, file: SETTINGS_PATH }, pack, mayLoosen) }
}

/** Compiles in this thread. */
export function compileInProcess(pack: Pack, mayLoosen: boolean): RuleCompiler {
  return {
    readSettings: async (text) => readSettings(text, pack, mayLoosen),
    compile: async (source, problems) => ({ ...resolveRules(pack, { ...source, problems }), source }),
  }
}
