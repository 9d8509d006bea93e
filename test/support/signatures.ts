import type { Pack } from '../../src/core/signatures/pack.ts'
import { type Signature, signatureSchema } from '../../src/core/signatures/schema.ts'

type Overrides = Partial<Record<keyof Signature, unknown>>

const MINIMAL = {
  title: 'The token lacks a scope that the server needs',
  status: 'stable',
  since: 1,
  cause: 'The token is valid but was issued without a permission that this call needs.',
  causes: ['The client asks for too little.', 'The provider grants less than was asked for.'],
  products: ['cowork'],
  evidence: [{ id: 'gateway-log', in: ['log'], strength: 'decisive', regex: 'Missing (?<scope>[^ ]+) scope' }],
  'confused-with': [{ id: 'invalid-scope', tell: 'there the scope was asked for and refused, and no token exists' }],
  ask: 'Which scopes does the stored token list?',
  checklist: [
    {
      check: 'Compare the scopes',
      outcomes: [{ see: 'They are the same' }, { see: 'The client asks for too little' }],
    },
    { check: 'Try another client', outcomes: [{ see: 'It fails there too' }, { see: 'The first client is at fault' }] },
  ],
  remedies: [{ text: 'Log in again', standing: 'reported', source: 'https://example.com/reported' }],
  prevention: ['Compare the scopes after every update', 'Use one token for one purpose'],
  'solved-when': 'the refused call answers',
  'false-signals': ['none known yet'],
  examples: [
    { name: 'one', report: '# One' },
    { name: 'two', report: '# Two' },
  ],
}

/** A complete, valid signature. Tests override the fields that matter to them. */
export function signatureOf(id: string, overrides: Overrides = {}): Signature {
  return signatureSchema.parse({ id, label: `auth: ${id.replaceAll('-', ' ')}`, ...MINIMAL, ...overrides })
}

/** A pack with these signatures and a scanner that finds nothing. */
export function packOf(...signatures: readonly Signature[]): Pack {
  return {
    fingerprint: '0123456789ab',
    signatures: new Map(signatures.map((it) => [it.id, it])),
    boilerplate: [],
    counterSigns: {},
    genericMessages: [],
    topic: {
      evidence: [{ id: 'oauth', in: ['any'], strength: 'supporting', regex: 'oauth', case: 'ignore' }],
      ask: 'At which stage does it fail: before connecting, or later, when a tool is called?',
    },
    words: {},
    packs: {},
    folders: new Map(),
    scanner: { clauses: [], scan: () => [], stream: () => ({ push: () => [], end: () => [] }) },
  }
}
