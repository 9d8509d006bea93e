import type { RepositorySettings } from './repository-settings.ts'

/**
 * The settings of a repository without a settings file: the schema's defaults, as a test checks. Written out, because
 * loading the schema takes longer than diagnosing a report.
 */
export const DEFAULT_REPOSITORY_SETTINGS: RepositorySettings = {
  mode: 'comment',
  packs: { off: [] },
  signatures: { off: [], own: false, extend: [] },
  thresholds: { assert: 0, ask: 0 },
  labels: { 'existing-only': false, all: [], packs: {}, waiting: {}, ask: {}, credential: {}, signatures: {} },
  wording: { questions: {}, languages: [] },
  product: { names: [] },
  native: 'off',
  'issue-fields': {},
  duplicates: { enabled: true, links: 3, 'canonical-comment': false, 'across-repositories': false },
  discussions: false,
  headings: {},
  probe: { advertise: false },
  commands: { reporter: true, maintainers: 'triage' },
  budget: { repository: 30, author: 10, labels: 300, person: 20, issue: 40 },
  retention: 400,
  alarms: { answer: false, issue: null, webhook: null, digest: null },
  causes: { public: false },
  fixes: { ask: true, mention: false },
  ignore: { authors: [], labels: [] },
}
