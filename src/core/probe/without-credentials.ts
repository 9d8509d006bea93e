/** Redacts a probe's result: a URL that the user typed, or a name that a server chose, can hold a credential. */
import { cleanAndRedactLine } from '../report/clean-and-redact.ts'
import type { ProbeResult, StageResult } from './probe.ts'
import { shownUrl } from './shown-url.ts'

const MAX_DETAIL = 500

/** @returns the result without credentials and personal details, and with the URL's path but without its query */
export function withoutCredentials(result: ProbeResult): ProbeResult {
  const stages = result.stages.map(redactStage)
  return {
    ...result,
    url: redactUrl(result.url),
    stages,
    broken: stages.find(({ ok }) => !ok) ?? null,
  }
}

function redactStage(stage: StageResult): StageResult {
  return { ...stage, detail: cleanAndRedactLine(stage.detail).text.slice(0, MAX_DETAIL) }
}

/** A query can be a key; nothing in it is needed to know which server is meant. */
function redactUrl(text: string): string {
  return cleanAndRedactLine(shownUrl(text)).text
}
