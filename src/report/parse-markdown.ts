/** The one place that knows the Markdown parser: GitHub's dialect, minus what would swallow or move pasted text. */
import type { Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'

/**
 * Definitions (`[tag]: word`) and footnotes make log lines vanish, setext underlines turn a pasted paragraph into a
 * heading, and bare addresses need no recognising, since their text is kept as it is.
 */
const SWITCHED_OFF = [
  'definition',
  'setextUnderline',
  'gfmFootnoteDefinition',
  'gfmFootnoteCall',
  'gfmPotentialFootnoteCall',
  'wwwAutolink',
  'protocolAutolink',
  'emailAutolink',
]

const SYNTAX = [gfm({ singleTilde: false }), { disable: { null: SWITCHED_OFF } }]
/** The transforms look for bare addresses once more, and their nodes have no position. */
const TREE = gfmFromMarkdown().filter((extension) => extension.transforms === undefined)

/**
 * @param markdown shielded Markdown
 * @returns the tree, or null when the text is beyond what the parser's stack holds
 */
export function parseMarkdown(markdown: string): Root | null {
  try {
    return fromMarkdown(markdown, { extensions: SYNTAX, mdastExtensions: TREE })
  } catch {
    // Whatever a stranger can make the parser trip over must not cost the report: it is then read without structure.
    return null
  }
}
