/**
 * Checks every link in the project's Markdown to another file in the project: the file must exist, and so must the
 * heading that an anchor names. External URLs are only parsed, not requested. Usage: npm run check:links
 */
import { glob, readFile, stat } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import GithubSlugger from 'github-slugger'
import type { Nodes } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Links from README.md to files of the project: registries show that page, and know no relative links. */
const OWN_FILES = /^https:\/\/github\.com\/auth-triage\/auth-triage\/(?:blob|tree)\/main\//

interface Page {
  readonly anchors: ReadonlySet<string>
  readonly links: readonly { readonly url: string; readonly line: number }[]
}

const pages = new Map<string, Promise<Page>>()
const broken: string[] = []
let checked = 0

for await (const path of glob('**/*.md', { cwd: root, exclude: (name) => /^(node_modules|dist)$/.test(name) })) {
  for (const { url, line } of (await pageAt(join(root, path))).links) {
    checked++
    const problem = await problemOf(url, join(root, path))
    if (problem !== null) broken.push(`${path}:${line}: ${url} ${problem}`)
  }
}
process.stdout.write(broken.length === 0 ? `${checked} links are valid\n` : `${broken.join('\n')}\n`)
process.exitCode = broken.length === 0 ? 0 : 1

/** @returns what is wrong with a link on a page, or null */
async function problemOf(url: string, from: string): Promise<string | null> {
  const isOwn = OWN_FILES.test(url)
  if (!isOwn && /^[a-z]+:/.test(url)) return URL.canParse(url) ? null : 'is not a URL'
  const [path = '', anchor] = url.replace(OWN_FILES, '').split('#')
  const folder = isOwn ? root : dirname(from)
  const target = path === '' ? from : join(folder, decodeURIComponent(path))
  if (relative(root, target).startsWith('..')) return 'points outside the project'
  if (!(await exists(target))) return 'points to a missing file'
  if (anchor === undefined || !target.endsWith('.md')) return null
  return (await pageAt(target)).anchors.has(anchor) ? null : 'names no heading in that file'
}

function pageAt(path: string): Promise<Page> {
  const page = pages.get(path) ?? readFile(path, 'utf8').then(readPage)
  pages.set(path, page)
  return page
}

function readPage(markdown: string): Page {
  const tree = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
  const nodes = [...walk(tree)]
  // GitHub numbers headings with the same text in order of appearance.
  const slugger = new GithubSlugger()
  const headings = nodes.filter((node) => node.type === 'heading').map((node) => slugger.slug(textOf(node)))
  const written = nodes.flatMap((node) =>
    node.type === 'html' ? [...node.value.matchAll(/\b(?:id|name)="([^"]+)"/g)] : [],
  )
  const links = nodes.flatMap((node) =>
    node.type === 'link' || node.type === 'image' || node.type === 'definition'
      ? [{ url: node.url, line: node.position?.start.line ?? 1 }]
      : [],
  )
  return { anchors: new Set([...headings, ...written.map(([, id = '']) => id)]), links }
}

function* walk(node: Nodes): Generator<Nodes> {
  yield node
  if ('children' in node) for (const child of node.children) yield* walk(child)
}

function textOf(node: Nodes): string {
  return [...walk(node)].map((it) => (it.type === 'text' || it.type === 'inlineCode' ? it.value : '')).join('')
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
