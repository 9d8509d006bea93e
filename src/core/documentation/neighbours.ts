/** How a signature stands to the others of its pack: siblings, kinds, and the links between their pages. */
import type { Pack } from '../signatures/pack.ts'
import type { Signature } from '../signatures/schema.ts'
import { asSentence, code, link, list, prose } from './markdown.ts'

/** The title as a link to the page; the bare id where the signature is retired and has none. */
export function pageLink(id: string, pack: Pack): string {
  const title = pack.signatures.get(id)?.title
  return title === undefined ? code(id) : link(prose(title), `${id}.md`)
}

/** What tells the siblings apart, each with the question that decides. */
export function renderConfusions(signature: Signature, pack: Pack): string {
  return signature['confused-with']
    .map(({ id, tell, ask }) =>
      [
        `### ${pageLink(id, pack)}`,
        asSentence(prose(tell)),
        ...(ask === undefined ? [] : [`The question that decides: *${prose(ask)}*`]),
      ].join('\n\n'),
    )
    .join('\n\n')
}

/** Kinds, siblings, and those that name this one without being named by it. */
export function renderRelated(signature: Signature, pack: Pack): string {
  const { id, broader } = signature
  const others = [...pack.signatures.values()].filter((it) => it.id !== id)
  const siblings = signature['confused-with'].map((it) => it.id)
  const lines: (readonly [string, readonly string[]])[] = [
    ['More general', broader === undefined ? [] : [broader]],
    ['More specific', others.filter((it) => it.broader === id).map((it) => it.id)],
    ['Siblings', siblings],
    [
      'Sometimes taken for it',
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
