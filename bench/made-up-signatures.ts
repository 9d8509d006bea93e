/** Generates hundreds of signatures with unique words, to measure what a larger number of signatures costs. */
import { stringify } from 'yaml'
import type { PackFile } from '../src/core/signatures/parse.ts'

const PATTERNS_PER_SIGNATURE = 10

/** @returns the files of a pack with `count` signatures */
export function madeUpSignatures(count: number): readonly PackFile[] {
  const topic = {
    evidence: [{ id: 'oauth', in: ['any'], strength: 'supporting', regex: 'oauth' }],
    ask: 'At which stage does it fail: before connecting, or later, when a tool is called?',
  }
  const own = Array.from({ length: count }, (_, at) => {
    const id = `made-up-${wordOf(at)}`
    return { path: `oauth/${id}.yaml`, text: stringify(signature(at), { aliasDuplicateObjects: false }) }
  })
  return [...own, { path: 'topic.yaml', text: stringify(topic) }]
}

function signature(at: number): object {
  const name = wordOf(at)
  const regex = Array.from(
    { length: PATTERNS_PER_SIGNATURE },
    (_, which) => `${name}${wordOf(which)} (?:failed|refused): \\d{3}`,
  )
  return {
    id: `made-up-${name}`,
    label: `auth: ${name}`,
    title: `The service ${name} refuses`,
    status: 'stable',
    since: 1,
    cause: 'A made-up cause that nothing shows.',
    causes: ['One made-up reason.', 'Another made-up reason.'],
    products: ['cowork'],
    evidence: [{ id: 'log-line', in: ['log'], strength: 'decisive', regex }],
    'confused-with': [{ id: `made-up-${wordOf(at === 0 ? 1 : 0)}`, tell: 'the service has another name there' }],
    ask: 'Which of the two is it?',
    checklist: [
      { check: 'Look here', expect: 'It is there', otherwise: 'It is not' },
      { check: 'Look there', expect: 'It is there', otherwise: 'It is not' },
    ],
    remedies: [{ text: 'Log in again', standing: 'reported', source: 'https://example.com/reported' }],
    prevention: ['Look before', 'Look after'],
    'solved-when': 'the call answers',
    'known-false-positives': ['none known yet'],
    examples: [
      { name: 'one', report: `# One\n\n${name}${wordOf(0)} failed: 401\n` },
      { name: 'near miss', report: '# Two\n\nNothing fails.\n', expect: { signature: 'none' } },
    ],
  }
}

/** @returns a six-letter word, different for every number */
function wordOf(number: number): string {
  let rest = (number + 1) * 7_919_017
  let word = ''
  for (let letter = 0; letter < 6; letter += 1) {
    word += String.fromCharCode(97 + (rest % 26))
    rest = Math.floor(rest / 26)
  }
  return word
}
