/** Renders a page's sources: citations in the text, and the list at the end. */
import type { Signature } from '../signatures/schema.ts'
import { link, list, prose } from './markdown.ts'

const GITHUB_THREAD = /^https:\/\/github\.com\/([\w.-]+\/[\w.-]+)\/(?:issues|pull|discussions)\/(\d+)/

/** @returns a link in parentheses to follow a statement; an empty string without a source */
export function citation(url: string | undefined): string {
  return url === undefined ? '' : ` (${sourceLink(url)})`
}

/** Renders every source URL of the signature, each once, in the order in which the page cites them. */
export function renderSources(signature: Signature): string {
  return list([...new Set(sourceUrls(signature))].map(sourceLink))
}

function sourceUrls({ remedies, checklist, 'fixed-in': fixes }: Signature): readonly string[] {
  return [...remedies, ...checklist, ...fixes].flatMap(({ source }) => source ?? [])
}

/** Named `owner/repo#1` for a GitHub thread, otherwise by host and path. */
function sourceLink(url: string): string {
  const thread = GITHUB_THREAD.exec(url)
  const name = thread ? `${thread[1]}#${thread[2]}` : url.replace(/^https:\/\/(?:www\.)?/, '').replace(/\/$/, '')
  return link(prose(name), url)
}
