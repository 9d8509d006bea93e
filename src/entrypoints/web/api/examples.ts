/** One example for each operation. They are made up, and a test checks them against the schemas. */
import { OUTCOME_BIAS } from '../../../core/outcomes/outcome-record.ts'
import type { OperationExample } from './operation.ts'

const LINE = '[claudeai-mcp] Missing user:mcp_servers scope (scopes=user:inference)'

const EVIDENCE = {
  id: 'gateway-log',
  strength: 'decisive',
  segment: 'log',
  source: 'body',
  line: 4,
  text: LINE,
  captures: { scope: 'user:mcp_servers' },
}

const SIGNATURE = {
  id: 'missing-scope',
  title: 'Token is missing a required scope (insufficient_scope)',
  status: 'stable',
  version: 1,
  label: 'auth: missing scope',
  products: ['claude-code', 'cowork'],
  dead: false,
}

const CLUSTER = {
  id: 7,
  title: 'Token is missing a required scope: user:mcp_servers, since 2.0.64 of Cowork in Claude Desktop',
  count: 3,
  open: 2,
  authors: 3,
  firstSeen: '2026-05-01T08:30:00.000Z',
  lastSeen: '2026-05-09T17:05:00.000Z',
  weeks: [
    { from: '2026-04-27T00:00:00.000Z', count: 1 },
    { from: '2026-05-04T00:00:00.000Z', count: 2 },
  ],
  growth: { lately: 3, before: 0 },
  signature: 'missing-scope',
  versions: [{ value: '2.0.64', count: 3 }],
  products: [{ value: 'cowork', count: 3 }],
  captures: { scope: [{ value: 'user:mcp_servers', count: 3 }] },
  canonical: { number: 12, title: 'No tools in Cowork', open: true, closedAs: null, closedAt: null },
  newest: { number: 31, adds: [] },
  worked: [{ value: 'step 1 of missing-scope', count: 1 }],
  signals: [{ value: 'blocking', count: 2 }],
}

const LINKS = {
  links: [
    {
      number: 12,
      title: 'No tools in Cowork',
      fixedAt: null,
      probability: 0.98,
      reasons: ['same line', 'same failure'],
      line: { there: LINE, here: LINE },
    },
  ],
}

const REPORT = { title: 'Connectors have no tools', body: `The log says:\n\n\`\`\`\n${LINE}\n\`\`\`\n` }

export const OPERATION_EXAMPLES = {
  diagnoseReport: {
    body: { ...REPORT, logs: [] },
    answer: {
      decision: 'assert',
      reason: 'sure',
      signature: 'missing-scope',
      confidence: 0.9,
      topic: 0.94,
      product: 'cowork',
      flow: null,
      ranked: [{ signature: 'missing-scope', confidence: 0.9, evidence: [EVIDENCE] }],
      question: null,
      labels: ['auth: missing scope'],
      secrets: [],
      comment: 'This looks like **Token is missing a required scope**.',
    },
  },
  listSignatures: { body: null, answer: { items: [SIGNATURE], next: null } },
  getSignature: {
    body: null,
    answer: {
      ...SIGNATURE,
      cause: 'The token was issued without a scope that the request needs.',
      causes: ['The client requests a fixed list of scopes.'],
      ask: 'Which scopes does the token have?',
      checklist: [{ check: "Compare the token's scopes with the required scope" }],
      remedies: [{ text: 'Sign in again with the full list of scopes.', standing: 'verified' }],
      confusedWith: [{ id: 'invalid-scope', tell: 'There, the authorization server rejects the requested scope.' }],
    },
  },
  listClusters: { body: null, answer: { items: [CLUSTER], next: 'Nw' } },
  getCluster: {
    body: null,
    answer: {
      ...CLUSTER,
      members: [{ number: 12, title: 'No tools in Cowork', open: true, createdAt: '2026-05-01T08:30:00.000Z' }],
    },
  },
  listDuplicatesOfIssue: { body: null, answer: LINKS },
  findDuplicates: { body: REPORT, answer: LINKS },
  getFeedback: {
    body: null,
    answer: {
      signatures: [
        {
          signature: 'missing-scope',
          asserted: 5,
          accepted: 3,
          rejected: 1,
          worked: 2,
          didNotWork: 1,
          signals: { blocking: 2 },
          steps: [{ step: 1, worked: 2, didNotWork: 0 }],
          precision: { share: 0.75, low: 0.3, high: 0.95 },
        },
      ],
    },
  },
  listAlarms: {
    body: null,
    answer: {
      alarms: [
        {
          kind: 'incident',
          cause: 'missing-scope',
          follows: 'host',
          what: 'login.example.com',
          since: '2026-05-09T14:10:00.000Z',
          lastReport: '2026-05-09T14:31:00.000Z',
          people: 4,
          issues: [41, 42, 43, 45],
        },
      ],
    },
  },
  listOutcomes: {
    body: null,
    answer: {
      bias: OUTCOME_BIAS,
      signatures: [{ signature: 'missing-scope', read: 9, confirmed: 3, contradicted: 1 }],
    },
  },
  listDrafts: {
    body: null,
    answer: {
      minedAt: '2026-05-11T06:00:00.000Z',
      unexplained: 14,
      others: 230,
      drafts: [
        {
          id: 'reader-refused-ticket',
          nearest: 'missing-scope',
          patterns: ['reader refused ticket'],
          reports: [18, 27, 33],
          people: 3,
          falseAlarms: 0,
          file: 'title: …\n',
        },
      ],
    },
  },
} satisfies Record<string, OperationExample>
