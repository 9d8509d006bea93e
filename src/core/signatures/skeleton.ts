/**
 * Writes a new signature file that has every field, each with a comment that describes it. The file is valid. Its first
 * example fails until a real report replaces it, so that an unfinished signature is not forgotten.
 */
import { Document, isPair, isScalar, isSeq, type Scalar, visit, type YAMLMap } from 'yaml'
import { describeForm, type FormField } from './form.ts'

const WIDTH = 118

/** Marks the texts that the author has to write; `signatures test` lists those that are left. */
export const PLACEHOLDER = 'REPLACE'

export interface NewSignature {
  readonly id: string
  /** Id of a similar existing signature, used until the author names a better one. */
  readonly sibling: string
  /** Id of a product of the pack's ecosystem, used until the author names the right ones. */
  readonly product: string
}

/** @returns the text of `signatures/<pack>/<id>.yaml` */
export function writeSkeleton({ id, sibling, product }: NewSignature): string {
  const document = new Document(placeholders({ id, sibling, product }))
  const fields = Map.groupBy(describeForm(), ({ path }) => path.slice(0, path.length - keyOf(path).length))
  visit(document, {
    Map(_, map, ancestors) {
      const path = pathOf([...ancestors, map])
      explainFields(map, fields.get(path) ?? [])
      // Explains only the first of several items.
      fields.delete(path)
    },
    Seq(_, list) {
      list.flow = list.items.every((it) => isScalar(it) && String(it.value).length < 20)
    },
  })
  const text = document.toString({ lineWidth: WIDTH, singleQuote: true, flowCollectionPadding: false })
  return `# yaml-language-server: $schema=../schema.json\n${text}`
}

/** Puts each field's description before its key. A field without a value is added as a comment. */
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

function placeholders({ id, sibling, product }: NewSignature) {
  const source = `https://example.com/${PLACEHOLDER}`
  const step = (number: number) => ({
    check: `${PLACEHOLDER} check ${number}`,
    how: `${PLACEHOLDER} command`,
    outcomes: [
      {
        see: `${PLACEHOLDER} what you see if this is the failure`,
        means: `${PLACEHOLDER} that it confirms the failure`,
      },
      { see: `${PLACEHOLDER} what you see otherwise`, means: `${PLACEHOLDER} what that means` },
    ],
    when: { product: [product] },
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
    causes: [`${PLACEHOLDER} the most frequent cause`, `${PLACEHOLDER} another cause`],
    products: [product],
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
      { id: sibling, tell: `${PLACEHOLDER} how to tell the two apart`, ask: `${PLACEHOLDER} question?` },
    ],
    ask: `${PLACEHOLDER} question?`,
    checklist: [step(1), everywhere],
    remedies: [{ text: `${PLACEHOLDER} what was done`, standing: 'reported', source }],
    never: [],
    prevention: [`${PLACEHOLDER} one habit`, `${PLACEHOLDER} another habit`],
    'solved-when': `${PLACEHOLDER} what shows that the fix worked`,
    'false-signals': ['none known yet'],
    'fixed-in': [],
    examples: [
      {
        name: 'as the client prints it',
        report: exampleText('a report that this signature must recognise'),
        expect: {},
      },
      {
        name: 'near miss from a similar signature',
        report: exampleText('a report that looks similar but has another cause'),
        expect: { signature: 'none' },
      },
    ],
  }
}

function exampleText(what: string): string {
  return `# ${PLACEHOLDER} the title\n\n${PLACEHOLDER} ${what}, redacted.\n`
}

/** Returns the path of the innermost node followed by a dot: the prefix of its fields' paths. */
function pathOf(nodes: readonly unknown[]): string {
  return nodes
    .filter((node) => isPair(node) || isSeq(node))
    .map((node) => (isPair(node) ? String((node.key as Scalar).value) : '[]'))
    .map((part, at, parts) => (parts[at + 1] === '[]' ? part : `${part}.`))
    .join('')
}

function comment({ path, description, type, isRequired }: FormField): string {
  const indent = 2 * path.split('.').length
  return wrap(`${description} (${type}${isRequired ? '' : '; optional'})`, WIDTH - indent)
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
