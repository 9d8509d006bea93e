/** Renders a signature's relations to others in its pack, with links between their pages. */
import type { Pack } from '../signatures/pack.ts'
import type { Signature } from '../signatures/schema.ts'
import { asSentence, code, link, list, prose } from './markdown.ts'

/** @returns the title as a link to the page; only the id for a retired signature, which has no page */
export function pageLink(id: string, pack: Pack): string {
  const title = pack.signatures.get(id)?.title
  return title === undefined ? code(id) : link(prose(title), `${id}.md`)
}

/** Renders each `confused-with` sibling with its distinguishing features and the deciding question. */
export function renderConfusions(signature: Signature, pack: Pack): string {
  return signature['confused-with']
    .map(({ id, tell, ask }) =>
      [
        `### ${pageLink(id, pack)}`,
        asSentence(prose(tell)),
        ...(ask === undefined ? [] : [`The deciding question: *${prose(ask.text)}*`]),
      ].join('\n\n'),
    )
    .join('\n\n')
}

/**
 * Renders broader and narrower signatures, siblings, and signatures that name this one as a sibling without being named
 * by it.
 */
export function renderRelated(signature: Signature, pack: Pack): string {
  const { id, broader } = signature
  const others = [...pack.signatures.values()].filter((it) => it.id !== id)
  const siblings = signature['confused-with'].map((it) => it.id)
  const lines: (readonly [string, readonly string[]])[] = [
    ['More general', broader === undefined ? [] : [broader]],
    ['More specific', others.filter((it) => it.broader === id).map((it) => it.id)],
    ['Siblings', siblings],
    [
      'Sometimes confused with it',
      others
        .filter((it) => it['confused-with'].some((sibling) => sibling.id === id) && !siblings.includes(it.id))
        .map((it) => it.id),
    ],
  ]
  return list(
    lines
      .filter(([, ids]) => ids.length > 0)
      .map(([says, ids]) => `${says}: ${ids.map((it) => pageLink(it, pack)).join('; ')}.`),
  )
}
