/**
 * The `explain_signature` tool: returns the page for one signature; for an unknown id, returns an error that lists all
 * ids.
 */
import type { McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import { TriageError } from '../../core/errors.ts'
import type { Pack } from '../../core/signatures/pack.ts'
import type { McpDeps } from './mcp-deps.ts'
import { signatureText } from './signature-page.ts'
import { answerOrRefuse, toToolResult } from './tool-result.ts'

const explained = z.object({
  signature: z.string(),
  title: z.string(),
  status: z.enum(['experimental', 'stable', 'retired']),
  label: z.string(),
  cause: z.string(),
  ask: z.string().describe('The one question whose answer would settle it.'),
  confusedWith: z.array(z.object({ signature: z.string(), tell: z.string() })),
})

export function addExplainSignature(server: McpServer, { pack }: McpDeps): void {
  server.registerTool(
    'explain_signature',
    {
      title: 'Explain a known authentication failure',
      description: 'Explains a signature: causes, step-by-step checks, remedies with their status, similar failures.',
      inputSchema: z.object({ id: z.string().min(1).max(100).describe('Id of the signature, e.g. `missing-scope`.') }),
      outputSchema: explained,
      annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
    },
    ({ id }) => answerOrRefuse(() => explain(id, pack)),
  )
}

function explain(id: string, pack: Pack) {
  const signature = pack.signatures.get(id)
  if (signature === undefined) throw unknownSignature(id, pack)
  const { title, status, label, cause } = signature
  const ask = signature.ask[0]?.text ?? ''
  const confusedWith = signature['confused-with'].map((it) => ({ signature: it.id, tell: it.tell }))
  return toToolResult(signatureText(signature, pack), { signature: id, title, status, label, cause, ask, confusedWith })
}

function unknownSignature(id: string, pack: Pack): TriageError {
  return new TriageError('wrong-use', `There is no signature ${id}.`, {
    hint: `The signatures are: ${[...pack.signatures.keys()].join(', ')}.`,
  })
}
