/** Renders all pages of a pack: one per signature, and the index. */

import { groupByPack } from '../signatures/by-pack.ts'
import { idOfFile } from '../signatures/loaded-signature.ts'
import type { Pack } from '../signatures/pack.ts'
import type { PackFile } from '../signatures/parse.ts'
import type { Signature } from '../signatures/schema.ts'
import { code, link, list, prose, table } from './markdown.ts'
import { pageLink } from './neighbours.ts'
import { renderSignaturePage } from './signature-page.ts'

/**
 * @param files the pack's files; only their paths are used, because a signature's file is named after it
 * @returns Markdown by file name
 */
export function renderSignaturePages(
  pack: Pack,
  files: readonly Pick<PackFile, 'path'>[],
): ReadonlyMap<string, string> {
  const paths = new Map(files.map(({ path }) => [idOfFile(path), path]))
  const fileOf = (id: string) => paths.get(id) ?? `${id}.yaml`
  const pages = [...pack.signatures.values()].map(
    (signature) =>
      [`${signature.id}.md`, renderSignaturePage(signature, { pack, file: fileOf(signature.id) })] as const,
  )
  return new Map([['README.md', renderSignatureIndex(pack)], ...pages])
}

function renderSignatureIndex(pack: Pack): string {
  const groups = groupByPack(pack)
  const all = [...pack.signatures.values()]
  const stable = all.filter(({ status }) => status === 'stable').length
  return `${[
    '<!-- Generated from signatures/; edit the files there instead. -->',
    '# Signatures',
    `${all.length} known authentication failures, ${stable} of them stable; the bot never mentions experimental ones. A running bot lists them at \`/signatures\`, with a search box.`,
    list(
      groups.map(
        ({ folder, title, signatures }) =>
          `${link(prose(title), anchorOf(title))} (${code(folder)}): ${signatures.length}`,
      ),
    ),
    ...groups.map(({ title, signatures }) => `## ${prose(title)}\n\n${renderGroup(signatures, pack)}`),
  ].join('\n\n')}\n`
}

/** The anchor that GitHub gives to a heading of words. */
function anchorOf(heading: string): string {
  return `#${heading
    .toLowerCase()
    .replace(/[^\w -]/g, '')
    .replaceAll(' ', '-')}`
}

function renderGroup(signatures: readonly Signature[], pack: Pack): string {
  return table(
    ['failure', 'label', 'products', 'status', 'easily confused with'],
    signatures.map((it) => [
      pageLink(it.id, pack),
      code(it.label),
      it.products.map(code).join(', '),
      it.status,
      it['confused-with'].map(({ id }) => pageLink(id, pack)).join('; '),
    ]),
  )
}
