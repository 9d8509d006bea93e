/** A tool's result: text for the model and a document for programs, or an error that says what to do. */
import type { CallToolResult } from '@modelcontextprotocol/server'
import { TriageError } from '../../core/errors.ts'
import { cleanAndRedactCredentials } from '../../core/report/clean-and-redact.ts'

export function toToolResult(text: string, document: Record<string, unknown>): CallToolResult {
  return { content: [{ type: 'text', text }], structuredContent: document }
}

/** Runs a tool. A TriageError becomes a result that the model can act on; other errors are thrown. */
export async function answerOrRefuse(run: () => CallToolResult | Promise<CallToolResult>): Promise<CallToolResult> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof TriageError)) throw error
    const text = cleanAndRedactCredentials(`${error.message}\n${error.hint}`)
    return { isError: true, content: [{ type: 'text', text }] }
  }
}
