/**
 * A new signature file: every field is there, with a comment that says what belongs in it. The file loads at once; its
 * first example fails until it is replaced by a report, so that an unfinished signature cannot be forgotten.
 */
import { Document, isPair, isScalar, isSeq, type Scalar, visit, type YAMLMap } from 'yaml'
import { describeForm, type FormField } from './form.ts'

const WIDTH = 118

/** What stands where the author has to write; `signatures test` says where it still does. */
export const PLACEHOLDER = 'REPLACE'

export interface NewSignature {
  readonly id: string
  /** Id of a signature that exists: the nearest sibling, until the author names a better one. */
  readonly sibling: string
}

/** @returns the text of `signatures/<pack>/<id>.yaml` */
export function writeSkeleton({ id, sibling }: NewSignature): string {
  const document = new Document(placeholders(id, sibling))
  const fields = Map.groupBy(describeForm(), ({ path }) => path.slice(0, path.length - keyOf(path).length))
  visit(document, {
    Map(_, map, ancestors) {
      const path = pathOf([...ancestors, map])
      explainFields(map, fields.get(path) ?? [])
      // Of several items the first one is explained.
      fields.delete(path)
    },
    Seq(_, list) {
      list.flow = list.items.every((it) => isScalar(it) && String(it.value).length < 20)
    },
  })
  const text = document.toString({ lineWidth: WIDTH, singleQuote: true, flowCollectionPadding: false })
  return `# yaml-language-server: $schema=../schema.json\n${text}`
}

/** Puts what the form says before each key; a field that is left out stands there as a comment. */
function explainFields(map: YAMLMap, fields: readonly FormField[]): void {
  let left: string[] = []
  for (const field of fields) {
    const key = map.items.find((it) => isScalar(it.key) && it.key.value === keyOf(field.path))?.key
    const says = comment(field)
    if (isScalar(key)) {
      key.commentBefore = [...left, says].join('\n')
      left = []
    } else left.push(`${says}\n ${keyOf(field.path)}:`)
  }
  if (left.length > 0) map.comment = left.join('\n')
}

function keyOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1)
}

function placeholders(id: string, sibling: string) {
  const source = `https://example.com/${PLACEHOLDER}`
  const step = (number: number) => ({
    check: `${PLACEHOLDER} look number ${number}`,
    how: `${PLACEHOLDER} command`,
    expect: `${PLACEHOLDER} what one sees when this is not the cause`,
    otherwise: `${PLACEHOLDER} what it means and what to do`,
    when: { product: ['claude-code'] },
    source,
  })
  const { when: _, ...everywhere } = step(2)
  return {
    id,
    title: `${PLACEHOLDER} the failure in one line`,
    status: 'experimental',
    since: 1,
    label: `auth: ${id.replaceAll('-', ' ')}`,
    cause: `${PLACEHOLDER} what goes wrong and why`,
    causes: [`${PLACEHOLDER} the most frequent way`, `${PLACEHOLDER} another way`],
    products: ['claude-code'],
    evidence: [
      {
        id: 'error-line',
        in: ['any'],
        strength: 'decisive',
        regex: `${PLACEHOLDER} the line that only this failure prints`,
      },
      {
        id: 'says-so',
        in: ['title', 'prose', 'quote'],
        strength: 'supporting',
        near: { within: 10, all: [[`${PLACEHOLDER}-thing`], [`${PLACEHOLDER}-fails`]] },
      },
    ],
    against: [],
    'not-when': [],
    'confused-with': [
      { id: sibling, tell: `${PLACEHOLDER} what tells the two apart`, ask: `${PLACEHOLDER} question?` },
    ],
    ask: `${PLACEHOLDER} question?`,
    checklist: [step(1), everywhere],
    remedies: [{ text: `${PLACEHOLDER} what was done`, standing: 'reported', source }],
    never: [],
    prevention: [`${PLACEHOLDER} one habit`, `${PLACEHOLDER} another habit`],
    'solved-when': `${PLACEHOLDER} what one sees then`,
    'known-false-positives': ['none known yet'],
    'fixed-in': [],
    examples: [
      {
        name: 'as the client prints it',
        report: exampleText('a report that this signature must recognise'),
        expect: {},
      },
      {
        name: 'near miss, what a sibling looks like',
        report: exampleText('a report that looks alike and has another cause'),
        expect: { signature: 'none' },
      },
    ],
  }
}

function exampleText(what: string): string {
  return `# ${PLACEHOLDER} the title\n\n${PLACEHOLDER} ${what}, redacted.\n`
}

/** The path of the innermost of these nodes with a dot behind it, as the paths of its fields begin. */
function pathOf(nodes: readonly unknown[]): string {
  return nodes
    .filter((node) => isPair(node) || isSeq(node))
    .map((node) => (isPair(node) ? String((node.key as Scalar).value) : '[]'))
    .map((part, at, parts) => (parts[at + 1] === '[]' ? part : `${part}.`))
    .join('')
}

function comment({ path, says, wants, isRequired }: FormField): string {
  const indent = 2 * path.split('.').length
  return wrap(`${says} (${wants}${isRequired ? '' : '; may be left out'})`, WIDTH - indent)
}

function wrap(text: string, width: number): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length + 3 > width) {
      lines.push(line)
      line = ''
    }
    line += ` ${word}`
  }
  return [...lines, line].join('\n')
}
