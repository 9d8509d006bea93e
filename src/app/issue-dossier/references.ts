/**
 * Finds the issues that a text mentions as `#12`, `owner/repo#12`, `GH-12` or a URL, with the relation that the
 * preceding words express. The input is untrusted Markdown. Code is ignored. Takes linear time.
 */
import type { Nodes } from 'mdast'
import type { IssueRef } from '../../core/issue-ref.ts'
import { cleanAndRedact } from '../../core/report/clean-and-redact.ts'
import { limitNesting, restoreMarks } from '../../core/report/limit-nesting.ts'
import { parseMarkdown } from '../../core/report/parse-markdown.ts'
import type { Relation } from './relations.ts'

export interface Reference {
  readonly ref: IssueRef
  readonly relation: Relation
  /** The surrounding words, redacted, at most 200 characters. */
  readonly words: string
}

/**
 * GitHub's maximum length of a body or a comment, in characters: https://github.com/orgs/community/discussions/27190
 */
const MAX_BODY_LENGTH = 65_536

/** Maximum number of references per text. The first references in a huge table say enough about it. */
const MAX_REFERENCES = 500

/**
 * Number of characters before a reference that may express the relation, and number of characters after it that are
 * quoted with it.
 */
const CHARACTERS_BEFORE = 80
const CHARACTERS_AFTER = 60

/** More than an issue's URL needs: an owner name has at most 39 characters and a repository name at most 100. */
const MAX_URL_LENGTH = 2_048

/** A URL, `owner/repo#12`, `#12` or `GH-12`; not in the middle of a word or a path. */
const REFERENCE = new RegExp(
  [
    /https?:\/\/(?<host>[\w.:-]+)\/(?<owner>[\w.-]{1,39})\/(?<repo>[\w.-]{1,100})\/(?:issues|pull)\/(?<number>\d{1,9})(?!\w)/,
    /(?<![\w/.#&-])(?:(?<shortOwner>[\w.-]{1,39})\/(?<shortRepo>[\w.-]{1,100}))?#(?<shortNumber>\d{1,9})(?!\w)/,
    /\bGH-(?<oldNumber>\d{1,9})(?!\w)/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gi',
)

/**
 * @param text Markdown
 * @param home the issue that contains the text; `#12` refers to its repository
 * @param host the host whose URLs count as references, e.g. `github.com`
 * @returns at most 500 references, in the order in which they appear
 */
export function findReferences(text: string, home: IssueRef, host: string): readonly Reference[] {
  const found: Reference[] = []
  for (const block of blocksOf(text.slice(0, MAX_BODY_LENGTH))) {
    if (found.length >= MAX_REFERENCES) break
    // The text is redacted again, because removing Markdown syntax and entities can reveal a credential that they hid.
    found.push(...referencesIn(cleanAndRedact(block).text, home, host))
  }
  return found.slice(0, MAX_REFERENCES)
}

/**
 * Every reference contains one of these, or an entity that may encode one. Texts without any, such as most comments,
 * are not parsed.
 */
const MAY_REFER = /[#&]|GH-\d|\/(?:issues|pull)\/\d/i

/** Splits Markdown into paragraphs, headings and table cells, each as plain text. */
function blocksOf(markdown: string): readonly string[] {
  if (!MAY_REFER.test(markdown)) return []
  const tree = parseMarkdown(limitNesting(markdown))
  const blocks: string[] = []
  const visit = (node: Nodes) => {
    if (node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell')
      blocks.push(restoreMarks(inlineText(node)))
    else if ('children' in node) for (const child of node.children) visit(child)
  }
  if (tree === null) return [markdown]
  visit(tree)
  return blocks
}

/** Returns a node's plain text: links include their URLs, and code becomes a space. */
function inlineText(node: Nodes): string {
  if (node.type === 'inlineCode' || node.type === 'html' || node.type === 'image') return ' '
  if (node.type === 'text') return node.value
  if (node.type === 'break') return '\n'
  const text = 'children' in node ? node.children.map(inlineText).join('') : ''
  if (node.type !== 'link') return text
  // A longer URL cannot be an issue's URL, and searching for it takes time proportional to its length times the text's
  // length.
  const isShown = node.url.length > MAX_URL_LENGTH || text.includes(node.url)
  return isShown ? text : `${text} ${node.url} `
}

function referencesIn(block: string, home: IssueRef, host: string): readonly Reference[] {
  const found: Reference[] = []
  let end = 0
  let previous: Relation | null = null
  for (const match of block.matchAll(REFERENCE)) {
    const ref = toRef(match, home, host)
    if (ref === null) continue
    const before = block.slice(Math.max(end, match.index - CHARACTERS_BEFORE), match.index)
    const relation: Relation = previous !== null && LISTED.test(before) ? previous : relationIn(before)
    const words = block.slice(
      Math.max(0, match.index - CHARACTERS_BEFORE),
      match.index + match[0].length + CHARACTERS_AFTER,
    )
    found.push({ ref, relation, words: words.replace(/\s+/g, ' ').trim().slice(0, 200) })
    end = match.index + match[0].length
    previous = relation
    if (found.length === MAX_REFERENCES) break
  }
  return found
}

function toRef({ groups = {} }: RegExpMatchArray, home: IssueRef, host: string): IssueRef | null {
  const { host: at, owner, repo, number, shortOwner, shortRepo, shortNumber, oldNumber } = groups
  if (at !== undefined && at.toLowerCase() !== host) return null
  const named = {
    owner: owner ?? shortOwner ?? home.owner,
    repo: repo ?? shortRepo ?? home.repo,
    number: Number(number ?? shortNumber ?? oldNumber),
  }
  return named.number === 0 ? null : named
}

/** `#1, #2 and #3`: the first reference's relation applies to all of them. */
const LISTED = /^[\s,;&]*(?:and|or|as well as)?[\s,;&]*$/i

/** Relation → the words right before a reference that express it. The first match counts. */
const RELATION_WORDS: readonly (readonly [Relation, RegExp])[] = [
  [
    'not-same',
    /(?:\bnot\b|n['’]t|\bno\b)[^.!?\n]{0,30}\b(?:duplicate|dup|same|related)\b[^.!?\n]{0,20}$|\b(?:different|distinct|separate|unrelated)\b(?: \w+){0,3} (?:from|than|to)\W*$/i,
  ],
  [
    'duplicate',
    /\b(?:duplicat(?:e[sd]?|ing)|dup(?:e[sd]?)?)(?: (?:of|by|with))?\W*$|\bsame (?:\w+ ){0,3}as(?: in)?\W*$/i,
  ],
  ['fixes', /\b(?:fix(?:e[sd])?|close[sd]?|resolve[sd]?)(?: by| in| with)?\W*$/i],
  ['caused-by', /\b(?:caused by|introduced (?:by|in)|regression (?:from|of|in)|broken by|since)\W*$/i],
  ['blocked-by', /\b(?:blocked (?:by|on)|depends on|waiting (?:for|on))\W*$/i],
  [
    'superseded',
    /\b(?:superseded by|replaced by|continued in|moved to|tracked (?:in|by|at)|track(?:ing)? (?:this )?in)\W*$/i,
  ],
  ['related', /\b(?:related(?: to)?|see(?: also)?|similar to|cf\.?|follow-?up (?:to|of))\W*$/i],
]

function relationIn(before: string): Relation {
  return RELATION_WORDS.find(([, words]) => words.test(before))?.[0] ?? 'mentions'
}
