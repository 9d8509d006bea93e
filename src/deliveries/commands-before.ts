/**
 * Of what a comment said before it was edited only the commands are kept, so that those that stood there are not carried
 * out again. The text is a stranger's and is never stored.
 */
import { type Analysis, isUnreadable } from '../analysis/analysis.ts'
import { spell } from '../conversation/parse-commands.ts'
import type { Received } from './events.ts'

/** @returns the same webhook, with the list of commands in the place of the earlier text */
export async function withCommandsBefore(received: Received, analysis: Analysis): Promise<Received> {
  const payload = received.payload as EditedComment | null
  const from = payload?.changes?.body?.from
  if (received.name !== 'issue_comment' || typeof from !== 'string') return received
  const changes = { ...payload?.changes, body: { from: await commandsIn(from, analysis) } }
  return { ...received, payload: { ...payload, changes } }
}

interface EditedComment {
  readonly changes?: { readonly body?: { readonly from?: unknown } }
}

/** No issue is meant by a duplicate mark in a text that is gone. */
const NO_ISSUE = { owner: '', repo: '', number: 0 }

async function commandsIn(body: string, analysis: Analysis): Promise<readonly string[]> {
  try {
    const { commands } = await analysis.run('comment', { body, ref: NO_ISSUE })
    return commands.taken.map(spell)
  } catch (error) {
    if (isUnreadable(error)) return []
    throw error
  }
}
