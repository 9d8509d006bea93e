/**
 * What the reporter runs: product, version, operating system. Asked in this order: the form's version and product
 * fields, the title, what programs printed about themselves, and last what the text mentions most.
 */
import { readOs } from './operating-system.ts'
import type { Environment, Field, Segment } from './report.ts'
import { SURFACES, type Surface } from './surfaces.ts'

export interface Sources {
  readonly title: string
  readonly fields: readonly Field[]
  readonly segments: readonly Segment[]
}

/** Fields that name the product, in their heading or in their answer. */
const PRODUCT_FIELD =
  /\bversions?\b|\bproduct\b|\bclient\b|\bsurface\b|\bwhere does the issue occur\b|\bapp(?:lication)?\b/i
/** Versions of something else than the product. */
const OTHER_VERSION =
  /last|working|node|python|\bos\b|operating|system|server|browser|previous|sdk|model|\b(?:java|go|rust|npm)\b/i
/** A field about the whole set-up names several things, of which the first is the product. */
const SETUP_FIELD = /\benvironment\b|\bsetup\b|\bsystem info|\bversions?\b/i

const VERSION = /(?<![\w.])v?(\d{1,5}\.\d{1,5}(?:\.\d{1,6}){0,2}(?:-[a-z][\w.]{0,30})?)(?![\w])/i
/** A label in a list: `- Version: 2.0.70`, `**App version** 1.2`. */
const LABELLED_VERSION =
  /(?:^|\n)[^\n:]{0,30}\bversion\b[^\n\d]{0,20}?v?(\d{1,5}\.\d{1,5}(?:\.\d{1,6}){0,2}(?:-[a-z][\w.]{0,30})?)(?![\w.])/i

export function readEnvironment(sources: Sources): Environment {
  const surface = findSurface(sources)
  return { surface: surface?.id ?? null, version: findVersion(sources, surface), os: readOs(sources) }
}

function findSurface({ title, fields, segments }: Sources): Surface | null {
  const answers = fields.filter(({ heading }) => PRODUCT_FIELD.test(heading) && !OTHER_VERSION.test(heading))
  const inFields = answers.flatMap(({ heading, text }) => [heading, text.slice(0, 300)])
  const named = mostSpecific(inFields) ?? mostSpecific([title])
  if (named !== null) return refine(named, [title, ...inFields])
  return (
    mostSpecific(
      segments.map(({ text }) => text),
      'banner',
    ) ?? mostMentioned(segments)
  )
}

function mostSpecific(texts: readonly string[], by: 'name' | 'banner' = 'name'): Surface | null {
  return SURFACES.find((surface) => texts.some((text) => surface[by]?.test(text) ?? false)) ?? null
}

/** A form has one version field for a whole family; the title then says which member it is about. */
function refine(surface: Surface, texts: readonly string[]): Surface {
  const family = SURFACES.filter((it) => it.family === surface.family)
  return family.find((member) => texts.some((text) => member.name.test(text))) ?? surface
}

/** The family that the text speaks of most, and the most specific of its members. */
function mostMentioned(segments: readonly Segment[]): Surface | null {
  const text = segments
    .filter(({ source }) => source === 'title' || source === 'body')
    .map((segment) => segment.text)
    .join('\n')
  const mentions = new Map<string, number>()
  for (const { family, name } of SURFACES) {
    const count = text.match(new RegExp(name, `${name.flags}g`))?.length ?? 0
    mentions.set(family, (mentions.get(family) ?? 0) + count)
  }
  const [family, count] = [...mentions].reduce((best, next) => (next[1] > best[1] ? next : best), ['', 0])
  return count === 0 ? null : mostSpecificOf(family, text)
}

function mostSpecificOf(family: string, text: string): Surface | null {
  return SURFACES.find((surface) => surface.family === family && surface.name.test(text)) ?? null
}

function findVersion(sources: Sources, surface: Surface | null): string | null {
  return (
    versionField(sources.fields) ??
    bannerVersion(sources.segments, surface) ??
    versionBesideName(sources, surface) ??
    setupVersion(sources)
  )
}

function versionField(fields: readonly Field[]): string | null {
  const answers = fields.filter(({ heading }) => /version/i.test(heading) && !OTHER_VERSION.test(heading))
  return firstVersion(answers.map(({ text }) => text))
}

function bannerVersion(segments: readonly Segment[], surface: Surface | null): string | null {
  const family = SURFACES.filter((it) => surface !== null && it.family === surface.family)
  const ordered = surface === null ? SURFACES : [surface, ...family]
  for (const { banner } of ordered) {
    for (const { text } of segments) {
      const version = banner?.exec(text)?.groups?.['version']
      if (version !== undefined) return version
    }
  }
  return null
}

/** `Cursor 1.7.2`, `mcp-remote version 0.1.38`, `Claude Code: v2.1.148`. */
function versionBesideName({ title, segments }: Sources, surface: Surface | null): string | null {
  if (surface === null) return null
  const beside = new RegExp(
    `(?:${surface.name.source})[^\\n\\d]{0,16}?${VERSION.source.replace('(?<![\\w.])', '')}`,
    surface.name.flags,
  )
  for (const text of [title, ...segments.map((segment) => segment.text)]) {
    const version = beside.exec(text)?.at(-1)
    if (version !== undefined) return version
  }
  return null
}

function setupVersion({ fields, segments }: Sources): string | null {
  const setup = fields
    .filter(({ heading }) => SETUP_FIELD.test(heading) && !OTHER_VERSION.test(heading))
    .map(({ text }) => text)
  for (const text of [...setup, ...segments.filter(({ kind }) => kind === 'prose').map((segment) => segment.text)]) {
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
