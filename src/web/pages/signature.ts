/** `/signatures/<id>`: the page of one, as the documentation has it. */
import { raw } from 'hono/html'
import { renderSignaturePage } from '../../documentation/signature-page.ts'
import type { Signature } from '../../signatures/schema.ts'
import { type Html, layout } from '../layout.ts'
import { renderMarkdown } from '../render-markdown.ts'
import type { WebWorld } from '../world.ts'

export function signaturePage(signature: Signature, { pack }: WebWorld): Html {
  const markdown = renderSignaturePage(signature, { pack, file: `${signature.id}.yaml` })
    .replace(/^<!--.*-->\s*# .*\n/, '')
    .replaceAll(/\]\(([a-z0-9-]+)\.md\)/g, '](/signatures/$1)')
  return layout({ title: signature.title, main: raw(renderMarkdown(markdown)) as Html })
}
