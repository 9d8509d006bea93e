/** `replay`: runs the pipeline on a saved webhook without touching GitHub and prints the plan. */
import type { Command } from 'commander'
import { z } from 'zod'
import { TriageError } from '../../../core/errors.ts'
import { triageReport, UNTOUCHED } from '../../../core/plan/triage-report.ts'
import { plainRules } from '../../../core/settings/plain-rules.ts'
import type { Io } from '../io.ts'
import { openPack } from '../pack.ts'
import { toJson } from '../terminal-text.ts'

/** A saved payload, or a saved delivery that contains one, as returned by GitHub's deliveries API. */
const payloadSchema = z.object({
  action: z.string(),
  issue: z.object({
    title: z.string(),
    body: z.string().nullable(),
    number: z.number(),
    state: z.string().default('open'),
    locked: z.boolean().default(false),
    labels: z.array(z.object({ name: z.string() })).default([]),
  }),
})
const deliverySchema = z.union([payloadSchema, z.object({ request: z.object({ payload: payloadSchema }) })])

export function addReplay(program: Command, io: Io): void {
  program
    .command('replay')
    .description('replay a saved `issues` webhook and print the plan; nothing is written')
    .argument('<delivery.json>', 'a payload as sent by GitHub, or a delivery as returned by its API')
    .option('--json', 'print the plan as one JSON document')
    .action(async (file: string, options: { json?: boolean }) => {
      const { action, issue } = parseDelivery(await io.read(file), file)
      const state = {
        ...UNTOUCHED,
        open: issue.state === 'open',
        locked: issue.locked,
        labels: issue.labels.map(({ name }) => name),
      }
      const { diagnosis, plan } = triageReport(
        { title: issue.title, body: issue.body, attachments: [] },
        state,
        plainRules(await openPack()),
      )
      io.print(options.json ? toJson({ action, issue: issue.number, diagnosis, plan }) : printPlan(plan))
    })
}

function parseDelivery(text: string, file: string): z.infer<typeof payloadSchema> {
  try {
    const delivery = deliverySchema.parse(JSON.parse(text))
    return 'request' in delivery ? delivery.request.payload : delivery
  } catch (cause) {
    throw new TriageError('malformed-delivery', `${file} is not an \`issues\` webhook.`, {
      hint: 'Save the payload from the App\u2019s "Recent deliveries", or from `GET /app/hook/deliveries/{id}`.',
      cause,
    })
  }
}

function printPlan({ addLabels, removeLabels, comment, suppressed }: ReturnType<typeof triageReport>['plan']): string {
  const lines = [
    ...addLabels.map(({ name }) => `add label     ${name}`),
    ...removeLabels.map((name) => `remove label  ${name}`),
    ...suppressed.map((what) => `suppressed    ${what}`),
    ...(comment.kind === 'none' ? [] : [`${comment.kind} comment\n\n${comment.body}`]),
  ]
  return lines.length === 0 ? 'Nothing to do.' : lines.join('\n')
}
