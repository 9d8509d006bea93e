import type { Candidate, Diagnosis, Evidence } from '../../src/core/diagnosis/diagnosis.ts'
import type { Report } from '../../src/core/report/report.ts'

/** A report without text. Tests override the fields that matter to them. */
export function reportOf(overrides: Partial<Report> = {}): Report {
  return {
    title: 'Connectors fail',
    segments: [],
    fields: [],
    secrets: [],
    environment: { product: null, version: null, os: null },
    ...overrides,
  }
}

/** A decisive log line in the description. */
export function evidenceOf(overrides: Partial<Evidence> = {}): Evidence {
  return {
    id: 'gateway-log',
    strength: 'decisive',
    reading: { section: 'account', mood: 'stated' },
    segment: 'log',
    source: 'body',
    heading: null,
    line: 1,
    text: 'Missing user:mcp_servers scope (scopes=user:inference)',
    captures: {},
    ...overrides,
  }
}

/** A candidate with high confidence and one decisive log line. */
export function candidateOf(signature: string, overrides: Partial<Candidate> = {}): Candidate {
  return {
    signature,
    confidence: 0.98,
    evidence: [evidenceOf()],
    against: [],
    textClass: null,
    question: null,
    ...overrides,
  }
}

/** A diagnosis that asserts this candidate. */
export function assertOf(first: Candidate, overrides: Partial<Diagnosis> = {}): Diagnosis {
  return {
    decision: 'assert',
    reason: 'sure',
    signature: first.signature,
    confidence: first.confidence,
    topic: 0.99,
    ranked: [first],
    question: null,
    captures: {},
    flow: null,
    generic: null,
    answers: [],
    values: {},
    ...overrides,
  }
}

/** A diagnosis that asks about the candidates. */
export function askOf(ranked: readonly Candidate[], question: string, overrides: Partial<Diagnosis> = {}): Diagnosis {
  return {
    decision: 'ask',
    reason: ranked.length === 0 ? 'no-signature' : 'tie',
    signature: null,
    confidence: ranked[0]?.confidence ?? 0,
    topic: 0.9,
    ranked,
    question,
    captures: {},
    flow: null,
    generic: null,
    answers: [],
    values: {},
    ...overrides,
  }
}

/** A silent diagnosis. */
export function silence(overrides: Partial<Diagnosis> = {}): Diagnosis {
  return {
    decision: 'silent',
    reason: 'not-auth',
    signature: null,
    confidence: 0,
    topic: 0.05,
    ranked: [],
    question: null,
    captures: {},
    flow: null,
    generic: null,
    answers: [],
    values: {},
    ...overrides,
  }
}
