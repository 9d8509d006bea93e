/**
 * What settings say that has no effect: ids that the pack does not have, thresholds below the bot's own. They stay in
 * force all the same, since a pack changes without its repositories knowing.
 */
import { SHIPPED_PARAMETERS } from '../diagnosis/model-parameters.ts'
import type { Pack } from '../signatures/pack.ts'
import { nearestOf, type RenamedKey } from '../signatures/parse.ts'
import type { Problem } from '../signatures/problems.ts'
import type { RepositorySettings } from './repository-settings.ts'

interface Read {
  readonly file: string
  readonly settings: RepositorySettings
  lineOf(path: readonly PropertyKey[]): number
  readonly renamed: readonly RenamedKey[]
}

/** @param mayLoosen whether the operator lets repositories lower thresholds */
export function remarksOn(read: Read, pack: Pack, mayLoosen: boolean): readonly Problem[] {
  const found = [
    ...formerKeys(read.renamed),
    ...unknownIds(read.settings, pack),
    ...(mayLoosen ? [] : lowThresholds(read.settings)),
  ]
  return found.map(({ path, message, hint }) => ({ file: read.file, line: read.lineOf(path), message, hint }))
}

interface Remark {
  readonly path: readonly PropertyKey[]
  readonly message: string
  readonly hint: string
}

function formerKeys(renamed: readonly RenamedKey[]): readonly Remark[] {
  return renamed.map(({ path, now }) => {
    const message = `\`${path.join('.')}\` is called \`${[...path.slice(0, -1), now].join('.')}\` now; it still works`
    return { path, message, hint: 'rename it' }
  })
}

function unknownIds({ signatures, packs, labels, wording }: RepositorySettings, pack: Pack): readonly Remark[] {
  const ids = [...pack.signatures.keys()]
  const named = [
    ...signatures.off.map((id, at) => ({ id, path: ['signatures', 'off', at] })),
    ...Object.keys(labels.signatures).map((id) => ({ id, path: ['labels', 'signatures', id] })),
    ...Object.keys(wording.questions).map((id) => ({ id, path: ['wording', 'questions', id] })),
  ].map((it) => ({ ...it, kind: 'signature', known: ids }))
  const folders = [...new Set(pack.folders.values())]
  const inPacks = packs.off.map((id, at) => ({ id, path: ['packs', 'off', at], kind: 'pack', known: folders }))
  return [...named, ...inPacks]
    .filter(({ id, known }) => !known.includes(id))
    .map(({ id, path, kind, known }) => {
      const nearest = nearestOf(id, known)
      const hint = nearest === null ? 'it has no effect; remove it' : `did you mean \`${nearest}\`?`
      return { path, message: `no ${kind} is called \`${id}\``, hint }
    })
}

function lowThresholds({ thresholds }: RepositorySettings): readonly Remark[] {
  const { assertDecisive, ask } = SHIPPED_PARAMETERS.thresholds
  const least = { assert: assertDecisive, ask }
  return (['assert', 'ask'] as const)
    .filter((name) => thresholds[name] > 0 && thresholds[name] < least[name])
    .map((name) => {
      const message = `\`thresholds.${name}\` is below the bot's own, ${least[name]}, which holds`
      return { path: ['thresholds', name], message, hint: 'raise it, or remove it' }
    })
}
