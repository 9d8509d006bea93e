import { describe, expect, test } from 'vitest'
import { renderProbe, renderProbeInvitation } from '../../../src/core/comments/probe-section.ts'
import { DEFAULT_REPOSITORY_SETTINGS } from '../../../src/core/settings/default-settings.ts'
import { openPack } from '../../../src/entrypoints/cli/pack.ts'
import { askOf, reportOf } from '../../support/reports.ts'

const FROM = '2026-11-29T12:00:00.000Z'
const TO = '2026-11-29T13:30:00.000Z'
const pack = await openPack()

describe('renderProbe', () => {
  test.each([
    [{ was: 'token', is: 'token' }, 'Both found the token exchange broken.'],
    [{ was: null, is: null }, 'Both found nothing broken.'],
    [{ was: 'token', is: null }, 'Before, the token exchange was broken; nothing is broken anymore.'],
    [{ was: null, is: 'callback' }, 'Nothing was broken before; this time it is the callback.'],
  ] as const)('says how the newer probe differs: %j', (stages, difference) => {
    const probe = { damaged: [], change: { from: FROM, to: TO, sameUrl: true, ...stages } }
    expect(renderProbe({ probe })).toBe(
      `The probe of 2026-11-29 13:30 UTC decides; it replaces the one of 2026-11-29 12:00 UTC. ${difference}`,
    )
  })

  test('says that a block was changed, and shows nothing of a forged time', () => {
    const change = { from: '@octocat ![](x)', to: TO, sameUrl: false, was: null, is: null }
    const text = renderProbe({ probe: { damaged: ['body'], change } })
    expect(text).toContain('(for another URL)')
    expect(text).toContain('does not match its checksum')
    expect(text).toContain('the one of an unknown time')
    expect(text).not.toContain('octocat')
  })

  test('says nothing without a block', () => {
    expect(renderProbe({})).toBe('')
  })
})

describe('renderProbeInvitation', () => {
  const input = (advertise: boolean) => ({
    report: reportOf(),
    diagnosis: askOf([], 'Which server is it?'),
    pack,
    settings: { ...DEFAULT_REPOSITORY_SETTINGS, probe: { advertise } },
  })

  test('names the command only where the repository says so', () => {
    expect(renderProbeInvitation(input(true), { stage: 'token' })).toContain('npx auth-triage probe')
    expect(renderProbeInvitation(input(false), { stage: 'token' })).toBe('')
    expect(DEFAULT_REPOSITORY_SETTINGS.probe.advertise).toBe(false)
  })

  test('is the only text for public comments that names it', () => {
    expect(JSON.stringify([...pack.signatures.values(), pack.topic, pack.genericMessages])).not.toContain(
      'auth-triage probe',
    )
  })

  test('says nothing where a probe sees nothing, or was made', () => {
    expect(renderProbeInvitation(input(true), {})).toBe('')
    expect(renderProbeInvitation(input(true), undefined)).toBe('')
    const made = { ...input(true), diagnosis: { ...input(true).diagnosis, probe: { damaged: [], change: null } } }
    expect(renderProbeInvitation(made, { stage: 'token' })).toBe('')
  })
})
