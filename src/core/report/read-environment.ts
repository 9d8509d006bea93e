/**
 * Finds the reporter's environment: product, version, operating system. Sources are read in this order: the form's
 * version and product fields, the title, the banners that programs print, and the most frequent name in the text.
 */
import {
  findProduct,
  OTHER_VERSION,
  SETUP_FIELD,
  type Sources,
  searchedTexts,
  VERSION_NUMBER,
  versionBeside,
} from './find-product.ts'
import { withoutForeignNumbers, withoutForeignVersions } from './foreign-versions.ts'
import { PRODUCTS, type Product } from './products.ts'
import type { Environment, Field, Segment } from './report.ts'
import { namesOwnProduct, type RepositoryHints, withEnglishHeadings } from './repository-hints.ts'

const VERSION = new RegExp(String.raw`(?<![\w.])v?${VERSION_NUMBER}(?!\w)`, 'i')
/** A labelled version in a list: `- Version: 2.0.70`, `**App version** 1.2`. */
const LABELLED_VERSION =
  /(?:^|\n)[^\n:]{0,30}\bversion\b[^\n\d]{0,20}?v?(\d{1,5}\.\d{1,5}(?:\.\d{1,6}){0,2}(?:-[a-z][\w.]{0,30})?)(?![\w.])/i

export function readReportedEnvironment(original: Sources, hints: RepositoryHints): Environment {
  const sources = { ...original, fields: withEnglishHeadings(original.fields, hints) }
  const found = isAboutOwnProduct(sources, hints) ? null : findProduct(sources)
  const product = found === 'none' ? null : found
  return {
    product: product?.id ?? (found === 'none' ? null : hints.product),
    version: findVersion(sources, product),
    os: readOs({ ...sources, texts: searchedTexts(sources.segments) }),
  }
}

function isAboutOwnProduct({ title, fields, segments }: Sources, hints: RepositoryHints): boolean {
  return (
    hints.product !== null &&
    namesOwnProduct([title, ...fields.map(({ text }) => text), ...searchedTexts(segments)], hints)
  )
}

function findVersion(sources: Sources, product: Product | null): string | null {
  const { fields, segments } = withoutForeignVersions(sources)
  return (
    versionField(fields) ??
    bannerVersion(sources.segments, product) ??
    versionBesideName({ ...sources, segments }, product) ??
    (product !== null && isNamedInPassing(sources, product) ? null : setupVersion({ ...sources, fields, segments }))
  )
}

/** `Version: 1.14.2` is then of the program that the report is about, which the table of products does not have. */
function isNamedInPassing({ title, fields, segments }: Sources, { name }: Product): boolean {
  const count = (texts: readonly string[]) =>
    texts.reduce((sum, text) => sum + (text.match(new RegExp(name, `${name.flags}g`))?.length ?? 0), 0)
  const form = fields.flatMap(({ heading, text }) => [heading, text])
  return count([title, ...form]) === 0 && count(searchedTexts(segments)) === 1
}

function versionField(fields: readonly Field[]): string | null {
  const answers = fields.filter(({ heading }) => /version/i.test(heading) && !OTHER_VERSION.test(heading))
  return firstVersion(answers.map(({ text }) => text))
}

function bannerVersion(segments: readonly Segment[], product: Product | null): string | null {
  if (product === null) return null
  for (const { banner } of [product, ...PRODUCTS.filter(({ family }) => family === product.family)]) {
    for (const { text } of segments) {
      const version = banner?.exec(text)?.groups?.['version']
      if (version !== undefined) return version
    }
  }
  return null
}

function versionBesideName({ title, segments }: Sources, product: Product | null): string | null {
  if (product === null) return null
  for (const text of [withoutForeignNumbers(title), ...searchedTexts(segments)]) {
    const version = versionBeside(product).exec(text)?.at(-1)
    if (version !== undefined) return version
  }
  return null
}

function setupVersion({ fields, segments }: Sources): string | null {
  const setup = fields
    .filter(({ heading }) => SETUP_FIELD.test(heading) && !OTHER_VERSION.test(heading))
    .map(({ text }) => text)
  for (const text of [...setup, ...searchedTexts(segments.filter(({ kind }) => kind === 'prose'))]) {
    const version = LABELLED_VERSION.exec(text)?.[1]
    if (version !== undefined) return version
  }
  return null
}

function firstVersion(texts: readonly string[]): string | null {
  for (const text of texts) {
    const version = VERSION.exec(text)?.[1]
    if (version !== undefined) return version
  }
  return null
}

/** A report's operating system: the one in the form's answer, or else the first one that the text names. */
type Os = NonNullable<Environment['os']>

/** WSL is first: a report about WSL usually names Windows and Linux too. */
const SYSTEMS: readonly { readonly os: Os; readonly name: RegExp }[] = [
  { os: 'wsl', name: /\bWSL ?[12]?\b|Windows Subsystem for Linux|microsoft-standard-WSL/i },
  { os: 'macos', name: /\bmac ?OS\b|\bOS ?X\b|\bdarwin\b|\bMac(?:Book|intosh)?\b|\bApple Silicon\b/i },
  {
    os: 'windows',
    // In lower case the word mostly means those of a browser, so it needs a neighbour. Windows hosts and domains are what
    // a program on another system logs in to.
    name: /\bWindows(?:_NT)?\b(?! ?(?:and tabs|size|title|manager|hosts?\b|nodes?\b|domains?\b|authentication\b))|\bwindows (?:7|8|10|11|desktop|laptop|machine|pc)\b|\b(?:OS|[Ss]ystem|[Pp]latform|[Tt]ype|[Dd]evice)\W{1,6}windows\b|\bwin(?:32|10|11)\b|\bC:\\|\$env:[A-Z]/,
  },
  {
    os: 'linux',
    name: /\blinux\b|\bubuntu\b|\bdebian\b|\bfedora\b|\barch\b(?= linux)|\bnixos\b|\bcentos\b|\bRHEL\b|\balpine\b|\bmanjaro\b/i,
  },
]

const OS_FIELD = /operating system|\bOS\b|\bplatform\b|browser and os|\bterminal\b|\bshell\b/i
const OS_SETUP_FIELD = /environment|system info|setup|version/i

function readOs(sources: { title: string; fields: readonly Field[]; texts: readonly string[] }): Os | null {
  const answer = (question: RegExp): string =>
    sources.fields
      .filter(({ heading }) => question.test(heading))
      .map(({ text }) => text)
      .join('\n')
  return (
    named(answer(OS_FIELD)) ?? named(answer(OS_SETUP_FIELD)) ?? named(sources.title) ?? named(sources.texts.join('\n'))
  )
}

/** A configuration can claim to be any browser, and a server's log has those of other people. */
const BROWSER = /\bMozilla\/5\.0 \([^\n)]{0,200}\)/g

function named(text: string): Os | null {
  const ours = text.replace(BROWSER, '')
  const found = SYSTEMS.map(({ os, name }) => ({ os, at: ours.search(name) })).filter(({ at }) => at !== -1)
  if (found[0]?.os === 'wsl') return 'wsl'
  return found.sort((a, b) => a.at - b.at)[0]?.os ?? null
}
