/** The `probe` tool, only on the caller's own machine: walks through the stages of a login at a public server. */
import type { CallToolResult, McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import { STAGES } from '../../core/flow/stage.ts'
import { renderProbeBlock } from '../../core/probe/block.ts'
import { MATRIX_LIMIT } from '../../core/probe/user-agents.ts'
import type { ProbeServer } from './mcp-deps.ts'
import { answerOrRefuse, toToolResult } from './tool-result.ts'

const input = z.object({
  url: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .describe('URL of an MCP server, or of an OAuth or OIDC issuer.'),
  client: z.string().max(40).optional().describe('Client to check for, e.g. `claude-code`, `codex` or `vscode`.'),
})

const stage = z.looseObject({
  stage: z.enum(STAGES),
  ok: z.boolean(),
  side: z.string().describe('Who answered; for a broken stage, whose fault it is.'),
  detail: z.string(),
})

const output = z.looseObject({
  url: z.string(),
  stages: z.array(stage),
  broken: stage.nullable().describe('The first broken stage; null if none is.'),
  loginNeeded: z.boolean(),
})

export function addProbeTool(server: McpServer, probe: ProbeServer): void {
  server.registerTool(
    'probe',
    {
      title: 'Find where a login breaks',
      description:
        'Sends requests without a credential to an MCP server or an OAuth issuer and says which stage of the login is ' +
        'broken and on whose side. Registers nothing. Public servers only; for others, ask the user to run ' +
        '`auth-triage probe <url>`. Returns a block to paste into an issue.',
      inputSchema: input,
      outputSchema: output,
      annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: true },
    },
    ({ url, client = null }) => answerOrRefuse(() => run(url, client, probe)),
  )
}

async function run(url: string, client: string | null, probe: ProbeServer): Promise<CallToolResult> {
  const result = await probe({ url, client })
  const { broken } = result
  const verdict = broken === null ? 'Nothing is broken.' : `Broken: ${broken.stage} (${broken.side}). ${broken.detail}`
  const text = `${verdict} ${MATRIX_LIMIT}\n\n\`\`\`text\n${renderProbeBlock(result)}\n\`\`\``
  return toToolResult(text, { ...result })
}
