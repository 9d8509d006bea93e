/**
 * Finds the reporter's environment: product, version, operating system. Sources are read in this order: the form's
 * version and product fields, the title, the banners that programs print, and the most frequent name in the text.
 */
import { PRODUCTS, type Product } from './products.ts'
import type { Environment, Field, Segment } from './report.ts'
import { namesOwnProduct, type RepositoryHints, withEnglishHeadings } from './repository-hints.ts'

export interface Sources {
  readonly title: string
  readonly fields: readonly Field[]
  readonly segments: readonly Segment[]
}

/** Fields that name the product in their heading or answer. */
const PRODUCT_FIELD =
  /\bversions?\b|\bproduct\b|\bclient\b|\bsurface\b|\bwhere does the issue occur\b|\bapp(?:lication)?\b/i
/** Fields that give the version of something other than the product. */
const OTHER_VERSION =
  /last|working|node|python|\bos\b|operating|system|server|browser|previous|sdk|model|\b(?:java|go|rust|npm)\b/i
/** A field about the whole setup names several things; the first one is the product. */
const SETUP_FIELD = /\benvironment\b|\bsetup\b|\bsystem info|\bversions?\b/i

const NUMBER = String.raw`(\d{1,5}\.\d{1,5}(?:\.\d{1,6}){0,2}(?:-[a-z][\w.]{0,30})?)`
const VERSION = new RegExp(String.raw`(?<![\w.])v?${NUMBER}(?!\w)`, 'i')
/** A labelled version in a list: `- Version: 2.0.70`, `**App version** 1.2`. */
const LABELLED_VERSION =
  /(?:^|\n)[^\n:]{0,30}\bversion\b[^\n\d]{0,20}?v?(\d{1,5}\.\d{1,5}(?:\.\d{1,6}){0,2}(?:-[a-z][\w.]{0,30})?)(?![\w.])/i

export function readReportedEnvironment(original: Sources, hints: RepositoryHints): Environment {
  const sources = { ...original, fields: withEnglishHeadings(original.fields, hints) }
  const product = isAboutOwnProduct(sources, hints) ? null : findProduct(sources)
  return {
    product: product?.id ?? hints.product,
    version: findVersion(sources, product),
    os: readOs({ ...sources, texts: texts(sources.segments) }),
  }
}

function isAboutOwnProduct({ title, fields, segments }: Sources, hints: RepositoryHints): boolean {
  return (
    hints.product !== null && namesOwnProduct([title, ...fields.map(({ text }) => text), ...texts(segments)], hints)
  )
}

function findProduct({ title, fields, segments }: Sources): Product | null {
  const inFields = fields
    .filter(({ heading }) => PRODUCT_FIELD.test(heading) && !OTHER_VERSION.test(heading))
    .flatMap(({ heading, text }) => [heading, text.slice(0, 300)])
  const setup = fields.filter(({ heading }) => SETUP_FIELD.test(heading)).map(({ text }) => text.slice(0, 1000))
  const named = mostSpecific(inFields) ?? namedWithVersion(setup) ?? mostSpecific([title])
  if (named !== null) return refine(named, [title, ...inFields, ...setup])
  return mostSpecific(texts(segments), 'banner') ?? mostMentioned(texts(segments))
}

/**
 * In characters. Programs print their banner at the start, so a log of several megabytes need not be searched to the
 * end.
 */
const MAX_SEARCHED_LENGTH = 100_000
const texts = (segments: readonly Segment[]): string[] => segments.map(({ text }) => text.slice(0, MAX_SEARCHED_LENGTH))

function mostSpecific(sources: readonly string[], by: 'name' | 'banner' = 'name'): Product | null {
  return PRODUCTS.find((product) => sources.some((text) => product[by]?.test(text) ?? false)) ?? null
}

/** A description of the setup names other things too; the product is the one followed by its version. */
function namedWithVersion(sources: readonly string[]): Product | null {
  return PRODUCTS.find((product) => sources.some((text) => versionBeside(product).test(text))) ?? null
}

/** A form has one version field for a whole product family, so the title decides which product it is. */
function refine(product: Product, sources: readonly string[]): Product {
  const family = PRODUCTS.filter((it) => it.family === product.family)
  return family.find(({ name, within }) => sources.some((text) => name.test(text) || within?.test(text))) ?? product
}

/**
 * Picks the family with the most mentions, then its most specific member with at least a third of the top member's
 * count.
 */
function mostMentioned(sources: readonly string[]): Product | null {
  const text = sources.join('\n')
  const counts = PRODUCTS.map((product) => {
    const count = text.match(new RegExp(product.name, `${product.name.flags}g`))?.length ?? 0
    return { product, count }
  })
  const inFamily = (family: string): number =>
    counts.filter(({ product }) => product.family === family).reduce((sum, { count }) => sum + count, 0)
  const first = counts.toSorted((a, b) => inFamily(b.product.family) - inFamily(a.product.family))[0]
  const members = counts.filter(({ product }) => product.family === first?.product.family)
  const most = Math.max(...members.map(({ count }) => count))
  return members.find(({ count }) => count > 0 && count * 3 >= most)?.product ?? null
}

function findVersion(sources: Sources, product: Product | null): string | null {
  return (
    versionField(sources.fields) ??
    bannerVersion(sources.segments, product) ??
    versionBesideName(sources, product) ??
    setupVersion(sources)
  )
}

function versionField(fields: readonly Field[]): string | null {
  const answers = fields.filter(({ heading }) => /version/i.test(heading) && !OTHER_VERSION.test(heading))
  return firstVersion(answers.map(({ text }) => text))
}

function bannerVersion(segments: readonly Segment[], product: Product | null): string | null {
  const family = PRODUCTS.filter((it) => product !== null && it.family === product.family)
  const ordered = product === null ? PRODUCTS : [product, ...family]
  for (const { banner } of ordered) {
    for (const { text } of segments) {
      const version = banner?.exec(text)?.groups?.['version']
      if (version !== undefined) return version
    }
  }
  return null
}

function versionBesideName({ title, segments }: Sources, product: Product | null): string | null {
  if (product === null) return null
  for (const text of [title, ...texts(segments)]) {
    const version = versionBeside(product).exec(text)?.at(-1)
    if (version !== undefined) return version
  }
  return null
}

/** `Cursor 1.7.2`, `mcp-remote version 0.1.38`, `Claude Code: v2.1.148`; the last group is the version. */
function versionBeside({ name }: Product): RegExp {
  return new RegExp(`(?:${name.source})[^\\n\\d]{0,16}?v?${NUMBER}(?![\\w])`, name.flags)
}

function setupVersion({ fields, segments }: Sources): string | null {
  const setup = fields
    .filter(({ heading }) => SETUP_FIELD.test(heading) && !OTHER_VERSION.test(heading))
    .map(({ text }) => text)
  for (const text of [...setup, ...texts(segments.filter(({ kind }) => kind === 'prose'))]) {
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
  { os: 'windows', name: /\bWindows\b(?! ?(?:and tabs|size|title|manager))|\bwin(?:32|10|11)\b|\bC:\\/ },
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

function named(text: string): Os | null {
  const found = SYSTEMS.map(({ os, name }) => ({ os, at: text.search(name) })).filter(({ at }) => at !== -1)
  if (found[0]?.os === 'wsl') return 'wsl'
  return found.sort((a, b) => a.at - b.at)[0]?.os ?? null
}
