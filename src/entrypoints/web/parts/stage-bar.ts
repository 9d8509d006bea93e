/** The ten stages of a login with how far it came: ✓ went through, ✗ failed, · not seen. */
import { html } from 'hono/html'
import type { DigestFlow } from '../../../core/duplicates/digest.ts'
import { STAGES, type Stage, type StageState, stateOfStage } from '../../../core/flow/stage.ts'
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

/** Sign, words and class of the style sheet. */
const SIGNS: Readonly<Record<StageState, readonly [string, string, string]>> = {
  passed: ['✓', 'went through', 'done'],
  broken: ['✗', 'failed', 'broken'],
  unseen: ['·', 'not seen', 'unseen'],
}

export function stageBar(flow: Pick<DigestFlow, 'reached' | 'broken'>): Html {
  return html`<ol class="stages">${STAGES.map((stage) => {
    const [sign, words, style] = SIGNS[stateOfStage(stage, flow)]
    return html`<li class="${style}"><span class="sign" aria-hidden="true">${sign}</span>${STAGE_LABELS[stage]}<span class="hidden">: ${words}</span></li>`
  })}</ol>`
}

export function stageText(stage: Stage): string {
  return STAGE_LABELS[stage]
}
