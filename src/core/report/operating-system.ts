/** Finds the operating system of a report: the answer in the form, or else the first one that the text names. */
import type { Environment, Field } from './report.ts'

type Os = NonNullable<Environment['os']>

/** WSL is first: a report about WSL usually names Windows and Linux too. */
const SYSTEMS: readonly { readonly os: Os; readonly name: RegExp }[] = [
  { os: 'wsl', name: /\bWSL ?[12]?\b|Windows Subsystem for Linux|microsoft-standard-WSL/i },
  { os: 'macos', name: /\bmac ?OS\b|\bOS ?X\b|\bdarwin\b|\bMac(?:Book|intosh)?\b|\bApple Silicon\b/i },
  { os: 'windows', name: /\bWindows\b(?! ?(?:and tabs|size|title|manager))|\bwin(?:32|10|11)\b|\bC:\\/ },
  {
    os: 'linux',
    name: /\blinux\b|\bubuntu\b|\bdebian\b|\bfedora\b|\barch\b(?= linux)|\bnixos\b|\bcentos\b|\bRHEL\b|\balpine\b|\bmanjaro\b/i,
  },
]

const OS_FIELD = /operating system|\bOS\b|\bplatform\b|browser and os|\bterminal\b|\bshell\b/i
const SETUP_FIELD = /environment|system info|setup|version/i

export function readOs(sources: { title: string; fields: readonly Field[]; texts: readonly string[] }): Os | null {
  const answer = (question: RegExp): string =>
    sources.fields
      .filter(({ heading }) => question.test(heading))
      .map(({ text }) => text)
      .join('\n')
  return (
    named(answer(OS_FIELD)) ?? named(answer(SETUP_FIELD)) ?? named(sources.title) ?? named(sources.texts.join('\n'))
  )
}

function named(text: string): Os | null {
  const found = SYSTEMS.map(({ os, name }) => ({ os, at: text.search(name) })).filter(({ at }) => at !== -1)
  if (found[0]?.os === 'wsl') return 'wsl'
  return found.sort((a, b) => a.at - b.at)[0]?.os ?? null
}
