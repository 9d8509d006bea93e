import { describe, expect, test } from 'vitest'
import { findCodes, vendorOf } from '../../../src/core/duplicates/error-codes.ts'
import { findHosts } from '../../../src/core/duplicates/hosts.ts'
import { findSurfaces, findTriggers } from '../../../src/core/duplicates/surroundings.ts'
import { claimsDiffer, readVersionClaims, versionCloseness } from '../../../src/core/duplicates/version-claims.ts'
import { readReport } from '../../../src/core/report/read-report.ts'
import { indexed } from './reports.ts'

describe('the attributes of a report', () => {
  test('are stored with its digest', () => {
    const body =
      'After compaction the desktop app fails at https://mcp.acme.dev/token:\n\n```\nError: invalid_grant (AADSTS70008)\n```'
    const { attributes } = indexed('Login fails', body).digest
    expect(attributes?.values).toEqual({
      code: ['invalid_grant', 'AADSTS70008'],
      host: ['acme'],
      surface: ['desktop'],
      trigger: ['compaction'],
      stage: [],
    })
  })

  test('include the stage at which the login in a log broke, with its status', () => {
    const log = '```\nGET https://id.acme.dev/authorize 302\nPOST https://id.acme.dev/token 400\n```'
    expect(indexed('Login fails', log).digest.attributes?.values.stage).toEqual(['token 400', 'token'])
  })

  test('leave out what other people wrote', () => {
    expect(indexed('Login fails', '> see https://mcp.acme.dev/token').digest.attributes?.values.host).toEqual([])
  })

  test.each([
    ['AADSTS50011: The redirect URI', ['AADSTS50011']],
    ['connect ECONNREFUSED 127.0.0.1', ['ECONNREFUSED']],
    ['SELF_SIGNED_CERT_IN_CHAIN', ['SELF_SIGNED_CERT_IN_CHAIN']],
    ['JsonWebTokenError: jwt malformed', ['JsonWebTokenError']],
    ['ERROR: the login failed', []],
  ])('include the error codes in %j', (line, codes) => {
    expect(findCodes(line)).toEqual(codes)
  })

  test.each([
    ['AADSTS50011', 'AADSTS'],
    ['invalid_grant', null],
    ['ECONNREFUSED', null],
  ])('know the vendor of %s', (code, vendor) => {
    expect(vendorOf(code)).toBe(vendor)
  })

  test.each([
    ['https://mcp.slack.com/mcp and wss://user@login.acme.co.uk:8443/x', ['slack', 'acme']],
    ['set it in auth.acme.dev, please', ['acme']],
    ['http://127.0.0.1:3000, http://localhost/x, https://github.com/acme/app', []],
    ['edit settings.json or index.ts', []],
  ])('include the servers in %j', (text, hosts) => {
    expect(findHosts(text)).toEqual(hosts)
  })

  test('include triggers and surfaces that prose names', () => {
    expect(findTriggers('Since the update to 2.1 it asks again after a restart')).toEqual(['restart', 'update'])
    expect(findSurfaces('in the VS Code extension')).toEqual(['vscode'])
  })
})

describe('claims about versions', () => {
  const claimsIn = (body: string) => readVersionClaims(readReport({ title: '', body, attachments: [] }))

  test.each([
    ['It worked in 2.1.104.', { works: ['2.1.104'], fails: [] }],
    ['2.1.104 works, and it is broken in 2.1.105', { works: ['2.1.104'], fails: ['2.1.105'] }],
    ['Downgrading to v1.4.0 helps', { works: ['1.4.0'], fails: [] }],
    ['It does not work in 2.1.104', { works: [], fails: [] }],
    ['### Last Working Version\n\n2.0.3', { works: ['2.0.3'], fails: [] }],
  ])('are read from %j', (body, claims) => {
    expect(claimsIn(body)).toEqual(claims)
  })

  test('differ if a version works for one and fails for the other', () => {
    const [works, fails] = [claimsIn('It works in 2.1.4'), claimsIn('It is broken in 2.1.4')]
    expect([claimsDiffer(works, fails), claimsDiffer(fails, works), claimsDiffer(works, works)]).toEqual([
      true,
      true,
      false,
    ])
  })

  test('are closer the less their last numbers differ', () => {
    const closeness = ['2.1.70', '2.1.71', '2.1.90', '2.4.0', '3.0.0'].map((it) => versionCloseness('2.1.70', it))
    expect(closeness).toEqual([...closeness].sort((a, b) => b - a))
    expect([closeness[0], closeness[4]]).toEqual([1, 0])
  })
})
