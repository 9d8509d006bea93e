/** Where a page's statements come from: short names in the text, the whole list at its end. */
import type { Signature } from '../signatures/schema.ts'
import { link, list, prose } from './markdown.ts'

const GITHUB_THREAD = /^https:\/\/github\.com\/([\w.-]+\/[\w.-]+)\/(?:issues|pull|discussions)\/(\d+)/

/** A link behind a statement, in brackets; empty where no source is given. */
export function citation(url: string | undefined): string {
  return url === undefined ? '' : ` (${sourceLink(url)})`
}

/** Every address of the signature, each once, in the order in which the page names them. */
export function renderSources(signature: Signature): string {
  return list([...new Set(addresses(signature))].map(sourceLink))
}

function addresses({ remedies, checklist, 'fixed-in': fixes }: Signature): readonly string[] {
  return [...remedies, ...checklist, ...fixes].flatMap(({ source }) => source ?? [])
}

/** `owner/repo#1` for a thread on GitHub, else host and path. */
function sourceLink(url: string): string {
  const thread = GITHUB_THREAD.exec(url)
  const name = thread ? `${thread[1]}#${thread[2]}` : url.replace(/^https:\/\/(?:www\.)?/, '').replace(/\/$/, '')
  return link(prose(name), url)
}
