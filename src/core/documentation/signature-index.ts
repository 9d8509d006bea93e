/** Renders the list of all signatures by pack folder, the index of the signature documentation. */
import type { Pack } from '../signatures/pack.ts'
import type { Signature } from '../signatures/schema.ts'
import { code, prose, table } from './markdown.ts'
import { pageLink } from './neighbours.ts'

/** @param fileOf path of a signature's file inside the pack */
export function renderSignatureIndex(pack: Pack, fileOf: (id: string) => string): string {
  const byFolder = Map.groupBy(pack.signatures.values(), ({ id }) => folderOf(fileOf(id)))
  const folders = [...byFolder].sort(([a], [b]) => (a < b ? -1 : 1))
  const all = [...pack.signatures.values()]
  const stable = all.filter(({ status }) => status === 'stable').length
  return `${[
    '<!-- Generated from signatures/; edit the files there instead. -->',
    '# Signatures',
    `${all.length} known authentication failures, ${stable} of them stable; the bot never mentions experimental ones.`,
    ...folders.map(([folder, signatures]) => `## ${prose(folder)}\n\n${renderFolder(signatures, pack)}`),
  ].join('\n\n')}\n`
}

function renderFolder(signatures: readonly Signature[], pack: Pack): string {
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

function folderOf(file: string): string {
  return file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : 'at the top of the pack'
}
