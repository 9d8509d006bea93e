/** Writes the settings file to start with in a repository, from its labels and a rehearsal on its issues. */
import { Document } from 'yaml'
import type { LabelUse } from './existing-labels.ts'
import type { Rehearsal } from './rehearse.ts'

/** A signature that the end of this many threads contradicts, and none confirms, is turned off to start with. */
const MIN_CONTRADICTIONS = 2

/**
 * Starts careful: existing labels and no comment. Without a label to use, the bot only watches.
 * @returns the text of `.github/auth-triage.yml`
 */
export function starterSettings(use: LabelUse, rehearsal: Rehearsal): string {
  const off = contradicted(rehearsal)
  const hasLabels = use.all.length + Object.keys(use.packs).length + Object.keys(use.signatures).length > 0
  const signatures = Object.fromEntries(Object.entries(use.signatures).map(([id, name]) => [id, { name }]))
  const waiting = {
    ...(use.reporter !== null && { reporter: use.reporter }),
    ...(use.maintainers !== null && { maintainers: use.maintainers }),
  }
  const labels = {
    'existing-only': true,
    ...(use.all.length > 0 && { all: [...use.all] }),
    ...filled('packs', use.packs),
    ...filled('signatures', signatures),
    ...filled('waiting', waiting),
  }
  const settings = {
    mode: hasLabels ? 'label-only' : 'dry-run',
    ...(hasLabels && { labels }),
    ...(off.length > 0 && { signatures: { off } }),
  }
  return `${HEAD}${new Document(settings).toString({ flowCollectionPadding: true })}`
}

const HEAD = `# Save as .github/auth-triage.yml on the default branch.
# Once the labels are right, change to \`mode: comment\`.
`

function filled(key: string, entries: Readonly<Record<string, unknown>>): object {
  return Object.keys(entries).length === 0 ? {} : { [key]: entries }
}

function contradicted({ asserted }: Rehearsal): readonly string[] {
  const bySignature = Map.groupBy(asserted, ({ diagnosis }) => diagnosis.signature ?? '')
  return [...bySignature]
    .filter(([, issues]) => issues.every(({ verdict }) => verdict !== 'agrees'))
    .filter(([, issues]) => issues.filter(({ verdict }) => verdict === 'differs').length >= MIN_CONTRADICTIONS)
    .map(([id]) => id)
    .sort()
}
