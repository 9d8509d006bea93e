/**
 * Finds settings that have no effect, such as ids that are not in the pack and thresholds below the bot's own, and keys
 * with an old name. These are remarks, not errors, because a pack can change without its repositories knowing.
 */
import { SHIPPED_PARAMETERS } from '../diagnosis/model-parameters.ts'
import { PRODUCTS } from '../report/products.ts'
import type { RenamedKey } from '../signatures/former-keys.ts'
import type { Pack } from '../signatures/pack.ts'
import { closestWord } from '../signatures/parse.ts'
import type { Problem } from '../signatures/problems.ts'
import type { RepositorySettings } from './repository-settings.ts'

interface SettingsFile {
  readonly file: string
  readonly settings: RepositorySettings
  lineOf(path: readonly PropertyKey[]): number
  readonly renamed: readonly RenamedKey[]
  /** The headings of the repository's issue templates; empty or omitted if they are not known. */
  readonly templateHeadings?: readonly string[]
}

/** @param mayLoosen whether the operator lets repositories lower thresholds */
export function remarksOn(source: SettingsFile, pack: Pack, mayLoosen: boolean): readonly Problem[] {
  const remarks = [
    ...formerKeys(source.renamed),
    ...packsOff(source.settings),
    ...unknownIds(source.settings, pack),
    ...unknownProduct(source.settings),
    ...unknownHeadings(source.settings, source.templateHeadings ?? []),
    ...(mayLoosen ? [] : lowThresholds(source.settings)),
  ]
  return remarks.map(({ path, message, hint }) => ({ file: source.file, line: source.lineOf(path), message, hint }))
}

interface Remark {
  readonly path: readonly PropertyKey[]
  readonly message: string
  readonly hint: string
}

function formerKeys(renamed: readonly RenamedKey[]): readonly Remark[] {
  return renamed.map(({ path, currentName }) => {
    const message = `\`${path.join('.')}\` is now called \`${[...path.slice(0, -1), currentName].join('.')}\`; the old name still works`
    return { path, message, hint: 'use the new name' }
  })
}

function packsOff({ packs }: RepositorySettings): readonly Remark[] {
  if (packs.off.length === 0) return []
  const message = '`packs.off` still works, but `signatures.packs` says which packs are on'
  return [{ path: ['packs', 'off'], message, hint: 'list the packs that you want in `signatures.packs`' }]
}

function unknownIds({ signatures, packs, labels, wording }: RepositorySettings, pack: Pack): readonly Remark[] {
  const ids = [...pack.signatures.keys()]
  const named = [
    ...signatures.off.map((id, at) => ({ id, path: ['signatures', 'off', at] })),
    ...Object.keys(labels.signatures).map((id) => ({ id, path: ['labels', 'signatures', id] })),
    ...Object.keys(wording.questions).map((id) => ({ id, path: ['wording', 'questions', id] })),
  ].map((it) => ({ ...it, kind: 'signature', known: ids }))
  const folders = [...new Set(pack.folders.values())]
  const listed = Array.isArray(signatures.packs) ? signatures.packs : []
  const inPacks = [
    ...packs.off.map((id, at) => ({ id, path: ['packs', 'off', at] })),
    ...listed.map((id, at) => ({ id, path: ['signatures', 'packs', at] })),
    ...Object.keys(labels.packs).map((id) => ({ id, path: ['labels', 'packs', id] })),
  ].map((it) => ({ ...it, kind: 'pack', known: folders }))
  return [...named, ...inPacks]
    .filter(({ id, known }) => !known.includes(id))
    .map(({ id, path, kind, known }) => {
      const nearest = closestWord(id, known)
      const hint = nearest === null ? 'it has no effect; remove it' : `did you mean \`${nearest}\`?`
      return { path, message: `no ${kind} is called \`${id}\``, hint }
    })
}

/** A heading that no template has is misspelt, or the template was reworded. */
function unknownHeadings({ headings }: RepositorySettings, known: readonly string[]): readonly Remark[] {
  if (known.length === 0) return []
  const keys = new Set(known.map(keyOfHeading))
  return Object.entries(headings).flatMap(([english, aliases]) =>
    aliases.flatMap((alias, at) => {
      if (keys.has(keyOfHeading(alias))) return []
      const nearest = closestWord(alias, known)
      const hint =
        nearest === null
          ? `they have ${known
              .slice(0, 5)
              .map((it) => `\`${it}\``)
              .join(', ')}`
          : `did you mean \`${nearest}\`?`
      return [{ path: ['headings', english, at], message: `no issue template here has the heading \`${alias}\``, hint }]
    }),
  )
}

function keyOfHeading(heading: string): string {
  return heading.trim().toLowerCase()
}

/** A repository may be about a product of its own, so only a likely mistake is worth a remark. */
function unknownProduct({ product: { id } }: RepositorySettings): readonly Remark[] {
  const ids = PRODUCTS.map((it) => it.id)
  const nearest = id === undefined || ids.includes(id) ? null : closestWord(id, ids)
  if (nearest === null) return []
  return [{ path: ['product', 'id'], message: `no product is called \`${id}\``, hint: `did you mean \`${nearest}\`?` }]
}

function lowThresholds({ thresholds }: RepositorySettings): readonly Remark[] {
  const { assertDecisive, ask } = SHIPPED_PARAMETERS.thresholds
  const least = { assert: assertDecisive, ask }
  return (['assert', 'ask'] as const)
    .filter((name) => thresholds[name] > 0 && thresholds[name] < least[name])
    .map((name) => {
      const message = `\`thresholds.${name}\` is below the bot's own threshold, ${least[name]}, and has no effect`
      return { path: ['thresholds', name], message, hint: 'raise it, or remove it' }
    })
}
