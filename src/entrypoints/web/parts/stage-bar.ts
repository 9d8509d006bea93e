/** The ten stages of a login with how far it came: ✓ went through, ✗ failed, · not seen. */
import { html } from 'hono/html'
import type { DigestFlow } from '../../../core/duplicates/digest.ts'
import { compareStages, STAGES, type Stage } from '../../../core/flow/stage.ts'
import type { Html } from '../layout.ts'

const STAGE_LABELS: Readonly<Record<Stage, string>> = {
  challenge: 'Challenge',
  'resource-metadata': 'Resource metadata',
  'server-metadata': 'Server metadata',
  'client-id': 'Client registration',
  authorize: 'Authorization',
  callback: 'Callback',
  token: 'Token',
  'first-request': 'First request',
  refresh: 'Refresh',
  call: 'Call',
}

const SIGNS = {
  done: ['✓', 'went through'],
  broken: ['✗', 'failed'],
  unseen: ['·', 'not seen'],
} as const

export function stageBar({ reached, broken }: Pick<DigestFlow, 'reached' | 'broken'>): Html {
  const stateOf = (stage: Stage): keyof typeof SIGNS => {
    if (stage === broken) return 'broken'
    return reached !== null && compareStages(stage, reached) <= 0 ? 'done' : 'unseen'
  }
  return html`<ol class="stages">${STAGES.map((stage) => {
    const state = stateOf(stage)
    const [sign, words] = SIGNS[state]
    return html`<li class="${state}"><span class="sign" aria-hidden="true">${sign}</span>${STAGE_LABELS[stage]}<span class="hidden">: ${words}</span></li>`
  })}</ol>`
}

export function stageText(stage: Stage): string {
  return STAGE_LABELS[stage]
}
