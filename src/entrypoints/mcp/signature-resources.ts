/** The signatures as resources: `signature://<id>` is the page of one, as Markdown. */
import { type McpServer, ResourceNotFoundError, ResourceTemplate } from '@modelcontextprotocol/server'
import type { Pack } from '../../core/signatures/pack.ts'
import type { McpDeps } from './mcp-deps.ts'
import { signatureText } from './signature-page.ts'

const MARKDOWN = 'text/markdown'

export function addSignatureResources(server: McpServer, { pack }: McpDeps): void {
  const template = new ResourceTemplate('signature://{id}', {
    list: () => ({ resources: listResources(pack) }),
    complete: { id: (prefix) => [...pack.signatures.keys()].filter((id) => id.startsWith(prefix)) },
  })
  const config = {
    title: 'Signature',
    description: 'A known authentication failure: causes, checks, remedies, similar failures.',
    mimeType: MARKDOWN,
  }
  server.registerResource('signature', template, config, (uri, { id }) => {
    const signature = pack.signatures.get(String(id))
    if (signature === undefined) throw new ResourceNotFoundError(uri.href)
    return { contents: [{ uri: uri.href, mimeType: MARKDOWN, text: signatureText(signature, pack) }] }
  })
}

function listResources(pack: Pack) {
  return [...pack.signatures.values()].map(({ id, title, label }) => ({
    uri: `signature://${id}`,
    name: id,
    title,
    description: label,
    mimeType: MARKDOWN,
  }))
}
