import { SHIPPED_PARAMETERS } from '../diagnosis/model-parameters.ts'
import { NO_HINTS } from '../report/repository-hints.ts'
import type { Pack } from '../signatures/pack.ts'
import { packChoice } from './choose-packs.ts'
import { DEFAULT_REPOSITORY_SETTINGS } from './default-settings.ts'
import type { Rules } from './rules.ts'

/** The rules for a report without a repository, such as a file or pasted text. */
export function plainRules(pack: Pack): Rules {
  return {
    settings: DEFAULT_REPOSITORY_SETTINGS,
    pack,
    parameters: { ...SHIPPED_PARAMETERS, packs: packChoice(pack, DEFAULT_REPOSITORY_SETTINGS, null) },
    hints: NO_HINTS,
    problems: [],
  }
}
